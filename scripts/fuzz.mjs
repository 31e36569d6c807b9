/**
 * `npm run fuzz [-- --seconds 60 | --cases 40] [--seed 1] [--case N] [--out FOLDER]`: hostile files and plans through sniffer, core and
 * report, in a thread of its own that is watched. Every case follows from the seed and its number. A case that fails is
 * made smaller and written to FOLDER, with what is needed to run it again; the command then exits with 1.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { bundleForNode } from "./bundles.mjs";
import { BUILD, ROOT } from "./paths.mjs";

const USAGE = "usage: npm run fuzz [-- --seconds 60 | --cases 40] [--seed 1] [--case N] [--out FOLDER]";
/** A case may take so long, and so much longer a byte, making it smaller included; far above what a busy machine needs. */
const CASE_MS = 45_000;
const BYTE_MS = 0.1;
const MOST_FAILURES = 8;

function wrongUsage(message) {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      options: {
        seconds: { type: "string", default: "60" },
        seed: { type: "string", default: "1" },
        cases: { type: "string" },
        case: { type: "string" },
        out: { type: "string", default: join(ROOT, "test-results", "fuzz") },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return wrongUsage(error.message);
  }
}

const values = options();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const whole = (name) =>
  /^\d{1,9}$/.test(values[name]) ? Number(values[name]) : wrongUsage(`--${name} takes a whole number.`);
const seed = whole("seed");
const seconds = whole("seconds");
const only = values.case === undefined ? null : whole("case");
const most = values.cases === undefined ? null : whole("cases");

const folder = mkdtempSync(join(tmpdir(), "timberline-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
const script = await bundleForNode("test/fuzz/fuzz.worker.ts", folder);

const samples = join(ROOT, "test/golden/samples");
const task = {
  seed,
  untilMs: Date.now() + (only === null && most === null ? seconds * 1000 : 3_600_000),
  build: BUILD,
  good: readdirSync(samples)
    .filter((name) => !name.endsWith(".json") && !name.startsWith("."))
    .map((name) => join(samples, name)),
};
/** first words of the failures so far: one of each kind is kept */
const kinds = new Set();
const counts = { read: 0, refused: 0, bytes: 0, failed: 0 };
let slowest = { index: -1, ms: 0 };

function keep({ index, about, reason, files, settings }) {
  counts.failed++;
  const kind = reason
    .split("\n")[0]
    .replace(/ instead of .*/, "")
    .replace(/[\da-f]{6,}|\d+|".*"/g, "#");
  if (kinds.has(kind)) return;
  kinds.add(kind);
  const place = join(values.out, `seed-${seed}-case-${index}`);
  mkdirSync(place, { recursive: true });
  files.forEach((content, i) => {
    writeFileSync(join(place, `${i}.log`), content);
  });
  writeFileSync(join(place, "about.txt"), `${about}\n${settings}\n${reason}\n`);
  console.error(`\ncase ${index} (${about}) fails: ${reason.split("\n")[0]}`);
  console.error(`  reproducer: ${place}; again: npm run fuzz -- --seed ${seed} --case ${index}`);
}

/** Runs cases from `first` on. @returns the number of the case after the one that hung, or null at the end */
function runFrom(first) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, {
      workerData: { ...task, first, end: only === null ? (most ?? 1e9) : only + 1 },
    });
    let watchdog;
    const finish = (next) => {
      clearTimeout(watchdog);
      worker.terminate().then(() => resolve(next), reject);
    };
    worker.on("error", reject);
    worker.on("message", (message) => {
      clearTimeout(watchdog);
      if (message.kind === "begins") {
        const limit = CASE_MS + bytesOf(message.files) * BYTE_MS;
        watchdog = setTimeout(() => {
          keep({ ...message, reason: `no end within ${Math.round(limit)} ms`, settings: "" });
          finish(message.index + 1);
        }, limit);
      } else if (message.kind === "ends") {
        counts[message.outcome]++;
        counts.bytes += message.bytes;
        if (message.ms > slowest.ms) slowest = message;
      } else if (message.kind === "fails") keep(message);
      if (message.kind === "done" || kinds.size >= MOST_FAILURES) finish(null);
    });
  });
}

function bytesOf(files) {
  return files.reduce((sum, { length }) => sum + length, 0);
}

const extent = most === null ? `${seconds} s` : `${most} cases`;
console.log(`seed ${seed}, ${only === null ? extent : `case ${only}`}`);
for (let next = only ?? 0; next !== null && kinds.size < MOST_FAILURES && Date.now() < task.untilMs; )
  next = await runFrom(next);
const { read, refused, bytes, failed } = counts;
console.log(
  `${read + refused + failed} cases: ${read} read, ${refused} refused, ${failed} failed; ${(bytes / 1e6).toFixed(1)} MB`,
);
if (slowest.index >= 0)
  console.log(`slowest: case ${slowest.index}, ${Math.round(slowest.ms)} ms for ${slowest.bytes} bytes`);
process.exitCode = failed > 0 || read === 0 ? 1 : 0;
