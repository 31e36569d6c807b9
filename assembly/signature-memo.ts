/**
 * Signatures of many messages at once, most of them remembered. A log says few sentences again and again, so that what
 * `signatureOf` works out of a message is mostly known of an earlier one that differs in its variable words alone.
 *
 * A message is taken in steps of at most 48 bytes. One that does not reach the end is cut behind its last whole variable
 * word, so that what it adds to the sum of runs hangs on nothing before it but their number; without such a word it is cut
 * behind a word and adds nothing yet. Blotted out are the bytes from the first digit of a word to the word's end, and what
 * lies behind the step. What is left is looked up:
 *
 * ```
 * entry  0    8     12  16       24      28    32                 80
 *        sum  next  —   blotted  before  kind  bytes, blotted: 0  (next entry)
 *        u64  u32       64 bits  u32     u32   48 B
 * ```
 * `before` is 0 for the first step, the number of runs so far and one behind a variable word, and the number of the step
 * before where a run goes on; `next` is that of the step behind. `kind`: 1 ends in a variable word, 2 does not end the
 * message. An entry answers only when all of it is the same, so what it tells is what `signatureOf` would: bytes that are
 * kept are equal, and those that are not are of variable words, whose length is of no matter. A new one takes the place of
 * another, whose followers nobody may reach then, as no number is given twice.
 */

import { finish } from "./hash";
import { endShare, MESSAGE_CAP, nextRun, signatureOf, sumOfRuns } from "./signature";
import { base, boundaries, digits } from "./window";

const ENTRY: u32 = 80;
const ENTRIES_BITS: u32 = 12;
const entries: usize = memory.data(ENTRY << ENTRIES_BITS, 16);
/** the step that is looked at, as an entry */
const step: usize = memory.data(ENTRY, 16);

const STEP: u32 = 48;
const STEP_BITS: u64 = ((<u64>1) << STEP) - 1;
const GOES_ON: u32 = 2;
/** numbers of steps lie above those of runs */
const FIRST_NUMBER: u32 = 4096;
let lastNumber: u32 = FIRST_NUMBER;

/** most messages at once */
const MOST_TEXTS: u32 = 256;
/** address of a text u32, as listed */
const texts: usize = memory.data(MOST_TEXTS * 4, 16);
/** text u32 | window offset u32 | before u32 | —: messages with another step */
const going: usize = memory.data(MOST_TEXTS * 16, 16);
/** address u32 of messages with a step that is not known */
const unknown: usize = memory.data(MOST_TEXTS * 4, 16);

// one message that is not known costs what five known ones save: where more than one in six is not, a file goes without
const TRIAL: u32 = 8192;
const MOST_MISSED: u32 = TRIAL / 6;
let tried: u32 = 0;
let missed: u32 = 0;
let useMemo: bool = true;

/** Another file may say other things. */
export function startMemo(): void {
  tried = missed = 0;
  useMemo = true;
}

/** The 16 bytes at `p` without those whose bits are set in `blotted`; `which` says of each byte in which byte its bit is. */
function kept(p: usize, blotted: v128, which: v128): v128 {
  const bits = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  return v128.andnot(v128.load(p), i8x16.eq(v128.and(i8x16.swizzle(blotted, which), bits), bits));
}

function entryOf(a: v128, b: v128, c: v128, blotted: u64, before: u64): usize {
  const m = v128.xor(v128.xor(a, b), c);
  const h =
    ((<u64>i64x2.extract_lane(m, 0) ^ blotted) * 0x6a09e667f3bcc909 + (<u64>i64x2.extract_lane(m, 1) ^ before)) *
    0x9e3779b97f4a7c15;
  return entries + <usize>(h >> (64 - ENTRIES_BITS)) * ENTRY;
}

/** where the step that was looked at last is cut */
let cutAt: u32 = 0;
/** whether that is behind a variable word */
let cutsRun: bool = false;

