/** What is compared with what: which facets and spans of time make each side, in which bins, and what is taken to be equal. */
import { TimberlineError } from "../model/analysis.ts";
import { type CompareSettings, REST, TIME_FIELD, type TimeSpan } from "../model/comparison.ts";
import { type Bins, chooseBins, niceSeconds, UTMOST_BINS } from "./binning.ts";
import type { Grouping } from "./grouping.ts";

/** Of whole stored bins, seconds since 1970, half-open. */
export interface Span {
  startSecond: number;
  endSecond: number;
}

export interface Side {
  name: string;
  /** by facet: whether its events may be in it; null: all may */
  facets: readonly boolean[] | null;
  /** ascending; of "rest" what lies before and behind */
  spans: readonly Span[];
}

/** Bins of a comparison: those of the new side, from its start. */
export interface CompareBins {
  binSeconds: number;
  binMs: number;
  startMs: number;
  count: number;
  /** so many first bins are those of both sides */
  comparable: number;
}

export interface Sides {
  field: string;
  old: Side;
  new: Side;
  bins: CompareBins;
  /** null when the sides are values of a dimension */
  ranges: { old: TimeSpan | null; new: TimeSpan } | null;
}

/** When the log is, and how finely it was counted. */
export interface Extent {
  firstMs: number;
  lastMs: number;
  /** counts are stored in bins of 2^shift seconds */
  shift: number;
  /** the bins of the report */
  bins: Bins;
}

/** bins of spans of time when no width is asked for, at most */
const MOST_SPAN_BINS = 200;

/** @throws TimberlineError "invalid" when a side has no place in the log */
export function sidesOf(compare: CompareSettings, grouping: Grouping, extent: Extent): Sides {
  return compare.ranges ? spansOfTime(compare, compare.ranges, extent) : valuesOf(compare, grouping, extent);
}

function valuesOf(compare: CompareSettings, { names, valuesOf: values }: Grouping, extent: Extent): Sides {
  const { firstMs, lastMs, shift } = extent;
  const dimension = names.dimensions.indexOf(compare.field);
  if (dimension < 0)
    throw new TimberlineError({
      code: "invalid",
      message: `There is no dimension "${compare.field}" to compare; there are: ${names.dimensions.join(", ") || "none"}.`,
    });
  const bins = compare.binMs ? chooseBins(firstMs, lastMs, compare.binMs, shift) : extent.bins;
  const { binSeconds, binMs, startMs, count, first } = bins;
  const span = { startSecond: first * binSeconds, endSecond: (first + count) * binSeconds };
  const side = (value: string): Side => ({
    name: `${compare.field} = ${value}`,
    facets: values.map((each) => each[dimension] === value),
    spans: [span],
  });
  return {
    field: compare.field,
    old: side(compare.old),
    new: side(compare.new),
    bins: { binSeconds, binMs, startMs, count, comparable: count },
    ranges: null,
  };
}

function spansOfTime(
  compare: CompareSettings,
  ranges: NonNullable<CompareSettings["ranges"]>,
  { firstMs, lastMs, shift }: Extent,
): Sides {
  const stored = 2 ** shift;
  const down = (ms: number) => Math.floor(ms / 1000 / stored) * stored;
  const whole: Span = { startSecond: down(firstMs), endSecond: down(lastMs) + stored };
  const clip = ({ startMs, endMs }: TimeSpan): Span => ({
    startSecond: Math.max(whole.startSecond, down(startMs)),
    endSecond: Math.min(whole.endSecond, Math.ceil(endMs / 1000 / stored) * stored),
  });
  const fresh = clip(ranges.new);
  const old = ranges.old ? [clip(ranges.old)] : outside(fresh, whole);
  if (ranges.old) partAt(ranges.old, old[0]!, ranges.new, fresh);
  const newSeconds = lengthOf([fresh]);
  const oldSeconds = lengthOf(old);
  if (newSeconds <= 0 || oldSeconds <= 0)
    throw new TimberlineError({
      code: "invalid",
      message: `The ${newSeconds <= 0 ? "new" : "old"} range holds nothing of the log's time.`,
    });
  const [first] = old as [Span];
  if (ranges.old && first.startSecond < fresh.endSecond && fresh.startSecond < first.endSecond)
    throw new TimberlineError({ code: "invalid", message: "The two ranges overlap: an event would be on both sides." });
  const longest = ranges.old ? Math.max(newSeconds, oldSeconds) : newSeconds;
  const shortest = ranges.old ? Math.min(newSeconds, oldSeconds) : newSeconds;
  const wanted = compare.binMs ? Math.round(compare.binMs / 1000) : niceSeconds(longest, MOST_SPAN_BINS);
  const binSeconds = Math.ceil(Math.max(1, wanted, longest / UTMOST_BINS) / stored) * stored;
  const bins: CompareBins = {
    binSeconds,
    binMs: binSeconds * 1000,
    startMs: fresh.startSecond * 1000,
    count: Math.ceil(longest / binSeconds),
    // where one ends within a bin, the two are not of one length
    comparable: longest === shortest ? Math.ceil(longest / binSeconds) : Math.floor(shortest / binSeconds),
  };
  return {
    field: TIME_FIELD,
    old: { name: compare.old, facets: null, spans: old },
    new: { name: compare.new, facets: null, spans: [fresh] },
    bins,
    ranges: { old: ranges.old ? spanOf(first) : null, new: spanOf(fresh) },
  };
}

/** A stored bin that both of two spans of time touch, which share no moment, belongs to the later one. */
function partAt(old: TimeSpan, oldSpan: Span, fresh: TimeSpan, freshSpan: Span): void {
  if (old.endMs <= fresh.startMs) oldSpan.endSecond = Math.min(oldSpan.endSecond, freshSpan.startSecond);
  if (fresh.endMs <= old.startMs) freshSpan.endSecond = Math.min(freshSpan.endSecond, oldSpan.startSecond);
}

function outside(span: Span, whole: Span): Span[] {
  const before = { startSecond: whole.startSecond, endSecond: span.startSecond };
  const behind = { startSecond: span.endSecond, endSecond: whole.endSecond };
  return [before, behind].filter(({ startSecond, endSecond }) => endSecond > startSecond);
}

function spanOf({ startSecond, endSecond }: Span): TimeSpan {
  return { startMs: startSecond * 1000, endMs: endSecond * 1000 };
}

/** Seconds of all spans. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { startSecond, endSecond }) => sum + endSecond - startSecond, 0);
}

/** The settings as the report keeps them: sides that are spans of time are named by them. */
export function withNamedSpans(compare: CompareSettings): CompareSettings {
  if (!compare.ranges) return compare;
  const { old, new: fresh } = compare.ranges;
  return { ...compare, field: TIME_FIELD, old: old ? spanName(old) : REST, new: spanName(fresh) };
}

/** As ISO 8601 writes an interval. */
function spanName({ startMs, endMs }: TimeSpan): string {
  return `${new Date(startMs).toISOString()}/${new Date(endMs).toISOString()}`;
}
