/** What a report offers to compare: its dimensions with their values, widths of bins, and a first proposal. */
import {
  type CompareLimits,
  type CompareSettings,
  type Comparison,
  TIME_FIELD,
  type TimeSpan,
} from "../model/comparison.ts";
import type { Report } from "../model/report.ts";
import type { DurationMs } from "../model/units.ts";
import { levelBinsOfReport, spanOf, type TimeRange } from "./level-bins.ts";

export interface Dimension {
  name: string;
  /** in natural order, with their events; the commonest only, where there are many */
  values: { value: string; count: number }[];
}

const S = 1000;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;
/** widths that are offered */
const WIDTHS_MS: readonly DurationMs[] = [
  ...[1, 2, 5, 10, 15, 20, 30, 50].map((n) => n * S),
  ...[1, 2, 5, 10, 15, 20, 30].map((n) => n * MIN),
  ...[1, 2, 3, 6, 12].map((n) => n * H),
  ...[1, 7].map((n) => n * D),
];
/** a first picture has about so many bins */
const FIRST_BINS = 120;
const MOST_BINS = 2000;
const FIRST_TRAILING = [10, 20];

/** @returns the dimensions of a report, by the series it has of them */
export function dimensionsOf({ series }: Report): Dimension[] {
  const found = new Map<string, Dimension>();
  for (const { kind, id, label, counts } of series) {
    if (kind !== "dimension") continue;
    // "name=value" and "name value" differ where the name ends
    let end = 0;
    while (end < id.length && id[end] === label[end]) end++;
    const name = id.slice(0, end);
    const dimension = found.get(name) ?? { name, values: [] };
    found.set(name, dimension);
    const count = counts.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    if (count > 0) dimension.values.push({ value: id.slice(end + 1), count });
  }
  const natural = new Intl.Collator("en", { numeric: true });
  for (const { values } of found.values()) values.sort((a, b) => natural.compare(a.value, b.value));
  return [...found.values()];
}

/** @returns the span of a report's events; null when none has a time */
export function spanOfReport(report: Report): TimeRange | null {
  const bins = levelBinsOfReport(report);
  return bins && spanOf(bins);
}

/** @returns widths that make a picture of a span: between a few bins and as many as can be told apart */
export function widthsFor(spanMs: DurationMs): DurationMs[] {
  const fitting = WIDTHS_MS.filter((width) => spanMs / width >= 4 && spanMs / width <= MOST_BINS);
  return fitting.length > 0 ? fitting : [Math.max(S, Math.ceil(spanMs / FIRST_BINS / S) * S)];
}

/** @returns the width of a first picture */
export function firstWidth(spanMs: DurationMs): DurationMs {
  const widths = widthsFor(spanMs);
  return widths.find((width) => spanMs / width <= FIRST_BINS) ?? widths.at(-1)!;
}

/** @returns what to compare first: the last two values of the dimension with the fewest, files before others; null without */
export function proposalFor(report: Report): CompareSettings | null {
  const span = spanOfReport(report);
  const { fileDimension } = report.source.plan;
  const several = dimensionsOf(report).filter(({ values }) => values.length >= 2);
  const chosen =
    several.find(({ name }) => name === fileDimension) ??
    [...several].sort((a, b) => a.values.length - b.values.length)[0];
  if (chosen === undefined || span === null) return null;
  const [old, fresh] = chosen.values.slice(-2).map(({ value }) => value) as [string, string];
  return { field: chosen.name, old, new: fresh, key: null, binMs: firstWidth(span.endMs - span.startMs) };
}

/** @returns the question what differs between two spans of time */
export function rangesAsked(old: TimeSpan, fresh: TimeSpan): CompareSettings {
  const binMs = firstWidth(Math.max(old.endMs - old.startMs, fresh.endMs - fresh.startMs));
  return { field: TIME_FIELD, old: "", new: "", key: null, ranges: { old, new: fresh }, binMs };
}

/**
 * Four deviations of what chance alone gives the busiest key, in the mean of the fewest trailing bins: a limit that is
 * passed by what stands out, to begin with.
 */
export function firstLimits({ keys, matrix, assumption }: Comparison): CompareLimits {
  const bins = matrix[0]?.length ?? 1;
  const trailing = FIRST_TRAILING.filter((length) => length * 4 <= bins);
  const lengths = trailing.length > 0 ? trailing : [1];
  const busiest = keys.reduce((most, { old, new: fresh }) => Math.max(most, old * assumption.perBin + fresh), 0);
  const deviation = Math.sqrt(busiest / Math.max(1, bins) / Math.min(...lengths));
  return { threshold: Math.max(0.1, Number((4 * deviation).toPrecision(2))), trailing: lengths, mode: "difference" };
}
