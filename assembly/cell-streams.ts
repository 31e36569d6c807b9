/**
 * Cells as they come: a stream of bytes a facet, in which most cells take two. A table of cells would have to be sorted; taken
 * facet by facet out of their streams, the cells of a log whose times rise lie in order.
 *
 * ```
 * tail   0    8     12             of a facet: where its stream ends
 *        bin  at    first          (16 bytes)
 *        i64  → u8  → piece or 0
 * piece  0      28
 *        units  → next piece       (32 bytes)
 * unit   0                        1
 *        bins since the one before  events      each 1…255
 *        0                          1           wide: six more units, events u32 and bin i64
 *        0                          0           nothing more in this piece
 * ```
 * `bin` is that of the cell before. Pieces are cut from slabs, all of which are free again once the streams have been taken.
 */
import { allocate } from "./arena";

const TAIL: u32 = 16;
const PIECE: u32 = 32;
/** bytes of units in a piece */
const UNITS: u32 = 28;
const WIDE: u32 = 14;
const SLAB: u32 = 65536;
/** 256 MiB, more than the cells that are kept and the first pieces of all facets can take */
const MOST_SLABS: u32 = 4096;

/** the end of a piece that has no room, where streams end that have not begun */
const NOWHERE: usize = ((memory.data(2 * PIECE, 16) + PIECE - 1) & ~(PIECE - 1)) + UNITS;
let tails: usize = 0;
let tailCount: u32 = 0;
/** addresses u32 of the slabs */
const slabs: usize = memory.data(MOST_SLABS * 4, 16);
let slabCount: u32 = 0;
let slabsUsed: u32 = 0;
let free: usize = 0;
let freeEnd: usize = 0;
/** cells in all streams */
export let streamed: u32 = 0;
/** whether a cell came after one of its facet of a later bin or the same */
export let disordered: bool = false;

/** Makes room for the streams of facets below `count`. */
export function roomForStreams(count: u32): void {
  if (count <= tailCount) return;
  const before = tails;
  tails = allocate(count * TAIL);
  memory.copy(tails, before, tailCount * TAIL);
  for (let i = tailCount; i < count; i++) empty(tails + i * TAIL);
  tailCount = count;
}

function empty(tail: usize): void {
  store<u32>(tail, <u32>NOWHERE, 8);
  store<u32>(tail, 0, 12);
}

/** Puts a cell behind the stream of a facet, or not, without a branch on that. */
export function streamCell(facet: u32, bin: i64, events: u32, keep: bool): void {
  const tail = tails + facet * TAIL;
  const at = <usize>load<u32>(tail, 8);
  const since = bin - load<i64>(tail);
  const plain = u32(<u64>(since - 1) < 255) & u32(events < 256) & u32((at & (PIECE - 1)) < UNITS);
  if (u32(keep) > plain) {
    streamSlowly(tail, bin, events);
    return;
  }
  store<u16>(at, <u16>(<u32>since | (events << 8)));
  store<u32>(tail, <u32>at + (u32(keep) << 1), 8);
  store<i64>(tail, select<i64>(bin, load<i64>(tail), keep));
  streamed += u32(keep);
}

/** The same for a cell that needs another piece or more than a unit. */
function streamSlowly(tail: usize, bin: i64, events: u32): void {
  let at = <usize>load<u32>(tail, 8);
  const begins = load<u32>(tail, 12) == 0;
  const since = bin - load<i64>(tail);
  if (!begins && since <= 0) disordered = true;
  const wide = begins || <u64>(since - 1) >= 255 || events >= 256;
  const left = UNITS - (<u32>at & (PIECE - 1));
  const size: u32 = wide ? WIDE : 2;
  if (left < size) {
    const piece = newPiece();
    if (begins) store<u32>(tail, <u32>piece, 12);
    else {
      if (left != 0) store<u16>(at, 0);
      store<u32>((at & ~(PIECE - 1)) + UNITS, <u32>piece);
    }
    at = piece;
  }
  if (wide) {
    store<u16>(at, 256);
    store<u32>(at, events, 2);
    store<i64>(at, bin, 6);
  } else store<u16>(at, <u16>(<u32>since | (events << 8)));
  store<u32>(tail, <u32>at + size, 8);
  store<i64>(tail, bin);
  streamed++;
}

