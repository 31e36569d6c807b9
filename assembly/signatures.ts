/**
 * Signatures seen, each with its exemplar: the first MESSAGE_CAP bytes of the earliest message that has it, to the end of a
 * word.
 *
 * ```
 * entry  0          8         12      16             24     28        32      40       44         48        56
 *        signature  exemplar  length  bytes before   flags  keyFlags  key     keyText  keyLength  keyPlace  trace   (64 bytes)
 *        u64        → bytes   u32     f64            u32    u32       u64     → bytes  u32        f64       → or 0
 * trace  0     8       12
 *        hash  length  text (trace.ts)
 * ```
 * "Bytes before" is the place of the message in all files one after the other; it decides which exemplar is earliest. Flag 1:
 * literal. Behind it lies the earliest message of the smallest key among the signature's facets: once facets have been left
 * out, that one is the exemplar, as it does not depend on which facets were in the table meanwhile.
 */
import { allocate, reallocate } from "./arena";
import { cutLength, MESSAGE_CAP } from "./signature";
import { traceHash, traceText, traceTextLength } from "./trace";
import { base, SCRATCH } from "./window";

const ENTRY: u32 = 64;
export const LITERAL_FLAG: u32 = 1;
let entries: usize = 0;
/** as large as `entries` once it was needed: where they go in another order */
let spare: usize = 0;
let spareCapacity: u32 = 0;
let capacity: u32 = 0;
let count: u32 = 0;
let slots: usize = 0;
let slotMask: u32 = 0;

/** place in all files of the window's base; set by the reader of lines */
let windowPlace: f64 = 0;
let windowAddress: usize = 0;

export function setWindowPlace(address: usize, place: f64): void {
  windowAddress = address;
  windowPlace = place;
}

let heldMessage: usize = 0;
let heldPlace: f64 = 0;

/** The message of the event that is held stands at an address that is not in the window. */
export function setHeldMessage(address: usize, place: f64): void {
  heldMessage = address;
  heldPlace = place;
}

/** Place of a message in all files: one of the window, of its scratch (record.ts), or the held one. */
export function placeOf(message: usize): f64 {
  if (message == heldMessage) return heldPlace;
  const origin = message < base + SCRATCH ? message : <usize>load<u32>(message - 8);
  return windowPlace + <f64>(<i32>(<u32>origin - <u32>windowAddress));
}

/**
 * Keeps the message with which a facet begins as exemplar where it is the one to keep; `traced` says that the event has the
 * trace that was just settled.
 */
export function keepSignature(
  signature: u64,
  key: u64,
  message: usize,
  messageEnd: usize,
  literal: bool,
  traced: bool,
): void {
  const whole = <u32>(messageEnd - message);
  const length = whole > MESSAGE_CAP ? cutLength(message) : whole;
  // a literal has no text, so none is earlier than another
  const place = literal ? 0 : placeOf(message);
  const flags = literal ? LITERAL_FLAG : 0;
  const e = keepExemplar(signature, message, length, flags, place);
  keepOfKey(e, key, message, length, flags, place);
  if (traced) keepTrace(e, traceHash, traceText, traceTextLength);
}

/** Keeps the trace that all events of a signature have. */
export function keepTrace(e: usize, hash: u64, text: usize, length: u32): void {
  if (load<u32>(e, 56) != 0) return;
  const t = allocate(12 + length);
  store<u64>(t, hash);
  store<u32>(t, length, 8);
  memory.copy(t + 12, text, length);
  store<u32>(e, <u32>t, 56);
}

/** Address of a signature's trace, as drawn above; 0 when it has none. */
export function traceOf(e: usize): usize {
  return load<u32>(e, 56);
}

/** Keeps `length` bytes as exemplar when the signature is new, or when they come earlier than those kept. Returns the entry. */
export function keepExemplar(signature: u64, bytes: usize, length: u32, flags: u32, place: f64): usize {
  if (count * 2 >= slotMask) grow();
  let slot = <u32>(signature >> 32) & slotMask;
  while (true) {
    const index = load<u32>(slots + (slot << 2));
    if (index == 0) break;
    const e = entries + (index - 1) * ENTRY;
    if (load<u64>(e) == signature) {
      if (place < load<f64>(e, 16)) fill(e, bytes, length, flags, place);
      return e;
    }
    slot = (slot + 1) & slotMask;
  }
  if (count == capacity) {
    const larger = max<u32>(1024, capacity * 2);
    entries = reallocate(entries, capacity * ENTRY, larger * ENTRY);
    capacity = larger;
  }
  const e = entries + count * ENTRY;
  store<u64>(e, signature);
  store<u64>(e, u64.MAX_VALUE, 32);
  store<f64>(e, Infinity, 48);
  store<u32>(e, 0, 56);
  fill(e, bytes, length, flags, place);
  store<u32>(slots + (slot << 2), ++count);
  return e;
}

