/**
 * Signatures: which sentence a message is, without its variable words.
 *
 * A word is a run of bytes other than blanks, controls and `" ' ( ) , : ; < = > [ ] { | }`. A word that holds a digit is
 * variable; a run of variable words with nothing but such bytes between counts as one. The signature is the sum of the
 * words at their positions (see hash.ts); what stands between words plays no part, so lists and padding collapse.
 */

import { finish, hashBytes, K3, K4, MASK, placed } from "./hash";
import { base, boundaries, digits } from "./window";

/** Bytes of a message that make its signature, and that an exemplar keeps. */
export const MESSAGE_CAP: u32 = 512;

/**
 * Signature of the message at window offsets [from, to). Uses the bit arrays; equals `signatureOfText`. The hot loop of
 * the core: `placed` is written out in it.
 */
export function signatureOf(from: u32, to: u32): u64 {
  if (to - from > MESSAGE_CAP) to = from + MESSAGE_CAP;
  let sum: u64 = 0;
  /** position × K3, as `placed` takes it */
  let step: u64 = 0;
  let masked = false;
  let at = from;
  while (at < to) {
    // at least 57 bits of each array from `at` on
    let edges = load<u64>(boundaries + (at >> 3)) >> (at & 7);
    let inner = load<u64>(digits + (at >> 3)) >> (at & 7);
    let left: u32 = 57;
    while (true) {
      const blank = <u32>ctz(~edges);
      at += blank;
      if (blank >= left || at >= to) break;
      left -= blank;
      edges >>= blank;
      inner >>= blank;
      let length = <u32>ctz(edges);
      let variable: bool;
      let torn = false;
      if (length >= left) {
        // the word leaves the register: take it up again at its start, or walk to its end when it is long
        if (left < 57) break;
        length = 56;
        while (at + length < to && !isSet(boundaries, at + length)) length++;
        variable = hasDigit(at, min(at + length, to));
        torn = true;
      } else variable = (inner & (((<u64>1) << min(length, to - at)) - 1)) != 0;
      const size = min(length, to - at);
      if (variable) {
        if (!masked) {
          const h = (MASK ^ step) * K4;
          sum += h ^ (h >> 29);
          step += K3;
          masked = true;
        }
      } else {
        const h = (hashBytes(base + at, size) ^ step) * K4;
        sum += h ^ (h >> 29);
        step += K3;
        masked = false;
      }
      at += length;
      if (torn) break;
      left -= length;
      edges >>= length;
      inner >>= length;
    }
  }
  return finish(sum);
}

function isSet(bits: usize, at: u32): bool {
  return ((load<u8>(bits + (at >> 3)) >> (at & 7)) & 1) != 0;
}

function hasDigit(from: u32, to: u32): bool {
  for (let at = from; at < to; at++) if (isSet(digits, at)) return true;
  return false;
}

/** Whether a byte stands between words. */
export function isBoundary(byte: u32): bool {
  if (byte <= 0x20) return true;
  switch (byte) {
    case 0x22:
    case 0x27:
    case 0x28:
    case 0x29:
    case 0x2c:
    case 0x3a:
    case 0x3b:
    case 0x3c:
    case 0x3d:
    case 0x3e:
    case 0x5b:
    case 0x5d:
    case 0x7b:
    case 0x7c:
    case 0x7d:
      return true;
    default:
      return false;
  }
}

/** End of the word at `p`, at most `end`. */
export function wordEnd(p: usize, end: usize): usize {
  while (p < end && !isBoundary(load<u8>(p))) p++;
  return p;
}

/** Whether a word is variable. */
export function isVariable(p: usize, end: usize): bool {
  for (; p < end; p++) if (<u32>load<u8>(p) - 0x30 < 10) return true;
  return false;
}

/** The signature of `length` bytes anywhere in memory: byte by byte, the reference of `signatureOf`. */
export function signatureOfText(p: usize, length: u32): u64 {
  const end = p + min(length, MESSAGE_CAP);
  let sum: u64 = 0;
  let position: u32 = 0;
  let masked = false;
  while (p < end) {
    if (isBoundary(load<u8>(p))) {
      p++;
      continue;
    }
    const stop = wordEnd(p, end);
    if (!isVariable(p, stop)) {
      sum += placed(hashBytes(p, <u32>(stop - p)), position++);
      masked = false;
    } else {
      if (!masked) sum += placed(MASK, position++);
      masked = true;
    }
    p = stop;
  }
  return finish(sum);
}
