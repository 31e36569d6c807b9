/**
 * Runs detectors over series: which detector looks at which series, what a series is measured against, and where the alert
 * line is crossed. Knows no templates' texts and no report.
 */
import type { ScoreCore } from "../core/score-core.ts";
import type { Part, Scorer, SeriesScores, Step } from "../core/scorer.ts";
import type { Level } from "../model/levels.ts";
import type { Scoring, SeriesKind } from "../model/report.ts";
import type { Bins } from "./binning.ts";
import type { Detector } from "./detector-settings.ts";
import { type Excess, excesses } from "./exceedances.ts";
import { withKnownHours } from "./known-hours.ts";
import { LogWideBursts } from "./log-wide.ts";
import { rareExcesses } from "./rarity.ts";
import type { Over } from "./severity.ts";
import { driftExcesses, vanishedExcesses } from "./template-detectors.ts";

/** A series under test. */
export interface ScorableSeries {
  id: string;
  kind: SeriesKind;
  label: string;
  /** events per bin; of a measure the mean, NaN without */
  values: Float64Array;
  /** of a template */
  level: Level | null;
  /** what earlier files taught of its hours of the week, as `Scorer.weekCells` gives it */
  prior?: Float64Array | null;
  /** width of a bin in bins of the prior, 1 when there is none; others than 1 tell of the mean alone */
  priorWidth?: number;
}

export interface SeriesFindings {
  /** exceedances of each series that has any, in the order of the series */
  excesses: Map<string, Excess[]>;
  /** of measures: bins that are over the line still, which their exceedance silenced */
  still: Map<string, Over[]>;
  /** highest score of each bin over all series and detectors */
  scores: Float64Array;
  /** the highest score below the line, over the series without an exceedance; of the first where there are several */
  nearestMiss: Scoring["nearestMiss"];
}

/** the highest score that does not alert; of a measure that of a bin which an exceedance silences, see combine-measures.ts */
const BELOW_LINE = 0.4999999;

/** What earlier files of the source say of a series; `trusted` when they know what all hours of its first days let expect. */
interface Before {
  prior: Float64Array | null;
  trusted: boolean;
}
const NOTHING_BEFORE: Before = { prior: null, trusted: false };
/** longer windows are measured against known hours alone, as in assembly/scores/mean-threshold.ts */
const LONG = 8;

/** the longer stretch that is compared with earlier ones, in lengths of the short one */
const LONGER = 4;

/**
 * @param leastEvents counts alert only where so many events were seen or expected
 * @param series those of one analysis; the events among them are what the other counts are measured against
 */
export function scoreSeries(
  scoreCore: ScoreCore,
  bins: Bins,
  series: readonly ScorableSeries[],
  detectors: readonly Detector[],
  leastEvents = 0,
): SeriesFindings {
  const seconds = Float64Array.from({ length: bins.count }, (_, i) => bins.startMs / 1000 + i * bins.binSeconds);
  const scorer = scoreCore.scorer(seconds);
  scorer.setActive(begunBy(series, bins.count));
  const findings: SeriesFindings = {
    excesses: new Map(),
    still: new Map(),
    scores: new Float64Array(bins.count),
    nearestMiss: null,
  };
  const all = series.find(({ kind }) => kind === "events");
  const events = all?.values ?? null;
  const own = events && scorer.profile(events);
  const known = own && all?.prior ? withKnownHours(own, seconds, all.prior, all.priorWidth) : null;
  const profile = known ?? own;
  let bursts: LogWideBursts | null = null;
  // all events first: what is said of the others hangs on it
  for (const one of [...series].sort((a, b) => Number(b.kind === "events") - Number(a.kind === "events"))) {
    const exposure = one.kind === "measure" ? null : one.kind === "events" ? profile : events;
    if (exposure) scorer.setExposure(exposure, one.kind === "events");
    const isShare = (one.kind === "measure" ? null : bursts)?.sharesOf(one.values) ?? (() => false);
    const isLeftOut = (excess: Excess, bin: number) =>
      (one.kind !== "measure" && Math.max(excess.observed, excess.expected) < leastEvents) ||
      isShare(bin, excess.trailing);
    const isAlike = (one.priorWidth ?? 1) === 1;
    const before = { prior: (isAlike && one.prior) || null, trusted: one.kind === "events" && known !== null };
    const found = scoreOne(scoreCore, scorer, bins, one, before, detectors, exposure !== null, isLeftOut, findings);
    const mean = one.kind === "events" && detectors.find(({ name }) => name === "mean-threshold");
    if (mean)
      bursts = new LogWideBursts(
        scoreCore,
        one.values,
        scorer.score(one.values, stepsFor(mean, one.kind, before), true),
      );
    if (found.length > 0) findings.excesses.set(one.id, found);
  }
  const add = (id: string, found: readonly Excess[]) => {
    if (found.length > 0) findings.excesses.set(id, [...(findings.excesses.get(id) ?? []), ...found]);
  };
  const rule = { alertDecades: scoreCore.alertDecades, leastEvents };
  for (const detector of events ? detectors : []) {
    const counts = events as Float64Array;
    if (detector.name === "rare-template")
      rareExcesses(scorer, bins, series, counts, { detector, ...rule }, findings.scores).forEach((found, id) => {
        add(id, found);
      });
    if (detector.name === "vanished-template")
      vanishedExcesses(scorer, bins, series, counts, detector, rule, findings.scores).forEach((found, id) => {
        add(id, found);
      });
    if (detector.name === "template-drift")
      add("events", driftExcesses(scorer, bins, series, detector, findings.scores));
  }
  return findings;
}

