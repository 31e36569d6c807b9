/** Medians of small arrays of doubles. */
import { at } from "./columns";

/** Sorts the values where they lie. @returns their median; NaN of none. Source: Shell (1959), gaps of Ciura (2001). */
export function medianOf(values: usize, size: u32): f64 {
  if (size == 0) return NaN;
  if (size > 301) sortBy(values, size, 301);
  if (size > 132) sortBy(values, size, 132);
  if (size > 57) sortBy(values, size, 57);
  if (size > 23) sortBy(values, size, 23);
  if (size > 10) sortBy(values, size, 10);
  if (size > 4) sortBy(values, size, 4);
  sortBy(values, size, 1);
  const half = size >> 1;
  return (size & 1) == 1 ? at(values, half) : (at(values, half - 1) + at(values, half)) / 2;
}

function sortBy(values: usize, size: u32, gap: u32): void {
  const step = (<usize>gap) << 3;
  for (let i = gap; i < size; i++) {
    const value = at(values, i);
    let place = values + ((<usize>i) << 3);
    while (place >= values + step && load<f64>(place - step) > value) {
      store<f64>(place, load<f64>(place - step));
      place -= step;
    }
    store<f64>(place, value);
  }
}
