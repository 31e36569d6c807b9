/** How many distinct words make a place a parameter, and which tokens may become one: shared by the rules. */
import { CLOSED } from "./template-docs";
import { KEY, MARKS_ONLY, STRONG, VALUE, VARIABLE, WEAK } from "./template-tokens";

// by the look of the word
export const PLAIN_WORDS: u32 = 5;
export const WEAK_WORDS: u32 = 3;
export const STRONG_WORDS: u32 = 2;
/** behind "=": a handful of plain values is an enumeration, whose sentences are worth telling apart */
export const VALUE_WORDS: u32 = 4;
/** first words and keys are what a sentence is known by */
export const FIRST_WORDS: u32 = 10;
export const FIRST_STRONG_WORDS: u32 = 3;

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
