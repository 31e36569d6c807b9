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
 *
 * Calendar: days from civil, Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
 */
import { allocate } from "./arena";
import { base, digits } from "./window";

export const T_END: u8 = 0;
const T_LITERAL: u8 = 1;
const T_YEAR4: u8 = 2;
const T_YEAR2: u8 = 3;
const T_MONTH: u8 = 4;
const T_MONTH_NAME: u8 = 5;
const T_DAY: u8 = 6;
const T_DAY_OF_YEAR: u8 = 7;
const T_WEEKDAY: u8 = 8;
const T_HOUR: u8 = 9;
const T_MINUTE: u8 = 10;
const T_SECOND: u8 = 11;
const T_FRACTION: u8 = 12;
const T_ZONE: u8 = 13;
const T_MERIDIEM: u8 = 14;
const T_EPOCH: u8 = 15;

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
let transitions: usize = 0;
let transitionCount: u32 = 0;

// what earlier stamps of the file tell about later ones: part of the carry state
/** years added since the first stamp, for stamps without a year; days, for stamps without a date */
export let turns: i32 = 0;
/** month of the last stamp, or second of its day; −1 before the first */
export let lastSeen: i32 = -1;

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
}

/** Takes a table of (localStartSeconds i64, offsetSeconds i64) rows, ascending, for stamps without a zone. */
export function setTransitions(p: usize, count: u32): void {
  transitions = p;
  transitionCount = count;
}

/** Adds a layout of the current file; its index is the order of the calls. `cacheable` as drawn above, 0 for never. */
export function addTimeLayout(program: usize, cacheable: u32): u32 {
  if (layoutCount == MAX_LAYOUTS) return 0xffffffff;
  const l = layouts + layoutCount * LAYOUT_SIZE;
  store<u32>(l, <u32>program);
  store<u32>(l, cacheable, 4);
  store<u32>(l, 0, 12);
  return layoutCount++;
}

// fields while a program runs; -1 is "not in the text"
let year: i32, month: i32, day: i32, dayOfYear: i32, hour: i32, minute: i32, wholeSecond: i32;
let zoneSeconds: i32;
let hasZone: bool;
let epochSecond: i64;
let hasEpoch: bool;

// The last stamp, when only its fraction may differ: see `keepStamp`.
const hot = memory.data(32, 16);
let hotIndex: u32 = 0xffffffff;
let hotWanted: u32 = 0;
let hotDigits: u32 = 0;
let hotFraction: usize = 0;
let hotLength: usize = 0;

