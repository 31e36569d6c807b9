/**
 * Lines of key=value pairs, as logfmt writes them: values are bare or in double quotes with backslash escapes, keys
 * without a value are passed over. And paragraphs of KEY=value lines, as journalctl's export writes them.
 */
import { BACKSLASHES, PLAIN } from "./escapes";
import { stringEnd } from "./json";
import { childOf, fieldOf, foundAll, startNamed, takeNamed, UNKNOWN } from "./named";
import { finishRecord } from "./record";
import { base, boundaries, escapes, lineEnds, MAX_LINE, nearBit, nextBit } from "./window";

/** Reads the line at window offsets [from, to) into the event; false when it lacks the time of the plan. */
export function readPairs(from: u32, to: u32): bool {
  startNamed();
  let at = from;
  while (at < to) {
    while (at < to && byteAt(at) <= 0x20) at++;
    const key = at;
    at = keyEnd(at, to);
    if (at >= to) break;
    const keyStop = at;
    if (byteAt(at) != 0x3d) {
      at++;
      continue;
    }
    at++;
    const quoted = at < to && byteAt(at) == 0x22;
    const start = quoted ? at + 1 : at;
    const stop = quoted ? stringEnd(start, to) : valueEnd(start, to);
    at = quoted ? stop + 1 : stop;
    if (keyStop == key) continue;
    const field = fieldOf(childOf(0, base + key, keyStop - key));
    if (field == UNKNOWN) continue;
    const escaped = quoted && nearBit(escapes, start, stop) < stop;
    takeNamed(field, base + start, base + stop, escaped ? BACKSLASHES : PLAIN);
    if (foundAll()) break;
  }
  return finishRecord();
}

/** Reads the paragraph at [from, to) into the event: a pair a line, its value up to the line end. */
export function readParagraph(from: u32, to: u32): bool {
  startNamed();
  let at = from;
  while (at < to) {
    const lineStop = nextBit(lineEnds, at, to);
    const keyStop = keyEnd(at, lineStop);
    if (keyStop < lineStop && byteAt(keyStop) == 0x3d) {
      const field = fieldOf(childOf(0, base + at, keyStop - at));
      if (field != UNKNOWN) {
        let stop = lineStop;
        if (stop > keyStop + 1 && byteAt(stop - 1) == 0x0d) stop--;
        takeNamed(field, base + keyStop + 1, base + stop, PLAIN);
      }
    }
    at = lineStop + 1;
  }
  return finishRecord();
}

/** What `paragraphEnd` found when the window ends before the paragraph does. */
const UNFINISHED: u32 = 0xffffffff;

/**
 * Offset of the line end that closes the paragraph at `from`: the last one before an empty line, or before MAX_LINE bytes
 * are full. UNFINISHED when more bytes, up to `limit` so far, are needed to tell; `last` says that none will come.
 */
export function paragraphEnd(from: u32, limit: u32, last: bool): u32 {
  const bound = from + MAX_LINE;
  let stop = nextBit(lineEnds, from, limit);
  if (stop == limit) return last ? limit : UNFINISHED;
  // the paragraph is an empty line
  if (isEmpty(from, stop)) return stop;
  while (true) {
    const next = nextBit(lineEnds, stop + 1, limit);
    if (next == limit) {
      if (last) return stop + 1 < limit && limit - from <= MAX_LINE ? limit : stop;
      return limit - from > MAX_LINE ? stop : UNFINISHED;
    }
    if (next > bound || isEmpty(stop + 1, next)) return stop;
    stop = next;
  }
}

function isEmpty(from: u32, to: u32): bool {
  return to == from || (to == from + 1 && byteAt(from) == 0x0d);
}

function byteAt(at: u32): u32 {
  return load<u8>(base + at);
}

/** Offset of the first equals sign, quote or blank from `at` on. All of them stand between words. */
function keyEnd(at: u32, to: u32): u32 {
  while (true) {
    at = nearBit(boundaries, at, to);
    if (at >= to) return to;
    const byte = byteAt(at);
    if (byte == 0x3d || byte == 0x22 || byte <= 0x20) return at;
    at++;
  }
}

/** Offset of the first blank from `at` on. */
function valueEnd(at: u32, to: u32): u32 {
  while (true) {
    at = nearBit(boundaries, at, to);
    if (at >= to || byteAt(at) <= 0x20) return min(at, to);
    at++;
  }
}
