/**
 * From the surprises of several detectors to one score a bin.
 *
 * The surprises of different questions are added up; detectors that ask the same one are not independent. A sum is not a
 * probability: its own tail is learned from what it was before, and takes the place of the sum where that is less. The number of series that had begun by then is taken off in decades, so that one
 * line is fair to one series and to a thousand; and where bins are so wide, or values so rare, that the line would allow
 * less than one false alarm in ten days, it is lowered to that. What alerts enters the tail only a little above the line, so
 * that an incident does not hide the next one. Measures are combined otherwise, see combine-measures.ts.
 */
import { at, COLUMNS } from "./columns";
import { clearTail, learn, reachedBy, tailCount, tailSurprise } from "./tail";

/** the alert line where nobody moved it, from which it is lowered where there are few values */
const USUAL_DECADES: f64 = 4;
/** decades at which the score is 0.5, for bins of half a minute and finer ones: the alert line */
export let alertDecades: f64 = USUAL_DECADES;
/** mean excess of −log10 p when p is uniform */
const UNIFORM: f64 = Math.LOG10E;
/** sums that must be seen before their tail is believed */
const LEAST_SUMS: f64 = 100;
const WINSOR: f64 = 1;
/** bins after which a sum is learned, so that what lasts does not make itself usual at once */
const LAG: u32 = 20;
/** the line is never lower than the one of which a false alarm in so many days is expected, and not lowered by more */
export const FALSE_ALARM_DAYS: f64 = 10;
const DAY_SECONDS: f64 = 86400;
const MOST_ALLOWED: f64 = 1.5;
/** values in the days of a false alarm from which nothing is allowed, and below which the most is: 10^4 and 10^2.5 */
const ABOVE_ALLOWED: f64 = 10000.001;
const BELOW_ALLOWED: f64 = 316.2;
/** what was allowed last, by the number of values: asked, answer */
const MEMOS: u32 = 32768;

const allowances = memory.data(16 * 32768, 8);

/**
 * One in so many bins with events may begin something over the line, and so many at least: where it is more, in a log that
 * works in bursts, what was often reached must be exceeded.
 */
const MOST_EPISODES: f64 = 200;
const LEAST_EPISODES: f64 = 3;
const EXCEEDED_BY: f64 = 0.1;

/** the last LAG sums, by bin */
const recent = memory.data(8 * 20, 8);
const sums = memory.data(32 + 8 * 256, 8);
/** the largest sum of each episode over the line, which ends when LAG bins lie under it */
const episodes = memory.data(32 + 8 * 256, 8);

/** Moves the alert line, for all that is scored from now on. @param decades above 0 */
export function setAlertDecades(decades: f64): void {
  alertDecades = decades;
}

/** Score of a surprise in decades: 0.5 at the alert line, towards 1 beyond it. */
export function scoreOf(surprise: f64): f64 {
  return 1 - Math.exp((-surprise / alertDecades) * Math.LN2);
}

/** Adds up the questions; of the detectors that ask the same one the most surprised counts. */
function sumAt(columns: usize, block: usize, groups: usize, detectors: u32, i: u32): f64 {
  let sum: f64 = 0;
  let most: f64 = 0;
  for (let d: u32 = 0; d < detectors; d++) {
    if (d > 0 && load<u32>(groups + (d << 2)) != load<u32>(groups + ((d - 1) << 2))) {
      sum += most;
      most = 0;
    }
    most = max(most, at(columns + block * d, i));
  }
  return sum + most;
}

/** the number of series asked for last, and its decades: it seldom changes */
let lastActive: f64 = 1;
let lastCorrection: f64 = 0;

/** Decades to take off for the number of series. */
export function correctionAt(active: usize, i: u32): f64 {
  if (active == 0) return 0;
  const series = at(active, i);
  if (series != lastActive) {
    lastActive = series;
    lastCorrection = Math.log10(max(1, series));
  }
  return lastCorrection;
}

