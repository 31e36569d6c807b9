/**
 * Where the worker's script and the WASM modules come from in the hosted app: beside the page, by address. The single file
 * has its own version of these two functions in assets-single.ts; the build chooses.
 */

import coreUrl from "../../build/core.release.wasm?url";
import scoresUrl from "../../build/scores.release.wasm?url";
import type { WasmModules } from "../core/modules.ts";
import { TimberlineError } from "../model/analysis.ts";
import workerUrl from "./analysis.worker.ts?worker&url";
import { trustWorkerUrl } from "./trust-worker-url.ts";

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // not compileStreaming: it insists on a MIME type that not every static host sends
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Compiles the WASM modules.
 *
 * @throws TimberlineError "worker" when one cannot be fetched or compiled
 */
export async function loadModules(): Promise<WasmModules> {
  try {
    const [core, scores] = await Promise.all([compile(coreUrl), compile(scoresUrl)]);
    return { core, scores };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TimberlineError({
      code: "worker",
      message: `The analysis core did not load (${reason}). Reload the page.`,
    });
  }
}

/** How the worker's script is loaded. */
export const WORKER_TYPE: WorkerType = "module";

/** @param name tells it what it is for @returns a new worker, which waits for its first message */
export function spawnWorker(name = "analysis"): Worker {
  return new Worker(trustWorkerUrl(new URL(workerUrl, import.meta.url).href), { type: WORKER_TYPE, name });
}
