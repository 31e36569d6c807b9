/**
 * Left nearest neighbour: how far the last values are, as they are, from the stretch before them that is most like them.
 * A stretch unlike all before is a shape not seen yet. Distances are of raw values, so that a level matters; the tail of
 * the distance is learned.
 *
 * The least distance is exact, but few distances are worked out: a value is also kept as a whole number of 15 bits, drawn in
 * at the ends of the range that most values have. Drawing in brings no two values further apart, and rounding moves none by
 * more than a half, so distances of whole numbers tell which stretches can be nearest; only those are compared as they are.
 * The range is taken from the whole series: it decides how many are compared, not what is found. Where all values are whole
 * numbers the distances of whole numbers are the true ones.
 * Source: Yeh et al. (2016), "Matrix Profile I", ICDM, for the left profile; without z-normalisation.
 */
import { at, isUsable, say } from "./columns";
import { rank } from "./median";
import { openStatistic, rate, usualSize } from "./statistic";

/** values looked back at, at most: bounds the work per bin */
const MOST_PAST: u32 = 2000;
/** √length · the largest whole number: the square of a distance fits 31 bits */
const LARGEST: f64 = 23170;
/** so many steps of four lags share a least distance, so that the others are passed over */
const GROUP: u32 = 16;
/** values that the range is taken from, at most */
const SAMPLE: u32 = 1000;
/** the range is twice as wide as that of the values between the 2 in 100 lowest and highest */
const AT_THE_ENDS: u32 = 50;
/** what two roundings move a difference by, with what arithmetic loses */
const ROUNDED: f64 = 1.001;

/** i32 × 4 a group: least squares of it */
const leasts = memory.data(16 * 36, 16);

let middle: f64 = 0;
let unit: f64 = 1;
let largest: f64 = 1;
/** whether whole distances are the true ones */
let areWhole = false;

/** Bytes of scratch that `scoreNearestNeighbour` needs. */
export function nearestNeighbourScratch(count: u32): usize {
  return (<usize>count + 8) * 12 + ((<usize>MOST_PAST + 8) << 2);
}

/**
 * Squares of whole distances of a stretch ending at j and the one ending now follow from those one step before: one value
 * enters and one leaves, without loss.
 *
 * ```
 * scratch  0               8 (count + 4)               12 (count + 4)
 *          usable values   whole value, the one        squares of distances by 2000 − lag (i32 × 2004);
 *          f64             `length` before (i16 × 2)   at first the sample (f64 × 1000)
 * ```
 * @param length values of a stretch, ≥ 2
 * @param out columns; observed the distance, expected its usual size, both per value
 */
export function scoreNearestNeighbour(values: usize, count: u32, length: u32, scratch: usize, out: usize): void {
  openStatistic();
  const kept = scratch;
  const pairs = kept + ((<usize>count + 4) << 3);
  const squares = pairs + ((<usize>count + 4) << 2);
  largest = min(16383, Math.floor(LARGEST / Math.sqrt(<f64>length)));
  findRange(values, count, squares);
  let seen: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    if (!isUsable(raw)) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    store<f64>(kept + ((<usize>seen) << 3), raw);
    const pair = pairs + ((<usize>seen) << 2);
    store<i16>(pair, whole(raw));
    store<i16>(pair, seen >= length ? load<i16>(pair - ((<usize>length) << 2)) : 0, 2);
    const nearest = nearestSquare(kept, pairs, squares, seen, length);
    seen++;
    if (nearest == Infinity) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    const distance = Math.sqrt(nearest / <f64>length);
    const usual = usualSize();
    say(out, count, i, rate(distance, abs(raw)), distance, usual, NaN, <f64>length);
  }
}

/** Middle and unit of the whole numbers. @param sample f64 × 1000 of scratch */
function findRange(values: usize, count: u32, sample: usize): void {
  const stride = max<u32>(1, (count + SAMPLE - 1) / SAMPLE);
  let size: u32 = 0;
  for (let i: u32 = 0; i < count; i += stride) {
    const value = at(values, i);
    if (!isUsable(value)) continue;
    store<f64>(sample + ((<usize>size) << 3), value);
    size++;
  }
  middle = 0;
  unit = 1;
  areWhole = false;
  if (size == 0) return;
  if (takeAsWhole(values, count)) return;
  let low = rank(sample, size, size / AT_THE_ENDS);
  let high = rank(sample, size, size - 1 - size / AT_THE_ENDS);
  if (low == high) {
    low = rank(sample, size, 0);
    high = rank(sample, size, size - 1);
  }
  middle = low + (high - low) / 2;
  if (high > low) unit = max(1e-290, (high - low) / largest);
}

