/** Alerts that overlap in time, gathered to incidents; who moved first comes first. */
import type { Alert, Incident } from "../model/report.ts";
import { counted } from "./words.ts";

/** @param alerts by start */
export function gatherIncidents(alerts: readonly Alert[], labelOf: (series: string) => string): Incident[] {
  const groups: Alert[][] = [];
  let endMs = Number.NEGATIVE_INFINITY;
  for (const alert of alerts) {
    const group = groups.at(-1);
    if (group && alert.startMs < endMs) group.push(alert);
    else groups.push([alert]);
    endMs = Math.max(alert.startMs < endMs ? endMs : Number.NEGATIVE_INFINITY, alert.endMs);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group, i) => {
      // the start of the first exceedance's last bin is when it showed; windows of different length begin earlier
      const ordered = [...group].sort((a, b) => firstEnd(a) - firstEnd(b) || b.score - a.score);
      const series = [...new Set(ordered.map((alert) => alert.series))];
      const first = labelOf(series[0] ?? "");
      return {
        id: `i${i + 1}`,
        startMs: Math.min(...group.map((alert) => alert.startMs)),
        endMs: Math.max(...group.map((alert) => alert.endMs)),
        alerts: ordered.map((alert) => alert.id),
        summary: `${counted(group.length, "alert")} in ${series.length} series at the same time; ${first} moved first.`,
      };
    });
}

function firstEnd(alert: Alert): number {
  return alert.exceedances[0]?.endMs ?? alert.endMs;
}
