/** The matrix profile as it is defined: every window against every other, value by value. */

export interface NaiveProfile {
  distance: number[];
  earlierDistance: number[];
}

/** z-normalised; null with a gap, "flat" where all values are the same but for rounding */
export function normalised(values: readonly number[]): number[] | "flat" | null {
  if (values.some((value) => !(Math.abs(value) < 1e150))) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (high - low <= Math.max(1e-140, 1e-12 * Math.max(Math.abs(low), Math.abs(high)))) return "flat";
  const first = values[0] as number;
  const moved = values.map((value) => value - first);
  const mean = moved.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(moved.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return moved.map((value) => (value - mean) / deviation);
}

export function naiveDistance(a: number[] | "flat" | null, b: number[] | "flat" | null, length: number): number {
  if (a === null || b === null) return Number.NaN;
  if (a === "flat" || b === "flat") return a === b ? 0 : Math.sqrt(length);
  return Math.sqrt(a.reduce((sum, value, t) => sum + (value - (b[t] as number)) ** 2, 0));
}

export function naiveProfile(values: readonly number[], length: number): NaiveProfile {
  const windows = Array.from({ length: values.length - length + 1 }, (_, i) => normalised(values.slice(i, i + length)));
  const zone = Math.ceil(length / 2);
  const nearest = (i: number, others: readonly number[]) => {
    const distances = others
      .filter((j) => Math.abs(i - j) > zone)
      .map((j) => naiveDistance(windows[i] ?? null, windows[j] ?? null, length))
      .filter((distance) => !Number.isNaN(distance));
    return distances.length === 0 ? Number.NaN : Math.min(...distances);
  };
  const all = windows.map((_, i) => i);
  return {
    distance: all.map((i) => nearest(i, all)),
    earlierDistance: all.map((i) => nearest(i, all.slice(0, i))),
  };
}
