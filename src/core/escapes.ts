/**
 * Escaped texts as they are meant, for the lines that are shown: the rules of assembly/escapes.ts. What the core counts under
 * a value and what is shown of a line must be the same text.
 */

const LETTERS: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The escapes of JSON (RFC 8259 §7); half of a pair of \u is U+FFFD, what is no escape stays as it is. */
export function unescapeBackslashes(text: string): string {
  return text.replace(
    /\\(?:(["\\/bfnrt])|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/g,
    (_, letter?: string, high?: string, low?: string, code?: string) => {
      if (letter !== undefined) return LETTERS[letter] ?? letter;
      if (high !== undefined && low !== undefined)
        return String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
      const unit = Number.parseInt(code ?? "", 16);
      return unit >> 11 === 0x1b ? "\ufffd" : String.fromCharCode(unit);
    },
  );
}

/** Doubled quotes as one (RFC 4180). */
export function undouble(text: string): string {
  return text.replaceAll('""', '"');
}
