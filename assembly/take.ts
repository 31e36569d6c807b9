/**
 * One line or record: has it read by the plan of the file, and counts what it yields: facets, measures, line index, preview and
 * totals; or writes rows instead.
 */

import { addEvent, countBatch, holdLast } from "./batch";
import { blockEnd, lineStarts, noteFields } from "./blocks";
import { addHeadUnparsed, CLOSED, HEAD_ENDED, HEAD_OPEN, headState, OPEN, setHeadState, UNKNOWN } from "./carry";
import { fieldsOffset } from "./directives";
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
import { hasLayouts, MAX_LAYOUTS, readLine } from "./layout";
import { levelInMessage } from "./level-search";
import { countMeasures } from "./measures";
import {
  addEventToTotals,
  addTaken,
  addUnparsed,
  eventOpen,
  file,
  kind,
  lineNumber,
  setEventOpen,
  windowOffset,
} from "./place";
import { countQuantiles } from "./quantiles";
import { countTaken, countUnmatched } from "./readings";
import { forgetTrace, messageScratch, unescapeMessage } from "./record";
import { mayHoldTrace, noteRecordTrace } from "./record-trace";
import {
  closingLineEnds,
  continues,
  isNoRecord,
  isObject,
  LINES,
  readRecord,
  spansLines,
  TABLE,
  TEXT,
} from "./records";
import { CONTINUATION, EVENT, HEADER, TRACED, UNPARSED, writeRow, writing } from "./rows";
import { signatureOf } from "./signature";
import { innerLineEnds } from "./table";
import { lastSeen, second, turns } from "./time";
import { headNotes, noteLine, openNotes, TRACE_REACH } from "./trace";
import { NONE } from "./trace-kinds";
import { goesOn } from "./trace-lines";
import { base } from "./window";

let headerLeft: u32 = 0;
/** window offset from which on a line opens a new block of the line index */
let blockEndsAt: u32 = 0;

/** So many lines of the header are still to come. */
export function setHeaderLeft(count: u32): void {
  headerLeft = count;
}

/** The window begins elsewhere, or a block of the line index. */
export function findBlockEnd(): void {
  blockEndsAt = writing ? u32.MAX_VALUE : <u32>max(0, min(blockEnd(file) - windowOffset, 4294967295));
}

/** Counts all events but the one that is open: their places will move. */
export function pauseCounting(): void {
  if (eventOpen == OPEN) holdLast();
  else countBatch();
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

/**
 * Takes one line or record at window offsets [from, to), its line end not included. `lineCount` is how many lines it stands on
 * where records are lines; others are looked through.
 */
export function take(from: u32, to: u32, truncated: bool, lineCount: u32): void {
  if (from >= blockEndsAt) {
    pauseCounting();
    lineStarts(file, windowOffset + <f64>from, lineNumber(), eventOpen, turns, lastSeen);
    if (fieldsOffset != 0) noteFields(fieldsOffset);
    findBlockEnd();
  }
  // how many lines it holds or ends
  const inner: u32 = spansLines(kind) ? innerLineEnds(from, to) : 0;
  const height: u32 = spansLines(kind) ? inner + closingLineEnds(kind) : lineCount;
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
    setEventOpen(continues(kind));
    if (eventOpen == CLOSED && waits) closeEvent();
  } else if (writing) {
    const continued = (eventOpen == OPEN && !isObject(kind, from)) || (to == from && kind != LINES);
    write(continued ? CONTINUATION : UNPARSED, from, to, height, 0, truncated);
    if (continued && to > from) takeTraceLine(from, to);
  } else if (to > from) {
    countUnmatched(windowOffset + <f64>from, height);
    if (eventOpen == CLOSED || isObject(kind, from)) addUnparsed(<f64>height);
    else {
      if (eventOpen == UNKNOWN) addHeadUnparsed(<f64>height);
      takeTraceLine(from, to);
    }
  }
  addTaken(height);
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
  const line = lineNumber();
  writeRow(rowKind, base + from, to - from, windowOffset + <f64>from, line, height, signature, truncated);
}

function count(literal: bool): void {
  const key = dimensionCount == 0 ? 0 : dimensionsKey != 0 ? dimensionsKey : keyOfDimensions(dimensions);
  addEvent(key, literal, literal ? signatureOfValues() : 0);
  addEventToTotals(hasTime);
  if (!hasTime || measureCount == 0) return;
  countMeasures(second);
  countQuantiles(second);
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
