/** The same two functions as assets.ts for the single file, which carries the worker's script and the core inside. */
import coreBase64 from "virtual:core-base64";
import scoresBase64 from "virtual:scores-base64";
import workerSource from "virtual:worker-source";
import type { WasmModules } from "../core/modules.ts";
import { TimberlineError } from "../model/analysis.ts";
import { trustWorkerUrl } from "./trust-worker-url.ts";

/** @param base64 of the module packed by gzip, which makes the file a tenth smaller */
async function compile(base64: string): Promise<WebAssembly.Module> {
  const packed = new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))]);
  const unpacked = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
}

/**
 * Compiles the WASM modules.
 *
 * @throws TimberlineError "worker" when one cannot be compiled
 */
export async function loadModules(): Promise<WasmModules> {
  try {
    const [core, scores] = await Promise.all([compile(coreBase64), compile(scoresBase64)]);
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
  workerUrl ??= URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  return new Worker(trustWorkerUrl(workerUrl), { name });
}
