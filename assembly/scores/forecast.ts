/**
 * Forecast: a value against what a linear filter foretells from the four before it; the filter learns from each error, and
 * the tail of the errors is learned. Tells a step or a spike where neighbouring values hang together closely.
 * Source: Widrow & Hoff (1960), "Adaptive switching circuits", IRE WESCON; normalised by Nagumo & Noda (1967), IEEE
 * Transactions on Automatic Control 12(3).
 */
import { at, isUsable, say } from "./columns";
import { openStatistic, rate, usualSize } from "./statistic";

const ORDER: u32 = 4;
/** the filter begins with half of the last value */
const FIRST_WEIGHT: f64 = 0.5;
/** share of an error that is corrected */
const STEP: f64 = 0.02;
/** values over which the middle is remembered */
const MEMORY: f64 = 500;

/** what the filter sees, the newest first, and its weights */
const seenValues = memory.data(8 * 4, 8);
const weights = memory.data(8 * 4, 8);

/** @param out columns; expected what was foretold, deviation the usual error */
export function scoreForecast(values: usize, count: u32, out: usize): void {
  openStatistic();
  memory.fill(weights, 0, 8 * ORDER);
  store<f64>(weights, FIRST_WEIGHT);
  let seen: u32 = 0;
  let middle: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    if (!isUsable(value)) {
      say(out, count, i, 0, value, NaN, NaN, 1);
      continue;
    }
    if (seen == 0) middle = value;
    else middle += (at(seenValues, 0) - middle) / min(<f64>seen, MEMORY);
    if (seen > ORDER) {
      let foretold = middle;
      let power: f64 = 0;
      for (let j: u32 = 0; j < ORDER; j++) {
        const x = at(seenValues, j) - middle;
        foretold += at(weights, j) * x;
        power += x * x;
      }
      const error = value - foretold;
      const usual = usualSize();
      say(out, count, i, rate(abs(error), abs(value)), value, foretold, usual, 1);
      if (power > 0)
        for (let j: u32 = 0; j < ORDER; j++) {
          const place = weights + ((<usize>j) << 3);
          store<f64>(place, load<f64>(place) + (STEP * error * (at(seenValues, j) - middle)) / power);
        }
    } else say(out, count, i, 0, value, NaN, NaN, 1);
    memory.copy(seenValues + 8, seenValues, 8 * (ORDER - 1));
    store<f64>(seenValues, value);
    seen++;
  }
}
