/**
 * The span to show while a file is read: guessed from how far reading has come and then held, so that the picture
 * fills from left to right and does not jump with every report of progress.
 */
import type { EpochMs } from "../model/units.ts";
import { type LevelBins, spanOf, type TimeRange } from "./level-bins.ts";

/** Below this share the guess of the end would be wild. */
const LEAST_SHARE = 0.02;

export class PreviewRange {
  private held: TimeRange | null = null;

  /**
   * @param share how much of the input has been read, 0…1
   * @returns a range that covers all bins; changes only when events fall outside of it, or when all is read
   */
  update(bins: LevelBins, share: number): TimeRange {
    const span = spanOf(bins);
    const held = this.held;
    if (share < 1 && held !== null && span.startMs >= held.startMs && lastEventEnd(bins) <= held.endMs) return held;
    const startMs = Math.min(span.startMs, held?.startMs ?? span.startMs);
    const end = lastEventEnd(bins);
    const guessed = share >= LEAST_SHARE && share < 1 ? startMs + ((end - startMs) / share) * 1.02 : end;
    this.held = { startMs, endMs: Math.max(end, guessed, startMs + bins.binMs) };
    return this.held;
  }

  reset(): void {
    this.held = null;
  }
}

/** @returns the end of the last bin that holds an event; the start of the first when none does */
function lastEventEnd(bins: LevelBins): EpochMs {
  for (let bin = bins.binCount - 1; bin >= 0; bin--) {
    for (let row = bin; row < bins.counts.length; row += bins.binCount) {
      if (bins.counts[row]! > 0) return bins.startMs + (bin + 1) * bins.binMs;
    }
  }
  return bins.startMs;
}
