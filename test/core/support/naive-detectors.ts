/**
 * The summed detectors as their definitions say, without any saving: every bin looks at the whole past again. What the
 * core does incrementally must come out the same.
 */

export interface Said {
  surprise: number;
  observed: number;
  expected: number;
}

/** −log10 of the chance of at least `value`, from the values seen: exponential beyond the largest fiftieth. */
export function tailOf(
  seen: readonly number[],
  value: number,
  prior: number,
  least: number,
  discount = (decades: number, _size: number) => decades,
): number {
  const held = [...seen].sort((a, b) => b - a).slice(0, 256);
  if (held.length === 0 || !(value > 0)) return 0;
  const size = Math.min(held.length, Math.max(8, Math.floor(Math.min(seen.length / 50, 256))));
  const start = held[size - 1] as number;
  const usual = Math.log10(seen.length / size);
  if (value <= start) return (usual * value) / start;
  const sum = held.slice(0, size).reduce((total, one) => total + (one - start), 0);
  const mean = Math.max(least, (sum + 4 * prior) / (size + 4));
  return Math.min(300, usual + discount((value - start) / (mean * Math.LN10), size));
}

/** Lomax: what an exponential tail becomes when its mean is known from few clumps of five. */
export function predictive(decades: number, size: number): number {
  const known = Math.max(2, size / 5);
  return (known / Math.LN10) * Math.log1p((decades * Math.LN10) / known);
}

/** The same with a generalised-Pareto end, fitted by the moments of the excesses. */
export function heavyTailOf(seen: readonly number[], value: number, prior = 0.5): number {
  const held = [...seen].sort((a, b) => b - a).slice(0, 256);
  if (held.length === 0 || !(value > 0)) return 0;
  const size = Math.min(held.length, Math.max(8, Math.floor(Math.min(seen.length / 50, 256))));
  const start = held[size - 1] as number;
  const usual = Math.log10(seen.length / size);
  if (value <= start) return (usual * value) / start;
  const excesses = held.slice(0, size).map((one) => one - start);
  const mean = (excesses.reduce((a, b) => a + b, 0) + 4 * prior) / (size + 4);
  const square = (excesses.reduce((a, b) => a + b * b, 0) + 8 * prior * prior) / (size + 4);
  const shape = Math.min(0.5, 0.5 * (1 - (mean * mean) / Math.max(square - mean * mean, 1e-300)));
  const excess = value - start;
  const beyond = shape < 0.01 ? excess / mean : Math.log1p((shape * excess) / (mean * (1 - shape))) / shape;
  return Math.min(300, usual + predictive(beyond / Math.LN10, size));
}

export function naiveNewExtreme(values: readonly number[]): Said[] {
  const seen: number[] = [];
  const high: number[] = [];
  const low: number[] = [];
  return values.map((value) => {
    if (!(Math.abs(value) < 1e150)) return { surprise: 0, observed: value, expected: Number.NaN };
    const mean = seen.reduce((a, b) => a + b, 0) / Math.max(1, seen.length);
    const squares = seen.reduce((a, b) => a + (b - mean) ** 2, 0);
    const spread = seen.length > 1 ? Math.sqrt(squares / (seen.length - 1)) : 0;
    const most = Math.max(...seen);
    const least = Math.min(...seen);
    const isHigh = value > most;
    let surprise = 0;
    if (seen.length >= 50 && (isHigh || value < least)) {
      const floor = 0.2 * spread + Math.abs(mean) * 1e-6 + 1e-12;
      const distance = Math.abs(value - mean);
      surprise = Math.max(0, tailOf(isHigh ? high : low, distance, 1e-12, floor, predictive) - Math.log10(2));
    }
    seen.push(value);
    const after = seen.reduce((a, b) => a + b, 0) / seen.length;
    high.push(Math.max(0, value - after));
    low.push(Math.max(0, after - value));
    return { surprise, observed: value, expected: isHigh ? most : least };
  });
}

export function naiveLevelShift(values: readonly number[], recent: number, before: number): Said[] {
  const seen: number[] = [];
  const distances: number[] = [];
  const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
  const variance = (xs: readonly number[]) => mean(xs.map((x) => (x - mean(xs)) ** 2));
  return values.map((value) => {
    if (!(Math.abs(value) < 1e150)) return { surprise: 0, observed: value, expected: Number.NaN };
    seen.push(value);
    if (seen.length < recent + before) return { surprise: 0, observed: value, expected: Number.NaN };
    const now = seen.slice(-recent);
    const old = seen.slice(-recent - before, -recent);
    const unit = Math.sqrt(Math.max(variance(old), 0.01 * variance(seen))) + Math.abs(seen[0] as number) * 1e-6 + 1e-12;
    const distance = Math.abs(mean(now) - mean(old)) / unit;
    const surprise = distances.length >= 100 ? heavyTailOf(distances, distance) : 0;
    distances.push(distance);
    return { surprise, observed: mean(now), expected: mean(old) };
  });
}

export function naiveTrend(values: readonly number[], window: number): Said[] {
  const seen: number[] = [];
  const slopes: number[] = [];
  return values.map((value) => {
    if (!(Math.abs(value) < 1e150)) return { surprise: 0, observed: value, expected: Number.NaN };
    seen.push(value);
    if (seen.length < window) return { surprise: 0, observed: value, expected: Number.NaN };
    const ys = seen.slice(-window);
    const middleX = (window - 1) / 2;
    const middleY = ys.reduce((a, b) => a + b, 0) / window;
    const sxx = ys.reduce((sum, _, j) => sum + (j - middleX) ** 2, 0);
    const slope = ys.reduce((sum, y, j) => sum + (j - middleX) * (y - middleY), 0) / sxx;
    const rest = ys.reduce((sum, y, j) => sum + (y - middleY - slope * (j - middleX)) ** 2, 0);
    const unit = Math.sqrt(rest / window) + Math.abs(seen[0] as number) * 1e-6 + 1e-12;
    const rise = slope * (window - 1);
    const distance = Math.abs(rise) / unit;
    const surprise = slopes.length >= 100 ? heavyTailOf(slopes, distance) : 0;
    slopes.push(distance);
    return { surprise, observed: rise, expected: 0 };
  });
}

