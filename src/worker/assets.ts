/**
 * Where the worker's script and the core's bytes come from in the hosted app: beside the page, by address. The single
 * file has its own version of these two functions in assets-single.ts; the build chooses.
 */

import coreUrl from "../../build/core.release.wasm?url";
import { TimberlineError } from "../model/analysis.ts";
import workerUrl from "./analysis.worker.ts?worker&url";
import { trustWorkerUrl } from "./trust-worker-url.ts";

/**
 * Compiles the core; the module can be posted to any number of workers.
 *
 * @throws TimberlineError "worker" when it cannot be fetched or compiled
 */
export async function loadCoreModule(): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(coreUrl);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    // not compileStreaming: it insists on a MIME type that not every static host sends
    return await WebAssembly.compile(await response.arrayBuffer());
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

/** @returns a new analysis worker, which waits for its first message */
export function spawnWorker(): Worker {
  return new Worker(trustWorkerUrl(new URL(workerUrl, import.meta.url).href), { type: WORKER_TYPE, name: "analysis" });
}
