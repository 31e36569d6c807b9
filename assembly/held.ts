/**
 * The event that is open: read and counted in the totals, but not in its facet, as lines below it may still be frames of its
 * trace. While it stands in the batch nothing of it is copied; it is held when the window moves, when a block begins and when
 * a partial is written, and counted when the next event begins or its file ends.
 *
 * ```
 * held  0          8       16   24     32             40     48         56     60     64             96       616
 *       signature  second  ms   level  dimensionsKey  place  event      flags  block  valueLengths   message  values
 *       u64        i64     f64  u32    u64            f64    f64 byte…  u32    u32    8 × u32        …        8 × 264
 * ```
 * 2728 bytes; the length of the message stands at 28. The signature is that of the message alone; the block is noted when a
 * partial is written.
 */
import { allocate } from "./arena";
import { holdBlock, noteSignatureOfHeld } from "./blocks";
import { dimensionCount, MAX_DIMENSIONS } from "./event";
import { countEvent, facetOf } from "./facets";
import { combine, finish } from "./hash";
import { previewEvents } from "./preview";
import { cutLength, MESSAGE_CAP } from "./signature";
import { placeOf, setHeldMessage } from "./signatures";
import { clearNotes, notesBytes, openNotes, settleTrace, traceHash } from "./trace";
import { TEXT_CAP } from "./values";

export const HELD_SIZE: u32 = 2728;
const VALUE: u32 = 264;
const NO_VALUE: u32 = 0xffffffff;
export const HAS_TIME: u32 = 1;
export const LITERAL: u32 = 2;

export const held: usize = allocate(HELD_SIZE);
const message: usize = held + 96;
const values: usize = held + 616;
/** (start u32, end u32) a dimension, as facets take them */
const places: usize = allocate(MAX_DIMENSIONS * 8);
export let isHeld: bool = false;
/** byte offset in its file of the line with which the open event begins */
export let eventOffset: f64 = 0;
/** whether an event waits here, or lines in the batch's last one have to be settled before the next begins */
export let waits: bool = false;

export function setEventOffset(byteOffset: f64): void {
  eventOffset = byteOffset;
}

export function setWaits(value: bool): void {
  waits = value;
}

/** What an event with a trace is known by. */
export function withTrace(signature: u64, trace: u64): u64 {
  return finish(combine(signature, trace));
}

/** Holds an event; `from` are the places of its values, (start u32, end u32) each. */
export function holdEvent(
  signature: u64,
  second: i64,
  ms: f64,
  level: u32,
  flags: u32,
  dimensionsKey: u64,
  text: usize,
  textEnd: usize,
  from: usize,
): void {
  const whole = <u32>(textEnd - text);
  const length = whole > MESSAGE_CAP ? cutLength(text) : whole;
  memory.fill(held, 0, HELD_SIZE);
  store<u64>(held, signature);
  store<i64>(held, second, 8);
  store<f64>(held, ms, 16);
  store<u32>(held, level, 24);
  store<u32>(held, length, 28);
  store<u64>(held, dimensionsKey, 32);
  store<f64>(held, (flags & LITERAL) != 0 ? 0 : placeOf(text), 40);
  store<f64>(held, eventOffset, 48);
  store<u32>(held, flags, 56);
  holdBlock();
  memory.copy(message, text, length);
  for (let i: u32 = 0; i < MAX_DIMENSIONS; i++) {
    const start = i < dimensionCount ? load<u32>(from + (i << 3)) : 0;
    const bytes = min(load<u32>(from + (i << 3), 4) - start, TEXT_CAP);
    store<u32>(held + (i << 2), start == 0 ? NO_VALUE : bytes, 64);
    if (start != 0) memory.copy(values + i * VALUE, start, bytes);
  }
  isHeld = true;
  waits = true;
}

/** While rows are written, nothing is counted: what the trace of an event needs to be told of it. */
export function holdRow(signature: u64, text: usize, textEnd: usize): void {
  const whole = <u32>(textEnd - text);
  const length = whole > MESSAGE_CAP ? cutLength(text) : whole;
  store<u64>(held, signature);
  store<u32>(held, length, 28);
  memory.copy(message, text, length);
  isHeld = true;
  waits = true;
}

/** Signature of the row that is held with its trace; 0 when it has none. */
export function signatureWithTrace(): u64 {
  const traced = isHeld && settleTrace(openNotes, message, message + load<u32>(held, 28));
  return traced ? withTrace(load<u64>(held), traceHash) : 0;
}

/** Takes over what another partial holds, and the notes behind it. */
export function takeHeld(from: usize): void {
  memory.copy(held, from, HELD_SIZE);
  eventOffset = load<f64>(held, 48);
  memory.copy(openNotes, from + HELD_SIZE, notesBytes(from + HELD_SIZE));
  isHeld = true;
  waits = true;
}

/** Whether bytes of another partial can be held. */
export function canBeHeld(from: usize): bool {
  if (load<u32>(from, 28) > MESSAGE_CAP || load<u32>(from, 24) > 7) return false;
  for (let i: u32 = 0; i < MAX_DIMENSIONS; i++) {
    const length = load<u32>(from + (i << 2), 64);
    if (length > TEXT_CAP && length != NO_VALUE) return false;
  }
  return true;
}

/** Counts the event that is held, with its trace. */
export function countHeld(): void {
  const flags = load<u32>(held, 56);
  const end = message + load<u32>(held, 28);
  for (let i: u32 = 0; i < MAX_DIMENSIONS; i++) {
    const length = load<u32>(held + (i << 2), 64);
    const start: u32 = length == NO_VALUE ? 0 : <u32>values + i * VALUE;
    store<u32>(places + (i << 3), start);
    store<u32>(places + (i << 3), start == 0 ? 0 : start + length, 4);
  }
  let signature = load<u64>(held);
  const traced = settleTrace(openNotes, message, end);
  if (traced) signature = withTrace(signature, traceHash);
  setHeldMessage(message, load<f64>(held, 40));
  const level = load<u32>(held, 24);
  const literal = (flags & LITERAL) != 0;
  const f = facetOf(signature, level, load<u64>(held, 32), places, message, end, literal, traced);
  const second = load<i64>(held, 8);
  const timed = (flags & HAS_TIME) != 0;
  countEvent(f, timed, second, load<f64>(held, 16));
  noteSignatureOfHeld(signature);
  if (timed) previewEvents(second, (<u64>1) << (level << 3));
  forget();
}

/** Lets the open event go without counting it: it is not here. */
export function forget(): void {
  clearNotes(openNotes);
  isHeld = false;
  waits = false;
}
