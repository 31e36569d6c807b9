/**
 * Time layouts as small programs: each op reads one element of a stamp from the text into a field. What the fields mean
 * together is for time.ts.
 */
import { floorDiv } from "./calendar";
import { monthAt, nameEnd, zoneMinutesAt } from "./time-names";

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
const T_ZONE_NAME: u8 = 16;
const T_TAI64: u8 = 17;
const T_ELAPSED: u8 = 18;
const T_DELTA: u8 = 19;
const T_MINUTE_UNPADDED: u8 = 20;
const T_SECOND_UNPADDED: u8 = 21;

// fields while a program runs; -1 is "not in the text"
export let year: i32, month: i32, day: i32, dayOfYear: i32, hour: i32, minute: i32, wholeSecond: i32;
export let zoneSeconds: i32;
export let hasZone: bool;
export let epochSecond: i64;
export let hasEpoch: bool;
/** microseconds since the stamp before, when the text says no more than that; −1 when it says a time */
export let deltaMicros: i64;

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
  deltaMicros = -1;
}

export function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

export function isFractionMark(byte: u32): bool {
  return byte == 0x2e || byte == 0x2c || byte == 0x3a;
}

export const LACKS_NOTHING: u32 = 1;
export const LACKS_YEAR: u32 = 2;
export const LACKS_DATE: u32 = 4;

/** What the stamps of a program do not tell. */
export function lackingIn(program: usize): u32 {
  let lacks = LACKS_DATE;
  for (; load<u8>(program) != T_END; program++) {
    const op = load<u8>(program);
    if (op == T_LITERAL) program++;
    else if (op == T_YEAR4 || op == T_YEAR2 || op == T_EPOCH || op == T_TAI64) return LACKS_NOTHING;
    else if (op == T_MONTH || op == T_MONTH_NAME) lacks = LACKS_YEAR;
  }
  return lacks;
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
        month = monthAt(p, end);
        behind = month < 0 ? 0 : nameEnd(p, end);
        break;
      case T_DAY:
        day = paddedAt(p, end);
        break;
      case T_DAY_OF_YEAR:
        dayOfYear = digitsAt(p, end, 3, 3);
        break;
      case T_WEEKDAY:
        behind = nameEnd(p, end);
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
      case T_MINUTE_UNPADDED:
        minute = digitsAt(p, end, 1, 2);
        break;
      case T_SECOND_UNPADDED:
        wholeSecond = digitsAt(p, end, 1, 2);
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
      case T_ZONE_NAME:
        readZone(p, end);
        if (!hasZone) readZoneName(p, end);
        break;
      case T_TAI64:
        readTai64(p, end);
        break;
      case T_ELAPSED:
        readElapsed(p, end);
        break;
      case T_DELTA:
        readElapsed(p, end);
        deltaMicros = hasEpoch ? elapsedMicros : -1;
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
  if (goesOn(behind, end, count)) {
    behind = 0;
    return;
  }
  if (negative) ms = -ms;
  epochSecond = floorDiv(ms, 1000);
  fractionMs = <u32>(ms - epochSecond * 1000);
  hasEpoch = true;
  zoneSeconds = 0;
}

/** Whether what stands behind a number of `count` digits makes it part of something else, as in a date, a clock or a name. */
function goesOn(p: usize, end: usize, count: i32): bool {
  if (p >= end) return false;
  const byte = <u32>load<u8>(p);
  if (byte == 0x2d || byte == 0x2f || byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 26) return true;
  // the colon of an audit's number comes behind whole seconds
  return byte == 0x3a && count < 9;
}

/** A zone's name behind at most one blank; `behind` is 0 when it is none. */
function readZoneName(p: usize, end: usize): void {
  const at = p < end && load<u8>(p) == 0x20 ? p + 1 : p;
  const minutes = zoneMinutesAt(at, end);
  behind = minutes == i32.MIN_VALUE ? 0 : nameEnd(at, end);
  if (behind == 0) return;
  hasZone = true;
  zoneSeconds = minutes * 60;
}

/**
 * A TAI64 or TAI64N label: 16 hexadecimal digits of seconds, and 8 of nanoseconds or none. As its writers do, UTC is taken
 * to be 10 s behind: label − 2^62 − 10. Source: D. J. Bernstein, "TAI64, TAI64N, and TAI64NA" and daemontools' tai_now.
 */
function readTai64(p: usize, end: usize): void {
  behind = 0;
  let label: u64 = 0;
  let nanos: u64 = 0;
  let count = 0;
  for (; p < end && count < 24; p++, count++) {
    let digit = <u32>load<u8>(p) - 0x30;
    if (digit > 9) digit = (<u32>load<u8>(p) | 0x20) - 0x61 < 6 ? (<u32>load<u8>(p) | 0x20) - 0x57 : 16;
    if (digit == 16) break;
    if (count < 16) label = (label << 4) | digit;
    else nanos = (nanos << 4) | digit;
  }
  if (count != 16 && count != 24) return;
  const seconds = <i64>(label - 0x4000000000000000) - 10;
  // what is no year between 1 and 9999 is no label
  if (seconds < -62135596800 || seconds > 253402300799 || nanos > 999999999) return;
  epochSecond = seconds;
  fractionMs = <u32>(nanos / 1000000);
  hasEpoch = true;
  behind = p;
}

let elapsedMicros: i64 = 0;

/** Seconds since a start that the text does not tell, blanks before them and up to nine digits behind the point. */
function readElapsed(p: usize, end: usize): void {
  behind = 0;
  while (p < end && load<u8>(p) == 0x20) p++;
  let value: i64 = 0;
  let count = 0;
  for (; p < end && count < 10; p++, count++) {
    const digit = <u32>load<u8>(p) - 0x30;
    if (digit > 9) break;
    value = value * 10 + digit;
  }
  if (count == 0 || p + 1 >= end || load<u8>(p) != 0x2e || !isDigit(load<u8>(p + 1))) return;
  let micros: i64 = 0;
  count = 0;
  for (p++; p < end; p++, count++) {
    const digit = <u32>load<u8>(p) - 0x30;
    if (digit > 9) break;
    if (count < 6) micros = micros * 10 + digit;
  }
  for (; count < 6; count++) micros *= 10;
  elapsedMicros = value * 1000000 + micros;
  epochSecond = value;
  fractionMs = <u32>(micros / 1000);
  hasEpoch = true;
  behind = p;
}
