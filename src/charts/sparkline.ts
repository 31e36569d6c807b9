/** Small bar pictures of a series, as the `d` of one SVG path: no axes, one height a bin group, gaps stay empty. */
import type { Series } from "../model/report.ts";
import type { TimeRange } from "./level-bins.ts";

/**
 * @param columns how many bars the width is cut into
 * @returns sums of the series over `columns` equal parts of the range
 */
export function sparkColumns(series: Series, range: TimeRange, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  const spanMs = range.endMs - range.startMs;
  if (!(spanMs > 0)) return sums;
  for (let i = 0; i < series.counts.length; i++) {
    const count = series.counts[i];
    if (count === null || count === undefined || count === 0) continue;
    const column = Math.floor(((series.startMs + (i + 0.5) * series.binMs - range.startMs) / spanMs) * columns);
    if (column >= 0 && column < columns) sums[column] = sums[column]! + count;
  }
  return sums;
}

/** @returns path data in a box of `columns` × `height` units, bars from the bottom; a bar is at least one unit high */
export function sparkPath(columns: Float64Array, height: number): string {
  let largest = 0;
  for (const value of columns) largest = Math.max(largest, value);
  if (largest === 0) return "";
  let path = "";
  for (let i = 0; i < columns.length; i++) {
    const value = columns[i]!;
    if (value <= 0) continue;
    const bar = Math.max(1, (value / largest) * height);
    path += `M${i} ${height}v${-bar.toFixed(2)}h.8V${height}z`;
  }
  return path.replaceAll("v--", "v");
}

/** @returns the picture in words: where the most happened, as a share of the range */
export function sparkSummary(columns: Float64Array): string {
  let peak = -1;
  let used = 0;
  for (let i = 0; i < columns.length; i++) {
    if (columns[i]! > 0) used++;
    if (columns[i]! > 0 && (peak < 0 || columns[i]! > columns[peak]!)) peak = i;
  }
  if (peak < 0) return "none in this range";
  const where = peak < columns.length / 3 ? "early" : peak < (2 * columns.length) / 3 ? "midway" : "late";
  return used <= columns.length / 4 ? `in few places, most ${where}` : `throughout, most ${where}`;
}
