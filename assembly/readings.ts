/**
 * How the plan of each file fares: what its layouts took, and where the first lines stand that none of them took.
 *
 * ```
 * reading  0     4     8      16              24                152
 *          file  kept  lines  unmatchedLines  layouts           unmatchedAt
 *          u32   u32   f64    f64             16 × f64 events   20 × f64 byte offsets    (312 bytes)
 * ```
 * A file has one entry, so parts of a file add up; the offsets kept are the first ones, as parts come in order. Kinds other
 * than line logs count at layout 0.
 */
import { reallocate } from "./arena";
import { MAX_LAYOUTS } from "./layout";

export const READING: u32 = 312;
const KEPT: u32 = 20;
const LAYOUTS_AT: u32 = 24;
const OFFSETS_AT: u32 = LAYOUTS_AT + MAX_LAYOUTS * 8;
let readings: usize = 0;
let capacity: u32 = 0;
let count: u32 = 0;
/** entry of the file that is read */
let current: usize = 0;

/** The counts that follow are of this file. */
export function startReadingOf(file: u32): void {
  current = entryOf(file);
}

/** The entry of a file; a new one when it has none. Files come in order, so the last ones are looked at first. */
function entryOf(file: u32): usize {
  for (let i = count; i > 0; i--) {
    const r = readings + (i - 1) * READING;
    if (load<u32>(r) == file) return r;
  }
  if (count == capacity) {
    const larger = max<u32>(8, capacity * 2);
    const before = readings;
    readings = reallocate(readings, count * READING, larger * READING);
    if (current != 0) current = readings + (current - before);
    capacity = larger;
  }
  const r = readings + count++ * READING;
  memory.fill(r, 0, READING);
  store<u32>(r, file);
  return r;
}

/** So many lines are done with. */
export function countLines(lines: u32): void {
  store<f64>(current, load<f64>(current, 8) + <f64>lines, 8);
}

/** A layout took an event. */
export function countTaken(layout: u32): void {
  const p = current + LAYOUTS_AT + (layout << 3);
  store<f64>(p, load<f64>(p) + 1);
}

/** No layout took the line at a byte offset, which has a text. */
export function countUnmatched(byteOffset: f64, lines: u32): void {
  store<f64>(current, load<f64>(current, 16) + <f64>lines, 16);
  keepOffset(current, byteOffset);
}

function keepOffset(r: usize, byteOffset: f64): void {
  const kept = load<u32>(r, 4);
  if (kept == KEPT) return;
  store<f64>(r + OFFSETS_AT + (kept << 3), byteOffset);
  store<u32>(r, kept + 1, 4);
}

/** Adds an entry of another partial, whose lines come after those here. */
export function addReading(other: usize): void {
  const r = entryOf(load<u32>(other));
  for (let at: u32 = 8; at < OFFSETS_AT; at += 8) store<f64>(r + at, load<f64>(r + at) + load<f64>(other + at));
  for (let i: u32 = 0; i < load<u32>(other, 4); i++) keepOffset(r, load<f64>(other + OFFSETS_AT + (i << 3)));
}

export function readingCount(): u32 {
  return count;
}

export function readingsPointer(): usize {
  return readings;
}
