/**
 * Values of dimensions, numbered as they come; number 0 is "none".
 *
 * ```
 * entry  0     8          12     16
 *        hash  dimension  text   length      (24 bytes)
 *        u64   u32        → u8   u32
 * ```
 * At most 65 535 in all; values past that are number 65 535, "other".
 */
import { allocate, reallocate } from "./arena";
import { combine, hashBytes } from "./hash";

const ENTRY: u32 = 24;
export const OTHER: u32 = 65535;
/** bytes of a value that it is known by, and that are kept */
export const TEXT_CAP: u32 = 256;
let entries: usize = 0;
let capacity: u32 = 0;
let count: u32 = 0;
let slots: usize = 0;
let slotMask: u32 = 0;

/** Number of a value of a dimension, given as text in memory. */
export function valueNumber(dimension: u32, start: usize, end: usize): u32 {
  if (start == 0) return 0;
  const length = <u32>min(end - start, <usize>TEXT_CAP);
  const hash = combine(hashBytes(start, length), dimension);
  if (count * 2 >= slotMask) grow();
  let slot = <u32>hash & slotMask;
  while (true) {
    const number = load<u32>(slots + (slot << 2));
    if (number == 0) break;
    if (load<u64>(entries + (number - 1) * ENTRY) == hash) return number;
    slot = (slot + 1) & slotMask;
  }
  if (count + 1 >= OTHER) return OTHER;
  if (count == capacity) {
    const larger = max<u32>(256, capacity * 2);
    entries = reallocate(entries, capacity * ENTRY, larger * ENTRY);
    capacity = larger;
  }
  const e = entries + count * ENTRY;
  const text = allocate(length + 8);
  memory.copy(text, start, length);
  store<u64>(e, hash);
  store<u32>(e, dimension, 8);
  store<u32>(e, <u32>text, 12);
  store<u32>(e, length, 16);
  store<u32>(slots + (slot << 2), ++count);
  return count;
}

function grow(): void {
  const size = max<u32>(1024, (slotMask + 1) * 2);
  slots = allocate(size * 4);
  slotMask = size - 1;
  for (let i: u32 = 0; i < count; i++) placeValue(i);
}

function placeValue(i: u32): void {
  let slot = <u32>load<u64>(entries + i * ENTRY) & slotMask;
  while (load<u32>(slots + (slot << 2)) != 0) slot = (slot + 1) & slotMask;
  store<u32>(slots + (slot << 2), i + 1);
}

/** Gives the values of the numbers 1…count new ones: `newNumber[number]` (u32 table), 0 for those that go; `kept` stay. */
export function renumberValues(newNumber: usize, kept: u32): void {
  const before = entries;
  entries = allocate(kept * ENTRY);
  capacity = kept;
  for (let n: u32 = 1; n <= count; n++) {
    const to = load<u32>(newNumber + (n << 2));
    if (to != 0) memory.copy(entries + (to - 1) * ENTRY, before + (n - 1) * ENTRY, ENTRY);
  }
  count = kept;
  memory.fill(slots, 0, (slotMask + 1) << 2);
  for (let i: u32 = 0; i < count; i++) placeValue(i);
}

export function valueCount(): u32 {
  return count;
}

/** Address of the entry of a number from 1 on. */
export function valueEntry(number: u32): usize {
  return entries + (number - 1) * ENTRY;
}
