/**
 * The stack trace that a record holds itself: below the first line of its message, or in a field of its own. Its lines are
 * parted by line ends within quotes, or by `\n`.
 */
import { allocate } from "./arena";
import { BACKSLASHES, decodeText, PLAIN } from "./escapes";
import { messageEnd, messageEscapes, messageStart, setMessage } from "./event";
import { traceEnd, traceEscapes, traceStart } from "./record";
import { clearNotes, hasNotes, noteLine, openNotes, settleTrace, TRACE_REACH } from "./trace";
import { GO, MAYBE_EXCEPTION, NONE } from "./trace-kinds";
import { base, escapes, lineEnds, nextBit, SCRATCH } from "./window";

/** bytes of a line that are unescaped: more than trace-lines.ts looks at */
const LINE: u32 = 1088;
const line: usize = allocate(LINE + 64);

/** Whether the record just read, with so many line ends inside, has more lines than one or a field with a trace. */
export function mayHoldTrace(innerLineEnds: u32): bool {
  return innerLineEnds != 0 || messageEscapes == BACKSLASHES || traceStart != 0;
}

/**
 * Notes the trace of the record just read, which begins at a byte offset of the file; the notes of the event before are gone.
 * A message that holds one ends where it begins. Returns whether there is one.
 */
export function noteRecordTrace(byteOffset: f64): bool {
  if (messageStart != 0 && messageStart < base + SCRATCH) {
    const first = lineStop(messageStart, messageEnd, messageEscapes);
    if (first < messageEnd) noteInMessage(first, byteOffset);
  }
  if (traceStart != 0) noteText(traceStart, traceEnd, traceEscapes, byteOffset);
  return hasNotes(openNotes);
}

/** Where the line at p ends. */
function lineStop(p: usize, end: usize, escaped: u32): usize {
  const to = <u32>(end - base);
  let at = <u32>(p - base);
  if (escaped != BACKSLASHES) return base + nextBit(lineEnds, at, to);
  while (true) {
    at = nextBit(escapes, at, to);
    if (at >= to || load<u8>(base + at + 1) == 0x6e) return base + at;
    at += 2;
  }
}

function behindStop(stop: usize, escaped: u32): usize {
  return stop + (escaped == BACKSLASHES ? 2 : 1);
}

/** Notes the line [p, stop) as it is meant. Returns its kind. */
function noteAsMeant(p: usize, stop: usize, escaped: u32, byteOffset: f64): u32 {
  if (escaped != PLAIN) {
    stop = decodeText(p, stop, line, LINE, escaped);
    p = line;
  }
  while (stop > p && load<u8>(stop - 1) == 0x0d) stop--;
  return noteLine(openNotes, p, stop, byteOffset);
}

/** The first line of a message is the message; from the first line on that is one of a trace, none is. */
function noteInMessage(first: usize, byteOffset: f64): void {
  let cut: usize = 0;
  /** the line before, when only the one below it tells whether it is one of a trace */
  let open: usize = 0;
  let lineEnd = first;
  const end = messageStart + min(messageEnd - messageStart, <usize>TRACE_REACH);
  while (lineEnd < end) {
    const start = behindStop(lineEnd, messageEscapes);
    const stop = min(end, lineStop(start, messageEnd, messageEscapes));
    const kind = noteAsMeant(start, stop, messageEscapes, byteOffset);
    if (cut == 0 && kind != NONE) {
      const isOpen = kind == GO || kind == MAYBE_EXCEPTION;
      if (!isOpen) cut = open != 0 ? open : lineEnd;
      open = isOpen ? lineEnd : 0;
    } else if (kind == NONE) open = 0;
    lineEnd = stop;
  }
  if (cut == 0 || !settleTrace(openNotes, 0, 0)) {
    clearNotes(openNotes);
    return;
  }
  // escaped blanks go when the message is unescaped
  while (cut > messageStart && load<u8>(cut - 1) <= 0x20) cut--;
  setMessage(messageStart, cut);
}

function noteText(p: usize, textEnd: usize, escaped: u32, byteOffset: f64): void {
  const end = p + min(textEnd - p, <usize>TRACE_REACH);
  while (p < end) {
    const stop = min(end, lineStop(p, textEnd, escaped));
    noteAsMeant(p, stop, escaped, byteOffset);
    p = behindStop(stop, escaped);
  }
}
