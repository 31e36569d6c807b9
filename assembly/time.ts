/**
 * Time stamps: the layouts of the plan, run over the text of a line.
 *
 * ```
 * layouts  0        4          12            16           24
 *          program  cacheable  prefixLength  localSecond  prefix     (64 bytes)
 *          u32      u32        u32           i64          32 B
 * ```
 * Two caches save the parsing, as many lines share a second: the last stamp, compared as a whole but for the digits of its
 * fraction; and for each layout the text of the `cacheable` program bytes that decide the second.
 */
import { allocate } from "./arena";
import { daysFromCivil, daysInMonth, floorDiv, monthOfDay, offsetAt, yearOfDay } from "./calendar";
import {
  day,
  dayOfYear,
  deltaMicros,
  epochSecond,
  fractionMs,
  hasEpoch,
  hasZone,
  hour,
  isDigit,
  isFractionMark,
  lackingIn,
  minute,
  month,
  runProgram,
  startFields,
  startTail,
  wholeSecond,
  year,
  zoneSeconds,
} from "./time-program";
import { base, digits } from "./window";

const MAX_LAYOUTS: u32 = 16;
const LAYOUT_SIZE: u32 = 64;
const PREFIX_MAX: u32 = 32;
const layouts: usize = allocate(MAX_LAYOUTS * LAYOUT_SIZE);
let layoutCount: u32 = 0;

// what a successful `parseTime` leaves
/** whole seconds since 1970 UTC */
export let second: i64 = 0;
/** milliseconds within the second, 0…999 */
export let millis: u32 = 0;

// inputs of the file
let firstYear: i32 = 1970;
let clockOffsetMs: i64 = 0;

/** what the layouts of the file lack, a bit each; `mixed` when not all lack the same */
let lacking: u32 = 0;
let mixed: bool = false;

// what earlier stamps of the file tell about later ones: part of the carry state
/** years added since the first stamp, for stamps without a year; days, for stamps without a date; seconds, for deltas */
export let turns: i32 = 0;
/** month of the last stamp, or second of its day, or microseconds; −1 before the first */
export let lastSeen: i32 = -1;
// where the layouts lack different things, both tell of the last stamp: its day since 1970, and the second of the day

export function setTurns(newTurns: i32, newLastSeen: i32): void {
  turns = newTurns;
  lastSeen = newLastSeen;
  for (let i: u32 = 0; i < layoutCount; i++) store<u32>(layouts + i * LAYOUT_SIZE, 0, 12);
  hotIndex = 0xffffffff;
}

/** Starts a file: forgets layouts and carry; `offsetMs` is added to every stamp. */
export function startFile(year: i32, offsetMs: f64): void {
  layoutCount = 0;
  hotIndex = 0xffffffff;
  firstYear = year;
  clockOffsetMs = <i64>offsetMs;
  turns = 0;
  lastSeen = -1;
  lacking = 0;
  mixed = false;
}

/** Adds a layout of the current file; its index is the order of the calls. `cacheable` as drawn above, 0 for never. */
export function addTimeLayout(program: usize, cacheable: u32): u32 {
  if (layoutCount == MAX_LAYOUTS) return 0xffffffff;
  const l = layouts + layoutCount * LAYOUT_SIZE;
  store<u32>(l, <u32>program);
  store<u32>(l, cacheable, 4);
  store<u32>(l, 0, 12);
  lacking |= lackingIn(program);
  mixed = (lacking & (lacking - 1)) != 0;
  return layoutCount++;
}

// The last stamp, when only its fraction may differ: see `keepStamp`.
const hot = memory.data(32, 16);
let hotIndex: u32 = 0xffffffff;
let hotWanted: u32 = 0;
let hotDigits: u32 = 0;
let hotFraction: usize = 0;
let hotLength: usize = 0;
/** whether a blank stands behind it, where the next one may have a zone */
let hotBlank: bool = false;

