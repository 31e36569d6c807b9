/**
 * Time of day: values against the median of the same half hour on the days before. Of counts each one is compared, in units
 * of the median absolute deviation; of measures the mean of the last few, as what lasts tells more than what leaps. The tail
 * of either distance is learned, with a generalised-Pareto end.
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
import { medianOf } from "./median";
import { openStatistic, rate, usualSize } from "./statistic";
import { clearTail, rateHeavy } from "./tail";

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
/** the slot asked for last: its day, its time from and until, and where it is */
let day: f64 = 0;
let since: f64 = Infinity;
let until: f64 = -Infinity;
let lastSlot: usize = 0;

const distances = memory.data(32 + 8 * 256, 8);
const sorted = memory.data(8 * 112, 8);

/** values in a mean of measures, at most */
const MOST_RECENT: u32 = 64;
/** the last values that could be compared, each with what it lay off its median before it: f64 × 2 × 64, a ring */
const compares = memory.data(16 * 64, 16);

/**
 * @param seconds f64 a bin: time since 1970, ascending or nearly so
 * @param out columns in the unit of the values; the square roots of counts are compared
 */
export function scoreTimeOfDay(values: usize, seconds: usize, count: u32, out: usize): void {
  clearTail(distances);
  clearSlots();
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
    const value = 2 * Math.sqrt(max(0, raw) + 0.375);
    const slot = slotAt(time);
    if (firstDay != firstDay) firstDay = day;
    const median = load<f64>(slot, 16);
    if (isKnown(slot, day - firstDay) && median >= LEAST_ROOT) {
      // a slot that never varied is given a tenth of what values vary by all in all
      const unit = max(load<f64>(slot, 24), 0.1 * spread) + abs(mean) * 1e-6 + 1e-12;
      const distance = abs(value - median) / unit;
      const surprise = rateHeavy(distances, distance, PRIOR, LEAST_DISTANCES);
      say(out, count, i, surprise, raw, max(0, (median * median) / 4 - 0.375), (unit * max(1, median)) / 2, 1);
    } else say(out, count, i, 0, raw, NaN, NaN, 1);
    seen++;
    const change = value - mean;
    mean += change / seen;
    spread = Math.sqrt(max(0, spread * spread + (change * (value - mean) - spread * spread) / seen));
    remember(slot, value);
  }
}

/**
 * @param recent values of the mean, 1…64
 * @param out columns; observed the mean of the last values, expected that of their medians, deviation the usual distance
 */
export function scoreMeanOfDay(values: usize, seconds: usize, count: u32, recent: u32, out: usize): void {
  openStatistic();
  clearSlots();
  recent = max<u32>(1, min(MOST_RECENT, recent));
  let firstDay: f64 = NaN;
  let isFull = false;
  let next: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    const time = at(seconds, i);
    if (!isUsable(value) || !isUsable(time)) {
      say(out, count, i, 0, value, NaN, NaN, 1);
      continue;
    }
    const slot = slotAt(time);
    if (firstDay != firstDay) firstDay = day;
    let surprise: f64 = 0;
    let expected: f64 = NaN;
    let usual: f64 = NaN;
    let observed = value;
    if (isKnown(slot, day - firstDay)) {
      const place = compares + ((<usize>next) << 4);
      store<f64>(place, value - load<f64>(slot, 16));
      store<f64>(place, value, 8);
      if (++next == recent) {
        isFull = true;
        next = 0;
      }
      if (isFull) {
        const sums = sumOf(recent);
        const off = f64x2.extract_lane(sums, 0) / <f64>recent;
        observed = f64x2.extract_lane(sums, 1) / <f64>recent;
        usual = usualSize();
        surprise = rate(abs(off), abs(value));
        expected = observed - off;
      }
    }
    say(out, count, i, surprise, observed, expected, usual, <f64>recent);
    remember(slot, value);
  }
}

/** Sums of the first `size` pairs of the ring. */
function sumOf(size: u32): v128 {
  let sum = f64x2.splat(0);
  for (let j: u32 = 0; j < size; j++) sum = f64x2.add(sum, v128.load(compares + ((<usize>j) << 4)));
  return sum;
}

function clearSlots(): void {
  since = Infinity;
  memory.fill(slots, 0, SLOTS * SLOT_BYTES);
  for (let s: usize = 0; s < SLOTS; s++) store<f64>(slots + s * SLOT_BYTES, -Infinity);
}

/** The slot of an instant, summed up when its day is new; leaves the day. */
function slotAt(time: f64): usize {
  if (time >= since && time < until) return lastSlot;
  day = Math.floor(time / DAY);
  const place = <u32>min<f64>(47, (time - day * DAY) / SLOT_SECONDS);
  since = day * DAY + <f64>place * SLOT_SECONDS;
  until = since + SLOT_SECONDS;
  const slot = slots + <usize>place * SLOT_BYTES;
  if (load<f64>(slot) != day) {
    store<f64>(slot, day);
    store<u32>(slot, 0, 12);
    summarise(slot);
  }
  lastSlot = slot;
  return slot;
}

/** Whether a slot has seen enough to be compared with. */
function isKnown(slot: usize, days: f64): bool {
  return days >= LEAST_DAYS && load<u32>(slot, 8) >= 3;
}

/** Takes a value into its slot, unless the slot has enough of the day. */
function remember(slot: usize, value: f64): void {
  const today = load<u32>(slot, 12);
  if (today >= A_DAY) return;
  const total = load<u32>(slot, 8);
  store<f64>(slot + 32 + ((<usize>(total % RING)) << 3), value);
  store<u32>(slot, total + 1, 8);
  store<u32>(slot, today + 1, 12);
}

/**
 * What a bin's time of day usually has: the median of its slot on the days before, in events; the mean of all bins before
 * while too few days were seen. Foretells the volume that other counts are measured against.
 *
 * @param out f64 a bin
 */
export function profileOf(values: usize, seconds: usize, count: u32, out: usize): void {
  clearSlots();
  let firstDay: f64 = NaN;
  let total: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const time = at(seconds, i);
    const value = isUsable(raw) && raw > 0 ? raw : 0;
    const slot = slotAt(time);
    if (firstDay != firstDay) firstDay = day;
    const expected = isKnown(slot, day - firstDay) ? load<f64>(slot, 16) : i == 0 ? 0.5 : total / <f64>i;
    store<f64>(out + ((<usize>i) << 3), expected + 0.5);
    total += value;
    remember(slot, value);
  }
}

/** Median and deviation of what a slot holds. */
function summarise(slot: usize): void {
  const size = min(RING, load<u32>(slot, 8));
  if (size == 0) return;
  memory.copy(sorted, slot + 32, (<usize>size) << 3);
  const median = medianOf(sorted, size);
  for (let i: u32 = 0; i < size; i++) {
    const p = sorted + ((<usize>i) << 3);
    store<f64>(p, abs(load<f64>(p) - median));
  }
  store<f64>(slot, median, 16);
  store<f64>(slot, 1.4826 * medianOf(sorted, size), 24);
}
