/**
 * Rules by the frequency of words among signatures (tf-idf's idf; Spärck Jones 1972) and by how words look: words that begin
 * many signatures stay, words seldom among frequent ones and names that stand for each other go. template-contexts.ts has
 * the others.
 */
import {
  clearFilter,
  clearTable,
  countKey,
  countOf,
  findSlot,
  isEmpty,
  maybeNotedAgain,
  noteKey,
  SCRATCH,
  slotOf,
  VALUES,
} from "./counting";
import { combine, placed } from "./hash";
import {
  CLOSED,
  constantsOf,
  docAt,
  docCount,
  endOf,
  giveKind,
  hasPrefix,
  isRepresentative,
  KNOWN,
  kindsOf,
  mark,
  prefixOf,
  RARE,
  setPrefix,
  startPrefixes,
  tokenCountOf,
  tokensOf,
} from "./template-docs";
import { KEY, KEY_OF_EQUALS, MARKS_ONLY, NAME_OF, STRONG, TOKEN, VALUE, VARIABLE, WEAK } from "./template-flags";
import {
  CLOSED_WORDS,
  FIRST_STRONG_WORDS,
  isFree,
  isSoft,
  KNOWN_VALUE,
  STRONG_WORDS,
  SURE_OTHERS,
  VALUE_WORDS,
  WEAK_WORDS,
} from "./template-limits";

/** keys behind equal words, each the only one of its sentence */
const KEYS_BEHIND: u32 = 4;

/** a word governs when it continues a beginning in so many signatures */
const GOVERNING: u32 = 20;

/** a word in at most so many representatives is rare, */
const RARE_FREQUENCY: u32 = 8;
/** and a parameter where so many agree in the rest */
const RARE_GROUP: u32 = 20;

/** of a place: not all of its words are KNOWN */
const UNKNOWN: u32 = 0x80000000;
/** stands for the words that a group leaves out */
const HOLE: u64 = 0x1f83d9abfb41bd6b;

/**
 * Closed classes, once for all rounds: at most 16 words behind one beginning, of which at least two continue it in at
 * least 20 signatures and have nine tenths of all between them, are constants: "status installed", "status unpacked".
 */
export function closeClasses(): void {
  startPrefixes();
  for (let depth: u32 = 0, alive = true; alive; depth++) {
    clearTable(SCRATCH);
    for (let i: u32 = 0; i < docCount; i++) {
      const t = tokenAt(docAt(i), depth);
      if (t != 0) countKey(SCRATCH, combine(prefixOf(docAt(i)), load<u64>(t)));
    }
    for (let i: u32 = 0; i < docCount; i++) {
      const t = tokenAt(docAt(i), depth);
      if (t != 0 && !(load<u32>(t, 8) & VARIABLE)) countChild(prefixOf(docAt(i)), load<u64>(t));
    }
    alive = false;
    for (let i: u32 = 0; i < docCount; i++) {
      const doc = docAt(i);
      const t = tokenAt(doc, depth);
      if (t == 0) continue;
      const prefix = prefixOf(doc);
      if (!(load<u32>(t, 8) & VARIABLE) && isClosed(prefix)) store<u32>(t, load<u32>(t, 8) | CLOSED, 8);
      // behind a beginning of fewer signatures no two words can govern
      const goesOn = countOf(SCRATCH, combine(prefix, load<u64>(t))) >= GOVERNING * 2;
      setPrefix(doc, combine(prefix, load<u64>(t)) + 1, goesOn);
      alive = alive || goesOn;
    }
  }
}

/** A doc's token at a depth; 0 when it has none, or was left behind. */
function tokenAt(doc: usize, depth: u32): usize {
  const t = tokensOf(doc) + depth * TOKEN;
  return hasPrefix(doc) && t < endOf(doc) ? t : 0;
}

