/**
 * Heads of lines seen before: what stands between the time and the message (level, thread, source …) comes back again and
 * again, and what a layout read from it once need not be read again.
 *
 * ```
 * entry  0     4       8      12   16     64             72                            128
 *        step  length  level  —    bytes  dimensionsKey  8 × (start u16, length u16)   (next entry)
 *        u32   u32     u32         48 B   u64            dimensions, relative to the head
 * ```
 * `step` is the program behind the time, `length` that of the head with the blanks before the message. A head answers only
 * when all its bytes are the same and the message begins right behind it, so it never changes what is read. Which layouts
 * may use it, `pipeline/compile.ts` decides: those whose steps behind the time look at the head only.
 */
import { allocate } from "./arena";
import { dimensions, level, lineDimensions, setDimensionsKey, setLevel, setMessage } from "./event";
import { keyOfDimensions } from "./facets";

const ENTRY: u32 = 128;
const ENTRIES_BITS: u32 = 10;
const LONGEST: usize = 48;
const NONE: u32 = 0xffffffff;
const entries: usize = allocate(ENTRY << ENTRIES_BITS);

// a log whose heads seldom repeat gains nothing: after so many lookups with fewer hits than misses it goes without
const TRIAL: u32 = 4096;
let hits: u32 = 0;
let misses: u32 = 0;
export let useHeads: bool = true;

/** Forgets all heads: programs of another file stand where those of the last one stood. */
export function startHeads(): void {
  for (let i: u32 = 0; i < (<u32>1) << ENTRIES_BITS; i++) store<u32>(entries + i * ENTRY, 0);
  hits = misses = 0;
  useHeads = true;
}

function entryOf(p: usize): usize {
  const h =
    (load<u64>(p) * 0x9e3779b97f4a7c15) ^ (load<u64>(p, 8) * 0x6a09e667f3bcc909) ^ rotl<u64>(load<u64>(p, 13), 7);
  return entries + <usize>((h * 0xbb67ae8584caa73b) >> (64 - ENTRIES_BITS)) * ENTRY;
}

/** Fills the event from a head that stands at p and is known; false when it is not. */
export function recallHead(step: usize, p: usize, end: usize): bool {
  const e = entryOf(p);
  const length = <usize>load<u32>(e, 4);
  if (load<u32>(e) != <u32>step || p + length >= end || load<u8>(p + length) <= 0x20) return miss();
  const same =
    <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(p), v128.load(e, 16)))) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(p, 16), v128.load(e, 32))))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(p, 32), v128.load(e, 48))))) << 32);
  const wanted = ((<u64>1) << length) - 1;
  if ((same & wanted) != wanted) return miss();
  hits++;
  setLevel(load<u32>(e, 8));
  for (let i: u32 = 0; i < lineDimensions; i++) {
    const place = load<u32>(e + (i << 2), 72);
    if (place == NONE) continue;
    const start = <u32>p + (place & 0xffff);
    store<u32>(dimensions + (i << 3), start);
    store<u32>(dimensions + (i << 3), start + (place >> 16), 4);
  }
  setDimensionsKey(load<u64>(e, 64));
  setMessage(p + length, end);
  return true;
}

function miss(): bool {
  misses++;
  if (misses == TRIAL) {
    if (hits < misses) useHeads = false;
    hits = misses = 0;
  }
  return false;
}

/** Keeps the head [p, message) of the event just read. */
export function keepHead(step: usize, p: usize, message: usize, end: usize): void {
  // without a blank before the message, the head's last word might go on in another line
  if (message - p > LONGEST || message >= end || message == p || load<u8>(message - 1) > 0x20) return;
  const e = entryOf(p);
  store<u32>(e, <u32>step);
  store<u32>(e, <u32>(message - p), 4);
  store<u32>(e, level, 8);
  v128.store(e, v128.load(p), 16);
  v128.store(e, v128.load(p, 16), 32);
  v128.store(e, v128.load(p, 32), 48);
  for (let i: u32 = 0; i < lineDimensions; i++) {
    const start = load<u32>(dimensions + (i << 3));
    const length = load<u32>(dimensions + (i << 3), 4) - start;
    store<u32>(e + (i << 2), start == 0 ? NONE : (start - <u32>p) | (length << 16), 72);
  }
  store<u64>(e, keyOfDimensions(dimensions), 64);
}
