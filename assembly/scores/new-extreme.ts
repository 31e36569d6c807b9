/**
 * New extreme: a value above all before it, or below all. How improbable that is tells the exponential end of the
 * largest distances from the middle on that side.
 * Source: Coles, An Introduction to Statistical Modeling of Extreme Values, ch. 4 (threshold excesses).
 */
import { at, isUsable, say } from "./columns";
import { clearTail, learn, likelySurprise } from "./tail";

/** values that must be seen before one can be extreme */
const MINIMUM_PAST: u32 = 50;
/** the least mean excess, in shares of the spread of all values before */
const LEAST_EXCESS: f64 = 0.2;
/** two sides are looked at */
const BOTH_SIDES: f64 = 0.3010299956639812;

const above = memory.data(32 + 8 * 256, 8);
const under = memory.data(32 + 8 * 256, 8);

/** @param out columns; expected is the extreme so far, deviation the spread of all values before */
export function scoreNewExtreme(values: usize, count: u32, out: usize): void {
  clearTail(above);
  clearTail(under);
  let seen: u32 = 0;
  let mean: f64 = 0;
  let squares: f64 = 0;
  let least: f64 = 0;
  let most: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    if (!isUsable(value)) {
      say(out, count, i, 0, value, NaN, NaN, 1);
      continue;
    }
    let surprise: f64 = 0;
    const spread = seen > 1 ? Math.sqrt(squares / <f64>(seen - 1)) : 0;
    const isHigh = value > most;
    if (seen >= MINIMUM_PAST && (isHigh || value < least)) {
      const floor = LEAST_EXCESS * spread + abs(mean) * 1e-6 + 1e-12;
      const distance = isHigh ? value - mean : mean - value;
      surprise = max(0, likelySurprise(isHigh ? above : under, distance, 1e-12, floor) - BOTH_SIDES);
    }
    say(out, count, i, surprise, value, isHigh ? most : least, spread, 1);
    seen++;
    const change = value - mean;
    mean += change / <f64>seen;
    squares += change * (value - mean);
    if (seen == 1) least = most = value;
    least = min(least, value);
    most = max(most, value);
    // distances from a middle that still moves: it settles long before anything can be extreme
    learn(above, max(0, value - mean));
    learn(under, max(0, mean - value));
  }
}
