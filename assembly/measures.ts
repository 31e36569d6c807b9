/**
 * Numeric columns: count, sum, least and greatest a bin; sparse, with a budget of their own.
 *
 * ```
 * cell   0        4      8     16             32    40
 *        measure  count  bin   sum            min   max     (48 bytes)
 *        u32      u32    i64   i64 hi, u64 lo f64   f64
 * ```
 * Sums are 128-bit fixed point with 32 binary places, so they do not depend on the order of addition. A value beyond
 * ±2^90 is not counted; one closer to 0 than 2^-33 counts as 0 in the sum.
 */
import { allocate } from "./arena";
import { MAX_MEASURES, measureCount, measures } from "./event";
import { sort } from "./sort";

const CELL: u32 = 48;
const NEVER: i64 = i64.MIN_VALUE;
let budget: u32 = 1 << 17;
let cells: usize = 0;
let capacity: u32 = 0;
/** as large as `cells`: where merged cells go before the two change places; and (measure, place, bin) records to sort */
let spare: usize = 0;
let order: usize = 0;
let count: u32 = 0;
export let measureShift: u32 = 0;

/** one open cell a measure */
const open: usize = allocate(MAX_MEASURES * CELL);

export function configureMeasures(newBudget: u32): void {
  budget = newBudget;
}

export function startMeasures(): void {
  for (let m: u32 = 0; m < MAX_MEASURES; m++) clear(open + m * CELL, m, NEVER);
}

function clear(p: usize, measure: u32, bin: i64): void {
  store<u32>(p, measure);
  store<u32>(p, 0, 4);
  store<i64>(p, bin, 8);
  store<i64>(p, 0, 16);
  store<u64>(p, 0, 24);
  store<f64>(p, Infinity, 32);
  store<f64>(p, -Infinity, 40);
}

/** Adds the measures of the event just read at a second. */
export function countMeasures(second: i64): void {
  for (let m: u32 = 0; m < measureCount; m++) {
    const value = load<f64>(measures + (m << 3));
    if (!(abs(value) < 1.2379400392853803e27)) continue;
    const p = open + m * CELL;
    if (load<i64>(p, 8) != second >> measureShift) {
      closeMeasure(m);
      clear(p, m, second >> measureShift);
    }
    store<u32>(p, load<u32>(p, 4) + 1, 4);
    const scaled = nearest(abs(value) * 4294967296.0);
    let high = <i64>floor(scaled / 18446744073709551616.0);
    let low = <u64>(scaled - <f64>high * 18446744073709551616.0);
    if (value < 0) {
      high = -high - (low != 0 ? 1 : 0);
      low = 0 - low;
    }
    add(p, high, low);
    store<f64>(p, min(load<f64>(p, 32), value), 32);
    store<f64>(p, max(load<f64>(p, 40), value), 40);
  }
}

/** Adds a 128-bit number to the sum of a cell. */
function add(p: usize, high: i64, low: u64): void {
  const before = load<u64>(p, 24);
  const sum = before + low;
  store<u64>(p, sum, 24);
  store<i64>(p, load<i64>(p, 16) + high + (sum < before ? 1 : 0), 16);
}

function closeMeasure(m: u32): void {
  const p = open + m * CELL;
  if (load<i64>(p, 8) == NEVER) return;
  appendMeasureCell(p);
  store<i64>(p, NEVER, 8);
}

/** Adds a cell of the current shift. */
export function appendMeasureCell(p: usize): void {
  if (count == capacity) {
    if (capacity >= budget * 2) {
      const before = measureShift;
      // read first: an open cell is widened with the others
      const bin = load<i64>(p, 8);
      compactMeasures();
      store<i64>(p, bin >> (measureShift - before), 8);
    } else {
      const larger = max<u32>(1024, min(capacity * 2, budget * 2));
      const place = allocate(larger * CELL);
      memory.copy(place, cells, count * CELL);
      cells = place;
      capacity = larger;
      spare = order = 0;
    }
  }
  memory.copy(cells + count * CELL, p, CELL);
  count++;
}

export function closeMeasures(): void {
  for (let m: u32 = 0; m < MAX_MEASURES; m++) closeMeasure(m);
}

/** Widens all bins, the open ones too, to 2^newShift seconds. */
export function coarsenMeasuresTo(newShift: u32): void {
  if (newShift <= measureShift) return;
  const by = newShift - measureShift;
  measureShift = newShift;
  for (let i: u32 = 0; i < count; i++) widen(cells + i * CELL, by);
  for (let m: u32 = 0; m < MAX_MEASURES; m++) widen(open + m * CELL, by);
}

function widen(p: usize, by: u32): void {
  const bin = load<i64>(p, 8);
  if (bin != NEVER) store<i64>(p, bin >> by, 8);
}

/** Sorts by measure, then bin; merges equal cells; coarsens while over the budget. */
export function compactMeasures(): void {
  while (true) {
    mergeEqual();
    if (count <= budget) return;
    coarsenMeasuresTo(measureShift + 1);
  }
}

/** Sorts (measure, place, bin) records and gathers the cells in that order. */
function mergeEqual(): void {
  if (count == 0) return;
  if (spare == 0) {
    spare = allocate(capacity * CELL);
    order = allocate(capacity * 16 * 2);
  }
  for (let i: u32 = 0; i < count; i++) {
    const p = cells + i * CELL;
    store<u32>(order + i * 16, load<u32>(p));
    store<u32>(order + i * 16, i, 4);
    store<i64>(order + i * 16, load<i64>(p, 8), 8);
  }
  sort(order, order + capacity * 16, count);
  const merged = spare;
  let kept: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const p = cells + load<u32>(order + i * 16, 4) * CELL;
    const last = merged + (kept - 1) * CELL;
    if (kept > 0 && load<u32>(last) == load<u32>(p) && load<i64>(last, 8) == load<i64>(p, 8)) {
      store<u32>(last, load<u32>(last, 4) + load<u32>(p, 4), 4);
      add(last, load<i64>(p, 16), load<u64>(p, 24));
      store<f64>(last, min(load<f64>(last, 32), load<f64>(p, 32)), 32);
      store<f64>(last, max(load<f64>(last, 40), load<f64>(p, 40)), 40);
      continue;
    }
    memory.copy(merged + kept * CELL, p, CELL);
    kept++;
  }
  spare = cells;
  cells = merged;
  count = kept;
}

/** Sum of a cell as a double. Its amount is converted, as a small negative number would drown in 2^64. */
export function sumOf(p: usize): f64 {
  let high = load<i64>(p, 16);
  let low = load<u64>(p, 24);
  const negative = high < 0;
  if (negative) {
    high = ~high + (low == 0 ? 1 : 0);
    low = 0 - low;
  }
  const amount = (<f64>high * 18446744073709551616.0 + <f64>low) / 4294967296.0;
  return negative ? -amount : amount;
}

export function measureCellCount(): u32 {
  return count;
}

export function measureCell(index: u32): usize {
  return cells + index * CELL;
}
