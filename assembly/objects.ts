/**
 * JSON objects that stand one after the other or in an array, over one line or many: where each ends. Lines of nothing but
 * brackets and commas part them. An object that does not close within MAX_LINE bytes, or is deeper than 128, is read as lines, of which most are no
 * events: a brace out of place cannot swallow the file.
 */
import { isBetweenObjects, NOT_CLOSED, nestedEnd } from "./json";
import { base, lineEnds, MAX_LINE, nextBit } from "./window";

export const UNFINISHED: u32 = 0xffffffff;

/**
 * Deepest object that is looked for over lines. Lines that all open an object and close none would else be looked
 * through to MAX_LINE bytes each; so they are to this depth, which they reach soon.
 */
const MAX_DEPTH: u32 = 128;

/** whether a line end closes the piece found last; else the next one stands on the same line */
export let closedByLineEnd: bool = false;
/** whether the piece found last is nothing but brackets and commas */
export let isBetween: bool = false;

/**
 * Offset at which the piece that begins at `from` ends: an object with what stands before it, and what parts it from the
 * next one up to the line end; or else a line. UNFINISHED when bytes behind `limit` are needed to tell; `last` says that
 * none will come.
 */
export function pieceEnd(from: u32, limit: u32, last: bool): u32 {
  closedByLineEnd = true;
  isBetween = false;
  const lineStop = nextBit(lineEnds, from, limit);
  let at = from;
  while (at < lineStop && isBetweenObjects(load<u8>(base + at))) at++;
  if (at == lineStop) {
    isBetween = at > from;
    return lineStop < limit || last ? lineStop : UNFINISHED;
  }
  if (load<u8>(base + at) == 0x7b) {
    const bound = min(limit, from + MAX_LINE);
    const end = nestedEnd(at, bound, MAX_DEPTH);
    if (end != NOT_CLOSED) {
      let next = end;
      while (next < bound && isBetweenObjects(load<u8>(base + next)) && !isLineEnd(next)) next++;
      if (next == limit) return last ? limit : UNFINISHED;
      if (isLineEnd(next)) return next;
      closedByLineEnd = false;
      return end;
    }
    if (!last && limit - from <= MAX_LINE) return UNFINISHED;
  }
  return lineStop < limit || last ? lineStop : UNFINISHED;
}

function isLineEnd(at: u32): bool {
  return ((load<u8>(lineEnds + (at >> 3)) >> (at & 7)) & 1) != 0;
}
