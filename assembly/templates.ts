/**
 * Templates: the sentences behind the set of signatures. Which word is constant and which a parameter is decided from
 * distinct signatures alone, never from how often or in which order lines came.
 *
 * 1. Document frequency: how many signatures hold a word. Where many signatures agree in their frequent words and hold
 *    rare words at the same positions, the rare words are parameters (TF-IDF's idf; Spärck Jones 1972).
 * 2. Context: a signature without one of its words. A position whose context sees many distinct words is a parameter;
 *    how many are needed depends on how the word looks. All positions are decided at once, then equal ones merge.
 *
 * ```
 * word      0     8      (16 bytes)         template  0   8      12      16               (24 bytes)
 *           hash  flags                               id  → text length  representative
 *           u64   u32                                 u64 u32    u32     signature index u32
 * ```
 */
import { allocate } from "./arena";
import { combine, hashBytes, MASK, placed } from "./hash";
import { isBoundary, isVariable, wordEnd } from "./signature";
import { LITERAL_FLAG, signatureCount, signatureEntry } from "./signatures";

const WORD: u32 = 16;
const TEMPLATE: u32 = 24;
const VARIABLE: u32 = 1;
const IDENTIFIER: u32 = 2;
const AFTER_EQUALS: u32 = 4;
const RARE: u32 = 8;

// distinct words that make a position a parameter
const PLAIN_WORDS: u32 = 5;
const IDENTIFIER_WORDS: u32 = 3;
const VALUE_WORDS: u32 = 2;
const FIRST_WORDS: u32 = 10;
/** a word in at most so many signatures is rare, */
const RARE_FREQUENCY: u32 = 8;
/** and a parameter where so many signatures agree in the rest */
const RARE_GROUP: u32 = 20;
const WILD: u64 = 0x510e527fade682d1;

let count: u32 = 0;
let words: usize = 0;
/** u32 a signature: index of its first word; one more at the end */
let starts: usize = 0;
/** u64 a signature: hash of its words, with parameters masked */
let hashes: usize = 0;
/** u32 a signature: its template */
let templateOf: usize = 0;
let templates: usize = 0;
let templateTotal: u32 = 0;

/** Finds the templates of all signatures. Returns how many there are. */
export function makeTemplates(): u32 {
  count = signatureCount();
  readWords();
  maskRareWords();
  rehash();
  maskByContext();
  rehash();
  maskByContext();
  rehash();
  group();
  return templateTotal;
}

function readWords(): void {
  starts = allocate((count + 1) * 4);
  hashes = allocate(count * 8);
  let total: u32 = 0;
  for (let i: u32 = 0; i < count; i++) total += readWordsOf(i, 0);
  words = allocate(total * WORD);
  total = 0;
  for (let i: u32 = 0; i < count; i++) {
    store<u32>(starts + (i << 2), total);
    total += readWordsOf(i, words + total * WORD);
  }
  store<u32>(starts + (count << 2), total);
}

/** Number of words of a signature's exemplar; writes them to `out` unless it is 0. */
function readWordsOf(index: u32, out: usize): u32 {
  const e = signatureEntry(index);
  if (load<u32>(e, 24) & LITERAL_FLAG) return 0;
  let p = <usize>load<u32>(e, 8);
  const start = p;
  const end = p + load<u32>(e, 12);
  let n: u32 = 0;
  while (p < end) {
    if (isBoundary(load<u8>(p))) {
      p++;
      continue;
    }
    const stop = wordEnd(p, end);
    if (out != 0) {
      const w = out + n * WORD;
      const variable = isVariable(p, stop);
      let flags: u32 = variable ? VARIABLE : looksLikeIdentifier(p, stop) ? IDENTIFIER : 0;
      if (p > start && load<u8>(p - 1) == 0x3d) flags |= AFTER_EQUALS;
      store<u64>(w, variable ? MASK : hashBytes(p, <u32>(stop - p)));
      store<u32>(w, flags, 8);
    }
    n++;
    p = stop;
  }
  return n;
}

/** A word with an inner capital, or with a mark that sentences do not have inside words. */
function looksLikeIdentifier(p: usize, end: usize): bool {
  for (let at = p + 1; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte - 0x41 < 26 && <u32>load<u8>(at - 1) - 0x61 < 26) return true;
    if ((byte == 0x2e || byte == 0x2d || byte == 0x5f || byte == 0x2f || byte == 0x40 || byte == 0x5c) && at + 1 < end)
      return true;
  }
  return load<u8>(p) == 0x2f;
}

function wordsFrom(i: u32): usize {
  return words + load<u32>(starts + (i << 2)) * WORD;
}