function scoreOne(
  scoreCore: ScoreCore,
  scorer: Scorer,
  bins: Bins,
  series: ScorableSeries,
  before: Before,
  detectors: readonly Detector[],
  exposed: boolean,
  isLeftOut: (excess: Excess, bin: number) => boolean,
  findings: SeriesFindings,
): Excess[] {
  const found: Excess[] = [];
  const highest = findings.scores;
  for (const detector of detectors) {
    const own = ownLimits(scoreCore, series, detector);
    if (!own) continue;
    raise(highest, own.score);
    for (const excess of excesses(own, detector, series.id, 1, bins)) found.push(excess);
  }
  const summed = detectors.flatMap((detector) => {
    return stepsFor(detector, series.kind, before).map((step) => ({ detector, step }));
  });
  if (summed.length === 0) return found;
  const isCount = series.kind !== "measure";
  const steps = summed.map(({ step }) => step);
  const scores = isCount ? scorer.score(series.values, steps, exposed) : scorer.scoreMeasures(series.values, steps);
  const names = summed.map(({ detector }) => detector);
  for (let i = 0; i < bins.count; i++) {
    if (!((scores.score[i] as number) >= 0.5)) continue;
    const excess = toExcess(scoreCore, bins, series, names, scores, i);
    if (before.trusted && excess.detector.name === "mean-threshold" && excess.trailing > LONG) excess.byHours = true;
    if (isLeftOut(excess, i)) scores.score[i] = BELOW_LINE;
    else found.push(excess);
  }
  if (!isCount && found.length > 0) findings.still.set(series.id, stillOver(scorer, bins, scores));
  raise(highest, scores.score);
  if (found.length === 0) findings.nearestMiss = nearer(findings.nearestMiss, bins, series.id, names, scores);
  return found;
}

function stillOver(scorer: Scorer, bins: Bins, { score, surprise }: SeriesScores): Over[] {
  const found: Over[] = [];
  score.forEach((value, i) => {
    if (value !== BELOW_LINE) return;
    found.push({
      endMs: bins.startMs + (i + 1) * bins.binMs,
      score: Math.max(0.5, scorer.scoreOf(surprise[i] as number)),
    });
  });
  return found;
}

/** @returns the highest of the scores of a series where it is higher than the miss before, with who said most */
function nearer(
  before: Scoring["nearestMiss"],
  bins: Bins,
  series: string,
  detectors: readonly Detector[],
  scores: SeriesScores,
): Scoring["nearestMiss"] {
  let best = -1;
  let score = before?.score ?? 0;
  scores.score.forEach((value, i) => {
    if (!(value > score)) return;
    score = value;
    best = i;
  });
  if (best < 0) return before;
  const [most] = scores.parts(best).sort((a, b) => b.surprise - a.surprise || a.step - b.step);
  const detector = detectors[most?.step ?? 0];
  return detector ? { series, detector: detector.name, atMs: bins.startMs + best * bins.binMs, score } : before;
}

/**
 * Scores a numeric column record by record instead of bin by bin.
 *
 * @param timesMs NaN for a record without a time @param values NaN for one without a number
 * @returns a score a record, 0 where there is nothing to score
 */
export function scoreColumn(
  scoreCore: ScoreCore,
  timesMs: Float64Array,
  values: Float64Array,
  detectors: readonly Detector[],
): Float64Array {
  const highest = new Float64Array(values.length);
  const series: ScorableSeries = { id: "measure", kind: "measure", label: "", values, level: null };
  for (const detector of detectors) {
    const own = ownLimits(scoreCore, series, detector);
    if (own) raise(highest, own.score);
  }
  const steps = detectors.flatMap((detector) => stepsFor(detector, "measure"));
  if (steps.length > 0 && values.length > 0) {
    const scorer = scoreCore.scorer(timesMs.map((timeMs) => timeMs / 1000));
    raise(highest, scorer.scoreMeasures(values, steps).score);
  }
  return highest;
}

