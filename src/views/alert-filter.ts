/** Which alerts of a report are listed: by words, by kind of series, by what the user said of them; and in which order. */
import { markOf } from "../model/alert-marks.ts";
import type { Alert, Report } from "../model/report.ts";
import { type Finding, subjectOf } from "./facts.ts";

export const ALERT_KINDS = {
  all: "all series",
  events: "all events",
  level: "levels",
  template: "templates",
  measure: "numeric columns",
  difference: "comparison",
} as const;
export type AlertKind = keyof typeof ALERT_KINDS;

export const MARK_FILTERS = {
  all: "marked or not",
  open: "not marked yet",
  confirmed: "confirmed",
  dismissed: "expected or noise",
} as const;
export type MarkFilter = keyof typeof MARK_FILTERS;

export const ALERT_ORDERS = {
  score: "by score",
  severity: "by severity",
  time: "by time",
  length: "by length",
} as const;
export type AlertOrder = keyof typeof ALERT_ORDERS;

export interface AlertFilter {
  text: string;
  kind: AlertKind;
  mark: MarkFilter;
}

export const ALL_ALERTS: AlertFilter = { text: "", kind: "all", mark: "all" };

export function filterAlerts(report: Report, alerts: readonly Alert[], { text, kind, mark }: AlertFilter): Alert[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const marks = report.annotations.marks ?? [];
  return alerts.filter((alert) => {
    if (kind !== "all" && kindOf(alert.series) !== kind) return false;
    const verdict = markOf(alert, marks)?.verdict;
    if (mark === "open" && verdict !== undefined) return false;
    if (mark === "confirmed" && verdict !== "confirmed") return false;
    if (mark === "dismissed" && verdict !== "expected" && verdict !== "noise") return false;
    const said = `${subjectOf(report, alert)} ${alert.explanation} ${alert.detector}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

function kindOf(series: string): AlertKind | null {
  const kind = series.split(":")[0] as AlertKind;
  return kind in ALERT_KINDS ? kind : null;
}

/** @returns how severe an alert is; of reports from before this was told its score */
export function severityOf({ severity, score }: Alert): number {
  return severity ?? score;
}

/** Sorts in place: the most of what is asked for first, but time from its beginning. */
export function sortFindings(findings: Finding[], order: AlertOrder): Finding[] {
  const length = ({ startMs, endMs }: Finding) => endMs - startMs;
  const severity = ({ alerts }: Finding) => Math.max(...alerts.map(severityOf));
  if (order === "severity") return findings.sort((a, b) => severity(b) - severity(a) || a.startMs - b.startMs);
  if (order === "time") return findings.sort((a, b) => a.startMs - b.startMs);
  if (order === "length") return findings.sort((a, b) => length(b) - length(a) || a.startMs - b.startMs);
  return findings;
}
