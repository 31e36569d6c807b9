/** What views derive from a report more than once, computed once a report: clock, bins, spans, series by id. */
import type { Selection } from "../app/state.ts";
import { type LevelBins, levelBinsOfReport, spanOf, type TimeRange } from "../charts/level-bins.ts";
import { type Lacking, ZoneClock } from "../charts/zone-clock.ts";
import { fileOfSeries } from "../model/file-names.ts";
import { measureOfId } from "../model/measure-statistics.ts";
import type { Plan } from "../model/plan.ts";
import type { Alert, Report, Series } from "../model/report.ts";
import type { EpochMs } from "../model/units.ts";

export interface Facts {
  /** the zone of the clock */
  zone: string;
  clock: ZoneClock;
  /** null when no event has a time */
  bins: LevelBins | null;
  whole: TimeRange | null;
  seriesById: Map<string, Series>;
  templateText: Map<string, string>;
}

/** By the series: a report that only got its files' digests keeps them, and so what was derived. */
const known = new WeakMap<Series[], Facts>();

/** The zone that times are shown in; null: that of each report. */
let shownZone: string | null = null;

/** Shows times in another zone from now on, in all that is drawn anew. */
export function showZone(timeZone: string | null): void {
  shownZone = timeZone;
}

export function factsOf(report: Report): Facts {
  let facts = known.get(report.series);
  const zone = shownZone ?? report.source.timeZone;
  if (facts !== undefined && facts.zone !== zone) {
    facts.zone = zone;
    facts.clock = new ZoneClock(zone, facts.clock.lacks);
  }
  if (facts === undefined) {
    const bins = levelBinsOfReport(report);
    facts = {
      zone,
      clock: new ZoneClock(zone, lackingOf(report.source.plan)),
      bins,
      whole: bins === null ? null : spanOf(bins),
      seriesById: new Map(report.series.map((series) => [series.id, series])),
      templateText: new Map(report.templates.map(({ id, name, template }) => [id, name ?? template])),
    };
    known.set(report.series, facts);
  }
  return facts;
}

/** @returns the range that is looked at: without a chosen one from the first event to the last, not to the end of its bin */
export function seenRange({ totals }: Report, selected: TimeRange | null): TimeRange | null {
  const { firstMs, lastMs } = totals;
  return selected ?? (firstMs === null || lastMs === null ? null : { startMs: firstMs, endMs: lastMs });
}

/** @returns what the stamps of all files lack */
export function lackingOf(plan: Plan): Lacking {
  const lacking = plan.files.map(({ lacks }) => lacks);
  if (lacking.length === 0 || lacking.includes("nothing")) return "nothing";
  return lacking.includes("year") ? "year" : "date";
}

/** @returns what an alert is about, for people */
export function subjectOf(report: Report, alert: Alert): string {
  return seriesLabel(report, alert.series);
}

/** @returns what a series is called: its template, its file's name, its label, else its id */
export function seriesLabel(report: Report, seriesId: string): string {
  const facts = factsOf(report);
  const template = /^template:(.+)$/.exec(seriesId)?.[1];
  const text = template === undefined ? undefined : facts.templateText.get(template);
  const known = text ?? fileOfSeries(report, seriesId) ?? facts.seriesById.get(seriesId)?.label;
  const column = measureOfId(seriesId);
  return known ?? (column === null ? seriesId : `${column.statistic} of ${column.measure}`);
}

/** @returns the names of the dimensions whose values are counted, in the order of the report */
export function dimensionsOf(report: Report): string[] {
  const ids = report.series.filter(({ kind }) => kind === "dimension").map(({ id }) => id);
  return [...new Set(ids.flatMap((id) => /^([^=]+)=/.exec(id)?.[1] ?? []))];
}

/** @returns the commonest values of a dimension, as far as the report counts them */
export function valuesOf(report: Report, dimension: string): string[] {
  const start = `${dimension}=`;
  return report.series
    .filter(({ kind, id }) => kind === "dimension" && id.startsWith(start))
    .map(({ id }) => id.slice(start.length));
}

/** @returns the range that is looked at; the whole when none is selected */
export function rangeOf(report: Report, selected: TimeRange | null): TimeRange | null {
  return selected ?? factsOf(report).whole;
}

/** @returns alerts that touch a range, in the order given */
export function alertsIn(alerts: readonly Alert[], range: TimeRange | null): Alert[] {
  return range === null ? [...alerts] : alerts.filter((a) => a.endMs > range.startMs && a.startMs < range.endMs);
}

/** @returns alerts that the selection means: that touch its time, and are of a level and of the template that are chosen */
export function alertsOf(report: Report, { rangeMs, levels, templateId, alertId }: Selection): Alert[] {
  const inTime = alertsIn(report.alerts, rangeMs);
  if (levels.length === 0 && templateId === null) return inTime;
  const levelOfTemplate = new Map(report.templates.map(({ id, level }) => [id, level]));
  return inTime.filter(({ id, series }) => {
    if (id === alertId) return true;
    const template = /^template:(.+)$/.exec(series)?.[1];
    if (templateId !== null && template !== templateId) return false;
    const level = /^level:(.+)$/.exec(series)?.[1] ?? (template && (levelOfTemplate.get(template) ?? "none"));
    return levels.length === 0 || levels.some((chosen) => (chosen ?? "none") === level);
  });
}

/** What stands out at one time: an incident with those of its alerts that are looked at, or one alert alone. */
export interface Finding {
  /** of the incident, else of the alert */
  id: string;
  startMs: EpochMs;
  endMs: EpochMs;
  /** who moved first first; at least one */
  alerts: Alert[];
  strongest: Alert;
}

/** @returns the alerts given, gathered by incident; highest score first */
export function findingsOf(report: Report, alerts: readonly Alert[]): Finding[] {
  const wanted = new Map(alerts.map((alert) => [alert.id, alert]));
  const findings: Finding[] = [];
  const add = (id: string, members: Alert[]): void => {
    for (const { id: member } of members) wanted.delete(member);
    findings.push({
      id: members.length > 1 ? id : members[0]!.id,
      startMs: Math.min(...members.map(({ startMs }) => startMs)),
      endMs: Math.max(...members.map(({ endMs }) => endMs)),
      alerts: members,
      strongest: members.reduce((most, alert) => (alert.score > most.score ? alert : most)),
    });
  };
  for (const incident of report.incidents) {
    const members = incident.alerts.flatMap((id) => wanted.get(id) ?? []);
    if (members.length > 0) add(incident.id, members);
  }
  for (const alert of [...wanted.values()]) add(alert.id, [alert]);
  return findings.sort((a, b) => b.strongest.score - a.strongest.score || a.startMs - b.startMs);
}
