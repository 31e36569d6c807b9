/** Two counts, and two tables of counts, against each other: exact bounds of a ratio, and windows of trailing bins. */
import { lnBeta, lnGamma } from "./statistics";

const MOST_STEPS: u32 = 200;

/**
 * Lower bound on the odds that an event is on the side that has `more` of them, the other one having `less`: so that
 * `more` or more would be seen with no more than the chance `tail`. 0 when there are none; the upper bound is 1 over the
 * lower one of the sides exchanged.
 *
 * Newton's method over u = ln odds on ln I_x(more, less + 1) = ln tail with x = 1 / (1 + e^−u). That function is concave in
 * u, as the distribution of u has a log-concave density; so the method converges from anywhere, from below and without a bracket.
 * Source: Clopper & Pearson (1934), Biometrika 26(4).
 */
export function oddsBound(more: f64, less: f64, tail: f64): f64 {
  if (more <= 0) return 0;
  const a = more;
  const b = less + 1;
  const target = Math.log(tail);
  const norm = lnGamma(a + b) - lnGamma(a) - lnGamma(b);
  let u = Math.log(a / b);
  for (let i: u32 = 0; i < MOST_STEPS; i++) {
    const lnX = -Math.log1p(Math.exp(-u));
    const lnRest = -Math.log1p(Math.exp(u));
    const found = lnBeta(Math.exp(lnX), a, b);
    const slope = Math.exp(norm + a * lnX + b * lnRest - found);
    const step = (target - found) / slope;
    u += step;
    if (abs(step) <= 1e-14 * (1 + abs(u))) break;
  }
  return Math.exp(u);
}

/**
 * How much more the new side has than the old one over the trailing bins that end with each bin.
 *
 * @param old f64, `rows` × `count`, row by row; `fresh` the same of the new side
 * @param comparable so many first bins are those of both sides; what ends later is NaN, as is what is no full window
 * @param perBin what an old event counts
 * @param asRatio (new + ½) / (old + ½) instead of the mean of the differences, old weighed in both
 * @param out f64, `rows` × `count`
 */
export function compareWindows(
  old: usize,
  fresh: usize,
  rows: u32,
  count: u32,
  comparable: u32,
  trailing: u32,
  perBin: f64,
  asRatio: bool,
  out: usize,
): void {
  for (let row: u32 = 0; row < rows; row++) {
    const start = (<usize>row * count) << 3;
    let before: f64 = 0;
    let after: f64 = 0;
    for (let i: u32 = 0; i < count; i++) {
      const p = start + ((<usize>i) << 3);
      before += load<f64>(old + p);
      after += load<f64>(fresh + p);
      if (i >= trailing) {
        const q = p - ((<usize>trailing) << 3);
        before -= load<f64>(old + q);
        after -= load<f64>(fresh + q);
      }
      const full = i + 1 >= trailing && i < comparable;
      const value = asRatio ? (after + 0.5) / (perBin * (before + 0.5)) : (after - perBin * before) / <f64>trailing;
      store<f64>(out + p, full ? value : NaN);
    }
  }
}
