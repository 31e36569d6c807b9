/**
 * The byte form of what has been read, and its merge. Adjacent partials merge in the order of the files; merging into an
 * empty instance restores it, and reading may go on where the partial ended.
 *
 * ```
 * header  0      8      16            24      32          40      48     56            64      72     80      88
 *         magic  shift  measureShift  values  signatures  facets  cells  measureCells  blocks  lines  events  untimedEvents
 *         96             104      112       120
 *         unparsedLines  leftOut  readings  quantileCells
 *         128   136         144   152   160    168       176       184           192
 *         file  byteOffset  line  open  turns  lastSeen  headFile  headUnparsed  highestKey u64
 *         200
 *         quantileShift
 *         (32 f64; files are −1 for none; 128…175 is where it ends, 176…191 its head: see carry.ts)
 * value       0 dimension u32, 4 length u32, 8 text, padded to 8 bytes
 * signature   0 signature u64, 8 place f64, 16 flags u32, 20 length u32, 24 key u64, 32 keyPlace f64, 40 keyFlags u32,
 *             44 keyLength u32, 48 exemplar, padded, then the message of the key, padded, unless it has the same place
 * facet       0 key u64, 8 signature u64, 16 count u64, 24 firstMs f64, 32 lastMs f64, 40 level u32, 44 has values u32,
 *             48 value numbers u16 × 8
 * ```
 * Cells, measure cells, blocks, readings and quantile cells follow as their files draw them. They are not copied here: the host puts them behind the
 * bytes of `writePartial`, from where they lie.
 */
import { allocate } from "./arena";
import { appendBlock, BLOCK, blockCount } from "./blocks";
import { addHeadUnparsed, beginWithin, headFile, headUnparsed, NO_FILE, OPEN, UNKNOWN } from "./carry";
import { addCell, cellCount, coarsenTo, shift } from "./cells";
import {
  addLeftOut,
  addToFacet,
  facetCount,
  facetOfKey,
  facetsPointer,
  highestKey,
  indexOfFacet,
  leaveOut,
  leftOut,
  lowerHighestKey,
  REST_COUNT,
  restOf,
  tidyFacets,
  VALUES_BYTES,
} from "./facets";
import { appendMeasureCell, coarsenMeasuresTo, measureCellCount, measureShift } from "./measures";
import { appendQuantileCell, coarsenQuantilesTo, quantileCellCount, quantileShift } from "./quantiles";
import {
  addTotals,
  endAt,
  eventOpen,
  events,
  file,
  firstLine,
  lines,
  unparsedLines,
  untimedEvents,
  windowOffset,
} from "./reader";
import { addReading, READING, readingCount } from "./readings";
import { keepExemplar, keepOfKey, signatureCount, signatureEntry } from "./signatures";
import { lastSeen, turns } from "./time";
import { OTHER, valueCount, valueEntry, valueNumber } from "./values";

const MAGIC: f64 = 0x33504c54;
const HEADER: u32 = 32 * 8;
const SIGNATURE_FORM: u32 = 48;
const FACET_FORM: u32 = 64;
const CELL: u32 = 16;
const MEASURE_CELL: u32 = 48;

/** room for partials on their way in or out; grows to the largest one, as the arena takes nothing back */
let room: usize = 0;
let roomBytes: usize = 0;

/** Room for a partial of a length, which is given to `mergePartial`; valid until the next call of either. */
export function partialRoom(bytes: usize): usize {
  if (bytes > roomBytes) {
    roomBytes = bytes + (bytes >> 2);
    room = allocate(roomBytes);
  }
  return room;
}

function padded(bytes: u32): u32 {
  return (bytes + 7) & ~7;
}

/** Whether a signature's two messages are one. */
function isOneMessage(e: usize): bool {
  return load<f64>(e, 16) == load<f64>(e, 48);
}

function size(): usize {
  let bytes: usize = HEADER;
  for (let n: u32 = 1; n <= valueCount(); n++) bytes += 8 + padded(load<u32>(valueEntry(n), 16));
  for (let i: u32 = 0; i < signatureCount(); i++) {
    const e = signatureEntry(i);
    bytes += SIGNATURE_FORM + padded(load<u32>(e, 12));
    if (!isOneMessage(e)) bytes += padded(load<u32>(e, 44));
  }
  return bytes + facetCount() * FACET_FORM;
}

export let partialBytes: usize = 0;

function fileNumber(n: u32): f64 {
  return n == NO_FILE ? -1 : <f64>n;
}

function fileOfNumber(n: f64): u32 {
  return n < 0 ? NO_FILE : <u32>n;
}

