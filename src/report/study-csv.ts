/** Aggregates and window features as CSV (RFC 4180), line by line, each with its line end. */
import { isoTime } from "../model/iso-time.ts";
import type { Aggregates, WindowFeatures } from "../model/studies.ts";

const AGGREGATE_COLUMNS = ["count", "mean", "deviation", "min", "max", "p95"] as const;

/** A row a series and period; a number that there is not is empty. */
export function* aggregatesCsv({ rows }: Aggregates): Generator<string> {
  yield `series,period,start,end,${AGGREGATE_COLUMNS.join(",")}\n`;
  for (const row of rows) {
    const numbers = AGGREGATE_COLUMNS.map((name) => row[name] ?? "");
    yield `${quoted(row.series)},${row.period},${isoTime(row.startMs)},${isoTime(row.endMs)},${numbers.join(",")}\n`;
  }
}

/** A row a window. @param found null: a log without times, of which there is only the header */
export function* featuresCsv(found: WindowFeatures | null): Generator<string> {
  yield `${["start", ...(found?.features ?? []).map(({ name }) => quoted(name))].join(",")}\n`;
  const windows = found?.features[0]?.values.length ?? 0;
  for (let i = 0; found && i < windows; i++) {
    const numbers = found.features.map(({ values }) => (Number.isNaN(values[i]) ? "" : values[i]));
    yield `${isoTime(found.startMs + i * found.binMs)},${numbers.join(",")}\n`;
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
