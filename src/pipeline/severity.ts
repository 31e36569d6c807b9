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
