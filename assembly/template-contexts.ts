/**
 * Rules by context. A context is a sentence without one of its words; the words that it has been seen with, or a parameter
 * in the same place, say whether that word is one.
 *
 * A context's slot: field a counts its words, with the highest bit when a parameter was seen; field b has, four bits each
 * and no further than 15, how many of them are strong names, and how many names; in eight bits how many stand for each
 * other in another context too; above these, in sixteen bits, how many are known values.
 */
import { allocate } from "./arena";
import {
  CONTEXTS,
  clearFilter,
  clearTable,
  countKey,
  countOf,
  findSlot,
  isEmpty,
  KEYS,
  maybeNotedAgain,
  noteKey,
  SCRATCH,
  slotOf,
  VALUES,
} from "./counting";
import { combine, MASK, placed } from "./hash";
import {
  CLOSED,
  chooseTried,
  constantsOf,
  docAt,
  docCount,
  endOf,
  isRepresentative,
  KNOWN,
  keyOf,
  kindsOf,
  MARKED,
  mark,
  PICKED,
  RARE,
  tokenCountOf,
  tokensOf,
  triedEnd,
  triedFrom,
  triesOf,
} from "./template-docs";
import { GLUED, KEY, MARKS_ONLY, STRONG, TOKEN, VALUE, VARIABLE, WEAK } from "./template-flags";
import { isFirstName, isFree, isSoft, KNOWN_VALUE, TELLING_OTHERS, wordsNeeded } from "./template-limits";

const HOLE: u64 = 0x510e527fade682d1;
const SEEN_VARIABLE: u32 = 0x80000000;
/** words that stand for each other in two contexts */
const SHARED_WORDS: u32 = 3;
/** longer sentences are not tried without one name at a time */
const MOST_TRIES: u32 = 64;

/** u32 a tried token: the slot of its context, 0 when that has seen nothing else */
let tries: usize = 0;
let triesCapacity: u32 = 0;

const STRONG_SHIFT: u32 = 0;
const SOFT_SHIFT: u32 = 4;
const SHARED_SHIFT: u32 = 8;
const KNOWN_SHIFT: u32 = 16;

/** Marks what contexts make variable in one round. */
export function markByContext(): void {
  countContexts();
  countShared();
  replaceByContext();
  absorbNames();
  markGlued();
  replaceKnownValues();
}

function contextOf(doc: usize, t: usize, index: u32): u64 {
  return combine(keyOf(doc) - placed(load<u64>(t), index) + placed(HOLE, index), index);
}

/**
 * Two sentences that differ in one place agree in all that stands in one half of them. So what is left to try of a sentence
 * are the places of the halves whose other half someone else has too: of long sentences mostly none. Returns how many.
 */
function chooseTries(): u32 {
  clearFilter(docCount * 2);
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i)) continue;
    noteKey(halfOf(docAt(i), 0));
    noteKey(halfOf(docAt(i), 1));
  }
  let total: u32 = 0;
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i)) continue;
    const doc = docAt(i);
    const n = tokenCountOf(doc);
    const from = maybeNotedAgain(halfOf(doc, 1)) ? 0 : n >> 1;
    const to = maybeNotedAgain(halfOf(doc, 0)) ? n : n >> 1;
    chooseTried(doc, from, to, total << 2);
    total += to - from;
  }
  if (total > triesCapacity) {
    triesCapacity = total + (total >> 1);
    tries = allocate(triesCapacity * 4);
  }
  return total;
}

/** Where the four bytes of a doc's first tried token lie; the next token's follow. */
function triesAt(doc: usize): usize {
  return tries + triesOf(doc);
}

/** Key of the first or second half of a sentence of its length. */
function halfOf(doc: usize, half: u32): u64 {
  const n = tokenCountOf(doc);
  let sum: u64 = 0;
  let t = tokensOf(doc);
  for (let index: u32 = 0; index < n >> 1; index++, t += TOKEN) sum += placed(load<u64>(t), index);
  return combine(half == 0 ? sum : keyOf(doc) - sum, (n << 1) | half);
}

