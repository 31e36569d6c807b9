/** What the matrix profile says of a series: questions and answers between application, worker and command line. */
import type { DurationMs } from "./units.ts";

/** Where a suggested window comes from. */
export type WindowReason = "period" | "hour" | "day" | "length";

export interface SuggestedWindow {
  /** bins */
  length: number;
  /** the series repeats itself so often; an hour; a day; a share of the series */
  reason: WindowReason;
  /** of a period: autocorrelation at it, 0…1 */
  strength: number | null;
}

/** A window that is unlike all others. */
export interface Discord {
  /** first bin of the window */
  bin: number;
  /** z-normalised Euclidean distance to the window most like it, 0 … 2 √m */
  distance: number;
  /** first bin of that window */
  nearestBin: number;
  /** whether what is most like it comes later: nothing before was like it */
  isFirst: boolean;
}

/** Windows that are alike. */
export interface Motif {
  /** first bins of the closest pair, in order */
  pair: [number, number];
  distance: number;
  /** first bins of all windows about as like, those of the pair among them, ascending; none overlap */
  occurrences: number[];
}

export interface ShapesRequest {
  /** a value a bin; NaN for none */
  values: Float64Array;
  binMs: DurationMs;
  /** bins of a window; null: the first suggested one */
  window: number | null;
}

export interface Shapes {
  window: number;
  /** windows that a user may choose: least and most bins */
  least: number;
  most: number;
  /** best first; never empty */
  suggested: SuggestedWindow[];
  /** windows at most so many bins apart are not compared */
  exclusion: number;
  /** distance to the nearest window, a value a first bin of a window; NaN where there is none */
  distance: Float64Array;
  /** first bin of the nearest window; −1 where there is none */
  neighbour: Int32Array;
  /** the same among the windows before */
  earlierDistance: Float64Array;
  earlierNeighbour: Int32Array;
  /** windows without variation, and windows with a gap, which are in no distance */
  flatCount: number;
  gapCount: number;
  /** middle of all distances; null when there is none */
  median: number | null;
  /** the largest first, at most 5; none overlap */
  discords: Discord[];
  /** the closest first, at most 5; none overlap; flat windows are left out */
  motifs: Motif[];
}