function wordsTo(i: u32): usize {
  return words + load<u32>(starts + (i << 2), 4) * WORD;
}

/** Sum over the words with runs of parameters as one, as signature.ts has it. */
function rehash(): void {
  for (let i: u32 = 0; i < count; i++) store<u64>(hashes + (i << 3), sumOf(i, 0));
}

/** The sum of a signature's words; words with a flag of `wild` count as WILD. */
function sumOf(i: u32, wild: u32): u64 {
  let sum: u64 = 0;
  let index: u32 = 0;
  let afterVariable: u64 = 0;
  for (let w = wordsFrom(i); w < wordsTo(i); w += WORD) {
    const flags = load<u32>(w, 8);
    if (flags & VARIABLE) afterVariable = MASK;
    else {
      sum += placed((flags & wild ? WILD : load<u64>(w)) ^ afterVariable, index++);
      afterVariable = 0;
    }
  }
  return sum + (afterVariable != 0 ? placed(MASK, index) : 0);
}

// A counting table: key u64 | count u32, 16 bytes a slot; slots are filled by the hash itself.
let table: usize = 0;
let tableMask: u32 = 0;

function startTable(keys: u32): void {
  let size: u32 = 1024;
  while (size < keys * 2) size <<= 1;
  if (table == 0 || size > tableMask + 1) table = allocate(size * 16);
  else memory.fill(table, 0, (tableMask + 1) * 16);
  tableMask = max(tableMask, size - 1);
}

function slotOf(key: u64): usize {
  if (key == 0) key = 1;
  let slot = <u32>((key * 0x9e3779b97f4a7c15) >> 32) & tableMask;
  while (true) {
    const p = table + (slot << 4);
    const found = load<u64>(p);
    if (found == key || found == 0) {
      store<u64>(p, key);
      return p;
    }
    slot = (slot + 1) & tableMask;
  }
}

function countKey(key: u64): void {
  const p = slotOf(key);
  store<u32>(p, load<u32>(p, 8) + 1, 8);
}

function countOf(key: u64): u32 {
  return load<u32>(slotOf(key), 8);
}

function wordTotal(): u32 {
  return load<u32>(starts + (count << 2));
}

function maskRareWords(): void {
  startTable(wordTotal());
  for (let i: u32 = 0; i < count; i++)
    for (let w = wordsFrom(i); w < wordsTo(i); w += WORD) if (!(load<u32>(w, 8) & VARIABLE)) countKey(load<u64>(w));
  for (let i: u32 = 0; i < count; i++)
    for (let w = wordsFrom(i); w < wordsTo(i); w += WORD) {
      const flags = load<u32>(w, 8);
      if (!(flags & VARIABLE) && countOf(load<u64>(w)) <= RARE_FREQUENCY) store<u32>(w, flags | RARE, 8);
    }
  startTable(wordTotal());
  for (let i: u32 = 0; i < count; i++) if (mostlyFrequent(i)) countKey(sumOf(i, RARE));
  for (let i: u32 = 0; i < count; i++) {
    if (!mostlyFrequent(i) || countOf(sumOf(i, RARE)) < RARE_GROUP) continue;
    for (let w = wordsFrom(i); w < wordsTo(i); w += WORD) {
      const flags = load<u32>(w, 8);
      if (flags & RARE) store<u32>(w, flags | VARIABLE, 8);
    }
  }
}

/** Whether a signature has rare words, and at least as many frequent ones that it can be known by. */
function mostlyFrequent(i: u32): bool {
  let rare: u32 = 0;
  let frequent: u32 = 0;
  for (let w = wordsFrom(i); w < wordsTo(i); w += WORD) {
    const flags = load<u32>(w, 8);
    if (flags & VARIABLE) continue;
    if (flags & RARE) rare++;
    else frequent++;
  }
  return rare > 0 && frequent > 0 && frequent >= rare;
}

/** Masks the positions whose context sees enough distinct words, among distinct hashes. */
function maskByContext(): void {
  const first = firstOfEachHash();
  startTable(wordTotal());
  for (let i: u32 = 0; i < count; i++) if (load<u8>(first + i)) visitContexts(i, true);
  for (let i: u32 = 0; i < count; i++) visitContexts(i, false);
}

/** u8 a signature: whether it is the first of its hash */
function firstOfEachHash(): usize {
  const first = allocate(count);
  startTable(count);
  for (let i: u32 = 0; i < count; i++) {
    const p = slotOf(load<u64>(hashes + (i << 3)));
    if (load<u32>(p, 8) == 0) store<u8>(first + i, 1);
    store<u32>(p, 1, 8);
  }
  return first;
}

