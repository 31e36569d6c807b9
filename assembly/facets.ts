/**
 * Facets: the distinct combinations of signature, level and dimension values that events come in. Every count of the
 * analysis is a sum over facets: all events, a level, a template, a value of a dimension, one build against another.
 *
 * ```
 * facet      0    8          16     24     32     40       48         52     56     60
 *            key  signature  count  first  last   openBin  openCount  level  texts  values     (64 bytes)
 *            u64  u64        u64    f64ms  f64ms  i64      u32        u32    u32    → u16 × 8
 * slot       0 index + 1 u32; open addressing, linear probing, at most half full
 * ```
 * The facets of the smallest keys are kept, at most `cap` at the end; what is left out is counted in the rest facet of its
 * level (index 0…7, signature 0), so counts always add up to events. As a kept key is among the smallest of every part
 * too, its count is exact. Facets stand in the order of their first events.
 */
import { allocate, reallocate } from "./arena";
import { roomForStreams, streamCell } from "./cell-streams";
import { compact, isFull, renumberCells, shift } from "./cells";
import { dimensionCount } from "./event";
import { combine, hashBytes } from "./hash";
import {
  dropUnused,
  exemplarsOfKeys,
  indexOfSignature,
  keepSignature,
  reorderSignatures,
  signatureCount,
} from "./signatures";
import { OTHER, renumberValues, valueCount, valueNumber } from "./values";

export const FACET: u32 = 64;
export const REST_COUNT: u32 = 8;
export const VALUES_BYTES: u32 = 16;
/** odd, so that the levels of one signature have different keys */
const LEVEL_STEP: u64 = 0x9e3779b97f4a7c15;
const NEVER: i64 = i64.MIN_VALUE;

let cap: u32 = 1 << 17;
let facets: usize = 0;
let capacity: u32 = 0;
let count: u32 = 0;
let slots: usize = 0;
let slotMask: u32 = 0;
/** keys above it are left out; lowered each time the table overflows */
export let highestKey: u64 = u64.MAX_VALUE;
/** events that were left out of their facet */
export let leftOut: u64 = 0;

/** Most facets kept; before the first event. */
export function configureFacets(newCap: u32): void {
  cap = newCap;
}

export function startFacets(): void {
  capacity = 1024;
  facets = allocate(capacity * FACET);
  roomForStreams(capacity);
  newSlots(4096);
  for (let level: u32 = 0; level < REST_COUNT; level++) initialise(facets + level * FACET, 0, 0, level);
  count = REST_COUNT;
}

function newSlots(size: u32): void {
  slots = allocate(size * 4);
  slotMask = size - 1;
}

function initialise(f: usize, key: u64, signature: u64, level: u32): void {
  store<u64>(f, key);
  store<u64>(f, signature, 8);
  store<u64>(f, 0, 16);
  store<f64>(f, Infinity, 24);
  store<f64>(f, -Infinity, 32);
  store<i64>(f, NEVER, 40);
  store<u32>(f, 0, 48);
  store<u32>(f, level, 52);
  store<u64>(f, 0, 56);
}

/** What the values of the dimensions at `places`, (start u32, end u32) each, add to a key. */
export function keyOfDimensions(places: usize): u64 {
  let key: u64 = 0;
  for (let i: u32 = 0; i < dimensionCount; i++) {
    const start = load<u32>(places + (i << 3));
    const end = load<u32>(places + (i << 3), 4);
    key = combine(key, start == 0 ? i : hashBytes(start, end - start));
  }
  return key;
}

/**
 * The facet of an event: its address. A new one keeps the message as exemplar of its signature; `literal` says that the
 * message is no text to be masked, `traced` that the event has the trace that was just settled.
 */
export function facetOf(
  signature: u64,
  level: u32,
  dimensionsKey: u64,
  places: usize,
  message: usize,
  messageEnd: usize,
  literal: bool,
  traced: bool,
): usize {
  const key = (signature + <u64>level * LEVEL_STEP) ^ dimensionsKey;
  const known = find(key);
  if (known != 0) return known;
  if (key > highestKey) {
    leftOut++;
    return facets + level * FACET;
  }
  if (count - REST_COUNT >= cap * 2) leaveOut();
  // making room may have lowered it below this key
  if (key > highestKey) {
    leftOut++;
    return facets + level * FACET;
  }
  const f = insert(key, signature, level);
  keepSignature(signature, key, message, messageEnd, literal, traced);
  let values: usize = 0;
  if (dimensionCount != 0) {
    values = allocate(VALUES_BYTES);
    for (let i: u32 = 0; i < dimensionCount; i++)
      store<u16>(values + (i << 1), valueNumber(i, load<u32>(places + (i << 3)), load<u32>(places + (i << 3), 4)));
  }
  store<u32>(f, <u32>values, 60);
  return f;
}

