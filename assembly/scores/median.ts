/** Medians and other ranks of small arrays of doubles. */
import { at } from "./columns";

/** Reorders the values. @returns their median; NaN of none */
export function medianOf(values: usize, size: u32): f64 {
  if (size == 0) return NaN;
  const half = size >> 1;
  const upper = rank(values, size, half);
  if ((size & 1) == 1) return upper;
  // what stands before a rank is not above it
  let lower = at(values, 0);
  for (let i: u32 = 1; i < half; i++) lower = max(lower, at(values, i));
  return (lower + upper) / 2;
}

/** The k-th smallest of n values, 0-based; their order changes. Source: Hoare (1961), Algorithm 65. */
export function rank(values: usize, n: u32, k: u32): f64 {
  let low: i32 = 0;
  let high: i32 = <i32>n - 1;
  const place = <i32>k;
  while (low < high) {
    const pivot = at(values, <u32>(low + ((high - low) >> 1)));
    let i = low;
    let j = high;
    while (i <= j) {
      while (at(values, <u32>i) < pivot) i++;
      while (at(values, <u32>j) > pivot) j--;
      if (i > j) break;
      const other = at(values, <u32>i);
      store<f64>(values + ((<usize>i) << 3), at(values, <u32>j));
      store<f64>(values + ((<usize>j) << 3), other);
      i++;
      j--;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return at(values, k);
}
