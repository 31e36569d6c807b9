/**
 * What finding templates costs, each run with them and without in turns. Without them all messages count as one, so lines are
 * cut, times, levels, fields and messages are read and counted the same, but no message is told from another. Of the core:
 * reading, settling and, with templates, the template step. The labelled sets are read so often, each time later, that they
 * can be timed; the simulated log is a table of times, levels and messages, which costs the least without templates.
 */
import { createWriteStream, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CORE_RELEASE } from "../../../scripts/paths.mjs";
import { load } from "../load.mjs";
import { amount, fixed, median, printTable, takeTurns } from "../numbers.mjs";
import { timberline } from "../reference/command-line.mjs";
import { SYSTEMS } from "../reference/template-scores.mjs";

const AT_MOST_PERCENT = 25;
const ROUNDS = 9;
const FILE_ROUNDS = 5;
const HOURS = 4;
/** 270 MiB and more */
const FILE_HOURS = 14;
/** of each labelled set, read again and again */
const SET_BYTES = 24 * 2 ** 20;

/** The plan that the command line finds for a log, and how long it lasts. */
function plannedLog(folder, path) {
  const report = join(folder, "templates.json");
  timberline(["analyze", path, "--report", report]);
  const { source, totals } = JSON.parse(readFileSync(report));
  const { firstMs, lastMs } = totals;
  return { path, size: statSync(path).size, plan: source.plan, spanMs: lastMs - firstMs + 1000 };
}

/** Times, levels and messages of a simulated log as a table, with its plan and one that ignores the messages. */
async function madeTable(folder, hours) {
  const log = join(folder, `templates-${hours}.log`);
  timberline(["simulate", "--seed", "3", "--hours", String(hours), "--rate", "60", "--out", log]);
  const path = join(folder, `templates-${hours}.csv`);
  const table = createWriteStream(path);
  table.write("time,level,message\n");
  for (const line of readFileSync(log, "utf8").split("\n")) {
    const found = /^(\S+) +([A-Z]+) +\[[^\]]*\] +(.*)$/.exec(line);
    if (found) table.write(`${found[1]},${found[2]},"${found[3].replaceAll('"', '""')}"\n`);
  }
  await new Promise((resolve) => table.end(resolve));
  const made = plannedLog(folder, path);
  const bare = structuredClone(made.plan);
  for (const column of bare.files[0].body.columns) if (column.role === "message") column.role = "ignore";
  return { ...made, bare };
}

/** More time, in per cent. @param withMs a round each @param withoutMs the same rounds */
function costOf(what, atMost, events, withMs, withoutMs) {
  const speeds = [withMs, withoutMs].map((ms) => fixed(events / Math.min(...ms) / 1000, 2));
  const note = `at best ${speeds.join(" and ")} M events/s: ${fixed((Math.min(...withMs) / Math.min(...withoutMs) - 1) * 100)} %`;
  const percent = withMs.map((ms, i) => (ms / withoutMs[i] - 1) * 100);
  const value = (median(withMs) / median(withoutMs) - 1) * 100;
  return { ...amount(what, atMost, "% more time", percent, { withMs, withoutMs, note }), value };
}

/** Lets `read` take turns: with templates, without, and where there is a plan that ignores messages, by that. */
async function coreCosts(where, read, { plan, bare }) {
  const names = [`templating, core in ${where}`, "  beside messages that are not even read"];
  const { ours, theirs } = await takeTurns(
    ROUNDS,
    () => read({ plan }),
    async () => ({ alike: await read({ plan, withoutTemplates: true }), ignored: await read({ plan: bare }) }),
  );
  const whole = (runs) => runs.map(({ readMs, templatesMs }) => readMs + templatesMs);
  const alike = theirs.map((run) => run.alike);
  const ignored = theirs.map((run) => run.ignored);
  const { events } = ours[0];
  for (const run of [...alike, ...ignored])
    if (run.events !== events) throw new Error(`${run.events} events without templates, ${events} with them`);
  return [
    costOf(names[0], AT_MOST_PERCENT, events, whole(ours), whole(alike)),
    costOf(names[1], null, events, whole(ours), whole(ignored)),
  ];
}

