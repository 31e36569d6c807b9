/**
 * What series do by hour of day and week over the whole log: the profile, which hours they prefer with the test behind it, and
 * the hours that break it. Looks at all of the log at once, so nothing here alerts.
 */
import type { ScoreCore } from "../core/score-core.ts";
import type { Inputs } from "../model/report.ts";
import type { Preference, Rhythm, RhythmAnswer, RhythmBreak, RhythmCell } from "../model/studies.ts";
import type { Bins } from "./binning.ts";
import { benjaminiHochberg } from "./false-discoveries.ts";
import { hourOfWeek, localHour } from "./local-time.ts";

const HOUR_MS = 3_600_000;
/** a quarter of an hour, as some zones are off by quarters */
export const RHYTHM_BIN_SECONDS = 900;
const QUARTERS = 4;
const SIGNIFICANT = 0.05;
const MOST_BREAKS = 20;
const LEAST_DISTANCE = 4;
/** hours of its kind that an hour must be compared with; else those of its hour of the day */
const LEAST_OTHERS = 4;
const LEAST_HOURS = 24;

/** A series in quarters of an hour; `isCount` says that quarters add up to an hour, else their mean is taken. */
export interface HourlySeries {
  id: string;
  values: Float64Array;
  isCount: boolean;
}

/** Whole hours of the log, by local hour since 1970, ascending; an hour that a change of the clock repeats is one. */
interface Hours {
  /** a quarter's index among the hours; as many as there are hours for quarters of none */
  hourOf: Uint32Array;
  local: number[];
  startMs: number[];
}

export interface Place {
  bins: Bins;
  firstMs: number;
  lastMs: number;
  inputs: Inputs;
  timeZone: string;
  /** false when the stamps have no date, so that weekdays mean nothing */
  hasDate: boolean;
}

export function rhythmsOf(series: readonly HourlySeries[], place: Place, { statistics }: ScoreCore): RhythmAnswer {
  const hours = wholeHours(place);
  const count = hours.local.length;
  const answer = { timeZone: place.timeZone, hours: count };
  if (count < LEAST_HOURS)
    return { ...answer, rhythms: [], lacking: `The log has ${count} whole hours; a rhythm needs a day at least.` };
  const found = series.map((one) => ({ one, values: hourly(one, hours) }));
  const preferences = found.flatMap(({ one, values }) => preferencesOf(one, values, hours, place, statistics));
  const corrected = benjaminiHochberg(preferences.map(({ pValue }) => pValue));
  const sure = preferences
    .map((one, i) => ({ ...one, qValue: corrected[i] ?? 1 }))
    .filter(({ qValue }) => qValue < SIGNIFICANT)
    .sort((a, b) => a.pValue - b.pValue || a.index - b.index);
  const rhythms = found.map(({ one, values }): Rhythm => {
    const group = (groupOf: (local: number) => number, groups: number): RhythmCell[] => {
      const { count: n, mean, deviation } = statistics.byGroup(values, Uint32Array.from(hours.local, groupOf), groups);
      const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
      return Array.from(n, (hours, g) => ({ hours, mean: known(mean[g]), deviation: known(deviation[g]) }));
    };
    const kpss = statistics.kpss(values, Math.min(168, Math.floor(12 * (count / 100) ** 0.25)));
    return {
      series: one.id,
      week: group(hourOfWeek, 168),
      day: group((local) => hourOfWeek(local) % 24, 24),
      weekdays: group((local) => Math.floor(hourOfWeek(local) / 24), 7),
      preferences: sure.filter((preference) => preference.series === one.id),
      breaks: breaksOf(one, values, hours),
      kpss: Number.isNaN(kpss) ? null : kpss,
      stationary: Number.isNaN(kpss) ? null : kpss < 0.463,
    };
  });
  return { ...answer, rhythms, lacking: null };
}

function wholeHours({ bins, firstMs, lastMs, inputs }: Place): Hours {
  const hours: Hours = { hourOf: new Uint32Array(bins.count), local: [], startMs: [] };
  const quarterMs = bins.binMs;
  const places = new Map<number, number>();
  const numbers = Array.from({ length: bins.count }, (_, i) =>
    localHour(bins.startMs + i * quarterMs, inputs.zoneTransitions),
  );
  const seen = new Map<number, number>();
  numbers.forEach((local, i) => {
    const startMs = bins.startMs + i * quarterMs;
    // the first and last quarter count when the log covers them to a quarter
    if (startMs >= firstMs - quarterMs && startMs <= lastMs) seen.set(local, (seen.get(local) ?? 0) + 1);
  });
  numbers.forEach((local, i) => {
    if ((seen.get(local) ?? 0) < QUARTERS) return;
    if (!places.has(local)) {
      places.set(local, hours.local.length);
      hours.local.push(local);
      hours.startMs.push(bins.startMs + i * quarterMs);
    }
  });
  numbers.forEach((local, i) => {
    hours.hourOf[i] = places.get(local) ?? hours.local.length;
  });
  return hours;
}

