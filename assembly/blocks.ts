/**
 * The line index: where in the files to look for lines of a time or a signature.
 *
 * ```
 * block  0     4      8           16    24     32     40      44      48     52        56     60      64
 *        file  state  byteOffset  line  minMs  maxMs  events  fields  turns  lastSeen  grain  fields  bloom
 *        u32   u32    f64         f64   f64    f64    u32     low     i32    i32       u32    high    8 × u64    (128 bytes)
 * ```
 * A block is the lines that start in one run of 2^grain bytes of a file (64 KiB at first); a run in which no line starts has
 * none. `state`: 1 the first line may continue an event, 0 it may not, 2 the part before will tell (carry.ts). `turns` and
 * `lastSeen` are the carry of time.ts at its start; `fields` is the byte offset, and one, of the line that named the columns
 * (directives.ts), 0 when they are those of the plan.
 * `bloom` has a bit for each signature in it (bits 32…40 of its hash). Over `cap` blocks, grain grows by one and neighbours
 * merge; as runs are aligned to the file, the result is the same in whatever parts the file was read: blocks of one run that a
 * cut divided are joined when the parts are merged.
 */
import { reallocate } from "./arena";
import { UNKNOWN } from "./carry";

export const BLOCK: u32 = 128;
const NO_BLOCK: u32 = 0xffffffff;
/** a run of as many bytes holds any file, so wider ones merge nothing more */
const MAX_GRAIN: u32 = 52;
let cap: u32 = 1 << 16;
let blocks: usize = 0;
let capacity: u32 = 0;
let count: u32 = 0;
let grain: u32 = 16;
/** address of the block being filled */
let current: usize = 0;
/** byte offset at which the next run begins; lines before it are of the current block */
let nextRun: f64 = 0;
let currentFile: u32 = NO_BLOCK;
/** number of the block in which the event begins that is held: see held.ts */
export let heldBlock: u32 = NO_BLOCK;

/** Most blocks kept; before the first line. */
export function configureBlocks(newCap: u32): void {
  cap = newCap;
}

/** Bytes a block covers. */
export function blockBytes(): f64 {
  return <f64>((<u64>1) << grain);
}

/** Byte offset in a file up to which lines belong to the current block; 0 when the file has none yet. */
export function blockEnd(file: u32): f64 {
  return file == currentFile ? nextRun : 0;
}

/** A line starts at `byteOffset` of a file; opens the next block when it is the first of its run. `state` as drawn above. */
export function lineStarts(file: u32, byteOffset: f64, line: f64, state: u32, turns: i32, lastSeen: i32): void {
  if (byteOffset < nextRun && file == currentFile) return;
  const known = blockOf(file, byteOffset);
  currentFile = file;
  nextRun = (floor(byteOffset / blockBytes()) + 1) * blockBytes();
  if (known != 0) {
    current = known;
    return;
  }
  current = blocks + count++ * BLOCK;
  memory.fill(current, 0, BLOCK);
  store<u32>(current, file);
  store<u32>(current, state, 4);
  store<f64>(current, byteOffset, 8);
  store<f64>(current, line, 16);
  store<f64>(current, Infinity, 24);
  store<f64>(current, -Infinity, 32);
  store<i32>(current, turns, 48);
  store<i32>(current, lastSeen, 52);
  store<u32>(current, grain, 56);
}

/** The last block when a line at `byteOffset` of a file belongs to it; else 0, and there is room for one more. */
function blockOf(file: u32, byteOffset: f64): usize {
  while (true) {
    if (count != 0) {
      const last = blocks + (count - 1) * BLOCK;
      if (load<u32>(last) == file && sameRun(load<f64>(last, 8), byteOffset)) return last;
    }
    if (count < cap || grain == MAX_GRAIN) break;
    mergeNeighbours();
  }
  if (count == capacity) {
    const larger = max<u32>(256, capacity * 2);
    blocks = reallocate(blocks, count * BLOCK, larger * BLOCK);
    capacity = larger;
  }
  return 0;
}

