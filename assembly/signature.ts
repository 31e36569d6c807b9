/**
 * Signatures: which sentence a message is, without its variable words.
 *
 * A word is a run of bytes other than blanks, controls and `" ' ( ) , : ; < = > [ ] { | }`. A word that holds a digit is
 * variable; a run of variable words with nothing but such bytes between counts as one, and so does a run of constant words
 * with what stands between them. The signature is the sum of the constant runs, each with its number and whether variable
 * words stand before it, and of a mark when variable words end the message (see hash.ts). What stands around variable words
 * plays no part, so lists and padded numbers collapse; templates.ts looks at single words.
 */

import { finish, hashBytes, MASK, placed } from "./hash";
import { base, boundaries, digits } from "./window";

/** Bytes of a message that make its signature, and that an exemplar keeps. */
export const MESSAGE_CAP: u32 = 512;

/**
 * Signature of the message at window offsets [from, to). Uses the bit arrays; equals `signatureOfText`. The hot loop of
 * the core: it steps from one run of constant words to the next. With W the bits of words, S their first bits and D their
 * digits, a carry runs out of every word in W + S, and out of those with a digit in W + D; the carries mark the ends.
 */
export function signatureOf(from: u32, to: u32): u64 {
  if (to - from > MESSAGE_CAP) to = from + MESSAGE_CAP;
  let sum: u64 = 0;
  let index: u32 = 0;
  let afterVariable: u64 = 0;
  // the run of constant words that is open: where it starts, and where its last word so far ends
  let open = NOWHERE;
  let openEnd: u32 = 0;
  let at = from;
  while (at < to) {
    // at least 57 bits of each array from `at` on; the end of the message counts as an edge
    let edges = load<u64>(boundaries + (at >> 3)) >> (at & 7);
    const left = to - at;
    let step = left;
    let words: u64;
    let variables: u64;
    let constants: u64;
    if (left < 57) edges |= ~(<u64>0) << left;
    else {
      // words that run out of the register are taken up in the next turn
      step = 64 - <u32>clz(edges & REGISTER);
      if (step != 0) edges |= ~(<u64>0) << step;
    }
    if (step != 0) {
      words = ~edges;
      const marked = (load<u64>(digits + (at >> 3)) >> (at & 7)) & words;
      variables = (words + marked) & edges;
      constants = (words + (words & ~(words << 1))) & edges & ~variables;
    } else {
      // a word that fills the register: its end is found one by one, and stands at bit 0 of what comes next
      step = longWord(at, to);
      const variable = hasDigit(at, at + step);
      if (open == NOWHERE && !variable) open = at;
      if (variable && open != NOWHERE) {
        sum += placed(hashBytes(base + open, openEnd - open) ^ afterVariable, index++);
        open = NOWHERE;
      }
      if (variable) afterVariable = MASK;
      openEnd = at + step;
      at += step;
      continue;
    }
    while (true) {
      if (open == NOWHERE) {
        if (constants == 0) {
          if (variables != 0) afterVariable = MASK;
          break;
        }
        const below = (constants & (0 - constants)) - 1;
        if ((variables & below) != 0) afterVariable = MASK;
        variables &= ~below;
        open = at + 64 - <u32>clz(edges & below);
      }
      if (variables == 0) {
        if (constants != 0) openEnd = at + 63 - <u32>clz(constants);
        break;
      }
      const before = (variables & (0 - variables)) - 1;
      const inRun = constants & before;
      if (inRun != 0) openEnd = at + 63 - <u32>clz(inRun);
      constants &= ~before;
      sum += placed(hashBytes(base + open, openEnd - open) ^ afterVariable, index++);
      open = NOWHERE;
      afterVariable = 0;
    }
    at += step;
  }
  if (open != NOWHERE) {
    sum += placed(hashBytes(base + open, openEnd - open) ^ afterVariable, index++);
    afterVariable = 0;
  }
  return finish(sum + (afterVariable != 0 ? placed(MASK, index) : 0));
}

const NOWHERE: u32 = 0xffffffff;
const REGISTER: u64 = 0x01ffffffffffffff;

/** Length of a word that fills a register from `at` on. */
function longWord(at: u32, to: u32): u32 {
  let length: u32 = 56;
  while (at + length < to && !isSet(boundaries, at + length)) length++;
  return length;
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
  let index: u32 = 0;
  let afterVariable: u64 = 0;
  let open: usize = 0;
  let openEnd: usize = 0;
  while (p < end) {
    if (isBoundary(load<u8>(p))) {
      p++;
      continue;
    }
    const stop = wordEnd(p, end);
    if (!isVariable(p, stop)) {
      if (open == 0) open = p;
      openEnd = stop;
    } else {
      if (open != 0) {
        sum += placed(hashBytes(open, <u32>(openEnd - open)) ^ afterVariable, index++);
        open = 0;
      }
      afterVariable = MASK;
    }
    p = stop;
  }
  if (open != 0) {
    sum += placed(hashBytes(open, <u32>(openEnd - open)) ^ afterVariable, index++);
    afterVariable = 0;
  }
  return finish(sum + (afterVariable != 0 ? placed(MASK, index) : 0));
}
