/**
 * Cuts the window into lines or records, has each read by the plan of the file, and counts what it yields: facets, measures,
 * line index, preview and totals; or writes rows instead. What one chunk leaves for the next is the carry: the tail of
 * bytes, the line number, the event that is open (held.ts), whether an overlong line is being passed over, and the turns of
 * time.ts.
 */

import { addEvent, countBatch, holdLast } from "./batch";
import { blockEnd, lineStarts, noteFields } from "./blocks";
import {
  addHeadUnparsed,
  beginWithin,
  CLOSED,
  HEAD_ENDED,
  HEAD_OPEN,
  headState,
  NO_FILE,
  OPEN,
  setHeadState,
  UNKNOWN,
} from "./carry";
import { clean, cleaning, resetCleaning } from "./clean";
import { fieldsOffset, readDirective, resetDirectives } from "./directives";
import { PLAIN } from "./escapes";
import {
  dimensionCount,
  dimensions,
  dimensionsKey,
  hasTime,
  lineDimensions,
  measureCount,
  messageEnd,
  messageEscapes,
  messageStart,
  setLevel,
  setMessage,
  setMessageEscapes,
  startEvent,
} from "./event";
import { keyOfDimensions } from "./facets";
import { combine, hashBytes, finish as spread } from "./hash";
import {
  countHeld,
  eventOffset,
  forget,
  holdRow,
  isHeld,
  setEventOffset,
  setWaits,
  signatureWithTrace,
  waits,
} from "./held";
import { hasLayouts, isJoinedHead, joining, MAX_LAYOUTS, readLine } from "./layout";
import { levelInMessage } from "./level-search";
import { countMeasures } from "./measures";
import { countQuantiles } from "./quantiles";
import { countLines, countTaken, countUnmatched, startReadingOf } from "./readings";
import { forgetTrace, messageScratch, unescapeMessage } from "./record";
import { mayHoldTrace, noteRecordTrace } from "./record-trace";
import {
  classifyRecords,
  closingLineEnds,
  continues,
  isNoRecord,
  isObject,
  LINES,
  readRecord,
  recordEnd,
  spansLines,
  TABLE,
  TEXT,
  UNFINISHED,
} from "./records";
import { CONTINUATION, EVENT, HEADER, TRACED, UNPARSED, writeRow, writing } from "./rows";
import { signatureOf } from "./signature";
import { setWindowPlace } from "./signatures";
import { headerLines, innerLineEnds } from "./table";
import { lastSeen, second, setTurns, turns } from "./time";
import { headNotes, noteLine, openNotes, TRACE_REACH } from "./trace";
import { NONE } from "./trace-kinds";
import { goesOn } from "./trace-lines";
import { base, CHUNK, classify, ends, lineEnds, listLineEnds, MAX_LINE, nextBit } from "./window";

let kind: u32 = TEXT;
let lineEnd: u8 = 0x0a;
/** the file that is read, NO_FILE before the first */
export let file: u32 = NO_FILE;
/** place of the file's first byte in all files one after the other */
let filePlace: f64 = 0;
/** byte offset in the file of the window's base: the line that is read next, unless `passingOver` */
export let windowOffset: f64 = 0;
let tail: u32 = 0;
/** whether an overlong line is being passed over, or what comes before the first line of a part */
export let passingOver: bool = false;
/** OPEN, CLOSED or UNKNOWN */
export let eventOpen: u32 = CLOSED;
/** 1-based number of the line at the window's base, and how many lines have been taken from there */
export let firstLine: f64 = 1;
let linesTaken: u32 = 0;
/** window offset from which on a line opens a new block of the line index */
let blockEndsAt: u32 = 0;
let headerLeft: u32 = 0;
/** whether nothing has been read or merged yet */
let untouched: bool = true;
/** byte offset up to which the open event is known; what is read from there on may go on it */
let knownUntil: f64 = -1;

// totals over all files
export let lines: f64 = 0;
export let events: f64 = 0;
export let untimedEvents: f64 = 0;
export let unparsedLines: f64 = 0;

/** Starts a file of a kind; the plan's parts have been set before. */
export function startReading(newKind: u32, newLineEnd: u8, newFile: u32, place: f64): void {
  if (newFile != file) leaveEvent();
  kind = newKind;
  lineEnd = newLineEnd;
  file = newFile;
  filePlace = place;
  startReadingOf(newFile);
  setCarry(0, 1, 0, -1, CLOSED);
}

