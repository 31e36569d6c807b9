/** The files of --aggregates, --models, --features and --rhythms: what is told of a whole log beside its report. */
import { writeFileSync } from "node:fs";
import type { Report } from "../model/report.ts";
import { modelsOf } from "../pipeline/aggregates.ts";
import { RATE_IDS } from "../pipeline/series-of.ts";
import type { Studies } from "../pipeline/studies.ts";
import { aggregatesCsv, featuresCsv } from "../report/study-csv.ts";
import type { StudyOptions } from "./analyze-options.ts";
import { fromCallersFolder } from "./paths.ts";
import { TextFile } from "./text-file.ts";

/** Writes what was asked for. */
export function writeStudies(studies: Studies, report: Report, options: StudyOptions): void {
  const { aggregates, models, features, rhythms, period, names } = options;
  const series = options.series ?? usualSeries(report);
  if (aggregates !== null) writeRows(aggregates, aggregatesCsv(studies.aggregates(series, period)));
  if (models !== null) {
    const entries = (["day", "hour"] as const).map((by) => modelsOf(studies.aggregates(series, by), names));
    writeJson(models, Object.assign({}, ...entries));
  }
  if (features !== null) writeRows(features, featuresCsv(studies.features()));
  if (rhythms !== null) writeJson(rhythms, studies.rhythms(series));
}

/** All that a report shows but templates, of which there may be thousands; rates of the levels that there are. */
function usualSeries({ series, totals }: Report): string[] {
  const shown = series.filter(({ kind }) => kind !== "template" && kind !== "difference").map(({ id }) => id);
  return totals.levels.none === totals.events ? shown : [...shown, ...RATE_IDS];
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(fromCallersFolder(path), `${JSON.stringify(value, null, 1)}\n`);
}

function writeRows(path: string, rows: Iterable<string>): void {
  const out = new TextFile(fromCallersFolder(path));
  for (const row of rows) out.write(row);
  out.close();
}
