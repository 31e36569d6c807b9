/** The same two functions as assets.ts for the single file, which carries the worker's script and the core inside. */

import corePacked from "virtual:core-packed";
import scoresPacked from "virtual:scores-packed";
import workerPacked from "virtual:worker-packed";
import { inflateSync } from "fflate";
import type { WasmModules } from "../core/modules.ts";
import { TimberlineError } from "../model/analysis.ts";
import { trustWorkerUrl } from "./trust-worker-url.ts";

function unpack(base64: string): Uint8Array<ArrayBuffer> {
  return inflateSync(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))) as Uint8Array<ArrayBuffer>;
}

function compile(packed: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(unpack(packed));
}

/**
 * Compiles the WASM modules.
 *
 * @throws TimberlineError "worker" when one cannot be compiled
 */
export async function loadModules(): Promise<WasmModules> {
  try {
    const [core, scores] = await Promise.all([compile(corePacked), compile(scoresPacked)]);
    return { core, scores };
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

/** @param name tells it what it is for @returns a new worker, which waits for its first message; a classic one, as `file://` needs it */
export function spawnWorker(name = "analysis"): Worker {
  workerUrl ??= URL.createObjectURL(new Blob([unpack(workerPacked)], { type: "text/javascript" }));
  return new Worker(trustWorkerUrl(workerUrl), { name });
}
