/**
 * The stack trace of an event: what its lines name (trace-lines.ts), noted line by line, and what these notes come to once
 * the event has ended. As notes are only ever added, those of two parts of an event add up to those of the whole.
 *
 * ```
 * notes  0      4       8       12      16    20     24         32
 *        bytes  frames  places  others  last  count  (8 bytes)  note …
 *        u32    u32     u32     u32     u32   u32
 * note   0     4       8           16
 *        kind  length  byteOffset  name, padded to 8 bytes
 *        u32   u32     f64
 * text   0         1           2           3      4
 *        language  frameCount  exceptions  frames  (length u8, name) each: exceptions, then frames
 *        u8        u8          u8          u8
 * ```
 * `last` is the kind of the last line that was one of a trace, noted or not. What is noted is bounded: so many lines of a
 * kind, and none that begins TRACE_REACH bytes behind the event.
 */
import { allocate } from "./arena";
import { combine, finish, hashBytes } from "./hash";
import {
  BETWEEN,
  DOTNET,
  EXCEPTION,
  GO,
  GO_PLACE,
  GOROUTINE,
  JAVA,
  JAVASCRIPT,
  MAYBE_EXCEPTION,
  NONE,
  PYTHON,
  SURE_EXCEPTION,
} from "./trace-kinds";
import { exceptionInMessage, kindOfTraceLine, restOfLine } from "./trace-lines";
import { ends, NAME_CAP, name, nameLength } from "./trace-text";

/** Lines that begin so many bytes behind their event are no part of its trace. */
export const TRACE_REACH: u32 = 32768;

const FRAMES: u32 = 128;
const OTHERS: u32 = 32;
const HEADER: u32 = 32;
const NOTE: u32 = 16;
/** most bytes of the notes of one event */
export const NOTES_SIZE: u32 = HEADER + (FRAMES * 2 + OTHERS) * (NOTE + NAME_CAP);

/** of the event that is open */
export const openNotes: usize = newNotes();
/** of the lines in front of the first event, which may go on one that another partial has */
export const headNotes: usize = newNotes();

function newNotes(): usize {
  const notes = allocate(NOTES_SIZE);
  clearNotes(notes);
  return notes;
}

export function clearNotes(notes: usize): void {
  memory.fill(notes, 0, HEADER);
  store<u32>(notes, HEADER);
}

export function hasNotes(notes: usize): bool {
  return load<u32>(notes, 20) != 0;
}

export function notesBytes(notes: usize): u32 {
  return load<u32>(notes);
}

/** Notes what the line [p, end) says of a trace. Returns its kind. */
export function noteLine(notes: usize, p: usize, end: usize, byteOffset: f64): u32 {
  const kind = kindOfTraceLine(p, end);
  if (kind == NONE || kind == BETWEEN) return kind;
  note(notes, kind, name, nameLength, byteOffset);
  if (kind != SURE_EXCEPTION && kind != EXCEPTION) return kind;
  // the causes of .NET may stand on the same line
  for (let at = restOfLine; at + 6 < end; at++) {
    if (load<u32>(at) != 0x2d2d2d20 || load<u16>(at, 4) != 0x203e) continue;
    if (kindOfTraceLine(at + 1, end) != SURE_EXCEPTION) break;
    note(notes, SURE_EXCEPTION, name, nameLength, byteOffset);
    at = restOfLine - 1;
  }
  return kind;
}

function note(notes: usize, kind: u32, text: usize, length: u32, byteOffset: f64): void {
  const last = load<u32>(notes, 16);
  store<u32>(notes, kind, 16);
  // elsewhere no name is an exception's; at the start only another partial may know what comes before
  if (kind == MAYBE_EXCEPTION && last != PYTHON && last != NONE) return;
  const counter = notes + (kind == GO_PLACE ? 8 : kind < GO_PLACE ? 4 : 12);
  if (load<u32>(counter) == (kind > GO_PLACE ? OTHERS : FRAMES)) return;
  store<u32>(counter, load<u32>(counter) + 1);
  const used = load<u32>(notes);
  const n = notes + used;
  store<u32>(n, kind);
  store<u32>(n, length, 4);
  store<f64>(n, byteOffset, 8);
  memory.fill(n + NOTE, 0, padded(length));
  memory.copy(n + NOTE, text, length);
  store<u32>(notes, used + NOTE + padded(length));
  store<u32>(notes, load<u32>(notes, 20) + 1, 20);
}

