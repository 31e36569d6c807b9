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
 *         200            208        216            224
 *         quantileShift  headState  headNoteBytes  heldBytes
 *         (32 f64; files are −1 for none; 128…175 is where it ends, 176…191 and 208 its head: see carry.ts)
 * value       0 dimension u32, 4 length u32, 8 text, padded to 8 bytes
 * signature   0 signature u64, 8 place f64, 16 flags u32, 20 length u32, 24 key u64, 32 keyPlace f64, 40 keyFlags u32,
 *             44 keyLength u32, 48 traceBytes u32, 56 exemplar, padded, then the message of the key, padded, unless it has the
 *             same place, then the trace, padded
 * facet       0 key u64, 8 signature u64, 16 count u64, 24 firstMs f64, 32 lastMs f64, 40 level u32, 44 has values u32,
 *             48 value numbers u16 × 8
 * head        the notes of the lines in front of the first event (trace.ts)
 * held        the event that is open (held.ts), then its notes
 * ```
 * Cells, measure cells, blocks, readings and quantile cells follow as their files draw them. They are not copied here: the host puts them behind the
 * bytes of `writePartial`, from where they lie.
 */
import { allocate } from "./arena";
import { appendBlock, BLOCK, blockCount, heldBlock } from "./blocks";
import {
  addHeadUnparsed,
  beginWithin,
  HEAD_ENDED,
  HEAD_OPEN,
  headFile,
  headState,
  headUnparsed,
  NO_FILE,
  NO_HEAD,
  OPEN,
  setHeadState,
  UNKNOWN,
} from "./carry";
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
import { canBeHeld, eventOffset, HELD_SIZE, held, isHeld, setWaits, takeHeld } from "./held";
import { appendMeasureCell, coarsenMeasuresTo, measureCellCount, measureShift } from "./measures";
import {
  addTotals,
  eventOpen,
  events,
  file,
  firstLine,
  lines,
  unparsedLines,
  untimedEvents,
  windowOffset,
} from "./place";
import { appendQuantileCell, coarsenQuantilesTo, quantileCellCount, quantileShift } from "./quantiles";
import { endAt } from "./reader";
import { addReading, READING, readingCount } from "./readings";
import { keepExemplar, keepOfKey, keepTrace, signatureCount, signatureEntry, traceOf } from "./signatures";
import { closeEvent } from "./take";
import { lastSeen, turns } from "./time";
import { addNotes, areNotes, headNotes, notesBytes, openNotes, TRACE_REACH, TRACE_TEXT_SIZE } from "./trace";
import { OTHER, valueCount, valueEntry, valueNumber } from "./values";

const MAGIC: f64 = 0x33504c54;
const HEADER: u32 = 32 * 8;
const SIGNATURE_FORM: u32 = 56;
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
    bytes += padded(traceBytes(e));
  }
  return bytes + facetCount() * FACET_FORM + headBytes() + heldBytes();
}

/** Bytes of a signature's trace, 0 without. */
function traceBytes(e: usize): u32 {
  const trace = traceOf(e);
  return trace == 0 ? 0 : 12 + load<u32>(trace, 8);
}

function headBytes(): u32 {
  return headState == NO_HEAD ? 0 : notesBytes(headNotes);
}

function heldBytes(): u32 {
  return isHeld ? HELD_SIZE + notesBytes(openNotes) : 0;
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
  store<f64>(start, headState, 208);
  store<f64>(start, headBytes(), 216);
  store<f64>(start, heldBytes(), 224);
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
  memory.copy(p, headNotes, headBytes());
  if (!isHeld) return start;
  p += headBytes();
  memory.copy(p, held, HELD_SIZE);
  store<u32>(p, heldBlock, 60);
  memory.copy(p + HELD_SIZE, openNotes, notesBytes(openNotes));
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
  store<u32>(p, traceBytes(e), 48);
  p += SIGNATURE_FORM;
  memory.copy(p, load<u32>(e, 8), length);
  p += padded(length);
  if (!isOneMessage(e)) {
    memory.copy(p, load<u32>(e, 40), keyLength);
    p += padded(keyLength);
  }
  memory.copy(p, traceOf(e), traceBytes(e));
  return p + padded(traceBytes(e));
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
  const trace = keyText + padded(keyLength);
  const bytes = load<u32>(p, 48);
  if (bytes != 0) keepTrace(e, load<u64>(trace), trace + 12, bytes - 12);
  return trace + padded(bytes);
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
    const bytes = load<u32>(p, 48);
    if (bytes != 0 && (bytes < 12 || bytes > 12 + TRACE_TEXT_SIZE)) return false;
    p += SIGNATURE_FORM + padded(load<u32>(p, 20)) + (one ? 0 : padded(load<u32>(p, 44))) + padded(bytes);
    if (p > end) return false;
    if (bytes != 0 && load<u32>(p - padded(bytes), 8) != bytes - 12) return false;
  }
  const tables =
    load<f64>(start, 40) * FACET_FORM +
    load<f64>(start, 48) * CELL +
    load<f64>(start, 56) * MEASURE_CELL +
    load<f64>(start, 64) * BLOCK +
    load<f64>(start, 112) * READING +
    load<f64>(start, 120) * CELL;
  const notes = load<f64>(start, 216);
  const open = load<f64>(start, 224);
  if (<f64>(end - p) != tables + notes + open || load<f64>(start, 40) < REST_COUNT) return false;
  p += <usize>load<f64>(start, 40) * FACET_FORM;
  if (notes != 0 && !areNotes(p, <usize>notes)) return false;
  p += <usize>notes;
  return open == 0 || (open > HELD_SIZE && canBeHeld(p) && areNotes(p + HELD_SIZE, <usize>open - HELD_SIZE));
}

/**
 * Adds the partial at `start`, which begins where this one ends; false when the bytes are no partial, or begin within another
 * file. `settle` follows when all are merged.
 */
export function mergePartial(start: usize, length: usize): bool {
  if (!isWhole(start, length)) return false;
  const partHead = fileOfNumber(load<f64>(start, 176));
  if (partHead != NO_FILE && file != NO_FILE && partHead != file) return false;
  const facets = <u32>load<f64>(start, 40);
  const notes = start + length - tableBytes(start) - <usize>load<f64>(start, 216) - <usize>load<f64>(start, 224);
  mergeHead(start, notes);
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
  p += <usize>load<f64>(start, 216) + <usize>load<f64>(start, 224);
  for (let n = <u32>load<f64>(start, 48); n > 0; n--, p += CELL)
    addCell(load<u32>(newIndex + (load<u32>(p) << 2)), load<i64>(p, 8) >> (shift - partShift), load<u32>(p, 4));
  for (let n = <u32>load<f64>(start, 56); n > 0; n--, p += MEASURE_CELL) {
    store<i64>(p, load<i64>(p, 8) >> (measureShift - partMeasureShift), 8);
    appendMeasureCell(p);
  }
  mergeQuantiles(start, start + length);
  addTotals(load<f64>(start, 72), load<f64>(start, 80), load<f64>(start, 88), load<f64>(start, 96));
  addLeftOut(<u64>load<f64>(start, 104));
  mergeCarry(start, p, partHead, notes + <usize>load<f64>(start, 216));
  leaveOut();
  tidyFacets();
  return true;
}

function mergeQuantiles(start: usize, end: usize): void {
  const partShift = <u32>load<f64>(start, 200);
  for (let p = end - <usize>load<f64>(start, 120) * CELL; p < end; p += CELL)
    appendQuantileCell(load<u32>(p), load<u32>(p, 4), load<i64>(p, 8) >> (quantileShift - partShift));
}

/** Bytes behind what `writePartial` wrote. */
function tableBytes(start: usize): usize {
  const cells = load<f64>(start, 48) * CELL + load<f64>(start, 56) * MEASURE_CELL;
  const blocks = load<f64>(start, 64) * BLOCK;
  return <usize>(cells + blocks + load<f64>(start, 112) * READING + load<f64>(start, 120) * CELL);
}

/** The event that is open here goes on in the head of the part, and is counted when another begins there. */
function mergeHead(start: usize, notes: usize): void {
  const state = <u32>load<f64>(start, 208);
  if (load<f64>(start, 128) < 0) return;
  if (file == NO_FILE || headState == HEAD_OPEN) {
    // nothing here has ended the head, so what is in front of the part's first event is so here too
    if (state != NO_HEAD) addNotes(headNotes, notes, Infinity);
    setHeadState(file != NO_FILE && state == NO_HEAD ? HEAD_ENDED : state);
    setWaits(headState == HEAD_OPEN);
  } else {
    if (state != NO_HEAD && isHeld) addNotes(openNotes, notes, eventOffset + <f64>TRACE_REACH);
    if (state != HEAD_OPEN) closeEvent();
  }
}

/** Numbers the lines of the part on from here, answers what its head left open, and ends where it ends. */
function mergeCarry(start: usize, blocks: usize, partHead: u32, open: usize): void {
  const follows = partHead != NO_FILE && file != NO_FILE;
  const linesBefore = follows ? firstLine - 1 : 0;
  const openBefore = follows ? eventOpen : UNKNOWN;
  const hasHeld = load<f64>(start, 224) != 0;
  if (hasHeld) takeHeld(open);
  const blockOfHeld = hasHeld ? load<u32>(open, 60) : NO_FILE;
  let p = blocks;
  const count = <u32>load<f64>(start, 64);
  for (let i: u32 = 0; i < count; i++, p += BLOCK) appendBlock(p, partHead, linesBefore, openBefore, i == blockOfHeld);
  for (let n = <u32>load<f64>(start, 112); n > 0; n--, p += READING) addReading(p);
  const unparsed = load<f64>(start, 184);
  if (openBefore == UNKNOWN) addHeadUnparsed(unparsed);
  else if (openBefore != OPEN) addTotals(0, 0, 0, unparsed);
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
    partOpen == UNKNOWN ? openBefore : partOpen,
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
