/**
 * The matrix profile of one series: of each window of m values, how far the window most like it is, and where.
 * Distances are Euclidean between z-normalised windows, so a shape counts and neither its level nor its size; exact, to
 * 10⁻⁹. Two windows fewer than m/2 + 1 values apart overlap too much to be compared. Beside the nearest of all the nearest
 * before each window is told (the left profile).
 *
 * - A window with a gap has no distance and is near to nothing.
 * - Flat windows are equal to each other (distance 0) and half correlated with any other (√m), as in STUMPY.
 *
 * Correlations are followed along the diagonals of the distance matrix, eight diagonals a pass (SCAMP's update of
 * centred products). Their rounding errors grow with the largest windows passed, so products are taken anew where a
 * window is much smaller than those before it, and every few thousand steps. What is found is measured again from the
 * values; near 1, where a correlation no longer tells distances apart, candidates are measured as they come.
 * Source: Yeh et al. (2016), "Matrix Profile I", ICDM; Zimmerman et al. (2019), "Matrix Profile XIV", SoCC.
 */
import { allocate } from "../arena";
import { at } from "./columns";
import {
  count,
  covariance,
  df,
  dg,
  exactDistance,
  FLAT,
  flags,
  GAP,
  inverses,
  length,
  lookAtWindow,
  norms,
  PADDING,
  put,
  SHAPE,
  startWindows,
} from "./profile-windows";

const LANES: u32 = 8;
/** a followed correlation is this exact */
const ERROR: f64 = 1e-13;
/** distances that need not be told apart */
const SAME: f64 = 5e-10;
/** how much smaller a window may be than the largest since its products were taken */
const SHRINKING: f64 = 4;
/** rows followed without taking products anew, at least */
const LEAST_ROWS: u32 = 4096;

/*
 * One side of the profile, the nearest before (left) or behind (right):
 *   limit    f64 × (w + 8)  a correlation above it is looked at
 *   distance f64 × w        measured; infinite until it is
 *   neighbour i32 × w       −1 for none
 */
let leftLimits: usize = 0;
let leftDistances: usize = 0;
let leftNeighbours: usize = 0;
let rightLimits: usize = 0;
let rightDistances: usize = 0;
let rightNeighbours: usize = 0;
/** u32 × (w + 8): the first window from each on that is much smaller than those before it; w for none */
let nextShrunk: usize = 0;
/** f64 × 8, the covariances of a band where it is interrupted */
let lanes: usize = 0;

let zone: u32 = 0;
/** above it candidates are measured */
let near: f64 = 0;
let prepared: u32 = 0;
let peak: f64 = 0;
let rowsStart: u32 = 0;
let diagonal: u32 = 0;
let settled: u32 = 0;
let cellsDone: f64 = 0;

/** Windows at most so far apart are not compared. */
export function profileZone(m: u32): u32 {
  return (m + 1) >> 1;
}

/** Starts the profile of n values, n ≥ m ≥ 2; `profileStep` goes on. */
export function startProfile(values: usize, n: u32, m: u32): void {
  startWindows(values, n, m);
  zone = profileZone(m);
  // a wrong choice among correlations nearer to 1 than this would be more than SAME in distance
  near = 1 - max(1e-9, ((2 * <f64>m * ERROR) / SAME) * (ERROR / SAME));
  const room = (<usize>(count + PADDING)) << 3;
  leftLimits = allocate(room);
  leftDistances = allocate(room);
  leftNeighbours = allocate(room);
  rightLimits = allocate(room);
  rightDistances = allocate(room);
  rightNeighbours = allocate(room);
  nextShrunk = allocate(room);
  lanes = allocate(LANES << 3);
  for (let i: u32 = 0; i < count + PADDING; i++) {
    put(leftLimits, i, -Infinity);
    put(rightLimits, i, -Infinity);
    put(leftDistances, i, Infinity);
    put(rightDistances, i, Infinity);
    store<i32>(leftNeighbours + (i << 2), -1);
    store<i32>(rightNeighbours + (i << 2), -1);
  }
  prepared = 0;
  peak = 0;
  rowsStart = 0;
  diagonal = zone + 1;
  settled = 0;
  cellsDone = 0;
}

