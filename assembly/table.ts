/**
 * Rows of delimited tables (RFC 4180): fields, quotes, embedded line ends, and the roles of the columns.
 *
 * A quote opens only at the start of a field. One that does not close within MAX_LINE bytes of the row is taken for a
 * plain character, so a stray quote cannot swallow the file.
 */

import { capture, setHasTime, setLevel, setMessage, startEvent } from "./event";
import { levelOfWord } from "./level";
import { parseTime } from "./time";
import { base, lineEnds, MAX_LINE, nextBit, quotes, separators } from "./window";

const IGNORE: u32 = 0;
const TIME: u32 = 1;
const LEVEL: u32 = 2;
const MESSAGE: u32 = 3;
const SLOT: u32 = 4;

const MAX_COLUMNS: u32 = 256;
/** role u32 | argument u32, a column */
const columns = memory.data(8 * 256, 8);
let columnCount: u32 = 0;
let quoted: bool = false;
export let delimiter: u8 = 0;
export let headerLines: u32 = 0;

/** Takes the table of the current file; `roles` are (role u32, argument u32) pairs: time layout, or slot. */
export function setTable(newDelimiter: u8, isQuoted: bool, header: u32, roles: usize, count: u32): void {
  delimiter = newDelimiter;
  quoted = isQuoted;
  headerLines = header;
  columnCount = min(count, MAX_COLUMNS);
  memory.copy(columns, roles, columnCount << 3);
}

/** What `rowEnd` found when the window ends before the row does. */
export const UNFINISHED: u32 = 0xffffffff;

/**
 * Offset of the line end that closes the row at `from`, at most `limit`, or UNFINISHED when more bytes are needed to
 * tell; `last` says that no more will come.
 */
export function rowEnd(from: u32, limit: u32, last: bool): u32 {
  let at = from;
  while (true) {
    if (quoted && at < limit && load<u8>(base + at) == 0x22) {
      const close = closingQuote(at + 1, from, limit);
      if (close == UNFINISHED && !last && limit - from <= MAX_LINE) return UNFINISHED;
      if (close != UNFINISHED) at = close + 1;
    }
    const stop = nextBit(separators, at, limit);
    if (stop == limit) return last ? limit : UNFINISHED;
    if (load<u8>(base + stop) != delimiter || isLineEnd(stop)) return stop;
    at = stop + 1;
  }
}

function isLineEnd(at: u32): bool {
  return ((load<u8>(lineEnds + (at >> 3)) >> (at & 7)) & 1) != 0;
}

/** Offset of the quote that closes a field, UNFINISHED when there is none within the row's bounds. */
function closingQuote(at: u32, rowStart: u32, limit: u32): u32 {
  const bound = min(limit, rowStart + MAX_LINE);
  while (true) {
    const q = nextBit(quotes, at, bound);
    if (q == bound) return UNFINISHED;
    if (q + 1 < bound && load<u8>(base + q + 1) == 0x22) {
      at = q + 2;
      continue;
    }
    return q;
  }
}

/** Reads the row at window offsets [from, to) into the event; false when its time does not read. */
export function readRow(from: u32, to: u32): bool {
  startEvent();
  let column: u32 = 0;
  let at = from;
  let good = true;
  while (column < columnCount) {
    let start = at;
    let end: u32;
    let stop: u32;
    const close = quoted && at < to && load<u8>(base + at) == 0x22 ? closingQuote(at + 1, from, to) : UNFINISHED;
    if (close != UNFINISHED) {
      start = at + 1;
      end = close;
      stop = nextBit(separators, close + 1, to);
    } else {
      stop = nextBit(separators, at, to);
      end = stop;
    }
    const role = load<u32>(columns + (column << 3));
    if (role != IGNORE) good = take(role, load<u32>(columns + (column << 3), 4), base + start, base + end) && good;
    if (stop >= to) break;
    at = stop + 1;
    column++;
  }
  return good;
}

function take(role: u32, argument: u32, start: usize, end: usize): bool {
  switch (role) {
    case TIME: {
      while (start < end && load<u8>(start) == 0x20) start++;
      if (parseTime(argument, start, end) == 0) return false;
      setHasTime(true);
      return true;
    }
    case LEVEL:
      while (start < end && load<u8>(start) <= 0x20) start++;
      while (end > start && load<u8>(end - 1) <= 0x20) end--;
      setLevel(levelOfWord(start, <u32>(end - start)));
      return true;
    case MESSAGE:
      setMessage(start, end);
      return true;
    case SLOT:
      capture(argument, start, end);
      break;
    default:
      break;
  }
  return true;
}

/** Number of line ends inside a row, as its quoted fields may hold them. */
export function innerLineEnds(from: u32, to: u32): u32 {
  let count: u32 = 0;
  for (let at = nextBit(lineEnds, from, to); at < to; at = nextBit(lineEnds, at + 1, to)) count++;
  return count;
}
