/**
 * A statistic of a series against its own past: its size in units of its mean so far, and how surprising that is by the tail
 * of all such sizes, learned with a generalised-Pareto end. One statistic is open at a time.
 */
import { clearTail, rateHeavy } from "./tail";

/** sizes that give a first mean, before any is learned */
const WARM_UP: f64 = 50;
/** sizes that must be learned before one can be surprising */
const LEAST_SIZES: f64 = 100;
/** mean excess that is expected before it is learned, in units of the mean */
const PRIOR: f64 = 0.5;
/** a mean below so small a share of the values is rounding */
const ROUNDING: f64 = 1e-9;
/** no size is larger, so that its square is a number: after long nothing any value is */
const MOST_SIZE: f64 = 1e100;

const sizes = memory.data(32 + 8 * 256, 8);

let seen: f64 = 0;
let usual: f64 = 0;
let largest: f64 = 0;

/** Begins a statistic that has no past. */
export function openStatistic(): void {
  clearTail(sizes);
  seen = 0;
  usual = 0;
  largest = 0;
}

/**
 * Rates the next value of the statistic by those before it, and learns it.
 *
 * @param value ≥ 0
 * @param scale how large the numbers were that it was worked out from, ≥ 0
 * @returns decades ≥ 0; 0 while too few were learned
 */
export function rate(value: f64, scale: f64): f64 {
  let surprise: f64 = 0;
  largest = max(largest, scale);
  seen++;
  if (seen > WARM_UP) {
    const size = min(MOST_SIZE, value / (usual + largest * ROUNDING + 1e-300));
    surprise = rateHeavy(sizes, size, PRIOR, LEAST_SIZES);
  }
  usual += (value - usual) / seen;
  return surprise;
}

/** Mean of the statistic so far. */
export function usualSize(): f64 {
  return usual;
}
