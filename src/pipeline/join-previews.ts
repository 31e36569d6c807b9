/** One coarse picture of several: what the readers of an analysis have seen so far, added up. */

import type { Preview } from "../model/analysis.ts";
import { LEVEL_CODE_COUNT } from "../model/levels.ts";

/** most bins of a picture, as in assembly/preview.ts */
const MOST_BINS = 1024;

/** @returns null when none has anything to show; bins are as wide as the widest, or wider until they fit */
export function joinPreviews(previews: readonly (Preview | null)[]): Preview | null {
  const seen = previews.filter((preview) => preview !== null);
  const [first] = seen;
  if (!first) return null;
  if (seen.length === 1) return first;
  const startMs = Math.min(...seen.map((preview) => preview.startMs));
  const endMs = Math.max(...seen.map((preview) => preview.startMs + preview.binCount * preview.binMs));
  let binMs = Math.max(...seen.map((preview) => preview.binMs));
  while (Math.ceil(endMs / binMs) - Math.floor(startMs / binMs) > MOST_BINS) binMs *= 2;
  const firstBin = Math.floor(startMs / binMs);
  const binCount = Math.ceil(endMs / binMs) - firstBin;
  const countsByLevel = new Float64Array(LEVEL_CODE_COUNT * binCount);
  for (const preview of seen)
    for (let i = 0; i < preview.binCount; i++) {
      const bin = Math.floor((preview.startMs + i * preview.binMs) / binMs) - firstBin;
      for (let level = 0; level < LEVEL_CODE_COUNT; level++) {
        const place = level * binCount + bin;
        countsByLevel[place] = (countsByLevel[place] ?? 0) + (preview.countsByLevel[level * preview.binCount + i] ?? 0);
      }
    }
  return { binMs, startMs: firstBin * binMs, binCount, countsByLevel };
}
