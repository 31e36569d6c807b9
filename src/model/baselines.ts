/**
 * What the files of a source teach of each hour of the week, kept for its later files. Of each file, or of several that were
 * joined, one `Baselines`; they are merged by adding up, in any order and grouping, to rounding. A file never counts twice,
 * nor for itself or an earlier one: only what ended before it began is handed on.
 */
import type { DurationMs, EpochMs } from "./units.ts";

/** Column by column, a value for each hour that was seen; Thursday 0:00 UTC is hour 0. */
export interface HourCells {
  /** id of the series, which means the same in every file */
  id: string;
  /** 0…167, ascending */
  hours: number[];
  /** bins with a value */
  values: number[];
  /** of counts of twice their root (Anscombe), of measures as they are; and the sum of squared differences from it */
  means: number[];
  squares: number[];
  /** how often the hour came */
  visits: number[];
}

export interface Baselines {
  /** cells are of bins of this width; for another one they tell how many events an hour has, not how these vary by bin */
  binMs: DurationMs;
  /** what was counted, by time */
  files: { firstMs: EpochMs; lastMs: EpochMs; events: number }[];
  series: HourCells[];
}

/** Hours of a week, and numbers a cell. */
export const HOURS = 168;
export const NUMBERS = 4;

/** @returns the cells as four numbers an hour, for all hours of the week */
export function denseCells({ hours, values, means, squares, visits }: HourCells): Float64Array {
  const dense = new Float64Array(HOURS * NUMBERS);
  hours.forEach((hour, i) => {
    dense.set([values[i] ?? 0, means[i] ?? 0, squares[i] ?? 0, visits[i] ?? 0], hour * NUMBERS);
  });
  return dense;
}
