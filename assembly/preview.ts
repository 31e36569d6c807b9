/**
 * A coarse picture of events by level while reading: at most BINS bins of a power of two of seconds, which double as the
 * span grows. Provisional and bounded; what is scored and stored comes from the cells.
 */
import { allocate } from "./arena";

export const BINS: u32 = 1024;
const LEVELS: u32 = 8;
/** f64, row by level */
export const counts: usize = allocate(LEVELS * BINS * 8);
export let firstBin: i64 = 0;
export let binCount: u32 = 0;
export let previewShift: u32 = 0;

/** Counts events of a second; `byLevel` holds their number by level, eight bits each. */
export function previewEvents(second: i64, byLevel: u64): void {
  const bin = reach(second);
  for (let l: u32 = 0; l < LEVELS; l++) {
    const p = counts + ((l * BINS + bin) << 3);
    store<f64>(p, load<f64>(p) + <f64>((byLevel >> (l << 3)) & 255));
  }
}

/** Index of the bin of a second, after widening and moving bins so that it is among them. */
function reach(second: i64): u32 {
  if (binCount == 0) {
    firstBin = second >> previewShift;
    binCount = 1;
    return 0;
  }
  while (true) {
    const bin = second >> previewShift;
    const low = min(firstBin, bin);
    const high = max(firstBin + binCount - 1, bin);
    if (high - low < <i64>BINS) {
      if (low < firstBin) move(<u32>(firstBin - low));
      firstBin = low;
      binCount = <u32>(high - low) + 1;
      return <u32>(bin - firstBin);
    }
    halve();
  }
}

/** Makes room for `by` bins at the start. */
function move(by: u32): void {
  for (let l: u32 = 0; l < LEVELS; l++) {
    const row = counts + ((l * BINS) << 3);
    memory.copy(row + (by << 3), row, binCount << 3);
    memory.fill(row, 0, by << 3);
  }
}

function halve(): void {
  const first = firstBin >> 1;
  const last = (firstBin + binCount - 1) >> 1;
  for (let l: u32 = 0; l < LEVELS; l++) {
    const row = counts + ((l * BINS) << 3);
    // bins move towards the start or stay, so in ascending order none is overwritten before it is read
    for (let i: u32 = 0; i < binCount; i++) {
      const value = load<f64>(row + (i << 3));
      store<f64>(row + (i << 3), 0);
      const p = row + ((<u32>(((firstBin + i) >> 1) - first)) << 3);
      store<f64>(p, load<f64>(p) + value);
    }
  }
  firstBin = first;
  binCount = <u32>(last - first) + 1;
  previewShift++;
}
