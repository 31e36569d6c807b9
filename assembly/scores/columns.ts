/**
 * What a detector says of a series, column by column, a value a bin.
 *
 * ```
 * column  0          1         2         3          4
 *         surprise   observed  expected  deviation  width    (count × f64 each)
 *         decades                                   bins looked at, ending with this one
 * ```
 * Surprise is 0 where too little has been seen or there is nothing to say; the others then mean nothing.
 */
export const COLUMNS: u32 = 5;

/** Writes bin i of the columns at `out`. */
export function say(
  out: usize,
  count: u32,
  i: u32,
  surprise: f64,
  observed: f64,
  expected: f64,
  deviation: f64,
  width: f64,
): void {
  const column = (<usize>count) << 3;
  const p = out + ((<usize>i) << 3);
  store<f64>(p, surprise);
  store<f64>(p + column, observed);
  store<f64>(p + column * 2, expected);
  store<f64>(p + column * 3, deviation);
  store<f64>(p + column * 4, width);
}

/** Element i of an array of doubles. */
export function at(values: usize, i: u32): f64 {
  return load<f64>(values + ((<usize>i) << 3));
}

/** Whether a value can be worked with: neither NaN nor infinite, nor so large that its square is. */
export function isUsable(value: f64): bool {
  return abs(value) < 1e150;
}
