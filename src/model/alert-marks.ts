/**
 * What the user says of alerts, and how good the detectors are on this log by it. Marks name a series and a time, not an alert,
 * so that they hold after another scoring.
 */
import type { Alert, AlertMark, AlertVerdict, Report } from "./report.ts";

export const VERDICTS: readonly AlertVerdict[] = ["confirmed", "expected", "noise"];

type Span = Pick<AlertMark, "series" | "startMs" | "endMs">;

function touch(a: Span, b: Span): boolean {
  return a.series === b.series && a.startMs < b.endMs && b.startMs < a.endMs;
}

/** @returns the mark that holds for an alert: the latest of those that touch it */
export function markOf(alert: Alert, marks: readonly AlertMark[]): AlertMark | null {
  return marks.findLast((mark) => touch(mark, alert)) ?? null;
}

/** @returns the marks with one for this alert instead of those that touched it; null takes them away */
export function withMark(
  marks: readonly AlertMark[],
  { series, startMs, endMs }: Alert,
  said: { verdict: AlertVerdict; note: string } | null,
): AlertMark[] {
  const others = marks.filter((mark) => !touch(mark, { series, startMs, endMs }));
  return said === null ? others : [...others, { series, startMs, endMs, ...said }];
}

export interface ErrorAnalysis {
  confirmed: number;
  /** expected or noise: alerts that should not have been */
  dismissed: number;
  unmarked: number;
  /** confirmed in another scoring, or named by the user, and not found in this one */
  missed: number;
  /** confirmed of all marked; null when none is */
  precision: number | null;
  /** found of all that are known to be real; null when none is */
  recall: number | null;
}

/** Counts of an alert are those of its mark; a confirmed time without an alert is missed. */
export function errorAnalysis({ alerts, annotations }: Pick<Report, "alerts" | "annotations">): ErrorAnalysis {
  const marks = annotations.marks ?? [];
  const verdicts = alerts.map((alert) => markOf(alert, marks)?.verdict ?? null);
  const confirmed = verdicts.filter((verdict) => verdict === "confirmed").length;
  const dismissed = verdicts.filter((verdict) => verdict === "expected" || verdict === "noise").length;
  const missed = marks.filter(
    (mark) => mark.verdict === "confirmed" && !alerts.some((alert) => touch(mark, alert)),
  ).length;
  return {
    confirmed,
    dismissed,
    unmarked: alerts.length - confirmed - dismissed,
    missed,
    precision: confirmed + dismissed === 0 ? null : confirmed / (confirmed + dismissed),
    recall: confirmed + missed === 0 ? null : confirmed / (confirmed + missed),
  };
}