/** Adds a word behind a beginning to that beginning, once: words and governing words, signatures and governed ones. */
function countChild(prefix: u64, hash: u64): void {
  const child = slotOf(SCRATCH, combine(prefix, hash));
  if (load<u32>(child, 12) != 0) return;
  store<u32>(child, 1, 12);
  const signatures = load<u32>(child, 8);
  const governs = signatures >= GOVERNING;
  addTo(combine(prefix, 1), 1, governs ? 1 : 0);
  addTo(combine(prefix, 2), signatures, governs ? signatures : 0);
}

function addTo(key: u64, a: u32, b: u32): void {
  const slot = slotOf(SCRATCH, key);
  store<u32>(slot, load<u32>(slot, 8) + a, 8);
  store<u32>(slot, load<u32>(slot, 12) + b, 12);
}

function isClosed(prefix: u64): bool {
  const words = findSlot(SCRATCH, combine(prefix, 1));
  const signatures = findSlot(SCRATCH, combine(prefix, 2));
  if (words == 0 || signatures == 0) return false;
  return (
    load<u32>(words, 12) >= 2 &&
    load<u32>(words, 8) <= CLOSED_WORDS &&
    <u64>load<u32>(signatures, 12) * 10 >= <u64>load<u32>(signatures, 8) * 9
  );
}

/** Marks what the words' frequencies and kinds make variable in one round. */
export function markByFrequency(): void {
  replaceSureNames();
  findKnownValues();
  replaceNames();
  replaceRareWords();
  replaceProperties();
  replaceBehindBeginnings();
}

/**
 * Paths, names of several parts and quoted texts behind the first word, where a sentence holds other constant words. Names
 * before ":" stay until others stand for them: `java.io.IOException: …` says what happened.
 */
function replaceSureNames(): void {
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i) || !(kindsOf(docAt(i)) & STRONG)) continue;
    const first = tokensOf(docAt(i));
    let names: u32 = 0;
    for (let t = first + TOKEN; t < endOf(docAt(i)); t += TOKEN) if (isSure(load<u32>(t, 8))) names++;
    if (constantsOf(docAt(i)) == names) continue;
    for (let t = first + TOKEN; t < endOf(docAt(i)); t += TOKEN) if (isSure(load<u32>(t, 8))) mark(t);
  }
}

function isSure(flags: u32): bool {
  return (flags & (STRONG | VARIABLE | CLOSED | NAME_OF)) == STRONG;
}

// passes over the beginnings: most sentences share none, and are left with the first
const NOTE_FIRST: u32 = 0;
const NOTE_OTHERS: u32 = 1;
const COUNT_WORDS: u32 = 2;
const MARK_NAMES: u32 = 3;

/** Names of which several stand behind one beginning of at least four constant words, whatever follows them. */
function replaceBehindBeginnings(): void {
  clearTable(SCRATCH);
  let total: u32 = 0;
  for (let i: u32 = 0; i < docCount; i++) if (isRepresentative(i)) total += tokenCountOf(docAt(i));
  clearFilter(total);
  for (let pass = NOTE_FIRST; pass <= MARK_NAMES; pass++)
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      let beginning: u64 = 0;
      let before: u32 = 0;
      for (let t = tokensOf(docAt(i)); t < endOf(docAt(i)); t += TOKEN) {
        const flags = load<u32>(t, 8);
        if (before >= SURE_OTHERS) {
          const isFirst = before == SURE_OTHERS && !(load<u32>(t - TOKEN, 8) & VARIABLE);
          if (pass == NOTE_FIRST || (pass == NOTE_OTHERS && !isFirst)) noteKey(beginning);
          if (pass == NOTE_FIRST) break;
          if (pass == NOTE_OTHERS) {
            if (isFirst && !maybeNotedAgain(beginning)) break;
          } else if (!maybeNotedAgain(beginning)) break;
          else if (pass == COUNT_WORDS) {
            if (countKey(SCRATCH, combine(beginning, load<u64>(t))) == 1) countKey(SCRATCH, beginning);
          } else if (flags & (STRONG | WEAK) && !(flags & (VARIABLE | MARKS_ONLY | CLOSED))) {
            if (countOf(SCRATCH, beginning) >= (flags & STRONG ? STRONG_WORDS : WEAK_WORDS)) mark(t);
          }
        }
        if (!(flags & VARIABLE)) before++;
        beginning = combine(beginning, load<u64>(t)) + 1;
      }
    }
}

