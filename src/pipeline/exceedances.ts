/** From scores to exceedances, and from exceedances to episodes: one alert each. */
import type { LimitScores } from "../core/score-core.ts";
import type { Exceedance } from "../model/report.ts";
import type { Bins } from "./binning.ts";
import type { Detector } from "./detector-settings.ts";

/** What one detector adds to an exceedance. */
export interface Share {
  detector: Detector;
  /** decades */
  surprise: number;
}

/** One bin over the alert line, with what was seen and expected. */
export interface Excess extends Exceedance {
  /** the one that adds most */
  detector: Detector;
  score: number;
  observed: number;
  expected: number;
  deviation: number;
  threshold: number;
  /** chance in decades after all corrections; null when the detector has limits of its own */
  surprise: number | null;
  /** all that add to it, the largest first; empty when the detector has limits of its own */
  shares: readonly Share[];
  /** expected by the hours of the week that earlier files taught as well */
  byHours?: boolean;
}

/** Consecutive or nearly consecutive exceedances of one series, by whichever detectors. */
export interface Episode {
  startMs: number;
  endMs: number;
  peak: Excess;
  all: Excess[];
}

/** Exceedances of a detector with limits of its own. @param trailing bins that each score looks at */
export function excesses(scores: LimitScores, detector: Detector, key: string, trailing: number, bins: Bins): Excess[] {
  const found: Excess[] = [];
  scores.score.forEach((score, i) => {
    if (!(score >= 0.5)) return;
    const observed = scores.observed[i] ?? 0;
    found.push({
      detector,
      key,
      startMs: bins.startMs + (i - trailing + 1) * bins.binMs,
      endMs: bins.startMs + (i + 1) * bins.binMs,
      trailing,
      value: observed,
      score,
      observed,
      expected: scores.expected[i] ?? 0,
      deviation: scores.deviation[i] ?? 0,
      threshold: scores.threshold[i] ?? 0,
      surprise: null,
      shares: [],
    });
  });
  return found;
}

/** The earliest end of an exceedance; of any number of them, as an episode may last the whole log. */
export function firstEndOf({ all }: Episode): number {
  return all.reduce((first, { endMs }) => Math.min(first, endMs), Number.POSITIVE_INFINITY);
}

/** Joins exceedances that overlap, touch, or lie within `refractoryMs` of each other. */
export function episodes(all: readonly Excess[], refractoryMs: number): Episode[] {
  const sorted = [...all].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const found: Episode[] = [];
  for (const excess of sorted) {
    const last = found.at(-1);
    if (last && excess.startMs <= last.endMs + refractoryMs) {
      last.endMs = Math.max(last.endMs, excess.endMs);
      last.all.push(excess);
      if (excess.score > last.peak.score) last.peak = excess;
    } else found.push({ startMs: excess.startMs, endMs: excess.endMs, peak: excess, all: [excess] });
  }
  return found;
}