/** Whether all values are whole numbers of no great range, which are then looked at as they are. */
function takeAsWhole(values: usize, count: u32): bool {
  let low: f64 = Infinity;
  let high: f64 = -Infinity;
  for (let i: u32 = 0; i < count; i++) {
    const value = at(values, i);
    if (!isUsable(value)) continue;
    if (value != Math.floor(value)) return false;
    low = min(low, value);
    high = max(high, value);
  }
  areWhole = high < 1e15 && low > -1e15 && high - low <= 2 * largest;
  if (areWhole) middle = low + largest;
  return areWhole;
}

/** A value in units from the middle, drawn in at the ends of the range. */
function whole(value: f64): i16 {
  return <i16>nearest(max(-largest, min(largest, (value - middle) / unit)));
}

/** Advances the squares of all lags to the value at `now`. @returns the least true one; Infinity without one */
function nearestSquare(kept: usize, pairs: usize, squares: usize, now: u32, length: u32): f64 {
  // stretches that overlap by half are alike for that reason
  const apart = (length >> 1) + 1;
  if (now + 1 < length + apart || apart > MOST_PAST) return Infinity;
  // by 2000 − lag, so that they lie in the order of time
  const longest = min(MOST_PAST, now + 1 - length);
  const from = MOST_PAST - longest;
  const end = MOST_PAST + 1 - apart;
  // the stretch that became whole with the value before `apart` others has no square yet
  const isNew = longest == now + 1 - length;
  const known = from + <u32>isNew;
  const fours = (end - known) >> 2;
  const start = end - (fours << 2);
  // where the stretch lies that a place tells of
  const offset = <i32>now - <i32>MOST_PAST;
  let least: f64 = Infinity;
  for (let place = from; place < start; place++) {
    const position = <u32>(<i32>place + offset);
    store<i32>(
      squares + ((<usize>place) << 2),
      place < known
        ? wholeSquare(pairs, now, position, length)
        : load<i32>(squares + ((<usize>place) << 2)) + changeOf(pairs, now, position),
    );
    least = min(least, trueSquare(kept, now, position, length));
  }
  const place = squares + ((<usize>start) << 2);
  const stretch = pairs + ((<usize>(<i32>start + offset)) << 2);
  advance(place, stretch, fours, load<i32>(pairs + ((<usize>now) << 2)));
  return settle(kept, place, <u32>(<i32>start + offset), fours, now, length, least);
}

/** Advances so many steps of four squares, and notes the least of each group. @param entering the pair of the value now */
function advance(place: usize, stretch: usize, fours: u32, entering: i32): void {
  const pair = i32x4.splat(entering);
  const signs = i32x4.splat(0xffff0001);
  let group = leasts;
  while (fours > 0) {
    const steps = min(GROUP, fours);
    fours -= steps;
    let least = i32x4.splat(i32.MAX_VALUE);
    const last = place + ((<usize>steps) << 4);
    for (const before = last - 16; place < before; place += 32) {
      const older = inline.always(advanced(place, stretch, pair, signs));
      least = i32x4.min_s(least, older);
      const newer = inline.always(advanced(place + 16, stretch + 16, pair, signs));
      least = i32x4.min_s(least, newer);
      stretch += 32;
    }
    if (place < last) {
      least = i32x4.min_s(least, inline.always(advanced(place, stretch, pair, signs)));
      place += 16;
      stretch += 16;
    }
    v128.store(group, least);
    group += 16;
  }
}

/** Advances four squares. @returns them */
function advanced(place: usize, stretch: usize, pair: v128, signs: v128): v128 {
  const apart = i16x8.sub(pair, v128.load(stretch));
  // the square of what enters less that of what leaves
  const change = i32x4.dot_i16x8_s(apart, i16x8.mul(apart, signs));
  const square = i32x4.add(v128.load(place), change);
  v128.store(place, square);
  return square;
}

