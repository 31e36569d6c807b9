/** Runs the chosen detectors over the series of an analysis and makes alerts of what they find. */
import type { Core } from "../core/core.ts";
import type { ScoreCore } from "../core/score-core.ts";
import { type Baselines, denseCells } from "../model/baselines.ts";
import type { CompareLimits, Comparison } from "../model/comparison.ts";
import type { Alert, Scoring, Series, Settings } from "../model/report.ts";
import { type Bins, seriesThatFit } from "./binning.ts";
import { compareAlerts, differenceSeries, windowsOf } from "./compare-alerts.ts";
import { type Compared, describeComparison } from "./comparison.ts";
import { type Detector, type MeanThreshold, readDetector } from "./detector-settings.ts";
import { withoutEchoes } from "./echoes.ts";
import { type Episode, type Excess, episodes, firstEndOf } from "./exceedances.ts";
import { explain } from "./explain.ts";
import { type GroupedSeries, type Grouping, templateSeries } from "./grouping.ts";
import { type ScorableSeries, type SeriesFindings, scoreSeries } from "./score-series.ts";
import { type Course, courseOf, lastingGroups, type Over } from "./severity.ts";
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
  /** what was scored */
  tested: readonly Tested[];
  /** series that were tested */
  seriesCount: number;
  nearestMiss: Scoring["nearestMiss"];
}

/** alerts beyond so many are left out, the lowest scores first */
const MOST_ALERTS = 500;
/** an alert is over when more bins than these in a row are under the line, but for its echoes */
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
  /** what earlier files of the source taught; null without, and where it is of bins of another width */
  baselines: Baselines | null;
}

/** @param series all series of the analysis, from which those worth testing are taken */
export function detect(scene: Scene, series: readonly GroupedSeries[], compared: Compared | null): Found {
  const { scoreCore, bins, settings } = scene;
  const detectors = settings.detectors.map((each) => readDetector(each, detectorsCompare(settings)));
  const tested = testedSeries(scene, series);
  const onSeries = detectors.filter(({ name }) => !detectorsCompare(settings) || name !== "mean-threshold");
  const found = scoreSeries(scoreCore, bins, tested, onSeries, settings.leastEvents);
  const alerts = tested.flatMap((one) =>
    episodesOf(scene, one, found).map(({ episode, lasting }) => {
      // a window shows in its last bin; those before it may have been quiet
      episode.startMs = firstEndOf(episode) - bins.binMs;
      episode.endMs = lasting.reduce((last, { endMs }) => Math.max(last, endMs), Number.NEGATIVE_INFINITY);
      const course = courseOf(scoreCore, lasting, bins, REFRACTORY_BINS);
      const alert = toAlert(one.id, episode, course, explain(scene, one, episode, course, tested));
      return { ...alert, peak: whereToLook(scene, one, episode) };
    }),
  );
  const ofSeries = alerts.sort(strongestFirst).slice(0, compared ? alerts.length : MOST_ALERTS);
  const ofComparison = compared ? alertsOfComparison(scene, compared, detectors, found.scores) : [];
  const kept = [...ofSeries, ...ofComparison].sort(strongestFirst);
  kept.sort(
    (a, b) => a.startMs - b.startMs || a.endMs - b.endMs || b.score - a.score || (a.series < b.series ? -1 : 1),
  );
  kept.forEach((alert, i) => {
    alert.id = `a${i + 1}`;
  });
  return {
    alerts: kept,
    comparison: compared && describeComparison(scoreCore, compared),
    detectors,
    scores: found.scores,
    seriesCount: tested.length,
    nearestMiss: found.nearestMiss,
    differences: compared ? differenceSeries(compared, ofComparison) : [],
    tested,
  };
}

/** The alerts of a series: what is told in each, and the bins that make it last. */
function episodesOf(
  { scoreCore, bins }: Scene,
  { id, kind, values }: Tested,
  { excesses, still }: SeriesFindings,
): { episode: Episode; lasting: readonly Over[] }[] {
  const all = excesses.get(id) ?? [];
  const quietMs = REFRACTORY_BINS * bins.binMs;
  if (kind === "measure") {
    const sorted = [...all].sort((a, b) => a.endMs - b.endMs || a.startMs - b.startMs);
    return lastingGroups(sorted, still.get(id) ?? [], bins.binMs, REFRACTORY_BINS).map(({ told, over }) => {
      const [first] = told as [Excess, ...Excess[]];
      const peak = told.reduce((most, excess) => (excess.score > most.score ? excess : most));
      return { episode: { startMs: first.startMs, endMs: first.endMs, peak, all: told }, lasting: over };
    });
  }
  return episodes(all, quietMs).map((episode) => {
    const lasting = withoutEchoes(scoreCore, bins, values, episode, REFRACTORY_BINS);
    episode.peak = lasting.reduce((most, excess) => (excess.score > most.score ? excess : most));
    return { episode, lasting };
  });
}