/** Puts the carry to what it was at the start of a line; an event that is open here goes on when that was where it stopped. */
export function resumeAt(byteOffset: f64, newLine: f64, newTurns: i32, newLastSeen: i32, open: u32): void {
  if (writing || byteOffset != knownUntil) leaveEvent();
  setCarry(byteOffset, newLine, newTurns, newLastSeen, open);
  if (open != CLOSED) openHead();
}

/** The first lines may go on an event that another partial has. */
function openHead(): void {
  if (!untouched) return;
  setHeadState(HEAD_OPEN);
  setWaits(true);
}

function setCarry(byteOffset: f64, newLine: f64, newTurns: i32, newLastSeen: i32, open: u32): void {
  windowOffset = byteOffset;
  tail = 0;
  passingOver = false;
  eventOpen = open;
  firstLine = newLine;
  linesTaken = 0;
  resetCleaning();
  headerLeft = kind == TABLE && newLine <= <f64>headerLines ? headerLines - <u32>newLine + 1 : 0;
  setTurns(newTurns, newLastSeen);
  resetDirectives();
}

/** Follows the line of `length` bytes at `inputPointer` that named the columns before the place of `resumeAt`. */
export function resumeFields(length: u32, byteOffset: f64): void {
  readDirective(0, length, byteOffset);
}

/**
 * Begins with the first line that starts at `byteOffset` > 0 or after it, what came before unknown; the first bytes to come
 * are those at `byteOffset` − 1, as a line end there makes a line start.
 */
export function resumeWithin(byteOffset: f64): void {
  leaveEvent();
  setCarry(byteOffset - 1, 1, 0, -1, continues(kind) ? UNKNOWN : CLOSED);
  if (eventOpen != CLOSED) openHead();
  headerLeft = 0;
  passingOver = true;
  beginWithin(file);
}

/** Takes over where another partial ended. */
export function endAt(newFile: u32, byteOffset: f64, newLine: f64, newTurns: i32, newLastSeen: i32, open: u32): void {
  file = newFile;
  untouched = false;
  knownUntil = byteOffset;
  setCarry(byteOffset, newLine, newTurns, newLastSeen, open);
}

/** The event that is open has ended: it is counted with its trace, or its row is completed. */
export function closeEvent(): void {
  if (headState == HEAD_OPEN) setHeadState(HEAD_ENDED);
  if (writing) {
    const signature = signatureWithTrace();
    if (signature != 0) write(TRACED, 0, 0, 0, signature, false);
    forget();
    return;
  }
  holdLast();
  if (isHeld) countHeld();
  else forget();
}

/** What is read next does not go on the event that is open. */
function leaveEvent(): void {
  if (!waits) return;
  if (writing) forget();
  else closeEvent();
}

/** Where the next bytes go. */
export function inputPointer(): usize {
  return base + tail;
}

/** Takes `length` ≤ CHUNK new bytes at `inputPointer`. */
export function consume(length: u32): void {
  const limit = tail + min(length, CHUNK);
  startWindow();
  if (cleaning && clean(tail, limit)) passingOver = false;
  classify(limit, lineEnd);
  if (kind > LINES) classifyRecords(kind, limit);
  let at: u32 = 0;
  if (passingOver) {
    at = nextBit(lineEnds, 0, limit);
    passingOver = at == limit;
    if (!passingOver) at++;
  }
  at = spansLines(kind) ? takeRecords(at, limit) : takeLines(at, limit);
  if (limit - at > MAX_LINE) {
    take(at, at + MAX_LINE, true);
    passingOver = true;
    at = limit;
  }
  endWindow(at);
  tail = limit - at;
  memory.copy(base, base + at, tail);
}

function startWindow(): void {
  untouched = false;
  setWindowPlace(base, filePlace + windowOffset);
  findBlockEnd();
}

function findBlockEnd(): void {
  blockEndsAt = writing ? u32.MAX_VALUE : <u32>max(0, min(blockEnd(file) - windowOffset, 4294967295));
}

/** The first `taken` bytes of the window are done with. */
function endWindow(taken: u32): void {
  pauseCounting();
  windowOffset += <f64>taken;
  knownUntil = windowOffset;
  firstLine += <f64>linesTaken;
  if (!writing) {
    lines += <f64>linesTaken;
    countLines(linesTaken);
  }
  linesTaken = 0;
}