/** Keeps `length` bytes as the message of a facet's key when it is the smallest, or they come earlier. */
export function keepOfKey(e: usize, key: u64, bytes: usize, length: u32, flags: u32, place: f64): void {
  const known = load<u64>(e, 32);
  if (key > known || (key == known && place >= load<f64>(e, 48))) return;
  store<u32>(e, flags, 28);
  store<u64>(e, key, 32);
  store<u32>(e, length, 44);
  store<f64>(e, place, 48);
  if (place == load<f64>(e, 16)) store<u32>(e, load<u32>(e, 8), 40);
  else store<u32>(e, <u32>copyOf(bytes, length), 40);
}

/** The messages of the smallest keys become the exemplars: facets have been left out. */
export function exemplarsOfKeys(): void {
  for (let i: u32 = 0; i < count; i++) {
    const e = entries + i * ENTRY;
    store<u32>(e, load<u32>(e, 40), 8);
    store<u32>(e, load<u32>(e, 44), 12);
    store<f64>(e, load<f64>(e, 48), 16);
    store<u32>(e, load<u32>(e, 28), 24);
  }
}

function copyOf(bytes: usize, length: u32): usize {
  const text = allocate(length + 8);
  memory.copy(text, bytes, length);
  return text;
}

function fill(e: usize, bytes: usize, length: u32, flags: u32, place: f64): void {
  store<u32>(e, <u32>copyOf(bytes, length), 8);
  store<u32>(e, length, 12);
  store<f64>(e, place, 16);
  store<u32>(e, flags, 24);
}

function grow(): void {
  const size = max<u32>(4096, (slotMask + 1) * 2);
  slots = allocate(size * 4);
  slotMask = size - 1;
  placeAll();
}

function placeAll(): void {
  for (let i: u32 = 0; i < count; i++) {
    let slot = <u32>(load<u64>(entries + i * ENTRY) >> 32) & slotMask;
    while (load<u32>(slots + (slot << 2)) != 0) slot = (slot + 1) & slotMask;
    store<u32>(slots + (slot << 2), i + 1);
  }
}

/** Index of a signature in the table; −1 when it is not there. */
export function indexOfSignature(signature: u64): i32 {
  if (slotMask == 0) return -1;
  let slot = <u32>(signature >> 32) & slotMask;
  while (true) {
    const index = load<u32>(slots + (slot << 2));
    if (index == 0) return -1;
    if (load<u64>(entries + (index - 1) * ENTRY) == signature) return <i32>index - 1;
    slot = (slot + 1) & slotMask;
  }
}

/** Drops the signatures whose byte in `used` is 0, so that their number stays bounded. */
export function dropUnused(used: usize): void {
  let kept: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (load<u8>(used + i) == 0) continue;
    if (kept != i) memory.copy(entries + kept * ENTRY, entries + i * ENTRY, ENTRY);
    kept++;
  }
  count = kept;
  memory.fill(slots, 0, (slotMask + 1) << 2);
  placeAll();
}

/** Puts entry i at `newNumber[i]` − 1 (u32 table), 0 for those that go; `kept` stay. */
export function reorderSignatures(newNumber: usize, kept: u32): void {
  if (spareCapacity != capacity) {
    spare = allocate(capacity * ENTRY);
    spareCapacity = capacity;
  }
  for (let i: u32 = 0; i < count; i++) {
    const to = load<u32>(newNumber + (i << 2));
    if (to != 0) memory.copy(spare + (to - 1) * ENTRY, entries + i * ENTRY, ENTRY);
  }
  const before = entries;
  entries = spare;
  spare = before;
  count = kept;
  memory.fill(slots, 0, (slotMask + 1) << 2);
  placeAll();
}

export function signatureCount(): u32 {
  return count;
}

/** Address of an entry, as drawn above. */
export function signatureEntry(index: u32): usize {
  return entries + index * ENTRY;
}