/** Whether the detector of mean thresholds looks at the comparison, and at nothing else. */
export function detectorsCompare({ compare }: Settings): boolean {
  return compare !== null && compare.limits === undefined;
}

function strongestFirst(a: Alert, b: Alert): number {
  return b.score - a.score || a.startMs - b.startMs || (a.series < b.series ? -1 : a.series > b.series ? 1 : 0);
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
  const { baselines, bins } = scene;
  const priorWidth = baselines ? bins.binMs / baselines.binMs : 1;
  // other widths tell what all events are on average; what varies by bin begins anew
  const known = baselines?.series.filter(({ id }) => priorWidth === 1 || id === "events");
  const priors = new Map(known?.map((cells) => [cells.id, denseCells(cells)]));
  const general = series
    .filter(({ id, kind }) => kind === "events" || NOTABLE_LEVELS.has(id) || kind === "measure")
    .map((one) => ({
      ...one,
      noun: one.kind === "level" ? `${one.label} event` : "event",
      level: null,
      prior: priors.get(one.id) ?? null,
      priorWidth,
    }));
  const byTemplate = templateSeries(scene.core, scene.grouping, scene.bins, chosen);
  return [
    ...general,
    ...byTemplate.map((one, i) => ({ ...one, noun: "event", level: templates[chosen[i] ?? 0]?.level ?? null })),
  ];
}

function alertsOfComparison(
  { scoreCore, bins, clock }: Scene,
  compared: Compared,
  detectors: readonly Detector[],
  highest: Float64Array,
): Peaked[] {
  const windows = windowsOf(scoreCore, compared);
  const own = compared.settings.limits;
  const isLimit = (detector: Detector): detector is MeanThreshold => detector.name === "mean-threshold";
  const limits: readonly CompareLimits[] = own ? [own] : detectors.filter(isLimit);
  const alerts = limits.flatMap((each) => compareAlerts(compared, windows, each, clock));
  for (const alert of alerts) {
    const scored = alert.exceedances.map(({ endMs, value }) => ({ endMs, score: 1 - 2 ** (-value / alert.threshold) }));
    const { ongoing: _, ...course } = courseOf(scoreCore, scored, compared.bins, 0);
    Object.assign(alert, course);
  }
  for (const { exceedances, threshold } of alerts)
    for (const { endMs, value } of exceedances) {
      const bin = Math.floor((endMs - 1 - bins.startMs) / bins.binMs);
      const score = 1 - 2 ** (-value / threshold);
      if (score > (highest[bin] ?? 1)) highest[bin] = score;
    }
  return alerts;
}

/** Where the lines behind an alert are: at its peak; of what stays away there, in the bin where it came last. */
function whereToLook({ bins }: Scene, series: Tested, { startMs, peak }: Episode): { startMs: number; endMs: number } {
  const atPeak = { startMs: Math.max(peak.startMs, startMs), endMs: peak.endMs };
  if (series.kind === "measure") return atPeak;
  const first = Math.round((atPeak.startMs - bins.startMs) / bins.binMs);
  let bin = Math.round((peak.endMs - bins.startMs) / bins.binMs) - 1;
  while (bin > 0 && !((series.values[bin] as number) > 0)) bin--;
  if (bin >= first) return atPeak;
  return { startMs: bins.startMs + bin * bins.binMs, endMs: bins.startMs + (bin + 1) * bins.binMs };
}

function toAlert(
  series: string,
  episode: Episode,
  { severity, peakMs, binsOver, ongoing }: Course,
  explanation: string,
): Peaked {
  const { peak } = episode;
  return {
    id: "",
    detector: peak.detector.name,
    series,
    startMs: episode.startMs,
    endMs: episode.endMs,
    score: peak.score,
    severity,
    peakMs,
    binsOver,
    ongoing,
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
