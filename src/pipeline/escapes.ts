/**
 * Escape sequences of terminals (ECMA-48) in text: what assembly/clean.ts blanks in bytes. Blanked where places count,
 * left out where people read.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const SEQUENCE = /\x1b(?:\[[\x20-\x3f]*[\x40-\x7e]?|[\x20-\x2f]+[\x30-\x7e]?)?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const CONTROL = /\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]/;

/** @returns whether a text holds a whole control sequence, as for colours */
export function hasEscapes(text: string): boolean {
  return CONTROL.test(text);
}

/** @returns a text of the same length, blanks for sequences */
export function blankEscapes(text: string): string {
  return text.replace(SEQUENCE, (found) => " ".repeat(found.length));
}

export function withoutEscapes(text: string): string {
  return text.replace(SEQUENCE, "");
}
