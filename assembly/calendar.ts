/**
 * Days, and the offset of a zone.
 * Source of the calendar: days from civil, Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
 */

let transitions: usize = 0;
let transitionCount: u32 = 0;

/** Takes a table of (localStartSeconds i64, offsetSeconds i64) rows, ascending, for stamps without a zone. */
export function setTransitions(p: usize, count: u32): void {
  transitions = p;
  transitionCount = count;
}

export function floorDiv(a: i64, b: i64): i64 {
  const q = a / b;
  return q * b > a ? q - 1 : q;
}

export function daysFromCivil(y: i32, m: i32, d: i32): i64 {
  y -= m <= 2 ? 1 : 0;
  const era: i32 = (y >= 0 ? y : y - 399) / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return <i64>era * 146097 + dayOfEra - 719468;
}

/** Days since 1 March of the year that begins with it, 0…365, and that year in the upper bits. */
function marchDay(days: i64): i64 {
  const z = days + 719468;
  const era = floorDiv(z, 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  return ((yearOfEra + era * 400) << 9) | (dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
}

/** Month 1…12 of a day since 1970. */
export function monthOfDay(days: i64): i32 {
  const month = <i32>(5 * (marchDay(days) & 511) + 2) / 153;
  return month < 10 ? month + 3 : month - 9;
}

/** Year of a day since 1970. */
export function yearOfDay(days: i64): i32 {
  return <i32>(marchDay(days) >> 9) + (monthOfDay(days) <= 2 ? 1 : 0);
}

export function daysInMonth(y: i32, m: i32): i32 {
  if (m == 2) return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 29 : 28;
  return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}

/** Offset from UTC in seconds of a local second, by the transitions; 0 without any. */
export function offsetAt(local: i64): i64 {
  let low: u32 = 0;
  let high = transitionCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<i64>(transitions + (middle << 4)) <= local) low = middle + 1;
    else high = middle;
  }
  return low == 0 ? 0 : load<i64>(transitions + ((low - 1) << 4), 8);
}
