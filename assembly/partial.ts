/**
 * The byte form of what has been read, and its merge. Adjacent partials merge in the order of the files; merging into an
 * empty instance restores it.
 *
 * ```
 * header  0      8      16            24      32          40      48     56            64      72     80      88
 *         magic  shift  measureShift  values  signatures  facets  cells  measureCells  blocks  lines  events  untimedEvents
 *         96             104      112
 *         unparsedLines  leftOut  readings                (16 f64; from 120 on for later use)
 * value       0 dimension u32, 4 length u32, 8 text, padded to 8 bytes
 * signature   0 signature u64, 8 place f64, 16 flags u32, 20 length u32, 24 exemplar, padded
 * facet       0 key u64, 8 signature u64, 16 count u64, 24 firstMs f64, 32 lastMs f64, 40 level u32, 44 has values u32,
 *             48 value numbers u16 × 8
 * ```
 * Cells, measure cells, blocks and readings follow as their files draw them.
 */
import { allocate } from "./arena";
import { appendBlock, BLOCK, blockCount, blocksPointer } from "./blocks";
import { addCell, cellCount, cellsPointer, coarsenTo, shift } from "./cells";
import {
  addLeftOut,
  addToFacet,
  facetCount,
  facetOfKey,
  facetsPointer,
  indexOfFacet,
  leaveOut,
  leftOut,
  REST_COUNT,
  restOf,
} from "./facets";
import { appendMeasureCell, coarsenMeasuresTo, measureCell, measureCellCount, measureShift } from "./measures";
import { addTotals, events, lines, unparsedLines, untimedEvents } from "./reader";
import { addReading, READING, readingCount, readingsPointer } from "./readings";
import { keepExemplar, signatureCount, signatureEntry } from "./signatures";
import { OTHER, valueCount, valueEntry, valueNumber } from "./values";

const MAGIC: f64 = 0x31504c54;
const HEADER: u32 = 16 * 8;
const FACET_FORM: u32 = 64;
const VALUES_BYTES: u32 = 16;
const MEASURE_CELL: u32 = 48;

function padded(bytes: u32): u32 {
  return (bytes + 7) & ~7;
}

function size(): usize {
  let bytes: usize = HEADER;
  for (let n: u32 = 1; n <= valueCount(); n++) bytes += 8 + padded(load<u32>(valueEntry(n), 16));
  for (let i: u32 = 0; i < signatureCount(); i++) bytes += 24 + padded(load<u32>(signatureEntry(i), 12));
  bytes += facetCount() * FACET_FORM + cellCount() * 16;
  return bytes + measureCellCount() * MEASURE_CELL + blockCount() * BLOCK + readingCount() * READING;
}

export let partialBytes: usize = 0;

/** Writes the partial after `settle`; returns its address, its length is `partialBytes`. */
export function writePartial(): usize {
  partialBytes = size();
  const start = allocate(partialBytes);
  const head = memory.data<f64>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  store<f64>(head, MAGIC);
  store<f64>(head, shift, 8);
  store<f64>(head, measureShift, 16);
  store<f64>(head, valueCount(), 24);
  store<f64>(head, signatureCount(), 32);
  store<f64>(head, facetCount(), 40);
  store<f64>(head, cellCount(), 48);
  store<f64>(head, measureCellCount(), 56);
  store<f64>(head, blockCount(), 64);
  store<f64>(head, lines, 72);
  store<f64>(head, events, 80);
  store<f64>(head, untimedEvents, 88);
  store<f64>(head, unparsedLines, 96);
  store<f64>(head, <f64>leftOut, 104);
  store<f64>(head, readingCount(), 112);
  memory.copy(start, head, HEADER);
  let p = start + HEADER;
  for (let n: u32 = 1; n <= valueCount(); n++) {
    const e = valueEntry(n);
    const length = load<u32>(e, 16);
    store<u32>(p, load<u32>(e, 8));
    store<u32>(p, length, 4);
    memory.copy(p + 8, load<u32>(e, 12), length);
    p += 8 + padded(length);
  }
  for (let i: u32 = 0; i < signatureCount(); i++) {
    const e = signatureEntry(i);
    const length = load<u32>(e, 12);
    store<u64>(p, load<u64>(e));
    store<f64>(p, load<f64>(e, 16), 8);
    store<u32>(p, load<u32>(e, 24), 16);
    store<u32>(p, length, 20);
    memory.copy(p + 24, load<u32>(e, 8), length);
    p += 24 + padded(length);
  }
  for (let i: u32 = 0; i < facetCount(); i++) {
    const f = facetsPointer() + i * 64;
    memory.copy(p, f, 40);
    store<u32>(p, load<u32>(f, 52), 40);
    const values = load<u32>(f, 60);
    store<u32>(p, values == 0 ? 0 : 1, 44);
    if (values != 0) memory.copy(p + 48, values, VALUES_BYTES);
    p += FACET_FORM;
  }
  memory.copy(p, cellsPointer(), cellCount() * 16);
  p += cellCount() * 16;
  for (let i: u32 = 0; i < measureCellCount(); i++, p += MEASURE_CELL) memory.copy(p, measureCell(i), MEASURE_CELL);
  memory.copy(p, blocksPointer(), blockCount() * BLOCK);
  memory.copy(p + blockCount() * BLOCK, readingsPointer(), readingCount() * READING);
  return start;
}