/**
 * Works on for about so many cells of the distance matrix.
 * @returns how much is done, 0…1; 1 when the profile is ready
 */
export function profileStep(cells: f64): f64 {
  let left = cells;
  while (prepared < count && left > 0) {
    lookAtWindow(prepared);
    const norm = at(norms, prepared);
    const isSmall = norm < peak / SHRINKING;
    store<u32>(nextShrunk + (prepared << 2), isSmall ? prepared : count);
    peak = isSmall ? norm : max(peak, norm);
    prepared++;
    left -= <f64>length;
    if (prepared == count) chainShrunk();
  }
  if (prepared < count) return 0;
  const rows = max(LEAST_ROWS, 8 * length);
  while (rowsStart + zone + 1 < count && left > 0) {
    const end = min(rowsStart + rows, count - diagonal);
    followBand(diagonal, rowsStart, end);
    const done = <f64>(end - rowsStart) * <f64>LANES;
    left -= done;
    cellsDone += done;
    diagonal += LANES;
    if (diagonal + rowsStart >= count) {
      diagonal = zone + 1;
      rowsStart += rows;
    }
  }
  if (rowsStart + zone + 1 < count) {
    const side = <f64>(count - zone);
    return min(0.999, (2 * cellsDone) / (side * side));
  }
  while (settled < count && left > 0) {
    measure(settled, leftDistances, leftNeighbours);
    measure(settled, rightDistances, rightNeighbours);
    settled++;
    left -= <f64>length;
  }
  return settled < count ? 0.999 : 1;
}

function chainShrunk(): void {
  for (let i = count; i < count + PADDING; i++) store<u32>(nextShrunk + (i << 2), count);
  for (let i = count - 1; i > 0; i--) {
    const p = nextShrunk + ((i - 1) << 2);
    store<u32>(p, min(load<u32>(p), load<u32>(p, 4)));
  }
}

function measure(i: u32, distances: usize, neighbours: usize): void {
  const other = load<i32>(neighbours + (i << 2));
  if (other >= 0 && at(distances, i) == Infinity) put(distances, i, exactDistance(i, other));
}

/** Follows eight diagonals over rows [start, end); row i of diagonal k holds windows i and i + k. */
function followBand(k: u32, start: u32, end: u32): void {
  takeAnew(k, start, true);
  let i = start + 1;
  while (i < end) {
    // the column comes into the last lane first, and passes all
    const column = <i32>load<u32>(nextShrunk + ((i + k) << 2)) - <i32>(k + LANES - 1);
    const next = min(end, min(load<u32>(nextShrunk + (i << 2)), <u32>max(<i32>i, column)));
    if (i < next) followRows(k, i, next);
    const over = min(end, next + LANES);
    for (i = next; i < over; i++) takeAnew(k, i, false);
  }
}

function isShrunk(i: u32): bool {
  return load<u32>(nextShrunk + (i << 2)) == i;
}

/** One row, lane by lane: products of small windows, or all, are taken from the values. */
function takeAnew(k: u32, i: u32, all: bool): void {
  const every = all || isShrunk(i);
  for (let lane: u32 = 0; lane < LANES; lane++) {
    const j = i + k + lane;
    if (j >= count) return;
    const place = lanes + (lane << 3);
    const product =
      every || isShrunk(j) ? covariance(i, j) : load<f64>(place) + at(df, i) * at(dg, j) + at(dg, i) * at(df, j);
    store<f64>(place, product);
    consider(i, j, product * at(inverses, j) * at(inverses, i));
  }
}