/** Counts the contexts of the tokens to try, and leaves with each the slot of its own. Most are seen once and say nothing. */
function countContexts(): void {
  clearTable(CONTEXTS);
  clearFilter(chooseTries());
  for (let pass = 0; pass < 3; pass++)
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      const doc = docAt(i);
      let index = triedFrom(doc);
      let its = triesAt(doc);
      for (let t = tokensOf(doc) + index * TOKEN; t < triedEnd(doc); t += TOKEN, its += 4, index++) {
        const context = contextOf(doc, t, index);
        if (pass == 0) {
          noteKey(context);
          continue;
        }
        const alone = pass == 1 ? !maybeNotedAgain(context) : load<u32>(its) == 0;
        if (alone) store<u32>(its, 0);
        else if (pass == 1) {
          countIn(slotOf(CONTEXTS, context), load<u32>(t, 8));
          store<u32>(its, 1);
        } else {
          // the table stays where it is until the next round
          const slot = findSlot(CONTEXTS, context);
          const counts = !(load<u32>(t, 8) & VARIABLE) && load<u32>(slot, 8) > 1;
          store<u32>(its, select<u32>(<u32>slot, 0, counts));
        }
      }
    }
}

function countIn(slot: usize, flags: u32): void {
  const words = load<u32>(slot, 8);
  store<u32>(slot, flags & VARIABLE ? words | SEEN_VARIABLE : words + 1, 8);
  if ((flags & (VARIABLE | STRONG)) == STRONG) raise(slot, STRONG_SHIFT, 15);
  if ((flags & VARIABLE) == 0 && (flags & (STRONG | WEAK)) != 0) raise(slot, SOFT_SHIFT, 15);
}

function raise(slot: usize, shift: u32, most: u32): void {
  const b = load<u32>(slot, 12);
  if (((b >> shift) & most) < most) store<u32>(slot, b + (1 << shift), 12);
}

function wordsOf(slot: usize): u32 {
  return load<u32>(slot, 8) & ~SEEN_VARIABLE;
}

/** What a word and the constant word before it make together, or a key that comes first alone; 0 for other words. */
function pairOf(doc: usize, t: usize): u64 {
  const flags = load<u32>(t, 8);
  if (flags & VARIABLE) return 0;
  // "disk: …", "net: …": who speaks
  if (t == tokensOf(doc)) return flags & KEY ? combine(load<u64>(t), 6) | 1 : 0;
  if (flags & KEY || load<u32>(t - TOKEN, 8) & VARIABLE) return 0;
  return combine(combine(load<u64>(t - TOKEN), flags & VALUE ? 8 : 7), load<u64>(t)) | 1;
}

/** Counts, for each context, its words that are seen behind the same word in another context of at least three words. */
function countShared(): void {
  clearTable(SCRATCH);
  for (let pass = 0; pass < 2; pass++)
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      const doc = docAt(i);
      let its = triesAt(doc);
      for (let t = tokensOf(doc) + triedFrom(doc) * TOKEN; t < triedEnd(doc); t += TOKEN, its += 4) {
        const slot = <usize>load<u32>(its);
        if (slot == 0 || wordsOf(slot) < SHARED_WORDS) continue;
        const pair = pairOf(doc, t);
        if (pair == 0) continue;
        if (pass == 0) countKey(SCRATCH, pair);
        else if (countOf(SCRATCH, pair) >= 2) raise(slot, SHARED_SHIFT, 255);
      }
    }
}

