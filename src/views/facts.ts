/** What views derive from a report more than once, computed once a report: clock, bins, spans, series by id. */
import { type LevelBins, levelBinsOfReport, spanOf, type TimeRange } from "../charts/level-bins.ts";
import { type Lacking, ZoneClock } from "../charts/zone-clock.ts";
import type { Plan } from "../model/plan.ts";
import type { Alert, Report, Series } from "../model/report.ts";

export interface Facts {
  clock: ZoneClock;
  /** null when no event has a time */
  bins: LevelBins | null;
  whole: TimeRange | null;
  seriesById: Map<string, Series>;
  templateText: Map<string, string>;
}

/** By the series: a report that only got its files' digests keeps them, and so what was derived. */
const known = new WeakMap<Series[], Facts>();

export function factsOf(report: Report): Facts {
  let facts = known.get(report.series);
  if (facts === undefined) {
    const bins = levelBinsOfReport(report);
    facts = {
      clock: new ZoneClock(report.source.timeZone, lackingOf(report.source.plan)),
      bins,
      whole: bins === null ? null : spanOf(bins),
      seriesById: new Map(report.series.map((series) => [series.id, series])),
      templateText: new Map(report.templates.map(({ id, template }) => [id, template])),
    };
    known.set(report.series, facts);
  }
  return facts;
}

/** @returns what the stamps of all files lack */
export function lackingOf(plan: Plan): Lacking {
  const lacking = plan.files.map(({ lacks }) => lacks);
  if (lacking.length === 0 || lacking.includes("nothing")) return "nothing";
  return lacking.includes("year") ? "year" : "date";
}

/** @returns what an alert is about, for people */
export function subjectOf(report: Report, alert: Alert): string {
  const facts = factsOf(report);
  const template = /^template:(.+)$/.exec(alert.series)?.[1];
  const text = template === undefined ? undefined : facts.templateText.get(template);
  return text ?? facts.seriesById.get(alert.series)?.label ?? alert.series;
}

export const DETECTOR_LABELS: Record<Alert["detector"], string> = {
  "mean-threshold": "mean threshold",
  "ema-bands": "EMA bands",
};

/** @returns the range that is looked at; the whole when none is selected */
export function rangeOf(report: Report, selected: TimeRange | null): TimeRange | null {
  return selected ?? factsOf(report).whole;
}

/** @returns alerts that touch a range, in the order given */
export function alertsIn(alerts: readonly Alert[], range: TimeRange | null): Alert[] {
  return range === null ? [...alerts] : alerts.filter((a) => a.endMs > range.startMs && a.startMs < range.endMs);
}

/** An alert that stands for its incident. */
export interface LeadingAlert {
  alert: Alert;
  /** other alerts of the same incident among those given */
  relatedCount: number;
}

/** @returns of each incident the alert with the highest score, and alerts of no incident; highest score first */
export function leadingAlerts(report: Report, alerts: readonly Alert[]): LeadingAlert[] {
  const incidentOf = new Map(
    report.incidents.flatMap(({ id, alerts: members }) => members.map((member) => [member, id])),
  );
  const leading = new Map<string, LeadingAlert>();
  for (const alert of [...alerts].sort((a, b) => b.score - a.score || a.startMs - b.startMs)) {
    const key = incidentOf.get(alert.id) ?? `alert ${alert.id}`;
    const leader = leading.get(key);
    if (leader === undefined) leading.set(key, { alert, relatedCount: 0 });
    else leader.relatedCount++;
  }
  return [...leading.values()];
}
