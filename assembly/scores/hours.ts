/**
 * Statistics of values by group (an hour of the week, a calendar day), the test whether a group is favoured, and whether a
 * series is stationary. All look at the whole series: nothing here alerts.
 */
import { at, isUsable } from "./columns";
import { rank } from "./median";
import { lnGamma } from "./statistics";

/** columns of f64 a group: values, mean, standard deviation (n − 1), least, greatest, 95th percentile by nearest rank */
const GROUP_COLUMNS: u32 = 6;

/**
 * @param values f64, NaN where there is none
 * @param groups u32 a value: its group, below `groupCount`; others are left out
 * @param scratch f64 × count, then u32 × (groupCount + 1)
 * @param out GROUP_COLUMNS columns of groupCount; NaN for a group without values, but 0 for their number
 */
export function groupStatistics(
  values: usize,
  groups: usize,
  count: u32,
  groupCount: u32,
  scratch: usize,
  out: usize,
): void {
  const starts = scratch + ((<usize>count) << 3);
  memory.fill(starts, 0, (groupCount + 1) << 2);
  for (let i: u32 = 0; i < count; i++) {
    const g = load<u32>(groups + (i << 2));
    if (g < groupCount && isUsable(at(values, i))) count1(starts + ((g + 1) << 2));
  }
  for (let g: u32 = 0; g < groupCount; g++) {
    const p = starts + (g << 2);
    store<u32>(p, load<u32>(p, 4) + load<u32>(p), 4);
  }
  // a counting sort: while it runs, the start of a group is where its next value goes
  for (let i: u32 = 0; i < count; i++) {
    const g = load<u32>(groups + (i << 2));
    const value = at(values, i);
    if (g >= groupCount || !isUsable(value)) continue;
    const p = starts + (g << 2);
    store<f64>(scratch + ((<usize>load<u32>(p)) << 3), value);
    count1(p);
  }
  const column = (<usize>groupCount) << 3;
  let start: u32 = 0;
  for (let g: u32 = 0; g < groupCount; g++) {
    const end = load<u32>(starts + (g << 2));
    describe(scratch + ((<usize>start) << 3), end - start, out + ((<usize>g) << 3), column);
    start = end;
  }
}

function count1(p: usize): void {
  store<u32>(p, load<u32>(p) + 1);
}

function describe(values: usize, n: u32, out: usize, column: usize): void {
  store<f64>(out, <f64>n);
  for (let c: u32 = 1; c < GROUP_COLUMNS; c++) store<f64>(out + <usize>c * column, NaN);
  if (n == 0) return;
  let mean: f64 = 0;
  let squares: f64 = 0;
  let least: f64 = Infinity;
  let greatest: f64 = -Infinity;
  for (let i: u32 = 0; i < n; i++) {
    const value = at(values, i);
    const change = value - mean;
    mean += change / <f64>(i + 1);
    squares += change * (value - mean);
    least = min(least, value);
    greatest = max(greatest, value);
  }
  store<f64>(out + column, mean);
  store<f64>(out + column * 2, n > 1 ? Math.sqrt(max(0, squares) / <f64>(n - 1)) : 0);
  store<f64>(out + column * 3, least);
  store<f64>(out + column * 4, greatest);
  store<f64>(out + column * 5, rank(values, n, (n * 19 + 19) / 20 - 1));
}

/**
 * P(X ≥ hits) where `drawn` of `total` are drawn without putting back and `marked` of them are marked: Fisher's exact test,
 * one-sided. 0 ≤ marked, drawn ≤ total.
 */
export function hypergeometricTail(hits: f64, drawn: f64, marked: f64, total: f64): f64 {
  const most = min(drawn, marked);
  const least = max(0, drawn + marked - total);
  if (hits <= least) return 1;
  if (hits > most) return 0;
  let term = Math.exp(choose(marked, hits) + choose(total - marked, drawn - hits) - choose(total, drawn));
  let sum: f64 = 0;
  for (let k = hits; k <= most && term > 0; k++) {
    sum += term;
    term *= ((marked - k) / (k + 1)) * ((drawn - k) / (total - marked - drawn + k + 1));
  }
  return min(1, sum);
}

/** ln of the number of ways to choose k of n. */
function choose(n: f64, k: f64): f64 {
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}

/**
 * The KPSS statistic of a constant level: 0.463 is exceeded in 5 %, 0.739 in 1 % of stationary series. NaN for fewer than
 * 12 values, 0 for a constant series. Values that are no numbers are left out.
 *
 * @param lags of the Bartlett window
 * Source: Kwiatkowski, Phillips, Schmidt & Shin (1992), J. Econometrics 54.
 */
export function kpss(values: usize, count: u32, lags: u32, scratch: usize): f64 {
  let n: u32 = 0;
  let mean: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    if (!isUsable(value)) continue;
    store<f64>(scratch + ((<usize>n) << 3), value);
    n++;
    mean += (value - mean) / <f64>n;
  }
  if (n < 12) return NaN;
  let partial: f64 = 0;
  let squares: f64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const residual = at(scratch, i) - mean;
    store<f64>(scratch + ((<usize>i) << 3), residual);
    partial += residual;
    squares += partial * partial;
  }
  let variance: f64 = 0;
  for (let lag: u32 = 0; lag <= lags && lag < n; lag++) {
    let sum: f64 = 0;
    for (let i = lag; i < n; i++) sum += at(scratch, i) * at(scratch, i - lag);
    variance += (lag == 0 ? 1 : 2 * (1 - <f64>lag / <f64>(lags + 1))) * sum;
  }
  variance /= <f64>n;
  return variance > 1e-300 ? squares / (<f64>n * <f64>n * variance) : 0;
}