/** A value an hour: the sum of its quarters, or the mean of those that have one. */
function hourly({ values, isCount }: HourlySeries, { hourOf, local }: Hours): Float64Array {
  const sums = new Float64Array(local.length);
  const counts = new Float64Array(local.length);
  values.forEach((value, i) => {
    const hour = hourOf[i] as number;
    if (hour >= local.length || Number.isNaN(value)) return;
    sums[hour] = (sums[hour] as number) + value;
    counts[hour] = (counts[hour] as number) + 1;
  });
  return isCount ? sums : sums.map((sum, hour) => (counts[hour] === 0 ? Number.NaN : sum / (counts[hour] as number)));
}

/** The median test for each hour of the day and each weekday; one of which all hours are alike is not asked. */
function preferencesOf(
  { id, isCount }: HourlySeries,
  values: Float64Array,
  { local }: Hours,
  { hasDate }: Place,
  statistics: ScoreCore["statistics"],
): Preference[] {
  const known = Array.from(values, (value, i) => ({ value, week: hourOfWeek(local[i] as number) })).filter(
    ({ value }) => !Number.isNaN(value),
  );
  const sorted = known.map(({ value }) => value).sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const allHigh = known.filter(({ value }) => value > median).length;
  if (allHigh === 0) return [];
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const ask = (by: Preference["by"], index: number, isHere: (week: number) => boolean): Preference[] => {
    const here = known.filter(({ week }) => isHere(week));
    if (here.length === 0 || here.length === known.length) return [];
    const high = here.filter(({ value }) => value > median).length;
    const events = here.reduce((sum, { value }) => sum + value, 0);
    const pValue = statistics.hypergeometricTail(high, here.length, allHigh, known.length);
    const share = isCount && total > 0 ? events / total : null;
    return [
      { series: id, by, index, hours: here.length, high, allHours: known.length, allHigh, share, pValue, qValue: 1 },
    ];
  };
  return [
    ...Array.from({ length: 24 }, (_, hour) => ask("hour", hour, (week) => week % 24 === hour)).flat(),
    ...(hasDate
      ? Array.from({ length: 7 }, (_, day) => ask("weekday", day, (week) => Math.floor(week / 24) === day)).flat()
      : []),
  ];
}

/** Hours far from the others of their kind; each is compared with the others alone. */
function breaksOf({ isCount }: HourlySeries, values: Float64Array, { local, startMs }: Hours): RhythmBreak[] {
  // Anscombe (1948): square roots of counts spread alike whatever their mean
  const scaled = isCount ? values.map((value) => 2 * Math.sqrt(value + 0.375)) : values;
  const back = (value: number) => (isCount ? Math.max(0, (value / 2) ** 2 - 0.375) : value);
  const week = sumsBy(scaled, (i) => hourOfWeek(local[i] as number), 168);
  const day = sumsBy(scaled, (i) => hourOfWeek(local[i] as number) % 24, 24);
  const floor = spreadOf(scaled) * 0.1;
  const found: RhythmBreak[] = [];
  scaled.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const own = hourOfWeek(local[i] as number);
    const ofWeek = week[own] as Sums;
    const sums = ofWeek.n - 1 >= LEAST_OTHERS ? ofWeek : (day[own % 24] as Sums);
    const n = sums.n - 1;
    if (n < LEAST_OTHERS) return;
    const mean = (sums.sum - value) / n;
    const variance = Math.max(0, (sums.squares - value * value) / n - mean * mean) * (n / (n - 1));
    const unit = Math.max(Math.sqrt(variance), isCount ? 1 : floor, Math.abs(mean) * 1e-9, 1e-12);
    const distance = (value - mean) / unit;
    if (Math.abs(distance) < LEAST_DISTANCE) return;
    const deviation = isCount ? (unit * Math.max(1, mean)) / 2 : unit;
    const start = startMs[i] as number;
    found.push({
      startMs: start,
      endMs: start + HOUR_MS,
      value: values[i] as number,
      expected: back(mean),
      deviation,
      distance,
      others: n,
    });
  });
  return found
    .sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance) || a.startMs - b.startMs)
    .slice(0, MOST_BREAKS);
}

interface Sums {
  n: number;
  sum: number;
  squares: number;
}

function sumsBy(values: Float64Array, groupOf: (i: number) => number, groups: number): Sums[] {
  const sums = Array.from({ length: groups }, (): Sums => ({ n: 0, sum: 0, squares: 0 }));
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const own = sums[groupOf(i)] as Sums;
    own.n++;
    own.sum += value;
    own.squares += value * value;
  });
  return sums;
}

function spreadOf(values: Float64Array): number {
  const [{ n, sum, squares }] = sumsBy(values, () => 0, 1) as [Sums];
  return n < 2 ? 0 : Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}
