/** How much memory an analysis takes, WebAssembly and JavaScript heaps together, over a log that is stored nowhere. */
import { setTimeout as sleep } from "node:timers/promises";
import { openBenchPage } from "./bench-page.mjs";
import { amount, fixed } from "./numbers.mjs";

const POLL_MS = 250;
const MIB = 2 ** 20;

/** One run: every quarter of a second the heaps are asked for; the largest sum counts. */
export async function memoryBench({ folder, bytes }) {
  const page = await openBenchPage(folder);
  try {
    await page.call("analyzeEndless", bytes);
    let wasm = 0;
    let peak = { sum: 0, wasm: 0, heaps: 0 };
    let done = null;
    while (done === null) {
      await sleep(POLL_MS);
      for (const told of await page.call("memoryRun")) {
        if (told.error) throw new Error(told.error);
        wasm = Math.max(wasm, told.wasmBytes);
        if (told.done) done = told;
      }
      const heaps = (await page.heaps()).reduce((sum, own) => sum + heapBytes(own), 0);
      if (wasm + heaps > peak.sum) peak = { sum: wasm + heaps, wasm, heaps };
    }
    const note = `${fixed(done.bytes / 2 ** 30, 2)} GiB; WebAssembly ${fixed(peak.wasm / MIB)} MiB, heaps ${fixed(peak.heaps / MIB)} MiB at that moment`;
    const { lines, coarsened } = done;
    const figure = { bytes: done.bytes, lines, coarsened, peak, note };
    return [amount("memory, application log from a generator", 256, "MiB", [peak.sum / MIB], figure)];
  } finally {
    await page.close();
  }
}

/** What V8 took, what the page's own objects take, and array buffers outside of the heap. */
function heapBytes({ totalSize, embedderHeapUsedSize = 0, backingStorageSize = 0 }) {
  return totalSize + embedderHeapUsedSize + backingStorageSize;
}
