/** Analyses a log that is stored nowhere, and tells how large the memory of its cores is. */
import type { WasmModules } from "../../../src/core/modules.ts";
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import { Session } from "../../../src/pipeline/session.ts";
import { endlessLog } from "../endless-log.ts";

const memories: WeakRef<WebAssembly.Memory>[] = [];

/** Every instance made here, as the product makes them. */
class CountedInstance extends WebAssembly.Instance {
  constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
    super(module, imports);
    memories.push(new WeakRef(this.exports.memory as WebAssembly.Memory));
  }
}
WebAssembly.Instance = CountedInstance;

const wasmBytes = () => memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);

self.onmessage = async ({ data }: MessageEvent<{ bytes: number; wasm: WasmModules }>) => {
  try {
    const session = await Session.open(data.wasm, [endlessLog(data.bytes)]);
    let told = 0;
    const { report } = await session.analyze(DEFAULT_SETTINGS, {
      onProgress: ({ bytesRead, phase }) => {
        if (phase === "reading" && bytesRead - told < 2 ** 27) return;
        told = bytesRead;
        self.postMessage({ bytesRead, phase, wasmBytes: wasmBytes() });
      },
      pause: () => new Promise((resolve) => setTimeout(resolve)),
    });
    const { bytes, lines } = report.totals;
    self.postMessage({ done: true, bytes, lines, coarsened: report.completeness.coarsened, wasmBytes: wasmBytes() });
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
