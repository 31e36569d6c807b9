/**
 * Tokens of an exemplar as they lie in memory, and what is noted of them.
 *
 * ```
 * token  0     8      12    14     (16 bytes)
 *        hash  flags  from  to
 *        u64   u32    u16   u16    bytes of the exemplar
 * ```
 */

export const TOKEN: u32 = 16;
/** most tokens of an exemplar of MESSAGE_CAP bytes */
export const MOST_TOKENS: u32 = 257;

export const VARIABLE: u32 = 1;
/** a word behind a number that says what it counts */
export const UNIT: u32 = 2;
/** a path, a name of several parts, a quoted text */
export const STRONG: u32 = 4;
/** a name of two parts, or with an inner capital */
export const WEAK: u32 = 8;
/** no letters */
export const MARKS_ONLY: u32 = 16;
/** behind "=" */
export const VALUE: u32 = 32;
/** before "=" or ":" */
export const KEY: u32 = 64;
export const KEY_OF_EQUALS: u32 = 128;
/** right behind ":" */
export const GLUED: u32 = 256;
/** a name before "=" or ":", which is no key */
export const NAME_OF: u32 = 16384;

// of use only while an exemplar is read
export const DIGITS: u32 = 1 << 16;
/** a constant word stands before it, so that what is between counts */
export const BEHIND_WORD: u32 = 1 << 17;
/** of an exemplar: perhaps some of its words are one token */
export const JOINABLE: u32 = 1 << 18;
export const QUOTED: u32 = 1 << 20;
export const SURE: u32 = 1 << 21;
export const ADDRESS: u32 = 1 << 22;
export const CAPITALS: u32 = 1 << 23;
// which bytes the word holds
export const SMALL: u32 = 1 << 24;
export const CAPITAL: u32 = 1 << 25;
export const HIGH: u32 = 1 << 26;
export const NAME_MARK: u32 = 1 << 27;
export const UNDERSCORE: u32 = 1 << 28;
export const OTHER: u32 = 1 << 29;
export const BOUNDARY: u32 = 1 << 30;
export const BYTES: u32 = SMALL | CAPITAL | HIGH | NAME_MARK | UNDERSCORE | OTHER;
export const READING: u32 = DIGITS | BEHIND_WORD | JOINABLE | QUOTED | SURE | ADDRESS | CAPITALS | BYTES;

/** Where a token begins and ends in its exemplar. */
export function fromOf(t: usize): u32 {
  return load<u16>(t, 12);
}

export function toOf(t: usize): u32 {
  return load<u16>(t, 14);
}

export function writeToken(t: usize, flags: u32, from: u32, to: u32, hash: u64): void {
  store<u64>(t, hash);
  store<u32>(t, flags, 8);
  store<u16>(t, <u16>from, 12);
  store<u16>(t, <u16>to, 14);
}
