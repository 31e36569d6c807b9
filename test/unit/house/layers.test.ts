import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LAYERS } from "../../../scripts/layers.mjs";
import { ROOT } from "../../../scripts/paths.mjs";

/** A planted file of src/ and what it imports. */
type Plant = [layer: string, target: string];

const FORBIDDEN: Plant[] = [
  ["model", "../core/core.ts"],
  ["core", "../pipeline/source.ts"],
  ["pipeline", "../views/app-shell.ts"],
  ["pipeline", "node:fs"],
  ["report", "../pipeline/source.ts"],
  ["store", "../report/write.ts"],
  ["charts", "../app/state.ts"],
  ["views", "../store/store.ts"],
  ["app", "../worker/api.ts"],
  ["app", "../pipeline/source.ts"],
  ["app", "../../test/support/sample-report.ts"],
  ["worker", "../store/store.ts"],
  ["sw", "../model/units.ts"],
];

const ALLOWED: Plant[] = [
  ["pipeline", "../core/core.ts"],
  ["pipeline", "./formats/syslog.ts"],
  ["app", "../worker/client.ts"],
  ["worker", "../store/checkpoints.ts"],
  ["views", "../charts/format.ts"],
  ["cli", "../pipeline/source.ts"],
  ["cli", "node:fs"],
];

let folder = "";
let diagnostics = "";
let status: number | null = null;

function nameOf([layer, target]: Plant): string {
  return `src/${layer}/planted-${target.replaceAll(/\W+/g, "-")}.ts`;
}

// a folder of its own with the repository's linter settings: nothing is planted in the sources themselves
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "timberline-layers-"));
  const config = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const plant of [...FORBIDDEN, ...ALLOWED]) {
    const file = join(folder, nameOf(plant));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `export { x } from "${plant[1]}";\n`);
  }
  const biome = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--reporter=github", "--max-diagnostics=none"];
  const result = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  diagnostics = result.stdout;
  status = result.status;
});

afterAll(() => rmSync(folder, { recursive: true }));

function diagnosticsOf(plant: Plant): string {
  return diagnostics
    .split("\n")
    .filter((line) => line.includes(nameOf(plant)))
    .join("\n");
}

describe("the linter keeps the layers apart", () => {
  it("fails when any of them is crossed", () => {
    expect(status).toBe(1);
  });

  it.each(FORBIDDEN)("src/%s may not import %s", (...plant) => {
    expect(diagnosticsOf(plant)).toContain("noRestrictedImports");
  });

  it.each(ALLOWED)("src/%s may import %s", (...plant) => {
    expect(diagnosticsOf(plant)).toBe("");
  });

  it("has a rule for every folder of src", () => {
    const folders = execFileSync("git", ["ls-files", "src"], { cwd: ROOT, encoding: "utf8" })
      .split("\n")
      .map((path) => path.split("/"))
      .filter((parts) => parts.length > 2)
      .map((parts) => parts[1] ?? "");
    const ruled = [...Object.keys(LAYERS), "styles"];
    expect([...new Set(folders)].filter((name) => !ruled.includes(name))).toEqual([]);
  });

  it("follows the table", () => {
    expect(spawnSync(process.execPath, ["scripts/lint-config.mjs", "--check"], { cwd: ROOT }).status).toBe(0);
  });
});
