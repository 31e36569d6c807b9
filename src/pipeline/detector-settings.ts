/** What the detectors can be told, their defaults, and the check of what a user gives. */

import { TimberlineError } from "../model/analysis.ts";
import type { DetectorSettings } from "../model/report.ts";

/** Mean of the trailing bins against the bins before; with a comparison: against a fixed threshold. */
export interface MeanThreshold {
  name: "mean-threshold";
  /** bins in the mean; each is tried */
  trailing: number[];
  /** with a comparison: the mean must lie strictly above; else the surprise in decades that makes an alert */
  threshold: number;
  /** bins of the past that give the expectation */
  baseline: number;
  /** bins between the past and the window, so that a burst does not make itself normal */
  lag: number;
  /** what a comparison scores: new − old, or (new + ½) / (old + ½) */
  mode: "difference" | "ratio";
}

/** Exponential moving average ± k deviations. */
export interface EmaBands {
  name: "ema-bands";
  period: number;
  k: number;
}

export type Detector = MeanThreshold | EmaBands;

const NUMBERS: Record<string, readonly string[]> = {
  "mean-threshold": ["threshold", "baseline", "lag"],
  "ema-bands": ["period", "k"],
};

/** @throws TimberlineError "invalid" naming the option that does not fit */
export function readDetector(settings: DetectorSettings, comparing: boolean): Detector {
  const { name, options } = settings;
  const numbers = NUMBERS[name];
  if (!numbers) invalid(`There is no detector "${name}"; there are: ${Object.keys(NUMBERS).join(", ")}.`);
  const number = (key: string, fallback: number, least: number): number => {
    const value = options[key];
    if (value === undefined) return fallback;
    if (typeof value !== "number" || !(value >= least))
      invalid(`${name}: ${key} must be a number of at least ${least}.`);
    return value as number;
  };
  const known = name === "mean-threshold" ? [...numbers, "trailing", "mode"] : numbers;
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown) invalid(`${name} has no option "${unknown}"; it has: ${known.join(", ")}.`);
  if (name === "ema-bands") return { name, period: Math.round(number("period", 20, 2)), k: number("k", 7, 0.1) };
  const trailing = options.trailing === undefined ? (comparing ? [10, 20] : [1, 5]) : [options.trailing].flat();
  if (!trailing.every((bins): bins is number => typeof bins === "number" && Number.isInteger(bins) && bins >= 1))
    invalid(`${name}: trailing must be whole numbers of bins of at least 1, such as 10+20.`);
  const mode = options.mode ?? "difference";
  if (mode !== "difference" && mode !== "ratio") invalid(`${name}: mode is difference or ratio.`);
  return {
    name,
    trailing: trailing as number[],
    threshold: number("threshold", 6, comparing ? Number.MIN_VALUE : 1),
    baseline: Math.round(number("baseline", 60, 8)),
    lag: Math.round(number("lag", 5, 0)),
    mode,
  };
}

/** Surprise in decades at which a mean threshold alerts when it is tried on so many series. */
export function alertLine(detector: MeanThreshold, seriesCount: number): number {
  return detector.threshold + Math.log10(seriesCount * detector.trailing.length);
}

function invalid(message: string): never {
  throw new TimberlineError({ code: "invalid", message });
}

/** The detector with every option said, for the report. */
export function fullSettings(detector: Detector): DetectorSettings {
  const { name, ...options } = detector;
  return { name, options };
}
