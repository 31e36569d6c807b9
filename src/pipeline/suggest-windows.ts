/** Which lengths of a window may show something: the series' own periods, a share of it, an hour, a day. */
import type { SuggestedWindow } from "../model/shapes.ts";

export const LEAST_WINDOW = 4;
/** a period must stand out from the valley before it by so much */
const PROMINENCE = 0.15;
/** and be seen so often */
const REPEATS = 4;
const MOST_SUGGESTED = 4;
const HOUR_MS = 3_600_000;

/** @returns the longest window that is compared with others: half of the series */
export function mostWindow(binCount: number): number {
  return Math.floor(binCount / 2);
}

/**
 * @param autocorrelation at lags 0, 1, …
 * @returns windows of LEAST_WINDOW … `mostWindow` bins, best first, at least one
 */
export function suggestWindows(autocorrelation: ArrayLike<number>, binCount: number, binMs: number): SuggestedWindow[] {
  const found: SuggestedWindow[] = periods(autocorrelation, binCount).map(({ lag, height }) => ({
    length: lag,
    reason: "period",
    strength: height,
  }));
  const most = Math.floor(binCount / REPEATS);
  const share = Math.max(LEAST_WINDOW, Math.min(200, most, Math.max(8, Math.round(binCount / 40))));
  found.push({ length: share, reason: "length", strength: null });
  for (const [reason, ms] of [
    ["hour", HOUR_MS],
    ["day", 24 * HOUR_MS],
  ] as const) {
    const length = Math.round(ms / binMs);
    if (length >= LEAST_WINDOW && length <= most) found.push({ length, reason, strength: null });
  }
  const apart: SuggestedWindow[] = [];
  for (const one of found) {
    const isNew = apart.every(({ length }) => Math.abs(length - one.length) > length / 10);
    if (isNew) apart.push(one);
  }
  return apart.slice(0, MOST_SUGGESTED);
}

/**
 * Peaks of the autocorrelation that stand out, the highest first. Multiples of a period are as high as the period itself,
 * so the first of about equal height stands for them. Source: Parzen (1964), on the correlogram of periodic series.
 */
function periods(autocorrelation: ArrayLike<number>, binCount: number): { lag: number; height: number }[] {
  const end = Math.min(autocorrelation.length - 1, Math.floor(binCount / REPEATS));
  const noise = 2 / Math.sqrt(binCount);
  const at = (lag: number) => autocorrelation[lag] ?? 0;
  let peaks: { lag: number; height: number }[] = [];
  let valley = at(0);
  for (let lag = 1; lag < end; lag++) {
    valley = Math.min(valley, at(lag));
    const isPeak = at(lag) > at(lag - 1) && at(lag) >= at(lag + 1);
    if (!isPeak || lag < LEAST_WINDOW || at(lag) < noise || at(lag) - valley < PROMINENCE) continue;
    peaks.push({ lag, height: at(lag) });
    valley = at(lag);
  }
  const found: { lag: number; height: number }[] = [];
  while (peaks.length > 0 && found.length < 2) {
    const highest = peaks.reduce((most, { height }) => Math.max(most, height), 0);
    const first = peaks.find(({ height }) => height >= 0.9 * highest);
    if (first === undefined) break;
    found.push(first);
    peaks = peaks.filter(({ lag }) => !isMultiple(lag, first.lag));
  }
  return found;
}

function isMultiple(lag: number, of: number): boolean {
  const times = Math.max(1, Math.round(lag / of));
  return Math.abs(lag - times * of) <= Math.max(1, of / 10);
}