/** Gives KNOWN to the words that earlier rounds have made variable elsewhere. */
function findKnownValues(): void {
  if (isEmpty(VALUES)) return;
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i)) continue;
    for (let t = tokensOf(docAt(i)); t < endOf(docAt(i)); t += TOKEN) {
      if (load<u32>(t, 8) & (VARIABLE | KEY | MARKS_ONLY | CLOSED)) continue;
      if (countOf(VALUES, load<u64>(t)) >= KNOWN_VALUE) giveKind(docAt(i), t, KNOWN);
    }
  }
}

/** Names and values that stand for each other in sentences that agree in the rest, at several places at once. */
function replaceNames(): void {
  clearTable(SCRATCH);
  for (let pass = 0; pass < 3; pass++)
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      const doc = docAt(i);
      const group = groupWithoutNames(doc);
      if (group == 0) continue;
      if (pass == 0) {
        countKey(SCRATCH, group);
        continue;
      }
      if (countOf(SCRATCH, group) < 2) continue;
      let index: u32 = 0;
      for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN, index++) {
        const flags = load<u32>(t, 8);
        if (!mayBeName(flags, index)) continue;
        const place = combine(group, index + 1);
        if (pass == 1) {
          if (countKey(SCRATCH, combine(place, load<u64>(t))) == 1) countKey(SCRATCH, place);
          const slot = slotOf(SCRATCH, place);
          store<u32>(slot, load<u32>(slot, 12) | (flags & (STRONG | WEAK)) | (flags & KNOWN ? 0 : UNKNOWN), 12);
        } else {
          const slot = findSlot(SCRATCH, place);
          if (load<u32>(slot, 8) >= namesNeeded(load<u32>(slot, 12), index)) mark(t);
        }
      }
    }
}

function mayBeName(flags: u32, index: u32): bool {
  if (flags & KNOWN) return true;
  if (index == 0) return (flags & (STRONG | VARIABLE | CLOSED)) == STRONG;
  return isFree(flags, index) && isSoft(flags);
}

function namesNeeded(kinds: u32, index: u32): u32 {
  if (!(kinds & UNKNOWN)) return STRONG_WORDS;
  if (index == 0) return FIRST_STRONG_WORDS;
  return kinds & STRONG ? STRONG_WORDS : kinds & WEAK ? WEAK_WORDS : VALUE_WORDS;
}

/** Key of a sentence without its names; 0 when it has none, or not enough besides. */
function groupWithoutNames(doc: usize): u64 {
  if (!(kindsOf(doc) & (STRONG | WEAK | VALUE | KNOWN))) return 0;
  let sum: u64 = 0;
  let index: u32 = 0;
  let names: u32 = 0;
  let rest: u32 = 0;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN, index++) {
    const flags = load<u32>(t, 8);
    const name = mayBeName(flags, index);
    if (name) names++;
    else if (!(flags & VARIABLE)) rest++;
    sum += placed(name ? HOLE : load<u64>(t), index);
  }
  const isFirst = index > 0 && mayBeName(load<u32>(tokensOf(doc), 8), 0);
  const needed: u32 = isFirst || kindsOf(doc) & KNOWN ? 2 : 1;
  return names > 0 && rest >= needed ? combine(sum, 3) | 1 : 0;
}

