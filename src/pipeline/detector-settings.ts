/** What the detectors can be told, their defaults, and the check of what a user gives. */

import { TimberlineError } from "../model/analysis.ts";
import { DETECTOR_NAMES, type DetectorName, type DetectorSettings } from "../model/report.ts";

/** Mean of the trailing bins against the bins before; with a comparison: against a fixed threshold. */
export interface MeanThreshold {
  name: "mean-threshold";
  /** bins in the mean; each is tried */
  trailing: number[];
  /** with a comparison: the mean must lie strictly above; without one it is not looked at */
  threshold: number;
  /** bins of the past that give the expectation; eight times the trailing bins at least */
  baseline: number;
  /** bins between the past and the window, so that a burst does not make itself normal */
  lag: number;
  /** what a comparison scores: new − old, or (new + ½) / (old + ½) */
  mode: "difference" | "ratio";
}

/** Exponential moving average ± k deviations: a limit of its own. */
export interface EmaBands {
  name: "ema-bands";
  period: number;
  k: number;
}

/** Limits in the unit of the series named; NaN for none. */
export interface FixedLimits {
  name: "fixed-limits";
  /** id or label of the series; "" for all events */
  series: string;
  low: number;
  high: number;
}

/** Moving average over `period` bins against the mean of its hour of the week. */
export interface HourOfWeek {
  name: "hour-of-week";
  period: number;
}

/** Mean of the `recent` values against that of those `before` them. */
export interface LevelShift {
  name: "level-shift";
  recent: number;
  before: number;
}

/** Slope over `window` values. */
export interface Trend {
  name: "trend";
  window: number;
}

/** Of counts each one against its half hour on earlier days, of measures the mean of the `recent` last ones. */
export interface TimeOfDay {
  name: "time-of-day";
  recent: number;
  /** above 0: all events and levels are looked at too, each bin against its time of day */
  events: number;
}

/** Mean distance from the middle over `recent` values against that of those `before` them. */
export interface Spread {
  name: "spread";
  recent: number;
  before: number;
}

/** How rough the last `recent` values are: smoother than ever may be a sensor that hangs. */
export interface Calm {
  name: "calm";
  recent: number;
}

/** Distance of the last `length` values from the most similar ones before; of measures of four times as many, too. */
export interface NearestNeighbour {
  name: "nearest-neighbour";
  length: number;
  /** above 0: all events as well; 0: measures only */
  events: number;
}

/** Templates of few episodes; one is over after `lag` bins without it. */
export interface RareTemplate {
  name: "rare-template";
  lag: number;
}

/** Templates that came again and again and stay away. */
export interface VanishedTemplate {
  name: "vanished-template";
}

/** The mix of templates in `recent` bins against that of the `before` bins ahead of them. */
export interface TemplateDrift {
  name: "template-drift";
  recent: number;
  before: number;
}

/** What has nothing to set. */
export interface Plain {
  name: "new-extreme" | "silence" | "forecast" | "flat-line";
}

export type Detector =
  | MeanThreshold
  | EmaBands
  | FixedLimits
  | HourOfWeek
  | LevelShift
  | Trend
  | NearestNeighbour
  | TimeOfDay
  | Spread
  | Calm
  | RareTemplate
  | VanishedTemplate
  | TemplateDrift
  | Plain;

interface NumberOption {
  fallback: number;
  least: number;
  isWhole: boolean;
}

const whole = (fallback: number, least: number): NumberOption => ({ fallback, least, isWhole: true });
const real = (fallback: number, least: number): NumberOption => ({ fallback, least, isWhole: false });

