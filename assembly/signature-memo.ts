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

import { endShare, nextRun, signing, sumOf, sumOfRuns } from "./signature";
import { base, boundaries, digits } from "./window";

const ENTRY: u32 = 80;
const ENTRIES_BITS: u32 = 12;
const entries: usize = memory.data(ENTRY << ENTRIES_BITS, 16);
/** stands for an entry where a step is not kept */
const noEntry: usize = memory.data(ENTRY, 16);

const STEP: u32 = 48;
const STEP_BITS: u64 = ((<u64>1) << STEP) - 1;
/** numbers of steps lie above those of runs */
const FIRST_NUMBER: u32 = 4096;
let lastNumber: u32 = FIRST_NUMBER;

/** most messages at once */
const MOST_TEXTS: u32 = 256;
/** addresses u32 of the texts that are being signed, those that go on first */
const texts: usize = memory.data(MOST_TEXTS * 4, 16);

// one step that is not known costs what five known ones save: with more than one in six messages a file goes without
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

function entryOf(a: v128, b: v128, c: v128, blotted: u64, asked: u64): usize {
  const m = v128.xor(v128.xor(a, b), c);
  const h =
    ((<u64>i64x2.extract_lane(m, 0) ^ blotted) * 0x6a09e667f3bcc909 + (<u64>i64x2.extract_lane(m, 1) ^ asked)) *
    0x9e3779b97f4a7c15;
  return entries + <usize>(h >> (64 - ENTRIES_BITS)) * ENTRY;
}

/**
 * A text that is signed, as it stands in the batch of events:
 *
 * ```
 * text  0        4        40   48         52
 *       message  its end  sum  next step  before    (56 bytes)
 *       → bytes  → bytes  u64  → bytes    u32
 * ```
 * It is listed with its beginning as next step, and with `before` and `sum` 0.
 */
const SUM: usize = 40;
const AT: usize = 48;
const BEFORE: usize = 52;

/** Lists a text as number `i`. */
export function listText(text: usize, i: u32): void {
  store<u32>(texts + (i << 2), <u32>text);
}

/**
 * Puts to the first `count` listed texts of the window, at most MESSAGE_CAP long each, what `finish` makes their signatures of.
 * Uses the bit arrays; equals `sumOf`.
 */
export function signTexts(count: u32): void {
  if (!useMemo || !signing) {
    for (let i: u32 = 0; i < count; i++) {
      const text = <usize>load<u32>(texts + (i << 2));
      store<u64>(text, sumOf(load<u32>(text) - <u32>base, load<u32>(text, 4) - <u32>base), SUM);
    }
    return;
  }
  for (let more = count; more != 0; ) more = takeSteps(more);
  tried += count;
  if (tried < TRIAL) return;
  if (missed > MOST_MISSED) useMemo = false;
  tried = missed = 0;
}

/** Adds a step to the sums of the first `count` texts; returns how many of them go on, which are listed anew. */
function takeSteps(count: u32): u32 {
  let more: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const text = <usize>load<u32>(texts + (i << 2));
    const p = <usize>load<u32>(text, AT);
    const before = load<u32>(text, BEFORE);
    const left = load<u32>(text, 4) - <u32>p;
    const at = <u32>(p - base);
    const by = <u64>(at & 7);
    let goesOn = u32(left > STEP);
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
    const asked = <u64>before | (kind << 32);
    const spread = i64x2.splat(blotted);
    const a = kept(p, spread, i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1));
    const b = kept(p + 16, spread, i8x16(2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3));
    const c = kept(p + 32, spread, i8x16(4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5));
    let e = entryOf(a, b, c, blotted, asked);
    const differing = v128.or(
      v128.or(v128.xor(a, v128.load(e, 32)), v128.xor(b, v128.load(e, 48))),
      v128.xor(c, v128.load(e, 64)),
    );
    if (v128.any_true(differing) || ((load<u64>(e, 16) ^ blotted) | (load<u64>(e, 24) ^ asked)) != 0) {
      // a word that fills the step cannot be cut: the rest of the message is taken as it is
      const isCut = length != 0 || goesOn == 0;
      if (!isCut || lastNumber == u32.MAX_VALUE) e = noEntry;
      store<u64>(e, blotted, 16);
      store<u64>(e, asked, 24);
      v128.store(e, a, 32);
      v128.store(e, b, 48);
      v128.store(e, c, 64);
      if (isCut) learn(e, text, at + length, goesOn != 0, ends != 0);
      else {
        learn(e, text, at + left, false, false);
        goesOn = 0;
      }
    }
    store<u64>(text, load<u64>(text, SUM) + load<u64>(e), SUM);
    store<u32>(text, <u32>p + length, AT);
    store<u32>(text, load<u32>(e, 8), BEFORE);
    store<u32>(texts + (more << 2), <u32>text);
    more += goesOn;
  }
  return more;
}

/**
 * Works out what a step that ends at window offset `stop` adds to the sum of a message, and what the next one has as
 * `before`; `cutsRun` says that it ends behind a variable word.
 */
function learn(e: usize, text: usize, stop: u32, goesOn: bool, cutsRun: bool): void {
  missed++;
  store<u64>(e, 0);
  if (goesOn && !cutsRun) {
    // once there are no more numbers nothing is kept, so that nothing follows the last one
    if (lastNumber != u32.MAX_VALUE) lastNumber++;
    store<u32>(e, lastNumber, 8);
    return;
  }
  const sum = sumOfRuns(load<u32>(text) - <u32>base, stop, 0, 0) - load<u64>(text, SUM);
  store<u64>(e, goesOn ? sum : sum + endShare());
  store<u32>(e, nextRun + 1, 8);
}
