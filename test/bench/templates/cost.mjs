/**
 * What finding templates costs: the core reads a table of times, levels and messages, and again with the column of messages
 * left out. One thread of Node, in turns, best of a few; reading, settling and, with messages, the template step.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CORE_RELEASE } from "../../../scripts/paths.mjs";
import { load } from "../load.mjs";
import { fixed, printTable } from "../numbers.mjs";
import { timberline } from "../reference/command-line.mjs";

const ROUNDS = 9;

/** Times, levels and messages of a simulated log as a table, with the plan that the command line finds for it. */
function madeTable(folder) {
  const log = join(folder, "templates.log");
  timberline(["simulate", "--seed", "3", "--hours", "4", "--rate", "60", "--out", log]);
  const rows = readFileSync(log, "utf8")
    .split("\n")
    .flatMap((line) => {
      const found = /^(\S+) +([A-Z]+) +\[[^\]]*\] +(.*)$/.exec(line);
      return found ? [`${found[1]},${found[2]},"${found[3].replaceAll('"', '""')}"`] : [];
    });
  const table = join(folder, "templates.csv");
  writeFileSync(table, `time,level,message\n${rows.join("\n")}\n`);
  const report = join(folder, "templates.json");
  timberline(["analyze", table, "--report", report]);
  return { bytes: readFileSync(table), rowCount: rows.length, plan: JSON.parse(readFileSync(report)).source.plan };
}

export async function templateCost(folder) {
  const { Core, DEFAULT_BUDGETS } = await load("src/core/core.ts");
  const { compilePlan } = await load("src/pipeline/compile.ts");
  const { fieldNames } = await load("src/model/field-names.ts");
  const module = await WebAssembly.compile(readFileSync(CORE_RELEASE));
  const { bytes, rowCount, plan } = madeTable(folder);
  const bare = structuredClone(plan);
  for (const column of bare.files[0].body.columns) if (column.role === "message") column.role = "ignore";
  const read = (used) => {
    const names = fieldNames(used);
    const core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
    core.startFile(compilePlan(used.files[0], names), 0, 0, 2026, 0);
    const started = performance.now();
    for (let at = 0; at < bytes.length; at += 1 << 20) core.consume(bytes.subarray(at, at + (1 << 20)));
    core.endFile();
    core.settle();
    if (used === plan) core.templates();
    return performance.now() - started;
  };
  let withMs = Number.POSITIVE_INFINITY;
  let withoutMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    withMs = Math.min(withMs, read(plan));
    withoutMs = Math.min(withoutMs, read(bare));
  }
  const speed = (ms) => fixed(rowCount / ms / 1000, 2);
  printTable(
    `a table of ${rowCount} rows, ${fixed(bytes.length / 1e6)} MB, best of ${ROUNDS}`,
    ["run", "ms", "M lines/s", "more time"],
    [
      ["without templates", fixed(withoutMs), speed(withoutMs), ""],
      ["with templates", fixed(withMs), speed(withMs), `${fixed((withMs / withoutMs - 1) * 100)} %`],
    ],
  );
  return { rowCount, withMs, withoutMs };
}