function padded(bytes: u32): u32 {
  return (bytes + 7) & ~7;
}

/** Adds notes of lines that come after those here, but for lines from `untilOffset` on. */
export function addNotes(notes: usize, more: usize, untilOffset: f64): void {
  const end = more + load<u32>(more);
  let left = false;
  for (let n = more + HEADER; n < end; n += NOTE + padded(load<u32>(n, 4))) {
    left = load<f64>(n, 8) >= untilOffset;
    if (left) break;
    note(notes, load<u32>(n), n + NOTE, load<u32>(n, 4), load<f64>(n, 8));
  }
  const last = load<u32>(more, 16);
  if (last != NONE && !left) store<u32>(notes, last, 16);
}

/** Whether notes of another partial, in `bytes`, are what they should be, so that none is read past its end. */
export function areNotes(notes: usize, bytes: usize): bool {
  if (bytes < HEADER || bytes > NOTES_SIZE || <usize>load<u32>(notes) != bytes) return false;
  const end = notes + bytes;
  let n = notes + HEADER;
  let noteCount: u32 = 0;
  let frames: u32 = 0;
  let places: u32 = 0;
  while (n < end) {
    if (end - n < NOTE || load<u32>(n, 4) > NAME_CAP) return false;
    const kind = load<u32>(n);
    if (kind < GO_PLACE) frames++;
    else if (kind == GO_PLACE) places++;
    noteCount++;
    n += NOTE + padded(load<u32>(n, 4));
  }
  const others = noteCount - frames - places;
  return n == end && load<u32>(notes, 20) == noteCount && frames <= FRAMES && places <= FRAMES && others <= OTHERS;
}

// what `settleTrace` came to
/** 0 when the notes are of no trace */
export let traceHash: u64 = 0;
const MOST_SHOWN_EXCEPTIONS: u32 = 3;
const MOST_SHOWN_FRAMES: u32 = 5;
const SHOWN_NAME: u32 = 120;
const TEXT_HEADER: u32 = 4;
export const TRACE_TEXT_SIZE: u32 = TEXT_HEADER + (MOST_SHOWN_EXCEPTIONS + MOST_SHOWN_FRAMES) * (SHOWN_NAME + 1);
/** the text of the trace, as drawn above */
export const traceText: usize = allocate(TRACE_TEXT_SIZE);
export let traceTextLength: u32 = 0;

/** names told apart, in the order of their first lines: → note u32, hash u64 at 8 */
const exceptions: usize = allocate(OTHERS * 16);
const frames: usize = allocate(FRAMES * 16);
let exceptionCount: u32 = 0;
let frameCount: u32 = 0;

/**
 * Finds the trace that notes are of: its exceptions, and the functions of its frames, each once, as a recursion may be of any
 * depth. Where no line names the exception, the message [message, messageEnd) may. Returns whether there is a trace.
 */
