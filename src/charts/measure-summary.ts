/** A numeric column in numbers and words: what its chart shows, for those who do not see it. */
import type { Series } from "../model/report.ts";
import type { EpochMs } from "../model/units.ts";
import type { TimeRange } from "./level-bins.ts";

export interface MeasureSummary {
  /** mean of the means of the bins */
  mean: number;
  least: number;
  largest: number;
  /** start of the bin with the largest mean */
  largestAtMs: EpochMs;
  /** bins without a value in the range */
  emptyBins: number;
}

/** @returns bins of the series that start in the range, as indexes [first, end) */
function binsIn(series: Series, range: TimeRange): { first: number; end: number } {
  const first = Math.max(0, Math.ceil((range.startMs - series.startMs) / series.binMs));
  const end = Math.min(series.counts.length, Math.ceil((range.endMs - series.startMs) / series.binMs));
  return { first, end: Math.max(first, end) };
}

/** @returns null when no bin in the range has a value */
export function summariseMeasure(series: Series, range: TimeRange): MeasureSummary | null {
  const { first, end } = binsIn(series, range);
  let sum = 0;
  let count = 0;
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  let largestAtMs = series.startMs;
  for (let bin = first; bin < end; bin++) {
    const value = series.counts[bin] ?? null;
    if (value === null) continue;
    sum += value;
    count++;
    least = Math.min(least, value);
    if (value > largest) {
      largest = value;
      largestAtMs = series.startMs + bin * series.binMs;
    }
  }
  return count === 0 ? null : { mean: sum / count, least, largest, largestAtMs, emptyBins: end - first - count };
}

/** Means of neighbouring bins, for a table that people can hear to its end. */
export interface MeasureRow {
  startMs: EpochMs;
  /** null where the bins have no value */
  mean: number | null;
}

/** @param most rows of the table */
export function measureRows(series: Series, range: TimeRange, most: number): MeasureRow[] {
  const { first, end } = binsIn(series, range);
  const joined = Math.max(1, Math.ceil((end - first) / most));
  const rows: MeasureRow[] = [];
  for (let bin = first; bin < end; bin += joined) {
    const values = series.counts.slice(bin, Math.min(end, bin + joined)).filter((value) => value !== null);
    const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    rows.push({ startMs: series.startMs + bin * series.binMs, mean });
  }
  return rows;
}
