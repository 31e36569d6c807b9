/** What the benches call on the page: the core on bytes in memory, the app's engine on a chosen File, a bare read. */
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import { loadCoreModule } from "../../../src/worker/assets.ts";
import { createEngine } from "../../../src/worker/client.ts";
import { trustWorkerUrl } from "../../../src/worker/trust-worker-url.ts";
import byobUrl from "./bare-read.worker.ts?worker&url";
import coreUrl from "./core.worker.ts?worker&url";

function spawn(url: string): Worker {
  return new Worker(trustWorkerUrl(new URL(url, import.meta.url).href), { type: "module" });
}

/** Posts one request and waits for its one answer. */
function ask<T>(worker: Worker, request: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ error?: string } & T>) =>
      data.error === undefined ? resolve(data) : reject(new Error(data.error));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  });
}

function chosenFile(): File {
  const file = document.querySelector("input")?.files?.[0];
  if (!file) throw new Error("no file was chosen");
  return file;
}

const coreWorker = spawn(coreUrl);
const readWorker = spawn(byobUrl);

const bench = {
  /** @returns bytes generated, kept in the worker */
  async prepareCore(bytes: number): Promise<number> {
    const module = await loadCoreModule();
    return (await ask<{ bytes: number }>(coreWorker, { kind: "prepare", bytes, module })).bytes;
  },

  runCore: () => ask<{ phases: Record<string, number>; wholeMs: number; lines: number }>(coreWorker, { kind: "run" }),

  bareRead: () => ask<{ ms: number; bytes: number }>(readWorker, chosenFile()),

  /** From the File to its report, a worker of its own each time, as the app does it. */
  async analyzeFile(): Promise<{ ms: number; bytes: number; lines: number }> {
    const engine = createEngine();
    const start = performance.now();
    await engine.open([chosenFile()]);
    const { report } = await engine.analyze(DEFAULT_SETTINGS, () => {}, new AbortController().signal);
    const ms = performance.now() - start;
    engine.close();
    if (report.completeness.partial) throw new Error(report.completeness.reason ?? "partial");
    return { ms, bytes: report.totals.bytes, lines: report.totals.lines };
  },
};

(window as unknown as { bench: typeof bench }).bench = bench;
