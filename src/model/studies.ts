/**
 * What is asked of a whole log beside its report, and the answers: rhythm by hour of the day and day of the week, aggregates by
 * calendar period, histograms, window features. Plain, cloneable data.
 */
import type { DurationMs, EpochMs } from "./units.ts";

/** One hour of the week, of the day, or one weekday; of counts a value is the events of an hour, of a column its mean. */
export interface RhythmCell {
  /** hours seen */
  hours: number;
  /** null when none was seen */
  mean: number | null;
  deviation: number | null;
}

/** A claim that a series prefers an hour of the day or a weekday, with the test behind it. */
export interface Preference {
  series: string;
  by: "hour" | "weekday";
  /** hour 0…23, or weekday 0…6 from Monday */
  index: number;
  /** hours seen there, and those of them above the median of all hours */
  hours: number;
  high: number;
  /** of all hours seen, how many are above the median */
  allHours: number;
  allHigh: number;
  /** share of the events that fall there; of a column null */
  share: number | null;
  /** Fisher's exact test of `high` or more, one-sided; source: Mood (1950), the median test */
  pValue: number;
  /** Benjamini–Hochberg over all hours and weekdays of all series asked about */
  qValue: number;
}

/** An hour unlike others of its hour of the week, or of the day where the week was seen too seldom. */
export interface RhythmBreak {
  startMs: EpochMs;
  endMs: EpochMs;
  value: number;
  /** of the other hours of its kind */
  expected: number;
  deviation: number;
  /** deviations away; of counts between square roots, as their spread grows with them */
  distance: number;
  /** how many others it was compared with */
  others: number;
}

export interface Rhythm {
  series: string;
  /** by hour of the week, Monday 0:00 local first; 168 */
  week: RhythmCell[];
  /** by hour of the day; 24 */
  day: RhythmCell[];
  /** by weekday from Monday; 7 */
  weekdays: RhythmCell[];
  /** the most certain first; only those with a qValue below 0.05 */
  preferences: Preference[];
  /** the furthest away first, at most 20, at least 4 deviations */
  breaks: RhythmBreak[];
  /** the KPSS statistic over hours: above 0.463 the level moves (5 %); null for too few hours */
  kpss: number | null;
  stationary: boolean | null;
}

export interface RhythmAnswer {
  rhythms: Rhythm[];
  /** of what kind hours are: as written in the log, or of the zone */
  timeZone: string;
  /** hours that were seen as a whole */
  hours: number;
  /** why there is nothing to say, in a sentence; null when there is */
  lacking: string | null;
}

export const PERIODS = ["minute", "hour", "day", "week", "month", "season"] as const;
export type Period = (typeof PERIODS)[number];

/** A series by calendar period; statistics are of its values a base bin. */
export interface Aggregate {
  series: string;
  /** local calendar: "2026-11-28T13:05", "2026-11-28T13", "2026-11-28", "2026-W48", "2026-11", "2026-autumn" */
  period: string;
  startMs: EpochMs;
  endMs: EpochMs;
  /** events; of a column its values */
  count: number;
  mean: number | null;
  deviation: number | null;
  min: number | null;
  max: number | null;
  p95: number | null;
}

export interface Aggregates {
  period: Period;
  /** width of the bins that the statistics are of */
  baseMs: DurationMs;
  rows: Aggregate[];
}

/** Values of a numeric column between two edges, the lower one among them; of negative ones the upper one. */
export interface HistogramBucket {
  from: number;
  to: number;
  count: number;
}

/** Numbers a window, for models elsewhere; a value a window each, NaN where there is none. */
export interface WindowFeatures {
  startMs: EpochMs;
  binMs: DurationMs;
  features: { name: string; values: Float64Array }[];
}

export type StudyQuestion =
  /** series by their ids; those that the log does not have are left out */
  | { kind: "rhythms"; series: readonly string[] }
  | { kind: "aggregates"; series: readonly string[]; period: Period }
  | { kind: "histogram"; measure: string; fromMs: EpochMs; toMs: EpochMs }
  | { kind: "features" }
  | { kind: "values"; dimension: string };

interface StudyAnswers {
  rhythms: RhythmAnswer;
  aggregates: Aggregates;
  histogram: HistogramBucket[];
  /** null when no event has a time */
  features: WindowFeatures | null;
  /** all that were counted by name, with their events; the commonest first, empty where there is no such dimension */
  values: { value: string; count: number }[];
}
export type StudyAnswer<Kind extends StudyQuestion["kind"] = StudyQuestion["kind"]> = StudyAnswers[Kind];
