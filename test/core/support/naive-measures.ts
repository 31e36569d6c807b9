/** Questions about measures as their definitions say: every bin looks at the whole past again. */
import { heavyTailOf, type Said } from "./naive-detectors.ts";

const isUsable = (value: number) => Math.abs(value) < 1e150;
const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;

function median(xs: readonly number[]): number {
  const sorted = [...xs].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

/** Rates a statistic by its own past, in units of its mean. */
export function rater(): (value: number, scale: number) => number {
  const all: number[] = [];
  const sizes: number[] = [];
  let largest = 0;
  return (value, scale) => {
    largest = Math.max(largest, scale);
    let surprise = 0;
    if (all.length >= 50) {
      const size = value / (mean(all) + largest * 1e-9 + 1e-300);
      if (sizes.length >= 100) surprise = heavyTailOf(sizes, size);
      sizes.push(size);
    }
    all.push(value);
    return surprise;
  };
}

const nothing = (value: number): Said => ({ surprise: 0, observed: value, expected: Number.NaN });

export function naiveSquash(values: readonly number[]): number[] {
  const seen: number[] = [];
  let next = 20;
  let middle = 0;
  let deviation = 1;
  return values.map((value) => {
    if (!isUsable(value)) return Number.NaN;
    if (seen.length === next) {
      const stride = Math.max(1, Math.floor(next / 500));
      const sample = seen.filter((_, i) => i % stride === 0).slice(0, 1000);
      middle = median(sample);
      const off = sample.map((one) => Math.abs(one - middle));
      deviation = 1.4826 * median(off) || mean(off) || Math.abs(middle) * 1e-6 + 1e-12;
      next = Math.floor(next * 1.1) + 1;
    }
    const isKnown = seen.length >= 20;
    seen.push(value);
    return isKnown ? Math.asinh((value - middle) / (2 * deviation)) : Number.NaN;
  });
}

export function naiveNearestNeighbour(values: readonly number[], length: number): Said[] {
  const seen: number[] = [];
  const rate = rater();
  const distances: number[] = [];
  return values.map((value) => {
    if (!isUsable(value)) return nothing(value);
    seen.push(value);
    const now = seen.slice(-length);
    let nearest = Number.POSITIVE_INFINITY;
    for (let lag = Math.floor(length / 2) + 1; lag + length <= seen.length && lag <= 2000; lag++) {
      const then = seen.slice(seen.length - lag - length, seen.length - lag);
      nearest = Math.min(nearest, mean(now.map((x, j) => (x - (then[j] as number)) ** 2)));
    }
    if (!Number.isFinite(nearest)) return nothing(value);
    const distance = Math.sqrt(nearest);
    const expected = distances.length === 0 ? 0 : mean(distances);
    distances.push(distance);
    return { surprise: rate(distance, Math.abs(value)), observed: distance, expected };
  });
}

export function naiveMeanOfDay(values: readonly number[], seconds: Float64Array, recent: number): Said[] {
  const rate = rater();
  const slots = new Map<number, { day: number; value: number }[]>();
  const compared: { value: number; off: number }[] = [];
  let firstDay = Number.NaN;
  return values.map((value, i) => {
    if (!isUsable(value)) return nothing(value);
    const second = seconds[i] as number;
    const day = Math.floor(second / 86_400);
    if (Number.isNaN(firstDay)) firstDay = day;
    const index = Math.floor((second - day * 86_400) / 1800);
    const slot = slots.get(index) ?? [];
    slots.set(index, slot);
    const before = slot.filter((one) => one.day < day).slice(-112);
    let said = nothing(value);
    if (day - firstDay >= 3 && slot.length >= 3) {
      compared.push({ value, off: value - median(before.map((one) => one.value)) });
      const last = compared.slice(-recent);
      if (last.length === recent) {
        const off = mean(last.map((one) => one.off));
        const observed = mean(last.map((one) => one.value));
        said = { surprise: rate(Math.abs(off), Math.abs(value)), observed, expected: observed - off };
      }
    }
    if (slot.filter((one) => one.day === day).length < 8) slot.push({ day, value });
    return said;
  });
}

export function naiveForecast(values: readonly number[]): Said[] {
  const seen: number[] = [];
  const rate = rater();
  const weights = [0.5, 0, 0, 0];
  let middle = 0;
  return values.map((value) => {
    if (!isUsable(value)) return nothing(value);
    if (seen.length === 0) middle = value;
    else middle += ((seen.at(-1) as number) - middle) / Math.min(seen.length, 500);
    let said = nothing(value);
    if (seen.length > 4) {
      const inputs = [1, 2, 3, 4].map((back) => (seen.at(-back) as number) - middle);
      const expected = middle + inputs.reduce((sum, x, j) => sum + x * (weights[j] as number), 0);
      const power = inputs.reduce((sum, x) => sum + x * x, 0);
      const error = value - expected;
      said = { surprise: rate(Math.abs(error), Math.abs(value)), observed: value, expected };
      if (power > 0)
        inputs.forEach((x, j) => {
          weights[j] = (weights[j] as number) + (0.02 * error * x) / power;
        });
    }
    seen.push(value);
    return said;
  });
}

/** @param squashed see naiveSquash */
export function naiveSpread(squashed: readonly number[], recent: number, before: number): Said[] {
  const distances: number[] = [];
  const rate = rater();
  let middle = 0;
  return squashed.map((value) => {
    if (!isUsable(value)) return nothing(value);
    if (distances.length === 0) middle = value;
    distances.push(Math.abs(value - middle));
    middle += (value - middle) / Math.min(distances.length, 200);
    if (distances.length < recent + before) return nothing(value);
    const observed = mean(distances.slice(-recent));
    const expected = mean(distances.slice(-recent - before, -recent));
    const total = distances.reduce((a, b) => a + b, 0);
    return { surprise: rate(Math.abs(observed - expected), total), observed, expected };
  });
}

export function naiveCalm(values: readonly number[], recent: number): Said[] {
  const seen: number[] = [];
  const roughness: number[] = [];
  const rate = rater();
  return values.map((value) => {
    if (!isUsable(value)) return nothing(value);
    const [last = 0, before = 0] = [seen.at(-1), seen.at(-2)];
    roughness.push(seen.length > 1 ? Math.abs(value - 2 * last + before) : 0);
    seen.push(value);
    const past = roughness.slice(0, -recent);
    const expected = past.length > 100 ? mean(past) : 0;
    if (!(expected > 0)) return nothing(value);
    const observed = mean(roughness.slice(-recent));
    const change = Math.log((observed / expected + 0.02) / 1.02);
    return { surprise: rate(Math.max(0, -change), 0), observed, expected };
  });
}

export function naiveFlatLine(values: readonly number[]): Said[] {
  const runs: number[] = [];
  let last = Number.NaN;
  return values.map((value) => {
    if (!isUsable(value)) return nothing(value);
    if (value !== last) runs.push(0);
    last = value;
    const run = (runs.at(-1) as number) + 1;
    runs[runs.length - 1] = run;
    const ended = runs.slice(0, -1);
    const longest = Math.max(1, ...ended);
    const isLong = ended.length >= 50 && run > Math.max(6, 2 * longest);
    return { surprise: isLong ? 2 + 3 * Math.log10(run / longest) : 0, observed: value, expected: longest };
  });
}

/** @param columns surprises by question @param active series that have begun */
export function naiveCombineMeasures(
  columns: readonly (readonly number[])[],
  seconds: readonly number[],
  active: number,
): number[] {
  let untilBin = -1;
  let until = Number.NEGATIVE_INFINITY;
  let best = 0;
  return seconds.map((second, i) => {
    const squares = columns.reduce((sum, column) => sum + Math.min(10, column[i] as number) ** 2, 0);
    const begun = columns.filter((column) => column.slice(0, i + 1).some((one) => one > 0)).length;
    const surprise = Math.sqrt(Math.max(0, squares - 2.3 * (begun - 1))) - Math.log10(active);
    if (!(surprise > 0)) return 0;
    const seen = i + 1;
    const bins = (86_400 * seen) / (second - (seconds[0] as number));
    const allowed = seen < 100 ? 0 : Math.min(1.5, Math.max(0, 4 - Math.log10(bins)));
    const rated = surprise + allowed;
    if (rated >= 4) {
      if (i <= untilBin && second <= until && rated < best + 2) return 0.4999999;
      best = rated;
      untilBin = i + Math.max(5, seen / 8);
      until = second + 86_400;
    }
    return 1 - 2 ** (-rated / 4);
  });
}
