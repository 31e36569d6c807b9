/** The core in both builds, raw and wrapped. Every core test runs on each build. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { type Budgets, Core, type CoreExports, DEFAULT_BUDGETS } from "../../../src/core/core.ts";

// one fixed seed for all of test/core, so that a run can be repeated
fc.configureGlobal({ seed: 20_260_301 });

const compiled = (name: string) =>
  new WebAssembly.Module(readFileSync(new URL(`../../../build/core.${name}.wasm`, import.meta.url)));

export const BUILDS = (["release", "debug"] as const).map((build) => ({ build, module: compiled(build) }));

export function newCore(
  module: WebAssembly.Module,
  {
    budgets = {},
    dimensions = 0,
    measures = 0,
  }: { budgets?: Partial<Budgets>; dimensions?: number; measures?: number },
): Core {
  return new Core(module, { ...DEFAULT_BUDGETS, ...budgets }, dimensions, measures);
}

/** The exports themselves, started without dimensions and measures. */
export function newRaw(module: WebAssembly.Module): CoreExports {
  const abort = () => {
    throw new WebAssembly.RuntimeError("the core stopped on a failed check");
  };
  const exports = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as CoreExports;
  exports.start(0, 0, 0, 0, 0, 0);
  return exports;
}
