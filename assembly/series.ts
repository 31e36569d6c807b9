/** Series from cells: counts per bin for any grouping of facets, and the mean of measures. */
import { cellCount, cellsPointer, shift } from "./cells";
import { measureCell, measureCellCount, measureShift, sumOf } from "./measures";

function binOf(cellBin: i64, cellShift: u32, binSeconds: i64, firstBin: i64): i64 {
  const second = cellBin << cellShift;
  const q = second / binSeconds;
  return (q * binSeconds > second ? q - 1 : q) - firstBin;
}

/**
 * Adds all cells to a table of rows × bins.
 *
 * @param rows i32 a facet: its row, −1 for none
 * @param weights f64 a facet, what one event adds; 0 for 1 each
 * @param firstBin number of the first bin since 1970, in bins
 * @param out f64, row by row; not cleared
 */
export function fillSeries(
  rows: usize,
  weights: usize,
  firstBin: f64,
  binCount: u32,
  binSeconds: f64,
  out: usize,
): void {
  const cells = cellsPointer();
  const total = cellCount();
  for (let i: u32 = 0; i < total; i++) {
    const p = cells + (i << 4);
    const facet = load<u32>(p);
    const row = load<i32>(rows + (facet << 2));
    if (row < 0) continue;
    const bin = binOf(load<i64>(p, 8), shift, <i64>binSeconds, <i64>firstBin);
    if (bin < 0 || bin >= <i64>binCount) continue;
    const place = out + ((<usize>row * binCount + <usize>bin) << 3);
    const weight = weights == 0 ? 1 : load<f64>(weights + (facet << 3));
    store<f64>(place, load<f64>(place) + weight * <f64>load<u32>(p, 4));
  }
}

/** Mean of a measure per bin, NaN where it has no value; `counts` and `out` f64, `binCount` each. */
export function fillMeasure(
  measure: u32,
  firstBin: f64,
  binCount: u32,
  binSeconds: f64,
  counts: usize,
  out: usize,
): void {
  memory.fill(counts, 0, binCount << 3);
  memory.fill(out, 0, binCount << 3);
  const total = measureCellCount();
  for (let i: u32 = 0; i < total; i++) {
    const p = measureCell(i);
    if (load<u32>(p) != measure) continue;
    const bin = binOf(load<i64>(p, 8), measureShift, <i64>binSeconds, <i64>firstBin);
    if (bin < 0 || bin >= <i64>binCount) continue;
    const n = counts + ((<usize>bin) << 3);
    const sum = out + ((<usize>bin) << 3);
    store<f64>(n, load<f64>(n) + <f64>load<u32>(p, 4));
    store<f64>(sum, load<f64>(sum) + sumOf(p));
  }
  for (let b: u32 = 0; b < binCount; b++) {
    const n = load<f64>(counts + (b << 3));
    const p = out + (b << 3);
    store<f64>(p, n == 0 ? NaN : load<f64>(p) / n);
  }
}
