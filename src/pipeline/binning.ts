/** Bin width and the range of bins. Bins align to multiples of their width since 1970. */

const NICE_SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800,
];
const MOST_BINS = 2000;
/** a width asked for is widened when it would make more bins than this: what is scored must fit in memory */
export const UTMOST_BINS = 50_000;
/** values that the series of one kind may have together */
const MOST_VALUES = 8_000_000;

/** The least round width of which there are at most so many in the span. */
export function niceSeconds(spanSeconds: number, atMost: number): number {
  return (
    NICE_SECONDS.find((width) => spanSeconds / width <= atMost) ?? Math.ceil(spanSeconds / atMost / 604_800) * 604_800
  );
}

export interface Bins {
  binSeconds: number;
  /** number of the first bin since 1970 */
  first: number;
  count: number;
  binMs: number;
  startMs: number;
}

/**
 * @param wantedMs null: chosen from the span, at most 2000 bins
 * @param shift counts are stored in bins of 2^shift seconds, no finer width is given
 */
export function chooseBins(firstMs: number, lastMs: number, wantedMs: number | null, shift: number): Bins {
  const spanSeconds = (lastMs - firstMs) / 1000 + 1;
  const wanted =
    wantedMs === null
      ? niceSeconds(spanSeconds, MOST_BINS)
      : Math.max(Math.round(wantedMs / 1000), Math.ceil(spanSeconds / UTMOST_BINS), 1);
  return binsOf(firstMs, lastMs, wanted, shift);
}

function binsOf(firstMs: number, lastMs: number, wantedSeconds: number, shift: number): Bins {
  const stored = 2 ** shift;
  const binSeconds = Math.ceil(wantedSeconds / stored) * stored;
  const first = Math.floor(firstMs / 1000 / binSeconds);
  const count = Math.floor(lastMs / 1000 / binSeconds) - first + 1;
  return { binSeconds, first, count, binMs: binSeconds * 1000, startMs: first * binSeconds * 1000 };
}

/** bins are scored no coarser than this where there are not too many of them */
const SCORED_SECONDS = 30;
const MOST_SCORED = 100_000;

/**
 * The bins that detectors look at when the user chose none: half a minute at most, as what goes wrong is often over in
 * minutes, and wider only where that would be too many.
 */
export function scoringBins(shown: Bins, firstMs: number, lastMs: number, shift: number): Bins {
  if (shown.binSeconds <= SCORED_SECONDS) return shown;
  const spanSeconds = (lastMs - firstMs) / 1000 + 1;
  const width = NICE_SECONDS.find((nice) => nice >= SCORED_SECONDS && spanSeconds / nice <= MOST_SCORED);
  const bins = binsOf(firstMs, lastMs, width ?? shown.binSeconds, shift);
  return bins.binSeconds < shown.binSeconds ? bins : shown;
}

/**
 * Bins that cover a stretch of time, the least round width at which there are at most `mostBins`.
 * @param shift counts are stored in bins of 2^shift seconds, no finer width is given
 */
export function binsWithin(startMs: number, endMs: number, mostBins: number, shift: number): Bins {
  const spanSeconds = Math.max(1, (endMs - startMs) / 1000);
  const least = spanSeconds / Math.max(1, mostBins);
  const nice = NICE_SECONDS.find((width) => width >= least) ?? Math.ceil(least / 604_800) * 604_800;
  return binsOf(startMs, Math.max(startMs, endMs - 1), nice, shift);
}

/** How many series of one kind can be held at these bins, at most `most`. */
export function seriesThatFit(bins: Pick<Bins, "count">, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(MOST_VALUES / bins.count)));
}
