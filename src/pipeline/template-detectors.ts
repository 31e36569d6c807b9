/** Exceedances of the detectors that look at templates beside each other: those that stay away, and how their mix drifts. */
import type { Part, Scorer } from "../core/scorer.ts";
import type { Bins } from "./binning.ts";
import type { TemplateDrift, VanishedTemplate } from "./detector-settings.ts";
import type { Excess } from "./exceedances.ts";
import type { ScorableSeries } from "./score-series.ts";

/** Where the alert line is, and how many events must be missing. */
interface Rule {
  alertDecades: number;
  leastEvents: number;
}

/**
 * A template that stays away alerts once, in the bin where its wait became too long.
 *
 * @param highest raised to the scores found
 */
export function vanishedExcesses(
  scorer: Scorer,
  bins: Bins,
  series: readonly ScorableSeries[],
  events: Float64Array,
  detector: VanishedTemplate,
  { alertDecades, leastEvents }: Rule,
  highest: Float64Array,
): Map<string, Excess[]> {
  const templates = series.filter(({ kind }) => kind === "template");
  const correction = Math.log10(Math.max(1, templates.length));
  const found = new Map<string, Excess[]>();
  for (const { id, values } of templates) {
    const { surprise, expected, width } = scorer.vanished(values, events);
    const own: Excess[] = [];
    let isTold = false;
    for (let i = 0; i < bins.count; i++) {
      if ((values[i] as number) > 0) isTold = false;
      const decades = (surprise[i] as number) - correction;
      if (isTold || decades < alertDecades || (expected[i] as number) < leastEvents) continue;
      isTold = true;
      const endMs = bins.startMs + (i + 1) * bins.binMs;
      const trailing = width[i] as number;
      const score = scorer.scoreOf(decades);
      own.push({
        detector,
        key: id,
        startMs: endMs - trailing * bins.binMs,
        endMs,
        trailing,
        value: 0,
        score,
        observed: 0,
        expected: expected[i] as number,
        deviation: Math.sqrt(expected[i] as number),
        threshold: 0,
        surprise: decades,
        shares: [{ detector, surprise: decades }],
      });
      if (score > (highest[i] as number)) highest[i] = score;
    }
    if (own.length > 0) found.set(id, own);
  }
  return found;
}

/** Exceedances of the drift, which is one of all events. @param highest raised to the scores found */
export function driftExcesses(
  scorer: Scorer,
  bins: Bins,
  series: readonly ScorableSeries[],
  detector: TemplateDrift,
  highest: Float64Array,
): Excess[] {
  const templates = series.filter(({ kind }) => kind === "template").map(({ values }) => values);
  if (templates.length < 2) return [];
  const scores = scorer.drift(templates, detector.recent, detector.before);
  const found: Excess[] = [];
  scores.score.forEach((score, i) => {
    if (score > (highest[i] as number)) highest[i] = score;
    if (!(score >= 0.5)) return;
    const { observed, expected, deviation } = scores.parts(i)[0] as Part;
    const endMs = bins.startMs + (i + 1) * bins.binMs;
    const surprise = scores.surprise[i] as number;
    found.push({
      detector,
      key: "events",
      startMs: endMs - detector.recent * bins.binMs,
      endMs,
      trailing: detector.recent,
      value: observed,
      score,
      observed,
      expected,
      deviation,
      threshold: expected,
      surprise,
      shares: [{ detector, surprise }],
    });
  });
  return found;
}
