/**
 * Signatures: which sentence a message is, without its variable words.
 *
 * A word is a run of bytes other than blanks, controls and `" ' ( ) , : ; < = > [ ] { | }`. A word that holds a digit is
 * variable; a run of variable words with nothing but such bytes between counts as one. The signature is the sum of the
 * words at their positions (see hash.ts); what stands between words plays no part, so lists and padding collapse.
 */

import { finish, hashBytes, MASK, placed } from "./hash";
import { base, boundaries, digits } from "./window";

/** Bytes of a message that make its signature, and that an exemplar keeps. */
export const MESSAGE_CAP: u32 = 512;

/** Signature of the message at window offsets [from, to). Uses the bit arrays; equals `signatureOfText`. */
export function signatureOf(from: u32, to: u32): u64 {
  if (to - from > MESSAGE_CAP) to = from + MESSAGE_CAP;
  let sum: u64 = 0;
  let position: u32 = 0;
  let masked = false;
  let at = from;
  while (at < to) {
    // at least 57 bits of each array from `at` on
    let edges = load<u64>(boundaries + (at >> 3)) >> (at & 7);
    const inner = load<u64>(digits + (at >> 3)) >> (at & 7);
    let offset: u32 = 0;
    while (true) {
      const blank = <u32>ctz(~(edges >> offset));
      offset += blank;
      if (offset >= 57) break;
      const rest = edges >> offset;
      const length = <u32>ctz(rest);
      if (offset + length >= 57) {
        // the word leaves the register: take it up again at its start, or walk to its end when it is long
        if (offset > 0) break;
        let end = at + 56;
        while (end < to && ((load<u8>(boundaries + (end >> 3)) >> (end & 7)) & 1) == 0) end++;
        if (end > to) end = to;
        if (hasDigit(at, end)) {
          if (!masked) sum += placed(MASK, position++);
          masked = true;
        } else {
          sum += placed(hashBytes(base + at, end - at), position++);
          masked = false;
        }
        offset = end - at;
        break;
      }
      if (at + offset >= to) break;
      const size = min<u32>(length, to - at - offset);
      if (((inner >> offset) & (((<u64>1) << size) - 1)) != 0) {
        if (!masked) sum += placed(MASK, position++);
        masked = true;
      } else {
        sum += placed(hashBytes(base + at + offset, size), position++);
        masked = false;
      }
      offset += length;
    }
    at += offset;
  }
  return finish(sum);
}

function hasDigit(from: u32, to: u32): bool {
  for (let at = from; at < to; at++) if ((load<u8>(digits + (at >> 3)) >> (at & 7)) & 1) return true;
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