export function settleTrace(notes: usize, message: usize, messageEnd: usize): bool {
  traceHash = 0;
  if (load<u32>(notes, 20) == 0) return false;
  exceptionCount = frameCount = 0;
  let language: u32 = NONE;
  /** exceptions that are named before the first frame */
  let thrownAbove: u32 = 0;
  let sure = false;
  let threads: u32 = 0;
  let before: u32 = NONE;
  const end = notes + load<u32>(notes);
  for (let n = notes + HEADER; n < end; ) {
    const kind = load<u32>(n);
    const next = n + NOTE + padded(load<u32>(n, 4));
    const after = next < end ? load<u32>(next) : NONE;
    if (kind == GOROUTINE) {
      // of the threads that Go lists, the first is the one that failed
      if (threads++ > 0 && frameCount > 0) break;
    } else if (kind == SURE_EXCEPTION || kind == EXCEPTION || (kind == MAYBE_EXCEPTION && isException(before, after))) {
      sure = sure || kind == SURE_EXCEPTION;
      exceptionCount = addDistinct(exceptions, exceptionCount, n);
    } else if (kind < GO_PLACE && (kind != GO || after == GO_PLACE)) {
      if (language == NONE) {
        language = kind;
        thrownAbove = exceptionCount;
      }
      frameCount = addDistinct(frames, frameCount, n);
    }
    before = kind;
    n = next;
  }
  if (frameCount == 0 && !sure) return false;
  nameInMessage(message, messageEnd, exceptionCount == 0 || (thrownAbove == 0 && language != PYTHON));
  let h = <u64>language;
  if (nameLength > 0) h = combine(h, hashBytes(name, nameLength));
  for (let i: u32 = 0; i < exceptionCount; i++) h = combine(h, load<u64>(exceptions + (i << 4), 8));
  h = combine(h, frameCount);
  for (let i: u32 = 0; i < frameCount; i++) h = combine(h, load<u64>(frames + (i << 4), 8));
  writeText(language);
  traceHash = finish(h) | 1;
  return true;
}

/** Finds the exception that the message names, unless the lines name it: it is the outermost one then. */
function nameInMessage(message: usize, messageEnd: usize, wanted: bool): void {
  exceptionInMessage(message, wanted ? messageEnd : message);
  if (nameLength == 0) return;
  const hash = hashBytes(name, nameLength);
  for (let i: u32 = 0; i < exceptionCount; i++)
    if (load<u64>(exceptions + (i << 4), 8) == hash) {
      exceptionInMessage(message, message);
      return;
    }
}

/** Whether any name between these kinds of lines is an exception's: behind the frames of Python, before those of others. */
function isException(before: u32, after: u32): bool {
  return before == PYTHON || (before == NONE && (after == JAVA || after == JAVASCRIPT || after == DOTNET));
}

function addDistinct(list: usize, count: u32, n: usize): u32 {
  const hash = hashBytes(n + NOTE, load<u32>(n, 4));
  for (let i: u32 = 0; i < count; i++) if (load<u64>(list + (i << 4), 8) == hash) return count;
  store<u32>(list + (count << 4), <u32>n);
  store<u64>(list + (count << 4), hash, 8);
  return count + 1;
}

/** The outermost exception and the innermost frame come first; Python has them last, but for groups and what is in them. */
function writeText(language: u32): void {
  const inMessage: u32 = nameLength > 0 ? 1 : 0;
  const shownExceptions = min(exceptionCount, MOST_SHOWN_EXCEPTIONS - inMessage);
  const shownFrames = min(frameCount, MOST_SHOWN_FRAMES);
  store<u8>(traceText, <u8>language);
  store<u8>(traceText, <u8>frameCount, 1);
  store<u8>(traceText, <u8>(shownExceptions + inMessage), 2);
  store<u8>(traceText, <u8>shownFrames, 3);
  traceTextLength = TEXT_HEADER;
  const turned = language == PYTHON;
  const causesFirst = turned && !isGroup();
  if (inMessage != 0) putName(name, nameLength);
  for (let i: u32 = 0; i < shownExceptions; i++) putNote(exceptions, causesFirst ? exceptionCount - 1 - i : i);
  for (let i: u32 = 0; i < shownFrames; i++) putNote(frames, turned ? frameCount - 1 - i : i);
}

/** Whether the first exception is a group of Python's, which stands before what is in it. */
function isGroup(): bool {
  if (exceptionCount == 0) return false;
  const text = <usize>load<u32>(exceptions) + NOTE;
  return ends(text, text + load<u32>(text - NOTE, 4), "ExceptionGroup");
}

function putNote(list: usize, i: u32): void {
  const n = <usize>load<u32>(list + (i << 4));
  putName(n + NOTE, load<u32>(n, 4));
}

function putName(text: usize, length: u32): void {
  length = min(length, SHOWN_NAME);
  store<u8>(traceText + traceTextLength++, <u8>length);
  memory.copy(traceText + traceTextLength, text, length);
  traceTextLength += length;
}
