/** How series of a report go together: questions and answers between application, worker and command line. */

/** Two series, the second moved to where the two are most alike. */
export interface Correlation {
  /** bins by which the second follows the first; negative when it leads */
  lag: number;
  /** Pearson's r at that lag, −1…1 */
  r: number;
  /** r without a lag; null when it is not defined */
  unmoved: number | null;
  /** bins in which both have a value */
  pairs: number;
  /** what they are worth in independent ones, as both series depend on their own past */
  effectivePairs: number;
  /** chance of such an r, or one farther from 0, at any of the lags tried */
  pValue: number;
  /** r at lags −most … most; NaN where it is not defined */
  byLag: Float64Array;
}

export interface CorrelationsRequest {
  /** a value a bin, of equal lengths; NaN for none */
  series: Float64Array[];
  /** largest lag in bins; null: the suggested one */
  mostLag: number | null;
}

export interface Correlations {
  mostLag: number;
  /** what a user may choose at most */
  utmostLag: number;
  suggestedLag: number;
  /** a row a series, a cell a series; null on the diagonal and where a series does not vary or too few bins overlap */
  cells: (Correlation | null)[][];
}
