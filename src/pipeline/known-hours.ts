/** What hours of the week that earlier files taught let expect of all events, so that a first morning is no burst. */
import { PROFILE_DAYS } from "../core/scorer.ts";
import { HOURS, NUMBERS } from "../model/baselines.ts";

/** as in assembly/scores/hour-of-week.ts */
const LEAST_VISITS = 3;
const DAY_SECONDS = 86_400;

/**
 * Events a bin in each hour of the week; of its hour of the day where it was seen too seldom, 0 where that was too.
 *
 * @param width of a bin, in bins of the prior. Roots do not add up, but events do: their mean follows from mean and variance
 * of the roots without loss, E[x] = (E[r]² + Var r) / 4 − 3/8
 */
function usualCounts(prior: Float64Array, width: number): Float64Array {
  const usual = new Float64Array(HOURS);
  const cell = (hour: number) => prior.subarray(hour * NUMBERS, (hour + 1) * NUMBERS);
  for (let hour = 0; hour < HOURS; hour++) {
    const day = Array.from({ length: 7 }, (_, i) => cell((hour % 24) + i * 24));
    const own = (cell(hour)[3] as number) >= LEAST_VISITS ? [cell(hour)] : day;
    let values = 0;
    let sum = 0;
    let visits = 0;
    let events = 0;
    for (const [n = 0, mean = 0, squares = 0, seen = 0] of own) {
      values += n;
      sum += n * mean;
      visits += seen;
      events += (n * mean * mean + squares) / 4 - 0.375 * n;
    }
    if (visits < LEAST_VISITS) continue;
    const root = values > 0 ? sum / values : 0;
    const here = width === 1 ? (root * root) / 4 - 0.375 : (width * events) / Math.max(1, values);
    usual[hour] = Math.max(0, here);
  }
  return usual;
}

/**
 * @param profile events a bin that the log itself lets expect
 * @param seconds when the bins are @param prior cells as `Scorer.weekCells` gives them
 * @param width of a bin, in bins of the prior
 * @returns the profile, in the first days of the log replaced by what the hours let expect; null where one of those hours is
 * not known, as two ways to tell do not mix
 */
export function withKnownHours(
  profile: Float64Array,
  seconds: Float64Array,
  prior: Float64Array,
  width = 1,
): Float64Array | null {
  const usual = usualCounts(prior, width);
  const ownFrom = (Math.floor((seconds[0] ?? 0) / DAY_SECONDS) + PROFILE_DAYS) * DAY_SECONDS;
  const known = profile.slice();
  for (const [i, second] of seconds.entries()) {
    if (second >= ownFrom) break;
    const events = usual[((Math.floor(second / 3600) % HOURS) + HOURS) % HOURS] as number;
    if (!(events > 0)) return null;
    known[i] = events + 0.5;
  }
  return known;
}
