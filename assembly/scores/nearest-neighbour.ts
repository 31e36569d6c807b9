/**
 * Left nearest neighbour: how far the last values are, as they are, from the stretch before them that is most like them.
 * A stretch unlike all before is a shape not seen yet. Distances are of raw values, so that a level matters; the tail of
 * the distance is learned.
 * Source: Yeh et al. (2016), "Matrix Profile I", ICDM, for the left profile; without z-normalisation.
 */
import { at, isUsable, say } from "./columns";
import { openStatistic, rate, usualSize } from "./statistic";

/** values looked back at, at most: bounds the work per bin */
const MOST_PAST: u32 = 2000;

/** Bytes of scratch that `scoreNearestNeighbour` needs. */
export function nearestNeighbourScratch(count: u32): usize {
  return (<usize>count + MOST_PAST + 8) << 3;
}

/**
 * Squared distances of a stretch ending at j and the one ending now follow from those one step before: one value enters
 * and one leaves.
 *
 * ```
 * scratch  0               count + 4
 *          usable values   squared distances by lag, how far back j lies   (2004)
 * ```
 * @param length values of a stretch, ≥ 2
 * @param out columns; observed the distance, expected its usual size, both per value
 */
export function scoreNearestNeighbour(values: usize, count: u32, length: u32, scratch: usize, out: usize): void {
  openStatistic();
  const kept = scratch;
  const byLag = scratch + ((<usize>count + 4) << 3);
  memory.fill(byLag, 0, (<usize>MOST_PAST + 4) << 3);
  let seen: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    if (!isUsable(raw)) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    store<f64>(kept + ((<usize>seen) << 3), raw);
    const nearest = nearestSquare(kept, byLag, seen, length);
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

/** Advances the squares of all lags to the value at `seen`. @returns the least of those that count; Infinity without one */
function nearestSquare(kept: usize, byLag: usize, seen: u32, length: u32): f64 {
  const raw = at(kept, seen);
  const most = min(seen, MOST_PAST);
  // lags of which both stretches are whole, so that a value leaves
  const whole = seen >= length ? min(most, seen - length) : 0;
  const gone = seen >= length ? at(kept, seen - length) : 0;
  // stretches that overlap by half are alike for that reason
  const apart = (length >> 1) + 1;
  let nearest: f64 = Infinity;
  let lag: u32 = 1;
  const entering = f64x2.splat(raw);
  const leaving = f64x2.splat(gone);
  const none = f64x2.splat(0);
  let least = f64x2.splat(Infinity);
  for (; lag < min(apart, whole + 1); lag++) advance(kept, byLag, seen, length, lag, true);
  for (; lag + 1 <= whole; lag += 2) {
    const place = byLag + ((<usize>lag) << 3);
    const newer = kept + ((<usize>(seen - lag - 1)) << 3);
    // values lie in the order of time, lags against it
    const now = f64x2.sub(entering, swapped(v128.load(newer)));
    const then = f64x2.sub(leaving, swapped(v128.load(newer - ((<usize>length) << 3))));
    const square = f64x2.max(none, f64x2.sub(f64x2.add(v128.load(place), f64x2.mul(now, now)), f64x2.mul(then, then)));
    v128.store(place, square);
    least = f64x2.pmin(least, square);
  }
  nearest = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
  for (; lag <= most; lag++) {
    const square = advance(kept, byLag, seen, length, lag, lag <= whole);
    if (lag >= apart && seen + 1 >= lag + length) nearest = min(nearest, square);
  }
  return nearest;
}

function advance(kept: usize, byLag: usize, seen: u32, length: u32, lag: u32, leaves: bool): f64 {
  const place = byLag + ((<usize>lag) << 3);
  const entering = at(kept, seen) - at(kept, seen - lag);
  let square = load<f64>(place) + entering * entering;
  if (leaves) {
    const leaving = at(kept, seen - length) - at(kept, seen - length - lag);
    square = max(0, square - leaving * leaving);
  }
  store<f64>(place, square);
  return square;
}

function swapped(pair: v128): v128 {
  return v128.shuffle<f64>(pair, pair, 1, 0);
}
