/** Exceedances of the detector of rare templates: it looks at all templates of a bin together. */
import type { Scorer } from "../core/scorer.ts";
import type { Level } from "../model/levels.ts";
import type { Bins } from "./binning.ts";
import type { RareTemplate } from "./detector-settings.ts";
import type { Excess } from "./exceedances.ts";
import type { ScorableSeries } from "./score-series.ts";

interface Rare {
  series: ScorableSeries;
  surprise: Float64Array;
  lines: Float64Array;
  episodes: Float64Array;
}

/** Where the alert line is, and how many lines an episode must have to alert. */
interface RarityRule {
  detector: RareTemplate;
  alertDecades: number;
  leastEvents: number;
}

/** @param highest raised to the scores found */
export function rareExcesses(
  scorer: Scorer,
  bins: Bins,
  series: readonly ScorableSeries[],
  events: Float64Array,
  { detector, alertDecades, leastEvents }: RarityRule,
  highest: Float64Array,
): Map<string, Excess[]> {
  const templates = series.filter(({ kind }) => kind === "template");
  const severe = severityByLevel(scorer, series, events);
  const most = new Float64Array(bins.count);
  const candidates: Rare[] = [];
  for (const one of templates) {
    const rarity = scorer.rarity(
      one.values,
      one.level === null ? null : (severe.get(one.level) ?? null),
      events,
      detector.lag,
    );
    let isCandidate = false;
    rarity.surprise.forEach((surprise, i) => {
      if (surprise > (most[i] as number)) most[i] = surprise;
      if (surprise >= alertDecades) isCandidate = true;
    });
    if (isCandidate) candidates.push({ series: one, ...rarity });
  }
  const tamed = scorer.tame(most);
  const found = new Map<string, Excess[]>();
  for (const one of candidates) {
    const own: Excess[] = [];
    one.surprise.forEach((raw, i) => {
      const surprise = raw - (tamed[i] as number);
      if (surprise < alertDecades || (one.lines[i] as number) < leastEvents) return;
      const excess = toExcess(bins, one, i, surprise, scorer.scoreOf(surprise), detector);
      own.push(excess);
      if (excess.score > (highest[i] as number)) highest[i] = excess.score;
    });
    if (own.length > 0) found.set(one.series.id, own);
  }
  return found;
}

function toExcess(
  bins: Bins,
  { series, lines, episodes }: Rare,
  bin: number,
  surprise: number,
  score: number,
  detector: RareTemplate,
): Excess {
  const endMs = bins.startMs + (bin + 1) * bins.binMs;
  const observed = lines[bin] as number;
  return {
    detector,
    key: series.id,
    startMs: endMs - bins.binMs,
    endMs,
    trailing: 1,
    value: observed,
    score,
    observed,
    expected: (episodes[bin] as number) / (bin + 1),
    deviation: 0,
    threshold: 1,
    surprise,
    shares: [{ detector, surprise }],
  };
}

/** Most severe first; of less severe ones nothing is said. */
const SEVERE: readonly Level[] = ["fatal", "error", "warn"];

/** By level: how surprising an event at least as severe is, bin by bin. */
function severityByLevel(
  scorer: Scorer,
  series: readonly ScorableSeries[],
  events: Float64Array,
): Map<Level, Float64Array> {
  const found = new Map<Level, Float64Array>();
  const atLeast = new Float64Array(events.length);
  for (const level of SEVERE) {
    const own = series.find(({ id }) => id === `level:${level}`);
    own?.values.forEach((value, i) => {
      atLeast[i] = (atLeast[i] as number) + value;
    });
    found.set(level, scorer.severities(atLeast, events));
  }
  return found;
}
