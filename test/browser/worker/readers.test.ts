/** The real engine with workers of its own: the same result by any number of them, from files and from the private file system. */
import { afterEach, expect, it } from "vitest";
import { type AnalysisEngine, DEFAULT_SETTINGS, type Progress } from "../../../src/model/analysis.ts";
import type { Report } from "../../../src/model/report.ts";
import { benchLog } from "../../../src/simulate/bench-log.ts";
import { createEngine, type EngineOptions } from "../../../src/worker/client.ts";

const NEVER = new AbortController().signal;
let engines: AnalysisEngine[] = [];

afterEach(async () => {
  for (const engine of engines) engine.close();
  engines = [];
  const root = await navigator.storage.getDirectory();
  await root.removeEntry("kept.log").catch(() => {});
});

function engineWith(options: EngineOptions): AnalysisEngine {
  const engine = createEngine(options);
  engines.push(engine);
  return engine;
}

function logFile(name: string, bytes: number): File {
  return new File([...benchLog(bytes)] as BlobPart[], name, { lastModified: Date.UTC(2026, 2, 4) });
}

async function analysed(
  files: (File | FileSystemFileHandle)[],
  options: EngineOptions,
): Promise<{ report: Report; progress: Progress[] }> {
  const engine = engineWith(options);
  await engine.open(files);
  const progress: Progress[] = [];
  const { report } = await engine.analyze(DEFAULT_SETTINGS, (state) => progress.push(state), NEVER);
  return { report, progress };
}

it("gives the same report by one worker and by several, of one file and of many", async () => {
  const files = [logFile("a.log", 13_000_000), logFile("b.log", 900_000), logFile("c.log", 5_000_000)];
  const { report } = await analysed(files, { readers: 1 });
  expect(report.completeness.partial).toBe(false);
  for (const readers of [2, 4]) expect((await analysed(files, { readers })).report).toEqual(report);
});

it("tells how far it is, at most ten times a second and never backwards", async () => {
  const { progress } = await analysed([logFile("a.log", 60_000_000)], { readers: 2 });
  const reading = progress.filter(({ phase }) => phase === "reading");
  expect(reading.length).toBeGreaterThan(0);
  reading.slice(1).forEach((state, i) => {
    const before = reading[i] as Progress;
    expect(state.bytesRead).toBeGreaterThanOrEqual(before.bytesRead);
    expect(state.elapsedMs - before.elapsedMs).toBeGreaterThanOrEqual(99);
  });
  expect(reading.at(-1)?.preview?.binCount).toBeGreaterThan(0);
});

it("reads a file of the private file system by one worker and by two", async () => {
  const file = logFile("kept.log", 9_000_000);
  const { report } = await analysed([file], { readers: 1 });
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle("kept.log", { create: true });
  const writable = await handle.createWritable();
  await writable.write(file);
  await writable.close();
  for (const readers of [1, 2]) {
    const engine = engineWith({ readers });
    const { files } = await engine.open([handle]);
    expect(files[0]?.bytes).toBe(file.size);
    const result = await engine.analyze(DEFAULT_SETTINGS, () => {}, NEVER);
    expect(result.report.digest).toBe(report.digest);
    const { rows } = await engine.readLines({ limit: 3 });
    expect(rows).toHaveLength(3);
  }
});

it("stops with what came before the first gap", async () => {
  const file = logFile("a.log", 40_000_000);
  const engine = engineWith({ readers: 2 });
  await engine.open([file]);
  const stop = new AbortController();
  const { report } = await engine.analyze(DEFAULT_SETTINGS, () => stop.abort(), stop.signal);
  const { completeness, totals } = report;
  expect(completeness.partial).toBe(true);
  expect(completeness.unread).toHaveLength(1);
  expect(completeness.unread[0]?.fromByte).toBe(totals.bytes);
  expect(totals.bytes).toBeLessThan(file.size);
  const prefix = new File([file.slice(0, totals.bytes)], "a.log", { lastModified: file.lastModified });
  // the line that was cut is not in the partial report
  const whole = await analysed([prefix], { readers: 1 });
  expect(totals.lines).toBeGreaterThanOrEqual(whole.report.totals.lines - 1);
  expect(totals.lines).toBeLessThanOrEqual(whole.report.totals.lines);
});
