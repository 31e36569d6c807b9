/**
 * Events that have been read and not yet counted. Reading a line hangs on the line before it, counting does not: done for
 * many events in a row, each in a short loop, the steps of neighbouring events overlap in the processor.
 *
 * ```
 * event  0        4           8       16  24     28       32             40         48
 *        message  messageEnd  second  ms  level  flags    dimensionsKey  signature         (56 bytes)
 *        → bytes  → bytes     i64     f64 u32    u32      u64            u64
 * ```
 * Flags: 1 has a time, 2 has no message and its signature already; of the others signature-memo.ts uses what stands from 40 on.
 * Places are addresses in the window, so the batch is emptied before the window moves, before the next block of the line
 * index, and when it is full. The last event may be open then: held.ts takes it. The dimensions of an event, (start u32, end
 * u32) each, lie beside it.
 */
import { allocate } from "./arena";
import { noteEvents, noteSignature } from "./blocks";
import { dimensionCount, dimensions, hasTime, level, MAX_DIMENSIONS, messageEnd, messageStart } from "./event";
import { countEvent, facetOf } from "./facets";
import { finish } from "./hash";
import { HAS_TIME, holdEvent, isHeld, LITERAL } from "./held";
import { previewEvents } from "./preview";
import { cutLength, MESSAGE_CAP, signatureOf } from "./signature";
import { listText, signTexts } from "./signature-memo";
import { millis, second } from "./time";
import { base } from "./window";

const EVENT: u32 = 56;
/** at most 255, as a lane of `byLevel` counts no further */
const MOST: u32 = 192;
const batch: usize = allocate(MOST * EVENT);
const places: usize = allocate(MOST * MAX_DIMENSIONS * 8);
let count: u32 = 0;

/** Adds the event just read; `literal` says that it has no message and gives its signature. */
export function addEvent(dimensionsKey: u64, literal: bool, signature: u64): void {
  if (count == MOST) countBatch();
  const e = batch + count * EVENT;
  store<u32>(e, <u32>messageStart);
  const isLong = messageEnd - messageStart > MESSAGE_CAP;
  store<u32>(e, <u32>(isLong ? messageStart + cutLength(messageStart) : messageEnd), 4);
  store<i64>(e, second, 8);
  store<f64>(e, <f64>(second * 1000 + millis), 16);
  store<u32>(e, level, 24);
  store<u32>(e, (hasTime ? HAS_TIME : 0) | (literal ? LITERAL : 0), 28);
  store<u64>(e, dimensionsKey, 32);
  store<u64>(e, signature, 40);
  store<u64>(e, <u64>(<u32>messageStart), 48);
  const p = places + ((count * MAX_DIMENSIONS) << 3);
  for (let i: u32 = 0; i < dimensionCount; i++) store<u64>(p + (i << 3), load<u64>(dimensions + (i << 3)));
  count++;
}

/** Whether no event waits, so that nobody looks at the places of any. */
export function batchIsEmpty(): bool {
  return count == 0;
}

/** Counts the events of the batch but for the last one, which is still open, and holds that. */
export function holdLast(): void {
  if (count == 0 || isHeld) return;
  const e = batch + --count * EVENT;
  const flags = load<u32>(e, 28);
  const message = load<u32>(e);
  const messageEnd = load<u32>(e, 4);
  const ms = load<f64>(e, 16);
  let signature = load<u64>(e, 40);
  if ((flags & LITERAL) == 0) signature = signatureOf(message - <u32>base, messageEnd - <u32>base);
  const ofEvent = places + ((count * MAX_DIMENSIONS) << 3);
  const timed = (flags & HAS_TIME) != 0;
  countBatch();
  holdEvent(signature, load<i64>(e, 8), ms, load<u32>(e, 24), flags, load<u64>(e, 32), message, messageEnd, ofEvent);
  noteEvents(1, timed ? ms : Infinity, timed ? ms : -Infinity);
}

/** Counts all events of the batch and empties it. */
export function countBatch(): void {
  let texts: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const e = batch + i * EVENT;
    listText(e, texts);
    texts += u32((load<u32>(e, 28) & LITERAL) == 0);
  }
  signTexts(texts);
  let from: f64 = Infinity;
  let to: f64 = -Infinity;
  /** events by level in one second, eight bits each */
  let byLevel: u64 = 0;
  let ofSecond: i64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const e = batch + i * EVENT;
    const ofLevel = load<u32>(e, 24);
    const flags = load<u32>(e, 28);
    const literal = (flags & LITERAL) != 0;
    const signature = literal ? load<u64>(e, 40) : finish(load<u64>(e, 40));
    const f = facetOf(
      signature,
      ofLevel,
      load<u64>(e, 32),
      places + ((i * MAX_DIMENSIONS) << 3),
      load<u32>(e),
      load<u32>(e, 4),
      literal,
      false,
    );
    const timed = (flags & HAS_TIME) != 0;
    const at = load<i64>(e, 8);
    const ms = load<f64>(e, 16);
    countEvent(f, timed, at, ms);
    noteSignature(signature);
    if (!timed) continue;
    from = min(from, ms);
    to = max(to, ms);
    if (at != ofSecond) {
      if (byLevel != 0) previewEvents(ofSecond, byLevel);
      byLevel = 0;
      ofSecond = at;
    }
    byLevel += (<u64>1) << (ofLevel << 3);
  }
  if (byLevel != 0) previewEvents(ofSecond, byLevel);
  if (count != 0) noteEvents(count, from, to);
  count = 0;
}
