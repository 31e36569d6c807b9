/** What the benches call on the page: the core on bytes in memory, the app's engine on a chosen File, a bare read. */

import { type AnalysisResult, DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { openStore } from "../../../src/store/store.ts";
import { loadModules } from "../../../src/worker/assets.ts";
import { createEngine } from "../../../src/worker/client.ts";
import { trustWorkerUrl } from "../../../src/worker/trust-worker-url.ts";
import { plainRound, profileRound } from "../profile-round.ts";
import byobUrl from "./bare-read.worker.ts?worker&url";
import coreUrl from "./core.worker.ts?worker&url";
import memoryUrl from "./memory.worker.ts?worker&url";
import type { PlanOrder, PlanRun } from "./plan.worker.ts";
import planUrl from "./plan.worker.ts?worker&url";

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

async function privateFile(): Promise<FileSystemFileHandle> {
  return (await navigator.storage.getDirectory()).getFileHandle("application.log", { create: true });
}

interface Analysed {
  ms: number;
  bytes: number;
  lines: number;
  templates: number;
}

/**
 * @param readers how many workers read; absent: as the app chooses @param then what else is timed
 * @param plan in place of the one that is found
 */
async function analyze(
  file: File | FileSystemFileHandle,
  readers?: number,
  then: (result: AnalysisResult) => Promise<void> = async () => {},
  plan?: Plan,
): Promise<Analysed> {
  const engine = createEngine(readers === undefined ? {} : { readers });
  const start = performance.now();
  await engine.open([file]);
  if (plan) await engine.reopen(plan, "UTC");
  const result = await engine.analyze(DEFAULT_SETTINGS, () => {}, new AbortController().signal);
  await then(result);
  const ms = performance.now() - start;
  engine.close();
  const { completeness, totals, templates } = result.report;
  if (completeness.partial) throw new Error(completeness.reason ?? "partial");
  return { ms, bytes: totals.bytes, lines: totals.lines, templates: templates.length };
}

const memoryRun: Record<string, unknown>[] = [];

const coreWorker = spawn(coreUrl);
const readWorker = spawn(byobUrl);
const planWorker = spawn(planUrl);

const bench = {
  /** @returns bytes generated, kept in the worker */
  async prepareCore(bytes: number): Promise<number> {
    const wasm = await loadModules();
    return (await ask<{ bytes: number }>(coreWorker, { kind: "prepare", bytes, wasm })).bytes;
  },

  runCore: () => ask<{ phases: Record<string, number>; wholeMs: number; lines: number }>(coreWorker, { kind: "run" }),

  bareRead: () => ask<{ ms: number; bytes: number }>(readWorker, chosenFile()),

  /** The chosen File, held in memory, through one core. */
  async readByPlan(order: PlanOrder): Promise<PlanRun> {
    const { core } = await loadModules();
    return ask<PlanRun>(planWorker, { file: chosenFile(), order, core });
  },

  /** From the File to its report by a plan. */
  analyzeByPlan: (plan: Plan) => analyze(chosenFile(), undefined, undefined, plan),

  /** From the File to its report, a worker of its own each time, as the app does it. */
  analyzeFile: (readers?: number) => analyze(chosenFile(), readers),

  /** The same, and the result is kept in IndexedDB, as the app keeps it; it is removed afterwards. */
  async analyzeAndSave(): Promise<Analysed> {
    const store = await openStore("timberline-bench");
    let id = "";
    const analysed = await analyze(chosenFile(), undefined, async (result) => {
      id = await store.save(result, []);
    });
    await store.remove(id);
    await store.close();
    return analysed;
  },

  /** Puts the chosen file into the private file system. */
  async keepPrivately(): Promise<void> {
    const handle = await privateFile();
    await chosenFile()
      .stream()
      .pipeTo(await handle.createWritable());
  },

  /** From a file in the private file system to its report, read by so many workers. */
  analyzePrivate: async (readers: number) => analyze(await privateFile(), readers),

  /** Analyses a log that is stored nowhere; `memoryRun` tells how far it is. */
  async analyzeEndless(bytes: number): Promise<void> {
    const worker = spawn(memoryUrl);
    worker.onmessage = ({ data }: MessageEvent<Record<string, unknown>>) => {
      memoryRun.push(data);
    };
    worker.postMessage({ bytes, wasm: await loadModules() });
  },

  /** The matrix profile of a made series in this thread, and the plain one it is held against. */
  profileRound: async () => profileRound((await loadModules()).scores),
  plainRound: async () => plainRound(),

  /** What the worker told since it was last asked. */
  memoryRun: () => memoryRun.splice(0),
};

(window as unknown as { bench: typeof bench }).bench = bench;
