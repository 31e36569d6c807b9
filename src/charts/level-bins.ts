/**
 * Events per bin and level over a span of time, as columns: what the time line draws and the readouts sum.
 * Built from a report's series, from counts asked of the cells, or from the provisional preview while reading. The same
 * form holds rows of other things than levels, such as the values of a dimension.
 *
 *   counts:  | level 0: bin 0 … bin n−1 | level 1: … | … | level 7: … |     row by level code, 0 is "no level"
 */
import type { Preview } from "../model/analysis.ts";
import type { Counts } from "../model/counts.ts";
import { LEVEL_CODE_COUNT, LEVELS, type Level, type LevelCode } from "../model/levels.ts";
import type { Report, Series } from "../model/report.ts";
import type { DurationMs, EpochMs } from "../model/units.ts";

export interface LevelBins {
  startMs: EpochMs;
  binMs: DurationMs;
  binCount: number;
  /** rows of binCount counts; of levels there are LEVEL_CODE_COUNT */
  counts: Float64Array;
}

/** A part of the time, half-open: [startMs, endMs). */
export interface TimeRange {
  startMs: EpochMs;
  endMs: EpochMs;
}

/** A level as the screen names it; "none" for events without one. */
export type LevelName = Level | "none";

/** Most severe first: the order of the stack from the base line up, of legends and of tables. */
const LEVEL_NAMES_BY_SEVERITY: readonly LevelName[] = [...LEVELS].reverse();

/** All names in that order, "none" last. */
export const ALL_LEVEL_NAMES: readonly LevelName[] = [...LEVEL_NAMES_BY_SEVERITY, "none"];

export function codeOfName(name: LevelName): LevelCode {
  return name === "none" ? 0 : LEVELS.indexOf(name) + 1;
}

/** @returns the bins of a report; null when it has no series of all events, i.e. no times */
export function levelBinsOfReport(report: Report): LevelBins | null {
  const all = report.series.find((series) => series.kind === "events");
  if (all === undefined || all.counts.length === 0 || !(all.binMs > 0)) return null;
  const binCount = all.counts.length;
  const counts = new Float64Array(LEVEL_CODE_COUNT * binCount);
  for (let i = 0; i < binCount; i++) counts[i] = all.counts[i] ?? 0;
  for (const series of report.series) {
    if (series.kind !== "level" || series.binMs !== all.binMs) continue;
    const code = LEVELS.indexOf(series.id.replace(/^level:/, "") as Level) + 1;
    if (code > 0) addLevel(counts, binCount, code, series, Math.round((series.startMs - all.startMs) / all.binMs));
  }
  return { startMs: all.startMs, binMs: all.binMs, binCount, counts };
}

/** Puts a level's counts in its row and takes them out of "no level". */
function addLevel(counts: Float64Array, binCount: number, code: LevelCode, series: Series, shift: number): void {
  for (let i = 0; i < series.counts.length; i++) {
    const bin = i + shift;
    if (bin < 0 || bin >= binCount) continue;
    const count = series.counts[i] ?? 0;
    counts[code * binCount + bin] = count;
    counts[bin] = Math.max(0, counts[bin]! - count);
  }
}

export function levelBinsOfPreview(preview: Preview): LevelBins {
  return {
    startMs: preview.startMs,
    binMs: preview.binMs,
    binCount: preview.binCount,
    counts: preview.countsByLevel,
  };
}

/** @returns rows of counts as one table */
export function binsOfCounts({ startMs, binMs, binCount, rows }: Counts): LevelBins {
  const counts = new Float64Array(rows.length * binCount);
  for (const [i, row] of rows.entries()) counts.set(row, i * binCount);
  return { startMs, binMs, binCount, counts };
}

export function spanOf(bins: LevelBins): TimeRange {
  return { startMs: bins.startMs, endMs: bins.startMs + bins.binCount * bins.binMs };
}

const S = 1000;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;

/** Widths that people think in. */
const ROUND_WIDTHS_MS: readonly DurationMs[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[S, 2 * S, 5 * S, 10 * S, 15 * S, 20 * S, 30 * S],
  ...[MIN, 2 * MIN, 5 * MIN, 10 * MIN, 15 * MIN, 20 * MIN, 30 * MIN],
  ...[H, 2 * H, 3 * H, 4 * H, 6 * H, 12 * H, D, 2 * D, 7 * D, 14 * D, 28 * D, 56 * D, 112 * D, 364 * D],
];

/** @returns a width of at least `leastMs` that is a whole number of bins, round unless that would be far too wide */
function joinedWidth(binMs: DurationMs, leastMs: DurationMs): DurationMs {
  if (leastMs <= binMs) return binMs;
  const round = ROUND_WIDTHS_MS.find((widthMs) => widthMs >= leastMs && widthMs % binMs === 0);
  const doubled = binMs * 2 ** Math.ceil(Math.log2(leastMs / binMs));
  return round !== undefined && round <= doubled * 1.5 ? round : doubled;
}

/**
 * Joins neighbouring bins until at most `maxBins` cover the range.
 *
 * @returns bins that cover the range, starting at a multiple of their width, so that panning does not reshuffle them
 */
export function regroup(bins: LevelBins, range: TimeRange, maxBins: number): LevelBins {
  const binMs = joinedWidth(bins.binMs, (range.endMs - range.startMs) / Math.max(1, maxBins));
  const startMs = Math.floor(range.startMs / binMs) * binMs;
  const binCount = Math.max(1, Math.ceil((range.endMs - startMs) / binMs));
  const rowCount = rowCountOf(bins);
  const counts = new Float64Array(rowCount * binCount);
  const first = Math.max(0, Math.floor((startMs - bins.startMs) / bins.binMs));
  const end = Math.min(bins.binCount, Math.ceil((startMs + binCount * binMs - bins.startMs) / bins.binMs));
  for (let i = first; i < end; i++) {
    const bin = Math.floor((bins.startMs + i * bins.binMs - startMs) / binMs);
    if (bin < 0 || bin >= binCount) continue;
    for (let row = 0; row < rowCount; row++) {
      const index = row * binCount + bin;
      counts[index] = counts[index]! + bins.counts[row * bins.binCount + i]!;
    }
  }
  return { startMs, binMs, binCount, counts };
}

function rowCountOf(bins: LevelBins): number {
  return Math.round(bins.counts.length / Math.max(1, bins.binCount));
}

/** @returns events a row within a range, by level code where rows are levels; a bin belongs to it when it starts in it */
export function sumByLevel(bins: LevelBins, range: TimeRange): Float64Array {
  const sums = new Float64Array(rowCountOf(bins));
  const first = Math.max(0, Math.ceil((range.startMs - bins.startMs) / bins.binMs));
  const end = Math.min(bins.binCount, Math.ceil((range.endMs - bins.startMs) / bins.binMs));
  for (let row = 0; row < sums.length; row++) {
    for (let i = first; i < end; i++) sums[row] = sums[row]! + bins.counts[row * bins.binCount + i]!;
  }
  return sums;
}

/** @param layers the rows that count; all when absent @returns all events of one bin */
export function totalOfBin(bins: LevelBins, bin: number, layers?: readonly { row: number }[]): number {
  let total = 0;
  if (layers !== undefined) {
    for (const { row } of layers) total += bins.counts[row * bins.binCount + bin]!;
    return total;
  }
  for (let at = bin; at < bins.counts.length; at += bins.binCount) total += bins.counts[at]!;
  return total;
}