/** Counts the contexts of a signature, or masks the words whose context has been counted often enough. */
function visitContexts(i: u32, counting: bool): void {
  const sum = load<u64>(hashes + (i << 3));
  let index: u32 = 0;
  let afterVariable: u64 = 0;
  for (let w = wordsFrom(i); w < wordsTo(i); w += WORD) {
    const flags = load<u32>(w, 8);
    if (flags & VARIABLE) {
      afterVariable = MASK;
      continue;
    }
    // the context holds the place itself, so that equal rests with different gaps stay apart
    const rest = sum - placed(load<u64>(w) ^ afterVariable, index) + placed(WILD ^ afterVariable, index);
    const context = combine(rest, index);
    if (counting) countKey(context);
    else if (countOf(context) >= wordsNeeded(flags, index == 0 && afterVariable == 0))
      store<u32>(w, flags | RARE | VARIABLE, 8);
    afterVariable = 0;
    index++;
  }
}

/** How many distinct words make a parameter of a position, by the look of its word. */
function wordsNeeded(flags: u32, isFirst: bool): u32 {
  if (isFirst) return FIRST_WORDS;
  if (flags & AFTER_EQUALS) return VALUE_WORDS;
  return flags & IDENTIFIER ? IDENTIFIER_WORDS : PLAIN_WORDS;
}

function group(): void {
  templateOf = allocate(count * 4);
  templates = allocate(count * TEMPLATE);
  templateTotal = 0;
  startTable(count);
  for (let i: u32 = 0; i < count; i++) {
    const e = signatureEntry(i);
    const signature = load<u64>(e);
    const literal = (load<u32>(e, 24) & LITERAL_FLAG) != 0;
    const p = slotOf(literal ? combine(signature, 1) : combine(load<u64>(hashes + (i << 3)), 2));
    let t = load<u32>(p, 8);
    if (t == 0) {
      t = ++templateTotal;
      store<u32>(p, t, 8);
      store<u64>(templates + (t - 1) * TEMPLATE, signature);
      store<u32>(templates + (t - 1) * TEMPLATE, i, 16);
    }
    store<u32>(templateOf + (i << 2), t - 1);
    const place = templates + (t - 1) * TEMPLATE;
    if (signature < load<u64>(place)) store<u64>(place, signature);
    const best = signatureEntry(load<u32>(place, 16));
    if (load<f64>(e, 16) < load<f64>(best, 16)) store<u32>(place, i, 16);
  }
  for (let t: u32 = 0; t < templateTotal; t++) render(templates + t * TEMPLATE);
}

/** Writes the representative's exemplar with `<*>` for its parameters. */
function render(template: usize): void {
  const index = load<u32>(template, 16);
  const e = signatureEntry(index);
  let p = <usize>load<u32>(e, 8);
  const end = p + load<u32>(e, 12);
  const out = allocate(load<u32>(e, 12) * 3 + 8);
  let at = out;
  let w = wordsFrom(index);
  let masked = false;
  /** where the text between the last parameter and the next word begins in `out` */
  let between: usize = 0;
  while (p < end && !(load<u32>(e, 24) & LITERAL_FLAG)) {
    if (isBoundary(load<u8>(p))) {
      store<u8>(at++, load<u8>(p++));
      continue;
    }
    const stop = wordEnd(p, end);
    if (load<u32>(w, 8) & VARIABLE) {
      if (masked && onlyListMarks(between, at)) at = between;
      else {
        store<u8>(at, 0x3c);
        store<u8>(at, 0x2a, 1);
        store<u8>(at, 0x3e, 2);
        at += 3;
        between = at;
      }
      masked = true;
    } else {
      memory.copy(at, p, stop - p);
      at += stop - p;
      masked = false;
    }
    p = stop;
    w += WORD;
  }
  store<u32>(template, <u32>out, 8);
  store<u32>(template, <u32>(at - out), 12);
}

/** Whether a mark of lists, times or ports stands between two parameters, and nothing else but blanks. */
function onlyListMarks(p: usize, end: usize): bool {
  let marked = false;
  for (; p < end; p++) {
    const byte = load<u8>(p);
    if (byte == 0x2c || byte == 0x3a || byte == 0x3b || byte == 0x7c) marked = true;
    else if (byte != 0x20) return false;
  }
  return marked;
}

/** Template index of each signature, u32 by signature index. */
export function templateOfSignature(): usize {
  return templateOf;
}

/** Address of a template, as drawn above. */
export function templateEntry(index: u32): usize {
  return templates + index * TEMPLATE;
}
