/**
 * Time of day: a value against the median of the same half hour on the days before, in units of the median absolute
 * deviation; the tail of that distance is learned, with a generalised-Pareto end.
 *
 * ```
 * slot   0      8          16        24             32
 *        day    taken      median    deviation      values       (32 + 8 · 112 bytes, 48 slots)
 *        f64    u32 total                           f64 × 112, a ring
 *               u32 today
 * ```
 * Source: Hampel (1974), "The influence curve and its role in robust estimation", JASA 69; 1.4826 makes the median
 * absolute deviation that of a normal law.
 */
import { at, isUsable, say } from "./columns";
import { clearTail, heavySurprise, learn, tailCount } from "./tail";

const SLOTS: usize = 48;
const SLOT_SECONDS: f64 = 1800;
const DAY: f64 = 86400;
/** values a slot keeps of a day, and of all days */
const A_DAY: u32 = 8;
const RING: u32 = 112;
const SLOT_BYTES: usize = 32 + 8 * 112;
/** days that must be seen before one can be unlike them */
const LEAST_DAYS: f64 = 3;
/** twice the root of the least median count that is compared, five events */
const LEAST_ROOT: f64 = 4.5;
/** distances that must be seen before one can be large */
const LEAST_DISTANCES: f64 = 100;
/** mean excess of the distance that is expected before it is learned */
const PRIOR: f64 = 0.5;

const slots = memory.data(48 * (32 + 8 * 112), 8);
const distances = memory.data(32 + 8 * 256, 8);
const sorted = memory.data(8 * 112, 8);

/**
 * @param seconds f64 a bin: time since 1970, ascending or nearly so
 * @param counts whether the values are counts, whose square roots are compared
 * @param out columns in the unit of the values
 */
export function scoreTimeOfDay(values: usize, seconds: usize, count: u32, counts: bool, out: usize): void {
  clearTail(distances);
  memory.fill(slots, 0, SLOTS * SLOT_BYTES);
  for (let s: usize = 0; s < SLOTS; s++) store<f64>(slots + s * SLOT_BYTES, -Infinity);
  let firstDay: f64 = NaN;
  let mean: f64 = 0;
  let spread: f64 = 0;
  let seen: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const time = at(seconds, i);
    if (!isUsable(raw) || !isUsable(time)) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    const value = counts ? 2 * Math.sqrt(max(0, raw) + 0.375) : raw;
    const day = Math.floor(time / DAY);
    if (firstDay != firstDay) firstDay = day;
    const slot = slots + <usize>min<f64>(47, (time - day * DAY) / SLOT_SECONDS) * SLOT_BYTES;
    if (load<f64>(slot) != day) {
      store<f64>(slot, day);
      store<u32>(slot, 0, 12);
      summarise(slot);
    }
    let surprise: f64 = 0;
    const median = load<f64>(slot, 16);
    if (day - firstDay >= LEAST_DAYS && load<u32>(slot, 8) >= 3 && !(counts && median < LEAST_ROOT)) {
      // a slot that never varied is given a tenth of what values vary by all in all
      const unit = max(load<f64>(slot, 24), 0.1 * spread) + abs(mean) * 1e-6 + 1e-12;
      const distance = abs(value - median) / unit;
      if (tailCount(distances) >= LEAST_DISTANCES) surprise = heavySurprise(distances, distance, PRIOR);
      learn(distances, distance);
      const expected = counts ? max(0, (median * median) / 4 - 0.375) : median;
      say(out, count, i, surprise, raw, expected, counts ? (unit * max(1, median)) / 2 : unit, 1);
    } else say(out, count, i, 0, raw, NaN, NaN, 1);
    seen++;
    const change = value - mean;
    mean += change / seen;
    spread = Math.sqrt(max(0, spread * spread + (change * (value - mean) - spread * spread) / seen));
    const today = load<u32>(slot, 12);
    if (today < A_DAY) {
      const total = load<u32>(slot, 8);
      store<f64>(slot + 32 + ((<usize>(total % RING)) << 3), value);
      store<u32>(slot, total + 1, 8);
      store<u32>(slot, today + 1, 12);
    }
  }
}

/**
 * What a bin's time of day usually has: the median of its slot on the days before, in events; the mean of all bins before
 * while too few days were seen. Foretells the volume that other counts are measured against.
 *
 * @param out f64 a bin
 */
export function profileOf(values: usize, seconds: usize, count: u32, out: usize): void {
  memory.fill(slots, 0, SLOTS * SLOT_BYTES);
  for (let s: usize = 0; s < SLOTS; s++) store<f64>(slots + s * SLOT_BYTES, -Infinity);
  let firstDay: f64 = NaN;
  let total: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const time = at(seconds, i);
    const value = isUsable(raw) && raw > 0 ? raw : 0;
    const day = Math.floor(time / DAY);
    if (firstDay != firstDay) firstDay = day;
    const slot = slots + <usize>min<f64>(47, (time - day * DAY) / SLOT_SECONDS) * SLOT_BYTES;
    if (load<f64>(slot) != day) {
      store<f64>(slot, day);
      store<u32>(slot, 0, 12);
      summarise(slot);
    }
    const known = day - firstDay >= LEAST_DAYS && load<u32>(slot, 8) >= 3;
    store<f64>(out + ((<usize>i) << 3), known ? load<f64>(slot, 16) + 0.5 : i == 0 ? 1 : total / <f64>i + 0.5);
    total += value;
    const today = load<u32>(slot, 12);
    if (today < A_DAY) {
      const total = load<u32>(slot, 8);
      store<f64>(slot + 32 + ((<usize>(total % RING)) << 3), value);
      store<u32>(slot, total + 1, 8);
      store<u32>(slot, today + 1, 12);
    }
  }
}

/** Median and deviation of what a slot holds. */
function summarise(slot: usize): void {
  const size = min(RING, load<u32>(slot, 8));
  if (size == 0) return;
  memory.copy(sorted, slot + 32, (<usize>size) << 3);
  const median = middle(size);
  for (let i: u32 = 0; i < size; i++) {
    const p = sorted + ((<usize>i) << 3);
    store<f64>(p, abs(load<f64>(p) - median));
  }
  store<f64>(slot, median, 16);
  store<f64>(slot, 1.4826 * middle(size), 24);
}

/** Sorts `sorted` by insertion and gives its median. */
function middle(size: u32): f64 {
  for (let i: u32 = 1; i < size; i++) {
    const value = at(sorted, i);
    let j = i;
    while (j > 0 && at(sorted, j - 1) > value) {
      store<f64>(sorted + ((<usize>j) << 3), at(sorted, j - 1));
      j--;
    }
    store<f64>(sorted + ((<usize>j) << 3), value);
  }
  const half = size >> 1;
  return (size & 1) == 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2;
}