function newPiece(): usize {
  if (free == freeEnd) {
    if (slabsUsed == slabCount) {
      if (slabCount == MOST_SLABS) unreachable();
      store<u32>(slabs + (slabCount++ << 2), <u32>allocate(SLAB));
    }
    free = load<u32>(slabs + (slabsUsed++ << 2));
    freeEnd = free + SLAB;
  }
  const piece = free;
  free += PIECE;
  return piece;
}

/** whether no cell that `mergeStreams` saw last came after one of its facet of a later bin */
export let inOrder: bool = true;

/**
 * Puts the cells of the streams behind those of a table of `count` cells in order, facet by facet, with bins 2^by times as
 * wide, and adds up equal ones: to `to`, or nowhere when that is 0. Returns how many cells that makes.
 */
export function mergeStreams(table: usize, count: u32, to: usize, by: u32): u32 {
  const tableEnd = table + count * 16;
  let merged: u32 = 0;
  inOrder = true;
  for (let facet: u32 = 0; facet < tailCount; facet++) {
    const tail = tails + facet * TAIL;
    const end = <usize>load<u32>(tail, 8);
    let piece = <usize>load<u32>(tail, 12);
    const isAlone = table == tableEnd || load<u32>(table) != facet;
    if (isAlone && piece == 0) continue;
    if (isAlone && !disordered) {
      merged += copyStream(facet, piece, end, to == 0 ? 0 : to + merged * 16, by);
      continue;
    }
    let at = piece == 0 ? end : piece;
    let bin: i64 = 0;
    /** the bin of the cell written last of this facet, and its events so far */
    let open: i64 = i64.MIN_VALUE;
    let openEvents: u32 = 0;
    while (true) {
      let wide: i64;
      let events: u32;
      if (table < tableEnd && load<u32>(table) == facet) {
        events = load<u32>(table, 4);
        wide = load<i64>(table, 8) >> by;
        table += 16;
      } else {
        if (at == end) break;
        const unit = at - piece == UNITS ? 0 : <u32>load<u16>(at);
        events = unit >> 8;
        if ((unit & 255) != 0) {
          bin += unit & 255;
          at += 2;
        } else if (unit != 0) {
          events = load<u32>(at, 2);
          bin = load<i64>(at, 6);
          at += WIDE;
        } else {
          piece = at = load<u32>(piece, UNITS);
          continue;
        }
        wide = bin >> by;
      }
      if (wide < open) inOrder = false;
      const isNew = wide != open;
      merged += u32(isNew);
      openEvents = isNew ? events : openEvents + events;
      open = wide;
      if (to == 0) continue;
      const p = to + (merged - 1) * 16;
      store<u32>(p, facet);
      store<u32>(p, openEvents, 4);
      store<i64>(p, wide, 8);
    }
  }
  return merged;
}

/** where cells go that are only counted */
const nowhere: usize = memory.data(32, 16) + 16;

/** The same for one stream alone whose bins rise, in fewer steps a cell: to `to`, or nowhere when that is 0. */
function copyStream(facet: u32, piece: usize, end: usize, to: usize, by: u32): u32 {
  const size: usize = to == 0 ? 0 : 16;
  let p = (to == 0 ? nowhere : to) - size;
  let merged: u32 = 0;
  let bin: i64 = 0;
  let open: i64 = i64.MIN_VALUE;
  let openEvents: u64 = 0;
  let stop: usize = 0;
  while (stop != end) {
    stop = end - piece < PIECE ? end : piece + UNITS;
    let at = piece;
    while (at < stop) {
      const unit = <u32>load<u16>(at);
      let events = unit >> 8;
      if ((unit & 255) == 0) {
        if (unit == 0) break;
        events = load<u32>(at, 2);
        bin = load<i64>(at, 6);
        at += WIDE;
      } else {
        bin += unit & 255;
        at += 2;
      }
      const wide = bin >> by;
      const isNew = wide != open;
      merged += u32(isNew);
      p += select<usize>(size, 0, isNew);
      openEvents = <u64>events + select<u64>(0, openEvents, isNew);
      open = wide;
      store<u64>(p, <u64>facet | (openEvents << 32));
      store<i64>(p, wide, 8);
    }
    if (stop != end) piece = load<u32>(piece, UNITS);
  }
  return merged;
}

/** Empties all streams. */
export function emptyStreams(): void {
  for (let facet: u32 = 0; facet < tailCount; facet++) empty(tails + facet * TAIL);
  streamed = slabsUsed = 0;
  disordered = false;
  free = freeEnd = 0;
}
