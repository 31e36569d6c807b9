/** Why there are no alerts: what was looked at, and how near to one it came. */
import { countOf, formatDuration, formatWidth } from "../charts/format.ts";
import { DETECTOR_LABELS } from "../model/detector-labels.ts";
import type { Report } from "../model/report.ts";
import { factsOf, seriesLabel } from "./facts.ts";

/** @returns sentences for the place where the alerts would be */
export function noAlertsWords(report: Report): string {
  const { whole, clock } = factsOf(report);
  if (whole === null) return "No time was found in the lines, so nothing could be compared with its own past.";
  const detectors = countOf(report.detectorsRun.length, "detector");
  const { scoring } = report;
  const series = countOf(scoring?.seriesCount ?? report.series.length, "series", "series");
  const bins = scoring === null ? "" : ` in ${countOf(scoring.binCount, "bin")} of ${formatWidth(scoring.binMs)}`;
  const looked = `${detectors} looked at ${series} for ${formatDuration(whole.endMs - whole.startMs)}${bins}`;
  const miss = scoring?.nearestMiss;
  if (miss == null) return `${looked}; none went over its threshold.`;
  return `${looked}; none went over its threshold. The nearest miss was ${seriesLabel(report, miss.series)} at ${clock.dateTime(miss.atMs)}: score ${miss.score.toFixed(2)}, where 0.50 alerts, by ${DETECTOR_LABELS[miss.detector]}.`;
}
