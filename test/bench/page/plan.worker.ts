/** Runs one core over a file that lies in memory, by a given plan, and times the reading and the template step. */
import { Core, DEFAULT_BUDGETS } from "../../../src/core/core.ts";
import { fieldNames } from "../../../src/model/field-names.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { compilePlan } from "../../../src/pipeline/compile.ts";

const CHUNK_BYTES = 2 ** 20;

interface Request {
  file: File;
  /** of one file; the template step is left out when no column of its table is the message */
  plan: Plan;
  core: WebAssembly.Module;
}

export interface PlanRun {
  /** the counts settled */
  readMs: number;
  templatesMs: number;
  templates: number;
}

let held: { name: string; bytes: Uint8Array } | null = null;

/** A file that is asked for again is not read again. */
async function bytesOf(file: File): Promise<Uint8Array> {
  const name = `${file.name} ${file.size} ${file.lastModified}`;
  if (held?.name !== name) held = { name, bytes: new Uint8Array(await file.arrayBuffer()) };
  return held.bytes;
}

function run(bytes: Uint8Array, plan: Plan, module: WebAssembly.Module): PlanRun {
  const [file] = plan.files;
  if (!file) throw new Error("a plan of no file");
  const { body } = file;
  const hasMessages = body.kind !== "table" || body.columns.some(({ role }) => role === "message");
  const names = fieldNames(plan);
  const core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
  core.startFile(compilePlan(file, names), 0, 0, 2026, 0);
  const start = performance.now();
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) core.consume(bytes.subarray(at, at + CHUNK_BYTES));
  core.endFile();
  core.settle();
  const settled = performance.now();
  const templates = hasMessages ? core.templates().length : 0;
  return { readMs: settled - start, templatesMs: performance.now() - settled, templates };
}

self.onmessage = async ({ data: { file, plan, core } }: MessageEvent<Request>) => {
  try {
    self.postMessage(run(await bytesOf(file), plan, core));
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
