/**
 * Rows of delimited tables (RFC 4180): fields, quotes, embedded line ends, and the roles of the columns. Finding the end of
 * a row finds its cells, so that a row is walked once.
 *
 * A quote opens only at the start of a field. One that does not close within MAX_LINE bytes of the row is taken for a
 * plain character, so a stray quote cannot swallow the file. In a padded table blanks and tabs delimit, any number of them
 * counts as one, and the last column takes what is left of the row.
 */

import { DOUBLED, PLAIN } from "./escapes";
import { hashBytes } from "./hash";
import { finishRecord, IGNORE, MESSAGE, noteRole, SLOT, startRecord, takeField } from "./record";
import { base, lineEnds, MAX_LINE, nearBit, nextBit, quotes, separators } from "./window";

const MAX_COLUMNS: u32 = 256;
/** role u32 | argument u32, a column */
const columns = memory.data(8 * 256, 8);
let columnCount: u32 = 0;
/** columns from here on have no role */
let usedCount: u32 = 0;
/** start u32 | end u32 of each cell of the row found last; QUOTED_BIT in the start, DOUBLED_BIT in the end of such cells */
const cells = memory.data(8 * 256, 8);
let cellCount: u32 = 0;
const QUOTED_BIT: u32 = 0x80000000;
const DOUBLED_BIT: u32 = 0x80000000;
let quoted: bool = false;
let padded: bool = false;
export let delimiter: u8 = 0;
/** the same, or what else delimits */
export let otherDelimiter: u8 = 0;
export let headerLines: u32 = 0;
/** first byte of lines that are no rows; 0 when there are no such lines */
export let comment: u8 = 0;
/** whether comments say what the columns are, see directives.ts */
export let hasDirectives: bool = false;

/** hash u64 | length u32, a spelling of the header */
const headers = memory.data(16 * 4, 8);
let headerCount: u32 = 0;

const QUOTED_FLAG: u32 = 1;
const PADDED_FLAG: u32 = 2;
const DIRECTIVES_FLAG: u32 = 4;

/** Forgets the table of the file before. */
export function startTable(): void {
  columnCount = usedCount = headerCount = 0;
  comment = 0;
  hasDirectives = false;
}

/** Takes the table of the current file; `roles` are (role u32, argument u32) pairs, see record.ts. Flags as above. */
export function setTable(newDelimiter: u8, flags: u32, header: u32, newComment: u8, roles: usize, count: u32): void {
  delimiter = newDelimiter;
  quoted = (flags & QUOTED_FLAG) != 0;
  padded = (flags & PADDED_FLAG) != 0;
  otherDelimiter = padded ? 0x09 : newDelimiter;
  hasDirectives = (flags & DIRECTIVES_FLAG) != 0;
  headerLines = header;
  comment = newComment;
  startColumns();
  for (let i: u32 = 0; i < count; i++) {
    const role = load<u32>(roles + (i << 3));
    noteRole(role);
    addColumn(role, load<u32>(roles + (i << 3), 4));
  }
}

/** Forgets the columns; the next ones are added one by one. */
export function startColumns(): void {
  columnCount = usedCount = 0;
}

export function addColumn(role: u32, argument: u32): void {
  if (columnCount == MAX_COLUMNS) return;
  store<u32>(columns + (columnCount << 3), role);
  store<u32>(columns + (columnCount << 3), argument, 4);
  columnCount++;
  if (role != IGNORE) usedCount = columnCount;
}

/** Adds a way to write the header, by which it is known when it comes again; at most four. */
export function addHeader(text: usize, length: u32): void {
  if (headerCount == 4) return;
  store<u64>(headers + (headerCount << 4), hashBytes(text, length));
  store<u32>(headers + (headerCount << 4), length, 8);
  headerCount++;
}

/** Whether the row at [from, to) is no record: a comment, or the header once more. */
export function isHeaderRow(from: u32, to: u32): bool {
  if (comment != 0 && load<u8>(base + from) == comment) return true;
  for (let i: u32 = 0; i < headerCount; i++) {
    if (load<u32>(headers + (i << 4), 8) != to - from) continue;
    if (load<u64>(headers + (i << 4)) == hashBytes(base + from, to - from)) return true;
  }
  return false;
}

/** What `rowEnd` found when the window ends before the row does. */
export const UNFINISHED: u32 = 0xffffffff;

/**
 * Offset of the line end that closes the row at `from`, at most `limit`, or UNFINISHED when more bytes are needed to
 * tell; `last` says that no more will come. Notes the cells of the row.
 */
