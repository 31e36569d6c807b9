/**
 * Lines that say how the rows below them are to be read: `#Fields:` and `#Date:` of W3C extended logs, `#fields` of Zeek.
 * They may repeat and change in mid-file. The names they may give are known from the plan, with their roles.
 *
 * ```
 * name  0     8     12         16
 *       hash  role  argument   (next name)
 *       u64   u32   u32
 * ```
 */
import { daysFromCivil } from "./calendar";
import { hashBytes } from "./hash";
import { IGNORE } from "./record";
import { addColumn, startColumns } from "./table";
import { setTurns } from "./time";
import { base } from "./window";

const MAX_NAMES: u32 = 256;
const names = memory.data(16 * 256, 8);
let count: u32 = 0;
/** byte offset in the file of the line that named the columns, and one; 0 while they are those of the plan */
export let fieldsOffset: f64 = 0;

/** whether the times of rows lack the date, which `#Date:` gives */
let hasClockOnly: bool = false;

export function startDirectives(): void {
  count = 0;
  hasClockOnly = false;
}

/** Puts the columns back to those of the plan. */
export function resetDirectives(): void {
  fieldsOffset = 0;
}

export function setClockOnly(value: bool): void {
  hasClockOnly = value;
}

/** Adds a name and what a column of it is; see record.ts. */
export function addColumnName(name: usize, length: u32, role: u32, argument: u32): void {
  if (count == MAX_NAMES) return;
  const n = names + (count++ << 4);
  store<u64>(n, hashBytes(name, length));
  store<u32>(n, role, 8);
  store<u32>(n, argument, 12);
}

/** Follows the line at window offsets [from, to), which begins with the mark of comments and stands at `byteOffset`. */
export function readDirective(from: u32, to: u32, byteOffset: f64): void {
  const p = base + from + 1;
  const end = base + to;
  if (goesOn(p, end, FIELDS, 6)) {
    fieldsOffset = byteOffset + 1;
    nameColumns(p + 6, end);
  } else if (hasClockOnly && goesOn(p, end, DATE, 4)) readDate(p + 4, end);
}

// first letter in the lowest byte
const FIELDS: u64 = 0x73646c656966;
const DATE: u64 = 0x65746164;

/** Whether a line goes on with a word of `length` letters, in any case, and a colon or blank. */
function goesOn(p: usize, end: usize, word: u64, length: u32): bool {
  if (p + length >= end) return false;
  const letters = (load<u64>(p) | 0x2020202020202020) & (((<u64>1) << (length << 3)) - 1);
  const next = load<u8>(p + length);
  return letters == word && (next == 0x3a || next <= 0x20);
}

/** Takes the columns in the order of their names at [p, end), which blanks part. */
function nameColumns(p: usize, end: usize): void {
  if (p < end && load<u8>(p) == 0x3a) p++;
  startColumns();
  while (true) {
    while (p < end && load<u8>(p) <= 0x20) p++;
    if (p >= end) return;
    const name = p;
    while (p < end && load<u8>(p) > 0x20) p++;
    const hash = hashBytes(name, <u32>(p - name));
    let role = IGNORE;
    let argument: u32 = 0;
    for (let i: u32 = 0; i < count; i++) {
      const n = names + (i << 4);
      if (load<u64>(n) != hash) continue;
      role = load<u32>(n, 8);
      argument = load<u32>(n, 12);
      break;
    }
    addColumn(role, argument);
  }
}

/** Begins the day `YYYY-MM-DD[ hh:mm:ss]`, for rows that have only a time of day. */
function readDate(p: usize, end: usize): void {
  while (p < end && (load<u8>(p) <= 0x20 || load<u8>(p) == 0x3a)) p++;
  if (p + 10 > end || load<u8>(p + 4) != 0x2d || load<u8>(p + 7) != 0x2d) return;
  const year = numberAt(p, 4);
  const month = numberAt(p + 5, 2);
  const day = numberAt(p + 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return;
  let ofDay: i32 = -1;
  if (p + 19 <= end) {
    const hour = numberAt(p + 11, 2);
    const minute = numberAt(p + 14, 2);
    const second = numberAt(p + 17, 2);
    if (hour >= 0 && minute >= 0 && second >= 0) ofDay = hour * 3600 + minute * 60 + second;
  }
  setTurns(<i32>daysFromCivil(year, month, day), ofDay);
}

/** A number of `length` digits; −1 when they are none. */
function numberAt(p: usize, length: u32): i32 {
  let value: i32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const digit = <u32>load<u8>(p + i) - 0x30;
    if (digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
