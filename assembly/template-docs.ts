/**
 * What the template step works on: the tokens of every signature, and one representative of those whose tokens are equal.
 *
 * ```
 * doc  0    8       12     14     16              20     24         26     28      (32 bytes)
 *      key  tokens  count  kinds  representative  units  triedFrom  tried  tries
 *      u64  u32 →   u16    u16    u32             u32    u16        u16    u32 →
 * ```
 * `kinds` are the flags of all constant tokens, `units` a hash of the unit words. `tried` tokens from `triedFrom` on may have
 * a context that others have too, for one round; template-contexts.ts keeps four bytes for each.
 * Tokens lie in chunks that are used again from call to call.
 */
import { allocate } from "./arena";
import { clearTable, KEYS, slotOf } from "./counting";
import { combine, hashBytes, MASK, placed } from "./hash";
import { LITERAL_FLAG, signatureCount, signatureEntry } from "./signatures";
import { fromOf, MOST_TOKENS, TOKEN, toOf, UNIT, VARIABLE } from "./template-flags";
import { collapse, hasUnits, readTokens } from "./template-tokens";

/** a few words behind equal beginnings that begin many signatures */
export const CLOSED: u32 = 512;
/** seldom among all representatives; for one round */
export const RARE: u32 = 1024;
/** taken out for a try */
export const PICKED: u32 = 2048;
/** becomes variable at the end of the round */
export const MARKED: u32 = 4096;
/** was made variable in so many sentences of earlier rounds that it is a value */
export const KNOWN: u32 = 8192;
const OF_A_ROUND: u32 = RARE | PICKED | MARKED | KNOWN;

const DOC: u32 = 32;
const CHUNK: u32 = 1 << 18;
const MOST_CHUNKS: u32 = 8192;

let docs: usize = 0;
let capacity: u32 = 0;
export let docCount: u32 = 0;

const scratch: usize = allocate(MOST_TOKENS * TOKEN);
const chunks: usize = allocate(MOST_CHUNKS * 4);
let chunkCount: u32 = 0;
let chunk: u32 = 0;
let chunkUsed: u32 = 0;

export function docAt(i: u32): usize {
  return docs + i * DOC;
}

export function keyOf(doc: usize): u64 {
  return load<u64>(doc);
}

export function tokensOf(doc: usize): usize {
  return load<u32>(doc, 8);
}

export function endOf(doc: usize): usize {
  return load<u32>(doc, 8) + <u32>load<u16>(doc, 12) * TOKEN;
}

export function tokenCountOf(doc: usize): u32 {
  return load<u16>(doc, 12);
}

/** Flags that any constant token of a representative has. */
export function kindsOf(doc: usize): u32 {
  return load<u16>(doc, 14);
}

export function isRepresentative(i: u32): bool {
  return load<u32>(docAt(i), 16) == i;
}

export function unitsOf(doc: usize): u32 {
  return load<u32>(doc, 20);
}

/** Of all tokens of a doc only the contexts of these are tried. */
export function chooseTried(doc: usize, from: u32, to: u32, tries: usize): void {
  store<u16>(doc, <u16>from, 24);
  store<u16>(doc, <u16>(to - from), 26);
  store<u32>(doc, <u32>tries, 28);
}

/** Number of the first token that is tried. */
export function triedFrom(doc: usize): u32 {
  return load<u16>(doc, 24);
}

/** Address behind the last one. */
export function triedEnd(doc: usize): usize {
  return tokensOf(doc) + (<u32>load<u16>(doc, 24) + <u32>load<u16>(doc, 26)) * TOKEN;
}

/** Address of the four bytes of the first one. */
export function triesOf(doc: usize): usize {
  return load<u32>(doc, 28);
}

/** Reads the exemplars of all signatures. */
export function readDocs(): void {
  docCount = signatureCount();
  if (docCount > capacity) {
    capacity = docCount + (docCount >> 1);
    docs = allocate(capacity * DOC);
  }
  chunk = 0;
  chunkUsed = 0;
  for (let i: u32 = 0; i < docCount; i++) {
    const e = signatureEntry(i);
    const doc = docAt(i);
    let n: u32 = 0;
    let units: u32 = 0;
    if (!(load<u32>(e, 24) & LITERAL_FLAG)) {
      const text = <usize>load<u32>(e, 8);
      n = readTokens(text, load<u32>(e, 12), scratch, false);
      if (hasUnits()) units = hashOfUnits(text, n);
      n = collapse(scratch, n);
    }
    const place = roomFor(n * TOKEN);
    memory.copy(place, scratch, n * TOKEN);
    store<u32>(doc, <u32>place, 8);
    store<u16>(doc, <u16>n, 12);
    store<u32>(doc, units, 20);
  }
}

