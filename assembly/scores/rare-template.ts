/**
 * Rare templates: a template that comes in few episodes, or comes for the first time. Episodes are counted, not lines, and
 * one that is still going on does not count, so that it cannot make itself usual. The chance that a bin with events holds a
 * template of k episodes in n such bins is (k + ½) / (n + 1), in all of them or in those since its first: in a log that
 * sleeps, that anything happens is not the template's doing. Where few bins have events the line is lowered as in
 * combine.ts. That it is as
 * severe as it is, is what share of the events was; each further line of the episode adds a little.
 * Source: Jeffreys' prior of a Poisson rate, as in mean-threshold.ts.
 */
import { at, isUsable, say } from "./columns";
import { alertDecades, allowance, FALSE_ALARM_DAYS } from "./combine";
import { clearTail, learn, reachedBy } from "./tail";

/** bins that must be seen before anything can be rare */
const MINIMUM_PAST: u32 = 120;
/** what a further line adds, in decades, and all of them together */
const A_LINE: f64 = 0.3;
const MOST_BY_LINES: f64 = 1;
/** what severity adds at most: that a line is of a rare sentence and severe is less likely than either, but not by all of both */
const MOST_BY_SEVERITY: f64 = 1.5;
/** one bin in so many may hold something rare, and so many bins at least */
const MOST_RARE: f64 = 200;
const LEAST_RARE: f64 = 3;

const rarities = memory.data(32 + 8 * 256, 8);

/**
 * @param severe f64 a bin: how surprising the template's level is, in decades; 0 when it has none
 * @param events f64 a bin: all events @param seconds f64 a bin: when it is
 * @param lag bins that an episode lasts from its first event; what comes later is another
 * @param out columns; observed the lines of the episode so far, expected the episodes before, width 1
 */
export function scoreRareTemplate(
  values: usize,
  severe: usize,
  events: usize,
  seconds: usize,
  count: u32,
  lag: u32,
  out: usize,
): void {
  let episodes: f64 = 0;
  let lines: f64 = 0;
  let begun: u32 = 0;
  let first: f64 = 0;
  /** bins before this one that have events */
  let active: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const value = isUsable(raw) && raw > 0 ? raw : 0;
    if (lines > 0 && i >= begun + lag) {
      episodes++;
      lines = 0;
    }
    let surprise: f64 = 0;
    if (value > 0) {
      if (lines == 0) begun = i;
      if (lines == 0 && episodes == 0) first = active;
      lines += value;
      if (i >= MINIMUM_PAST) {
        let chance = (episodes + 0.5) / (active + 1);
        // before its first time it did not exist
        if (episodes > 0) chance = max(chance, (episodes + 0.5) / (active - first + 1));
        surprise = max(0, -Math.log10(chance));
        if (severe != 0) surprise += min(MOST_BY_SEVERITY, at(severe, i));
        surprise += min(MOST_BY_LINES, A_LINE * (lines - 1));
        surprise += allowance(active, at(seconds, i) - at(seconds, 0), FALSE_ALARM_DAYS);
      }
    }
    say(out, count, i, surprise, lines, episodes, NaN, 1);
    const all = at(events, i);
    if (isUsable(all) && all > 0) active++;
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
 * In a log that says something new all the time, rarity is nothing special: what a two-hundredth of the bins before
 * reached must be exceeded.
 *
 * @param most f64 a bin: largest surprise of all templates
 * @param out f64 a bin: decades to take off, ≥ 0: how far what was often reached lies above the alert line
 */
export function tameRarity(most: usize, count: u32, out: usize): void {
  clearTail(rarities);
  for (let i: u32 = 0; i < count; i++) {
    const usual = reachedBy(rarities, max(LEAST_RARE, <f64>i / MOST_RARE));
    store<f64>(out + ((<usize>i) << 3), max(0, usual - alertDecades));
    learn(rarities, at(most, i));
  }
}
