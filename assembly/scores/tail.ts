/**
 * The tail of what a statistic has been so far: its largest values are kept, and beyond one of them an exponential or a
 * generalised-Pareto end is fitted to the excesses.
 *
 * ```
 * tail  0    8     12           16           24             32
 *       n    held  fitted size  mean excess  mean square    values, ascending    (32 + 8 · 256 bytes)
 *       f64  u32   u32          f64          of excess f64  f64 × 256
 * ```
 * The means are those of the `fitted size` largest values, worked out anew when one of them or the size changed; the size
 * is 0 when it must be.
 *
 * Source: Pickands (1975), "Statistical inference using extreme order statistics", Annals of Statistics 3(1); Hosking &
 * Wallis (1987), Technometrics 29(3), for the fit by moments.
 */
const MOST_HELD: u32 = 256;
const VALUES: usize = 32;
/** one value in so many counts as tail, and at least so many values do */
const TAIL_SHARE: u32 = 50;
const LEAST_TAIL: u32 = 8;
/** the expected mean excess weighs like so many observations */
const PRIOR_WEIGHT: f64 = 4;
const MOST_DECADES: f64 = 300;
/** shapes of the Pareto end: below the least it is exponential */
const LEAST_SHAPE: f64 = 0.01;
const MOST_SHAPE: f64 = 0.5;
/** values of a series hang together: so many in a row tell as much as one */
const CLUMP: f64 = 5;
/** what a value of the tail has for decades, by how many were learned: the same for every tail, so worked out once */
const MOST_KNOWN: u32 = 131072;

const usualOf = memory.data(8 * 131073, 8);

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
  if (load<u32>(tail, 8) == MOST_HELD && value <= load<f64>(tail + VALUES)) return;
  insert(tail, value);
}

/** Puts a value among those held, in the place of the least where they are all there may be. */
function insert(tail: usize, value: f64): void {
  const held = load<u32>(tail, 8);
  const values = tail + VALUES;
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
  return min(held, max(LEAST_TAIL, min(<u32>n / TAIL_SHARE, MOST_HELD)));
}

/** Decades of the share of values that are in the tail; `size` hangs on n alone, as all values are held up to 256. */
function usualDecades(n: f64, size: u32): f64 {
  const known = load<f64>(usualOf + ((<usize>min(<u32>n, MOST_KNOWN)) << 3));
  return known > 0 ? known : workOutUsual(n, size);
}

/** The same, remembered where there is a place for it. */
function workOutUsual(n: f64, size: u32): f64 {
  const usual = Math.log10(n / <f64>size);
  if (<u32>n < MOST_KNOWN) store<f64>(usualOf + ((<usize>(<u32>n)) << 3), usual);
  return usual;
}

/** Address of the least of the `size` largest values. */
function startOf(tail: usize, size: u32): usize {
  return tail + VALUES + ((<usize>(load<u32>(tail, 8) - size)) << 3);
}

/** Mean excess of the `size` largest values over the least of them, with the one expected before; leaves the mean square. */
function meanExcess(tail: usize, size: u32, prior: f64): f64 {
  if (load<u32>(tail, 12) != size) {
    const values = startOf(tail, size);
    const start = load<f64>(values);
    let sum: f64 = 0;
    let squares: f64 = 0;
    for (let i: u32 = 0; i < size; i++) {
      const excess = load<f64>(values + ((<usize>i) << 3)) - start;
      sum += excess;
      squares += excess * excess;
    }
    const weight = <f64>size + PRIOR_WEIGHT;
    store<f64>(tail, (sum + prior * PRIOR_WEIGHT) / weight, 16);
    // the square of an exponential excess is twice that of its mean
    store<f64>(tail, (squares + 2 * prior * prior * PRIOR_WEIGHT) / weight, 24);
    store<u32>(tail, size, 12);
  }
  return load<f64>(tail, 16);
}

/**
 * An exponential tail that was learned from few observations is heavier than the one that fits them best: with `size` of
 * them, which come in clumps, the predictive tail is that of Lomax.
 *
 * @param decades beyond the start of the tail, were its mean excess known
 */
function predictive(decades: f64, size: u32): f64 {
  const known = max(2, <f64>size / CLUMP);
  return (known / Math.LN10) * Math.log1p((decades * Math.LN10) / known);
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
  const usual = inline.always(usualDecades(n, size));
  if (value <= start) return (usual * value) / start;
  return min(MOST_DECADES, usual + (value - start) / (max(least, meanExcess(tail, size, prior)) * Math.LN10));
}

/** The same as `tailSurprise` where few observations are discounted, see `predictive`. */
export function likelySurprise(tail: usize, value: f64, prior: f64, least: f64): f64 {
  const n = load<f64>(tail);
  const held = load<u32>(tail, 8);
  if (held == 0 || !(value > 0)) return 0;
  const size = sizeOf(n, held);
  const start = load<f64>(startOf(tail, size));
  const usual = inline.always(usualDecades(n, size));
  if (value <= start) return (usual * value) / start;
  const decades = (value - start) / (max(least, meanExcess(tail, size, prior)) * Math.LN10);
  return min(MOST_DECADES, usual + predictive(decades, size));
}

/**
 * The same with a generalised-Pareto end, whose weight is learned too: a tail that was heavy so far is expected to be.
 * What few observations say of it is discounted, see `predictive`.
 *
 * @param prior mean excess that is expected before anything is learned, > 0; the same at every call of one tail
 */
export function heavySurprise(tail: usize, value: f64, prior: f64): f64 {
  const n = load<f64>(tail);
  const held = load<u32>(tail, 8);
  if (held == 0 || !(value > 0)) return 0;
  const size = sizeOf(n, held);
  const start = load<f64>(startOf(tail, size));
  const usual = inline.always(usualDecades(n, size));
  return value <= start
    ? (usual * value) / start
    : min(MOST_DECADES, usual + paretoBeyond(tail, value - start, size, prior));
}

/**
 * `heavySurprise` of a value by those before it, which it then joins.
 *
 * @param least so many must have been learned; 0 before
 */
export function rateHeavy(tail: usize, value: f64, prior: f64, least: f64): f64 {
  const surprise = load<f64>(tail) >= least ? inline.always(heavySurprise(tail, value, prior)) : 0;
  inline.always(learn(tail, value));
  return surprise;
}

/** Decades by which a value that lies so far beyond the start of the tail is more surprising than that. */
function paretoBeyond(tail: usize, excess: f64, size: u32, prior: f64): f64 {
  const mean = meanExcess(tail, size, prior);
  const square = mean * mean;
  const ratio = square / max(load<f64>(tail, 24) - square, 1e-300);
  const shape = min(MOST_SHAPE, 0.5 * (1 - ratio));
  if (shape < LEAST_SHAPE) return predictive(excess / (mean * Math.LN10), size);
  const scale = mean * (1 - shape);
  return predictive(Math.log1p((shape * excess) / scale) / (shape * Math.LN10), size);
}

/** The value that `times` of those learned reached, of the 256 largest; 0 when there are not so many. */
export function reachedBy(tail: usize, times: f64): f64 {
  const held = load<u32>(tail, 8);
  const rank = <u32>min(times, <f64>MOST_HELD);
  return rank == 0 || rank > held ? 0 : load<f64>(startOf(tail, rank));
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
  const usual = start > 0 ? usualDecades(n, size) : 0;
  return min(MOST_DECADES, usual + (value - start) / (max(1, meanExcess(tail, size, 1)) * Math.LN10));
}
