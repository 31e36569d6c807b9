/** Charts that a fresh analysis opens with, under the time line. */
import type { Report } from "../model/report.ts";

const MOST = 2;

/** @returns ids of series: the first numeric columns where events are nothing but numbers, so that counting them tells little */
export function firstCharts({ series, templates, totals }: Report): string[] {
  const isTold = totals.levels.none < totals.events || templates.some(({ wordless }) => !wordless);
  const measures = series.filter(({ kind }) => kind === "measure");
  return isTold ? [] : measures.slice(0, MOST).map(({ id }) => id);
}