/** Counts all events but the one that is open: their places will move. */
function pauseCounting(): void {
  if (eventOpen == OPEN) holdLast();
  else countBatch();
}

/** Takes the whole lines from `at` on; returns where the first unfinished one starts. */
function takeLines(at: u32, limit: u32): u32 {
  const count = listLineEnds(at, limit);
  if (kind == LINES && joining != 0) return takeJoined(at, limit, count, false);
  for (let p = ends; p < ends + (count << 2); p += 4) {
    const stop = load<u32>(p);
    const truncated = stop - at > MAX_LINE;
    take(at, truncated ? at + MAX_LINE : stop, truncated);
    at = stop + 1;
  }
  return at;
}

/** lines that the line being taken stands on: 2 for a head of two lines */
let heightOfLine: u32 = 1;

/**
 * The same where layouts have heads of two lines: a line is taken with the one below it when they make such a head
 * together, and waits for it when that has not come yet. Lines too long to be looked at as one stay two.
 */
function takeJoined(at: u32, limit: u32, count: u32, isEnd: bool): u32 {
  for (let i: u32 = 0; i < count; i++) {
    const stop = load<u32>(ends + (i << 2));
    let below = limit;
    if (i + 1 < count) below = load<u32>(ends + ((i + 1) << 2));
    else if (!isEnd && limit - at <= MAX_LINE) return at;
    if (below > stop + 1 && below - at <= MAX_LINE && isJoinedHead(base + at, base + below)) {
      heightOfLine = 2;
      take(at, below, false);
      heightOfLine = 1;
      at = below + 1;
      i++;
      continue;
    }
    const truncated = stop - at > MAX_LINE;
    take(at, truncated ? at + MAX_LINE : stop, truncated);
    at = stop + 1;
  }
  return at;
}

/** Takes the whole records from `at` on; returns where the first unfinished one starts. */
function takeRecords(at: u32, limit: u32): u32 {
  while (at < limit) {
    const stop = recordEnd(kind, at, limit, false);
    if (stop == UNFINISHED) break;
    const truncated = stop - at > MAX_LINE;
    take(at, truncated ? at + MAX_LINE : stop, truncated);
    at = stop + closingLineEnds(kind);
  }
  return at;
}

/** Whether a line was begun and its end has not come yet. */
export function lineUnfinished(): bool {
  return passingOver || tail != 0;
}

/** Takes what is left as the last line of the file. */
export function endFile(): void {
  let at: u32 = 0;
  startWindow();
  classify(tail, lineEnd);
  if (kind > LINES) classifyRecords(kind, tail);
  if (kind == LINES && joining != 0) at = takeJoined(at, tail, listLineEnds(at, tail), true);
  while (at < tail) {
    const stop = spansLines(kind) ? recordEnd(kind, at, tail, true) : tail;
    take(at, stop, false);
    at = stop + closingLineEnds(kind);
  }
  endWindow(tail);
  tail = 0;
  if (waits) closeEvent();
}

/** Adds the totals of another partial. */
export function addTotals(moreLines: f64, moreEvents: f64, moreUntimed: f64, moreUnparsed: f64): void {
  lines += moreLines;
  events += moreEvents;
  untimedEvents += moreUntimed;
  unparsedLines += moreUnparsed;
}

/** One line or record at window offsets [from, to), its line end not included. */
function take(from: u32, to: u32, truncated: bool): void {
  if (from >= blockEndsAt) {
    pauseCounting();
    lineStarts(file, windowOffset + <f64>from, firstLine + <f64>linesTaken, eventOpen, turns, lastSeen);
    if (fieldsOffset != 0) noteFields(fieldsOffset);
    findBlockEnd();
  }
  // how many lines it holds or ends
  const inner: u32 = spansLines(kind) ? innerLineEnds(from, to) : 0;
  const height: u32 = spansLines(kind) ? inner + closingLineEnds(kind) : heightOfLine;
  if (!truncated && to > from && load<u8>(base + to - 1) == 0x0d) to--;
  let layout: i32;
  if (headerLeft > 0) {
    headerLeft--;
    if (writing) write(HEADER, from, to, height, 0, truncated);
  } else if (kind > LINES && to > from && isNoRecord(kind, from, to, windowOffset + <f64>from)) {
    if (writing) write(HEADER, from, to, height, 0, truncated);
  } else if (to > from && (layout = readEvent(from, to)) >= 0) {
    if (waits) closeEvent();
    setEventOffset(windowOffset + <f64>from);
    if (kind > LINES && mayHoldTrace(inner) && noteRecordTrace(eventOffset)) setWaits(true);
    if (writing) {
      const signature = signatureOfEvent();
      write(EVENT, from, to, height, signature, truncated);
      holdRow(signature, signedStart, signedEnd);
    } else {
      if (kind > LINES && messageEscapes != PLAIN) moveMessage();
      count(messageStart == 0);
      countTaken(<u32>layout);
    }
    eventOpen = continues(kind) ? OPEN : CLOSED;
    if (eventOpen == CLOSED && waits) closeEvent();
  } else if (writing) {
    const continued = (eventOpen == OPEN && !isObject(kind, from)) || (to == from && kind != LINES);
    write(continued ? CONTINUATION : UNPARSED, from, to, height, 0, truncated);
    if (continued && to > from) takeTraceLine(from, to);
  } else if (to > from) {
    countUnmatched(windowOffset + <f64>from, height);
    if (eventOpen == CLOSED || isObject(kind, from)) unparsedLines += <f64>height;
    else {
      if (eventOpen == UNKNOWN) addHeadUnparsed(<f64>height);
      takeTraceLine(from, to);
    }
  }
  linesTaken += height;
}