/**
 * The least true square, of the stretches that can have it.
 *
 * @param place of the first square @param first where the first stretch ends
 * @param least what is known to be reached
 */
function settle(kept: usize, place: usize, first: u32, fours: u32, now: u32, length: u32, least: f64): f64 {
  const groups = (fours + GROUP - 1) / GROUP;
  const smallest = leastOf(groups);
  if (areWhole) return fours == 0 ? least : min(least, <f64>smallest);
  let limit = limitOf(least, length);
  // the most promising group first, as it draws the limit down
  for (let turn: u32 = 0; turn < 2; turn++) {
    for (let g: u32 = 0; g < groups; g++) {
      const own = leastIn(v128.load(leasts + ((<usize>g) << 4)));
      if (own > limit || (own == smallest) != (turn == 0)) continue;
      const until = min(fours, (g + 1) * GROUP);
      for (let four = g * GROUP; four < until; four++) {
        const square = v128.load(place + ((<usize>four) << 4));
        if (!v128.any_true(i32x4.le_s(square, i32x4.splat(limit)))) continue;
        const found = leastOfFour(kept, now, first + (four << 2), length);
        if (!(found < least)) continue;
        least = found;
        if (least == 0) return 0;
        limit = limitOf(least, length);
      }
    }
  }
  return least;
}

/** Squares of whole distances above this cannot belong to a true one below `least`. */
function limitOf(least: f64, length: u32): i32 {
  const distance = Math.sqrt(least) / unit + ROUNDED * Math.sqrt(<f64>length);
  return <i32>min(<f64>i32.MAX_VALUE, distance * distance + 1);
}

function leastOf(groups: u32): i32 {
  let least = i32x4.splat(i32.MAX_VALUE);
  for (let g: u32 = 0; g < groups; g++) least = i32x4.min_s(least, v128.load(leasts + ((<usize>g) << 4)));
  return leastIn(least);
}

function leastIn(squares: v128): i32 {
  const pairs = i32x4.min_s(squares, i32x4.shuffle(squares, squares, 2, 3, 0, 1));
  return min(i32x4.extract_lane(pairs, 0), i32x4.extract_lane(pairs, 1));
}

/** Square of the distance of the stretches that end at two places. */
function trueSquare(kept: usize, now: u32, position: u32, length: u32): f64 {
  let square: f64 = 0;
  for (let k: u32 = 0; k < length; k++) {
    const apart = at(kept, now - k) - at(kept, position - k);
    square += apart * apart;
  }
  return square;
}

/** The least of four, of stretches that end at `position` and behind it; each worked out as `trueSquare` does. */
function leastOfFour(kept: usize, now: u32, position: u32, length: u32): f64 {
  let older = f64x2.splat(0);
  let newer = f64x2.splat(0);
  let stretch = kept + ((<usize>position) << 3);
  let value = kept + ((<usize>now) << 3);
  for (let k: u32 = 0; k < length; k++) {
    const own = v128.load64_splat(value);
    const a = f64x2.sub(own, v128.load(stretch));
    const b = f64x2.sub(own, v128.load(stretch, 16));
    older = f64x2.add(older, f64x2.mul(a, a));
    newer = f64x2.add(newer, f64x2.mul(b, b));
    stretch -= 8;
    value -= 8;
  }
  const least = f64x2.pmin(older, newer);
  return min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
}

/** Square of the distance of two stretches of whole numbers. */
function wholeSquare(pairs: usize, now: u32, position: u32, length: u32): i32 {
  let square: i32 = 0;
  for (let k: u32 = 0; k < length; k++) {
    const apart =
      <i32>load<i16>(pairs + ((<usize>(now - k)) << 2)) - <i32>load<i16>(pairs + ((<usize>(position - k)) << 2));
    square += apart * apart;
  }
  return square;
}

/** What the square of a distance changes by when both stretches go one value on. */
function changeOf(pairs: usize, now: u32, position: u32): i32 {
  const own = pairs + ((<usize>now) << 2);
  const other = pairs + ((<usize>position) << 2);
  const entering = <i32>load<i16>(own) - <i32>load<i16>(other);
  const leaving = <i32>load<i16>(own, 2) - <i32>load<i16>(other, 2);
  return entering * entering - leaving * leaving;
}
