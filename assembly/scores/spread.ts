/**
 * How much values differ from each other, which a level or an extreme does not tell. Two questions: whether the distance from
 * the middle changed (`spread`), and whether values became smoother than they ever were (`calm`). The tails of both are
 * learned.
 * Source: Levene (1960), "Robust tests for equality of variances", for absolute distances; von Neumann (1941), Annals of
 * Mathematical Statistics 12(4), for successive differences.
 */
import { at, isUsable, say } from "./columns";
import { openStatistic, rate, usualSize } from "./statistic";

/** values over which the middle is remembered */
const MEMORY: f64 = 200;
/** values before those looked at, for a first roughness */
const LEAST_BEFORE: u32 = 100;
/** roughness that is none, in shares of the usual one: keeps the logarithm of a flat line finite */
const NO_ROUGHNESS: f64 = 0.02;

/**
 * @param squashed the series with its far values drawn in, see squash.ts
 * @param recent values of the later window @param before values of the window before it
 * @param sums f64 × (count + 1) of scratch
 * @param out columns, of mean distances from the middle in turns of the squashing curve
 */
export function scoreSpread(squashed: usize, count: u32, recent: u32, before: u32, sums: usize, out: usize): void {
  openStatistic();
  store<f64>(sums, 0);
  let seen: u32 = 0;
  let middle: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(squashed, i);
    if (!isUsable(value)) {
      say(out, count, i, 0, value, NaN, NaN, 1);
      continue;
    }
    if (seen == 0) middle = value;
    seen++;
    store<f64>(sums + ((<usize>seen) << 3), at(sums, seen - 1) + abs(value - middle));
    middle += (value - middle) / min(<f64>seen, MEMORY);
    if (seen < recent + before) {
      say(out, count, i, 0, value, NaN, NaN, 1);
      continue;
    }
    const from = seen - recent;
    const now = (at(sums, seen) - at(sums, from)) / <f64>recent;
    const old = (at(sums, from) - at(sums, from - before)) / <f64>before;
    const usual = usualSize();
    say(out, count, i, rate(abs(now - old), at(sums, seen)), now, old, usual, <f64>recent);
  }
}

/**
 * @param recent values looked at
 * @param sums f64 × (count + 1) of scratch
 * @param out columns; observed how much a value lies off the line through its two predecessors, on average; expected the same
 * of all before
 */
export function scoreCalm(values: usize, count: u32, recent: u32, sums: usize, out: usize): void {
  openStatistic();
  store<f64>(sums, 0);
  let seen: u32 = 0;
  let last: f64 = 0;
  let before: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    if (!isUsable(value)) {
      say(out, count, i, 0, value, NaN, NaN, 1);
      continue;
    }
    const roughness = seen > 1 ? abs(value - 2 * last + before) : 0;
    before = last;
    last = value;
    seen++;
    store<f64>(sums + ((<usize>seen) << 3), at(sums, seen - 1) + roughness);
    const from = seen - min(seen, recent);
    const usual = from > LEAST_BEFORE ? at(sums, from) / <f64>from : 0;
    if (!(usual > 0)) {
      say(out, count, i, 0, value, NaN, NaN, 1);
      continue;
    }
    const now = max(0, at(sums, seen) - at(sums, from)) / <f64>recent;
    const change = Math.log((now / usual + NO_ROUGHNESS) / (1 + NO_ROUGHNESS));
    say(out, count, i, rate(max(0, -change), 0), now, usual, NaN, <f64>recent);
  }
}
