/** What the counts by level show without any detector: when errors were a larger share, and when nothing came. */
import { codeOfName, type LevelBins, regroup, type TimeRange, totalOfBin } from "./level-bins.ts";

/** Parts that the time is cut into for a look at the share of errors. */
const PARTS = 24;
/** fewer errors in a part are chance */
const LEAST_ERRORS = 20;
const LEAST_RATIO = 2;
/** Bins without an event that are a gap, and the share of bins that must have events for it to be one. */
const LEAST_EMPTY_BINS = 5;
const LEAST_FULL_SHARE = 0.6;

export interface ErrorSwing {
  range: TimeRange;
  /** errors and fatal ones of all events, 0…1 */
  share: number;
  shareElsewhere: number;
}

/** @returns the part of the range whose share of errors is highest, where that is twice that of the rest or more */
export function errorSwing(bins: LevelBins, range: TimeRange): ErrorSwing | null {
  const parts = regroup(bins, range, PARTS);
  const bad = ["error", "fatal"] as const;
  const errorsOf = (bin: number): number =>
    bad.reduce((sum, name) => sum + parts.counts[codeOfName(name) * parts.binCount + bin]!, 0);
  let errors = 0;
  let events = 0;
  for (let bin = 0; bin < parts.binCount; bin++) {
    errors += errorsOf(bin);
    events += totalOfBin(parts, bin);
  }
  let best: ErrorSwing | null = null;
  for (let bin = 0; bin < parts.binCount; bin++) {
    const own = errorsOf(bin);
    const total = totalOfBin(parts, bin);
    if (own < LEAST_ERRORS || events === total) continue;
    const share = own / total;
    const shareElsewhere = (errors - own) / (events - total);
    if (share < LEAST_RATIO * shareElsewhere || share <= (best?.share ?? 0)) continue;
    const startMs = parts.startMs + bin * parts.binMs;
    best = { range: { startMs, endMs: startMs + parts.binMs }, share, shareElsewhere };
  }
  return best;
}

/** @returns the longest stretch without any event within the range, where events come in most bins; null without */
export function longestGap(bins: LevelBins, range: TimeRange): TimeRange | null {
  const first = Math.max(0, Math.ceil((range.startMs - bins.startMs) / bins.binMs));
  const end = Math.min(bins.binCount, Math.floor((range.endMs - bins.startMs) / bins.binMs));
  let full = 0;
  let empty = 0;
  let longest = 0;
  let longestEnd = 0;
  for (let bin = first; bin < end; bin++) {
    if (totalOfBin(bins, bin) === 0) empty++;
    else {
      full++;
      // what is empty up to the end is told by the end, and what is before the first event by its beginning
      if (full > 1 && empty > longest) {
        longest = empty;
        longestEnd = bin;
      }
      empty = 0;
    }
  }
  if (longest < LEAST_EMPTY_BINS || full / Math.max(1, end - first) < LEAST_FULL_SHARE) return null;
  return {
    startMs: bins.startMs + (longestEnd - longest) * bins.binMs,
    endMs: bins.startMs + longestEnd * bins.binMs,
  };
}