/** Adds the partial at `start`; false when the bytes are no partial. `settle` follows when all are merged. */
export function mergePartial(start: usize, length: usize): bool {
  if (length < HEADER || load<f64>(start) != MAGIC) return false;
  // makes room for as many facets as a part may have, so that none is renumbered while they are merged
  leaveOut();
  coarsenTo(<u32>load<f64>(start, 8));
  coarsenMeasuresTo(<u32>load<f64>(start, 16));
  const partShift = <u32>load<f64>(start, 8);
  const partMeasureShift = <u32>load<f64>(start, 16);
  let p = start + HEADER;
  const values = <u32>load<f64>(start, 24);
  const numbers = allocate((values + 1) * 4);
  for (let n: u32 = 1; n <= values; n++) {
    const bytes = load<u32>(p, 4);
    store<u32>(numbers + (n << 2), valueNumber(load<u32>(p), p + 8, p + 8 + bytes));
    p += 8 + padded(bytes);
  }
  for (let n = <u32>load<f64>(start, 32); n > 0; n--) {
    const bytes = load<u32>(p, 20);
    keepExemplar(load<u64>(p), p + 24, bytes, load<u32>(p, 16), load<f64>(p, 8));
    p += 24 + padded(bytes);
  }
  const facets = <u32>load<f64>(start, 40);
  const newIndex = allocate(facets * 4);
  for (let i: u32 = 0; i < facets; i++, p += FACET_FORM) {
    const level = load<u32>(p, 40);
    let f = i < REST_COUNT ? restOf(level) : facetOfKey(load<u64>(p), load<u64>(p, 8), level, numbersOf(p, numbers));
    if (f == 0) {
      f = restOf(level);
      addLeftOut(load<u64>(p, 16));
    }
    addToFacet(f, load<u64>(p, 16), load<f64>(p, 24), load<f64>(p, 32));
    store<u32>(newIndex + (i << 2), indexOfFacet(f));
  }
  for (let n = <u32>load<f64>(start, 48); n > 0; n--, p += 16)
    addCell(load<u32>(newIndex + (load<u32>(p) << 2)), load<i64>(p, 8) >> (shift - partShift), load<u32>(p, 4));
  for (let n = <u32>load<f64>(start, 56); n > 0; n--, p += MEASURE_CELL) {
    store<i64>(p, load<i64>(p, 8) >> (measureShift - partMeasureShift), 8);
    appendMeasureCell(p);
  }
  for (let n = <u32>load<f64>(start, 64); n > 0; n--, p += BLOCK) appendBlock(p);
  for (let n = <u32>load<f64>(start, 112); n > 0; n--, p += READING) addReading(p);
  addTotals(load<f64>(start, 72), load<f64>(start, 80), load<f64>(start, 88), load<f64>(start, 96));
  addLeftOut(<u64>load<f64>(start, 104));
  return true;
}

/** The values of a facet in the numbers of this instance. */
function numbersOf(p: usize, numbers: usize): usize {
  if (load<u32>(p, 44) == 0) return 0;
  const values = allocate(VALUES_BYTES);
  for (let i: u32 = 0; i < 8; i++) {
    const n = <u32>load<u16>(p + 48 + (i << 1));
    store<u16>(values + (i << 1), <u16>(n == OTHER ? OTHER : load<u32>(numbers + (n << 2))));
  }
  return values;
}
