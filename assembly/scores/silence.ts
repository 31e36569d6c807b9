/**
 * Silence: events that should have come and did not. A gap is measured in the events that were to be expected in it; for
 * a Poisson process such gaps are exponential with mean 1, for a regular one shorter, for one that comes in bursts
 * longer: their tail is learned from the gaps that ended.
 * Source: Ross, Introduction to Probability Models, §5.3 (waiting times).
 */
import { at, isUsable, say } from "./columns";
import { clearTail, learn, tailCount, waitSurprise } from "./tail";

/** bins over which the usual rate is remembered */
const MEMORY: f64 = 240;
/** gaps, and bins, that must be seen before one can be long */
const LEAST_GAPS: f64 = 20;
const LEAST_BINS: u32 = 60;

const gaps = memory.data(32 + 8 * 256, 8);

/**
 * @param exposure f64 a bin, ≥ 0; 0 for none
 * @param out columns; observed 0, expected the events that are missing, width the length of the gap in bins
 */
export function scoreSilence(values: usize, exposure: usize, count: u32, out: usize): void {
  clearTail(gaps);
  let events: f64 = 0;
  let exposed: f64 = 0;
  let gapExposed: f64 = 0;
  let missing: f64 = 0;
  let width: u32 = 0;
  const keep = 1 - 1 / MEMORY;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const value = isUsable(raw) && raw > 0 ? raw : 0;
    const given = exposure == 0 ? 1 : at(exposure, i);
    const e = isUsable(given) && given > 0 ? given : 0;
    let surprise: f64 = 0;
    if (value == 0) {
      // the rate is that of before the gap
      gapExposed += e;
      missing = exposed > 0 ? (events / exposed) * gapExposed : 0;
      width++;
      if (tailCount(gaps) >= LEAST_GAPS && i >= LEAST_BINS) surprise = waitSurprise(gaps, missing);
    } else {
      learn(gaps, missing);
      // the gap belongs to the past now
      const decay = Math.exp(Math.log(keep) * (<f64>width + 1));
      events = events * decay + value;
      exposed = exposed * decay + gapExposed + e;
      gapExposed = missing = 0;
      width = 0;
    }
    say(out, count, i, surprise, 0, missing, Math.sqrt(missing), <f64>max(1, width));
  }
}
