/** Which words of an exemplar are one token: text between quotes, lists, addresses, names of several words. */
import { hashBytes } from "./hash";
import {
  ADDRESS,
  BEHIND_WORD,
  BYTES,
  CAPITAL,
  CAPITALS,
  DIGITS,
  fromOf,
  KEY,
  KEY_OF_EQUALS,
  QUOTED,
  SMALL,
  TOKEN,
  toOf,
  writeToken,
} from "./template-flags";

/** Text between quotes, lists and addresses become one token, if all of it and what stands around the quotes is constant. */
export function joinWords(text: usize, tokens: usize, n: u32): u32 {
  let kept: u32 = 0;
  for (let k: u32 = 0; k < n; k++) {
    const t = tokens + k * TOKEN;
    let flags = load<u32>(t, 8);
    let last = t;
    if (!(flags & DIGITS)) {
      if (isAddress(text, tokens, k, n)) flags |= ADDRESS;
      let until = max(enclosedUntil(text, tokens, k, n), listUntil(text, tokens, k, n));
      let kind = QUOTED;
      if (until < 0) {
        until = capitalsUntil(text, tokens, k, n);
        kind = CAPITALS;
      }
      if (until >= 0) {
        last = tokens + <u32>until * TOKEN;
        for (let one = t; one <= last; one += TOKEN) flags |= load<u32>(one, 8) & BYTES;
        flags = (flags & ~(KEY | KEY_OF_EQUALS)) | kind | (load<u32>(last, 8) & (KEY | KEY_OF_EQUALS));
        k = <u32>until;
      }
    }
    const from = fromOf(t);
    const stop = toOf(last);
    const hash = last == t ? load<u64>(t) : hashBytes(text + from, stop - from);
    writeToken(tokens + kept++ * TOKEN, flags, from, stop, hash);
  }
  return kept;
}

const NEVER: i32 = -2;

export const QUOTE: u32 = 0x22;
export const SINGLE_QUOTE: u32 = 0x27;
export const COMMA: u32 = 0x2c;

/** Bytes between a token and the constant word before it; 0 when there is none. */
function separatorLength(t: usize): u32 {
  return load<u32>(t, 8) & BEHIND_WORD ? fromOf(t) - toOf(t - TOKEN) : 0;
}

/** Whether the byte at an end of what stands before a token is this mark; alone between two letters only `"` counts. */
function isMark(text: usize, t: usize, mark: u32, atEnd: bool): bool {
  const length = separatorLength(t);
  if (length == 0 || (mark != QUOTE && length == 1)) return false;
  return <u32>load<u8>(text + (atEnd ? fromOf(t) - 1 : fromOf(t) - length)) == mark;
}

/** Number of the last token of a text between quotes or brackets that begins at token k; −1 when none does. */
function enclosedUntil(text: usize, tokens: usize, k: u32, n: u32): i32 {
  // what stands before the first word is not seen: a quote that is closed before any was opened began there
  if (k == 0) return max(closedUntil(text, tokens, k, n, 0, QUOTE), closedUntil(text, tokens, k, n, 0, SINGLE_QUOTE));
  const t = tokens + k * TOKEN;
  const open = <u32>load<u8>(text + fromOf(t) - 1);
  if (!isMark(text, t, open, true)) return -1;
  if (open == QUOTE || open == SINGLE_QUOTE) {
    const end = closedUntil(text, tokens, k, n, 0, open);
    return end == NEVER ? <i32>n - 1 : end;
  }
  if (open == 0x28) return closedUntil(text, tokens, k, n, open, 0x29);
  return open == 0x5b || open == 0x3c ? closedUntil(text, tokens, k, n, open, open + 2) : -1;
}

/**
 * Number of the last token before the mark that closes what `open` opened, brackets within it being closed first; −1 when there
 * is none, NEVER when all words to the end are constant.
 */