/** The hot loop: rows [from, to) of a band, from the covariances of the row before.  */
function followRows(k: u32, from: u32, to: u32): void {
  let c0 = v128.load(lanes);
  let c1 = v128.load(lanes, 16);
  let c2 = v128.load(lanes, 32);
  let c3 = v128.load(lanes, 48);
  // globals are read once: the calls below would have them read in every row
  const shift = (<usize>k) << 3;
  const rowDf = df;
  const rowDg = dg;
  const rowInverses = inverses;
  const rowLimits = rightLimits;
  const columnDf = df + shift;
  const columnDg = dg + shift;
  const columnInverses = inverses + shift;
  const columnLimits = leftLimits + shift;
  const last = (<usize>to) << 3;
  for (let p = (<usize>from) << 3; p < last; p += 8) {
    const dfI = v128.load64_splat(rowDf + p);
    const dgI = v128.load64_splat(rowDg + p);
    const inverse = v128.load64_splat(rowInverses + p);
    const limit = v128.load64_splat(rowLimits + p);
    const dfJ = columnDf + p;
    const dgJ = columnDg + p;
    const inverseJ = columnInverses + p;
    const limitJ = columnLimits + p;
    c0 = f64x2.add(c0, f64x2.add(f64x2.mul(dfI, v128.load(dgJ)), f64x2.mul(dgI, v128.load(dfJ))));
    c1 = f64x2.add(c1, f64x2.add(f64x2.mul(dfI, v128.load(dgJ, 16)), f64x2.mul(dgI, v128.load(dfJ, 16))));
    c2 = f64x2.add(c2, f64x2.add(f64x2.mul(dfI, v128.load(dgJ, 32)), f64x2.mul(dgI, v128.load(dfJ, 32))));
    c3 = f64x2.add(c3, f64x2.add(f64x2.mul(dfI, v128.load(dgJ, 48)), f64x2.mul(dgI, v128.load(dfJ, 48))));
    const r0 = f64x2.mul(f64x2.mul(c0, v128.load(inverseJ)), inverse);
    const r1 = f64x2.mul(f64x2.mul(c1, v128.load(inverseJ, 16)), inverse);
    const r2 = f64x2.mul(f64x2.mul(c2, v128.load(inverseJ, 32)), inverse);
    const r3 = f64x2.mul(f64x2.mul(c3, v128.load(inverseJ, 48)), inverse);
    const over = v128.or(
      v128.or(
        f64x2.gt(r0, f64x2.pmin(limit, v128.load(limitJ))),
        f64x2.gt(r1, f64x2.pmin(limit, v128.load(limitJ, 16))),
      ),
      v128.or(
        f64x2.gt(r2, f64x2.pmin(limit, v128.load(limitJ, 32))),
        f64x2.gt(r3, f64x2.pmin(limit, v128.load(limitJ, 48))),
      ),
    );
    if (v128.any_true(over)) {
      const i = <u32>(p >> 3);
      const j = i + k;
      consider(i, j, f64x2.extract_lane(r0, 0));
      consider(i, j + 1, f64x2.extract_lane(r0, 1));
      consider(i, j + 2, f64x2.extract_lane(r1, 0));
      consider(i, j + 3, f64x2.extract_lane(r1, 1));
      consider(i, j + 4, f64x2.extract_lane(r2, 0));
      consider(i, j + 5, f64x2.extract_lane(r2, 1));
      consider(i, j + 6, f64x2.extract_lane(r3, 0));
      consider(i, j + 7, f64x2.extract_lane(r3, 1));
    }
  }
  v128.store(lanes, c0);
  v128.store(lanes, c1, 16);
  v128.store(lanes, c2, 32);
  v128.store(lanes, c3, 48);
}

