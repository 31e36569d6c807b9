/**
 * Detectors over one series of counts. All are causal: what they say of bin i uses bins 0…i only.
 *
 * `out` takes five columns of f64, a value a bin: score 0…1 (0.5 is the alert line), expected, deviation, threshold in the
 * unit of the observed value, observed value. Score is NaN where too little has been seen.
 */
import { countSurprise, lackSurprise } from "./statistics";

/** bins of the past that must be there before anything is scored */
const MINIMUM_PAST: u32 = 8;
/** Jeffreys' prior for a Poisson rate, worth one bin: keeps the tail of a flat past finite */
const PRIOR_EVENTS: f64 = 0.5;
const PRIOR_BINS: f64 = 1;
const MAXIMUM_SHAPE: f64 = 1e7;

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
  return 1 - Math.pow(2, -max(0, value) / line);
}

/** Mean of the last `trailing` bins of a series, f64 a bin; NaN until the window is full. */
export function trailingMeans(values: usize, count: u32, trailing: u32, out: usize): void {
  let sum: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    sum += load<f64>(values + (i << 3));
    if (i >= trailing) sum -= load<f64>(values + ((i - trailing) << 3));
    store<f64>(out + (i << 3), i + 1 >= trailing ? sum / <f64>trailing : NaN);
  }
}

/**
 * Mean of the trailing bins against the mean of the bins before: the past gives the rate (Gamma–Poisson, with the
 * overdispersion it shows), the tail of the predictive negative binomial gives the surprise; within one deviation of what
 * is expected, where most bins lie and no alert can be, it is 0 and not computed.
 *
 * @param baseline bins of the past looked at, ending `lag` bins before the window
 * @param line surprise in decades that makes an alert
 * @param below whether too few events alert as well
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed., §2.6; shape by the method of moments.
 */
export function scoreMeanThreshold(
  values: usize,
  count: u32,
  trailing: u32,
  baseline: u32,
  lag: u32,
  line: f64,
  below: bool,
  out: usize,
): void {
  let window: f64 = 0;
  let past: f64 = 0;
  let squares: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    window += load<f64>(values + (i << 3));
    if (i >= trailing) window -= load<f64>(values + ((i - trailing) << 3));
    if (i >= trailing + lag) {
      const v = load<f64>(values + ((i - trailing - lag) << 3));
      past += v;
      squares += v * v;
    }
    if (i >= trailing + lag + baseline) {
      const v = load<f64>(values + ((i - trailing - lag - baseline) << 3));
      past -= v;
      squares -= v * v;
    }
    const seen: u32 = i < trailing + lag ? 0 : min(baseline, i + 1 - trailing - lag);
    if (seen < MINIMUM_PAST) {
      write(out, count, i, NaN, NaN, NaN, NaN, window);
      continue;
    }
    const rate = (past + PRIOR_EVENTS) / (<f64>seen + PRIOR_BINS);
    const mean = past / <f64>seen;
    const variance = (max(0, squares / <f64>seen - mean * mean) * <f64>seen) / <f64>(seen - 1);
    const shape = shapeOf(past, mean, variance);
    const expected = rate * <f64>trailing;
    const deviation = Math.sqrt(expected + (expected * expected) / shape);
    const many = window > expected;
    let surprise: f64 = 0;
    if (window > expected + deviation) surprise = countSurprise(window, expected, shape);
    else if (below && window < expected - deviation) surprise = lackSurprise(window, expected, shape);
    const score = scoreOf(surprise, line);
    let threshold: f64 = NaN;
    if (score >= 0.5)
      threshold = many ? leastSurprising(expected, shape, line, window) : mostLacking(expected, shape, line, window);
    write(out, count, i, score, expected, deviation, threshold, window);
  }
}

/** Shape of the predictive distribution: uncertainty of the rate, and the spread of the bins beyond Poisson. */
function shapeOf(past: f64, mean: f64, variance: f64): f64 {
  let inverse = 1 / (past + PRIOR_EVENTS);
  if (variance > mean && mean > 0) inverse += (variance - mean) / (mean * mean);
  return min(MAXIMUM_SHAPE, 1 / inverse);
}

/** The smallest whole count whose surprise reaches `line`; `above` is known to. */
function leastSurprising(expected: f64, shape: f64, line: f64, above: f64): f64 {
  let low = Math.floor(expected);
  let high = Math.ceil(above);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (countSurprise(middle, expected, shape) >= line) high = middle;
    else low = middle;
  }
  return high;
}

/** The largest whole count so small that its surprise reaches `line`; `under` is known to. */
function mostLacking(expected: f64, shape: f64, line: f64, under: f64): f64 {
  let low = Math.floor(under);
  let high = Math.ceil(expected);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (lackSurprise(middle, expected, shape) >= line) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Exponential moving average with bands: starts as the simple mean of the first `period` bins, then follows with the
 * multiplier 2 / (period + 1); the deviation is the moving average of squared differences, at least that of a Poisson
 * count for `counts`, else at least a thousandth of the mean. Alerts above mean + k deviations, and below
 * mean − k deviations when `below` is set. Bins that are NaN are passed over.
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
    if (value != value || seen < period) {
      write(out, count, i, NaN, NaN, NaN, NaN, value);
      if (value != value) continue;
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
