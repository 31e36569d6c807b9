/**
 * Signatures: which sentence a message is, without its variable words.
 *
 * A word is a run of bytes other than blanks, controls and `" ' ( ) , : ; < = > [ ] { | }`. A word that holds a digit is
 * variable; a run of variable words with nothing but such bytes between counts as one, and so does a run of constant words
 * with what stands between them. The signature is the sum of the constant runs, each with its number and whether variable
 * words stand before it, and of a mark when variable words end the message (see hash.ts). What stands around variable words
 * plays no part, so lists and padded numbers collapse; templates.ts looks at single words.
 */

import { finish, hashRun, MASK, placed } from "./hash";
import { base, boundaries, digits } from "./window";

/** Most bytes of a message that make its signature, and that an exemplar keeps. */
export const MESSAGE_CAP: u32 = 512;

/** what `finish` makes the signature of, of all messages when none is told from others */
export const ALIKE: u64 = 1;
/** whether messages are told apart */
export let signing: bool = true;

/** All messages count as one from here on: what is left is the run that shows what telling them apart costs. */
export function signAlike(): void {
  signing = false;
}

/** Length of what is looked at of a message longer than MESSAGE_CAP: no word is cut in two, unless it is the only one. */
export function cutLength(p: usize): u32 {
  for (let length = MESSAGE_CAP; length > 0; length--) if (isBoundary(load<u8>(p + length))) return length;
  return MESSAGE_CAP;
}

/**
 * Signature of the message at window offsets [from, to). Uses the bit arrays; equals `signatureOfText`. The hot loop of
 * the core: it steps from one run of constant words to the next, without a branch but for their number, which cannot be
 * foretold. With W the bits of words, D their digits and B the edges between them, a carry runs out of every word with a
 * digit in W + D and marks the edge behind a variable word; other edges behind words are behind constant ones.
 */
export function signatureOf(from: u32, to: u32): u64 {
  return finish(sumOf(from, to - from > MESSAGE_CAP ? from + cutLength(base + from) : to));
}

/** What `finish` makes the signature of, of a message at most MESSAGE_CAP long. */
export function sumOf(from: u32, to: u32): u64 {
  if (!signing) return ALIKE;
  const length = to - from;
  if (length > 63) {
    const sum = sumOfRuns(from, to, 0, 0);
    return sum + endShare();
  }
  const slot = from >> 3;
  const by = <u64>(from & 7);
  const edges =
    (load<u64>(boundaries + slot) >> by) |
    ((load<u64>(boundaries + slot, 8) << 1) << (63 - by)) |
    (~(<u64>0) << length);
  const words = ~edges;
  const inWords = ((load<u64>(digits + slot) >> by) | ((load<u64>(digits + slot, 8) << 1) << (63 - by))) & words;
  let variable = (words + inWords) & edges;
  let constant = edges & (words << 1) & ~variable;
  let sum: u64 = 0;
  let index: u32 = 0;
  let mask: u64 = 0;
  while (constant != 0) {
    const below = (constant & (0 - constant)) - 1;
    const start = 64 - <u32>clz(edges & below);
    mask |= variable & below;
    variable &= ~below;
    const until = (variable & (0 - variable)) - 1;
    const end = 63 - <u32>clz(constant & until);
    constant &= ~until;
    sum += placed(hashRun(base + from + start, end - start) ^ select<u64>(MASK, 0, mask != 0), index++);
    mask = 0;
  }
  return sum + select<u64>(placed(MASK, index), 0, (mask | variable) != 0);
}

/** number of the next run behind what `sumOfRuns` looked at last, and not 0 when variable words stand before it */
export let nextRun: u32 = 0;
let nextMasked: u64 = 0;

/** What variable words at the end of a message add to the sum of all its runs. */
export function endShare(): u64 {
  return nextMasked != 0 ? placed(MASK, nextRun) : 0;
}

/**
 * Sum of the constant runs at window offsets [from, to), of any length; no run goes on before or behind. The first is number
 * `index`, and has variable words before it when `masked` is not 0. A register at a time: with S the first bits of words,
 * carries out of W + S mark all ends.
 */
export function sumOfRuns(from: u32, to: u32, index: u32, masked: u64): u64 {
  let sum: u64 = 0;
  // the run of constant words that goes on in the next register: where it starts, and where its last word so far ends
  let open = NOWHERE;
  let openEnd: u32 = 0;
  let at = from;
  while (true) {
    // at least 57 bits of each array from `at` on; the end of the message counts as an edge
    let edges = load<u64>(boundaries + (at >> 3)) >> (at & 7);
    const left = to - at;
    let step = left;
    if (left < 57) edges |= ~(<u64>0) << left;
    else {
      // a word that runs out of the register is taken up in the next turn
      step = 64 - <u32>clz(edges & REGISTER);
      if (step == 0) {
        // a word that fills the register: its end is found one by one, and stands at bit 0 of what comes next
        step = longWord(at, to);
        const variable = hasDigit(at, at + step);
        if (open == NOWHERE && !variable) open = at;
        if (variable) {
          if (open != NOWHERE) sum += placed(hashRun(base + open, openEnd - open) ^ maskOf(masked), index++);
          open = NOWHERE;
          masked = 1;
        }
        openEnd = at + step;
        at += step;
        continue;
      }
      edges |= ~(<u64>0) << step;
    }
    const words = ~edges;
    const marked = (load<u64>(digits + (at >> 3)) >> (at & 7)) & words;
    let variables = (words + marked) & edges;
    let constants = (words + (words & ~(words << 1))) & edges & ~variables;
    if (open != NOWHERE) {
      const before = (variables & (0 - variables)) - 1;
      const inRun = constants & before;
      if (inRun != 0) openEnd = at + 63 - <u32>clz(inRun);
      constants &= ~before;
      if (variables != 0) {
        sum += placed(hashRun(base + open, openEnd - open) ^ maskOf(masked), index++);
        open = NOWHERE;
        masked = 0;
      }
    }
    while (constants != 0) {
      const below = (constants & (0 - constants)) - 1;
      const start = at + 64 - <u32>clz(edges & below);
      masked |= variables & below;
      variables &= ~below;
      const before = (variables & (0 - variables)) - 1;
      const end = at + 63 - <u32>clz(constants & before);
      constants &= ~before;
      if (variables == 0 && left >= 57) {
        open = start;
        openEnd = end;
        break;
      }
      sum += placed(hashRun(base + start, end - start) ^ maskOf(masked), index++);
      masked = 0;
    }
    masked |= variables;
    if (left < 57) break;
    at += step;
  }
  if (open != NOWHERE) {
    sum += placed(hashRun(base + open, openEnd - open) ^ maskOf(masked), index++);
    masked = 0;
  }
  nextRun = index;
  nextMasked = masked;
  return sum;
}

function maskOf(masked: u64): u64 {
  return masked != 0 ? MASK : 0;
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
  const end = p + (length > MESSAGE_CAP ? cutLength(p) : length);
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
        sum += placed(hashRun(open, <u32>(openEnd - open)) ^ afterVariable, index++);
        open = 0;
      }
      afterVariable = MASK;
    }
    p = stop;
  }
  if (open != 0) {
    sum += placed(hashRun(open, <u32>(openEnd - open)) ^ afterVariable, index++);
    afterVariable = 0;
  }
  return finish(sum + (afterVariable != 0 ? placed(MASK, index) : 0));
}