function replaceByContext(): void {
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i)) continue;
    const doc = docAt(i);
    let index = triedFrom(doc);
    let t = tokensOf(doc) + index * TOKEN;
    if (t == triedEnd(doc)) continue;
    const others = constantsOf(doc) - 1;
    if (<i32>others < 1) continue;
    let its = triesAt(doc);
    for (; t < triedEnd(doc); t += TOKEN, its += 4, index++) {
      const flags = load<u32>(t, 8);
      const slot = <usize>load<u32>(its);
      if (slot == 0 || flags & (VARIABLE | CLOSED | MARKS_ONLY)) continue;
      const words = wordsOf(slot);
      const strong = (load<u32>(slot, 12) >> STRONG_SHIFT) & 15;
      const soft = (load<u32>(slot, 12) >> SOFT_SHIFT) & 15;
      const shared = (load<u32>(slot, 12) >> SHARED_SHIFT) & 255;
      // a parameter in the place of a word
      const named = index > 0 || (flags & (STRONG | WEAK)) != 0;
      const beside =
        (load<u32>(slot, 8) & SEEN_VARIABLE) != 0 && others >= (named && !(flags & KEY) ? 2 : TELLING_OTHERS);
      if (beside || words >= wordsNeeded(flags, index, others, strong, soft)) mark(t);
      else if (shared >= SHARED_WORDS && words >= SHARED_WORDS && pairOf(doc, t) != 0) mark(t);
    }
  }
}

const PICK_SOFT: u32 = 0;
const PICK_SOFT_OR_RARE: u32 = 1;
const PICK_STRONG_OR_VALUE: u32 = 2;
const PICK_SOFT_OR_KNOWN: u32 = 3;

/** Names without which a sentence is one that is known go: "moved <*> to disk" takes in "moved a.b.c <*> to disk". */
function absorbNames(): void {
  const anyKnownValue = !isEmpty(VALUES);
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i)) continue;
    const doc = docAt(i);
    const kinds = kindsOf(doc);
    const soft = (kinds & (STRONG | WEAK | VALUE)) != 0;
    if (!soft && !(kinds & RARE) && !anyKnownValue) continue;
    const constants = constantsOf(doc);
    if (soft) tryWithout(doc, constants, PICK_SOFT, 2);
    if (kinds & RARE) tryWithout(doc, constants, PICK_SOFT_OR_RARE, 3);
    if (soft) tryWithout(doc, constants, PICK_STRONG_OR_VALUE, 2);
    if (kinds & KNOWN) tryWithout(doc, constants, PICK_SOFT_OR_KNOWN, 2);
    if (endOf(doc) - tokensOf(doc) > MOST_TRIES * TOKEN || constants < 3) continue;
    let index: u32 = 0;
    for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN, index++) {
      const flags = load<u32>(t, 8);
      // elsewhere than beside a parameter, the context tells the same
      if (!mayGo(doc, t, index) || !isBeside(doc, t)) continue;
      if (index > 0 && !(flags & (STRONG | VALUE)) && !isValueBetween(doc, t)) continue;
      store<u32>(t, flags | PICKED, 8);
      settle(doc);
    }
  }
}

function isBeside(doc: usize, t: usize): bool {
  if (t > tokensOf(doc) && load<u32>(t - TOKEN, 8) & VARIABLE) return true;
  return t + TOKEN < endOf(doc) && (load<u32>(t + TOKEN, 8) & VARIABLE) != 0;
}

/** Whether a word may be left out for a try; the first only where it is a name before a parameter. */
function mayGo(doc: usize, t: usize, index: u32): bool {
  const flags = load<u32>(t, 8);
  return index == 0 ? isFirstName(flags) && isBeside(doc, t) : isFree(flags, index);
}

/** A known value between two parameters. */
function isValueBetween(doc: usize, t: usize): bool {
  if (t == tokensOf(doc) || t + TOKEN == endOf(doc)) return false;
  if (!(load<u32>(t - TOKEN, 8) & load<u32>(t + TOKEN, 8) & VARIABLE)) return false;
  return countOf(VALUES, load<u64>(t)) >= KNOWN_VALUE;
}

