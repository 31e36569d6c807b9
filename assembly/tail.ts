/**
 * The tail of what a statistic has been so far: its largest values are kept, and beyond one of them an exponential end is
 * fitted to the excesses. A statistic whose logarithm is learned has a Pareto end that way.
 *
 * ```
 * tail  0    8           16
 *       n    held        values, ascending    (16 + 8 · 256 bytes)
 *       f64  u32         f64 × 256
 * ```
 * Source: Hill (1975), "A simple general approach to inference about the tail of a distribution", Annals of Statistics
 * 3(5); Pickands (1975), ibid. 3(1), for the exponential end of excesses.
 */
const MOST_HELD: u32 = 256;
/** one value in so many counts as tail, and at least so many values do */
const TAIL_SHARE: f64 = 50;
const LEAST_TAIL: u32 = 8;
/** the expected mean excess weighs like so many observations */
const PRIOR_WEIGHT: f64 = 4;

export function clearTail(tail: usize): void {
  store<f64>(tail, 0);
  store<u32>(tail, 0, 8);
}

/** How many values were learned. */
export function tailCount(tail: usize): f64 {
  return load<f64>(tail);
}

/** Learns a value, ≥ 0. */
export function learn(tail: usize, value: f64): void {
  store<f64>(tail, load<f64>(tail) + 1);
  const held = load<u32>(tail, 8);
  const values = tail + 16;
  if (held == MOST_HELD && value <= load<f64>(values)) return;
  // the place behind the last one that is not larger
  let low: u32 = 0;
  let high = held;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<f64>(values + (<usize>middle << 3)) <= value) low = middle + 1;
    else high = middle;
  }
  if (held == MOST_HELD) {
    memory.copy(values, values + 8, <usize>(low - 1) << 3);
    store<f64>(values + (<usize>(low - 1) << 3), value);
    return;
  }
  const place = values + (<usize>low << 3);
  memory.copy(place + 8, place, <usize>(held - low) << 3);
  store<f64>(place, value);
  store<u32>(tail, held + 1, 8);
}

/**
 * Surprise of a value of at least `value`, in decades.
 *
 * @param prior mean excess that is expected before anything is learned, > 0
 * @returns 0…300; 0 before anything was learned
 */
export function tailSurprise(tail: usize, value: f64, prior: f64): f64 {
  const n = load<f64>(tail);
  const held = load<u32>(tail, 8);
  if (held == 0 || !(value > 0)) return 0;
  const size = min(held, max(LEAST_TAIL, <u32>min(n / TAIL_SHARE, <f64>MOST_HELD)));
  const values = tail + 16 + (<usize>(held - size) << 3);
  const start = load<f64>(values);
  const usual = Math.log10(n / <f64>size);
  if (value <= start) return (usual * value) / start;
  let sum: f64 = 0;
  for (let i: u32 = 0; i < size; i++) sum += load<f64>(values + (<usize>i << 3)) - start;
  const mean = (sum + prior * PRIOR_WEIGHT) / (<f64>size + PRIOR_WEIGHT);
  return min(300, usual + (value - start) / (mean * Math.LN10));
}

/**
 * The same when the largest `contaminated` share of what was learned is left out, as it may be what is looked for: the
 * excesses end where that share begins.
 */
export function tailSurpriseBeyond(tail: usize, value: f64, prior: f64, contaminated: f64): f64 {
  const n = load<f64>(tail);
  const held = load<u32>(tail, 8);
  if (held == 0 || !(value > 0)) return 0;
  const size = min(held, max(LEAST_TAIL, <u32>min(n / TAIL_SHARE, <f64>MOST_HELD)));
  const left = min(size - 1, <u32>(<f64>size * contaminated * TAIL_SHARE));
  const values = tail + 16 + (<usize>(held - size) << 3);
  const start = load<f64>(values);
  const end = load<f64>(values + (<usize>(size - left - 1) << 3));
  const usual = Math.log10(n / <f64>size);
  if (value <= start) return (usual * value) / start;
  // between the ranks `size` and `left` an exponential tail grows by its mean times ln(size / left)
  const ranks = Math.log(<f64>size / <f64>max<u32>(1, left));
  const weight = <f64>(size - left);
  const mean = ((end - start) * (weight / ranks) + prior * PRIOR_WEIGHT) / (weight + PRIOR_WEIGHT);
  return min(300, usual + (value - start) / (mean * Math.LN10));
}
