/** The alerts of a report as the time line draws them: spans behind the bars, and those of the lane. Derived once. */
import type { LaneSpan } from "../charts/alert-lane.ts";
import { countOf, formatNumber } from "../charts/format.ts";
import type { TimeRange } from "../charts/level-bins.ts";
import type { ChartSpan } from "../charts/plot-ranges.ts";
import type { ZoneClock } from "../charts/zone-clock.ts";
import { windowOf } from "../model/alert-window.ts";
import type { Alert, Report } from "../model/report.ts";
import { type Finding, factsOf, findingsOf, subjectOf } from "./facts.ts";

export class TimeLineAlerts {
  private of: { alerts: Report["alerts"]; clock: ZoneClock } | null = null;
  private findings: Finding[] = [];
  private joined: TimeRange[] = [];
  /** without a selected one */
  private lane: LaneSpan[] = [];
  private chosen: { alertId: string | null; spans: LaneSpan[] } | null = null;

  /** The time that any alert covers, and the selected alert. */
  spans(report: Report, alertId: string | null): ChartSpan[] {
    this.follow(report);
    // those just outside what is seen too: they come into sight while the range is moved
    const spans: ChartSpan[] = this.joined.map((span) => ({ ...span, selected: false }));
    const chosen = report.alerts.find(({ id }) => id === alertId);
    return chosen === undefined ? spans : [...spans, ...selectedSpans(chosen)];
  }

  /** One span an incident, its alerts within; one an alert of none. Those that did not change are the same objects. */
  laneSpans(report: Report, alertId: string | null): readonly LaneSpan[] {
    this.follow(report);
    if (this.chosen?.alertId !== alertId) {
      const at = alertId === null ? -1 : this.findings.findIndex(({ alerts }) => holds(alerts, alertId));
      const spans = at < 0 ? this.lane : this.lane.with(at, this.laneSpan(report, this.findings[at]!, alertId));
      this.chosen = { alertId, spans };
    }
    return this.chosen.spans;
  }

  /** @returns the alert to choose for a span of the lane: its strongest; null when one of its alerts is chosen already */
  choiceOf(report: Report, spanId: string, alertId: string | null): string | null {
    this.follow(report);
    const finding = this.findings.find(({ id }) => id === spanId);
    return finding === undefined || (alertId !== null && holds(finding.alerts, alertId)) ? null : finding.strongest.id;
  }

  private follow(report: Report): void {
    const { clock } = factsOf(report);
    if (this.of?.alerts === report.alerts && this.of.clock === clock) return;
    this.of = { alerts: report.alerts, clock };
    this.findings = findingsOf(report, report.alerts);
    this.joined = joinSpans(report.alerts);
    this.lane = this.findings.map((finding) => this.laneSpan(report, finding, null));
    this.chosen = null;
  }

  private laneSpan(report: Report, finding: Finding, alertId: string | null): LaneSpan {
    const { id, startMs, endMs, alerts, strongest } = finding;
    const parts = alerts.map((alert) => ({
      startMs: alert.startMs,
      endMs: alert.endMs,
      selected: alert.id === alertId,
    }));
    return {
      id,
      startMs,
      endMs,
      score: strongest.score,
      selected: parts.some(({ selected }) => selected),
      name: () => nameOf(report, finding),
      parts: parts.length > 1 ? parts : [],
    };
  }
}

function nameOf(report: Report, { startMs, endMs, alerts, strongest }: Finding): string {
  const what =
    alerts.length > 1
      ? `Incident of ${countOf(alerts.length, "alert")}, first ${subjectOf(report, alerts[0]!)}`
      : `${subjectOf(report, strongest)}: ${formatNumber(strongest.observed)}, expected ${formatNumber(strongest.expected)}`;
  return `${what} · ${factsOf(report).clock.range(startMs, endMs)}`;
}

function holds(alerts: readonly Alert[], alertId: string): boolean {
  return alerts.some(({ id }) => id === alertId);
}

/** @returns the time of an alert, and what was looked at for it where that is more */
export function selectedSpans(alert: Alert): ChartSpan[] {
  const window = windowOf(alert);
  const own = { startMs: alert.startMs, endMs: alert.endMs, selected: true };
  return window === null ? [own] : [own, { ...window, selected: true, bracket: true }];
}

/** @returns the time that any of the spans covers, as spans that do not touch, ascending */
function joinSpans(spans: readonly TimeRange[]): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const { startMs, endMs } of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else joined.push({ startMs, endMs });
  }
  return joined;
}
