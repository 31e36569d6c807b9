/** Threads of the built command line: the report is that of one thread, also when a thread dies. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";

const BUILT = fileURLToPath(new URL("../../../dist-cli/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "timberline-workers-"));
const at = (name: string) => join(folder, name);

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(program, "timberline.mjs"), ...args], {
    encoding: "utf8",
    cwd: folder,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

function analysed(program: string, workers: string, ...files: string[]): Report {
  run(program, "analyze", ...files, "--workers", workers, "--report", "r.json");
  return JSON.parse(readFileSync(at("r.json"), "utf8"));
}

beforeAll(() => {
  if (!existsSync(join(BUILT, "read-thread.mjs"))) throw new Error("The command line is not built; run: npm run build");
  run(BUILT, ..."simulate --seed 5 --hours 12 --rate 20 --inject spike,cascade --out long.log".split(" "));
  run(BUILT, ..."simulate --seed 6 --hours 1 --rate 5 --out short.log".split(" "));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("--workers", () => {
  it("of any number write the same report", () => {
    const one = analysed(BUILT, "1", "long.log", "short.log");
    expect(one.totals.bytes).toBeGreaterThan(8_000_000);
    for (const workers of ["2", "3"]) expect(analysed(BUILT, workers, "long.log", "short.log")).toEqual(one);
  });

  it("go on without a thread that dies", () => {
    const lame = at("lame");
    cpSync(BUILT, lame, { recursive: true });
    const marker = JSON.stringify(at("started"));
    writeFileSync(
      join(lame, "read-thread.mjs"),
      `import { writeFileSync } from "node:fs"; writeFileSync(${marker}, ""); throw new Error("no");`,
    );
    const { digest } = analysed(BUILT, "1", "long.log");
    expect(analysed(lame, "2", "long.log").digest).toBe(digest);
    expect(existsSync(at("started"))).toBe(true);
  });
});