/** Writes the step at window offset `at` of a message that ends at `to` to `step`; returns where its entry would be. */
function lookAt(at: u32, to: u32, before: u32): usize {
  const left = to - at;
  const by = <u64>(at & 7);
  const goesOn = left > STEP;
  const behind = goesOn ? 0 : ~(<u64>0) << left;
  const edges = (load<u64>(boundaries + (at >> 3)) >> by) | behind;
  const words = ~edges & STEP_BITS;
  const inWords = (load<u64>(digits + (at >> 3)) >> by) & words;
  const carried = words + inWords;
  const ends = carried & edges & STEP_BITS;
  const last = ends != 0 ? ends : edges & STEP_BITS;
  const length = goesOn ? 64 - <u32>clz(last) : left;
  const variable = words & (~carried | inWords);
  const blotted = variable | (~(<u64>0) << length);
  const kind = goesOn ? GOES_ON : <u32>(variable >> (left - 1)) & 1;
  cutAt = length;
  cutsRun = ends != 0;
  const spread = i64x2.splat(blotted);
  const p = base + at;
  const a = kept(p, spread, i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
  const b = kept(p + 16, spread, i8x16(2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3));
  const c = kept(p + 32, spread, i8x16(4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5));
  store<u64>(step, blotted, 16);
  store<u64>(step, <u64>before | ((<u64>kind) << 32), 24);
  v128.store(step, a, 32);
  v128.store(step, b, 48);
  v128.store(step, c, 64);
  return entryOf(a, b, c, blotted, before);
}

/** Whether an entry is of the step that was looked at last. */
function isKnown(e: usize): bool {
  const differing = v128.or(
    v128.or(v128.xor(v128.load(step, 16), v128.load(e, 16)), v128.xor(v128.load(step, 32), v128.load(e, 32))),
    v128.or(v128.xor(v128.load(step, 48), v128.load(e, 48)), v128.xor(v128.load(step, 64), v128.load(e, 64))),
  );
  return !v128.any_true(differing);
}

/** Where a text keeps its signature. */
export const SIGNATURE_AT: usize = 40;

/** Lists a text as number `i`: its start u32 and end u32 stand at the address `text`. */
export function listText(text: usize, i: u32): void {
  store<u32>(texts + (i << 2), <u32>text);
}

/**
 * Puts the signatures of the first `count` listed messages of the window at SIGNATURE_AT behind their addresses. Uses the
 * bit arrays; equals `signatureOf`.
 */
export function signTexts(count: u32): void {
  if (!useMemo) {
    for (let i: u32 = 0; i < count; i++) sign(load<u32>(texts + (i << 2)));
    return;
  }
  for (let i: u32 = 0; i < count; i++) {
    const text = <usize>load<u32>(texts + (i << 2));
    const g = going + (i << 4);
    store<u32>(g, <u32>text);
    store<u32>(g, load<u32>(text) - <u32>base, 4);
    store<u32>(g, 0, 8);
    store<u64>(text, 0, SIGNATURE_AT);
  }
  let unknownCount: u32 = 0;
  for (let more = count; more != 0; ) {
    const some = more;
    more = 0;
    for (let i: u32 = 0; i < some; i++) {
      const g = going + (i << 4);
      const text = <usize>load<u32>(g);
      const at = load<u32>(g, 4);
      const before = <u64>load<u32>(g, 8);
      const left = load<u32>(text, 4) - <u32>base - at;
      const by = <u64>(at & 7);
      const goesOn = u32(left > STEP);
      const behind = select<u64>(0, ~(<u64>0) << left, goesOn != 0);
      const edges = (load<u64>(boundaries + (at >> 3)) >> by) | behind;
      const words = ~edges & STEP_BITS;
      const inWords = (load<u64>(digits + (at >> 3)) >> by) & words;
      const carried = words + inWords;
      const inStep = edges & STEP_BITS;
      const ends = carried & inStep;
      const last = select<u64>(ends, inStep, ends != 0);
      const length = select<u32>(64 - <u32>clz(last), left, goesOn != 0);
      const variable = words & (~carried | inWords);
      const blotted = variable | (~(<u64>0) << length);
      const kind = ((variable >> (length - 1)) & 1) + (goesOn << 1);
      const spread = i64x2.splat(blotted);
      const p = base + at;
      const a = kept(p, spread, i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
      const b = kept(p + 16, spread, i8x16(2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3));
      const c = kept(p + 32, spread, i8x16(4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5));
      const e = entryOf(a, b, c, blotted, before);
      const differing = v128.any_true(
        v128.or(v128.or(v128.xor(a, v128.load(e, 32)), v128.xor(b, v128.load(e, 48))), v128.xor(c, v128.load(e, 64))),
      );
      const unlike = (load<u64>(e, 16) ^ blotted) | (load<u64>(e, 24) ^ (before | (kind << 32)));
      store<u64>(text, load<u64>(text, SIGNATURE_AT) + load<u64>(e), SIGNATURE_AT);
      if (unlike != 0 || differing) store<u32>(unknown + (unknownCount++ << 2), <u32>text);
      else {
        const n = going + (more << 4);
        store<u32>(n, <u32>text);
        store<u32>(n, at + length, 4);
        store<u32>(n, load<u32>(e, 8), 8);
        more += goesOn;
      }
    }
  }
  for (let i: u32 = 0; i < count; i++) {
    const text = <usize>load<u32>(texts + (i << 2));
    store<u64>(text, finish(load<u64>(text, SIGNATURE_AT)), SIGNATURE_AT);
  }
  for (let i: u32 = 0; i < unknownCount; i++) learn(load<u32>(unknown + (i << 2)));
  tried += count;
  missed += unknownCount;
  if (tried < TRIAL) return;
  if (missed > MOST_MISSED) useMemo = false;
  tried = missed = 0;
}

function sign(text: usize): void {
  store<u64>(text, signatureOf(load<u32>(text) - <u32>base, load<u32>(text, 4) - <u32>base), SIGNATURE_AT);
}

/** Signs a message step by step, and keeps the steps that are not known. */
function learn(text: usize): void {
  const start = load<u32>(text) - <u32>base;
  const to = load<u32>(text, 4) - <u32>base;
  if (to - start > MESSAGE_CAP || lastNumber == u32.MAX_VALUE) {
    sign(text);
    return;
  }
  /** where the runs begin that no step before has counted, and how many those have */
  let from = start;
  let index: u32 = 0;
  let before: u32 = 0;
  let sum: u64 = 0;
  for (let at = start; ; ) {
    const e = lookAt(at, to, before);
    const goesOn = to - at > STEP;
    if (cutAt == 0 && goesOn) {
      sum += sumOfRuns(from, to, index, u64(from != start)) + endShare();
      break;
    }
    if (!isKnown(e)) {
      let share: u64 = 0;
      let next: u32 = 0;
      if (goesOn && !cutsRun) next = ++lastNumber;
      else {
        share = sumOfRuns(from, at + cutAt, index, u64(from != start));
        if (goesOn) next = nextRun + 1;
        else share += endShare();
      }
      store<u64>(step, share);
      store<u32>(step, next, 8);
      memory.copy(e, step, ENTRY);
    }
    sum += load<u64>(e);
    if (!goesOn) break;
    before = load<u32>(e, 8);
    at += cutAt;
    if (cutsRun) {
      from = at;
      index = before - 1;
    }
  }
  store<u64>(text, finish(sum), SIGNATURE_AT);
}
