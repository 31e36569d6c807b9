/**
 * Numeric columns by size: how many values of a bin fell into each bucket, for quantiles and histograms. Sparse, with a budget
 * of its own. Counts are whole numbers, so merging is exact in any order.
 *
 * ```
 * cell     0                       4      8
 *          measure << 13 | bucket  count  bin of 2^quantileShift s   (16 bytes)
 *          u32                     u32    i64
 *
 * bucket   127 ……… 4095 │ 4096 │ 4097 ……… 8064
 *          −2^90    −2^-33  0    2^-33       2^90
 * ```
 * A bucket is the sign, the exponent and five bits of the fraction of a double, so it is at most 1/32 of its values wide;
 * buckets ascend with their values. Source: Masson, Rim & Lee (2019), DDSketch, PVLDB 12(12), with binary buckets.
 */
import { allocate } from "./arena";
import { mergeCells } from "./cells";
import { MAX_MEASURES, measureCount, measures } from "./event";

const CELL: u32 = 16;
const BUCKETS: u32 = 1 << 13;
const ZERO: u32 = 1 << 12;
/** exponent and five bits of the fraction of 2^-33, the least amount that is not 0 */
const LEAST: u64 = (<u64>(1023 - 33)) << 5;
const NEVER: i64 = i64.MIN_VALUE;

let budget: u32 = 1 << 18;
let cells: usize = 0;
let scratch: usize = 0;
let capacity: u32 = 0;
let count: u32 = 0;
export let quantileShift: u32 = 0;

/** u32 a bucket and measure: values of the open bin; and the buckets that have any, u32 each, with their number */
let opened: usize = 0;
let touched: usize = 0;
const touchedCounts: usize = allocate(MAX_MEASURES * 4);
let openBin: i64 = NEVER;

export function configureQuantiles(newBudget: u32): void {
  budget = newBudget;
}

/** After the number of measures is known. */
export function startQuantiles(): void {
  if (measureCount == 0) return;
  opened = allocate(measureCount * BUCKETS * 4);
  touched = allocate(measureCount * BUCKETS * 4);
}

/** Bucket of a finite value below 2^90. */
export function bucketOf(value: f64): u32 {
  const amount = abs(value);
  if (amount < 1.1641532182693481e-10) return ZERO;
  const place = <u32>((reinterpret<u64>(amount) >> 47) - LEAST) + 1;
  return value < 0 ? ZERO - place : ZERO + place;
}

/** The value in the middle of a bucket. */
export function valueOfBucket(bucket: u32): f64 {
  return bucket == ZERO ? 0 : (edgeOfBucket(bucket) + edgeOfBucket(bucket + 1)) / 2;
}

/** Where a bucket begins; that of 0 holds nothing else. */
export function edgeOfBucket(bucket: u32): f64 {
  if (bucket == ZERO || bucket == ZERO + 1) return bucket == ZERO ? 0 : 1.1641532182693481e-10;
  if (bucket < ZERO) return -reinterpret<f64>((LEAST + <u64>(ZERO - bucket)) << 47);
  return reinterpret<f64>((LEAST + <u64>(bucket - ZERO - 1)) << 47);
}

/** Adds the measures of the event just read at a second. */
export function countQuantiles(second: i64): void {
  const bin = second >> quantileShift;
  if (bin != openBin) {
    closeQuantiles();
    openBin = second >> quantileShift;
  }
  for (let m: u32 = 0; m < measureCount; m++) {
    const value = load<f64>(measures + (m << 3));
    if (!(abs(value) < 1.2379400392853803e27)) continue;
    const key = (m << 13) | bucketOf(value);
    const p = opened + (key << 2);
    const before = load<u32>(p);
    if (before == 0) {
      const n = load<u32>(touchedCounts + (m << 2));
      store<u32>(touched + (((m << 13) + n) << 2), key);
      store<u32>(touchedCounts + (m << 2), n + 1);
    }
    store<u32>(p, before + 1);
  }
}

/** Turns the open bin into cells. */
export function closeQuantiles(): void {
  if (openBin == NEVER) return;
  const bin = openBin;
  const before = quantileShift;
  openBin = NEVER;
  for (let m: u32 = 0; m < measureCount; m++) {
    const n = load<u32>(touchedCounts + (m << 2));
    for (let i: u32 = 0; i < n; i++) {
      const key = load<u32>(touched + (((m << 13) + i) << 2));
      const p = opened + (key << 2);
      appendQuantileCell(key, load<u32>(p), bin >> (quantileShift - before));
      store<u32>(p, 0);
    }
    store<u32>(touchedCounts + (m << 2), 0);
  }
}

/** Adds a cell of the current shift. */
export function appendQuantileCell(key: u32, values: u32, bin: i64): void {
  if (count == capacity) {
    const before = quantileShift;
    makeRoom();
    bin >>= quantileShift - before;
  }
  const p = cells + count * CELL;
  store<u32>(p, key);
  store<u32>(p, values, 4);
  store<i64>(p, bin, 8);
  count++;
}

function makeRoom(): void {
  if (capacity >= budget * 2) {
    compactQuantiles();
    return;
  }
  const larger = max<u32>(1024, min(capacity * 2, budget * 2));
  const place = allocate(larger * CELL);
  memory.copy(place, cells, count * CELL);
  cells = place;
  capacity = larger;
  scratch = 0;
}

/** Sorts by measure, bucket, bin; merges equal cells; coarsens while over the budget. */
export function compactQuantiles(): void {
  while (count != 0) {
    if (scratch == 0) scratch = allocate(capacity * CELL);
    count = mergeCells(cells, scratch, count);
    if (count <= budget) return;
    coarsenQuantilesTo(quantileShift + 1);
  }
}

/** Widens all bins to 2^newShift seconds; no bin may be open. */
export function coarsenQuantilesTo(newShift: u32): void {
  if (newShift <= quantileShift) return;
  closeQuantiles();
  const by = newShift - quantileShift;
  quantileShift = newShift;
  for (let i: u32 = 0; i < count; i++) {
    const p = cells + i * CELL + 8;
    store<i64>(p, load<i64>(p) >> by);
  }
}

export function quantileCellCount(): u32 {
  return count;
}

export function quantileCells(): usize {
  return cells;
}

/** Whether the cell at `p` is of a measure; its bucket is `load<u32>(p) & 8191`. */
export function isOfMeasure(p: usize, measure: u32): bool {
  return load<u32>(p) >> 13 == measure;
}
