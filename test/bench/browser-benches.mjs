/**
 * The two measurements in Chromium: the core on input in memory against `wc -l` of the same bytes on disk, and from a
 * chosen File to its report against a bare read of the same File. What is compared is measured in turns, round by
 * round, so that a machine that slows down slows both.
 */
import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";
import { ROOT } from "../../scripts/paths.mjs";
import { openBenchPage } from "./bench-page.mjs";
import { fixed, mbPerSecond, median, printTable } from "./numbers.mjs";

/** Least ratios that must hold on a noisy machine too. */
const LEAST_CORE_RATIO = 0.15;
const LEAST_FILE_RATIO = 0.4;

/** Writes the generated application log. @returns its path and exact size */
async function writeLog(folder, bytes) {
  const { module } = await runnerImport(join(ROOT, "src/simulate/bench-log.ts"), { root: ROOT, logLevel: "error" });
  const path = join(folder, "application.log");
  const file = openSync(path, "w");
  let size = 0;
  for (const chunk of module.benchLog(bytes)) {
    writeSync(file, chunk);
    size += chunk.length;
  }
  closeSync(file);
  return { path, size };
}

/** @returns milliseconds and the number of lines */
function wordCount(path) {
  const start = performance.now();
  const { status, stdout } = spawnSync("wc", ["-l", path], { encoding: "utf8" });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error("wc -l failed");
  return { ms, lines: Number.parseInt(stdout, 10) };
}

function row(name, bytes, lines, times) {
  const ms = median(times);
  const each = times.map((time) => fixed(mbPerSecond(bytes, time))).join(" ");
  return [name, fixed(mbPerSecond(bytes, ms)), fixed(lines / ms / 1000, 2), each];
}

function ratioFigures(bytes, lines, ours, theirs) {
  const ms = median(ours);
  return {
    bytes,
    lines,
    mbPerSecond: mbPerSecond(bytes, ms),
    linesPerSecond: (lines * 1000) / ms,
    referenceMbPerSecond: mbPerSecond(bytes, median(theirs)),
    ratio: median(theirs) / ms,
    milliseconds: ours,
    referenceMilliseconds: theirs,
  };
}

export async function coreBench({ folder, bytes, rounds }) {
  const { path, size } = await writeLog(folder, bytes);
  const page = await openBenchPage(folder);
  try {
    wordCount(path);
    const prepared = await page.call("prepareCore", bytes);
    if (prepared !== size) throw new Error(`the page generated ${prepared} bytes, not ${size}`);
    await page.call("runCore");
    const phases = {};
    const whole = [];
    const counting = [];
    let lines = 0;
    for (let round = 0; round < rounds; round++) {
      const counted = wordCount(path);
      const run = await page.call("runCore");
      if (run.lines !== counted.lines) throw new Error(`wc -l counts ${counted.lines} lines, the core ${run.lines}`);
      lines = run.lines;
      counting.push(counted.ms);
      for (const [phase, ms] of Object.entries(run.phases)) {
        phases[phase] ??= [];
        phases[phase].push(ms);
      }
      whole.push(run.wholeMs);
    }
    const { reading, ...later } = phases;
    const figures = { ...ratioFigures(size, lines, reading, counting), phases, wholeMilliseconds: whole };
    printTable(
      `core, in memory: ${fixed(size / 2 ** 20, 1)} MiB, ${lines} lines, ${rounds} rounds (medians)`,
      ["what", "MB/s", "M lines/s", "each round, MB/s"],
      [
        row("core, reading", size, lines, reading),
        row("core, reading to report", size, lines, whole),
        row("wc -l", size, lines, counting),
      ],
    );
    const after = Object.entries(later).map(([phase, times]) => `${phase} ${fixed(median(times))} ms`);
    console.log(`  after the reading: ${after.join(", ")}`);
    return { figures, passed: verdict("core / wc -l", figures.ratio, LEAST_CORE_RATIO) };
  } finally {
    await page.close();
  }
}

export async function fileBench({ folder, bytes, rounds }) {
  const { path, size } = await writeLog(folder, bytes);
  const page = await openBenchPage(folder);
  try {
    await page.choose(path);
    await page.call("bareRead");
    const bare = [];
    const analysing = [];
    let lines = 0;
    for (let round = 0; round < rounds; round++) {
      const read = await page.call("bareRead");
      if (read.bytes !== size) throw new Error(`the bare read gave ${read.bytes} of ${size} bytes`);
      const run = await page.call("analyzeFile");
      if (run.bytes !== size) throw new Error(`the report covers ${run.bytes} of ${size} bytes`);
      lines = run.lines;
      bare.push(read.ms);
      analysing.push(run.ms);
    }
    const figures = ratioFigures(size, lines, analysing, bare);
    printTable(
      `File to report: ${fixed(size / 2 ** 20, 1)} MiB, ${lines} lines, ${rounds} rounds (medians)`,
      ["what", "MB/s", "M lines/s", "each round, MB/s"],
      [row("File to report", size, lines, analysing), row("bare BYOB read", size, lines, bare)],
    );
    return { figures, passed: verdict("File to report / bare read", figures.ratio, LEAST_FILE_RATIO) };
  } finally {
    await page.close();
  }
}

function verdict(name, ratio, least) {
  const passed = ratio >= least;
  console.log(`  ${name}: ${fixed(ratio, 3)} (at least ${least}: ${passed ? "holds" : "MISSED"})`);
  return passed;
}
