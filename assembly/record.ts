/**
 * What the fields of a record (table row, JSON object, key=value line) mean: each comes with its role and goes into the
 * event. A time may stand in two fields; messages and values with escapes are unescaped into the scratch of the window,
 * where they stay until the batch of events is counted:
 *
 * ```
 * SCRATCH   + 128
 * ├ stamp   ┼ values and messages of the events in the batch …
 * message     its address in the window u32, 4 bytes, the text; the text begins at a multiple of 64
 * ```
 */

import { batchIsEmpty, countBatch } from "./batch";
import { decodeText, PLAIN } from "./escapes";
import {
  capture,
  MEASURE_SLOT,
  measures,
  parseNumber,
  rawPlaces,
  setHasTime,
  setLevel,
  setMessage,
  setMessageEscapes,
  startEvent,
} from "./event";
import { levelOfNumber, levelOfWord } from "./level";
import { MESSAGE_CAP } from "./signature";
import { parseTime } from "./time";
import { base, classifyScratch, MAX_LINE, SCRATCH, SCRATCH_SIZE } from "./window";

// roles; the host has them in src/core/program.ts
export const IGNORE: u32 = 0;
/** the argument is a time layout; above its eight bits, how many layouts behind it are tried where it does not match */
export const TIME: u32 = 1;
/** the argument is a scale, see level.ts */
export const LEVEL: u32 = 2;
export const MESSAGE: u32 = 3;
/** the argument is a slot, see event.ts */
export const SLOT: u32 = 4;
/** what completes the time, read behind a blank; the argument is that of the time */
export const TIME_REST: u32 = 5;
/** nanoseconds that complete a time in whole seconds; the argument is that of the time */
export const TIME_NANOS: u32 = 6;

/** a stack trace */
export const TRACE: u32 = 7;

const STAMP: usize = base + SCRATCH;
const STAMP_SIZE: u32 = 128;
const VALUES: usize = STAMP + STAMP_SIZE;
/** what a message and its place take at most */
const MESSAGE_ROOM: u32 = MESSAGE_CAP + 192;
const SCRATCH_END: usize = base + SCRATCH + SCRATCH_SIZE;
/** from here on a record may have too little room: unescaped it is no longer than as it stands */
const LAST_START: usize = SCRATCH_END - MAX_LINE - MESSAGE_ROOM;

let hasTimeField: bool = false;
let hasTimeRest: bool = false;
let defaultLevel: u32 = 0;
let decimalComma: bool = false;
/** a value of at most eight bytes that means none, and its length; 0 when there is no such */
let unset: u64 = 0;
let unsetLength: u32 = 0;

let timeRead: bool = false;
let timeLayout: u32 = 0;
let timeStart: usize = 0;
let timeEnd: usize = 0;
let restStart: usize = 0;
let restEnd: usize = 0;
let restIsNanos: bool = false;
let valuesEnd: usize = VALUES;

/** the stack trace of the record, 0 without; of several the first in the text */
export let traceStart: usize = 0;
export let traceEnd: usize = 0;
export let traceEscapes: u32 = PLAIN;

export function forgetTrace(): void {
  traceStart = 0;
}

/** Forgets the roles of the file before. */
export function startRoles(): void {
  hasTimeField = hasTimeRest = decimalComma = false;
  defaultLevel = unsetLength = 0;
}

/** Says that a role is among those of the file. */
export function noteRole(role: u32): void {
  if (role == TIME) hasTimeField = true;
  if (role == TIME_REST || role == TIME_NANOS) hasTimeRest = true;
}

/** Level of records without one; whether numbers have a decimal comma; and the text of at most eight bytes that means none. */
export function setRecord(level: u32, isDecimalComma: bool, newUnset: usize, newUnsetLength: u32): void {
  defaultLevel = level;
  decimalComma = isDecimalComma;
  unsetLength = newUnsetLength > 8 ? 0 : newUnsetLength;
  unset = firstBytes(newUnset, unsetLength);
}

/** The first `length` ≤ 8 bytes at p. */
function firstBytes(p: usize, length: u32): u64 {
  return length == 0 ? 0 : load<u64>(p) & (u64.MAX_VALUE >> ((8 - length) << 3));
}

export function startRecord(): void {
  startEvent();
  setMessageEscapes(PLAIN);
  if (defaultLevel != 0) setLevel(defaultLevel);
  timeRead = false;
  timeStart = restStart = traceStart = 0;
  if (valuesEnd == VALUES) return;
  if (valuesEnd > LAST_START) countBatch();
  if (batchIsEmpty()) valuesEnd = VALUES;
}

