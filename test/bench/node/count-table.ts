/** Counts a table on disk per second and dimension, as the command line does it; timed up to the settled counts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FileSource } from "../../../src/cli/file-source.ts";
import type { WasmModules } from "../../../src/core/modules.ts";
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import { Session } from "../../../src/pipeline/session.ts";

export interface Counted {
  /** from opening to counts per second by facet */
  ms: number;
  /** to the whole report */
  wholeMs: number;
  events: number;
}

let wasm: WasmModules | null = null;

/** @param build folder of the WASM modules */
export async function countTable(path: string, build: string): Promise<Counted> {
  const compiled = (name: string) => new WebAssembly.Module(readFileSync(join(build, `${name}.release.wasm`)));
  wasm ??= { core: compiled("core"), scores: compiled("scores") };
  const start = performance.now();
  const source = await FileSource.open(path);
  try {
    const session = await Session.open(wasm, [source]);
    let ms = 0;
    const onProgress = ({ phase }: { phase: string }) => {
      if (phase === "scoring") ms ||= performance.now() - start;
    };
    const { report } = await session.analyze(DEFAULT_SETTINGS, { onProgress });
    return { ms, wholeMs: performance.now() - start, events: report.totals.events };
  } finally {
    await source.close();
  }
}