/** Address of the rest facet of a level. */
export function restOf(level: u32): usize {
  return facets + level * FACET;
}

/** Number of a facet in cells. */
export function indexOfFacet(f: usize): u32 {
  return <u32>((f - facets) / FACET);
}

export function addLeftOut(more: u64): void {
  leftOut += more;
}

/**
 * The facet of a key that another partial brings along, made when missing; 0 when it is left out. None is left out for want
 * of room meanwhile, so that none is renumbered; `values` (u16 × 8, 0 for none) is copied.
 */
export function facetOfKey(key: u64, signature: u64, level: u32, values: usize): usize {
  const known = find(key);
  if (known != 0) return known;
  if (key > highestKey) return 0;
  const f = insert(key, signature, level);
  if (values != 0) store<u32>(f, <u32>reallocate(values, VALUES_BYTES, VALUES_BYTES), 60);
  return f;
}

/** Leaves out what another partial left out, as its counts of that are not known. */
export function lowerHighestKey(key: u64): void {
  if (key >= highestKey) return;
  highestKey = key;
  leaveOutAbove();
}

/** The facet of a key, 0 when there is none. */
function find(key: u64): usize {
  let slot = <u32>key & slotMask;
  while (true) {
    const index = load<u32>(slots + (slot << 2));
    if (index == 0) return 0;
    const f = facets + (index - 1) * FACET;
    if (load<u64>(f) == key) return f;
    slot = (slot + 1) & slotMask;
  }
}

function insert(key: u64, signature: u64, level: u32): usize {
  if (count == capacity) {
    facets = reallocate(facets, count * FACET, count * 2 * FACET);
    capacity = count * 2;
    roomForStreams(capacity);
  }
  if (count * 2 > slotMask) {
    newSlots((slotMask + 1) * 2);
    for (let i: u32 = REST_COUNT; i < count; i++) place(i);
  }
  const f = facets + count * FACET;
  initialise(f, key, signature, level);
  place(count++);
  return f;
}

function place(index: u32): void {
  let slot = <u32>load<u64>(facets + index * FACET) & slotMask;
  while (load<u32>(slots + (slot << 2)) != 0) slot = (slot + 1) & slotMask;
  store<u32>(slots + (slot << 2), index + 1);
}

/** Counts an event of a facet at a second; without time `hasTime` is false. */
export function countEvent(f: usize, hasTime: bool, second: i64, ms: f64): void {
  store<u64>(f, load<u64>(f, 16) + 1, 16);
  if (!hasTime) return;
  if (ms < load<f64>(f, 24)) store<f64>(f, ms, 24);
  if (ms > load<f64>(f, 32)) store<f64>(f, ms, 32);
  // whether an event opens another bin of its facet cannot be foretold: the cell is written in any case, and kept or not
  if (isFull()) compactCells();
  const bin = second >> shift;
  const open = load<i64>(f, 40);
  const events = load<u32>(f, 48);
  const stays = bin == open;
  streamCell(indexOfFacet(f), open, events, !stays && events != 0);
  store<i64>(f, bin, 40);
  store<u32>(f, stays ? events + 1 : 1, 48);
}

/** Time of the first event of all, Infinity without one. */
export function firstMs(): f64 {
  let first: f64 = Infinity;
  for (let i: u32 = 0; i < count; i++) first = min(first, load<f64>(facets + i * FACET, 24));
  return first;
}

/** Time of the last event of all, −Infinity without one. */
export function lastMs(): f64 {
  let last: f64 = -Infinity;
  for (let i: u32 = 0; i < count; i++) last = max(last, load<f64>(facets + i * FACET, 32));
  return last;
}

/** Adds what another partial counted. */
export function addToFacet(f: usize, events: u64, first: f64, last: f64): void {
  store<u64>(f, load<u64>(f, 16) + events, 16);
  store<f64>(f, min(load<f64>(f, 24), first), 24);
  store<f64>(f, max(load<f64>(f, 32), last), 32);
}

function closeBin(f: usize): void {
  const events = load<u32>(f, 48);
  if (events == 0) return;
  if (isFull()) compactCells();
  streamCell(indexOfFacet(f), load<i64>(f, 40), events, true);
  store<i64>(f, NEVER, 40);
  store<u32>(f, 0, 48);
}

