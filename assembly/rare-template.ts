/**
 * Rare templates: a template that comes in few episodes, or comes for the first time. Episodes are counted, not lines, and
 * one that is still going on does not count, so that it cannot make itself usual. The chance that a bin holds a template
 * of k episodes in n bins is (k + ½) / (n + 1); that it is as severe as it is, is what share of the events was; each
 * further line of the episode adds a little.
 * Source: Jeffreys' prior of a Poisson rate, as in mean-threshold.ts.
 */
import { at, isUsable, say } from "./columns";
import { clearTail, learn, tailCount, tailSurpriseBeyond } from "./tail";

/** bins that must be seen before anything can be rare */
const MINIMUM_PAST: u32 = 120;
/** what a further line adds, in decades, and all of them together */
const A_LINE: f64 = 0.3;
const MOST_BY_LINES: f64 = 1.5;
/** what severity adds at most: a template that is known to be severe is no more surprising for it */
const MOST_BY_SEVERITY: f64 = 1.5;
/** one bin in so many may truly hold something rare: it teaches nothing about how often rarity is nothing special */
const CONTAMINATION: f64 = 200;
const UNIFORM: f64 = Math.LOG10E;
const LEAST_BINS: f64 = 100;

const rarities = memory.data(24 + 8 * 256, 8);

/**
 * @param severe f64 a bin: how surprising the template's level is, in decades; 0 when it has none
 * @param lag bins without an event after which an episode is over
 * @param out columns; observed the lines of the episode so far, expected the episodes before, width 1
 */
export function scoreRareTemplate(values: usize, severe: usize, count: u32, lag: u32, out: usize): void {
  let episodes: f64 = 0;
  let lines: f64 = 0;
  let quiet: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const value = isUsable(raw) && raw > 0 ? raw : 0;
    let surprise: f64 = 0;
    if (value == 0) {
      quiet++;
      if (lines > 0 && quiet > lag) {
        episodes++;
        lines = 0;
      }
    } else {
      quiet = 0;
      lines += value;
      if (i >= MINIMUM_PAST) {
        surprise = max(0, -Math.log10((episodes + 0.5) / (<f64>i + 1)));
        if (severe != 0) surprise += min(MOST_BY_SEVERITY, at(severe, i));
        surprise += min(MOST_BY_LINES, A_LINE * (lines - 1));
      }
    }
    say(out, count, i, surprise, lines, episodes, NaN, 1);
  }
}

/**
 * How surprising it is that an event is at least as severe as some level: −log10 of the share that was, in the bins
 * before.
 *
 * @param atLeast f64 a bin: events of that level or a more severe one @param all f64 a bin: all events
 */
export function severities(atLeast: usize, all: usize, count: u32, out: usize): void {
  let severe: f64 = 0;
  let total: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    store<f64>(out + ((<usize>i) << 3), total < 100 ? 0 : max(0, -Math.log10((severe + 1) / (total + 2))));
    const s = at(atLeast, i);
    const n = at(all, i);
    severe += isUsable(s) ? s : 0;
    total += isUsable(n) ? n : 0;
  }
}

/**
 * In a log that says something new all the time, rarity is nothing special: decades to take off, learned from the rarest
 * of each bin before.
 *
 * @param most f64 a bin: largest surprise of all templates @param out f64 a bin: decades ≥ 0
 */
export function tameRarity(most: usize, count: u32, out: usize): void {
  clearTail(rarities);
  for (let i: u32 = 0; i < count; i++) {
    const value = at(most, i);
    let excess: f64 = 0;
    if (value > 0 && tailCount(rarities) >= LEAST_BINS)
      excess = max(0, value - tailSurpriseBeyond(rarities, value, UNIFORM, 1 / CONTAMINATION));
    store<f64>(out + ((<usize>i) << 3), excess);
    learn(rarities, value);
  }
}
