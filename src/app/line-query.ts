/** Turns a selection into the question for raw lines, and answers it from a report's evidence where there is no file. */
import type { LineKind, LineQuery, LineRow } from "../model/analysis.ts";
import { fieldNames } from "../model/field-names.ts";
import { LEVELS, type Level } from "../model/levels.ts";
import { allOf, type FilterMistake, type LineFilter, parseLineFilter } from "../model/line-filter.ts";
import type { Alert, Report } from "../model/report.ts";
import type { Selection } from "./state.ts";

/** @returns the query of a selection without its page: all parts of the selection must hold */
export function lineQueryOf(report: Report, selection: Selection): Omit<LineQuery, "limit" | "after"> {
  const query: Omit<LineQuery, "limit" | "after"> = {};
  if (selection.rangeMs !== null) {
    query.startMs = selection.rangeMs.startMs;
    query.endMs = selection.rangeMs.endMs;
  }
  if (selection.templateId !== null) query.templateIds = [selection.templateId];
  if (selection.levels.length > 0) query.levels = selection.levels;
  if (selection.dimensions.length > 0) query.dimensions = selection.dimensions;
  const alert = report.alerts.find(({ id }) => id === selection.alertId);
  if (alert !== undefined) narrowToAlert(query, report, alert);
  return query;
}

/**
 * @returns which lines a selection means, null for all; or what is wrong with its text, then without it
 */
export function lineFilterOf(
  report: Report,
  selection: Selection,
): { filter: LineFilter | null; mistake: FilterMistake | null } {
  const { startMs, endMs, levels, templateIds, dimensions = [] } = lineQueryOf(report, selection);
  const parsed = parseLineFilter(selection.text, fieldNames(report.source.plan).dimensions);
  const names = [...new Set(dimensions.map(({ name }) => name))];
  const filter = allOf([
    startMs === undefined && endMs === undefined
      ? null
      : { kind: "time", startMs: startMs ?? null, endMs: endMs ?? null },
    levels ? { kind: "level", levels } : null,
    templateIds ? { kind: "template", ids: templateIds } : null,
    // values of one dimension are alternatives
    ...names.map((name) => anyOf(dimensions.filter((one) => one.name === name))),
    "filter" in parsed ? parsed.filter : null,
  ]);
  return { filter, mistake: "mistake" in parsed ? parsed.mistake : null };
}

function anyOf(values: readonly { name: string; value: string }[]): LineFilter {
  const of = values.map((one): LineFilter => ({ kind: "dimension", ...one }));
  return of.length === 1 ? (of[0] as LineFilter) : { kind: "or", of };
}

function narrowToAlert(query: Omit<LineQuery, "limit" | "after">, report: Report, alert: Alert): void {
  query.startMs = Math.max(query.startMs ?? alert.startMs, alert.startMs);
  query.endMs = Math.min(query.endMs ?? alert.endMs, alert.endMs);
  const series = report.series.find(({ id }) => id === alert.series);
  const level = /^level:(.+)$/.exec(alert.series)?.[1];
  const template = /^template:(.+)$/.exec(alert.series)?.[1];
  const dimension = series?.kind === "dimension" ? /^([^=]+)=(.*)$/s.exec(alert.series) : null;
  if (level === "none") query.levels ??= [null];
  else if (level !== undefined && (LEVELS as readonly string[]).includes(level)) query.levels ??= [level as Level];
  else if (template !== undefined) query.templateIds ??= [template];
  else if (dimension !== null) query.dimensions ??= [{ name: dimension[1]!, value: dimension[2]! }];
}

/** @returns the evidence kept in a report for a selection, as rows, in the order of the files and lines */
export function evidenceRows(report: Report, selection: Selection): LineRow[] {
  const { rangeMs } = selection;
  const alerts = report.alerts.filter(
    (alert) =>
      (selection.alertId === null || alert.id === selection.alertId) &&
      (selection.templateId === null || alert.series === `template:${selection.templateId}`) &&
      (selection.levels.length === 0 ||
        selection.levels.some((level) => alert.series === `level:${level ?? "none"}`)) &&
      (rangeMs === null || (alert.endMs > rangeMs.startMs && alert.startMs < rangeMs.endMs)),
  );
  const rows = new Map<string, LineRow>();
  for (const alert of alerts) {
    const level = /^level:(.+)$/.exec(alert.series)?.[1] as Level | undefined;
    const templateId = /^template:(.+)$/.exec(alert.series)?.[1] ?? null;
    for (const evidence of alert.evidence) {
      const file = report.source.files.findIndex(({ name }) => name === evidence.file);
      const kind: LineKind = "event";
      rows.set(`${file}:${evidence.byteOffset}`, {
        file: Math.max(0, file),
        line: evidence.line,
        byteOffset: evidence.byteOffset,
        text: evidence.text,
        truncated: false,
        kind,
        timeMs: null,
        level: level !== undefined && LEVELS.includes(level) ? level : null,
        templateId,
      });
    }
  }
  return [...rows.values()].sort((a, b) => a.file - b.file || a.byteOffset - b.byteOffset);
}