function tryWithout(doc: usize, constants: u32, pick: u32, left: u32): void {
  let picked: u32 = 0;
  let index: u32 = 0;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN, index++) {
    const flags = load<u32>(t, 8);
    if (!mayGo(doc, t, index)) continue;
    const wanted =
      pick == PICK_STRONG_OR_VALUE
        ? (flags & (STRONG | VALUE)) != 0
        : isSoft(flags) ||
          (pick == PICK_SOFT_OR_RARE && (flags & RARE) != 0) ||
          (pick == PICK_SOFT_OR_KNOWN && (flags & KNOWN) != 0);
    if (!wanted) continue;
    store<u32>(t, flags | PICKED, 8);
    picked++;
  }
  if (picked == 0) return;
  if (constants - picked >= left && constants > picked) settle(doc);
  else for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) store<u32>(t, load<u32>(t, 8) & ~PICKED, 8);
}

/** Marks the picked tokens when the sentence without them is known, and puts them back. */
function settle(doc: usize): void {
  let sum: u64 = 0;
  let index: u32 = 0;
  let variable = false;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
    const out = (load<u32>(t, 8) & (VARIABLE | PICKED)) != 0;
    if (!(out && variable)) sum += placed(out ? MASK : load<u64>(t), index++);
    variable = out;
  }
  const known = findSlot(KEYS, sum) != 0;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
    const flags = load<u32>(t, 8);
    if (!(flags & PICKED)) continue;
    store<u32>(t, flags & ~PICKED, 8);
    if (known) mark(t);
  }
}

/** What is glued to a name by ":" goes with it. */
function markGlued(): void {
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i) || !(kindsOf(docAt(i)) & GLUED)) continue;
    for (let t = tokensOf(docAt(i)) + TOKEN; t < endOf(docAt(i)); t += TOKEN)
      if (load<u32>(t, 8) & GLUED && load<u32>(t - TOKEN, 8) & MARKED) mark(t);
  }
}

/** Where all words of a context are known to be values elsewhere, two are enough. */
function replaceKnownValues(): void {
  countValues();
  if (isEmpty(VALUES)) return;
  for (let pass = 0; pass < 2; pass++)
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      const doc = docAt(i);
      let index = triedFrom(doc);
      let its = triesAt(doc);
      for (let t = tokensOf(doc) + index * TOKEN; t < triedEnd(doc); t += TOKEN, its += 4, index++) {
        const slot = <usize>load<u32>(its);
        if (slot == 0 || (pass == 1 && !mayBeValue(doc, load<u32>(t, 8), index))) continue;
        if (pass == 0) {
          if (isKnownValue(load<u64>(t))) raise(slot, KNOWN_SHIFT, 65535);
        } else if (wordsOf(slot) >= 2 && load<u32>(slot, 12) >> KNOWN_SHIFT == wordsOf(slot)) mark(t);
      }
    }
}

/** As a first word only of a sentence of two more. */
function mayBeValue(doc: usize, flags: u32, index: u32): bool {
  if (index > 0) return isFree(flags, index);
  return !(flags & (VARIABLE | KEY | MARKS_ONLY | CLOSED)) && constantsOf(doc) >= 3;
}

/** Adds the words that this round has marked to the values; counts in SCRATCH how often those found once are kept. */
function countValues(): void {
  clearTable(SCRATCH);
  for (let pass = 0; pass < 2; pass++) {
    if (pass == 1 && isEmpty(VALUES)) return;
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      for (let t = tokensOf(docAt(i)); t < endOf(docAt(i)); t += TOKEN) {
        const flags = load<u32>(t, 8);
        if (flags & VARIABLE) continue;
        if (pass == 0) {
          if ((flags & (MARKED | MARKS_ONLY)) == MARKED) countKey(VALUES, load<u64>(t));
        } else if (!(flags & MARKED) && countOf(VALUES, load<u64>(t)) == 1) countKey(SCRATCH, load<u64>(t));
      }
    }
  }
}

function isKnownValue(hash: u64): bool {
  const known = countOf(VALUES, hash);
  return known >= KNOWN_VALUE || (known == 1 && countOf(SCRATCH, hash) <= 1);
}
