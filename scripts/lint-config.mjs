/**
 * Writes biome.json: the linter's settings, with the layers of scripts/layers.mjs as restrictions on imports.
 * `node scripts/lint-config.mjs` writes it; `--check` fails when the file on disk is not what would be written.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { CORE_SOURCE, LAYERS, NODE_LAYERS } from "./layers.mjs";

const target = fileURLToPath(new URL("../biome.json", import.meta.url));

/** @returns an override that forbids files of `includes` to import what matches `group` */
function restriction(includes, group, message) {
  return {
    includes,
    linter: {
      rules: {
        style: {
          noRestrictedImports: { level: "error", options: { patterns: [{ group, message }] } },
        },
      },
    },
  };
}

/** @returns the override of one layer: everything of ours that it may not import */
function layerRestriction([layer, allowed]) {
  const group = Object.keys(LAYERS)
    .filter((other) => other !== layer && !allowed.includes(other))
    .map((other) => `**/${other}/**`);
  group.push("**/main.ts", "**/test/**", `**/${CORE_SOURCE}/**`);
  for (const file of allowed.filter((name) => name.endsWith(".ts"))) group.push(`!**/${file}`);
  if (!NODE_LAYERS.includes(layer)) group.push("node:*");
  const may = allowed.length === 0 ? "nothing of ours" : allowed.join(", ");
  return restriction([`src/${layer}/**`], group, `Layer "${layer}" may import ${may} (scripts/layers.mjs).`);
}

const config = {
  $schema: "./node_modules/@biomejs/biome/configuration_schema.json",
  root: true,
  vcs: { enabled: true, clientKind: "git", useIgnoreFile: true },
  files: { includes: ["**", "!package-lock.json", "!**/*.md", "!public/timberline-report.schema.json"] },
  formatter: { enabled: true, indentStyle: "space", indentWidth: 2, lineWidth: 120 },
  assist: { enabled: true, actions: { source: { organizeImports: "on" } } },
  linter: {
    enabled: true,
    rules: {
      preset: "recommended",
      style: { noNonNullAssertion: "off", noDefaultExport: "error" },
      correctness: { noUnusedImports: "error", noUnusedVariables: "error" },
      nursery: { noFloatingPromises: "error" },
    },
  },
  overrides: [
    ...Object.entries(LAYERS).map(layerRestriction),
    restriction([`${CORE_SOURCE}/**`], ["**/src/**", "node:*"], "The core imports nothing of ours."),
    {
      includes: [`${CORE_SOURCE}/**`],
      // AssemblyScript: no `===` on numbers of different kinds, built-in functions and types that look undeclared
      linter: {
        rules: {
          suspicious: { noDoubleEquals: "off", noAssignInExpressions: "off", noSelfCompare: "off" },
          // integers there have 64 bits
          correctness: { noPrecisionLoss: "off" },
          style: { useConst: "off", useExponentiationOperator: "off" },
          complexity: { useLiteralKeys: "off" },
        },
      },
    },
    {
      includes: ["*.config.ts", "scripts/test-reporter.mjs", "**/*.d.ts"],
      linter: { rules: { style: { noDefaultExport: "off" } } },
    },
  ],
};

const text = `${JSON.stringify(config, null, 2)}\n`;
if (process.argv.includes("--check")) {
  if (JSON.stringify(JSON.parse(readFileSync(target, "utf8"))) !== JSON.stringify(config)) {
    console.error("biome.json does not follow scripts/layers.mjs: run `node scripts/lint-config.mjs`.");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
  // the linter looks at its own settings too
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  execFileSync(process.execPath, [biome, "format", "--write", target], { stdio: "inherit" });
}
