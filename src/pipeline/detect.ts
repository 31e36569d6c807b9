/** Runs the chosen detectors over the series of an analysis and makes alerts of what they find. */
import type { Core } from "../core/core.ts";
import type { ScoreCore } from "../core/score-core.ts";
import type { Alert, Comparison, Series, Settings } from "../model/report.ts";
import { type Bins, seriesThatFit } from "./binning.ts";
import { type ComparedKey, compareKeys, describeComparison, keyExcesses } from "./comparison.ts";
import { type Detector, type MeanThreshold, readDetector } from "./detector-settings.ts";
import { type Episode, episodes, firstEndOf } from "./exceedances.ts";
import { explain, explainComparison } from "./explain.ts";
import { type GroupedSeries, type Grouping, templateSeries } from "./grouping.ts";
import { raise, type ScorableSeries, scoreSeries } from "./score-series.ts";
import type { Clock } from "./words.ts";

/** A series under test; `noun` names one event of it. */
export interface Tested extends ScorableSeries {
  noun: string;
}

/** An alert with the window of its highest score, where its evidence is looked for. */
export interface Peaked extends Alert {
  peak: { startMs: number; endMs: number };
}

export interface Found {
  alerts: Peaked[];
  comparison: Comparison | null;
  detectors: Detector[];
  /** highest score of each bin over all detectors and series */
  scores: Float64Array;
  /** series of the comparison */
  differences: Series[];
}

/** alerts beyond so many are left out, the lowest scores first */
const MOST_ALERTS = 500;
/** bins between two exceedances of one alert */
const REFRACTORY_BINS = 5;
const NOTABLE_LEVELS = new Set(["level:warn", "level:error", "level:fatal"]);
const MOST_TEMPLATES = 400;

export interface Scene {
  core: Core;
  scoreCore: ScoreCore;
  grouping: Grouping;
  bins: Bins;
  clock: Clock;
  settings: Settings;
}

/** @param series all series of the analysis, from which those worth testing are taken */
export function detect(scene: Scene, series: readonly GroupedSeries[]): Found {
  const { core, scoreCore, bins, settings } = scene;
  const detectors = settings.detectors.map((each) => readDetector(each, settings.compare !== null));
  const keys = settings.compare ? compareKeys(core, scene.grouping, bins, settings.compare) : [];
  const comparison = settings.compare ? describeComparison(scoreCore, keys, bins, settings.compare) : null;
  const tested = testedSeries(scene, series);
  const onSeries = detectors.filter(({ name }) => !comparison || name !== "mean-threshold");
  const found = scoreSeries(scoreCore, bins, tested, onSeries, settings.leastEvents);
  const alerts = tested.flatMap((one) =>
    episodes(found.excesses.get(one.id) ?? [], REFRACTORY_BINS * bins.binMs).map((episode) => {
      // a window shows in its last bin; those before it may have been quiet
      episode.startMs = firstEndOf(episode) - bins.binMs;
      const alert = toAlert(one.id, episode, explain(scene, one, episode, tested));
      return { ...alert, peak: whereToLook(scene, one, episode) };
    }),
  );
  for (const detector of detectors)
    if (comparison && detector.name === "mean-threshold")
      alerts.push(...compareAlerts(scene, keys, detector, found.scores));
  alerts.sort((a, b) => b.score - a.score || a.startMs - b.startMs || (a.series < b.series ? -1 : 1));
  const kept = comparison ? alerts : alerts.slice(0, MOST_ALERTS);
  kept.sort(
    (a, b) => a.startMs - b.startMs || a.endMs - b.endMs || b.score - a.score || (a.series < b.series ? -1 : 1),
  );
  kept.forEach((alert, i) => {
    alert.id = `a${i + 1}`;
  });
  return { alerts: kept, comparison, detectors, scores: found.scores, differences: differenceSeries(keys, bins) };
}

/** All events, the levels that call for attention, measures, and templates, those that came first first. */
function testedSeries(scene: Scene, series: readonly GroupedSeries[]): Tested[] {
  const { templates } = scene.grouping;
  const chosen = templates
    .map(({ firstMs, noise }, i) => ({ firstMs: firstMs ?? Number.POSITIVE_INFINITY, noise, i }))
    .filter(({ noise }) => !noise)
    .sort((a, b) => a.firstMs - b.firstMs || a.i - b.i)
    .slice(0, templates.length > 1 ? seriesThatFit(scene.bins, MOST_TEMPLATES) : 0)
    .map(({ i }) => i);
  const general = series
    .filter(({ id, kind }) => kind === "events" || NOTABLE_LEVELS.has(id) || kind === "measure")
    .map((one) => ({ ...one, noun: one.kind === "level" ? `${one.label} event` : "event", level: null }));
  const byTemplate = templateSeries(scene.core, scene.grouping, scene.bins, chosen);
  return [
    ...general,
    ...byTemplate.map((one, i) => ({ ...one, noun: "event", level: templates[chosen[i] ?? 0]?.level ?? null })),
  ];
}

function compareAlerts(
  scene: Scene,
  keys: readonly ComparedKey[],
  detector: MeanThreshold,
  highest: Float64Array,
): Peaked[] {
  const { scoreCore, bins } = scene;
  return keys.flatMap((key) =>
    detector.trailing.flatMap((trailing) => {
      const found = keyExcesses(scoreCore, key, detector, trailing, bins);
      const line = new Float64Array(bins.count);
      for (const excess of found) line[(excess.endMs - bins.startMs) / bins.binMs - 1] = excess.score;
      raise(highest, line);
      return episodes(found, 0).map((episode) =>
        toAlert(`difference:${key.key}`, episode, explainComparison(scene, key, episode, detector)),
      );
    }),
  );
}

function differenceSeries(keys: readonly ComparedKey[], bins: Bins): Series[] {
  return keys.map((key) => ({
    id: `difference:${key.key}`,
    kind: "difference",
    label: `new − old, ${key.key}`,
    binMs: bins.binMs,
    startMs: bins.startMs,
    counts: Array.from(key.new, (value, i) => value - (key.old[i] ?? 0)),
  }));
}

/** Where the lines behind an alert are: at its peak; of what stays away, in the bin where it came last. */
function whereToLook({ bins }: Scene, series: Tested, { startMs, peak }: Episode): { startMs: number; endMs: number } {
  const atPeak = { startMs: Math.max(peak.startMs, startMs), endMs: peak.endMs };
  if (series.kind === "measure" || peak.observed > 0) return atPeak;
  let bin = Math.round((peak.endMs - bins.startMs) / bins.binMs) - 1;
  while (bin > 0 && !((series.values[bin] as number) > 0)) bin--;
  return { startMs: bins.startMs + bin * bins.binMs, endMs: bins.startMs + (bin + 1) * bins.binMs };
}

function toAlert(series: string, episode: Episode, explanation: string): Peaked {
  const { peak } = episode;
  return {
    id: "",
    detector: peak.detector.name,
    series,
    startMs: episode.startMs,
    endMs: episode.endMs,
    score: peak.score,
    observed: peak.observed,
    expected: peak.expected,
    threshold: peak.threshold,
    explanation,
    exceedances: episode.all.map(({ key, startMs, endMs, trailing, value }) => ({
      key,
      startMs,
      endMs,
      trailing,
      value,
    })),
    evidence: [],
    peak: { startMs: Math.max(peak.startMs, episode.startMs), endMs: peak.endMs },
  };
}