/**
 * Decades by which the line is lowered where there are few values a day: it allows one false alarm in so many days.
 *
 * @param values seen in `elapsedSeconds`
 */
export function allowance(values: f64, elapsedSeconds: f64, days: f64): f64 {
  if (values < LEAST_SUMS || !(elapsedSeconds > 0)) return 0;
  const inDays = days * DAY_SECONDS * values;
  // beyond both ends it is what the ends have
  if (inDays > ABOVE_ALLOWED * elapsedSeconds) return 0;
  if (inDays < BELOW_ALLOWED * elapsedSeconds) return MOST_ALLOWED;
  return allowanceOf(inDays / elapsedSeconds, <u32>values);
}

/** Series over the same bins ask for the same again: what was allowed last for so many values is remembered. */
function allowanceOf(inDays: f64, values: u32): f64 {
  const memo = allowances + ((<usize>(values & (MEMOS - 1))) << 4);
  if (load<f64>(memo) != inDays) {
    store<f64>(memo, inDays);
    store<f64>(memo, min(MOST_ALLOWED, max(0, USUAL_DECADES - Math.log10(inDays))), 8);
  }
  return load<f64>(memo, 8);
}

/**
 * @param values f64 a bin: the series; NaN where it has none
 * @param columns of the detectors, one after another, see columns.ts
 * @param groups u32 a detector, those of one question next to each other with the same number
 * @param active f64 a bin: series that have begun, ≥ 1; 0 for one
 * @param seconds f64 a bin: when it is
 * @param out f64 a bin: score 0…1, and behind it the chance that it stands for, in decades
 */
export function combine(
  values: usize,
  columns: usize,
  groups: usize,
  detectors: u32,
  count: u32,
  active: usize,
  seconds: usize,
  out: usize,
): void {
  clearTail(sums);
  clearTail(episodes);
  let busy: f64 = 0;
  let episode: f64 = 0;
  let lastOver: u32 = 0;
  const block = ((<usize>count) << 3) * COLUMNS;
  const surprises = out + ((<usize>count) << 3);
  let seen: f64 = 0;
  let begin: f64 = NaN;
  let slot: usize = recent;
  for (let i: u32 = 0; i < count; i++) {
    if (i >= LAG) {
      const line = alertDecades + inline.always(correctionAt(active, i - LAG));
      inline.always(learn(sums, min(load<f64>(slot), line + WINSOR)));
    }
    const time = at(seconds, i);
    const value = at(values, i);
    if (value == value && time == time) {
      if (begin != begin) begin = time;
      seen++;
    }
    const sum = sumAt(columns, block, groups, detectors, i);
    store<f64>(slot, sum);
    slot = slot == recent + ((<usize>LAG - 1) << 3) ? recent : slot + 8;
    let surprise = sum;
    if (sum > 0 && tailCount(sums) >= LEAST_SUMS)
      surprise = min(sum, inline.always(tailSurprise(sums, sum, UNIFORM, UNIFORM)));
    surprise = min(300, max(0, surprise - inline.always(correctionAt(active, i))));
    let rated = surprise > 0 ? surprise + inline.always(allowance(seen, time - begin, FALSE_ALARM_DAYS)) : 0;
    if (episode > 0 && i - lastOver > LAG) {
      learn(episodes, episode);
      episode = 0;
    }
    if (value > 0) busy++;
    if (rated >= alertDecades) {
      const usual = reachedBy(episodes, max(LEAST_EPISODES, busy / MOST_EPISODES));
      episode = max(episode, rated);
      lastOver = i;
      const tamed = usual < alertDecades ? 0 : usual - alertDecades + EXCEEDED_BY;
      rated = max(0, rated - tamed);
      surprise = max(0, surprise - tamed);
    }
    store<f64>(out + ((<usize>i) << 3), rated > 0 ? scoreOf(rated) : 0);
    store<f64>(surprises + ((<usize>i) << 3), surprise);
  }
}