/** Options that are numbers; the others of a detector are named in `TEXTS`. */
const NUMBERS: Record<DetectorName, Record<string, NumberOption>> = {
  "mean-threshold": { threshold: real(6, 0), baseline: whole(60, 8), lag: whole(10, 0) },
  "ema-bands": { period: whole(20, 2), k: real(7, 0.1) },
  "fixed-limits": { low: real(Number.NaN, Number.NEGATIVE_INFINITY), high: real(Number.NaN, Number.NEGATIVE_INFINITY) },
  "hour-of-week": { period: whole(12, 1) },
  "level-shift": { recent: whole(24, 2), before: whole(240, 4) },
  trend: { window: whole(120, 3) },
  "nearest-neighbour": { length: whole(6, 2), events: whole(0, 0) },
  "rare-template": { lag: whole(10, 1) },
  "vanished-template": {},
  "template-drift": { recent: whole(60, 1), before: whole(480, 1) },
  "new-extreme": {},
  "time-of-day": { recent: whole(12, 1), events: whole(0, 0) },
  spread: { recent: whole(48, 2), before: whole(480, 4) },
  calm: { recent: whole(24, 2) },
  forecast: {},
  "flat-line": {},
  silence: {},
};

const TEXTS: Partial<Record<DetectorName, readonly string[]>> = {
  "mean-threshold": ["trailing", "mode"],
  "fixed-limits": ["series"],
};

/** bins that a mean threshold looks at: from half a minute to six hours when a bin is half a minute */
const TRAILING = [1, 2, 8, 40, 200, 720];

/** @throws TimberlineError "invalid" naming the option that does not fit */
export function readDetector(settings: DetectorSettings, comparing: boolean): Detector {
  const { name, options } = settings;
  const numbers = NUMBERS[name];
  if (!numbers) invalid(`There is no detector "${name}"; there are: ${DETECTOR_NAMES.join(", ")}.`);
  const known = [...Object.keys(numbers), ...(TEXTS[name] ?? [])];
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown && known.length === 0) invalid(`${name} has no options.`);
  if (unknown) invalid(`${name} has no option "${unknown}"; it has: ${known.join(", ")}.`);
  const values = Object.fromEntries(
    Object.entries(numbers).map(([key, option]) => [key, numberOf(name, key, option, options[key])]),
  );
  if (name === "fixed-limits") return fixedLimits(values, options);
  if (name !== "mean-threshold") return { name, ...values } as Detector;
  if (comparing && !((values.threshold as number) > 0)) invalid(`${name}: threshold must be a number above 0.`);
  const trailing = options.trailing === undefined ? (comparing ? [10, 20] : TRAILING) : [options.trailing].flat();
  if (!trailing.every((bins): bins is number => typeof bins === "number" && Number.isInteger(bins) && bins >= 1))
    invalid(`${name}: trailing must be whole numbers of bins of at least 1, such as 10+20.`);
  if (!comparing && trailing.length > 8) invalid(`${name}: trailing takes at most 8 numbers.`);
  const mode = options.mode ?? "difference";
  if (mode !== "difference" && mode !== "ratio") invalid(`${name}: mode is difference or ratio.`);
  return { name, ...values, trailing: trailing as number[], mode } as MeanThreshold;
}

function numberOf(name: string, key: string, option: NumberOption, value: unknown): number {
  if (value === undefined) return option.fallback;
  if (typeof value !== "number" || !(value >= option.least))
    invalid(`${name}: ${key} must be a number${Number.isFinite(option.least) ? ` of at least ${option.least}` : ""}.`);
  return option.isWhole ? Math.round(value) : value;
}

function fixedLimits(values: Record<string, number>, options: DetectorSettings["options"]): FixedLimits {
  const { low = Number.NaN, high = Number.NaN } = values;
  const { series = "" } = options;
  if (typeof series !== "string") invalid("fixed-limits: series must be the id or label of a series.");
  if (Number.isNaN(low) && Number.isNaN(high)) invalid("fixed-limits needs low, high or both.");
  return { name: "fixed-limits", series: series as string, low, high };
}

function invalid(message: string): never {
  throw new TimberlineError({ code: "invalid", message });
}

/** The detector with every option said, for the report. */
export function fullSettings(detector: Detector): DetectorSettings {
  const { name, ...options } = detector;
  const said = Object.entries(options).filter(([, value]) => !Number.isNaN(value) && value !== "");
  return { name, options: Object.fromEntries(said) as DetectorSettings["options"] };
}
