/**
 * What the matrix profile knows of each window of m values, and the exact distance of two of them.
 *
 * ```
 * x       f64 × n        the values; a gap holds the value before it
 * flag    u8  × w        SHAPE, FLAT or GAP
 * offset  f64 × (w + 8)  mean of the window less its first value
 * norm    f64 × (w + 8)  root of the sum of squares about the mean
 * inverse f64 × (w + 8)  1 / norm; NaN where the window takes no part (flat, gap, behind the end)
 * df, dg  f64 × (w + 8)  by which the covariance of two windows follows from that one step before
 * ```
 * All that is said of a window is relative to its own first value, and differences of neighbouring values are exact or
 * nearly so: a level of 10⁹ takes no digits from a shape of 1.
 */
import { allocate } from "../arena";
import { at, isUsable } from "./columns";

/** a window of different values without a gap */
export const SHAPE: u8 = 0;
/** all values are the same */
export const FLAT: u8 = 1;
/** holds a value that is missing */
export const GAP: u8 = 2;

/** lanes that may read behind the end */
export const PADDING: u32 = 8;
/** differences below this share of the values are rounding, not shape */
const ROUNDING: f64 = 1e-12;
/** nor are those below this, as their squares have lost their digits */
const LEAST: f64 = 1e-140;

export let x: usize = 0;
export let flags: usize = 0;
export let offsets: usize = 0;
export let norms: usize = 0;
export let inverses: usize = 0;
export let df: usize = 0;
export let dg: usize = 0;
/** values in a window */
export let length: u32 = 0;
/** windows */
export let count: u32 = 0;

/** Copies the values, and takes room for all windows. @param n values, at least m @param m at least 2 */
export function startWindows(values: usize, n: u32, m: u32): void {
  length = m;
  count = n - m + 1;
  const room = (<usize>(count + PADDING)) << 3;
  x = allocate((<usize>n) << 3);
  flags = allocate(count);
  offsets = allocate(room);
  norms = allocate(room);
  inverses = allocate(room);
  df = allocate(room);
  dg = allocate(room);
  for (let i = count; i < count + PADDING; i++) put(inverses, i, NaN);
  let last: f64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    if (!isUsable(at(values, i))) continue;
    last = at(values, i);
    break;
  }
  let gapsIn: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const value = at(values, i);
    if (isUsable(value)) last = value;
    else gapsIn++;
    put(x, i, last);
    if (i >= m && !isUsable(at(values, i - m))) gapsIn--;
    if (i + 1 >= m) store<u8>(flags + (i + 1 - m), gapsIn > 0 ? GAP : SHAPE);
  }
}

/** Writes element i of an array of doubles. */
export function put(column: usize, i: u32, value: f64): void {
  store<f64>(column + ((<usize>i) << 3), value);
}

/** Looks at window i; windows are looked at in order. */
export function lookAtWindow(i: u32): void {
  const start = x + ((<usize>i) << 3);
  const first = load<f64>(start);
  let sum: f64 = 0;
  let low = first;
  let high = first;
  for (let t: u32 = 0; t < length; t++) {
    const value = at(start, t);
    low = min(low, value);
    high = max(high, value);
    sum += value - first;
  }
  const offset = sum / <f64>length;
  let squares: f64 = 0;
  for (let t: u32 = 0; t < length; t++) {
    const from = at(start, t) - first - offset;
    squares += from * from;
  }
  put(offsets, i, offset);
  put(norms, i, Math.sqrt(squares));
  const flat = high - low <= max(LEAST, ROUNDING * max(abs(low), abs(high)));
  if (flat && load<u8>(flags + i) == SHAPE) store<u8>(flags + i, FLAT);
  put(inverses, i, load<u8>(flags + i) == SHAPE ? 1 / Math.sqrt(squares) : NaN);
  if (i == 0) return;
  // Σ of both windows differ by the value that enters and the one that leaves
  const entering = at(start, length - 1);
  put(df, i, (entering - at(x, i - 1)) / 2);
  put(dg, i, entering - first - offset - at(offsets, i - 1));
}

/** Sum of the products of two windows about their means. */
export function covariance(i: u32, j: u32): f64 {
  const a = x + ((<usize>i) << 3);
  const b = x + ((<usize>j) << 3);
  const firstA = f64x2.splat(load<f64>(a));
  const firstB = f64x2.splat(load<f64>(b));
  const offsetA = f64x2.splat(at(offsets, i));
  const offsetB = f64x2.splat(at(offsets, j));
  let sums = f64x2.splat(0);
  const whole = length & ~1;
  for (let t: u32 = 0; t < whole; t += 2) {
    const p = (<usize>t) << 3;
    const fromA = f64x2.sub(f64x2.sub(v128.load(a + p), firstA), offsetA);
    const fromB = f64x2.sub(f64x2.sub(v128.load(b + p), firstB), offsetB);
    sums = f64x2.add(sums, f64x2.mul(fromA, fromB));
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (whole < length)
    sum += (at(a, whole) - load<f64>(a) - at(offsets, i)) * (at(b, whole) - load<f64>(b) - at(offsets, j));
  return sum;
}

/** z-normalised Euclidean distance of two windows that are SHAPE, from their values. */
export function exactDistance(i: u32, j: u32): f64 {
  const a = x + ((<usize>i) << 3);
  const b = x + ((<usize>j) << 3);
  const firstA = f64x2.splat(load<f64>(a));
  const firstB = f64x2.splat(load<f64>(b));
  const offsetA = f64x2.splat(at(offsets, i));
  const offsetB = f64x2.splat(at(offsets, j));
  const scaleA = f64x2.splat(at(inverses, i));
  const scaleB = f64x2.splat(at(inverses, j));
  let sums = f64x2.splat(0);
  const whole = length & ~1;
  for (let t: u32 = 0; t < whole; t += 2) {
    const p = (<usize>t) << 3;
    const fromA = f64x2.mul(f64x2.sub(f64x2.sub(v128.load(a + p), firstA), offsetA), scaleA);
    const fromB = f64x2.mul(f64x2.sub(f64x2.sub(v128.load(b + p), firstB), offsetB), scaleB);
    const difference = f64x2.sub(fromA, fromB);
    sums = f64x2.add(sums, f64x2.mul(difference, difference));
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (whole < length) {
    const difference =
      (at(a, whole) - load<f64>(a) - at(offsets, i)) * at(inverses, i) -
      (at(b, whole) - load<f64>(b) - at(offsets, j)) * at(inverses, j);
    sum += difference * difference;
  }
  // norms are of sums, deviations of means
  return Math.sqrt(sum * <f64>length);
}