/** Notes where the line stands that named the columns of the block that was opened last, as drawn above. */
export function noteFields(place: f64): void {
  store<u32>(current, <u32>(<u64>place & 0xffffffff), 44);
  store<u32>(current, <u32>(<u64>place >> 32), 60);
}

/** Notes that the current block holds a signature. */
export function noteSignature(signature: u64): void {
  noteIn(current, signature);
}

/** The event that is held stands in the current block. */
export function holdBlock(): void {
  heldBlock = <u32>((current - blocks) / BLOCK);
}

/** Notes that the block of the held event has its signature. */
export function noteSignatureOfHeld(signature: u64): void {
  if (heldBlock < count) noteIn(blocks + heldBlock * BLOCK, signature);
  heldBlock = NO_BLOCK;
}

function noteIn(block: usize, signature: u64): void {
  const bit = <u32>(signature >> 32) & 511;
  const p = block + 64 + ((bit >> 6) << 3);
  store<u64>(p, load<u64>(p) | ((<u64>1) << (bit & 63)));
}

/** Notes events of the current block and between which times they are; Infinity to −Infinity when none has one. */
export function noteEvents(events: u32, fromMs: f64, toMs: f64): void {
  store<u32>(current, load<u32>(current, 40) + events, 40);
  store<f64>(current, min(load<f64>(current, 24), fromMs), 24);
  store<f64>(current, max(load<f64>(current, 32), toMs), 32);
}

/** Doubles the run length and merges the blocks that now share a run. */
function mergeNeighbours(): void {
  grain++;
  let kept: u32 = 0;
  let held = NO_BLOCK;
  for (let i: u32 = 0; i < count; i++) {
    const b = blocks + i * BLOCK;
    const last = blocks + (kept - 1) * BLOCK;
    store<u32>(b, grain, 56);
    if (kept > 0 && load<u32>(last) == load<u32>(b) && sameRun(load<f64>(last, 8), load<f64>(b, 8))) {
      join(last, b);
      if (i == heldBlock) held = kept - 1;
      continue;
    }
    if (i == heldBlock) held = kept;
    if (kept != i) memory.copy(blocks + kept * BLOCK, b, BLOCK);
    kept++;
  }
  count = kept;
  heldBlock = held;
}

/** Adds the lines of `b`, which come after those of `a`. */
function join(a: usize, b: usize): void {
  store<f64>(a, min(load<f64>(a, 24), load<f64>(b, 24)), 24);
  store<f64>(a, max(load<f64>(a, 32), load<f64>(b, 32)), 32);
  store<u32>(a, load<u32>(a, 40) + load<u32>(b, 40), 40);
  for (let w: u32 = 64; w < BLOCK; w += 8) store<u64>(a + w, load<u64>(a + w) | load<u64>(b + w));
}

function sameRun(a: f64, b: f64): bool {
  return floor(a / blockBytes()) == floor(b / blockBytes());
}

/**
 * Takes a block of another partial, whose lines come after all that is here. Lines of `relativeFile` are numbered from
 * `linesBefore` on; `open` answers what the block left open; `holds` says that the event that is held begins in it.
 */
export function appendBlock(block: usize, relativeFile: u32, linesBefore: f64, open: u32, holds: bool): void {
  while (grain < load<u32>(block, 56)) mergeNeighbours();
  currentFile = NO_BLOCK;
  const known = blockOf(load<u32>(block), load<f64>(block, 8));
  if (known != 0) {
    join(known, block);
    if (holds) heldBlock = count - 1;
    return;
  }
  if (holds) heldBlock = count;
  const b = blocks + count++ * BLOCK;
  memory.copy(b, block, BLOCK);
  store<u32>(b, grain, 56);
  if (load<u32>(b) == relativeFile) store<f64>(b, load<f64>(b, 16) + linesBefore, 16);
  if (load<u32>(b, 4) == UNKNOWN) store<u32>(b, open, 4);
}

export function blockCount(): u32 {
  return count;
}

export function blocksPointer(): usize {
  return blocks;
}
