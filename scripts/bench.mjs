/**
 * `npm run bench [-- NAME…] [--size 1GiB] [--rounds 5] [--json out.json] [--duckdb FOLDER]`: how fast and how small it
 * is, in one table, and checks that are not tests. What is compared takes turns within one run. Inputs are made in a
 * temporary folder, which is removed afterwards. Without a name it runs all but `reference` and `detect`; of `detect`, --part
 * runs one part alone. Writes JSON into bench-results/ or where --json says. A figure that misses its aim is told, and fails
 * nothing; a wrong count does.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { coreBench } from "../test/bench/core-bench.mjs";
import { detectChecks, PART_NAMES } from "../test/bench/detect/checks.mjs";
import { fileBench, realBench } from "../test/bench/file-bench.mjs";
import { firstBinsBench } from "../test/bench/first-bins-bench.mjs";
import { memoryBench } from "../test/bench/memory-bench.mjs";
import { groupByBench, lnavBench } from "../test/bench/node-bench.mjs";
import { parseSize, printFigures } from "../test/bench/numbers.mjs";
import { referenceChecks } from "../test/bench/reference/checks.mjs";
import { shapesBench } from "../test/bench/shapes-bench.mjs";
import { templateChecks } from "../test/bench/templates/checks.mjs";
import { workersBench } from "../test/bench/workers-bench.mjs";
import { ROOT } from "./paths.mjs";

/** By name: what measures, and the size of its input. */
const BENCHES = {
  core: [coreBench, "256MiB"],
  file: [fileBench, "1GiB"],
  lnav: [lnavBench, "200MB"],
  duckdb: [groupByBench, "200MB"],
  workers: [workersBench, "1GiB"],
  memory: [memoryBench, "10GiB"],
  "first-bins": [firstBinsBench, "1GiB"],
  real: [realBench, "200MB"],
  shapes: [shapesBench, "1MB"],
};
/** Checks of what is found, not of speed. */
const CHECKS = { reference: referenceChecks, detect: detectChecks, templates: templateChecks };
const NAMES = [...Object.keys(BENCHES), ...Object.keys(CHECKS)];
const USAGE = `usage: npm run bench [-- ${NAMES.join("|")} …] [--size 1GiB] [--rounds 5] [--json out.json] [--duckdb FOLDER] [--part ${PART_NAMES.join("|")}]`;

function wrongUsage(message) {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        size: { type: "string" },
        rounds: { type: "string", default: "5" },
        json: { type: "string" },
        duckdb: { type: "string" },
        part: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return wrongUsage(error.message);
  }
}

const { values, positionals } = options();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.find((name) => !NAMES.includes(name));
if (unknown) wrongUsage(`There is no bench "${unknown}".`);
if (!/^[1-9]\d?$/.test(values.rounds)) wrongUsage("--rounds takes a whole number from 1 to 99.");
if (values.part !== undefined && !PART_NAMES.includes(values.part))
  wrongUsage(`--part takes one of detect's parts: ${PART_NAMES.join(", ")}.`);
if (values.size !== undefined && parseSize(values.size) === null)
  wrongUsage("--size takes a size such as 200MiB or 1GiB.");

const folder = mkdtempSync(join(tmpdir(), "timberline-bench-"));
const cleanUp = () => rmSync(folder, { recursive: true, force: true });
process.on("exit", cleanUp);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

const results = {
  at: new Date().toISOString(),
  machine: { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version },
  rounds: Number(values.rounds),
  figures: [],
};
for (const name of names) {
  if (name in CHECKS) {
    const { figures, passed } = await CHECKS[name]({ folder, part: values.part });
    results[name] = figures;
    if (!passed) process.exitCode = 1;
    continue;
  }
  const [measure, size] = BENCHES[name];
  console.log(`\n— ${name}`);
  const bytes = parseSize(values.size ?? size);
  results.figures.push(...(await measure({ folder, bytes, rounds: results.rounds, duckdb: values.duckdb })));
}
if (results.figures.length > 0) printFigures(results.figures);
const target = values.json ?? join(ROOT, "bench-results", `${positionals.join("-") || "all"}.json`);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\nfigures written to ${target}`);