function closedUntil(text: usize, tokens: usize, k: u32, n: u32, open: u32, mark: u32): i32 {
  let depth = 0;
  for (let end = k; end + 1 < n; end++) {
    const next = tokens + (end + 1) * TOKEN;
    if (load<u32>(next, 8) & DIGITS) return -1;
    for (let p = fromOf(next) - separatorLength(next); p < fromOf(next); p++) {
      const byte = <u32>load<u8>(text + p);
      if (byte == mark && depth-- == 0) return isMark(text, next, mark, false) ? end : -1;
      if (byte == open) depth++;
    }
  }
  // no mark is seen behind the last word: a quote that is open ends there, where a bracket may go on
  return NEVER;
}

/** Number of the last token of `a,b`, of `a, b, c`, of `(a, b)` from a bracket on, or of `ftp://…`; −1 for none. */
function listUntil(text: usize, tokens: usize, k: u32, n: u32): i32 {
  if (isAddress(text, tokens, k, n)) return k + 1;
  let end = runUntil(text, tokens, k, n, 1);
  if (end > k) return end;
  end = runUntil(text, tokens, k, n, 2);
  if (end >= k + 2) return end;
  const t = tokens + k * TOKEN;
  if (end == k || !opensList(text + fromOf(t) - separatorLength(t), text + fromOf(t))) return -1;
  if (end + 1 == n) return end;
  const next = tokens + (end + 1) * TOKEN;
  if (load<u32>(next, 8) & DIGITS) return end;
  // words behind it without another mark make it a clause
  for (let p = fromOf(next) - separatorLength(next); p < fromOf(next); p++) if (load<u8>(text + p) > 0x20) return end;
  return -1;
}

/** Number of the last token that a comma, in so many bytes, joins to token k. */
function runUntil(text: usize, tokens: usize, k: u32, n: u32, length: u32): u32 {
  while (k + 1 < n && joins(text, tokens + (k + 1) * TOKEN, COMMA, length)) k++;
  return k;
}

/** Number of the last token of a name of several words, each with a capital: `Front Door`; −1 for none. */
function capitalsUntil(text: usize, tokens: usize, k: u32, n: u32): i32 {
  if (k == 0 || !isCapital(text, tokens + k * TOKEN)) return -1;
  let end = k;
  while (end + 1 < n && joins(text, tokens + (end + 1) * TOKEN, 0x20, 1) && isCapital(text, tokens + (end + 1) * TOKEN))
    end++;
  return end > k ? end : -1;
}

function isCapital(text: usize, t: usize): bool {
  return (
    (load<u32>(t, 8) & (SMALL | CAPITAL | DIGITS)) == (SMALL | CAPITAL) && <u32>load<u8>(text + fromOf(t)) - 0x41 < 26
  );
}

/** Whether token k is the scheme of `ftp://…`. */
function isAddress(text: usize, tokens: usize, k: u32, n: u32): bool {
  if (k + 1 >= n || !joins(text, tokens + (k + 1) * TOKEN, 0x3a, 1)) return false;
  const next = tokens + (k + 1) * TOKEN;
  return toOf(next) - fromOf(next) >= 2 && load<u16>(text + fromOf(next)) == 0x2f2f;
}

/** Whether a mark alone, or with a blank behind it, is all between a token and the constant word before it. */
function joins(text: usize, t: usize, mark: u32, length: u32): bool {
  if (separatorLength(t) != length) return false;
  const from = text + fromOf(t) - length;
  return <u32>load<u8>(from) == mark && (length == 1 || load<u8>(from, 1) == 0x20);
}

/** Whether the last of these bytes, blanks aside, is an opening bracket or parenthesis. */
export function opensList(from: usize, to: usize): bool {
  while (to > from && load<u8>(to - 1) <= 0x20) to--;
  return to > from && (load<u8>(to - 1) == 0x28 || load<u8>(to - 1) == 0x5b);
}
