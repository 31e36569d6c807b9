/**
 * What a window of a log looks like: rolling statistics of a series, and the TF-IDF of templates. Causal: what is said of bin
 * i uses bins 0…i only.
 */
import { at, isUsable } from "./columns";

/**
 * Least, greatest, mean, standard deviation (n − 1) and 95th percentile (nearest rank) of the last `window` bins, of those
 * that have a value; NaN where none has.
 *
 * @param scratch f64 × window
 * @param out five columns of `count`
 */
export function rollingStatistics(values: usize, count: u32, window: u32, scratch: usize, out: usize): void {
  const column = (<usize>count) << 3;
  /** values of the window, ascending */
  let n: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    if (i >= window) {
      const old = at(values, i - window);
      if (isUsable(old)) n = removeSorted(scratch, n, old);
    }
    if (isUsable(value)) n = insertSorted(scratch, n, value);
    const p = out + ((<usize>i) << 3);
    // taken anew each time: a running sum would lose what is small beside a value that has left
    let sum: f64 = 0;
    for (let j: u32 = 0; j < n; j++) sum += at(scratch, j);
    const mean = sum / <f64>n;
    let squares: f64 = 0;
    for (let j: u32 = 0; j < n; j++) squares += (at(scratch, j) - mean) * (at(scratch, j) - mean);
    store<f64>(p, n == 0 ? NaN : at(scratch, 0));
    store<f64>(p + column, n == 0 ? NaN : at(scratch, n - 1));
    store<f64>(p + column * 2, n == 0 ? NaN : mean);
    const deviation = n < 2 ? 0 : Math.sqrt(squares / <f64>(n - 1));
    store<f64>(p + column * 3, n == 0 ? NaN : deviation);
    store<f64>(p + column * 4, n == 0 ? NaN : at(scratch, (n * 19 + 19) / 20 - 1));
  }
}

/** Index of the first of n ascending values that is not below `value`. */
function placeOf(sorted: usize, n: u32, value: f64): u32 {
  let low: u32 = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sorted, middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insertSorted(sorted: usize, n: u32, value: f64): u32 {
  const place = sorted + ((<usize>placeOf(sorted, n, value)) << 3);
  memory.copy(place + 8, place, sorted + ((<usize>n) << 3) - place);
  store<f64>(place, value);
  return n + 1;
}

function removeSorted(sorted: usize, n: u32, value: f64): u32 {
  const place = sorted + ((<usize>placeOf(sorted, n, value)) << 3);
  memory.copy(place, place + 8, sorted + ((<usize>n) << 3) - place - 8);
  return n - 1;
}

/**
 * TF-IDF of each template in each bin: its share of the bin's events, times ln((1 + bins so far) / (1 + bins so far that
 * hold it)), the bin itself among them. 0 in bins without events.
 *
 * @param counts f64, `rows` templates × `count` bins
 * @param totals f64 × count: all events of the bins
 * @param out f64, as `counts`
 * Source: Spärck Jones (1972), J. Documentation 28(1); smoothed as of Manning et al. (2008), §6.2.
 */
export function tfIdf(counts: usize, totals: usize, rows: u32, count: u32, out: usize): void {
  for (let row: u32 = 0; row < rows; row++) {
    const offset = (<usize>row * count) << 3;
    let held: f64 = 0;
    for (let i: u32 = 0; i < count; i++) {
      const events = at(counts + offset, i);
      const total = at(totals, i);
      if (events > 0) held++;
      const weight = total > 0 ? (events / total) * Math.log(<f64>(i + 2) / (1 + held)) : 0;
      store<f64>(out + offset + ((<usize>i) << 3), weight);
    }
  }
}
