/** Buckets of a histogram joined to bars of equal width, linear or logarithmic, and what they say. */
import type { HistogramBucket } from "../model/studies.ts";

export interface HistogramBars {
  bars: HistogramBucket[];
  /** whether the bars are of equal ratio instead of equal width */
  logarithmic: boolean;
  count: number;
  /** edges of the buckets that hold the least and the greatest value */
  least: number;
  greatest: number;
  median: number;
  p95: number;
}

/** from so many times on, positive values are better seen by their ratio */
const WIDE = 200;

/** @param buckets ascending, with values @returns null when there is none */
export function histogramBars(buckets: readonly HistogramBucket[], atMost: number): HistogramBars | null {
  const [first] = buckets;
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  const p05 = quantile(buckets, count, 0.05);
  const p95 = quantile(buckets, count, 0.95);
  const logarithmic = first.from > 0 && p95 / Math.max(p05, Number.MIN_VALUE) > WIDE;
  const scale = logarithmic ? Math.log : (value: number) => value;
  const back = logarithmic ? Math.exp : (value: number) => value;
  const [low, high] = [scale(first.from), scale(last.to)];
  const bars = Array.from({ length: atMost }, (_, i): HistogramBucket => {
    const edge = (k: number) => back(low + ((high - low) * k) / atMost);
    return { from: edge(i), to: edge(i + 1), count: 0 };
  });
  for (const { from, to, count: values } of buckets) {
    // a bucket over an edge gives to both sides what lies there
    const [start, end] = [scale(from), scale(to)].map((at) => ((at - low) / (high - low)) * atMost) as [number, number];
    for (let i = Math.max(0, Math.floor(start)); i < Math.min(atMost, Math.ceil(end)); i++) {
      const part = (Math.min(end, i + 1) - Math.max(start, i)) / (end - start);
      bars[i]!.count += values * part;
    }
  }
  return {
    bars,
    logarithmic,
    count,
    least: first.from,
    greatest: last.to,
    median: quantile(buckets, count, 0.5),
    p95,
  };
}

/** By nearest rank: the middle of its bucket. */
function quantile(buckets: readonly HistogramBucket[], count: number, q: number): number {
  let seen = 0;
  const rank = Math.max(1, Math.ceil(count * q));
  for (const { from, to, count: values } of buckets) {
    seen += values;
    if (seen >= rank) return (from + to) / 2;
  }
  return buckets.at(-1)?.to ?? Number.NaN;
}
