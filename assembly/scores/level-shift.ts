/**
 * Level shift: the mean of the last values against that of those before them, in units of the deviation of those before;
 * the tail of that distance is learned, with a generalised-Pareto end, so that a series which always swings is not surprising when
 * it does.
 * Source: Page (1954), "Continuous inspection schemes", Biometrika 41, for the question; two windows instead of sums.
 */
import { at, isUsable, say } from "./columns";
import { clearTail, rateHeavy } from "./tail";

const LEAST_DISTANCES: f64 = 100;
/** mean excess of the distance that is expected before it is learned */
const PRIOR: f64 = 0.5;

const distances = memory.data(32 + 8 * 256, 8);

/** Bytes of scratch that `scoreLevelShift` needs: the usable values and their running sums. */
export function levelShiftScratch(count: u32): usize {
  return (<usize>count + 1) << 5;
}

/**
 * @param recent values of the later window @param before values of the window before it
 * @param out columns; width counts values, not bins, where bins are empty
 */
export function scoreLevelShift(values: usize, count: u32, recent: u32, before: u32, scratch: usize, out: usize): void {
  clearTail(distances);
  const row = (<usize>count + 1) << 3;
  const sums = scratch;
  const squares = scratch + row;
  store<f64>(sums, 0);
  store<f64>(squares, 0);
  let seen: u32 = 0;
  let centre: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    if (!isUsable(raw)) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    // sums of differences from the first value keep their digits
    if (seen == 0) centre = raw;
    const value = raw - centre;
    seen++;
    const here = (<usize>seen) << 3;
    store<f64>(sums + here, load<f64>(sums + here - 8) + value);
    store<f64>(squares + here, load<f64>(squares + here - 8) + value * value);
    if (seen < recent + before) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    const from = seen - recent;
    const begin = from - before;
    const level = (at(sums, seen) - at(sums, from)) / <f64>recent;
    const old = (at(sums, from) - at(sums, begin)) / <f64>before;
    const variance = (at(squares, from) - at(squares, begin)) / <f64>before - old * old;
    const overall = at(squares, seen) / <f64>seen - (at(sums, seen) / <f64>seen) * (at(sums, seen) / <f64>seen);
    // a flat stretch is given a tenth of what values vary by all in all
    const unit = Math.sqrt(max(0, max(variance, 0.01 * overall))) + abs(centre) * 1e-6 + 1e-12;
    const distance = abs(level - old) / unit;
    const surprise = rateHeavy(distances, distance, PRIOR, LEAST_DISTANCES);
    say(out, count, i, surprise, level + centre, old + centre, unit, <f64>recent);
  }
}