/** Hash of the unit words among the tokens just read. */
function hashOfUnits(text: usize, n: u32): u32 {
  let hash: u64 = 0;
  for (let t = scratch; t < scratch + n * TOKEN; t += TOKEN) {
    const from = fromOf(t);
    if (load<u32>(t, 8) & UNIT) hash = combine(hash, hashBytes(text + from, toOf(t) - from));
  }
  return <u32>(hash >> 32);
}

/** Memory for this call alone: the next one takes it again. At most CHUNK bytes at once. */
export function roomFor(bytes: u32): usize {
  if (chunkCount == 0 || chunkUsed + bytes > CHUNK) {
    if (chunkCount > 0) chunk++;
    if (chunk == chunkCount) {
      // a reader of more than two gigabytes of exemplars would have run out of memory before
      if (chunkCount == MOST_CHUNKS) unreachable();
      store<u32>(chunks + (chunkCount++ << 2), <u32>allocate(CHUNK));
    }
    chunkUsed = 0;
  }
  const place = <usize>load<u32>(chunks + (chunk << 2)) + chunkUsed;
  chunkUsed += bytes;
  return place;
}

/** Before there are representatives, the place of the key takes the hash of a beginning, and that of the number whether it goes on. */
export function startPrefixes(): void {
  for (let i: u32 = 0; i < docCount; i++) setPrefix(docAt(i), 0, true);
}

export function prefixOf(doc: usize): u64 {
  return load<u64>(doc);
}

export function hasPrefix(doc: usize): bool {
  return load<u32>(doc, 16) != 0;
}

export function setPrefix(doc: usize, prefix: u64, goesOn: bool): void {
  store<u64>(doc, prefix);
  store<u32>(doc, goesOn ? 1 : 0, 16);
}

/** Marks a token of a representative: it becomes variable at the end of the round. */
export function mark(t: usize): void {
  const flags = load<u32>(t, 8);
  if (!(flags & VARIABLE)) store<u32>(t, flags | MARKED, 8);
}

/** Gives a token of a representative RARE or KNOWN. */
export function giveKind(doc: usize, t: usize, kind: u32): void {
  store<u32>(t, load<u32>(t, 8) | kind, 8);
  store<u16>(doc, <u16>(load<u16>(doc, 14) | kind), 14);
}

export function constantsOf(doc: usize): u32 {
  let n: u32 = 0;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) if (!(load<u32>(t, 8) & VARIABLE)) n++;
  return n;
}

/** Sum over tokens, each with its number. */
function sumOf(doc: usize): u64 {
  let sum: u64 = 0;
  let index: u32 = 0;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) sum += placed(load<u64>(t), index++);
  return sum;
}

/** Finds the representatives: the first doc of each key takes the flags of all. Forgets the marks of the last round. */
export function chooseRepresentatives(): void {
  clearTable(KEYS);
  for (let i: u32 = 0; i < docCount; i++) {
    const doc = docAt(i);
    store<u64>(doc, sumOf(doc));
    const slot = slotOf(KEYS, keyOf(doc));
    const first = load<u32>(slot, 8);
    let kinds: u32 = 0;
    for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
      const flags = load<u32>(t, 8) & ~OF_A_ROUND;
      store<u32>(t, flags, 8);
      if (!(flags & VARIABLE)) kinds |= flags;
    }
    store<u16>(doc, <u16>kinds, 14);
    if (first == 0) {
      store<u32>(slot, i + 1, 8);
      store<u32>(doc, i, 16);
      continue;
    }
    store<u16>(docAt(first - 1), <u16>(load<u16>(docAt(first - 1), 14) | kinds), 14);
    store<u32>(doc, first - 1, 16);
    let its = tokensOf(docAt(first - 1));
    for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
      store<u32>(its, load<u32>(its, 8) | load<u32>(t, 8), 8);
      its += TOKEN;
    }
  }
}

/** Makes variable what the representatives have marked. Returns whether there was anything. */
export function applyMarks(): bool {
  let changed = false;
  // representatives last: the others look at their marks
  for (let turn = 0; turn < 2; turn++)
    for (let i: u32 = 0; i < docCount; i++) {
      const doc = docAt(i);
      if (isRepresentative(i) != (turn == 1)) continue;
      let its = tokensOf(docAt(load<u32>(doc, 16)));
      let marked = false;
      for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
        if (load<u32>(its, 8) & MARKED) {
          store<u64>(t, MASK);
          store<u32>(t, load<u32>(t, 8) | VARIABLE, 8);
          marked = true;
        }
        its += TOKEN;
      }
      if (!marked) continue;
      changed = true;
      // the marks of a representative are read by others until its turn, and its tokens move only now
      store<u16>(doc, <u16>collapse(tokensOf(doc), tokenCountOf(doc)), 12);
    }
  return changed;
}
