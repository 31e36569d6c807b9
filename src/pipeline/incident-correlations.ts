/**
 * How the series of an incident go together with the one that moved first: lagged Pearson correlation over the time of the
 * incident and around it, in the bins that were scored. It explains what was found and takes no part in finding it; as
 * the stretch was chosen because its series moved, no chance is given.
 */
import type { ScoreCore } from "../core/score-core.ts";
import type { Alert, Incident, IncidentCorrelation } from "../model/report.ts";
import type { Bins } from "./binning.ts";
import { correlatePair } from "./correlations.ts";

/** bins looked at before and after, at least */
const LEAST_MARGIN = 30;
const MOST_BINS = 4000;
/** lags tried, at least where the stretch allows it, and at most */
const LEAST_LAGS = 10;
const MOST_LAGS = 120;
const MOST_SERIES = 12;

/**
 * @param alerts by id @param valuesOf a value a bin of a series, NaN for none; undefined where they are not at hand
 * @returns the other series, in the order of the incident; those without an r are left out
 */
export function correlateIncident(
  scoreCore: ScoreCore,
  incident: Incident,
  alerts: ReadonlyMap<string, Alert>,
  bins: Bins,
  valuesOf: (series: string) => Float64Array | undefined,
): IncidentCorrelation[] {
  const ids = [...new Set(incident.alerts.flatMap((id) => alerts.get(id)?.series ?? []))].slice(0, MOST_SERIES);
  const [leader, ...others] = ids;
  const leading = leader === undefined ? undefined : valuesOf(leader);
  if (leading === undefined || others.length === 0) return [];
  const { from, to, length } = stretchOf(incident, bins);
  const count = to - from;
  const mostLag = Math.min(count >> 2, Math.max(LEAST_LAGS, Math.min(MOST_LAGS, length)));
  if (count < 8) return [];
  const correlator = scoreCore.correlator(count, mostLag);
  const first = correlator.detrend(leading.slice(from, to));
  return others.flatMap((series) => {
    const values = valuesOf(series);
    if (values === undefined) return [];
    const found = correlatePair(correlator, first, correlator.detrend(values.slice(from, to)), mostLag);
    return found === null ? [] : [{ series, lagMs: found.lag * bins.binMs, r: found.r }];
  });
}

/** @returns bins [from, to) around the incident, and how many it has itself */
function stretchOf({ startMs, endMs }: Incident, bins: Bins): { from: number; to: number; length: number } {
  const start = Math.floor((startMs - bins.startMs) / bins.binMs);
  const length = Math.max(1, Math.ceil((endMs - startMs) / bins.binMs));
  const margin = Math.min(Math.max(LEAST_MARGIN, length), MOST_BINS);
  const from = Math.max(0, start - margin);
  return { from, to: Math.min(bins.count, from + 2 * MOST_BINS, start + length + margin), length };
}