/** Reads in this thread, as page/plan.worker.ts does. */
async function nodeReader(path) {
  const { Core, DEFAULT_BUDGETS } = await load("src/core/core.ts");
  const { compilePlan } = await load("src/pipeline/compile.ts");
  const { fieldNames } = await load("src/model/field-names.ts");
  const module = await WebAssembly.compile(readFileSync(CORE_RELEASE));
  const bytes = readFileSync(path);
  return ({ plan, withoutTemplates = false }) => {
    const names = fieldNames(plan);
    const core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
    if (withoutTemplates) core.leaveTemplatesOut();
    core.startFile(compilePlan(plan.files[0], names), 0, 0, 2026, 0);
    const started = performance.now();
    for (let at = 0; at < bytes.length; at += 1 << 20) core.consume(bytes.subarray(at, at + (1 << 20)));
    core.endFile();
    core.settle();
    const settled = performance.now();
    if (!withoutTemplates) core.templates();
    return { readMs: settled - started, templatesMs: performance.now() - settled, events: core.totals().events };
  };
}

async function fileCost(page, { path, size, plan, bare }) {
  await page.choose(path);
  const { ours, theirs } = await takeTurns(
    FILE_ROUNDS,
    () => page.call("analyzeByPlan", plan),
    () => page.call("analyzeByPlan", bare),
  );
  for (const { bytes } of [...ours, ...theirs])
    if (bytes !== size) throw new Error(`the analysis covered ${bytes} of ${size} bytes`);
  const times = (runs) => runs.map(({ ms }) => ms);
  const name = `file of ${fixed(size / 2 ** 20)} MiB to report, beside messages that are not even read`;
  return costOf(name, null, ours[0].lines, times(ours), times(theirs));
}

/** @param page see ../bench-page.mjs @returns figures of the simulated log */
export async function templateCost(folder, page) {
  const table = await madeTable(folder, HOURS);
  const inNode = await coreCosts("Node", await nodeReader(table.path), table);
  await page.choose(table.path);
  const inChromium = await coreCosts("Chromium", (order) => page.call("readByPlan", order), table);
  return [...inNode, ...inChromium, await fileCost(page, await madeTable(folder, FILE_HOURS))];
}

/** @param data the folder of the labelled sets @returns a figure over them all, in Chromium */
export async function labelledCost(folder, page, data) {
  const rows = [];
  const sums = { events: 0, withMs: Array(FILE_ROUNDS).fill(0), withoutMs: Array(FILE_ROUNDS).fill(0) };
  for (const system of SYSTEMS) {
    const { path, size, plan, spanMs } = plannedLog(folder, join(data, "loghub", system, `${system}_2k.log`));
    await page.choose(path);
    const order = { plan, copies: Math.ceil(SET_BYTES / size), spanMs };
    const { ours, theirs } = await takeTurns(
      FILE_ROUNDS,
      () => page.call("readByPlan", order),
      () => page.call("readByPlan", { ...order, withoutTemplates: true }),
    );
    const whole = (runs) => runs.map(({ readMs, templatesMs }) => readMs + templatesMs);
    const [withMs, withoutMs] = [whole(ours), whole(theirs)];
    const { events } = ours[0];
    if (theirs.some((run) => run.events !== events)) throw new Error(`${system}: other events without templates`);
    sums.events += events;
    for (let round = 0; round < FILE_ROUNDS; round++) {
      sums.withMs[round] += withMs[round];
      sums.withoutMs[round] += withoutMs[round];
    }
    const speed = (ms) => fixed(events / median(ms) / 1000, 2);
    const percent = fixed((median(withMs) / median(withoutMs) - 1) * 100);
    rows.push([system, fixed(size / 2000), speed(withMs), speed(withoutMs), `${percent} %`]);
  }
  printTable(
    "what templates cost, core in Chromium",
    ["system", "bytes a line", "M events/s with", "without", "more time"],
    rows,
  );
  const name = "templating, the labelled sets, core in Chromium";
  return costOf(name, AT_MOST_PERCENT, sums.events, sums.withMs, sums.withoutMs);
}
