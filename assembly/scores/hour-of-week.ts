/**
 * Hour of week: an exponential moving average of the value against mean and deviation of its hour, for 168 hours; an hour
 * of the week seen too rarely is told by its hour of the day, that by all hours. The tail of the distance is learned, with
 * a generalised-Pareto end. An hour's model takes in only what came before the hour; it may begin with what earlier files of
 * the same source taught.
 *
 * ```
 * cell   0       8      16      24       32 bytes; 168 hours of the week, 24 of the day, 1 for all
 *        values  mean   squares visits
 * ```
 * Source: Welford (1962), Technometrics 4(3), for mean and squares; Roberts (1959), ibid. 1(3), for the average.
 */
import { at, isUsable, say } from "./columns";
import { clearTail, rateHeavy } from "./tail";

const HOURS_OF_WEEK: u32 = 168;
const DAY_CELLS: u32 = 168;
const ALL: u32 = 192;
const CELLS: u32 = 193;
/** visits that a cell must have had before it is asked: weeks for an hour of the week, days for one of the day */
const LEAST_VISITS: f64 = 3;
const LEAST_DISTANCES: f64 = 100;
const PRIOR: f64 = 0.5;

const cells = memory.data(193 * 32, 8);
/** what the hour that is going on adds when it is over: values, mean, squares */
const current = memory.data(32, 8);
const distances = memory.data(32 + 8 * 256, 8);

/**
 * @param seconds f64 a bin: time since 1970, ascending or nearly so
 * @param period bins of the moving average
 * @param counts whether the values are counts, whose square roots are compared
 * @param prior cells of the hours of the week that earlier files have left, of values as here; 0 for none
 * @param out columns in the unit of the values, of their moving average
 */
export function scoreHourOfWeek(
  values: usize,
  seconds: usize,
  count: u32,
  period: u32,
  counts: bool,
  prior: usize,
  out: usize,
): void {
  clearTail(distances);
  openCells(prior);
  const multiplier = 2 / (<f64>period + 1);
  let average: f64 = NaN;
  let hour: f64 = NaN;
  // what an hour is held against does not change while it goes on
  let hourEnd: f64 = -Infinity;
  let isKnown = false;
  let mean: f64 = 0;
  let unit: f64 = 0;
  let expected: f64 = 0;
  let deviation: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const time = at(seconds, i);
    if (!isUsable(raw) || !isUsable(time)) {
      say(out, count, i, 0, raw, NaN, NaN, 1);
      continue;
    }
    const value = comparable(raw, counts);
    if (!(time >= hourEnd - 3600 && time < hourEnd)) {
      if (hour == hour) close(hour);
      hour = Math.floor(time / 3600);
      hourEnd = (hour + 1) * 3600;
      const cell = cellOf(hour);
      isKnown = cell != 0;
      if (isKnown) {
        mean = load<f64>(cell, 8);
        unit = max(deviationOf(cell), 0.1 * deviationOf(cells + ALL * 32)) + abs(mean) * 1e-6 + 1e-12;
        expected = counts ? max(0, (mean * mean) / 4 - 0.375) : mean;
        deviation = counts ? (unit * max(1, mean)) / 2 : unit;
      }
    }
    average = average == average ? average + multiplier * (value - average) : value;
    if (!isKnown) say(out, count, i, 0, raw, NaN, NaN, 1);
    else {
      const distance = abs(average - mean) / unit;
      const surprise = rateHeavy(distances, distance, PRIOR, LEAST_DISTANCES);
      const seen = counts ? max(0, (average * average) / 4 - 0.375) : average;
      say(out, count, i, surprise, seen, expected, deviation, <f64>period);
    }
    addTo(current, 1, value, 0);
  }
}

