/** How an alert goes on: how severe it is after each bin over the line, when it was worst, and whether it is over. */
import type { ScoreCore } from "../core/score-core.ts";
import type { Bins } from "./binning.ts";

/** A bin over the line. */
export interface Over {
  /** end of the bin */
  endMs: number;
  score: number;
}

/** What is known of an alert once a bin has gone over the line. */
export interface Stage {
  endMs: number;
  severity: number;
}

/**
 * @param exceedances of one alert, in any order; of those that end together the highest score counts
 * @returns a stage a bin over the line, in the order of time; each follows from those before it alone
 */
export function stagesOf(scoreCore: ScoreCore, exceedances: readonly Over[]): Stage[] {
  const highest = new Map<number, number>();
  for (const { endMs, score } of exceedances) highest.set(endMs, Math.max(score, highest.get(endMs) ?? 0));
  let most = 0;
  let sum = 0;
  let severity = 0;
  return [...highest]
    .sort(([a], [b]) => a - b)
    .map(([endMs, score]) => {
      const weight = scoreCore.weightOf(score);
      most = Math.max(most, weight);
      sum += weight;
      severity = Math.max(severity, score, scoreCore.severityOf(most, sum));
      return { endMs, severity };
    });
}

/**
 * The alerts of a measure: an exceedance silences those after it, but lasts as long as no more than so many bins in a row are
 * under the line; a further one meanwhile is the same alert.
 *
 * @param all exceedances, by their ends @param still bins that are over the line and were silenced, ascending
 * @returns one group an alert: its exceedances, and all its bins over the line
 */
export function lastingGroups<One extends Over & { startMs: number }>(
  all: readonly One[],
  still: readonly Over[],
  binMs: number,
  quietBins: number,
): { told: One[]; over: Over[] }[] {
  const groups: { told: One[]; over: Over[]; endMs: number; most: number }[] = [];
  const quietMs = quietBins * binMs;
  let next = 0;
  /** takes in what is still over the line, up to a time */
  const goOn = (group: (typeof groups)[number], untilMs: number) => {
    for (; next < still.length && (still[next] as Over).endMs <= untilMs; next++) {
      const one = still[next] as Over;
      if (one.endMs <= group.endMs || one.endMs - binMs - group.endMs > quietMs) continue;
      // what was silenced was not much higher, and did not alert by that
      group.over.push({ endMs: one.endMs, score: Math.min(one.score, group.most) });
      group.endMs = one.endMs;
    }
  };
  for (const one of all) {
    let last = groups.at(-1);
    if (last) goOn(last, one.endMs);
    if (!last || one.startMs - last.endMs > quietMs) {
      last = { told: [], over: [], endMs: one.endMs, most: 0 };
      groups.push(last);
    }
    last.told.push(one);
    last.over.push(one);
    last.endMs = Math.max(last.endMs, one.endMs);
    last.most = Math.max(last.most, one.score);
  }
  const last = groups.at(-1);
  if (last) goOn(last, Number.POSITIVE_INFINITY);
  return groups;
}

/** An alert as a whole: see the fields of `Alert` with the same names. */
export interface Course {
  severity: number;
  peakMs: number;
  binsOver: number;
  ongoing: boolean;
}

/** @param exceedances one at least @param quietBins so many bins under the line do not end an alert yet */
export function courseOf(
  scoreCore: ScoreCore,
  exceedances: readonly Over[],
  bins: Pick<Bins, "startMs" | "binMs" | "count">,
  quietBins: number,
): Course {
  const stages = stagesOf(scoreCore, exceedances);
  const last = stages.at(-1) as Stage;
  const peak = exceedances.reduce((most, one) =>
    one.score > most.score || (one.score === most.score && one.endMs < most.endMs) ? one : most,
  );
  const endMs = bins.startMs + bins.count * bins.binMs;
  return {
    severity: last.severity,
    peakMs: peak.endMs - bins.binMs,
    binsOver: stages.length,
    ongoing: endMs - last.endMs <= quietBins * bins.binMs,
  };
}
