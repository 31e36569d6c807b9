/** The thread that runs the cases of the fuzz run, one after the other, and tells of each when it begins and ends. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { type Builds, checkCase } from "./checks.ts";
import { type FuzzCase, makeCase } from "./fuzz-case.ts";
import { shrink } from "./shrink.ts";

export interface FuzzTask {
  seed: number;
  /** numbers of the cases: from, by, up to and not including */
  first: number;
  end: number;
  untilMs: number;
  /** folder of the WASM modules */
  build: string;
  /** places of logs that are in order */
  good: string[];
}

export type FuzzMessage =
  | { kind: "begins"; index: number; about: string; files: Uint8Array[] }
  | { kind: "ends"; index: number; outcome: "read" | "refused"; ms: number; bytes: number }
  | { kind: "fails"; index: number; about: string; reason: string; files: Uint8Array[]; settings: string }
  | { kind: "done" };

const task = workerData as FuzzTask;
const tell = (message: FuzzMessage) => parentPort?.postMessage(message);
const compiled = (name: string) => new WebAssembly.Module(readFileSync(join(task.build, `${name}.wasm`)));
const modules = (build: string) => ({ core: compiled(`core.${build}`), scores: compiled(`scores.${build}`) });
const builds: Builds = { release: modules("release"), debug: modules("debug") };
const good = task.good.map((path) => readFileSync(path));

async function failure(input: FuzzCase): Promise<string | null> {
  try {
    await checkCase(builds, input);
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}` : String(error);
  }
}

for (let index = task.first; index < task.end && Date.now() < task.untilMs; index++) {
  const input = makeCase(task.seed, index, good);
  const bytes = input.files.reduce((sum, { length }) => sum + length, 0);
  tell({ kind: "begins", index, about: input.about, files: input.files });
  const started = performance.now();
  try {
    const outcome = await checkCase(builds, input);
    tell({ kind: "ends", index, outcome, ms: performance.now() - started, bytes });
  } catch {
    const again = () => makeCase(task.seed, index, good);
    const small = await shrink(again, failure);
    const { edit: _, files, ...settings } = small.input;
    const { about } = input;
    tell({ kind: "fails", index, about, reason: small.reason, files, settings: JSON.stringify(settings) });
  }
}
tell({ kind: "done" });