/** Begins with what is known already, of days and of all hours too. */
function openCells(prior: usize): void {
  memory.fill(cells, 0, CELLS * 32);
  memory.fill(current, 0, 32);
  if (prior == 0) return;
  memory.copy(cells, prior, HOURS_OF_WEEK * 32);
  for (let hour: u32 = 0; hour < HOURS_OF_WEEK; hour++) {
    const cell = cells + hour * 32;
    if (!(load<f64>(cell) > 0)) continue;
    add(cells + dayCell(<f64>hour) * 32, cell);
    add(cells + ALL * 32, cell);
  }
}

/**
 * What a series teaches of the hours of the week, for later files of the same source; the hour that is going on at the end
 * counts as far as it came.
 *
 * @param out 168 cells as above, Thursday 0:00 UTC first
 */
export function weekCells(values: usize, seconds: usize, count: u32, counts: bool, out: usize): void {
  openCells(0);
  let hour: f64 = NaN;
  for (let i: u32 = 0; i < count; i++) {
    const raw = at(values, i);
    const time = at(seconds, i);
    if (!isUsable(raw) || !isUsable(time)) continue;
    const now = Math.floor(time / 3600);
    if (now != hour) {
      if (hour == hour) close(hour);
      hour = now;
    }
    addTo(current, 1, comparable(raw, counts), 0);
  }
  if (hour == hour) close(hour);
  memory.copy(out, cells, HOURS_OF_WEEK * 32);
}

/** A value as it is compared: of a count twice the root, which varies alike at all sizes (Anscombe 1948). */
function comparable(raw: f64, counts: bool): f64 {
  return counts ? 2 * Math.sqrt(max(0, raw) + 0.375) : raw;
}

/** The finest cell that was visited often enough; 0 when none was. */
function cellOf(hour: f64): usize {
  const week = cells + weekCell(hour) * 32;
  if (load<f64>(week, 24) >= LEAST_VISITS) return week;
  const day = cells + dayCell(hour) * 32;
  if (load<f64>(day, 24) >= LEAST_VISITS) return day;
  const all = cells + ALL * 32;
  return load<f64>(all, 24) >= LEAST_VISITS ? all : 0;
}

/** Hour of the week, Thursday 0:00 UTC first: 1970 began with it. */
function weekCell(hour: f64): u32 {
  return <u32>(hour - Math.floor(hour / HOURS_OF_WEEK) * HOURS_OF_WEEK);
}

function dayCell(hour: f64): u32 {
  return DAY_CELLS + <u32>(hour - Math.floor(hour / 24) * 24);
}

function deviationOf(cell: usize): f64 {
  const n = load<f64>(cell);
  return n > 1 ? Math.sqrt(load<f64>(cell, 16) / (n - 1)) : 0;
}

/** Gives what the hour had to its cells. */
function close(hour: f64): void {
  const n = load<f64>(current);
  if (n > 0) {
    join(cells + weekCell(hour) * 32);
    join(cells + dayCell(hour) * 32);
    join(cells + ALL * 32);
  }
  memory.fill(current, 0, 32);
}

function join(cell: usize): void {
  addTo(cell, load<f64>(current), load<f64>(current, 8), load<f64>(current, 16));
  store<f64>(cell, load<f64>(cell, 24) + 1, 24);
}

/** Adds one cell to another, with its visits. */
function add(cell: usize, other: usize): void {
  addTo(cell, load<f64>(other), load<f64>(other, 8), load<f64>(other, 16));
  store<f64>(cell, load<f64>(cell, 24) + load<f64>(other, 24), 24);
}

/** Adds n values of this mean and these squared differences. */
function addTo(cell: usize, n: f64, mean: f64, squares: f64): void {
  const before = load<f64>(cell);
  const total = before + n;
  const change = mean - load<f64>(cell, 8);
  store<f64>(cell, total);
  store<f64>(cell, load<f64>(cell, 8) + (change * n) / total, 8);
  store<f64>(cell, load<f64>(cell, 16) + squares + (change * change * before * n) / total, 16);
}
