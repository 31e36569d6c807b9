/**
 * Questions for counts over a stretch of time, and their answers. They are asked of what was stored while reading, so that
 * any combination can be counted, at any width not below that of the stored cells, without reading the files again.
 */
import type { Level } from "./levels.ts";
import type { MeasureStatistic } from "./measure-statistics.ts";
import type { DurationMs, EpochMs, HexId } from "./units.ts";

/** Which events are counted; an absent part means any. */
export interface EventFilter {
  levels?: readonly (Level | null)[];
  /** values of one dimension are alternatives; different dimensions must all hold */
  dimensions?: readonly { name: string; value: string }[];
  templateIds?: readonly HexId[];
}

/** What becomes a row of its own. */
export type Split =
  | { by: "level" }
  | { by: "dimension"; name: string; values: readonly string[] }
  | { by: "template"; ids: readonly HexId[] };

export interface CountQuery {
  /** half-open; widened to whole bins */
  startMs: EpochMs;
  endMs: EpochMs;
  /** the width is the least round one at which no more bins are needed */
  mostBins: number;
  /**
   * Bins are as wide as `mostBins` of them in the stretch, not round, begin at its start, and nothing outside is counted: one
   * bin is the sum of the stretch. To whole stored cells, of a second where the log is not too long; counts only.
   */
  fromStart?: boolean;
  filter: EventFilter;
  /** absent: one row */
  split?: Split;
  /** the mean of this numeric column instead of counts; it has no filter and no split */
  measure?: string;
  /** what of the column's values; absent: the mean */
  statistic?: MeasureStatistic;
  /** whether what is expected of each bin is told too, by the bins before it; of one row */
  expected?: boolean;
}

/** What the past of a series lets expect of each bin; NaN where too little was seen. */
export interface Expected {
  mean: Float64Array;
  /** one standard deviation */
  deviation: Float64Array;
  /** a bin of this width alone would alert from here on */
  limit: Float64Array;
}

export interface Counts {
  /** a multiple of the width since 1970, unless bins were counted from the start */
  startMs: EpochMs;
  binMs: DurationMs;
  binCount: number;
  /**
   * Row by row, binCount each: by level code; or by the values or templates asked for, the last row being all others and none;
   * a measure's means are NaN where it has no value.
   */
  rows: Float64Array[];
  expected: Expected | null;
}
