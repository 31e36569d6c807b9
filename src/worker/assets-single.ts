/** The same two functions as assets.ts for the single file, which carries the worker's script and the core inside. */
import coreBase64 from "virtual:core-base64";
import workerSource from "virtual:worker-source";
import { TimberlineError } from "../model/analysis.ts";
import { trustWorkerUrl } from "./trust-worker-url.ts";

/**
 * Compiles the core; the module can be posted to any number of workers.
 *
 * @throws TimberlineError "worker" when it cannot be compiled
 */
export async function loadCoreModule(): Promise<WebAssembly.Module> {
  try {
    const text = atob(coreBase64);
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
    return await WebAssembly.compile(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TimberlineError({
      code: "worker",
      message: `The analysis core did not load (${reason}). Reload the page.`,
    });
  }
}

/** Made once and kept: a worker started from it may still be loading when another is asked for. */
let workerUrl: string | null = null;

/** How the worker's script is loaded. */
export const WORKER_TYPE: WorkerType = "classic";

/** @returns a new analysis worker, which waits for its first message; a classic one, as `file://` needs it */
export function spawnWorker(): Worker {
  workerUrl ??= URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  return new Worker(trustWorkerUrl(workerUrl), { name: "analysis" });
}
