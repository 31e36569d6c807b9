/**
 * What finding templates costs: a table of times, levels and messages is read, and again with the column of messages left
 * out, in turns. In the core, in one thread of Node and in Chromium: reading, settling and, with messages, the template
 * step. From a file on disk to its report in Chromium: the whole job, as the app does it.
 */
import { createWriteStream, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CORE_RELEASE } from "../../../scripts/paths.mjs";
import { load } from "../load.mjs";
import { amount, fixed, median, takeTurns } from "../numbers.mjs";
import { timberline } from "../reference/command-line.mjs";

const AT_MOST_PERCENT = 25;
const ROUNDS = 9;
const FILE_ROUNDS = 5;
const HOURS = 4;
/** 270 MiB and more */
const FILE_HOURS = 14;

/** Times, levels and messages of a simulated log as a table, with the plan that the command line finds for it. */
async function madeTable(folder, hours) {
  const log = join(folder, `templates-${hours}.log`);
  timberline(["simulate", "--seed", "3", "--hours", String(hours), "--rate", "60", "--out", log]);
  const path = join(folder, `templates-${hours}.csv`);
  const table = createWriteStream(path);
  table.write("time,level,message\n");
  let rowCount = 0;
  for (const line of readFileSync(log, "utf8").split("\n")) {
    const found = /^(\S+) +([A-Z]+) +\[[^\]]*\] +(.*)$/.exec(line);
    if (!found) continue;
    table.write(`${found[1]},${found[2]},"${found[3].replaceAll('"', '""')}"\n`);
    rowCount++;
  }
  await new Promise((resolve) => table.end(resolve));
  const report = join(folder, "templates.json");
  timberline(["analyze", path, "--report", report]);
  const { plan } = JSON.parse(readFileSync(report)).source;
  const bare = structuredClone(plan);
  for (const column of bare.files[0].body.columns) if (column.role === "message") column.role = "ignore";
  return { path, size: statSync(path).size, rowCount, plan, bare };
}

/** More time, in per cent. @param ms a round each, with templates and without */
function costOf(what, rowCount, withMs, withoutMs) {
  const least = [Math.min(...withoutMs), Math.min(...withMs)];
  const note = `least ${least.map((ms) => fixed(ms)).join(" and ")} ms: ${fixed((least[1] / least[0] - 1) * 100)} %, ${fixed(rowCount / least[1] / 1000, 2)} M lines/s`;
  const percent = withMs.map((ms, i) => (ms / withoutMs[i] - 1) * 100);
  return {
    ...amount(`templating, ${what}`, AT_MOST_PERCENT, "% more time", percent, { withMs, withoutMs, note }),
    value: (median(withMs) / median(withoutMs) - 1) * 100,
  };
}

/** In the core, in this thread. */
async function inNode({ path, rowCount, plan, bare }) {
  const { Core, DEFAULT_BUDGETS } = await load("src/core/core.ts");
  const { compilePlan } = await load("src/pipeline/compile.ts");
  const { fieldNames } = await load("src/model/field-names.ts");
  const module = await WebAssembly.compile(readFileSync(CORE_RELEASE));
  const bytes = readFileSync(path);
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
  const { ours, theirs } = await takeTurns(
    ROUNDS,
    () => read(plan),
    () => read(bare),
  );
  return costOf("core in Node", rowCount, ours, theirs);
}

async function coreInChromium(page, { path, rowCount, plan, bare }) {
  await page.choose(path);
  const { ours, theirs } = await takeTurns(
    ROUNDS,
    () => page.call("readByPlan", plan),
    () => page.call("readByPlan", bare),
  );
  const whole = (runs) => runs.map(({ readMs, templatesMs }) => readMs + templatesMs);
  return costOf("core in Chromium", rowCount, whole(ours), whole(theirs));
}

async function fileInChromium(page, { path, size, rowCount, plan, bare }) {
  await page.choose(path);
  const { ours, theirs } = await takeTurns(
    FILE_ROUNDS,
    () => page.call("analyzeByPlan", plan),
    () => page.call("analyzeByPlan", bare),
  );
  for (const { bytes } of [...ours, ...theirs])
    if (bytes !== size) throw new Error(`the analysis covered ${bytes} of ${size} bytes`);
  const times = (runs) => runs.map(({ ms }) => ms);
  return costOf(`file of ${fixed(size / 2 ** 20)} MiB to report`, rowCount, times(ours), times(theirs));
}

/** @param page see ../bench-page.mjs @returns figures */
export async function templateCost(folder, page) {
  const table = await madeTable(folder, HOURS);
  return [
    await inNode(table),
    await coreInChromium(page, table),
    await fileInChromium(page, await madeTable(folder, FILE_HOURS)),
  ];
}
