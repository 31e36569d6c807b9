/** From settled counts to the findings of the report: series, templates, alerts, incidents, scores a bin. */
import type { Core } from "../core/core.ts";
import type { ScoreCore } from "../core/score-core.ts";
import type { Comparison } from "../model/comparison.ts";
import type { FieldNames } from "../model/field-names.ts";
import { LEVELS, type Level, levelOfCode } from "../model/levels.ts";
import type { Plan } from "../model/plan.ts";
import type {
  Alert,
  DetectorSettings,
  Incident,
  Inputs,
  Scoring,
  Series,
  Settings,
  Template,
} from "../model/report.ts";
import { type Bins, chooseBins, scoringBins, seriesThatFit } from "./binning.ts";
import { compare } from "./comparison.ts";
import { detect, detectorsCompare, type Found } from "./detect.ts";
import { type Detector, fullSettings, readDetector } from "./detector-settings.ts";
import {
  dimensionSeries,
  type GroupedSeries,
  type Grouping,
  groupFacets,
  levelSeries,
  measureSeries,
  templateSeries,
  withoutNoise,
} from "./grouping.ts";
import { correlateIncident } from "./incident-correlations.ts";
import { gatherIncidents } from "./incidents.ts";
import type { FieldedRow } from "./lines.ts";
import { type ScorableSeries, scoreColumn } from "./score-series.ts";
import { tellLives } from "./template-lives.ts";
import { Clock } from "./words.ts";

export interface Scored {
  /** null when no event has a time */
  bins: Bins | null;
  series: Series[];
  templates: Template[];
  levels: Record<Level | "none", number>;
  comparison: Comparison | null;
  alerts: Alert[];
  /** by alert: the window of its highest score */
  peaks: Map<string, { startMs: number; endMs: number }>;
  incidents: Incident[];
  detectorsRun: DetectorSettings[];
  scoring: Scoring | null;
  detectors: Detector[];
  /** the bins that were scored: finer than those shown, where the span is long */
  scoredBins: Bins | null;
  /** the scored series, of which later files of the source may learn */
  tested: readonly ScorableSeries[];
  /** a value a scored bin, the highest over all detectors and series; and all events */
  binScores: Float64Array;
  binCounts: Float64Array;
}

/** By index, the templates whose series are kept: the commonest, as many of those with a stack trace, and those with an alert. */
function keptTemplates(templates: readonly Template[], most: number, alerted: ReadonlySet<string>): number[] {
  let traced = 0;
  return templates.flatMap(({ id, trace }, i) => {
    const isError = trace != null && traced++ < most;
    return i < most || isError || alerted.has(`template:${id}`) ? [i] : [];
  });
}

export interface BinScore {
  timeMs: number;
  value: number;
  score: number;
}

/** template series that a report keeps; the others are told by their counts */
const KEPT_TEMPLATES = 200;
const KEPT_VALUES = 12;

/** What an analysis is made of: its counts, and by what they are read and scored. */
export interface Counted {
  core: Core;
  scoreCore: ScoreCore;
  names: FieldNames;
  plan: Plan;
  inputs: Inputs;
}

