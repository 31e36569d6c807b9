/** Why an alert is one, in plain words with numbers and units. */
import type { ComparedKey } from "./comparison.ts";
import type { Scene, Tested } from "./detect.ts";
import { alertLine, type MeanThreshold } from "./detector-settings.ts";
import type { Episode, Excess } from "./exceedances.ts";
import { chance, counted, duration, number } from "./words.ts";

/** beyond so many deviations a past without any is meant */
const FLAT = 1e5;
/** longest part of a template that a sentence quotes */
const QUOTE_LENGTH = 90;

/** "142 error events between …; 9.3 ± 3.4 expected from the 60 bins before. Chance 1 in 10¹². `…` accounts for 138." */
export function explainCount(scene: Scene, series: Tested, episode: Episode, all: readonly Tested[]): string {
  const { bins, clock } = scene;
  const { peak } = episode;
  const { detector } = peak;
  const less = peak.observed < peak.expected;
  const seen = peak.observed === 0 ? `No ${series.noun}s` : counted(peak.observed, series.noun);
  const what = less && peak.observed > 0 ? `Only ${seen}` : seen;
  const quote = series.kind === "template" ? ` of \`${shorten(series.label)}\`` : "";
  const past =
    detector.name === "ema-bands"
      ? `by the moving average over ${detector.period} bins of ${duration(bins.binMs)}`
      : `from the ${duration(detector.baseline * bins.binMs)} before`;
  const expected = `${number(peak.expected)} ± ${number(peak.deviation)} expected ${past}`;
  return [
    `${what}${quote} ${clock.range(peak.startMs, peak.endMs)}; ${expected}.`,
    howUnlikely(peak, all),
    share(scene, series, peak, all),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function howUnlikely(
  { detector, observed, expected, deviation, score, threshold }: Excess,
  all: readonly Tested[],
): string {
  if (detector.name === "ema-bands")
    return `That is ${number(Math.abs(observed - expected) / deviation)} deviations away, the limit is ${number(detector.k)}.`;
  const surprise = -Math.log2(1 - score) * alertLine(detector, all.length);
  return `Chance ${chance(surprise)}; an alert from ${number(threshold)} ${observed < expected ? "down" : "on"}.`;
}

/** The template that adds most to what is more than expected; "" when none has a good share or the series is one. */
function share({ bins }: Scene, series: Tested, peak: Excess, all: readonly Tested[]): string {
  if (series.kind === "template" || peak.observed <= peak.expected) return "";
  const from = Math.round((peak.startMs - bins.startMs) / bins.binMs);
  const to = Math.round((peak.endMs - bins.startMs) / bins.binMs);
  let best: { label: string; count: number } | null = null;
  for (const one of all) {
    if (one.kind !== "template" || (series.kind === "level" && one.level !== series.label)) continue;
    const count = sum(one.values, from, to) - (sum(one.values, from - 20, from) * (to - from)) / 20;
    if (count > (best?.count ?? 0)) best = { label: one.label, count };
  }
  const excess = peak.observed - peak.expected;
  if (!best || best.count < excess * 0.3) return "";
  return `\`${shorten(best.label)}\` accounts for ${number(Math.min(100, Math.round((100 * best.count) / excess)))} % of the excess.`;
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = Math.max(0, from); i < Math.min(values.length, to); i++) total += values[i] ?? 0;
  return total;
}

export function explainMeasure(scene: Scene, series: Tested, episode: Episode): string {
  const { observed, expected, deviation, startMs, endMs } = episode.peak;
  const what = `The ${series.label} was ${number(observed)} ${scene.clock.range(startMs, endMs)};`;
  const away = Math.abs(observed - expected) / deviation;
  if (away > FLAT) return `${what} it had been flat at ${number(expected)} before.`;
  return `${what} ${number(expected)} ± ${number(deviation)} expected by the moving average, ${number(away)} deviations away.`;
}

export function explainComparison(scene: Scene, key: ComparedKey, episode: Episode, detector: MeanThreshold): string {
  const { peak } = episode;
  const compare = scene.settings.compare;
  const unit = detector.mode === "difference" ? "more a bin than" : "times as many as";
  return (
    `${key.key}: ${compare?.new} has ${number(peak.value)} ${unit} ${compare?.old}, as a mean of ${peak.trailing} bins of ` +
    `${duration(scene.bins.binMs)} ${scene.clock.range(peak.startMs, peak.endMs)}; the limit is ${number(peak.threshold)}.`
  );
}

function shorten(text: string): string {
  return text.length <= QUOTE_LENGTH ? text : `${text.slice(0, QUOTE_LENGTH)}…`;
}