/** Writes the partial up to its cells, after `settle`; returns its address, its length is `partialBytes`. */
export function writePartial(): usize {
  partialBytes = size();
  const start = partialRoom(partialBytes);
  memory.fill(start, 0, partialBytes);
  store<f64>(start, MAGIC);
  store<f64>(start, shift, 8);
  store<f64>(start, measureShift, 16);
  store<f64>(start, valueCount(), 24);
  store<f64>(start, signatureCount(), 32);
  store<f64>(start, facetCount(), 40);
  store<f64>(start, cellCount(), 48);
  store<f64>(start, measureCellCount(), 56);
  store<f64>(start, blockCount(), 64);
  store<f64>(start, lines, 72);
  store<f64>(start, events, 80);
  store<f64>(start, untimedEvents, 88);
  store<f64>(start, unparsedLines, 96);
  store<f64>(start, <f64>leftOut, 104);
  store<f64>(start, readingCount(), 112);
  store<f64>(start, quantileCellCount(), 120);
  store<f64>(start, fileNumber(file), 128);
  store<f64>(start, windowOffset, 136);
  store<f64>(start, firstLine, 144);
  store<f64>(start, eventOpen, 152);
  store<f64>(start, turns, 160);
  store<f64>(start, lastSeen, 168);
  store<f64>(start, fileNumber(headFile), 176);
  store<f64>(start, headUnparsed, 184);
  store<u64>(start, highestKey, 192);
  store<f64>(start, quantileShift, 200);
  let p = start + HEADER;
  for (let n: u32 = 1; n <= valueCount(); n++) {
    const e = valueEntry(n);
    const length = load<u32>(e, 16);
    store<u32>(p, load<u32>(e, 8));
    store<u32>(p, length, 4);
    memory.copy(p + 8, load<u32>(e, 12), length);
    p += 8 + padded(length);
  }
  for (let i: u32 = 0; i < signatureCount(); i++) p = writeSignature(p, signatureEntry(i));
  for (let i: u32 = 0; i < facetCount(); i++) {
    const f = facetsPointer() + i * 64;
    memory.copy(p, f, 40);
    store<u32>(p, load<u32>(f, 52), 40);
    const values = load<u32>(f, 60);
    store<u32>(p, values == 0 ? 0 : 1, 44);
    if (values != 0) memory.copy(p + 48, values, VALUES_BYTES);
    p += FACET_FORM;
  }
  return start;
}

function writeSignature(p: usize, e: usize): usize {
  const length = load<u32>(e, 12);
  const keyLength = load<u32>(e, 44);
  store<u64>(p, load<u64>(e));
  store<f64>(p, load<f64>(e, 16), 8);
  store<u32>(p, load<u32>(e, 24), 16);
  store<u32>(p, length, 20);
  store<u64>(p, load<u64>(e, 32), 24);
  store<f64>(p, load<f64>(e, 48), 32);
  store<u32>(p, load<u32>(e, 28), 40);
  store<u32>(p, keyLength, 44);
  p += SIGNATURE_FORM;
  memory.copy(p, load<u32>(e, 8), length);
  p += padded(length);
  if (isOneMessage(e)) return p;
  memory.copy(p, load<u32>(e, 40), keyLength);
  return p + padded(keyLength);
}

function mergeSignature(p: usize): usize {
  const length = load<u32>(p, 20);
  const keyLength = load<u32>(p, 44);
  const place = load<f64>(p, 8);
  const keyPlace = load<f64>(p, 32);
  const text = p + SIGNATURE_FORM;
  const keyText = place == keyPlace ? text : text + padded(length);
  const e = keepExemplar(load<u64>(p), text, length, load<u32>(p, 16), place);
  keepOfKey(e, load<u64>(p, 24), keyText, keyLength, load<u32>(p, 40), keyPlace);
  return keyText + padded(keyLength);
}

/** Whether the tables of the partial at `start` fill its length, so that none is read past its end. */
function isWhole(start: usize, length: usize): bool {
  if (length < HEADER || load<f64>(start) != MAGIC) return false;
  const end = start + length;
  let p = start + HEADER;
  for (let n = load<f64>(start, 24); n > 0; n--) {
    if (end - p < 8 || end - p < <usize>load<u32>(p, 4)) return false;
    p += 8 + padded(load<u32>(p, 4));
    if (p > end) return false;
  }
  for (let n = load<f64>(start, 32); n > 0; n--) {
    if (end - p < SIGNATURE_FORM || end - p < <usize>load<u32>(p, 20) || end - p < <usize>load<u32>(p, 44))
      return false;
    const one = load<f64>(p, 8) == load<f64>(p, 32);
    p += SIGNATURE_FORM + padded(load<u32>(p, 20)) + (one ? 0 : padded(load<u32>(p, 44)));
    if (p > end) return false;
  }
  const tables =
    load<f64>(start, 40) * FACET_FORM +
    load<f64>(start, 48) * CELL +
    load<f64>(start, 56) * MEASURE_CELL +
    load<f64>(start, 64) * BLOCK +
    load<f64>(start, 112) * READING +
    load<f64>(start, 120) * CELL;
  return <f64>(end - p) == tables && load<f64>(start, 40) >= REST_COUNT;
}

