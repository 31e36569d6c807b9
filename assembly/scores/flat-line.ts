/**
 * Flat line: a value that repeats for longer than it ever did. Where runs of equal values are usual the longest of them is
 * the measure; its tail is taken as Pareto of shape 3 beyond that run, which has a chance of one in a hundred itself.
 * Source: Feller, An Introduction to Probability Theory, vol. 1, §XIII.7 (success runs), for the question.
 */
import { at, isUsable, say } from "./columns";

/** runs that must have ended before one can be long */
const LEAST_RUNS: u32 = 50;
/** no shorter run is long */
const LEAST_LENGTH: u32 = 6;
/** a long run is more than so many times the longest before */
const TIMES: u32 = 2;
const LONGEST_DECADES: f64 = 2;
const SHAPE: f64 = 3;

/** @param out columns; observed is the value, expected the longest run before in bins, width the run's length */
export function scoreFlatLine(values: usize, count: u32, out: usize): void {
  let last: f64 = NaN;
  let run: u32 = 0;
  let runs: u32 = 0;
  let longest: u32 = 1;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    if (!isUsable(value)) {
      say(out, count, i, 0, value, NaN, NaN, 1);
      continue;
    }
    if (value == last) run++;
    else {
      if (run > 0) {
        runs++;
        longest = max(longest, run);
      }
      run = 1;
      last = value;
    }
    const isLong = runs >= LEAST_RUNS && run > max(LEAST_LENGTH, TIMES * longest);
    const surprise = isLong ? LONGEST_DECADES + SHAPE * Math.log10(<f64>run / <f64>longest) : 0;
    say(out, count, i, surprise, value, <f64>longest, NaN, <f64>run);
  }
}
