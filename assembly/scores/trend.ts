/**
 * Trend: the slope of the line of least squares through the last values, in deviations of the residuals over the window;
 * the tail of its amount is learned, with a generalised-Pareto end.
 * Source: Draper & Smith, Applied Regression Analysis, §1.4.
 */
import { at, isUsable, say } from "./columns";
import { clearTail, rateHeavy } from "./tail";

const LEAST_SLOPES: f64 = 100;
const PRIOR: f64 = 0.5;

const slopes = memory.data(32 + 8 * 256, 8);

/**
 * @param window values of the line, ≥ 3
 * @param scratch f64 × count
 * @param out columns; observed is the rise over the window, expected 0, in the unit of the values
 */
export function scoreTrend(values: usize, count: u32, window: u32, scratch: usize, out: usize): void {
  clearTail(slopes);
  const n = <f64>window;
  // Σ (j − middle)² over the window
  const sxx = (n * (n * n - 1)) / 12;
  let seen: u32 = 0;
  let centre: f64 = 0;
  let sy: f64 = 0;
  let syy: f64 = 0;
  let sxy: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    if (!isUsable(raw)) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    if (seen == 0) centre = raw;
    const value = raw - centre;
    store<f64>(scratch + ((<usize>seen) << 3), value);
    // sxy is Σ j·y with j counted from the window's first value
    if (seen >= window) {
      const gone = at(scratch, seen - window);
      sy -= gone;
      syy -= gone * gone;
      sxy -= sy;
      sxy += (n - 1) * value;
    } else sxy += <f64>seen * value;
    sy += value;
    syy += value * value;
    seen++;
    if (seen < window) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    const slope = (sxy - ((n - 1) / 2) * sy) / sxx;
    const rest = max(0, syy - (sy * sy) / n - slope * slope * sxx);
    const unit = Math.sqrt(rest / n) + abs(centre) * 1e-6 + 1e-12;
    const rise = slope * (n - 1);
    const distance = abs(rise) / unit;
    const surprise = rateHeavy(slopes, distance, PRIOR, LEAST_SLOPES);
    say(out, count, i, surprise, rise, 0, unit, n);
  }
}
