/**
 * Two sides of a log against each other: how they are told apart, and what comparing them found. A side is all events with
 * a value of a dimension (a build, a host, a file), or all of a span of time. Both are broken down by key.
 */
import type { DurationMs, EpochMs } from "./units.ts";

/** Half-open: [startMs, endMs). */
export interface TimeSpan {
  startMs: EpochMs;
  endMs: EpochMs;
}

export interface CompareSettings {
  /** the dimension whose values are compared; of no meaning with `ranges` */
  field: string;
  old: string;
  new: string;
  /** what the rows are: a dimension, else one of `COMPARE_KEYS`; null: the remaining dimension, else the template */
  key: string | null;
  /** spans of time instead of values; null is all the time outside of the other one */
  ranges?: { old: TimeSpan | null; new: TimeSpan };
  /** what is taken to be equal on both sides; absent: users */
  by?: CompareBasis;
  /** absent or null: the bins of the report */
  binMs?: DurationMs | null;
  /** absent: those of the detector `mean-threshold`, which then looks at nothing else */
  limits?: CompareLimits;
}

/**
 * `users`: as many users at all times on both sides, so that counts stand for themselves; spans of time by their length.
 * `totals`: a key is held against its share of all events of its side.
 */
export type CompareBasis = "users" | "totals";

/** Where the mean of trailing bins is an exceedance. */
export interface CompareLimits {
  threshold: number;
  /** bins in the mean; each is tried */
  trailing: number[];
  /** new − old, or (new + ½) / (old + ½) */
  mode: "difference" | "ratio";
}

/** Keys besides the dimensions. */
export const COMPARE_KEYS = ["template", "level"] as const;

/** The key of events without a value, and without a level. */
export const NO_VALUE_KEY = "(none)";
export const NO_LEVEL_KEY = "no level";

/** The field that stands in a comparison of spans of time. */
export const TIME_FIELD = "time";

/** The old side of all the time outside of the new one. */
export const REST = "rest";

export type Verdict = "regressed" | "improved" | "unchanged";

export interface ComparisonKey {
  key: string;
  old: number;
  new: number;
  /** new / (old × exposure); null when old is 0 */
  ratio: number | null;
  /** 95 % interval of the ratio; the upper end is null when old is 0 */
  ratioLow: number | null;
  ratioHigh: number | null;
  /** one-sided exact test of "new has more than is expected" */
  pValue: number;
  /** Benjamini–Hochberg over the keys */
  qValue: number;
  /** the same of "new has fewer" */
  pFewer: number;
  qFewer: number;
  verdict: Verdict;
}

/** What the verdicts take for granted. */
export interface CompareAssumption {
  by: CompareBasis;
  /** events expected on the new side for one on the old side */
  exposure: number;
  /** the same within one bin of each side */
  perBin: number;
  /** one sentence */
  text: string;
}

export interface Comparison {
  field: string;
  old: string;
  new: string;
  /** what the keys are: a dimension, else one of `COMPARE_KEYS` */
  keyedBy: string;
  /** the spans that were compared, of whole stored bins within the log; null for values of a dimension */
  ranges: { old: TimeSpan | null; new: TimeSpan } | null;
  assumption: CompareAssumption;
  /** keys that there are, and events of those that are not among `keys`: there is room for the commonest only */
  keyCount: number;
  eventsLeftOut: number;
  binMs: DurationMs;
  /** of the new side; spans of time are laid over each other at their starts */
  startMs: EpochMs;
  /** a row a key, in the order of `keys`; new − old × perBin a bin, null where one of the spans has ended */
  matrix: (number | null)[][];
  /** the same of the old side alone: events a bin, of "rest" their mean; empty in reports from before this was kept */
  oldCounts: number[][];
  keys: ComparisonKey[];
}

/** Windows over a limit that overlap or touch, of one key and one number of trailing bins. */
export interface CompareEpisode {
  key: string;
  trailing: number;
  startMs: EpochMs;
  endMs: EpochMs;
  /** start of the bin that the highest window ends with */
  peakMs: EpochMs;
  /** mean of that window */
  value: number;
  /** how many windows */
  exceedances: number;
}

/** All episodes of a comparison. */
export interface CompareEpisodes {
  count: number;
  /** windows in all of them */
  exceedances: number;
  /** those of the highest values, which come first */
  highest: CompareEpisode[];
}
