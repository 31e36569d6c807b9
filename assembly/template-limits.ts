/** How many distinct words make a place a parameter, and which tokens may become one: shared by the rules. */
import { CLOSED } from "./template-docs";
import { KEY, MARKS_ONLY, STRONG, VALUE, VARIABLE, WEAK } from "./template-flags";

// by the look of the word
export const PLAIN_WORDS: u32 = 5;
export const WEAK_WORDS: u32 = 3;
export const STRONG_WORDS: u32 = 2;
/** behind "=": a handful of plain values is an enumeration, whose sentences are worth telling apart */
export const VALUE_WORDS: u32 = 4;
/** first words and keys are what a sentence is known by */
export const FIRST_WORDS: u32 = 10;
export const FIRST_STRONG_WORDS: u32 = 3;

// The more other words of a sentence agree, the less probable it is that a program has several sentences which differ in one
// word alone; so fewer words are enough.
/** so many others tell something, */
export const TELLING_OTHERS: u32 = 3;
/** and so many are sure to be of one sentence */
export const SURE_OTHERS: u32 = 4;
const SURE_PLAIN_WORDS: u32 = 4;
const SURE_FIRST_WORDS: u32 = 5;
const TOLD_FIRST_WORDS: u32 = 7;
const SURE_FIRST_NAMES: u32 = 3;
const TOLD_FIRST_NAMES: u32 = 4;

/** most words of a closed class */
export const CLOSED_WORDS: u32 = 16;

/** a word is a value when so many sentences know it as one */
export const KNOWN_VALUE: u32 = 2;

/** Whether a token may go where a name or a value is asked for: neither a key, marks only, closed nor the first. */
export function isFree(flags: u32, index: u32): bool {
  return index > 0 && !(flags & (VARIABLE | KEY | MARKS_ONLY | CLOSED));
}

/** Whether the first word, before a parameter, may be part of it: a name that is no key. */
export function isFirstName(flags: u32): bool {
  return (flags & (STRONG | WEAK)) != 0 && !(flags & (VARIABLE | KEY | CLOSED));
}

/** A name or a value. */
export function isSoft(flags: u32): bool {
  return (flags & (STRONG | WEAK)) != 0 || (flags & (VALUE | MARKS_ONLY)) == VALUE;
}

/**
 * How many distinct words in the place of a token make it a parameter; 0 when the names there are enough.
 *
 * @param others constant words besides
 * @param strong strong names in its place, up to 15
 * @param soft names of either kind in its place, up to 15
 */
export function wordsNeeded(flags: u32, index: u32, others: u32, strong: u32, soft: u32): u32 {
  const sure = others >= SURE_OTHERS;
  if (index == 0) {
    if (flags & STRONG && others >= 2 && strong >= FIRST_STRONG_WORDS) return 0;
    if (others < TELLING_OTHERS) return FIRST_WORDS;
    if (soft >= (sure ? SURE_FIRST_NAMES : TOLD_FIRST_NAMES)) return 0;
    return sure ? SURE_FIRST_WORDS : TOLD_FIRST_WORDS;
  }
  if (flags & KEY) return sure ? SURE_FIRST_WORDS : FIRST_WORDS;
  if (flags & STRONG) return STRONG_WORDS;
  if (flags & WEAK) return WEAK_WORDS;
  if (flags & VALUE) return VALUE_WORDS;
  return sure ? SURE_PLAIN_WORDS : PLAIN_WORDS;
}
