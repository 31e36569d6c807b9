/**
 * How two series go together, one of them moved by some bins: Pearson's r over the bins where both have a value, and how
 * many independent bins those are worth. Values that are missing take no part.
 * Sources: Bartlett (1946), JRSS Suppl. 8(1), for the variance of correlations of autocorrelated series; Pyper & Peterman
 * (1998), Can. J. Fish. Aquat. Sci. 55, for what it makes of the number of values.
 */
import { at, isUsable } from "./columns";

/** pairs that a correlation needs */
const LEAST_PAIRS: f64 = 8;

/**
 * Takes the line of least squares off a series.
 *
 * @param out f64 × 2 count: the values less the line, 0 where there is none; and 1 where there is a value, else 0
 */
export function detrend(values: usize, count: u32, out: usize): void {
  const weights = out + ((<usize>count) << 3);
  let n: f64 = 0;
  let centre: f64 = 0;
  let middle: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    const usable = isUsable(value);
    store<f64>(weights + ((<usize>i) << 3), usable ? 1 : 0);
    store<f64>(out + ((<usize>i) << 3), 0);
    if (!usable) continue;
    n++;
    centre += (value - centre) / n;
    middle += (<f64>i - middle) / n;
  }
  let sxx: f64 = 0;
  let sxy: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (at(weights, i) == 0) continue;
    const x = <f64>i - middle;
    sxx += x * x;
    sxy += x * (at(values, i) - centre);
  }
  const slope = sxx > 0 ? sxy / sxx : 0;
  for (let i: u32 = 0; i < count; i++) {
    if (at(weights, i) == 0) continue;
    store<f64>(out + ((<usize>i) << 3), at(values, i) - centre - slope * (<f64>i - middle));
  }
}

/**
 * Pearson's r of a and b at lags −most … most; at a positive lag b follows a by so many bins. Sums are taken about the means
 * of the bins that overlap.
 *
 * @param a as `detrend` wrote it @param b the same
 * @param out f64 × 2 (2 most + 1): r, NaN where a side does not vary or fewer than 8 bins overlap; and the pairs
 */
export function correlate(a: usize, b: usize, count: u32, most: u32, out: usize): void {
  const lags: u32 = 2 * most + 1;
  for (let k: u32 = 0; k < lags; k++) {
    const fromA: u32 = k < most ? most - k : 0;
    const fromB: u32 = k > most ? k - most : 0;
    const shift = fromA + fromB;
    const p = out + ((<usize>k) << 3);
    const pairs = p + ((<usize>lags) << 3);
    if (shift >= count) {
      store<f64>(p, NaN);
      store<f64>(pairs, 0);
    } else
      store<f64>(
        p,
        pearson(a + ((<usize>fromA) << 3), b + ((<usize>fromB) << 3), count - shift, (<usize>count) << 3, pairs),
      );
  }
}

/** @param weights how far behind the values their weights lie @param pairs takes the number of pairs */
function pearson(a: usize, b: usize, n: u32, weights: usize, pairs: usize): f64 {
  const bytes = (<usize>n) << 3;
  const whole = bytes & ~15;
  let counts = f64x2.splat(0);
  let sumsA = f64x2.splat(0);
  let sumsB = f64x2.splat(0);
  for (let p: usize = 0; p < whole; p += 16) {
    const weightA = v128.load(a + weights + p);
    const weightB = v128.load(b + weights + p);
    counts = f64x2.add(counts, f64x2.mul(weightA, weightB));
    sumsA = f64x2.add(sumsA, f64x2.mul(v128.load(a + p), weightB));
    sumsB = f64x2.add(sumsB, f64x2.mul(v128.load(b + p), weightA));
  }
  let count = f64x2.extract_lane(counts, 0) + f64x2.extract_lane(counts, 1);
  let sumA = f64x2.extract_lane(sumsA, 0) + f64x2.extract_lane(sumsA, 1);
  let sumB = f64x2.extract_lane(sumsB, 0) + f64x2.extract_lane(sumsB, 1);
  if (whole < bytes) {
    const weightA = load<f64>(a + weights + whole);
    const weightB = load<f64>(b + weights + whole);
    count += weightA * weightB;
    sumA += load<f64>(a + whole) * weightB;
    sumB += load<f64>(b + whole) * weightA;
  }
  store<f64>(pairs, count);
  if (count < LEAST_PAIRS) return NaN;
  const meanA = sumA / count;
  const meanB = sumB / count;
  let aa: f64 = 0;
  let bb: f64 = 0;
  let ab: f64 = 0;
  let largestA: f64 = 0;
  let largestB: f64 = 0;
  for (let p: usize = 0; p < bytes; p += 8) {
    const weight = load<f64>(a + weights + p) * load<f64>(b + weights + p);
    const fromA = (load<f64>(a + p) - meanA) * weight;
    const fromB = (load<f64>(b + p) - meanB) * weight;
    aa += fromA * fromA;
    bb += fromB * fromB;
    ab += fromA * fromB;
    largestA = max(largestA, abs(load<f64>(a + p)) * weight);
    largestB = max(largestB, abs(load<f64>(b + p)) * weight);
  }
  if (isFlat(aa, count, largestA) || isFlat(bb, count, largestB)) return NaN;
  return max<f64>(-1, min<f64>(1, ab / Math.sqrt(aa) / Math.sqrt(bb)));
}

/** Whether what varies is rounding. */
function isFlat(squares: f64, count: f64, largest: f64): bool {
  return Math.sqrt(squares / count) <= 1e-13 * largest || squares < 1e-280;
}

/**
 * Autocorrelation of a series at lags 0 … most, about its mean; mean products of the pairs there are, over the variance.
 *
 * @param a as `detrend` wrote it @param out f64 × (most + 1); 0 where there are no pairs, all 0 when it does not vary
 */
export function autocorrelate(a: usize, count: u32, most: u32, out: usize): void {
  const weights = (<usize>count) << 3;
  let n: f64 = 0;
  let mean: f64 = 0;
  let largest: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    n += at(a + weights, i);
    mean += at(a, i);
    largest = max(largest, abs(at(a, i)));
  }
  mean = n == 0 ? 0 : mean / n;
  let variance: f64 = 0;
  for (let lag: u32 = 0; lag <= most; lag++) {
    let pairs: f64 = 0;
    let sum: f64 = 0;
    const later = a + ((<usize>lag) << 3);
    for (let i: u32 = 0; i + lag < count; i++) {
      const weight = at(a + weights, i) * at(later + weights, i);
      pairs += weight;
      sum += (at(a, i) - mean) * (at(later, i) - mean) * weight;
    }
    if (lag == 0) variance = n == 0 || isFlat(sum, n, largest) ? 0 : sum / n;
    store<f64>(out + ((<usize>lag) << 3), variance == 0 || pairs == 0 ? 0 : sum / pairs / variance);
  }
}

/**
 * What so many pairs of two autocorrelated series are worth in independent ones:
 * N / (1 + 2 Σ (1 − k/N) ρa(k) ρb(k)), at most N.
 *
 * @param pairs N ≥ 1 @param most lags of the two autocorrelations
 */
export function effectivePairs(pairs: f64, autoA: usize, autoB: usize, most: u32): f64 {
  let sum: f64 = 0;
  for (let k: u32 = 1; k <= most && <f64>k < pairs; k++) sum += (1 - <f64>k / pairs) * at(autoA, k) * at(autoB, k);
  return pairs / max<f64>(1, 1 + 2 * sum);
}
