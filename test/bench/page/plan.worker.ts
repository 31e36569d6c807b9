/** Runs one core over a file that lies in memory, by a given plan, and times the reading and the template step. */
import { Core, DEFAULT_BUDGETS } from "../../../src/core/core.ts";
import { fieldNames } from "../../../src/model/field-names.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { compilePlan } from "../../../src/pipeline/compile.ts";

const CHUNK_BYTES = 2 ** 20;

interface Request {
  file: File;
  order: PlanOrder;
  core: WebAssembly.Module;
}

/** What is to be read, and how. */
export interface PlanOrder {
  /** of one file; the template step is left out when no column of its table is the message */
  plan: Plan;
  /** reads it so many times, each time as a file that begins `spanMs` later */
  copies?: number;
  spanMs?: number;
  withoutTemplates?: boolean;
}

export interface PlanRun {
  /** the counts settled */
  readMs: number;
  templatesMs: number;
  templates: number;
  events: number;
}

let held: { name: string; bytes: Uint8Array } | null = null;

/** A file that is asked for again is not read again. */
async function bytesOf(file: File): Promise<Uint8Array> {
  const name = `${file.name} ${file.size} ${file.lastModified}`;
  if (held?.name !== name) held = { name, bytes: new Uint8Array(await file.arrayBuffer()) };
  return held.bytes;
}

function run(
  bytes: Uint8Array,
  { plan, copies = 1, spanMs = 0, withoutTemplates = false }: PlanOrder,
  module: WebAssembly.Module,
): PlanRun {
  const [file] = plan.files;
  if (!file) throw new Error("a plan of no file");
  const { body } = file;
  const hasMessages = body.kind !== "table" || body.columns.some(({ role }) => role === "message");
  const names = fieldNames(plan);
  const program = compilePlan(file, names);
  const core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
  if (withoutTemplates) core.leaveTemplatesOut();
  const start = performance.now();
  for (let copy = 0; copy < copies; copy++) {
    core.startFile(program, copy, copy * bytes.length, 2026, copy * spanMs);
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) core.consume(bytes.subarray(at, at + CHUNK_BYTES));
    core.endFile();
  }
  core.settle();
  const settled = performance.now();
  const templates = hasMessages && !withoutTemplates ? core.templates().length : 0;
  const templatesMs = performance.now() - settled;
  return { readMs: settled - start, templatesMs, templates, events: core.totals().events };
}

self.onmessage = async ({ data: { file, order, core } }: MessageEvent<Request>) => {
  try {
    self.postMessage(run(await bytesOf(file), order, core));
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
