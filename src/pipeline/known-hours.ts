/** What hours of the week that earlier files taught let expect of all events, so that a first morning is no burst. */
import { PROFILE_DAYS } from "../core/scorer.ts";
import { HOURS, NUMBERS } from "../model/baselines.ts";

/** as in assembly/scores/hour-of-week.ts */
const LEAST_VISITS = 3;
const DAY_SECONDS = 86_400;

/** Events a bin in each hour of the week; of its hour of the day where it was seen too seldom, 0 where that was too. */
function usualCounts(prior: Float64Array): Float64Array {
  const usual = new Float64Array(HOURS);
  const cell = (hour: number) => prior.subarray(hour * NUMBERS, (hour + 1) * NUMBERS);
  for (let hour = 0; hour < HOURS; hour++) {
    const day = Array.from({ length: 7 }, (_, i) => cell((hour % 24) + i * 24));
    const own = (cell(hour)[3] as number) >= LEAST_VISITS ? [cell(hour)] : day;
    let values = 0;
    let sum = 0;
    let visits = 0;
    for (const [n = 0, mean = 0, , seen = 0] of own) {
      values += n;
      sum += n * mean;
      visits += seen;
    }
    const root = values > 0 ? sum / values : 0;
    if (visits >= LEAST_VISITS) usual[hour] = Math.max(0, (root * root) / 4 - 0.375);
  }
  return usual;
}

/**
 * @param profile events a bin that the log itself lets expect
 * @param seconds when the bins are @param prior cells as `Scorer.weekCells` gives them
 * @returns the profile, in the first days of the log replaced by what the hours let expect; null where one of those hours is
 * not known, as two ways to tell do not mix
 */
export function withKnownHours(profile: Float64Array, seconds: Float64Array, prior: Float64Array): Float64Array | null {
  const usual = usualCounts(prior);
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
