/** Core and scores in both builds, raw and wrapped. Every core test runs on each build. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { type Budgets, Core, type CoreExports, DEFAULT_BUDGETS } from "../../../src/core/core.ts";
import { instantiate, type WasmModules } from "../../../src/core/modules.ts";
import type { ScoreExports } from "../../../src/core/score-core.ts";

// one fixed seed for all of test/core, so that a run can be repeated
fc.configureGlobal({ seed: 20_260_301 });

const compiled = (name: string) =>
  new WebAssembly.Module(readFileSync(new URL(`../../../build/${name}.wasm`, import.meta.url)));

export const BUILDS = (["release", "debug"] as const).map((build) => {
  const wasm: WasmModules = { core: compiled(`core.${build}`), scores: compiled(`scores.${build}`) };
  return { build, wasm, module: wasm.core };
});

/** The modules as they are shipped. */
export const RELEASE = (BUILDS[0] as (typeof BUILDS)[number]).wasm;

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
  const exports = instantiate<CoreExports>(module);
  exports.start(0, 0, 0, 0, 0, 0);
  return exports;
}

/** The exports of the scores themselves. */
export function newRawScores({ scores }: WasmModules): ScoreExports {
  return instantiate<ScoreExports>(scores);
}
