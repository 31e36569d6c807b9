/**
 * Time layouts as small programs: each op reads one element of a stamp from the text into a field. What the fields mean
 * together is for time.ts.
 */
import { floorDiv } from "./calendar";

const T_END: u8 = 0;
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

// fields while a program runs; -1 is "not in the text"
export let year: i32, month: i32, day: i32, dayOfYear: i32, hour: i32, minute: i32, wholeSecond: i32;
export let zoneSeconds: i32;
export let hasZone: bool;
export let epochSecond: i64;
export let hasEpoch: bool;

/** milliseconds of the fraction, 0…999 */
export let fractionMs: u32 = 0;

/** Forgets the date and the time of day; before a whole program. */
export function startFields(): void {
  year = month = day = dayOfYear = -1;
  hour = minute = wholeSecond = 0;
}

/** Forgets what may follow the second; before any part of a program. */
export function startTail(): void {
  fractionMs = 0;
  hasZone = false;
  hasEpoch = false;
}

export function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

export function isFractionMark(byte: u32): bool {
  return byte == 0x2e || byte == 0x2c || byte == 0x3a;
}

/** Runs `size` bytes of a program, or to its end when 0. Returns the place behind the text, or 0. */
export function runProgram(program: usize, size: u32, p: usize, end: usize): usize {
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
  fractionMs = count >= 3 ? value : count == 2 ? value * 10 : value * 100;
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
    ms += fractionMs;
  } else if (count <= 14) ms = <i64>value;
  else if (count <= 17) ms = <i64>(value / 1000);
  else ms = <i64>(value / 1000000);
  if (negative) ms = -ms;
  epochSecond = floorDiv(ms, 1000);
  fractionMs = <u32>(ms - epochSecond * 1000);
  hasEpoch = true;
  zoneSeconds = 0;
}