/** A line that goes on the event before may be one of its trace. */
function takeTraceLine(from: u32, to: u32): void {
  const byteOffset = windowOffset + <f64>from;
  if (headState == HEAD_OPEN) noteLine(headNotes, base + from, base + to, byteOffset);
  else if (byteOffset - eventOffset < <f64>TRACE_REACH) {
    if (noteLine(openNotes, base + from, base + to, byteOffset) != NONE) setWaits(true);
  }
}

/**
 * Reads a line or record that is not empty into the event. Returns the layout that took it, −1 when it is none; where
 * lines stand between records, the records count as the first layout.
 */
function readEvent(from: u32, to: u32): i32 {
  if (kind == LINES) return readLine(base + from, base + to);
  if (kind == TEXT) {
    if (goesOn(base + from, base + to)) return -1;
    startEvent();
    setMessage(base + from, base + to);
    setLevel(levelInMessage(messageStart, messageEnd));
    return 0;
  }
  if (readRecord(kind, from, to)) return 0;
  if (kind == TABLE || !hasLayouts()) return -1;
  setMessageEscapes(PLAIN);
  forgetTrace();
  const layout = readLine(base + from, base + to);
  return layout < 0 ? -1 : min<i32>(layout + 1, MAX_LAYOUTS - 1);
}

/** what `signatureOfEvent` made the signature of */
let signedStart: usize = 0;
let signedEnd: usize = 0;

/** Signature of the event just read, for rows, which tell where the message stands in the file. */
function signatureOfEvent(): u64 {
  signedStart = messageStart;
  signedEnd = messageEnd;
  if (messageStart == 0) return signatureOfValues();
  if (kind > LINES && messageEscapes != PLAIN) {
    signedEnd = unescapeMessage(messageStart, messageEnd, messageEscapes);
    signedStart = messageScratch;
  }
  return signatureOf(<u32>(signedStart - base), <u32>(signedEnd - base));
}

/** Puts the message as it is meant in the place of the one with escapes. */
function moveMessage(): void {
  const end = unescapeMessage(messageStart, messageEnd, messageEscapes);
  setMessage(messageScratch, end);
}

function write(rowKind: u32, from: u32, to: u32, height: u32, signature: u64, truncated: bool): void {
  const line = firstLine + <f64>linesTaken;
  writeRow(rowKind, base + from, to - from, windowOffset + <f64>from, line, height, signature, truncated);
}

function count(literal: bool): void {
  const key = dimensionCount == 0 ? 0 : dimensionsKey != 0 ? dimensionsKey : keyOfDimensions(dimensions);
  addEvent(key, literal, literal ? signatureOfValues() : 0);
  events++;
  if (!hasTime) untimedEvents++;
  else if (measureCount != 0) {
    countMeasures(second);
    countQuantiles(second);
  }
}

/** Signature of an event without a message: the values of its dimensions make it. */
function signatureOfValues(): u64 {
  let h: u64 = 1;
  for (let i: u32 = 0; i < lineDimensions; i++) {
    const start = load<u32>(dimensions + (i << 3));
    h = combine(h, start == 0 ? i : hashBytes(start, load<u32>(dimensions + (i << 3), 4) - start));
  }
  return spread(h);
}
