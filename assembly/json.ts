/**
 * JSON objects: the plan's fields are found by the hash of their path of keys (RFC 8259 syntax, read leniently: what does
 * not parse is passed over). Strings end at the bits of `quotes`, objects that hold none of the fields at those of
 * `brackets`. The elements of an array have the path of the array.
 */
import { BACKSLASHES, PLAIN } from "./escapes";
import { childOf, fieldOf, foundAll, ON_THE_WAY, roleOfField, startNamed, takeNamed, UNKNOWN } from "./named";
import { finishRecord } from "./record";
import { base, boundaries, brackets, escapes, nearBit, nextBit, quotes } from "./window";

const MAX_DEPTH: u32 = 16;
/** path hash u64 of the object or array at each depth */
const paths = memory.data(8 * 18, 8);

/**
 * Reads the object at window offsets [from, to) into the event, commas and square brackets before it passed over; false
 * when it is none or lacks the time of the plan.
 */
export function readObject(from: u32, to: u32): bool {
  let at = from;
  while (at < to && isBetweenObjects(byteAt(at))) at++;
  if (at >= to || byteAt(at) != 0x7b) return false;
  startNamed();
  at++;
  let depth: u32 = 1;
  store<u64>(paths, 0, 8);
  while (at < to) {
    const byte = byteAt(at);
    if (byte != 0x22) {
      if (byte == 0x7d || byte == 0x5d) {
        if (--depth == 0) break;
        at++;
      } else if (byte != 0x7b && byte != 0x5b) at++;
      else if (depth == MAX_DEPTH) at = nestedEnd(at, to, u32.MAX_VALUE);
      else {
        // an element of an array, or something between
        store<u64>(paths + (depth << 3), load<u64>(paths + (depth << 3)), 8);
        depth++;
        at++;
      }
      continue;
    }
    const key = at + 1;
    const keyEnd = stringEnd(key, to);
    at = keyEnd + 1;
    if (at >= to) break;
    if (byteAt(at) != 0x3a) {
      at = skipBlank(at, to);
      if (at >= to || byteAt(at) != 0x3a) continue; // a string in an array
    }
    at++;
    if (at < to && byteAt(at) <= 0x20) at = skipBlank(at, to);
    if (at >= to) break;
    const hash = childOf(load<u64>(paths + (depth << 3)), base + key, keyEnd - key);
    const field = fieldOf(hash);
    const first = byteAt(at);
    if (first == 0x22) {
      const start = at + 1;
      const stop = stringEnd(start, to);
      at = stop + 1;
      if (field == UNKNOWN) continue;
      takeNamed(field, base + start, base + stop, nearBit(escapes, start, stop) < stop ? BACKSLASHES : PLAIN);
    } else if (first == 0x7b || first == 0x5b) {
      if (field == UNKNOWN || roleOfField(field) != ON_THE_WAY || depth == MAX_DEPTH) {
        at = nestedEnd(at, to, u32.MAX_VALUE);
        continue;
      }
      store<u64>(paths + (depth << 3), hash, 8);
      depth++;
      at++;
      continue;
    } else {
      const start = at;
      at = nearBit(boundaries, at, to);
      if (field == UNKNOWN || first == 0x6e) continue; // null
      takeNamed(field, base + start, base + at, PLAIN);
    }
    if (foundAll()) break;
  }
  return finishRecord();
}

function byteAt(at: u32): u32 {
  return load<u8>(base + at);
}

/** Blanks, commas and square brackets stand between objects. */
export function isBetweenObjects(byte: u32): bool {
  return byte <= 0x20 || byte == 0x2c || byte == 0x5b || byte == 0x5d;
}

function skipBlank(at: u32, to: u32): u32 {
  while (at < to && byteAt(at) <= 0x20) at++;
  return at;
}

/** Offset of the quote that ends the string whose text starts at `from`; `to` when there is none. */
export function stringEnd(from: u32, to: u32): u32 {
  // most strings are short and without escaped quotes: one look tells their end
  const near = load<u64>(quotes + (from >> 3)) >> (from & 7);
  const quote = from + <u32>ctz(near);
  if (near != 0 && quote < to && byteAt(quote - 1) != 0x5c) return quote;
  return longStringEnd(from, to);
}

function longStringEnd(from: u32, to: u32): u32 {
  let at = from;
  while (true) {
    const quote = nextBit(quotes, at, to);
    if (quote == to || quote == from || byteAt(quote - 1) != 0x5c) return quote;
    let slash = quote - 1;
    while (slash > from && byteAt(slash - 1) == 0x5c) slash--;
    // pairs of backslashes are backslashes
    if (((quote - slash) & 1) == 0) return quote;
    at = quote + 1;
  }
}

/** What `nestedEnd` found when a bracket or a string does not close, or brackets stand deeper than asked for. */
export const NOT_CLOSED: u32 = 0xffffffff;

/** Offset behind the bracket that closes the one at `from`, at most `to`; or NOT_CLOSED. `most` is the greatest depth. */
export function nestedEnd(from: u32, to: u32, most: u32): u32 {
  let depth: u32 = 0;
  let at = from;
  while (true) {
    at = nextMark(at, to);
    if (at >= to) return NOT_CLOSED;
    const byte = byteAt(at);
    if (byte == 0x22) {
      at = stringEnd(at + 1, to);
      if (at == to) return NOT_CLOSED;
    } else if (byte == 0x7b || byte == 0x5b) {
      if (++depth > most) return NOT_CLOSED;
    } else if (--depth == 0) return at + 1;
    at++;
  }
}

/** Offset of the first quote or bracket at or after `from`; `to` when there is none before it. */
function nextMark(from: u32, to: u32): u32 {
  if (from >= to) return to;
  const near = (load<u64>(quotes + (from >> 3)) | load<u64>(brackets + (from >> 3))) >> (from & 7);
  if (near != 0) return min(to, from + <u32>ctz(near));
  const last = (to + 63) >> 6;
  let mask = ~(<u64>0) << (from & 63);
  for (let word = from >> 6; word < last; word++) {
    const w = (load<u64>(quotes + (word << 3)) | load<u64>(brackets + (word << 3))) & mask;
    if (w != 0) return min(to, (word << 6) + <u32>ctz(w));
    mask = ~(<u64>0);
  }
  return to;
}
