/**
 * From the surprises of several questions about a measure to one score a bin.
 *
 * The surprises are the sides of a box, and its diagonal counts: what one question finds very odd alerts, and so does what
 * several find odd, while many that find a little add little. What questions have by chance is taken off for those that have
 * begun to answer, so that more questions raise no line, and one that needs days of past hides nothing before. In simulation
 * a plain sum gave more false alarms, the largest alone missed more. Then as with counts: the number of series is taken off,
 * and the line is lowered where there are few values a day.
 *
 * An exceedance silences those after it that are not much larger: a value that stays where it went is one fact.
 */

import { at, COLUMNS } from "./columns";
import { alertDecades, allowance, correctionAt, scoreOf } from "./combine";

/** no question counts for more decades: what it says beyond is not known so well */
const MOST_OF_ONE: f64 = 10;
/** what the square of a question's surprise is by chance, at the line: so the same line fits one question and fourteen */
const BY_CHANCE: f64 = 2.3;
const MOST_QUESTIONS: u32 = 16;
/** values hang together, so that the line allows one bin a day over it: about an alarm in ten days */
const BINS_OVER_A_DAY: f64 = 1;
/** within the refractory an alert must be so many decades above its start to speak again */
const ESCALATION: f64 = 2;
/** the refractory lasts a day, but no longer than an eighth of what was seen, and five bins at least */
const REFRACTORY_SHARE: f64 = 8;
const LEAST_REFRACTORY: f64 = 5;
const DAY_SECONDS: f64 = 86400;

/** u32 a question: whether it has answered yet; and how many have */
const answered = memory.data(4 * 16, 8);
let begun: u32 = 0;

/**
 * @param values f64 a bin: the series; NaN where it has none
 * @param columns of the questions, 16 at most, one after another, see columns.ts
 * @param active f64 a bin: series that have begun, ≥ 1; 0 for one
 * @param seconds f64 a bin: when it is
 * @param out f64 a bin: score 0…1, and behind it the decades that it stands for
 */
export function combineMeasures(
  values: usize,
  columns: usize,
  questions: u32,
  count: u32,
  active: usize,
  seconds: usize,
  out: usize,
): void {
  const block = ((<usize>count) << 3) * COLUMNS;
  const surprises = out + ((<usize>count) << 3);
  memory.fill(answered, 0, 4 * MOST_QUESTIONS);
  begun = 0;
  let until: f64 = -Infinity;
  let untilBin: f64 = -1;
  let best: f64 = 0;
  let seen: f64 = 0;
  let begin: f64 = NaN;
  for (let i: u32 = 0; i < count; i++) {
    const time = at(seconds, i);
    const value = at(values, i);
    if (value == value && time == time) {
      if (begin != begin) begin = time;
      seen++;
    }
    const surprise = max(0, diagonalAt(columns, block, questions, i) - inline.always(correctionAt(active, i)));
    const rated = surprise > 0 ? surprise + inline.always(allowance(seen, time - begin, BINS_OVER_A_DAY)) : 0;
    let score = rated > 0 ? scoreOf(rated) : 0;
    if (rated >= alertDecades) {
      if (<f64>i <= untilBin && time <= until && rated < best + ESCALATION) score = 0.4999999;
      else {
        best = rated;
        untilBin = <f64>i + max(LEAST_REFRACTORY, seen / REFRACTORY_SHARE);
        until = time + DAY_SECONDS;
      }
    }
    store<f64>(out + ((<usize>i) << 3), score);
    store<f64>(surprises + ((<usize>i) << 3), surprise);
  }
}

function diagonalAt(columns: usize, block: usize, questions: u32, i: u32): f64 {
  let sum: f64 = 0;
  for (let q: u32 = 0; q < questions; q++) {
    const surprise = min(MOST_OF_ONE, at(columns + block * q, i));
    if (!(surprise > 0)) continue;
    sum += surprise * surprise;
    const place = answered + (q << 2);
    begun += 1 - load<u32>(place);
    store<u32>(place, 1);
  }
  return begun == 0 ? 0 : Math.sqrt(max(0, sum - BY_CHANCE * <f64>(begun - 1)));
}
