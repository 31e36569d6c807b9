/** A series in numbers and words: what its chart shows, for those who do not see it. */
import type { EpochMs } from "../model/units.ts";
import type { LevelBins, TimeRange } from "./level-bins.ts";

export interface MeasureSummary {
  /** mean of the values of the bins */
  mean: number;
  least: number;
  largest: number;
  /** start of the bin with the largest value */
  largestAtMs: EpochMs;
  /** bins without a value in the range */
  emptyBins: number;
}

/** @returns bins of the first row that start in the range, as indexes [first, end) */
function binsIn(bins: LevelBins, range: TimeRange): { first: number; end: number } {
  const first = Math.max(0, Math.ceil((range.startMs - bins.startMs) / bins.binMs));
  const end = Math.min(bins.binCount, Math.ceil((range.endMs - bins.startMs) / bins.binMs));
  return { first, end: Math.max(first, end) };
}

/** @returns null when no bin in the range has a value */
export function summariseMeasure(bins: LevelBins, range: TimeRange): MeasureSummary | null {
  const { first, end } = binsIn(bins, range);
  let sum = 0;
  let count = 0;
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  let largestAtMs = bins.startMs;
  for (let bin = first; bin < end; bin++) {
    const value = bins.counts[bin]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
    least = Math.min(least, value);
    if (value > largest) {
      largest = value;
      largestAtMs = bins.startMs + bin * bins.binMs;
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
export function measureRows(bins: LevelBins, range: TimeRange, most: number): MeasureRow[] {
  const { first, end } = binsIn(bins, range);
  const joined = Math.max(1, Math.ceil((end - first) / most));
  const rows: MeasureRow[] = [];
  for (let bin = first; bin < end; bin += joined) {
    const values = bins.counts.slice(bin, Math.min(end, bin + joined)).filter((value) => !Number.isNaN(value));
    const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    rows.push({ startMs: bins.startMs + bin * bins.binMs, mean });
  }
  return rows;
}
