/** Series of a report as numbers, and which of them are looked at when nobody chose any. */
import type { Report, Series } from "./report.ts";

/** @returns a value a bin, NaN where there is none */
export function valuesOf(series: Series): Float64Array {
  return Float64Array.from(series.counts, (value) => value ?? Number.NaN);
}

/** @returns series that vary and have bins like those of all events, with those that alerts are of first; at most `most` */
export function seriesWorthComparing(report: Report, most: number): Series[] {
  const [all] = report.series;
  if (all === undefined) return [];
  const alerts = new Map<string, number>();
  for (const { series, score } of report.alerts) alerts.set(series, Math.max(score, alerts.get(series) ?? 0));
  const rank = (series: Series): number => {
    if (series.kind === "level" || series.kind === "events") return 3;
    if (series.kind === "measure") return 2;
    return alerts.get(series.id) ?? 0;
  };
  const chosen = report.series
    .filter((series) => series.binMs === all.binMs && series.counts.length === all.counts.length && varies(series))
    .map((series, place) => ({ series, place, rank: rank(series) }))
    .filter(({ rank: worth }) => worth > 0)
    .sort((a, b) => b.rank - a.rank || a.place - b.place)
    .slice(0, most);
  return chosen.sort((a, b) => a.place - b.place).map(({ series }) => series);
}

/** @returns the series that is looked at first: of a table without sentences its first numeric column, else all events */
export function seriesToBeginWith({ series, templates }: Report): Series | undefined {
  const measure = series.find(({ kind }) => kind === "measure");
  return templates.every(({ wordless }) => wordless) ? (measure ?? series[0]) : series[0];
}

function varies({ counts }: Series): boolean {
  let first: number | null = null;
  for (const value of counts) {
    if (value === null) continue;
    if (first !== null && value !== first) return true;
    first ??= value;
  }
  return false;
}
