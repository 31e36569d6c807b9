/**
 * The life of a template over a whole file: when it came and went, in how many episodes, and what is to be said of it. All
 * rules are here. Time is measured in events of the whole log, not on the clock: an hour in which nothing was logged says
 * nothing, and a template that comes with every request is no more usual by night than by day.
 *
 * - **new**: first seen after at least a twentieth of all events, where it would have been expected before: at its rate since
 *   then, none before has a chance below 1 in 1000. **vanished** is the mirror of it.
 *   The chance is a Poisson tail; events that come in clumps count as fewer, by their dispersion over 20 equal parts of the
 *   time since (quasi-likelihood: Wedderburn 1974, Biometrika 61), and the one that the time begins with does not count. So one
 *   burst is never new; it is bursty, or rare.
 * - **rare**: at most 3 episodes, in at most 3 of 100 windows, and neither new nor vanished.
 * - **bursty**: at least 20 events, half of them in the busiest 5 of 100 windows of its life, and at least twice as unevenly
 *   spread as chance would have it.
 * - An **episode** ends where 5 bins pass that hold events but none of its own.
 */
import type { TemplateLife, TemplateStatus } from "../model/report.ts";

const WINDOWS = 100;
const PARTS = 20;
const EPISODE_GAP_BINS = 5;
/** share of all events that must lie before the first or behind the last */
const LEAST_OUTSIDE = 0.05;
/** −ln of the chance that none came by chance: 1 in 1000 */
const MOST_UNLIKELY = 6.907755278982137;
const MOST_RARE_EPISODES = 3;
const MOST_RARE_WINDOWS = 3;
/** a log of fewer windows is too short for anything to be rare */
const LEAST_WINDOWS = 50;
const LEAST_BURSTY = 20;
const BUSIEST_WINDOWS = 5;
const LEAST_BUSIEST_SHARE = 0.5;
const LEAST_DISPERSION = 2;

/** All events of a log by bin, and how many came before each. */
export interface Exposure {
  events: Float64Array;
  /** one more than bins; the last is all */
  before: Float64Array;
}

export function exposureOf(events: Float64Array): Exposure {
  const before = new Float64Array(events.length + 1);
  events.forEach((count, i) => {
    before[i + 1] = (before[i] as number) + count;
  });
  return { events, before };
}

/**
 * @param values events of the template a bin, whole numbers ≥ 0, at most those of the log
 * @param first bin of its first event @param last bin of its last
 */
export function lifeOf(
  values: Float64Array,
  exposure: Exposure,
  first: number,
  last: number,
): { life: TemplateLife; status: TemplateStatus[] } {
  const { events, before } = exposure;
  const end = events.length;
  const all = before[end] as number;
  const count = sum(values, first, last + 1);
  const earlier = before[first] as number;
  const later = all - (before[last + 1] as number);
  const since = all - earlier;
  const until = all - later;
  const windows = windowsOf(values, exposure, 0, end, first, last, WINDOWS);
  const life: TemplateLife = {
    episodes: episodesOf(values, events, first, last),
    before: earlier / all,
    after: later / all,
    expectedBefore: (count * earlier) / since,
    expectedAfter: (count * later) / until,
    busiest: 0,
    busiestOf: 0,
    windows: windows.own.filter((own) => own > 0).length,
    windowCount: windows.own.length,
  };
  const isNew =
    life.before >= LEAST_OUTSIDE &&
    (independent(values, exposure, first, end, first, last, count) * earlier) / since > MOST_UNLIKELY;
  const isVanished =
    life.after >= LEAST_OUTSIDE &&
    (independent(values, exposure, 0, last + 1, first, last, count) * later) / until > MOST_UNLIKELY;
  const isRare =
    !isNew &&
    !isVanished &&
    life.windowCount >= LEAST_WINDOWS &&
    life.episodes <= MOST_RARE_EPISODES &&
    life.windows <= MOST_RARE_WINDOWS;
  const lived =
    isNew || isVanished
      ? windowsOf(values, exposure, isNew ? first : 0, isVanished ? last + 1 : end, first, last, WINDOWS)
      : windows;
  Object.assign(life, busiestOf(lived, count));
  const isBursty =
    count >= LEAST_BURSTY &&
    lived.own.length >= LEAST_WINDOWS &&
    life.busiest >= LEAST_BUSIEST_SHARE &&
    dispersionOf(lived, count) >= LEAST_DISPERSION;
  const status: TemplateStatus[] = [];
  if (isNew) status.push("new");
  if (isVanished) status.push("vanished");
  if (isRare) status.push("rare");
  if (isBursty) status.push("bursty");
  return { life, status };
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += values[i] as number;
  return total;
}

function episodesOf(values: Float64Array, events: Float64Array, first: number, last: number): number {
  let episodes = 1;
  let without = 0;
  for (let i = first + 1; i <= last; i++) {
    if ((values[i] as number) > 0) {
      if (without >= EPISODE_GAP_BINS) episodes++;
      without = 0;
    } else if ((events[i] as number) > 0) without++;
  }
  return episodes;
}

/** Events of the template and of all, window by window; only windows with events. */
interface Windows {
  own: number[];
  all: number[];
}

/** Cuts bins [from, to) into windows of about equal numbers of events; a bin is never cut. */
function windowsOf(
  values: Float64Array,
  { events, before }: Exposure,
  from: number,
  to: number,
  first: number,
  last: number,
  most: number,
): Windows {
  const start = before[from] as number;
  const total = (before[to] as number) - start;
  const own: number[] = [];
  const all: number[] = [];
  let open = -1;
  for (let i = from; i < to; i++) {
    const count = events[i] as number;
    if (count === 0) continue;
    const window = Math.floor((most * ((before[i] as number) - start + count / 2)) / total);
    if (window !== open) {
      own.push(0);
      all.push(0);
      open = window;
    }
    const at = own.length - 1;
    all[at] = (all[at] as number) + count;
    if (i >= first && i <= last) own[at] = (own[at] as number) + (values[i] as number);
  }
  return { own, all };
}

/** How unevenly events are spread over windows: 1 as by chance (Pearson's χ² by its degrees of freedom). */
function dispersionOf({ own, all }: Windows, count: number): number {
  if (own.length < 2) return count;
  const total = all.reduce((a, b) => a + b, 0);
  let chi = 0;
  own.forEach((seen, i) => {
    const expected = (count * (all[i] as number)) / total;
    chi += (seen - expected) ** 2 / expected;
  });
  return chi / (own.length - 1);
}

/** How many events that do not hang together the template has in bins [from, to), besides the one that begins or ends them. */
function independent(
  values: Float64Array,
  exposure: Exposure,
  from: number,
  to: number,
  first: number,
  last: number,
  count: number,
): number {
  const dispersion = dispersionOf(windowsOf(values, exposure, from, to, first, last, PARTS), count);
  return count / Math.max(1, dispersion) - 1;
}

/** The windows where the template's share of all events is largest: what part of its events they hold, and of all. */
function busiestOf({ own, all }: Windows, count: number): Pick<TemplateLife, "busiest" | "busiestOf"> {
  const order = own.map((_, i) => i).sort((a, b) => share(b) - share(a) || a - b);
  function share(i: number): number {
    return (own[i] as number) / (all[i] as number);
  }
  const chosen = order.slice(0, BUSIEST_WINDOWS).filter((i) => (own[i] as number) > 0);
  const total = all.reduce((a, b) => a + b, 0);
  return {
    busiest: chosen.reduce((sum, i) => sum + (own[i] as number), 0) / count,
    busiestOf: chosen.reduce((sum, i) => sum + (all[i] as number), 0) / total,
  };
}