/** Detectors whose line the user draws: they are not added to others. */
function ownLimits(scoreCore: ScoreCore, series: ScorableSeries, detector: Detector) {
  const isCount = series.kind !== "measure";
  if (detector.name === "ema-bands")
    return scoreCore.scoreEmaBands(series.values, detector.period, detector.k, series.kind !== "template", isCount);
  if (detector.name !== "fixed-limits") return null;
  const wanted = detector.series === "" ? "events" : detector.series;
  if (series.id !== wanted && series.label !== wanted) return null;
  return scoreCore.scoreFixedLimits(series.values, detector.low, detector.high);
}

/** How a detector looks at a series of this kind; empty when it does not. */
function stepsFor(detector: Detector, kind: SeriesKind, { prior, trusted }: Before = NOTHING_BEFORE): Step[] {
  if (kind === "measure") return measureSteps(detector, prior);
  const isBroad = kind === "events" || kind === "level";
  switch (detector.name) {
    case "mean-threshold": {
      const { trailing, baseline, lag } = detector;
      return [{ kind: detector.name, trailing, baseline, lag, below: kind === "events", trusted }];
    }
    case "silence":
      return [{ kind: detector.name }];
    case "time-of-day":
      return isBroad && detector.events > 0 ? [{ kind: detector.name }] : [];
    case "hour-of-week":
      return isBroad ? [{ kind: detector.name, period: detector.period, counts: true, prior }] : [];
    case "trend":
      return isBroad ? [{ kind: detector.name, window: detector.window }] : [];
    case "nearest-neighbour":
      return kind === "events" && detector.events > 0
        ? [{ kind: detector.name, length: detector.length, squashed: false }]
        : [];
    default:
      return [];
  }
}

function measureSteps(detector: Detector, prior: Float64Array | null): Step[] {
  switch (detector.name) {
    case "new-extreme":
    case "forecast":
    case "flat-line":
      return [{ kind: detector.name }];
    case "time-of-day":
      return [{ kind: "mean-of-day", recent: detector.recent }];
    case "hour-of-week":
      return [{ kind: detector.name, period: detector.period, counts: false, prior }];
    case "level-shift":
    case "spread":
      return [{ kind: detector.name, recent: detector.recent, before: detector.before }];
    case "calm":
      return [{ kind: detector.name, recent: detector.recent }];
    case "trend":
      return [{ kind: detector.name, window: detector.window }];
    case "nearest-neighbour": {
      // as they are, and without the weight of far values, over a short stretch and a longer one
      const { name: kind, length } = detector;
      return [
        { kind, length, squashed: false },
        { kind, length, squashed: true },
        { kind, length: length * LONGER, squashed: true },
      ];
    }
    default:
      return [];
  }
}

function toExcess(
  scoreCore: ScoreCore,
  bins: Bins,
  series: ScorableSeries,
  detectors: readonly Detector[],
  scores: SeriesScores,
  bin: number,
): Excess {
  const parts = scores.parts(bin).sort((a, b) => b.surprise - a.surprise || a.step - b.step);
  const [most] = parts as [Part, ...Part[]];
  const endMs = bins.startMs + (bin + 1) * bins.binMs;
  const trailing = Math.max(1, Math.round(most.width));
  const detector = detectors[most.step] as Detector;
  const isWindow = detector.name === "mean-threshold";
  return {
    detector,
    key: series.id,
    startMs: endMs - trailing * bins.binMs,
    endMs,
    trailing,
    value: isWindow ? most.observed / trailing : most.observed,
    score: scores.score[bin] as number,
    observed: most.observed,
    expected: most.expected,
    deviation: Number.isFinite(most.deviation) ? most.deviation : 0,
    threshold: limitOf(scoreCore, detector, most),
    surprise: scores.surprise[bin] as number,
    shares: parts
      .map(({ step, surprise }) => ({ detector: detectors[step] as Detector, surprise }))
      // of the steps of one detector the most surprised stands first
      .filter((one, i, all) => one.surprise > 0 && all.findIndex(({ detector: d }) => d === one.detector) === i),
  };
}

/** About where the detector alone would have alerted. */
function limitOf(scoreCore: ScoreCore, detector: Detector, { surprise, observed, expected, deviation }: Part): number {
  if (detector.name === "mean-threshold")
    return Math.max(0, scoreCore.countLimit(expected, deviation, scoreCore.alertDecades, observed < expected));
  if (detector.name === "silence") return 0;
  const share = Math.min(1, scoreCore.alertDecades / Math.max(surprise, 1e-9));
  return expected + (observed - expected) * share;
}

/** Series that have begun by each bin, at least 1. */
function begunBy(series: readonly ScorableSeries[], count: number): Float64Array {
  const begun = new Float64Array(count);
  for (const { values } of series) {
    const first = values.findIndex((value) => value !== 0 && !Number.isNaN(value));
    if (first >= 0) begun[first] = (begun[first] as number) + 1;
  }
  let total = 0;
  return begun.map((more) => {
    total += more;
    return Math.max(1, total);
  });
}

export function raise(highest: Float64Array, scores: Float64Array): void {
  scores.forEach((score, i) => {
    if (score > (highest[i] as number)) highest[i] = score;
  });
}