export function scoreAnalysis({ core, scoreCore, names, plan, inputs }: Counted, settings: Settings): Scored {
  scoreCore.alertDecades = settings.alertDecades;
  const grouping = groupFacets(core, names, inputs.templateEdits ?? []);
  const { firstMs, lastMs, shift } = core.totals();
  const levels = countLevels(grouping.facets);
  if (firstMs === null || lastMs === null) {
    const detectors = settings.detectors.map((each) => readDetector(each, detectorsCompare(settings)));
    return {
      bins: null,
      series: [],
      templates: grouping.templates,
      levels,
      comparison: null,
      alerts: [],
      peaks: new Map(),
      incidents: [],
      detectorsRun: [],
      scoring: null,
      detectors,
      scoredBins: null,
      tested: [],
      binScores: new Float64Array(),
      binCounts: new Float64Array(),
    };
  }
  const bins = chooseBins(firstMs, lastMs, settings.binMs, shift);
  tellLives(core, grouping, chooseBins(firstMs, lastMs, null, shift));
  const clock = new Clock(
    inputs.zoneTransitions,
    plan.files.some(({ lacks }) => lacks !== "date"),
  );
  const general = [
    ...levelSeries(core, grouping, bins),
    ...dimensionSeries(core, grouping, bins, KEPT_VALUES),
    ...measureSeries(core, grouping, bins),
  ];
  const scoredBins = binsToScore(bins, core.totals(), settings);
  const finer = (of: Grouping) => [...levelSeries(core, of, scoredBins), ...measureSeries(core, of, scoredBins)];
  const fine = scoredBins.binSeconds === bins.binSeconds ? general : finer(grouping);
  const heard = withoutNoise(grouping);
  const tested = heard === grouping ? fine : finer(heard);
  const extent = { firstMs, lastMs, shift, bins };
  const compared = settings.compare && compare(core, grouping, extent, settings.compare);
  const scene = {
    core,
    scoreCore,
    grouping,
    bins: scoredBins,
    clock,
    settings,
    baselines: inputs.baselines ?? null,
  };
  const found = detect(scene, tested, compared);
  const alerted = new Set(found.alerts.map(({ series }) => series));
  const most = seriesThatFit(bins, KEPT_TEMPLATES);
  const kept = keptTemplates(grouping.templates, most, alerted);
  const series = [...general, ...templateSeries(core, grouping, bins, kept)].map((one) => toSeries(one, bins));
  const all = [...series, ...found.differences];
  const labels = new Map(all.map(({ id, label }) => [id, label]));
  return {
    bins,
    series: all,
    templates: grouping.templates,
    levels,
    comparison: found.comparison,
    alerts: found.alerts.map(({ peak: _, ...alert }) => alert),
    peaks: new Map(found.alerts.map(({ id, peak }) => [id, peak])),
    incidents: withCorrelations(scoreCore, found, scoredBins, labels),
    detectorsRun: found.detectors.map(fullSettings),
    scoring: {
      seriesCount: found.seriesCount,
      binCount: scoredBins.count,
      binMs: scoredBins.binMs,
      nearestMiss: found.nearestMiss,
    },
    detectors: found.detectors,
    scoredBins,
    tested: found.tested,
    binScores: found.scores,
    binCounts: fine[0]?.values ?? new Float64Array(scoredBins.count),
  };
}

/** The width of the bins that detectors look at; null when no event has a time. */
export function scoredWidth(core: Core, settings: Settings): number | null {
  const totals = core.totals();
  const { firstMs, lastMs, shift } = totals;
  if (firstMs === null || lastMs === null) return null;
  return binsToScore(chooseBins(firstMs, lastMs, settings.binMs, shift), totals, settings).binMs;
}

function binsToScore(bins: Bins, { firstMs, lastMs, shift }: ReturnType<Core["totals"]>, settings: Settings): Bins {
  const ownWidth = detectorsCompare(settings) || settings.binMs !== null;
  return ownWidth || firstMs === null || lastMs === null ? bins : scoringBins(bins, firstMs, lastMs, shift);
}

function withCorrelations(
  scoreCore: ScoreCore,
  { alerts, tested, differences }: Found,
  bins: Bins,
  labels: ReadonlyMap<string, string>,
): Incident[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  const values = new Map(tested.map((one) => [one.id, one.values]));
  for (const { id, binMs, counts } of differences)
    if (binMs === bins.binMs && counts.length === bins.count)
      values.set(
        id,
        Float64Array.from(counts, (value) => value ?? Number.NaN),
      );
  return gatherIncidents(alerts, (id) => labels.get(id) ?? id).map((incident) => ({
    ...incident,
    correlations: correlateIncident(scoreCore, incident, byId, bins, (id) => values.get(id)),
  }));
}

function toSeries({ id, kind, label, values }: GroupedSeries, bins: Bins): Series {
  const counts = Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return { id, kind, label, binMs: bins.binMs, startMs: bins.startMs, counts };
}

function countLevels(facets: readonly { level: number; count: number }[]): Record<Level | "none", number> {
  const levels = Object.fromEntries([...LEVELS, "none"].map((level) => [level, 0])) as Record<Level | "none", number>;
  for (const { level, count } of facets) levels[levelOfCode(level) ?? "none"] += count;
  return levels;
}

export function* scoreBins({ scoredBins: bins, binCounts, binScores }: Scored): Generator<BinScore> {
  if (!bins) return;
  for (let i = 0; i < bins.count; i++)
    yield { timeMs: bins.startMs + i * bins.binMs, value: binCounts[i] ?? 0, score: binScores[i] ?? 0 };
}

/** The numeric column record by record, in file order; records without a number score 0. */
export async function* scoreRecords(
  scoreCore: ScoreCore,
  scored: Scored,
  rows: AsyncIterable<FieldedRow[]>,
): AsyncGenerator<BinScore> {
  const times: number[] = [];
  const values: number[] = [];
  for await (const batch of rows)
    for (const row of batch)
      if (row.kind === "event") {
        times.push(row.timeMs ?? Number.NaN);
        values.push(row.measures[0] ?? Number.NaN);
      }
  const scores = scoreColumn(scoreCore, Float64Array.from(times), Float64Array.from(values), scored.detectors);
  for (const [i, timeMs] of times.entries()) {
    yield { timeMs, value: values[i] ?? Number.NaN, score: scores[i] ?? 0 };
  }
}
