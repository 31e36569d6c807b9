/** Series from cells: counts per bin for any grouping of facets, and the mean of measures. */
import { cellCount, cellsPointer, shift } from "./cells";
import { measureCell, measureCellCount, measureShift, sumOf } from "./measures";
import { edgeOfBucket, isOfMeasure, quantileCellCount, quantileCells, quantileShift, valueOfBucket } from "./quantiles";

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
 * @param start second since 1970 at which the first bin begins, on a boundary of cells
 * @param end second from which on cells are left out
 * @param out f64, row by row; not cleared
 */
export function fillSeries(
  rows: usize,
  weights: usize,
  start: f64,
  end: f64,
  binCount: u32,
  binSeconds: f64,
  out: usize,
): void {
  const first = <i64>start;
  const last = <i64>end;
  const width = <i64>binSeconds;
  const cells = cellsPointer();
  const total = cellCount();
  for (let i: u32 = 0; i < total; i++) {
    const p = cells + (i << 4);
    const facet = load<u32>(p);
    const row = load<i32>(rows + (facet << 2));
    if (row < 0) continue;
    const second = load<i64>(p, 8) << shift;
    if (second < first || second >= last) continue;
    const bin = (second - first) / width;
    if (bin >= <i64>binCount) continue;
    const place = out + ((<usize>row * binCount + <usize>bin) << 3);
    const weight = weights == 0 ? 1 : load<f64>(weights + (facet << 3));
    store<f64>(place, load<f64>(place) + weight * <f64>load<u32>(p, 4));
  }
}

/** what is told of the values of a bin */
const MEAN: u32 = 0;
const COUNT: u32 = 1;
const LEAST: u32 = 2;

/**
 * Of a measure per bin: its mean (`what` 0), number of values (1), least (2) or greatest (3); NaN where it has no value, but 0
 * for their number.
 *
 * @param counts f64 × binCount, scratch
 * @param out f64 × binCount
 */
export function fillMeasure(
  measure: u32,
  what: u32,
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
    const place = out + ((<usize>bin) << 3);
    const before = load<f64>(n);
    const so = load<f64>(place);
    store<f64>(n, before + <f64>load<u32>(p, 4));
    if (what == MEAN) store<f64>(place, so + sumOf(p));
    else if (what == LEAST) store<f64>(place, before == 0 ? load<f64>(p, 32) : min(so, load<f64>(p, 32)));
    else store<f64>(place, before == 0 ? load<f64>(p, 40) : max(so, load<f64>(p, 40)));
  }
  for (let b: u32 = 0; b < binCount; b++) {
    const n = load<f64>(counts + (b << 3));
    const p = out + (b << 3);
    if (what == COUNT) store<f64>(p, n);
    else if (n == 0) store<f64>(p, NaN);
    else if (what == MEAN) store<f64>(p, load<f64>(p) / n);
  }
}

/**
 * A quantile of a measure per bin, by nearest rank, to within 1/64 of the value; NaN where it has no value. After `settle`.
 *
 * @param q above 0, at most 1
 * @param counts f64 × binCount × 2, scratch
 */
export function fillQuantiles(
  measure: u32,
  q: f64,
  firstBin: f64,
  binCount: u32,
  binSeconds: f64,
  counts: usize,
  out: usize,
): void {
  const passed = counts + ((<usize>binCount) << 3);
  memory.fill(counts, 0, binCount << 4);
  for (let b: u32 = 0; b < binCount; b++) store<f64>(out + (b << 3), NaN);
  const cells = quantileCells();
  const total = quantileCellCount();
  // cells ascend by bucket, so the second pass comes to the values of each bin in their order
  for (let pass = 0; pass < 2; pass++)
    for (let i: u32 = 0; i < total; i++) {
      const p = cells + (i << 4);
      if (!isOfMeasure(p, measure)) continue;
      const bin = binOf(load<i64>(p, 8), quantileShift, <i64>binSeconds, <i64>firstBin);
      if (bin < 0 || bin >= <i64>binCount) continue;
      const place = (<usize>bin) << 3;
      const values = <f64>load<u32>(p, 4);
      if (pass == 0) {
        store<f64>(counts + place, load<f64>(counts + place) + values);
        continue;
      }
      const rank = max(1, Math.ceil(load<f64>(counts + place) * q));
      const before = load<f64>(passed + place);
      store<f64>(passed + place, before + values);
      if (before < rank && before + values >= rank) store<f64>(out + place, valueOfBucket(load<u32>(p) & 8191));
    }
}

/**
 * The values of a measure between two times by bucket: writes (edge, next edge, number) of each bucket that has any, ascending,
 * f64 × 3, and returns how many. After `settle`.
 *
 * @param out room for 8192 of them
 */
export function fillHistogram(measure: u32, fromSecond: f64, toSecond: f64, out: usize): u32 {
  let found: u32 = 0;
  let last: u32 = u32.MAX_VALUE;
  const cells = quantileCells();
  const total = quantileCellCount();
  for (let i: u32 = 0; i < total; i++) {
    const p = cells + (i << 4);
    if (!isOfMeasure(p, measure)) continue;
    const second = <f64>(load<i64>(p, 8) << quantileShift);
    if (second < fromSecond || second >= toSecond) continue;
    const bucket = load<u32>(p) & 8191;
    if (bucket != last) {
      last = bucket;
      const place = out + found * 24;
      store<f64>(place, edgeOfBucket(bucket));
      store<f64>(place, edgeOfBucket(bucket + 1), 8);
      store<f64>(place, 0, 16);
      found++;
    }
    const place = out + (found - 1) * 24 + 16;
    store<f64>(place, load<f64>(place) + <f64>load<u32>(p, 4));
  }
  return found;
}