/** Reads the stamp at `p`; sets `second` and `millis`. Returns the place behind it, or 0 when it does not match. */
export function parseTime(index: u32, p: usize, end: usize): usize {
  if (index == hotIndex && p + hotLength <= end) {
    const low = i8x16.bitmask(i8x16.eq(v128.load(p), v128.load(hot)));
    const high = i8x16.bitmask(i8x16.eq(v128.load(p, 16), v128.load(hot, 16)));
    const at = <u32>(p - base);
    const inner = <u32>(load<u64>(digits + (at >> 3)) >> (at & 7));
    if (((<u32>low | ((<u32>high) << 16)) & hotWanted) == hotWanted && (inner & hotDigits) == hotDigits) {
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
  millis = 0;
  hasZone = false;
  let local: i64;
  if (length != 0 && p + length <= end && samePrefix(p, l + 24, length) && !isDigit(load<u8>(p + length))) {
    local = load<i64>(l, 16);
    p = run(program + cacheable, 0, p + length, end);
    if (p == 0) return 0;
    keepStamp(index, start, length, p);
  } else {
    year = month = day = dayOfYear = -1;
    hour = minute = wholeSecond = 0;
    hasEpoch = false;
    p = run(program, cacheable, p, end);
    if (p == 0) return 0;
    const middle = p;
    if (cacheable != 0) {
      p = run(program + cacheable, 0, p, end);
      if (p == 0) return 0;
    }
    if (hasEpoch) {
      local = epochSecond;
      hasZone = true;
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
  second = hasZone ? local - zoneSeconds : local - offsetAt(local);
  if (clockOffsetMs != 0) {
    const ms = second * 1000 + millis + clockOffsetMs;
    second = floorDiv(ms, 1000);
    millis = <u32>(ms - second * 1000);
    hotIndex = 0xffffffff;
  }
  return p;
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
  hotDigits = count == 0 ? 0 : (((<u32>1) << count) - 1) << fraction;
  hotWanted = ((((<u64>1) << (length + 1)) - 1) as u32) & ~hotDigits;
  hotFraction = fraction;
  hotLength = length;
  hotIndex = index;
  v128.store(hot, v128.load(start));
  v128.store(hot, v128.load(start, 16), 16);
}

function isFractionMark(byte: u32): bool {
  return byte == 0x2e || byte == 0x2c || byte == 0x3a;
}

function samePrefix(a: usize, b: usize, length: u32): bool {
  const first = i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b)));
  const second = i8x16.bitmask(i8x16.eq(v128.load(a, 16), v128.load(b, 16)));
  const wanted: u32 = length >= 32 ? 0xffffffff : ((<u32>1) << length) - 1;
  return ((<u32>first | ((<u32>second) << 16)) & wanted) == wanted;
}

function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

/** Runs `size` bytes of a program, or to its end when 0. Returns the place behind the text, or 0. */
function run(program: usize, size: u32, p: usize, end: usize): usize {
  const stop = size == 0 ? usize.MAX_VALUE : program + size;
  while (program < stop) {
    const op = load<u8>(program++);
    switch (op) {
      case T_END:
        return p;
      case T_LITERAL:
        if (p >= end || load<u8>(p) != load<u8>(program)) return 0;
        program++;
        p++;
        break;
      case T_YEAR4:
        year = digitsAt(p, end, 4, 4);
        break;
      case T_YEAR2:
        year = digitsAt(p, end, 2, 2);
        // POSIX: 69–99 are 1969–1999, 00–68 are 2000–2068
        year += year >= 69 ? 1900 : 2000;
        break;
      case T_MONTH:
        month = paddedAt(p, end);
        break;
      case T_MONTH_NAME:
        month = monthNameAt(p, end);
        break;
      case T_DAY:
        day = paddedAt(p, end);
        break;
      case T_DAY_OF_YEAR:
        dayOfYear = digitsAt(p, end, 3, 3);
        break;
      case T_WEEKDAY:
        skipLetters(p, end);
        break;
      case T_HOUR:
        hour = paddedAt(p, end);
        break;
      case T_MINUTE:
        minute = digitsAt(p, end, 2, 2);
        break;
      case T_SECOND:
        wholeSecond = digitsAt(p, end, 2, 2);
        break;
      case T_FRACTION:
        readFraction(p, end);
        break;
      case T_ZONE:
        readZone(p, end);
        break;
      case T_MERIDIEM:
        readMeridiem(p, end);
        break;
      case T_EPOCH:
        readEpoch(p, end);
        break;
      default:
        unreachable();
    }
    if (op != T_LITERAL) {
      if (behind == 0) return 0;
      p = behind;
    }
  }
  return p;
}

/** place behind the element just read; 0 when it did not match */
let behind: usize = 0;

function digitsAt(p: usize, end: usize, least: u32, most: u32): i32 {
  let value: i32 = 0;
  let count: u32 = 0;
  while (count < most && p < end) {
    const digit = <u32>load<u8>(p) - 0x30;
    if (digit > 9) break;
    value = value * 10 + digit;
    p++;
    count++;
  }
  behind = count < least ? 0 : p;
  return value;
}

/** one or two digits, the first may be a blank */
function paddedAt(p: usize, end: usize): i32 {
  if (p < end && load<u8>(p) == 0x20) return digitsAt(p + 1, end, 1, 1);
  return digitsAt(p, end, 1, 2);
}

/** first three letters of the English month names, lower-case, packed into 24 bits */
const MONTHS = memory.data<u32>([
  0x6e616a, 0x626566, 0x72616d, 0x727061, 0x79616d, 0x6e756a, 0x6c756a, 0x677561, 0x706573, 0x74636f, 0x766f6e,
  0x636564,
]);

function monthNameAt(p: usize, end: usize): i32 {
  behind = 0;
  if (p + 3 > end) return -1;
  const name = (load<u32>(p) & 0xffffff) | 0x202020;
  for (let m = 0; m < 12; m++)
    if (load<u32>(MONTHS + (m << 2)) == name) {
      skipLetters(p + 3, end);
      if (behind == 0) behind = p + 3;
      return m + 1;
    }
  return -1;
}

function skipLetters(p: usize, end: usize): void {
  const start = p;
  while (p < end && (<u32>load<u8>(p) | 0x20) - 0x61 < 26) p++;
  behind = p == start ? 0 : p;
}

function readFraction(p: usize, end: usize): void {
  behind = p;
  if (p + 1 >= end) return;
  const mark = load<u8>(p);
  if (!isFractionMark(mark) || !isDigit(load<u8>(p + 1))) return;
  let value: u32 = 0;
  let count: u32 = 0;
  for (p++; p < end; p++, count++) {
    const digit = <u32>load<u8>(p) - 0x30;
    if (digit > 9) break;
    if (count < 3) value = value * 10 + digit;
  }
  millis = count >= 3 ? value : count == 2 ? value * 10 : value * 100;
  behind = p;
}

function readZone(p: usize, end: usize): void {
  behind = p;
  if (p >= end) return;
  let at = p;
  if (load<u8>(at) == 0x20 && at + 1 < end) at++;
  const sign = load<u8>(at);
  if (sign == 0x5a || sign == 0x7a) {
    if (at + 1 < end && (<u32>load<u8>(at + 1) | 0x20) - 0x61 < 26) return;
    hasZone = true;
    zoneSeconds = 0;
    behind = at + 1;
    return;
  }
  if (at + 3 <= end && ((load<u32>(at) & 0xffffff) == 0x435455 || (load<u32>(at) & 0xffffff) == 0x544d47)) {
    hasZone = true;
    zoneSeconds = 0;
    behind = at + 3;
    return;
  }
  if (sign != 0x2b && sign != 0x2d) return;
  const hours = digitsAt(at + 1, end, 2, 2);
  if (behind == 0) {
    behind = p;
    return;
  }
  let next = behind;
  if (next < end && load<u8>(next) == 0x3a) next++;
  const minutes = digitsAt(next, end, 2, 2);
  let total = hours * 3600;
  if (behind == 0) behind = at + 3;
  else total += minutes * 60;
  hasZone = true;
  zoneSeconds = sign == 0x2d ? -total : total;
}

function readMeridiem(p: usize, end: usize): void {
  behind = 0;
  if (p + 2 > end) return;
  const letters = load<u16>(p) | 0x2020;
  if (letters == 0x6d70) {
    if (hour < 12) hour += 12;
  } else if (letters == 0x6d61) {
    if (hour == 12) hour = 0;
  } else return;
  behind = p + 2;
}

/** seconds, ms, µs or ns by the number of digits (up to 11, 14, 17, 20); a fraction only after seconds */
function readEpoch(p: usize, end: usize): void {
  let negative = false;
  if (p < end && load<u8>(p) == 0x2d) {
    negative = true;
    p++;
  }
  let value: u64 = 0;
  let count = 0;
  for (; p < end && count < 20; p++, count++) {
    const digit = <u32>load<u8>(p) - 0x30;
    if (digit > 9) break;
    value = value * 10 + digit;
  }
  behind = count == 0 ? 0 : p;
  if (count == 0) return;
  let ms: i64;
  if (count <= 11) {
    ms = <i64>value * 1000;
    readFraction(p, end);
    ms += millis;
  } else if (count <= 14) ms = <i64>value;
  else if (count <= 17) ms = <i64>(value / 1000);
  else ms = <i64>(value / 1000000);
  if (negative) ms = -ms;
  epochSecond = floorDiv(ms, 1000);
  millis = <u32>(ms - epochSecond * 1000);
  hasEpoch = true;
  zoneSeconds = 0;
}

function floorDiv(a: i64, b: i64): i64 {
  const q = a / b;
  return q * b > a ? q - 1 : q;
}

/** The fields as a local second; i64.MIN_VALUE when they are no date. Fills in the year or the day where they lack. */
function localSecond(): i64 {
  if (hour > 24 || minute > 59 || wholeSecond > 60) return i64.MIN_VALUE;
  const ofDay = hour * 3600 + minute * 60 + wholeSecond;
  if (dayOfYear >= 0) {
    if (dayOfYear < 1 || dayOfYear > 366 || year < 0) return i64.MIN_VALUE;
    return (daysFromCivil(year, 1, 1) + dayOfYear - 1) * 86400 + ofDay;
  }
  if (month < 0) {
    if (day >= 0 || year >= 0) return i64.MIN_VALUE;
    return <i64>dayOfTurn(ofDay) * 86400 + ofDay;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31) return i64.MIN_VALUE;
  return daysFromCivil(year >= 0 ? year : yearOfTurn(), month, day) * 86400 + ofDay;
}

/** Without a year: a month more than half a year back begins the next year, one as far ahead belongs to the last. */
function yearOfTurn(): i32 {
  if (lastSeen >= 0 && month < lastSeen - 6) turns++;
  else if (lastSeen >= 0 && month > lastSeen + 6 && turns > 0) return firstYear + turns - 1;
  lastSeen = month;
  return firstYear + turns;
}

/** Without a date: a time more than half a day back begins the next day, one as far ahead belongs to the last. */
function dayOfTurn(ofDay: i32): i32 {
  if (lastSeen >= 0 && ofDay < lastSeen - 43200) turns++;
  else if (lastSeen >= 0 && ofDay > lastSeen + 43200 && turns > 0) return turns - 1;
  lastSeen = ofDay;
  return turns;
}

function daysFromCivil(y: i32, m: i32, d: i32): i64 {
  y -= m <= 2 ? 1 : 0;
  const era: i32 = (y >= 0 ? y : y - 399) / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return <i64>era * 146097 + dayOfEra - 719468;
}

/** Offset from UTC in seconds of a local second, by the transitions; 0 without any. */
function offsetAt(local: i64): i64 {
  let low: u32 = 0;
  let high = transitionCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<i64>(transitions + (middle << 4)) <= local) low = middle + 1;
    else high = middle;
  }
  return low == 0 ? 0 : load<i64>(transitions + ((low - 1) << 4), 8);
}
