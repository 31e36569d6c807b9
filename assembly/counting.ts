/**
 * Counting tables of the template step: open addressing, growing, reused from call to call.
 *
 * ```
 * slot  0    8    12   (16 bytes)
 *       key  a    b
 *       u64  u32  u32
 * ```
 * An address from `slotOf` holds until the next `slotOf` of the same table. Keys are hashes; 0 stands for no key.
 */
import { allocate } from "./arena";

/** the tables by what they hold; SCRATCH is taken by each rule in turn */
export const SCRATCH: u32 = 0;
export const KEYS: u32 = 1;
export const CONTEXTS: u32 = 2;
export const VALUES: u32 = 3;
const TABLES: u32 = 4;
/** counters that stay in the processor's cache */
const MOST_COUNTERS: u32 = 1 << 18;

const SLOT: u32 = 16;
const SMALLEST: u32 = 1024;
// place u32 | mask u32 | used u32, 16 bytes a table
const heads = memory.data(16 * TABLES, 16);

/** Empties a table. */
export function clearTable(table: u32): void {
  const head = heads + table * 16;
  if (load<u32>(head) == 0) {
    store<u32>(head, <u32>allocate(SMALLEST * SLOT));
    store<u32>(head, SMALLEST - 1, 4);
  } else if (load<u32>(head, 8) != 0) memory.fill(load<u32>(head), 0, (load<u32>(head, 4) + 1) * SLOT);
  store<u32>(head, 0, 8);
}

/** Whether a table holds no key. */
export function isEmpty(table: u32): bool {
  return load<u32>(heads + table * 16, 8) == 0;
}

/** The slot of a key, which is made when there is none. */
export function slotOf(table: u32, key: u64): usize {
  const head = heads + table * 16;
  const wanted = key == 0 ? 1 : key;
  const p = probe(load<u32>(head), load<u32>(head, 4), wanted);
  if (load<u64>(p) != 0) return p;
  const used = load<u32>(head, 8) + 1;
  store<u32>(head, used, 8);
  if (used * 3 > load<u32>(head, 4) * 2) {
    grow(head);
    const moved = probe(load<u32>(head), load<u32>(head, 4), wanted);
    store<u64>(moved, wanted);
    return moved;
  }
  store<u64>(p, wanted);
  return p;
}

/** The slot of a key; 0 when there is none. */
export function findSlot(table: u32, key: u64): usize {
  const head = heads + table * 16;
  const p = probe(load<u32>(head), load<u32>(head, 4), key == 0 ? 1 : key);
  return load<u64>(p) == 0 ? 0 : p;
}

/** Adds 1 to field a of a key, and returns it. */
export function countKey(table: u32, key: u64): u32 {
  const p = slotOf(table, key);
  const n = load<u32>(p, 8) + 1;
  store<u32>(p, n, 8);
  return n;
}

/** Field a of a key; 0 when there is none. */
export function countOf(table: u32, key: u64): u32 {
  const p = findSlot(table, key);
  return p == 0 ? 0 : load<u32>(p, 8);
}

function probe(place: usize, mask: u32, key: u64): usize {
  let slot = <u32>((key * 0x9e3779b97f4a7c15) >> 32) & mask;
  while (true) {
    const p = place + slot * SLOT;
    const found = load<u64>(p);
    if (found == key || found == 0) return p;
    slot = (slot + 1) & mask;
  }
}

function grow(head: usize): void {
  const from = <usize>load<u32>(head);
  const slots = load<u32>(head, 4) + 1;
  const mask = slots * 2 - 1;
  const to = allocate((mask + 1) * SLOT);
  for (let p = from; p < from + slots * SLOT; p += SLOT)
    if (load<u64>(p) != 0) v128.store(probe(to, mask, load<u64>(p)), v128.load(p));
  store<u32>(head, <u32>to);
  store<u32>(head, mask, 4);
}

// Two bit arrays that tell most keys which come once from those that come again: they stay in the processor's cache where a
// table of all keys does not.
let once: usize = 0;
let again: usize = 0;
let filterBytes: u32 = 0;
let filterShift: u64 = 0;

/** Forgets the keys noted, and makes room to tell so many apart. */
export function clearFilter(keys: u32): void {
  let bytes: u32 = 4096;
  while (bytes < keys) bytes <<= 1;
  if (bytes > filterBytes) {
    once = allocate(bytes);
    again = allocate(bytes);
    filterBytes = bytes;
  } else {
    memory.fill(once, 0, bytes);
    memory.fill(again, 0, bytes);
  }
  filterShift = 61 - <u64>ctz(bytes);
}

/** Notes a key. */
export function noteKey(key: u64): void {
  const bit = (key * 0x9e3779b97f4a7c15) >> filterShift;
  const byte = <usize>(bit >> 3);
  const mask = (<u32>1) << (<u32>(bit & 7));
  if (load<u8>(once + byte) & mask) store<u8>(again + byte, load<u8>(again + byte) | <u8>mask);
  else store<u8>(once + byte, load<u8>(once + byte) | <u8>mask);
}

/** Whether a key was noted at least twice; now and then also true of one that was noted once. */
export function maybeNotedAgain(key: u64): bool {
  const bit = (key * 0x9e3779b97f4a7c15) >> filterShift;
  return ((load<u8>(again + <usize>(bit >> 3)) >> <u8>(bit & 7)) & 1) != 0;
}

// A count-min sketch of one row (Cormode & Muthukrishnan 2005): counters that several keys may share, so that what it tells
// of a key is its count or more; enough to leave most keys out of a table.
let counters: usize = 0;
let counterCount: u32 = 0;
let sketchShift: u64 = 0;

/** Sets all counters to 0; `keys` is how many will be counted, each as often as it comes. */
export function clearSketch(keys: u32): void {
  let n: u32 = 1024;
  while (n < keys && n < MOST_COUNTERS) n <<= 1;
  if (n > counterCount) {
    counters = allocate(n * 2);
    counterCount = n;
  } else memory.fill(counters, 0, n * 2);
  sketchShift = 64 - <u64>ctz(n);
}

/** Counts a key, up to 65 535. */
export function sketchKey(key: u64): void {
  const p = counters + ((<usize>((key * 0x9e3779b97f4a7c15) >> sketchShift)) << 1);
  const n = <u32>load<u16>(p);
  if (n < 65535) store<u16>(p, <u16>(n + 1));
}

/** At least how often a key was counted, or 65 535. */
export function sketchedCount(key: u64): u32 {
  return load<u16>(counters + ((<usize>((key * 0x9e3779b97f4a7c15) >> sketchShift)) << 1));
}
