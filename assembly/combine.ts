/**
 * From the surprises of several detectors to one score a bin.
 *
 * The surprises are added up. A sum is not a probability: its own tail is learned from what it was before, and takes the
 * place of the sum where that is less. The number of series that had begun by then is taken off in decades, so that one
 * line is fair to one series and to a thousand. What alerts enters the tail only a little above the line, so that an
 * incident does not hide the next one.
 */
import { at, COLUMNS } from "./columns";
import { clearTail, learn, tailCount, tailSurprise } from "./tail";

/** decades at which the score is 0.5 */
export const ALERT_DECADES: f64 = 4;
/** mean excess of −log10 p when p is uniform */
const UNIFORM: f64 = Math.LOG10E;
/** sums that must be seen before their tail is believed */
const LEAST_SUMS: f64 = 100;
const WINSOR: f64 = 1;
/** bins after which a sum is learned, so that what lasts does not make itself usual at once */
const LAG: u32 = 20;
/** within the refractory an alert must be so many decades above its start to speak again */
const ESCALATION: f64 = 1;
/** the refractory lasts a tenth of what was seen, five bins at least, and a day at most */
const REFRACTORY_SHARE: f64 = 10;
const LEAST_REFRACTORY: f64 = 5;
const MOST_REFRACTORY_SECONDS: f64 = 86400;

const sums = memory.data(24 + 8 * 256, 8);

/** Score of a surprise in decades: 0.5 at the alert line, towards 1 beyond it. */
export function scoreOf(surprise: f64): f64 {
  return 1 - Math.pow(2, -surprise / ALERT_DECADES);
}

function sumAt(columns: usize, block: usize, detectors: u32, i: u32): f64 {
  let sum: f64 = 0;
  for (let d: u32 = 0; d < detectors; d++) sum += at(columns + block * d, i);
  return sum;
}

/** Decades to take off for the number of series. */
function correctionAt(active: usize, i: u32): f64 {
  return active == 0 ? 0 : Math.log10(max(1, at(active, i)));
}

/**
 * @param columns of the detectors, one after another, see columns.ts
 * @param active f64 a bin: series that have begun, ≥ 1; 0 for one
 * @param seconds f64 a bin: when it is; 0 when an exceedance does not silence those after it
 * @param out f64 a bin: score 0…1, and behind it the surprise that it stands for, in decades
 */
export function combine(columns: usize, detectors: u32, count: u32, active: usize, seconds: usize, out: usize): void {
  clearTail(sums);
  const block = ((<usize>count) << 3) * COLUMNS;
  const surprises = out + ((<usize>count) << 3);
  let until: f64 = -Infinity;
  let untilBin: f64 = -1;
  let best: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (i >= LAG) {
      const line = ALERT_DECADES + correctionAt(active, i - LAG);
      learn(sums, min(sumAt(columns, block, detectors, i - LAG), line + WINSOR));
    }
    const sum = sumAt(columns, block, detectors, i);
    const correction = correctionAt(active, i);
    let surprise = sum;
    if (sum > 0 && tailCount(sums) >= LEAST_SUMS) surprise = min(sum, tailSurprise(sums, sum, UNIFORM, UNIFORM));
    surprise = min(300, max(0, surprise - correction));
    let score = scoreOf(surprise);
    if (seconds != 0 && surprise >= ALERT_DECADES) {
      const time = at(seconds, i);
      if (<f64>i <= untilBin && time <= until && surprise < best + ESCALATION) score = 0.4999999;
      else {
        best = surprise;
        untilBin = <f64>i + max(LEAST_REFRACTORY, <f64>i / REFRACTORY_SHARE);
        until = time + MOST_REFRACTORY_SECONDS;
      }
    }
    store<f64>(out + ((<usize>i) << 3), score);
    store<f64>(surprises + ((<usize>i) << 3), surprise);
  }
}
