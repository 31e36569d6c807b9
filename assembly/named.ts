/**
 * Fields that are found by name: the plan's fields of JSON objects and key=value lines, by the hash of their path of keys.
 *
 * ```
 * field  0     8     12         16
 *        hash  role  argument   (next field)
 *        u64   u32   u32
 * ```
 * Of fields with equal paths the first in the text counts. Of several times, levels or messages the first in the plan does.
 */
import { combine, hashBytes } from "./hash";
import { LEVEL, MESSAGE, noteRole, startRecord, TIME, takeField } from "./record";

const MAX_FIELDS: u32 = 64;
const fields = memory.data(16 * 64, 8);
let count: u32 = 0;
/** a bit for each field's hash, so that most names are known to be none of them by one look */
let bloom: u64 = 0;
/** bits of the fields found in the record, and of all */
let found: u64 = 0;
let all: u64 = 0;
/** places in the plan of the time, level and message that count so far */
let bestTime: u32 = 0;
let bestLevel: u32 = 0;
let bestMessage: u32 = 0;

/** An object on the way to a field; a role of this file's own. */
export const ON_THE_WAY: u32 = 255;
export const UNKNOWN: u32 = 0xffffffff;

export function startNames(): void {
  count = 0;
  bloom = all = 0;
}

/** Adds a field; `path` holds its keys as they stand in the text, each followed by a NUL. Role and argument: record.ts. */
export function addNamedField(path: usize, length: u32, role: u32, argument: u32): void {
  noteRole(role);
  let hash: u64 = 0;
  let start = path;
  const end = path + length;
  for (let p = path; p < end; p++) {
    if (load<u8>(p) != 0) continue;
    hash = childOf(hash, start, <u32>(p - start));
    start = p + 1;
    if (start < end) add(hash, ON_THE_WAY, 0);
  }
  add(hash, role, argument);
}

function add(hash: u64, role: u32, argument: u32): void {
  if (count == MAX_FIELDS) return;
  if (role == ON_THE_WAY && fieldOf(hash) != UNKNOWN) return;
  const f = fields + (count << 4);
  store<u64>(f, hash);
  store<u32>(f, role, 8);
  store<u32>(f, argument, 12);
  if (role != ON_THE_WAY) all |= (<u64>1) << count;
  bloom |= (<u64>1) << (hash & 63);
  count++;
}

/** Hash of the path of a key under that of its object, 0 at the top. */
export function childOf(parent: u64, key: usize, length: u32): u64 {
  return combine(parent, hashBytes(key, length));
}

/** Number of the field with a path's hash, UNKNOWN when the plan has none. */
export function fieldOf(hash: u64): u32 {
  if (((bloom >> (hash & 63)) & 1) == 0) return UNKNOWN;
  for (let i: u32 = 0; i < count; i++) if (load<u64>(fields + (i << 4)) == hash) return i;
  return UNKNOWN;
}

export function roleOfField(index: u32): u32 {
  return load<u32>(fields + (index << 4), 8);
}

export function startNamed(): void {
  startRecord();
  found = 0;
  bestTime = bestLevel = bestMessage = UNKNOWN;
}

/** Gives the value of a field to the record; one that stands where an object was meant is none. */
export function takeNamed(index: u32, start: usize, end: usize, escapes: u32): void {
  const bit = (<u64>1) << index;
  const role = roleOfField(index);
  if ((found & bit) != 0 || role == ON_THE_WAY) return;
  found |= bit;
  if (role == TIME) {
    if (bestTime < index) return;
    bestTime = index;
  } else if (role == LEVEL) {
    if (bestLevel < index) return;
    bestLevel = index;
  } else if (role == MESSAGE) {
    if (bestMessage < index) return;
    bestMessage = index;
  }
  takeField(role, load<u32>(fields + (index << 4), 12), start, end, escapes);
}

/** Whether the rest of the record has nothing more to say. */
export function foundAll(): bool {
  return found == all;
}
