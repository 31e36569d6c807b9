/**
 * Rows written out for people: every physical line of what is read, instead of counting it.
 *
 * ```
 * row  0           8       16         24    32      36            40             44    45     46         48         64          128
 *      byteOffset  timeMs  signature  line  length  messageStart  messageLength  kind  level  truncated  lineCount  dimensions  measures
 *      f64         f64     u64        f64   u32     u32           u32            u8    u8     u8         u32        8 × (start u32, length u32), 32 × f64
 * ```
 * 384 bytes. Starts are relative to byteOffset; timeMs is NaN without time; a dimension without a value has start
 * 0xffffffff, and one with escapes is told as it stands in the file. Kind: 0 event, 1 continuation, 2 unparsed, 3 header; 4 is
 * no line, but the signature of the event above with its trace, where it has one.
 */
import { allocate, reallocate } from "./arena";
import {
  dimensions,
  hasTime,
  level,
  lineDimensions,
  MAX_DIMENSIONS,
  MAX_MEASURES,
  measureCount,
  measures,
  messageEnd,
  messageStart,
  rawPlaces,
} from "./event";
import { millis, second } from "./time";
import { base, SCRATCH } from "./window";

export const EVENT: u32 = 0;
export const CONTINUATION: u32 = 1;
export const UNPARSED: u32 = 2;
export const HEADER: u32 = 3;
export const TRACED: u32 = 4;

const ROW: u32 = 384;
/** most bytes a `consume` takes while rows are written; at worst each is a line, after a stray quote even more are */
export const ROW_CHUNK: u32 = 4096;
let rows: usize = 0;
let capacity: u32 = ROW_CHUNK + 2;
export let rowCount: u32 = 0;
export let writing: bool = false;

export function writeRows(on: bool): void {
  writing = on;
  if (on && rows == 0) rows = allocate(capacity * ROW);
}

export function clearRows(): void {
  rowCount = 0;
}

export function rowsPointer(): usize {
  return rows;
}

export function writeRow(
  kind: u32,
  start: usize,
  length: u32,
  byteOffset: f64,
  line: f64,
  lineCount: u32,
  signature: u64,
  truncated: bool,
): void {
  if (rowCount == capacity) {
    rows = reallocate(rows, rowCount * ROW, capacity * 2 * ROW);
    capacity *= 2;
  }
  const r = rows + rowCount++ * ROW;
  const isEvent = kind == EVENT;
  store<f64>(r, byteOffset);
  store<f64>(r, isEvent && hasTime ? <f64>(second * 1000 + millis) : NaN, 8);
  store<u64>(r, signature, 16);
  store<f64>(r, line, 24);
  store<u32>(r, length, 32);
  const hasMessage = isEvent && messageStart != 0;
  store<u32>(r, hasMessage ? <u32>(messageStart - start) : 0, 36);
  store<u32>(r, hasMessage ? <u32>(messageEnd - messageStart) : 0, 40);
  store<u8>(r, <u8>kind, 44);
  store<u8>(r, isEvent ? <u8>level : 0, 45);
  store<u8>(r, truncated ? 1 : 0, 46);
  store<u32>(r, lineCount, 48);
  for (let m: u32 = 0; m < MAX_MEASURES; m++)
    store<f64>(r + (m << 3), isEvent && m < measureCount ? load<f64>(measures + (m << 3)) : NaN, 128);
  for (let i: u32 = 0; i < MAX_DIMENSIONS; i++) {
    let place = dimensions + (i << 3);
    let from = isEvent && i < lineDimensions ? load<u32>(place) : 0;
    if (from >= <u32>base + SCRATCH) {
      place = rawPlaces + (i << 3);
      from = load<u32>(place);
    }
    store<u32>(r + (i << 3), from == 0 ? 0xffffffff : from - <u32>start, 64);
    store<u32>(r + (i << 3), from == 0 ? 0 : load<u32>(place, 4) - from, 68);
  }
}
