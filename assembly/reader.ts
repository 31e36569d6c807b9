/**
 * Cuts the window into lines or records, which take.ts takes one after the other. What one chunk leaves for the next is the
 * carry: the tail of bytes, the line number (place.ts), the event that is open (held.ts), whether an overlong line is being
 * passed over, and the turns of time.ts.
 */

import { beginWithin, CLOSED, HEAD_OPEN, setHeadState, UNKNOWN } from "./carry";
import { clean, cleaning, resetCleaning } from "./clean";
import { readDirective, resetDirectives } from "./directives";
import { forget, setWaits, waits } from "./held";
import { isJoinedHead, joining } from "./layout";
import { file, kind, passWindow, setFile, setKind, standAt, windowOffset } from "./place";
import { startReadingOf } from "./readings";
import {
  classifyRecords,
  closingLineEnds,
  continues,
  LINES,
  recordEnd,
  spansLines,
  TABLE,
  UNFINISHED,
} from "./records";
import { writing } from "./rows";
import { setWindowPlace } from "./signatures";
import { headerLines } from "./table";
import { closeEvent, findBlockEnd, pauseCounting, setHeaderLeft, take } from "./take";
import { setTurns } from "./time";
import { base, CHUNK, classify, ends, lineEnds, listLineEnds, MAX_LINE, nextBit } from "./window";

let lineEnd: u8 = 0x0a;
/** place of the file's first byte in all files one after the other */
let filePlace: f64 = 0;
let tail: u32 = 0;
/** whether an overlong line is being passed over, or what comes before the first line of a part */
export let passingOver: bool = false;
/** whether nothing has been read or merged yet */
let untouched: bool = true;
/** byte offset up to which the open event is known; what is read from there on may go on it */
let knownUntil: f64 = -1;

/** Starts a file of a kind; the plan's parts have been set before. */
export function startReading(newKind: u32, newLineEnd: u8, newFile: u32, place: f64): void {
  if (newFile != file) leaveEvent();
  setKind(newKind);
  lineEnd = newLineEnd;
  setFile(newFile);
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
  standAt(byteOffset, newLine, open);
  tail = 0;
  passingOver = false;
  resetCleaning();
  setHeaderLeft(kind == TABLE && newLine <= <f64>headerLines ? headerLines - <u32>newLine + 1 : 0);
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
  const open = continues(kind) ? UNKNOWN : CLOSED;
  setCarry(byteOffset - 1, 1, 0, -1, open);
  if (open != CLOSED) openHead();
  setHeaderLeft(0);
  passingOver = true;
  beginWithin(file);
}

/** Takes over where another partial ended. */
export function endAt(newFile: u32, byteOffset: f64, newLine: f64, newTurns: i32, newLastSeen: i32, open: u32): void {
  setFile(newFile);
  untouched = false;
  knownUntil = byteOffset;
  setCarry(byteOffset, newLine, newTurns, newLastSeen, open);
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
    take(at, at + MAX_LINE, true, 1);
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

/** The first `taken` bytes of the window are done with. */
function endWindow(taken: u32): void {
  pauseCounting();
  passWindow(taken, !writing);
  knownUntil = windowOffset;
}

/** Takes the whole lines from `at` on; returns where the first unfinished one starts. */
function takeLines(at: u32, limit: u32): u32 {
  const count = listLineEnds(at, limit);
  if (kind == LINES && joining != 0) return takeJoined(at, limit, count, false);
  for (let p = ends; p < ends + (count << 2); p += 4) {
    const stop = load<u32>(p);
    const truncated = stop - at > MAX_LINE;
    take(at, truncated ? at + MAX_LINE : stop, truncated, 1);
    at = stop + 1;
  }
  return at;
}

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
      take(at, below, false, 2);
      at = below + 1;
      i++;
      continue;
    }
    const truncated = stop - at > MAX_LINE;
    take(at, truncated ? at + MAX_LINE : stop, truncated, 1);
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
    take(at, truncated ? at + MAX_LINE : stop, truncated, 1);
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
    take(at, stop, false, 1);
    at = stop + closingLineEnds(kind);
  }
  endWindow(tail);
  tail = 0;
  if (waits) closeEvent();
}