/** Reads the stamp at `p`; sets `second` and `millis`. Returns the place behind it, or 0 when it does not match. */
export function parseTime(index: u32, p: usize, end: usize): usize {
  if (index == hotIndex && p + hotLength <= end) {
    const low = i8x16.bitmask(i8x16.eq(v128.load(p), v128.load(hot)));
    const high = i8x16.bitmask(i8x16.eq(v128.load(p, 16), v128.load(hot, 16)));
    const at = <u32>(p - base);
    const inner = <u32>(load<u64>(digits + (at >> 3)) >> (at & 7));
    if (
      ((<u32>low | ((<u32>high) << 16)) & hotWanted) == hotWanted &&
      (inner & hotDigits) == hotDigits &&
      !(hotBlank && mayBeginZone(p + hotLength + 1))
    ) {
      if (hotDigits != 0) millis = millisAt(p + hotFraction, hotDigits >> <u32>hotFraction);
      return p + hotLength;
    }
  }
  return parseAnew(index, p, end);
}

/** The milliseconds that the digits at `p` mean, of which `present` has a bit each. */
function millisAt(p: usize, present: u32): u32 {
  let value = <u32>load<u8>(p) * 100 - 4800;
  if (present & 2) value += <u32>load<u8>(p, 1) * 10 - 480;
  if (present & 4) value += <u32>load<u8>(p, 2) - 48;
  return value;
}

function parseAnew(index: u32, p: usize, end: usize): usize {
  const l = layouts + index * LAYOUT_SIZE;
  const program = <usize>load<u32>(l);
  const cacheable = load<u32>(l, 4);
  const length = load<u32>(l, 12);
  const start = p;
  hotIndex = 0xffffffff;
  startTail();
  let local: i64;
  if (length != 0 && p + length <= end && samePrefix(p, l + 24, length) && !isDigit(load<u8>(p + length))) {
    local = load<i64>(l, 16);
    p = runProgram(program + cacheable, 0, p + length, end);
    if (p == 0) return 0;
    keepStamp(index, start, length, p);
  } else {
    startFields();
    p = runProgram(program, cacheable, p, end);
    if (p == 0) return 0;
    const middle = p;
    if (cacheable != 0) {
      p = runProgram(program + cacheable, 0, p, end);
      if (p == 0) return 0;
    }
    if (hasEpoch) {
      local = epochSecond;
    } else {
      local = localSecond();
      if (local == i64.MIN_VALUE) return 0;
      if (cacheable != 0 && middle - start <= PREFIX_MAX) {
        store<u32>(l, <u32>(middle - start), 12);
        store<i64>(l, local, 16);
        v128.store(l, v128.load(start), 24);
        v128.store(l, v128.load(start, 16), 40);
        keepStamp(index, start, <u32>(middle - start), p);
      }
    }
  }
  millis = fractionMs;
  if (deltaMicros >= 0) {
    const micros = <i64>max(lastSeen, 0) + deltaMicros;
    turns += <i32>(micros / 1000000);
    lastSeen = <i32>(micros % 1000000);
    local = turns;
    millis = <u32>lastSeen / 1000;
  } else if (mixed) {
    const today = floorDiv(local, 86400);
    turns = <i32>today;
    lastSeen = <i32>(local - today * 86400);
  }
  if (hasEpoch) second = local;
  else second = local - (hasZone ? <i64>zoneSeconds : offsetAt(local));
  if (clockOffsetMs != 0) {
    const ms = second * 1000 + millis + clockOffsetMs;
    second = floorDiv(ms, 1000);
    millis = <u32>(ms - second * 1000);
    hotIndex = 0xffffffff;
  }
  return p;
}

/** Passes over a stamp: place behind it, or 0. Nothing is left of it. */
export function passTime(index: u32, p: usize, end: usize): usize {
  const keptSecond = second;
  const keptMillis = millis;
  const keptTurns = turns;
  const keptLastSeen = lastSeen;
  const behind = parseTime(index, p, end);
  second = keptSecond;
  millis = keptMillis;
  turns = keptTurns;
  lastSeen = keptLastSeen;
  return behind;
}

/**
 * Keeps the stamp [start, end) whose second ends after `prefix` bytes. The next stamp of this layout that equals it but
 * for the digits of its fraction, the byte behind it included, has the same second and is not parsed again.
 */