export function rowEnd(from: u32, limit: u32, last: bool): u32 {
  cellCount = 0;
  if (from >= limit) return last ? limit : UNFINISHED;
  if (comment != 0 && load<u8>(base + from) == comment) {
    const stop = nextBit(lineEnds, from, limit);
    return stop < limit || last ? stop : UNFINISHED;
  }
  let at = from;
  while (true) {
    if (padded) {
      while (at < limit && isPad(load<u8>(base + at))) at++;
      // what is left of the row is the last column
      if (cellCount + 1 == columnCount && !(quoted && at < limit && load<u8>(base + at) == 0x22)) {
        const stop = nextBit(lineEnds, at, limit);
        addCell(at, trimmedEnd(at, stop));
        return stop < limit || last ? stop : UNFINISHED;
      }
    }
    let stop: u32;
    if (quoted && at < limit && load<u8>(base + at) == 0x22) {
      const close = closingQuote(at + 1, from, limit);
      if (close != UNFINISHED) {
        addCell((at + 1) | QUOTED_BIT, close | (hasDoubled ? DOUBLED_BIT : 0));
        stop = close + 1;
        // what stands between the quote and the delimiter is passed over
        if (stop >= limit || load<u8>(base + stop) != delimiter) stop = nearBit(separators, stop, limit);
      } else {
        if (!last && limit - from <= MAX_LINE) return UNFINISHED;
        stop = nearBit(separators, at, limit);
        addCell(at, stop);
      }
    } else {
      const near = load<u64>(separators + (at >> 3)) >> (at & 7);
      stop = near != 0 ? min(limit, at + <u32>ctz(near)) : nextBit(separators, at + 57, limit);
      addCell(at, stop);
    }
    if (stop >= limit) return last ? limit : UNFINISHED;
    if (load<u8>(base + stop) != delimiter && isLineEnd(stop)) return stop;
    at = stop + 1;
  }
}

function addCell(start: u32, end: u32): void {
  if (cellCount == MAX_COLUMNS) return;
  store<u32>(cells + (cellCount << 3), start);
  store<u32>(cells + (cellCount << 3), end, 4);
  cellCount++;
}

function isPad(byte: u32): bool {
  return byte == 0x20 || byte == 0x09;
}

/** The end of [from, to) without blanks before it. */
function trimmedEnd(from: u32, to: u32): u32 {
  while (to > from && load<u8>(base + to - 1) <= 0x20) to--;
  return to;
}

function isLineEnd(at: u32): bool {
  return ((load<u8>(lineEnds + (at >> 3)) >> (at & 7)) & 1) != 0;
}

/** whether the field that `closingQuote` looked at holds doubled quotes */
let hasDoubled: bool = false;

/** Offset of the quote that closes a field, UNFINISHED when there is none within the row's bounds. */
function closingQuote(at: u32, rowStart: u32, limit: u32): u32 {
  const bound = min(limit, rowStart + MAX_LINE);
  hasDoubled = false;
  while (true) {
    const q = nearBit(quotes, at, bound);
    if (q >= bound) return UNFINISHED;
    if (q + 1 < bound && load<u8>(base + q + 1) == 0x22) {
      at = q + 2;
      hasDoubled = true;
      continue;
    }
    return q;
  }
}

/** Reads the row whose end was found last, up to `to`; false when it lacks the time of the plan. */
export function readRow(to: u32): bool {
  startRecord();
  const count = min(cellCount, usedCount);
  for (let column: u32 = 0; column < count; column++) {
    const role = load<u32>(columns + (column << 3));
    if (role == IGNORE) continue;
    const end = load<u32>(cells + (column << 3), 4);
    const from = load<u32>(cells + (column << 3));
    let start: usize = base + (from & ~QUOTED_BIT);
    let stop: usize = base + min(end & ~DOUBLED_BIT, to);
    if (start > base + to) break;
    // blanks around are of the value only within quotes
    if ((role != SLOT && role != MESSAGE) || (from & QUOTED_BIT) == 0) {
      while (start < stop && load<u8>(start) <= 0x20) start++;
      while (stop > start && load<u8>(stop - 1) <= 0x20) stop--;
    }
    takeField(role, load<u32>(columns + (column << 3), 4), start, stop, (end & DOUBLED_BIT) != 0 ? DOUBLED : PLAIN);
  }
  return finishRecord();
}

/** Number of line ends inside a row, as its quoted fields may hold them. */
export function innerLineEnds(from: u32, to: u32): u32 {
  let count: u32 = 0;
  for (let at = nextBit(lineEnds, from, to); at < to; at = nextBit(lineEnds, at + 1, to)) count++;
  return count;
}