/**
 * Adds the partial at `start`, which begins where this one ends; false when the bytes are no partial, or begin within another
 * file. `settle` follows when all are merged.
 */
export function mergePartial(start: usize, length: usize): bool {
  if (!isWhole(start, length)) return false;
  const partHead = fileOfNumber(load<f64>(start, 176));
  if (partHead != NO_FILE && file != NO_FILE && partHead != file) return false;
  // what this one has left out, and what the part has, goes before the two are added
  lowerHighestKey(load<u64>(start, 192));
  coarsenTo(<u32>load<f64>(start, 8));
  coarsenMeasuresTo(<u32>load<f64>(start, 16));
  coarsenQuantilesTo(<u32>load<f64>(start, 200));
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
  for (let n = <u32>load<f64>(start, 32); n > 0; n--) p = mergeSignature(p);
  const facets = <u32>load<f64>(start, 40);
  const newIndex = allocate(facets * 4);
  for (let i: u32 = 0; i < facets; i++, p += FACET_FORM) {
    const level = load<u32>(p, 40) & (REST_COUNT - 1);
    let f = i < REST_COUNT ? restOf(level) : facetOfKey(load<u64>(p), load<u64>(p, 8), level, numbersOf(p, numbers));
    if (f == 0) {
      f = restOf(level);
      addLeftOut(load<u64>(p, 16));
    }
    addToFacet(f, load<u64>(p, 16), load<f64>(p, 24), load<f64>(p, 32));
    store<u32>(newIndex + (i << 2), indexOfFacet(f));
  }
  for (let n = <u32>load<f64>(start, 48); n > 0; n--, p += CELL)
    addCell(load<u32>(newIndex + (load<u32>(p) << 2)), load<i64>(p, 8) >> (shift - partShift), load<u32>(p, 4));
  for (let n = <u32>load<f64>(start, 56); n > 0; n--, p += MEASURE_CELL) {
    store<i64>(p, load<i64>(p, 8) >> (measureShift - partMeasureShift), 8);
    appendMeasureCell(p);
  }
  mergeQuantiles(start, start + length);
  addTotals(load<f64>(start, 72), load<f64>(start, 80), load<f64>(start, 88), load<f64>(start, 96));
  addLeftOut(<u64>load<f64>(start, 104));
  mergeCarry(start, p, partHead);
  leaveOut();
  tidyFacets();
  return true;
}

function mergeQuantiles(start: usize, end: usize): void {
  const partShift = <u32>load<f64>(start, 200);
  for (let p = end - <usize>load<f64>(start, 120) * CELL; p < end; p += CELL)
    appendQuantileCell(load<u32>(p), load<u32>(p, 4), load<i64>(p, 8) >> (quantileShift - partShift));
}

/** Numbers the lines of the part on from here, answers what its head left open, and ends where it ends. */
function mergeCarry(start: usize, blocks: usize, partHead: u32): void {
  const follows = partHead != NO_FILE && file != NO_FILE;
  const linesBefore = follows ? firstLine - 1 : 0;
  const open = follows ? eventOpen : UNKNOWN;
  let p = blocks;
  for (let n = <u32>load<f64>(start, 64); n > 0; n--, p += BLOCK) appendBlock(p, partHead, linesBefore, open);
  for (let n = <u32>load<f64>(start, 112); n > 0; n--, p += READING) addReading(p);
  const unparsed = load<f64>(start, 184);
  if (open == UNKNOWN) addHeadUnparsed(unparsed);
  else if (open != OPEN) addTotals(0, 0, 0, unparsed);
  if (file == NO_FILE) beginWithin(partHead);
  const partFile = fileOfNumber(load<f64>(start, 128));
  if (partFile == NO_FILE) return;
  const partOpen = <u32>load<f64>(start, 152);
  endAt(
    partFile,
    load<f64>(start, 136),
    load<f64>(start, 144) + (partFile == partHead ? linesBefore : 0),
    <i32>load<f64>(start, 160),
    <i32>load<f64>(start, 168),
    partOpen == UNKNOWN ? open : partOpen,
  );
}

const numbersHere = memory.data(16, 8);

/** The values of a facet in the numbers of this instance; valid until the next call. */
function numbersOf(p: usize, numbers: usize): usize {
  if (load<u32>(p, 44) == 0) return 0;
  for (let i: u32 = 0; i < 8; i++) {
    const n = <u32>load<u16>(p + 48 + (i << 1));
    store<u16>(numbersHere + (i << 1), <u16>(n == OTHER ? OTHER : load<u32>(numbers + (n << 2))));
  }
  return numbersHere;
}
