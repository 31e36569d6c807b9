/**
 * Vanished templates: one that came again and again and does not come any more. A wait for it is measured in time and in the
 * events of the whole log meanwhile, each in units of its mean wait so far, and is as surprising as the less surprising of
 * both: a log that sleeps loses no template. The tails of both are learned from the waits that ended.
 * Source: Ross, Introduction to Probability Models, §5.3 (waiting times); Pickands (1975) for the tails.
 */
import { at, isUsable, say } from "./columns";
import { clearTail, learn, likelySurprise } from "./tail";

/** waits that must have ended before one can be long */
const LEAST_WAITS: f64 = 20;
/** mean excess that is expected before it is learned: waits of a Poisson process, in units of their mean */
const PRIOR: f64 = 1;
/** mean excess at least: no template is a clock */
const LEAST: f64 = 0.1;

const byTime = memory.data(32 + 8 * 256, 8);
const byEvents = memory.data(32 + 8 * 256, 8);

/**
 * @param values f64 a bin: the template's events
 * @param events f64 a bin: all events
 * @param out columns; observed 0, expected how often it would have come by now, width bins since it came last
 */
export function scoreVanished(values: usize, events: usize, count: u32, out: usize): void {
  clearTail(byTime);
  clearTail(byEvents);
  let bins: f64 = 0;
  let passed: f64 = 0;
  let totalBins: f64 = 0;
  let totalPassed: f64 = 0;
  let waits: f64 = 0;
  let hasCome = false;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const all = at(events, i);
    bins++;
    passed += isUsable(all) && all > 0 ? all : 0;
    let surprise: f64 = 0;
    let expected: f64 = 0;
    if (isUsable(raw) && raw > 0) {
      if (hasCome) {
        waits++;
        totalBins += bins;
        totalPassed += passed;
        learn(byTime, (bins * waits) / totalBins);
        learn(byEvents, (passed * waits) / totalPassed);
      }
      hasCome = true;
      bins = passed = 0;
    } else if (waits >= LEAST_WAITS) {
      const inTime = (bins * waits) / totalBins;
      const inEvents = (passed * waits) / totalPassed;
      expected = min(inTime, inEvents);
      // a wait that is no longer than usual needs no tail
      if (expected > 1)
        surprise = min(likelySurprise(byTime, inTime, PRIOR, LEAST), likelySurprise(byEvents, inEvents, PRIOR, LEAST));
    }
    say(out, count, i, surprise, 0, expected, Math.sqrt(expected), max<f64>(1, bins));
  }
}
