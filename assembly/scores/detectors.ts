/**
 * Detectors with limits of their own, over one series. All are causal: what they say of bin i uses bins 0…i only.
 *
 * `out` takes five columns of f64, a value a bin: score 0…1 (0.5 is the alert line), expected, deviation, threshold in the
 * unit of the observed value, observed value. Score is NaN where too little has been seen.
 */
import { isUsable } from "./columns";

/** Writes bin i of the five columns of `count` bins each. */
function write(
  out: usize,
  count: u32,
  i: u32,
  score: f64,
  expected: f64,
  deviation: f64,
  threshold: f64,
  observed: f64,
): void {
  const column = (<usize>count) << 3;
  const p = out + ((<usize>i) << 3);
  store<f64>(p, score);
  store<f64>(p + column, expected);
  store<f64>(p + column * 2, deviation);
  store<f64>(p + column * 3, threshold);
  store<f64>(p + column * 4, observed);
}

/** 0.5 where `value` reaches `line`, towards 1 beyond it. */
function scoreOf(value: f64, line: f64): f64 {
  return 1 - Math.exp((-max(0, value) / line) * Math.LN2);
}

/**
 * Exponential moving average with bands: starts as the simple mean of the first `period` bins, then follows with the
 * multiplier 2 / (period + 1); the deviation is the moving average of squared differences, at least that of a Poisson
 * count for `counts`, else at least a thousandth of the mean. Alerts above mean + k deviations, and below
 * mean − k deviations when `below` is set. Bins that are NaN or infinite are passed over.
 * Source: Roberts (1959), "Control chart tests based on geometric moving averages", Technometrics 1(3).
 */
export function scoreEmaBands(
  values: usize,
  count: u32,
  period: u32,
  k: f64,
  below: bool,
  counts: bool,
  out: usize,
): void {
  let mean: f64 = 0;
  let variance: f64 = 0;
  let seen: u32 = 0;
  const multiplier = 2 / (<f64>period + 1);
  for (let i: u32 = 0; i < count; i++) {
    const value = load<f64>(values + (i << 3));
    const usable = isUsable(value);
    if (!usable || seen < period) {
      write(out, count, i, NaN, NaN, NaN, NaN, value);
      if (!usable) continue;
      seen++;
      const change = value - mean;
      mean += change / <f64>seen;
      variance += (change * (value - mean) - variance) / <f64>seen;
      continue;
    }
    const least = counts ? mean + 1 : mean * mean * 1e-6 + 1e-18;
    const deviation = Math.sqrt(max(variance, least));
    const distance = (value - mean) / deviation;
    const score = scoreOf(below ? abs(distance) : distance, k);
    write(out, count, i, score, mean, deviation, distance < 0 ? mean - k * deviation : mean + k * deviation, value);
    const change = value - mean;
    mean += multiplier * change;
    variance = (1 - multiplier) * (variance + multiplier * change * change);
  }
}

/**
 * Limits that the user sets, in the unit of the series: at a limit the score is 0.5, and beyond it nearer to 1, by how far
 * it lies outside in shares of the limit's amount. NaN is no limit on that side.
 */
export function scoreFixedLimits(values: usize, count: u32, low: f64, high: f64, out: usize): void {
  for (let i: u32 = 0; i < count; i++) {
    const value = load<f64>(values + ((<usize>i) << 3));
    if (!isUsable(value)) {
      write(out, count, i, NaN, NaN, NaN, NaN, value);
      continue;
    }
    let score: f64 = 0;
    let limit: f64 = high == high ? high : low;
    if (high == high && value >= high) score = 1 - 0.5 / (1 + (value - high) / max(1e-12, abs(high)));
    else if (low == low && value <= low) {
      score = 1 - 0.5 / (1 + (low - value) / max(1e-12, abs(low)));
      limit = low;
    }
    write(out, count, i, score, limit, 0, limit, value);
  }
}
