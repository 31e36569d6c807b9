/**
 * Signatures seen, each with its exemplar: the first MESSAGE_CAP bytes of the earliest message that has it.
 *
 * ```
 * entry  0          8         12      16             24
 *        signature  exemplar  length  bytes before   flags   (32 bytes)
 *        u64        → bytes   u32     f64            u32 (1 literal)
 * ```
 * "Bytes before" is the place of the message in all files one after the other; it decides which exemplar is earliest.
 */
import { allocate, reallocate } from "./arena";
import { MESSAGE_CAP } from "./signature";

const ENTRY: u32 = 32;
export const LITERAL_FLAG: u32 = 1;
let entries: usize = 0;
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

/** Keeps a message of the window as exemplar when its signature is new. */
export function keepSignature(signature: u64, message: usize, messageEnd: usize, literal: bool): void {
  const length = <u32>min(messageEnd - message, <usize>MESSAGE_CAP);
  const place = windowPlace + <f64>(<i32>(<u32>message - <u32>windowAddress));
  keepExemplar(signature, message, length, literal ? LITERAL_FLAG : 0, literal ? 0 : place);
}

/** Keeps `length` bytes as exemplar when the signature is new, or when they come earlier than those kept. */
export function keepExemplar(signature: u64, bytes: usize, length: u32, flags: u32, place: f64): void {
  if (count * 2 >= slotMask) grow();
  let slot = <u32>(signature >> 32) & slotMask;
  while (true) {
    const index = load<u32>(slots + (slot << 2));
    if (index == 0) break;
    const e = entries + (index - 1) * ENTRY;
    if (load<u64>(e) == signature) {
      if (place < load<f64>(e, 16)) fill(e, signature, bytes, length, flags, place);
      return;
    }
    slot = (slot + 1) & slotMask;
  }
  if (count == capacity) {
    const larger = max<u32>(1024, capacity * 2);
    entries = reallocate(entries, capacity * ENTRY, larger * ENTRY);
    capacity = larger;
  }
  fill(entries + count * ENTRY, signature, bytes, length, flags, place);
  store<u32>(slots + (slot << 2), ++count);
}

function fill(e: usize, signature: u64, bytes: usize, length: u32, flags: u32, place: f64): void {
  const text = allocate(length + 8);
  memory.copy(text, bytes, length);
  store<u64>(e, signature);
  store<u32>(e, <u32>text, 8);
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

export function signatureCount(): u32 {
  return count;
}

/** Address of an entry, as drawn above. */
export function signatureEntry(index: u32): usize {
  return entries + index * ENTRY;
}
