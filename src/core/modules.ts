/** The two WASM modules of an analysis, compiled: they can be posted to any number of workers. */

export interface WasmModules {
  /** reads lines, counts and finds templates: assembly/index.ts */
  core: WebAssembly.Module;
  /** scores series: assembly/scores/index.ts */
  scores: WebAssembly.Module;
}

/** @returns the exports of a new instance, as `Exports` has their types; a failed check in a debug build is a trap */
export function instantiate<Exports>(module: WebAssembly.Module): Exports {
  const abort = () => {
    throw new WebAssembly.RuntimeError("the core stopped on a failed check");
  };
  return new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
}