function keepStamp(index: u32, start: usize, prefix: u32, end: usize): void {
  const length = <u32>(end - start);
  if (length > 31) return;
  let fraction: u32 = prefix;
  let count: u32 = 0;
  if (fraction < length && !isDigit(load<u8>(start + fraction)) && isFractionMark(load<u8>(start + fraction))) {
    fraction++;
    while (fraction + count < length && isDigit(load<u8>(start + fraction + count))) count++;
  }
  // with other bytes behind it, what stands here might go on as a fraction or a zone
  const next = <u32>load<u8>(end);
  if (isDigit(next) || (count == 0 && isFractionMark(next))) return;
  if (!hasZone && next != 0x20 && mayBeginZone(end)) return;
  hotBlank = !hasZone && next == 0x20;
  hotDigits = count == 0 ? 0 : (((<u32>1) << count) - 1) << fraction;
  hotWanted = ((((<u64>1) << (length + 1)) - 1) as u32) & ~hotDigits;
  hotFraction = fraction;
  hotLength = length;
  hotIndex = index;
  v128.store(hot, v128.load(start));
  v128.store(hot, v128.load(start, 16), 16);
}

/** Whether a zone may begin at p: Z, UTC, GMT, or a sign before a digit. */
function mayBeginZone(p: usize): bool {
  const byte = <u32>load<u8>(p);
  if (byte == 0x2b || byte == 0x2d) return isDigit(load<u8>(p, 1));
  return byte == 0x5a || byte == 0x7a || byte == 0x55 || byte == 0x47;
}

function samePrefix(a: usize, b: usize, length: u32): bool {
  const first = i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b)));
  const second = i8x16.bitmask(i8x16.eq(v128.load(a, 16), v128.load(b, 16)));
  const wanted: u32 = length >= 32 ? 0xffffffff : ((<u32>1) << length) - 1;
  return ((<u32>first | ((<u32>second) << 16)) & wanted) == wanted;
}

/** The fields as a local second; i64.MIN_VALUE when they are no date. Fills in the year or the day where they lack. */
function localSecond(): i64 {
  if (hour > 24 || minute > 59 || wholeSecond > 60) return i64.MIN_VALUE;
  const ofDay = hour * 3600 + minute * 60 + wholeSecond;
  if (dayOfYear >= 0) {
    if (dayOfYear < 1 || year < 0 || dayOfYear > 337 + daysInMonth(year, 2)) return i64.MIN_VALUE;
    return (daysFromCivil(year, 1, 1) + dayOfYear - 1) * 86400 + ofDay;
  }
  if (month < 0) {
    // beside stamps with a date, none of which came before, there is no telling the day
    if (day >= 0 || year >= 0 || (mixed && lastSeen < 0)) return i64.MIN_VALUE;
    return <i64>dayOfTurn(ofDay) * 86400 + ofDay;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31) return i64.MIN_VALUE;
  const ofYear = year >= 0 ? year : yearOfTurn();
  if (day > daysInMonth(ofYear, month)) return i64.MIN_VALUE;
  return daysFromCivil(ofYear, month, day) * 86400 + ofDay;
}

/**
 * Without a year: a month more than half a year back begins the next year. One ten months ahead is a line that comes late
 * and belongs to the year before.
 */
function yearOfTurn(): i32 {
  if (mixed) return yearNearLast();
  if (lastSeen >= 0 && month < lastSeen - 6) turns++;
  else if (lastSeen >= 0 && month > lastSeen + 9) return firstYear + turns - 1;
  lastSeen = month;
  return firstYear + turns;
}

/** The same beside stamps with a year, which say what year it is. */
function yearNearLast(): i32 {
  if (lastSeen < 0) return firstYear;
  const lastYear = yearOfDay(turns);
  const lastMonth = monthOfDay(turns);
  return month < lastMonth - 6 ? lastYear + 1 : month > lastMonth + 9 ? lastYear - 1 : lastYear;
}

/**
 * Without a date: a time more than two hours back begins the next day; less may be a clock set back. One more than 22
 * hours ahead is a line that comes late and belongs to the day before.
 */
function dayOfTurn(ofDay: i32): i32 {
  if (mixed) return ofDay < lastSeen - 7200 ? turns + 1 : ofDay > lastSeen + 79200 ? turns - 1 : turns;
  if (lastSeen >= 0 && ofDay < lastSeen - 7200) turns++;
  else if (lastSeen >= 0 && ofDay > lastSeen + 79200) return turns - 1;
  lastSeen = ofDay;
  return turns;
}