function compactCells(): void {
  const before = shift;
  compact();
  if (shift != before) coarsenOpenBins(shift - before);
}

/** Open bins follow when the shift grows. */
function coarsenOpenBins(by: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const p = facets + i * FACET + 40;
    const bin = load<i64>(p);
    if (bin != NEVER) store<i64>(p, bin >> by);
  }
}

/** Turns all open bins into cells. */
export function closeBins(): void {
  for (let i: u32 = 0; i < count; i++) closeBin(facets + i * FACET);
}

/** Keeps the facets of the `cap` smallest keys and gives the counts of the others to the rest facets. */
export function leaveOut(): void {
  if (count - REST_COUNT > cap) {
    highestKey = keyOfRank(cap);
    leaveOutAbove();
  }
}

/** Drops the signatures and values of facets that were left out; at the end, or before a partial is written. */
export function tidyFacets(): void {
  if (leftOut == 0) return;
  tidySignatures();
  exemplarsOfKeys();
  tidyValues();
}

/** Gives the counts of all facets above `highestKey` to the rest facets. */
function leaveOutAbove(): void {
  const total = count;
  closeBins();
  const newIndex = allocate(total * 4);
  let kept: u32 = REST_COUNT;
  for (let i: u32 = 0; i < REST_COUNT; i++) store<u32>(newIndex + (i << 2), i);
  for (let i: u32 = REST_COUNT; i < total; i++) {
    const f = facets + i * FACET;
    if (load<u64>(f) <= highestKey) {
      memory.copy(facets + kept * FACET, f, FACET);
      store<u32>(newIndex + (i << 2), kept++);
      continue;
    }
    const level = load<u32>(f, 52);
    const events = load<u64>(f, 16);
    addToFacet(facets + level * FACET, events, load<f64>(f, 24), load<f64>(f, 32));
    leftOut += events;
    store<u32>(newIndex + (i << 2), level);
  }
  count = kept;
  memory.fill(slots, 0, (slotMask + 1) << 2);
  for (let i: u32 = REST_COUNT; i < count; i++) place(i);
  renumberCells(newIndex);
  dropSignatures();
}

/** Drops the signatures that no facet has. */
function dropSignatures(): void {
  const used = allocate(signatureCount());
  for (let i: u32 = REST_COUNT; i < count; i++) {
    const index = indexOfSignature(load<u64>(facets + i * FACET, 8));
    if (index >= 0) store<u8>(used + index, 1);
  }
  dropUnused(used);
}

/** Puts the signatures of the facets in their order; those of no facet go. */
function tidySignatures(): void {
  const newNumber = allocate(signatureCount() * 4);
  let kept: u32 = 0;
  for (let i: u32 = REST_COUNT; i < count; i++) {
    const index = indexOfSignature(load<u64>(facets + i * FACET, 8));
    if (index >= 0 && load<u32>(newNumber + (index << 2)) == 0) store<u32>(newNumber + (index << 2), ++kept);
  }
  reorderSignatures(newNumber, kept);
}

/** Numbers the values of the facets in their order; those of no facet go. */
function tidyValues(): void {
  const newNumber = allocate((valueCount() + 1) * 4);
  let kept: u32 = 0;
  let moved = false;
  for (let i: u32 = REST_COUNT; i < count; i++) {
    const values = <usize>load<u32>(facets + i * FACET, 60);
    if (values == 0) continue;
    for (let p = values; p < values + VALUES_BYTES; p += 2) {
      const n = <u32>load<u16>(p);
      if (n == 0 || n == OTHER) continue;
      const place = newNumber + (n << 2);
      if (load<u32>(place) == 0) store<u32>(place, ++kept);
      moved = moved || load<u32>(place) != n;
      store<u16>(p, <u16>load<u32>(place));
    }
  }
  if (moved || kept != valueCount()) renumberValues(newNumber, kept);
}

/** The `rank`-th smallest key, 1-based, by bisection over the 64 bits: no table needed. */
function keyOfRank(rank: u32): u64 {
  let low: u64 = 0;
  let high: u64 = u64.MAX_VALUE;
  while (low < high) {
    const middle = low + ((high - low) >> 1);
    let below: u32 = 0;
    for (let i: u32 = REST_COUNT; i < count; i++) if (load<u64>(facets + i * FACET) <= middle) below++;
    if (below >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function facetCount(): u32 {
  return count;
}

export function facetsPointer(): usize {
  return facets;
}