/** Rare words among frequent ones, where many sentences agree in the frequent ones and differ in the rare. */
function replaceRareWords(): void {
  findRareWords();
  clearTable(SCRATCH);
  for (let pass = 0; pass < 3; pass++)
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      const doc = docAt(i);
      const group = groupWithoutRare(doc);
      if (group == 0) continue;
      if (pass == 0) {
        countKey(SCRATCH, group);
        continue;
      }
      const size = countOf(SCRATCH, group);
      if (size < RARE_GROUP) continue;
      let index: u32 = 0;
      for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN, index++) {
        if (!(load<u32>(t, 8) & RARE)) continue;
        const place = combine(group, index + 1);
        if (pass == 1) {
          if (countKey(SCRATCH, combine(place, load<u64>(t))) == 1) countKey(SCRATCH, place);
        } else if (index > 0 && countOf(SCRATCH, place) * 2 >= size) mark(t);
      }
    }
}

/** Gives RARE to the words that few representatives hold. */
function findRareWords(): void {
  clearTable(SCRATCH);
  for (let pass = 0; pass < 2; pass++)
    for (let i: u32 = 0; i < docCount; i++) {
      if (!isRepresentative(i)) continue;
      for (let t = tokensOf(docAt(i)); t < endOf(docAt(i)); t += TOKEN) {
        const flags = load<u32>(t, 8);
        if (flags & VARIABLE) continue;
        const slot = slotOf(SCRATCH, load<u64>(t));
        if (pass == 1) {
          if (!(flags & (KEY | MARKS_ONLY | CLOSED)) && load<u32>(slot, 8) <= RARE_FREQUENCY)
            giveKind(docAt(i), t, RARE);
        } else if (load<u32>(slot, 12) != i + 1) {
          store<u32>(slot, load<u32>(slot, 8) + 1, 8);
          store<u32>(slot, i + 1, 12);
        }
      }
    }
}

/** Key of a sentence without its rare words; 0 when it has none, or too few frequent ones to be known by. */
function groupWithoutRare(doc: usize): u64 {
  if (!(kindsOf(doc) & RARE)) return 0;
  let sum: u64 = 0;
  let index: u32 = 0;
  let rare: u32 = 0;
  let frequent: u32 = 0;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
    const flags = load<u32>(t, 8);
    if (flags & RARE) rare++;
    else if (!(flags & VARIABLE)) frequent++;
    sum += placed(flags & RARE ? HOLE : load<u64>(t), index++);
  }
  return rare > 0 && frequent >= 2 && frequent >= rare ? combine(sum, 4) | 1 : 0;
}

/** "setting a=1", "setting b=x": one key behind words that see many keys goes, with all that follows. */
function replaceProperties(): void {
  clearTable(SCRATCH);
  let largest: u32 = 0;
  for (let i: u32 = 0; i < docCount; i++) if (isRepresentative(i)) largest = max(largest, countProperty(docAt(i)));
  if (largest < KEYS_BEHIND) return;
  for (let i: u32 = 0; i < docCount; i++) {
    if (!isRepresentative(i)) continue;
    let prefix: u64 = 0;
    let found = false;
    for (let t = tokensOf(docAt(i)); t < endOf(docAt(i)); t += TOKEN) {
      if (!found) found = countOf(SCRATCH, prefix) >= KEYS_BEHIND;
      if (found) mark(t);
      prefix = combine(prefix, load<u64>(t)) + 1;
    }
  }
}

/** Counts the key of a sentence that has just one, behind at least two constant words. Returns how many are there now. */
function countProperty(doc: usize): u32 {
  if (!(kindsOf(doc) & KEY_OF_EQUALS)) return 0;
  let at: usize = 0;
  let keys: u32 = 0;
  let before: u32 = 0;
  let prefix: u64 = 0;
  for (let t = tokensOf(doc); t < endOf(doc); t += TOKEN) {
    const flags = load<u32>(t, 8);
    if ((flags & (VARIABLE | KEY_OF_EQUALS)) == KEY_OF_EQUALS) {
      at = t;
      if (++keys > 1) return 0;
    }
    if (keys > 0) continue;
    if (!(flags & VARIABLE)) before++;
    prefix = combine(prefix, load<u64>(t)) + 1;
  }
  if (keys == 0 || before < 2) return 0;
  return countKey(SCRATCH, combine(prefix, load<u64>(at))) == 1 ? countKey(SCRATCH, prefix) : 0;
}
