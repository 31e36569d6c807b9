/** The real engine cut off in the middle of a reading, and going on from where it kept how far it was. */
import { afterEach, expect, it } from "vitest";
import { type AnalysisEngine, DEFAULT_SETTINGS, type Opened, TimberlineError } from "../../../src/model/analysis.ts";
import { benchLog } from "../../../src/simulate/bench-log.ts";
import { createEngine, type EngineOptions } from "../../../src/worker/client.ts";

const NEVER = new AbortController().signal;
const MB = 1_000_000;
let engines: AnalysisEngine[] = [];

afterEach(() => {
  for (const engine of engines) engine.close();
  engines = [];
});

async function opened(files: File[], options: EngineOptions): Promise<{ engine: AnalysisEngine; opened: Opened }> {
  const engine = createEngine(options);
  engines.push(engine);
  return { engine, opened: await engine.open(files) };
}

function logFile(name: string, bytes: number): File {
  return new File([...benchLog(bytes)] as BlobPart[], name, { lastModified: Date.UTC(2026, 2, 4) });
}

/** Reads until so many bytes are read, then ends the worker as a crash would. */
async function readUntil(files: File[], options: EngineOptions, bytes: number): Promise<void> {
  const { engine } = await opened(files, options);
  const reading = engine.analyze(DEFAULT_SETTINGS, ({ bytesRead }) => bytesRead >= bytes && engine.close(), NEVER);
  await expect(reading).rejects.toThrow(TimberlineError);
}

it.each([1, 2])("equals the reading that was not cut off, with %i readers", async (readers) => {
  const files = [logFile(`a${readers}.log`, 20 * MB), logFile(`b${readers}.log`, 100 * MB)];
  const options = { readers, checkpointBytes: 10 * MB };
  const { engine } = await opened(files, { readers: 1 });
  const { report } = await engine.analyze(DEFAULT_SETTINGS, () => {}, NEVER);

  await readUntil(files, options, 60 * MB);
  const again = await opened(files, options);
  const kept = again.opened.resumable?.bytesRead ?? 0;
  expect(again.opened.resumable?.bytesTotal).toBe(report.totals.bytes);
  expect(kept).toBeGreaterThanOrEqual(10 * MB);
  expect(kept).toBeLessThan(report.totals.bytes);
  let least = Number.POSITIVE_INFINITY;
  const onProgress = ({ bytesRead }: { bytesRead: number }) => {
    least = Math.min(least, bytesRead);
  };
  const resumed = await again.engine.analyze(DEFAULT_SETTINGS, onProgress, NEVER, { resume: true });
  expect(resumed.report).toEqual(report);
  // what was read before was not read again
  expect(least).toBeGreaterThanOrEqual(kept);
  expect((await again.engine.readLines({ limit: 5 })).rows).toHaveLength(5);
  // and nothing is left to go on from
  expect((await opened(files, options)).opened.resumable).toBeUndefined();
});

it("starts again when asked to, and is forgotten at the end", async () => {
  const files = [logFile("c.log", 60 * MB)];
  await readUntil(files, { readers: 1, checkpointBytes: 5 * MB }, 20 * MB);
  const { engine, opened: found } = await opened(files, { readers: 1 });
  expect(found.resumable).toBeDefined();
  const { report } = await engine.analyze(DEFAULT_SETTINGS, () => {}, NEVER);
  expect(report.totals.bytes).toBe(files[0]?.size);
  expect((await opened(files, {})).opened.resumable).toBeUndefined();
});

it("is not offered for a file that changed", async () => {
  const file = logFile("d.log", 60 * MB);
  await readUntil([file], { readers: 1, checkpointBytes: 5 * MB }, 20 * MB);
  const later = new File([file], "d.log", { lastModified: file.lastModified + 1 });
  expect((await opened([later], {})).opened.resumable).toBeUndefined();
});