/** Windows i < j with their correlation; NaN when one of them takes no part, and then nothing happens. */
function consider(i: u32, j: u32, correlation: f64): void {
  const forRight = correlation > at(rightLimits, i);
  const forLeft = correlation > at(leftLimits, j);
  if (!forRight && !forLeft) return;
  const distance = correlation > near ? exactDistance(i, j) : Infinity;
  if (forRight) improve(rightLimits, rightDistances, rightNeighbours, i, j, correlation, distance);
  if (forLeft) improve(leftLimits, leftDistances, leftNeighbours, j, i, correlation, distance);
}

/** @param distance as measured; infinite when the correlation alone tells */
function improve(
  limits: usize,
  distances: usize,
  neighbours: usize,
  window: u32,
  other: u32,
  correlation: f64,
  distance: f64,
): void {
  const measured = at(distances, window);
  if (measured < Infinity && distance >= measured) return;
  store<i32>(neighbours + (window << 2), other);
  put(distances, window, distance);
  if (distance == Infinity) put(limits, window, correlation);
  else put(limits, window, distance <= SAME ? Infinity : 1 - (distance * distance) / (2 * <f64>length) - 2 * ERROR);
}

/**
 * Writes the profile, w = n − m + 1 rows each.
 *
 * @param distances f64, NaN where there is no neighbour @param neighbours i32, −1 there
 * @param earlier f64 and i32 of the nearest before each window
 * @param kinds u8: 0 a shape, 1 flat, 2 with a gap
 */
export function writeProfile(
  distances: usize,
  neighbours: usize,
  earlierDistances: usize,
  earlierNeighbours: usize,
  kinds: usize,
): void {
  memory.copy(kinds, flags, count);
  settleSide(leftDistances, leftNeighbours, false);
  settleSide(rightDistances, rightNeighbours, true);
  for (let i: u32 = 0; i < count; i++) {
    const p = i << 2;
    const left = at(leftDistances, i);
    const right = at(rightDistances, i);
    // false where left is NaN or infinite
    const isLeft = left <= right;
    const nearest = isLeft ? left : right;
    put(distances, i, nearest == Infinity ? NaN : nearest);
    store<i32>(neighbours + p, load<i32>((isLeft ? leftNeighbours : rightNeighbours) + p));
    put(earlierDistances, i, left == Infinity ? NaN : left);
    store<i32>(earlierNeighbours + p, load<i32>(leftNeighbours + p));
  }
}

/** Adds what flat windows are near to, from one side: all windows before, or all behind. */
function settleSide(distances: usize, neighbours: usize, backwards: bool): void {
  const apart = Math.sqrt(<f64>length);
  let flat: i32 = -1;
  let shape: i32 = -1;
  for (let step: u32 = 0; step < count; step++) {
    const i = backwards ? count - 1 - step : step;
    if (step > zone) {
      const seen = backwards ? i + zone + 1 : i - zone - 1;
      const kind = load<u8>(flags + seen);
      if (kind == FLAT) flat = seen;
      else if (kind == SHAPE) shape = seen;
    }
    const kind = load<u8>(flags + i);
    if (kind == GAP) continue;
    if (kind == FLAT) {
      const other = flat >= 0 ? flat : shape;
      if (other >= 0) take(distances, neighbours, i, other, flat >= 0 ? 0 : apart);
    } else if (flat >= 0 && at(distances, i) > apart) take(distances, neighbours, i, flat, apart);
  }
}

function take(distances: usize, neighbours: usize, i: u32, other: i32, distance: f64): void {
  put(distances, i, distance);
  store<i32>(neighbours + (i << 2), other);
}

/** Distances of window i to all windows, f64 × w, with the rules for flat ones and gaps; NaN for those with a gap. */
export function distancesFrom(i: u32, out: usize): void {
  const kind = load<u8>(flags + i);
  for (let j: u32 = 0; j < count; j++) {
    const other = load<u8>(flags + j);
    if (kind == GAP || other == GAP) put(out, j, NaN);
    else if (kind == FLAT || other == FLAT) put(out, j, kind == other ? 0 : Math.sqrt(<f64>length));
    else put(out, j, exactDistance(i, j));
  }
}
