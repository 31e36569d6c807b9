/**
 * Severity of an alert that lasts: of one bin over the line its score; ten times as much over the line counts as if it were
 * twice as improbable. It follows from the largest weight so far and the sum of all so far, so it rises with each bin over
 * the line, never falls, and uses nothing later.
 */

/** so small is the step below 1: a score of 1 weighs as much */
const LEAST_REST: f64 = f64.EPSILON / 2;

/** How often a score is as surprising as the line: 1 at 0.5, at most 53. @param score 0…1 */
export function weightOf(score: f64): f64 {
  return -Math.log2(max(1 - score, LEAST_REST));
}

/** @param most the largest weight, > 0 @param sum of all weights, ≥ `most` @returns 0…1 */
export function severityOf(most: f64, sum: f64): f64 {
  return 1 - Math.exp(-Math.LN2 * most * (1 + Math.log10(sum / most)));
}