/** Gives a field [start, end), neither quotes nor blanks around it being part of it, to its role. */
export function takeField(role: u32, argument: u32, start: usize, end: usize, escapes: u32): void {
  switch (role) {
    case IGNORE:
      return;
    case TIME:
      if (hasTimeRest) {
        timeLayout = argument & 255;
        timeStart = start;
        timeEnd = end;
      } else timeRead = readsTime(argument & 255, argument >> 8, start, end) || timeRead;
      return;
    case TIME_REST:
    case TIME_NANOS:
      restStart = start;
      restEnd = end;
      restIsNanos = role == TIME_NANOS;
      return;
    case LEVEL:
      setLevel(levelOf(start, end, argument));
      return;
    case MESSAGE:
      setMessage(start, end);
      setMessageEscapes(escapes);
      return;
    case TRACE:
      if (traceStart != 0) return;
      traceStart = start;
      traceEnd = end;
      traceEscapes = escapes;
      return;
    case SLOT:
      takeValue(argument, start, end, escapes);
      return;
    default:
      unreachable();
  }
}

/** Reads a time by a layout or one of `others` behind it. */
function readsTime(layout: u32, others: u32, start: usize, end: usize): bool {
  for (let i: u32 = 0; i <= others; i++) if (parseTime(layout + i, start, end) != 0) return true;
  return false;
}

/** Level of a text: a number on the scale, else a word. */
function levelOf(start: usize, end: usize, scale: u32): u32 {
  const length = <u32>(end - start);
  if (scale != 0 || <u32>load<u8>(start) - 0x30 < 10) {
    const value = parseNumber(start, end);
    if (value >= 0 && value < 1000) return levelOfNumber(<u32>value, scale);
  }
  return levelOfWord(start, length);
}

function takeValue(slot: u32, start: usize, end: usize, escapes: u32): void {
  if (slot >= MEASURE_SLOT) {
    if (decimalComma) store<f64>(measures + ((slot - MEASURE_SLOT) << 3), commaNumber(start, end));
    else capture(slot, start, end);
    return;
  }
  const length = <u32>(end - start);
  if (unsetLength != 0 && length == unsetLength && firstBytes(start, length) == unset) return;
  if (escapes == PLAIN) {
    capture(slot, start, end);
    return;
  }
  store<u32>(rawPlaces + (slot << 3), <u32>start);
  store<u32>(rawPlaces + (slot << 3), <u32>end, 4);
  const to = valuesEnd;
  valuesEnd = decodeText(start, end, to, <u32>(SCRATCH_END - to), escapes);
  capture(slot, to, valuesEnd);
}

/** A number with a decimal comma, points between its thousands. */
function commaNumber(start: usize, end: usize): f64 {
  if (end - start > STAMP_SIZE) return NaN;
  let to = STAMP;
  for (let p = start; p < end; p++) {
    const byte = load<u8>(p);
    if (byte == 0x2c) store<u8>(to++, 0x2e);
    else if (byte != 0x2e) store<u8>(to++, byte);
  }
  return parseNumber(STAMP, to);
}

/** Settles the record; false when it lacks the time that the plan asks for. */
export function finishRecord(): bool {
  if (hasTimeRest && timeStart != 0) timeRead = joinTime();
  setHasTime(timeRead);
  return timeRead || !hasTimeField;
}

/** Puts the two parts of a time together in the scratch, and reads it. */
function joinTime(): bool {
  const length = timeEnd - timeStart;
  const restLength: usize = restStart == 0 ? 0 : restEnd - restStart;
  if (length + restLength + 1 > STAMP_SIZE - 64) return false;
  memory.copy(STAMP, timeStart, length);
  let to = STAMP + length;
  if (restLength != 0) {
    store<u8>(to++, restIsNanos ? 0x2e : 0x20);
    // nanoseconds are nine digits of a fraction
    if (restIsNanos) for (let i = restLength; i < 9; i++) store<u8>(to++, 0x30);
    memory.copy(to, restStart, restLength);
    to += restLength;
  }
  memory.fill(to, 0, 64);
  classifyScratch(SCRATCH, STAMP_SIZE);
  return parseTime(timeLayout, STAMP, to) != 0;
}

/** Address of the message that was unescaped last. */
export let messageScratch: usize = 0;

/**
 * Unescapes the beginning of a message into the scratch, as much as makes its signature, blanks at its end left out.
 * Returns its end there; it starts at `messageScratch`.
 */
export function unescapeMessage(start: usize, end: usize, escapes: u32): usize {
  messageScratch = (valuesEnd + 8 + 63) & ~(<usize>63);
  store<u32>(messageScratch - 8, <u32>start);
  let stop = decodeText(start, end, messageScratch, MESSAGE_CAP + 4, escapes);
  while (stop > messageScratch && load<u8>(stop - 1) <= 0x20) stop--;
  const from = <u32>(messageScratch - base);
  classifyScratch(from, <u32>(stop - messageScratch) + 64);
  valuesEnd = stop;
  return stop;
}
