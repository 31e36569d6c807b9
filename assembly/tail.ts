/**
 * The tail of what a statistic has been so far: its largest values are kept, and beyond one of them an exponential end is
 * fitted to the excesses. A statistic whose logarithm is learned has a Pareto end that way.
 *
 * ```
 * tail  0    8     12           16           24
 *       n    held  fitted size  mean excess  values, ascending    (24 + 8 · 256 bytes)
 *       f64  u32   u32          f64          f64 × 256
 * ```
 * The mean excess is that of the `fitted size` largest values, worked out anew when one of them or the size changed; the
 * size is 0 when it must be.
 *
 * Source: Hill (1975), "A simple general approach to inference about the tail of a distribution", Annals of Statistics
 * 3(5); Pickands (1975), ibid. 3(1), for the exponential end of excesses.
 */
const MOST_HELD: u32 = 256;
const VALUES: usize = 24;
/** one value in so many counts as tail, and at least so many values do */
const TAIL_SHARE: f64 = 50;
const LEAST_TAIL: u32 = 8;
/** the expected mean excess weighs like so many observations */
const PRIOR_WEIGHT: f64 = 4;
const MOST_DECADES: f64 = 300;

export function clearTail(tail: usize): void {
  store<f64>(tail, 0);
  store<u64>(tail, 0, 8);
}

/** How many values were learned. */
export function tailCount(tail: usize): f64 {
  return load<f64>(tail);
}

/** Learns a value, ≥ 0. */
export function learn(tail: usize, value: f64): void {
  store<f64>(tail, load<f64>(tail) + 1);
  const held = load<u32>(tail, 8);
  const values = tail + VALUES;
  if (held == MOST_HELD && value <= load<f64>(values)) return;
  store<u32>(tail, 0, 12);
  // the place behind the last one that is not larger
  let low: u32 = 0;
  let high = held;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<f64>(values + ((<usize>middle) << 3)) <= value) low = middle + 1;
    else high = middle;
  }
  if (held == MOST_HELD) {
    memory.copy(values, values + 8, (<usize>(low - 1)) << 3);
    store<f64>(values + ((<usize>(low - 1)) << 3), value);
    return;
  }
  const place = values + ((<usize>low) << 3);
  memory.copy(place + 8, place, (<usize>(held - low)) << 3);
  store<f64>(place, value);
  store<u32>(tail, held + 1, 8);
}

/** How many of the largest values are taken as tail, ≤ `held`. */
function sizeOf(n: f64, held: u32): u32 {
  return min(held, max(LEAST_TAIL, <u32>min(n / TAIL_SHARE, <f64>MOST_HELD)));
}

/** Address of the least of the `size` largest values. */
function startOf(tail: usize, size: u32): usize {
  return tail + VALUES + ((<usize>(load<u32>(tail, 8) - size)) << 3);
}

/** Mean excess of the `size` largest values over the least of them, with the one expected before. */
function meanExcess(tail: usize, size: u32, prior: f64): f64 {
  if (load<u32>(tail, 12) != size) {
    const values = startOf(tail, size);
    const start = load<f64>(values);
    let sum: f64 = 0;
    for (let i: u32 = 0; i < size; i++) sum += load<f64>(values + ((<usize>i) << 3)) - start;
    store<f64>(tail, (sum + prior * PRIOR_WEIGHT) / (<f64>size + PRIOR_WEIGHT), 16);
    store<u32>(tail, size, 12);
  }
  return load<f64>(tail, 16);
}

/**
 * Surprise of a value of at least `value`, in decades.
 *
 * @param prior mean excess that is expected before anything is learned, > 0; the same at every call of one tail
 * @param least mean excess at least; 0 for none
 * @returns 0…300; 0 before anything was learned
 */
export function tailSurprise(tail: usize, value: f64, prior: f64, least: f64): f64 {
  const n = load<f64>(tail);
  const held = load<u32>(tail, 8);
  if (held == 0 || !(value > 0)) return 0;
  const size = sizeOf(n, held);
  const start = load<f64>(startOf(tail, size));
  const usual = Math.log10(n / <f64>size);
  if (value <= start) return (usual * value) / start;
  return min(MOST_DECADES, usual + (value - start) / (max(least, meanExcess(tail, size, prior)) * Math.LN10));
}

/**
 * The same when the largest `contaminated` share of what was learned is left out, as it may be what is looked for: the
 * excesses end where that share begins.
 */
export function tailSurpriseBeyond(tail: usize, value: f64, prior: f64, contaminated: f64): f64 {
  const n = load<f64>(tail);
  const held = load<u32>(tail, 8);
  if (held == 0 || !(value > 0)) return 0;
  const size = sizeOf(n, held);
  const left = min(size - 1, <u32>(<f64>size * contaminated * TAIL_SHARE));
  const values = startOf(tail, size);
  const start = load<f64>(values);
  const end = load<f64>(values + ((<usize>(size - left - 1)) << 3));
  const usual = Math.log10(n / <f64>size);
  if (value <= start) return (usual * value) / start;
  // between the ranks `size` and `left` an exponential tail grows by its mean times ln(size / left)
  const ranks = Math.log(<f64>size / <f64>max<u32>(1, left));
  const weight = <f64>(size - left);
  const mean = ((end - start) * (weight / ranks) + prior * PRIOR_WEIGHT) / (weight + PRIOR_WEIGHT);
  return min(MOST_DECADES, usual + (value - start) / (max(prior, mean) * Math.LN10));
}

/**
 * Surprise of a waiting time, in units of what is expected in it: exponential of mean 1, or longer where the longest waits
 * were.
 */
export function waitSurprise(tail: usize, value: f64): f64 {
  const n = load<f64>(tail);
  const held = load<u32>(tail, 8);
  if (held == 0 || !(value > 0)) return 0;
  const size = sizeOf(n, held);
  const start = load<f64>(startOf(tail, size));
  if (value <= start) return 0;
  const usual = start > 0 ? Math.log10(n / <f64>size) : 0;
  return min(MOST_DECADES, usual + (value - start) / (max(1, meanExcess(tail, size, 1)) * Math.LN10));
}
