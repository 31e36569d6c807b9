/** Why an alert is one, in plain words with numbers and units. */
import { DETECTOR_LABELS } from "../model/detector-labels.ts";
import type { Scene, Tested } from "./detect.ts";
import type { TemplateDrift } from "./detector-settings.ts";
import type { Episode, Excess } from "./exceedances.ts";
import { type HoursSeen, hoursSeen } from "./hours-seen.ts";
import type { Course } from "./severity.ts";
import { chance, counted, duration, lasting, number } from "./words.ts";

/** beyond so many deviations a past without any is meant */
const FLAT = 1e5;
/** longest part of a template that a sentence quotes */
const QUOTE_LENGTH = 90;
/** a detector that adds fewer decades is not named */
const NAMED_DECADES = 0.5;

/**
 * What was seen when, what was expected and from what, how improbable that is, and which detectors add how much: "142
 * error events between …; 9.3 ± 3.4 expected from the 30 min before. Chance 1 in 10¹². `…` accounts for 90 % of the excess."
 */
export function explain(
  scene: Scene,
  series: Tested,
  episode: Episode,
  course: Course,
  all: readonly Tested[],
): string {
  const { peak } = episode;
  const lasted = courseSentence(scene, episode, course);
  if (peak.detector.name === "template-drift")
    return joined([driftSentence(scene, peak, all), howUnlikely(peak), lasted]);
  const what = series.kind === "measure" ? measureSentence(scene, series, peak) : countSentence(scene, series, peak);
  return joined([
    what,
    howUnlikely(peak),
    parts(peak),
    share(scene, series, peak, all),
    lasted,
    leftOut(scene, series),
  ]);
}