/** @param sums of the detectors, a bin each @param active series that have begun */
export function naiveCombine(sums: readonly number[], active: readonly number[]): number[] {
  const learned: number[] = [];
  /** surprises over the line, by bin */
  const over: { bin: number; surprise: number }[] = [];
  let busy = 0;
  const correctionAt = (i: number) => Math.log10(Math.max(1, active[i] ?? 1));
  return sums.map((sum, i) => {
    const correction = correctionAt(i);
    if (i >= 20) learned.push(Math.min(sums[i - 20] as number, 4 + correctionAt(i - 20) + 1));
    const own = sum > 0 && learned.length >= 100 ? Math.min(sum, tailOf(learned, sum, Math.LOG10E, Math.LOG10E)) : sum;
    const surprise = Math.min(300, Math.max(0, own - correction));
    if (sum > 0) busy++;
    const ended = episodesOf(over).filter(({ last }) => i - last > 20);
    const peaks = ended.map(({ peak }) => peak).sort((a, b) => b - a);
    const rank = Math.floor(Math.min(Math.max(3, busy / 200), 256));
    const usual = peaks[rank - 1] ?? 0;
    if (surprise < 4) return 1 - 2 ** (-surprise / 4);
    over.push({ bin: i, surprise });
    return 1 - 2 ** (-Math.max(0, surprise - (usual < 4 ? 0 : usual - 3.9)) / 4);
  });
}

/** Bins over the line with no more than 20 bins between them belong together. */
function episodesOf(over: readonly { bin: number; surprise: number }[]): { last: number; peak: number }[] {
  const found: { last: number; peak: number }[] = [];
  for (const { bin, surprise } of over) {
    const open = found.at(-1);
    if (open && bin - open.last <= 20) {
      open.last = bin;
      open.peak = Math.max(open.peak, surprise);
    } else found.push({ last: bin, peak: surprise });
  }
  return found;
}

/**
 * Mean threshold from above, without exposure: the surprise of the most surprising window, whose shape is learned from all
 * windows before.
 *
 * @param dayBins bins of a day; within two days nothing is known of its rhythm
 * @param surpriseOf decades of at least so many, of this mean and shape
 */
export function naiveMeanThreshold(
  values: readonly number[],
  { trailing, baseline, lag }: { trailing: readonly number[]; baseline: number; lag: number },
  dayBins: number,
  surpriseOf: (observed: number, mean: number, shape: number) => number,
): number[] {
  const capped: number[] = [];
  const sum = (xs: readonly number[], from: number, end: number) => xs.slice(from, end).reduce((a, b) => a + b, 0);
  const windows = trailing.map((length) => {
    const stride = Math.max(1, length >> 3);
    return {
      length,
      stride,
      back: Math.ceil((length + lag) / stride) * stride,
      keep: 1 - 1 / (32 * Math.max(Math.floor(length / stride), 16)),
      prior: 0.09 / Math.sqrt(length),
      worth: 8,
      /** by bin: how far off in excess of Poisson, and the square of what was foretold */
      seen: new Map<number, { excess: number; square: number }>(),
    };
  });
  return values.map((value, i) => {
    let cap = value;
    let surprise = 0;
    for (const { length, stride, back, keep, prior, worth, seen } of windows) {
      if (i % stride !== 0) continue;
      if (i + 1 < length + lag + Math.max(8, length > 1 ? length * 2 : 0)) continue;
      const end = i + 1 - length - lag;
      const begin = Math.max(0, end - Math.max(baseline, length * 8));
      const past = sum(capped, begin, end);
      const window = sum(values, i + 1 - length, i + 1);
      const foretold = ((past + 0.5) / (end - begin + 1)) * length;
      const before = [...seen].filter(([bin]) => bin <= i - back).reverse();
      const square = foretold ** 2;
      const weight = worth * square + 1e-9;
      let excesses = prior * weight;
      let squares = weight;
      before.forEach(([, one], age) => {
        excesses += one.excess * keep ** age;
        squares += one.square * keep ** age;
      });
      const spread = Math.max(0, excesses) / squares;
      const apart = length / 2 + lag + (end - begin) / 2;
      const swing = i < 2 * dayBins ? Math.sin(Math.PI * Math.min(0.5, apart / dayBins)) : 0;
      const shape = Math.min(1e7, 1 / (spread + swing ** 2 + 1 / (past + 0.5)));
      const variance = foretold + square / shape;
      seen.set(i, { excess: Math.min((window - foretold) ** 2, 16 * variance) - foretold, square });
      if (length === 1) cap = Math.min(cap, foretold + 4 * Math.sqrt(variance) + 2);
      const part = (foretold * stride) / length;
      if (value > 0 && window > foretold + 3 * Math.sqrt(variance))
        if (sum(values, i + 1 - stride, i + 1) > part + Math.sqrt(part))
          surprise = Math.max(surprise, surpriseOf(window, foretold, shape) - Math.log10(windows.length));
    }
    capped.push(cap);
    return surprise;
  });
}