function joined(sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** For how long, how much of that over the line, and whether it is over; "" for one bin that was over when the log ended. */
function courseSentence({ bins }: Scene, { startMs, endMs, peak }: Episode, course: Course): string {
  const { severity, binsOver, ongoing } = course;
  const spanned = Math.round((endMs - startMs) / bins.binMs);
  if (spanned < 2) return ongoing ? "The log ends before it was over." : "";
  const over = binsOver < spanned ? `, over the line in ${number(binsOver)} of ${counted(spanned, "bin")}` : "";
  const said = (value: number) => value.toFixed(2);
  const rise = said(severity) === said(peak.score) ? "" : `; severity ${said(severity)}, as it lasted`;
  return ongoing
    ? `For ${lasting(endMs - startMs)} so far${over}${rise}: the log ends before it was over.`
    : `It lasted ${lasting(endMs - startMs)}${over}${rise}.`;
}

function countSentence({ bins, clock }: Scene, series: Tested, peak: Excess): string {
  const quote = series.kind === "template" ? ` of \`${shorten(series.label)}\`` : "";
  const when = clock.range(peak.startMs, peak.endMs);
  const width = duration(peak.trailing * bins.binMs);
  switch (peak.detector.name) {
    case "silence":
      return `No ${series.noun}s${quote} ${when}, for ${width}; ${number(peak.expected)} expected in that time.`;
    case "vanished-template":
      return `No ${series.noun}${quote} ${when}, for ${width}; ${number(peak.expected)} expected in that time.`;
    case "rare-template": {
      const before = Math.round(peak.expected * binsUntil(bins.startMs, bins.binMs, peak.endMs));
      const past = before === 0 ? "it had never come before" : `it had come ${times(before)} before`;
      return `${counted(peak.observed, series.noun)}${quote} ${when}; ${past}, in ${duration(peak.endMs - bins.binMs - bins.startMs)}.`;
    }
    default: {
      const less = peak.observed < peak.expected;
      const seen = peak.observed === 0 ? `No ${series.noun}s` : counted(peak.observed, series.noun);
      const expected = `${number(peak.expected)} ± ${number(peak.deviation)} expected ${fromWhat(peak, bins, series)}`;
      return `${less && peak.observed > 0 ? `Only ${seen}` : seen}${quote} ${when}; ${expected}.`;
    }
  }
}

/** How unlike the mix of templates is, and which one's share changed most. */
function driftSentence({ bins, clock }: Scene, { detector, startMs, endMs, ...peak }: Excess, all: readonly Tested[]) {
  const { before } = detector as TemplateDrift;
  const from = Math.round((startMs - bins.startMs) / bins.binMs);
  const to = Math.round((endMs - bins.startMs) / bins.binMs);
  const events = all.find(({ kind }) => kind === "events")?.values ?? new Float64Array();
  const share = (values: Float64Array, first: number, end: number) =>
    sum(values, first, end) / Math.max(1, sum(events, first, end));
  let most = { label: "", now: 0, earlier: 0 };
  for (const { kind, label, values } of all) {
    if (kind !== "template") continue;
    const [now, earlier] = [share(values, from, to), share(values, from - before, from)];
    if (Math.abs(Math.sqrt(now) - Math.sqrt(earlier)) > Math.abs(Math.sqrt(most.now) - Math.sqrt(most.earlier)))
      most = { label, now, earlier };
  }
  const percent = (part: number) => number(Math.round(part * 1000) / 10);
  return (
    `The mix of templates ${clock.range(startMs, endMs)} is unlike that of the ${duration(before * bins.binMs)} before: ` +
    `likeness ${number(peak.observed)}, ${number(peak.expected)} is usual. ` +
    `\`${shorten(most.label)}\` has ${percent(most.now)} % of the events, ${percent(most.earlier)} % before.`
  );
}

function binsUntil(startMs: number, binMs: number, endMs: number): number {
  return Math.round((endMs - startMs) / binMs);
}

function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${number(count)} times`;
}

function measureSentence({ clock, bins }: Scene, series: Tested, peak: Excess): string {
  const { observed, expected, deviation, startMs, endMs } = peak;
  const when = clock.range(startMs, endMs);
  switch (peak.detector.name) {
    case "new-extreme":
      return `The ${series.label} was ${number(observed)} ${when}, ${observed > expected ? "above" : "below"} all before it: the ${observed > expected ? "highest" : "lowest"} had been ${number(expected)}.`;
    case "level-shift":
      return `The ${series.label} was ${number(observed)} on average over ${peak.trailing} values ${when}; ${number(expected)} ± ${number(deviation)} before.`;
    case "trend":
      return `The ${series.label} ${observed > 0 ? "rose" : "fell"} by ${number(Math.abs(observed))} over ${peak.trailing} values ${when}.`;
    case "nearest-neighbour":
      return `The course of the ${series.label} ${when} is unlike any before: ${number(observed)} away from the most similar one, ${number(expected)} is usual.`;
    case "forecast":
      return `The ${series.label} was ${number(observed)} ${when}; the values just before foretold ${number(expected)}, ${number(deviation)} off is usual.`;
    case "spread":
      return `The ${series.label} swung ${observed > expected ? "more" : "less"} over ${peak.trailing} values ${when} than before: ${number(observed / expected)} times as far from its middle.`;
    case "calm":
      return `The ${series.label} was smoother over ${peak.trailing} values ${when} than it had been: steps of ${number(observed)} between values, ${number(expected)} are usual.`;
    case "flat-line":
      return `The ${series.label} was ${number(observed)} ${peak.trailing} times in a row ${when}; ${number(expected)} had been the longest run.`;
    case "fixed-limits":
      return `The ${series.label} was ${number(observed)} ${when}; the limit is ${number(peak.threshold)}.`;
    default: {
      const away = Math.abs(observed - expected) / deviation;
      const what = `The ${series.label} was ${number(observed)} ${when};`;
      if (away > FLAT) return `${what} it had been flat at ${number(expected)} before.`;
      return `${what} ${number(expected)} ± ${number(deviation)} expected ${fromWhat(peak, bins, series)}, ${number(away)} deviations away.`;
    }
  }
}

/** "at this hour of the week (11 weeks seen, 10 of them from earlier files)" */
function hoursSentence({ unit, seen, earlier }: HoursSeen): string {
  const where = { week: "at this hour of the week", day: "at this hour of the day", hour: "at any hour" }[unit];
  const from =
    earlier === 0
      ? ""
      : earlier === seen
        ? ", all from earlier files"
        : `, ${number(earlier)} of them from earlier files`;
  return `${where} (${counted(seen, unit)} seen${from})`;
}

/** Where an expectation comes from. */
function fromWhat({ detector, trailing, startMs, byHours }: Excess, bins: Scene["bins"], series: Tested): string {
  const { binMs, startMs: firstMs } = bins;
  switch (detector.name) {
    case "mean-threshold": {
      const whole = Math.max(detector.baseline, trailing * 8) * binMs;
      return `from the ${duration(Math.max(binMs, Math.min(whole, startMs - firstMs)))} before${byHours ? " and the hours of earlier files" : ""}`;
    }
    case "ema-bands":
      return `by the moving average over ${detector.period} bins of ${duration(binMs)}`;
    case "time-of-day":
      return "at this time of day";
    case "hour-of-week":
      return hoursSentence(hoursSeen(bins, series, startMs + (trailing - 1) * bins.binMs));
    default:
      return "from what was before";
  }
}

function howUnlikely({ detector, observed, expected, deviation, threshold, surprise }: Excess): string {
  if (surprise !== null) return `Chance ${chance(surprise)}.`;
  if (detector.name !== "ema-bands") return `The limit is ${number(threshold)}.`;
  if (!(deviation > 0) || Math.abs(observed - expected) / deviation > FLAT) return "";
  return `That is ${number(Math.abs(observed - expected) / deviation)} deviations away, the limit is ${number(detector.k)}.`;
}

/** Which detectors add how many decades, when there are several. */
function parts({ shares }: Excess): string {
  const named = shares.filter(({ surprise }) => surprise >= NAMED_DECADES);
  if (named.length < 2) return "";
  const each = named.map(({ detector, surprise }) => `${DETECTOR_LABELS[detector.name]} ${number(surprise)}`);
  return `Decades by detector: ${each.join(", ")}.`;
}

/** The template that adds most to what is more than expected; "" when none has a good share or the series is one. */
function share({ bins }: Scene, series: Tested, peak: Excess, all: readonly Tested[]): string {
  if (series.kind === "template" || series.kind === "measure" || peak.observed <= peak.expected) return "";
  const from = Math.round((peak.startMs - bins.startMs) / bins.binMs);
  const to = Math.round((peak.endMs - bins.startMs) / bins.binMs);
  let best: { label: string; count: number } | null = null;
  for (const one of all) {
    if (one.kind !== "template" || (series.kind === "level" && one.level !== series.label)) continue;
    const count = sum(one.values, from, to) - (sum(one.values, from - 20, from) * (to - from)) / 20;
    if (count > (best?.count ?? 0)) best = { label: one.label, count };
  }
  const excess = peak.observed - peak.expected;
  if (!best || best.count < excess * 0.3) return "";
  return `\`${shorten(best.label)}\` accounts for ${number(Math.min(100, Math.round((100 * best.count) / excess)))} % of the excess.`;
}

/** That what the user marked as noise does not count; "" when nothing is, or the series is of other things. */
function leftOut({ grouping }: Scene, { kind }: Tested): string {
  const isBroad = kind === "events" || kind === "level";
  return isBroad && grouping.templates.some(({ noise }) => noise) ? "Templates marked as noise are left out." : "";
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++) total += values[i] ?? 0;
  return total;
}

function shorten(text: string): string {
  return text.length <= QUOTE_LENGTH ? text : `${text.slice(0, QUOTE_LENGTH)}…`;
}
