/**
 * The tokens of a signature's exemplar: its constant words with what they look like, and what is plainly variable.
 *
 * ```
 * token  0     8      12    14     (16 bytes)
 *        hash  flags  from  to
 *        u64   u32    u16   u16    bytes of the exemplar
 * ```
 * Within a signature, what stands around words with digits differs from line to line, so nothing here depends on it: only
 * marks between two constant words count. A variable token's hash is MASK; neighbouring variable tokens are one.
 */
import { hashBytes, MASK } from "./hash";
import { isBoundary } from "./signature";
import { DAY, isLiteral, MONTH, SCHEME, UNIT_WORD, wordKind } from "./vocabulary";

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

// of use only while an exemplar is read
const DIGITS: u32 = 1 << 16;
/** a constant word stands before it, so that what is between counts */
const BEHIND_WORD: u32 = 1 << 17;
/** of an exemplar: perhaps some of its words are one token */
const JOINABLE: u32 = 1 << 18;
const QUOTED: u32 = 1 << 20;
const SURE: u32 = 1 << 21;
const ADDRESS: u32 = 1 << 22;
// which bytes the word holds
const SMALL: u32 = 1 << 24;
const CAPITAL: u32 = 1 << 25;
const HIGH: u32 = 1 << 26;
const NAME_MARK: u32 = 1 << 27;
const UNDERSCORE: u32 = 1 << 28;
const OTHER: u32 = 1 << 29;
const BOUNDARY: u32 = 1 << 30;
const BYTES: u32 = SMALL | CAPITAL | HIGH | NAME_MARK | UNDERSCORE | OTHER;
const READING: u32 = DIGITS | BEHIND_WORD | JOINABLE | QUOTED | SURE | ADDRESS | BYTES;

/** u32 a byte: its flag */
const flagOfByte = memory.data(256 * 4, 4);
for (let byte: u32 = 0; byte < 256; byte++) store<u32>(flagOfByte + (byte << 2), flagOf(byte));

function flagOf(byte: u32): u32 {
  if (isBoundary(byte)) return BOUNDARY;
  if (byte - 0x30 < 10) return DIGITS;
  if (byte - 0x41 < 26) return CAPITAL;
  if (byte - 0x61 < 26) return SMALL;
  if (isNameMark(byte)) return NAME_MARK;
  if (byte == 0x5f) return UNDERSCORE;
  return byte >= 0x80 ? HIGH : OTHER;
}

/** flags that any token of the exemplar has had: most have no need of most steps */
let seen: u32 = 0;

/** Where a token begins and ends in its exemplar. */
export function fromOf(t: usize): u32 {
  return load<u16>(t, 12);
}

export function toOf(t: usize): u32 {
  return load<u16>(t, 14);
}

/** Writes the tokens of `length` bytes at `text` to `out`; with `joined`, variable neighbours as one. Returns how many. */
export function readTokens(text: usize, length: u32, out: usize, joined: bool): u32 {
  seen = 0;
  let n = readWords(text, length, out);
  if (seen & JOINABLE) n = joinWords(text, out, n);
  classify(text, out, n);
  if (seen & SURE) maskDatesAndUnits(text, out, n);
  if (seen & STRONG) maskLists(out, n);
  if (joined) n = collapse(out, n);
  for (let t = out; t < out + n * TOKEN; t += TOKEN) {
    const flags = load<u32>(t, 8) & ~READING;
    store<u32>(t, flags, 8);
    if (flags & VARIABLE) store<u64>(t, MASK);
  }
  return n;
}

/** Whether the exemplar that was read last has unit words. */
export function hasUnits(): bool {
  return (seen & UNIT) != 0;
}

/** Drops the variable tokens behind variable ones; the first takes their bytes. Returns how many are left. */
export function collapse(tokens: usize, n: u32): u32 {
  let kept: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const t = tokens + i * TOKEN;
    const before = tokens + (kept - 1) * TOKEN;
    if (kept > 0 && load<u32>(t, 8) & load<u32>(before, 8) & VARIABLE) {
      store<u16>(before, load<u16>(t, 14), 14);
      continue;
    }
    if (kept != i) v128.store(tokens + kept * TOKEN, v128.load(t));
    kept++;
  }
  return kept;
}

function readWords(text: usize, length: u32, out: usize): u32 {
  const end = text + length;
  let n: u32 = 0;
  let p = text;
  while (p < end) {
    let flags = load<u32>(flagOfByte + ((<u32>load<u8>(p)) << 2));
    const from = p++;
    if (flags & BOUNDARY) continue;
    while (p < end) {
      const flag = load<u32>(flagOfByte + ((<u32>load<u8>(p)) << 2));
      if (flag & BOUNDARY) break;
      flags |= flag;
      p++;
    }
    const before = out + (n - 1) * TOKEN;
    const behindDigits = n > 0 && (load<u32>(before, 8) & DIGITS) != 0;
    if (flags & DIGITS) {
      if (behindDigits) store<u16>(before, <u16>(p - text), 14);
      else writeToken(out + n++ * TOKEN, DIGITS | VARIABLE | SURE, <u32>(from - text), <u32>(p - text), MASK);
      seen |= SURE;
      continue;
    }
    if (n > 0 && !behindDigits) flags |= BEHIND_WORD | separatorFlags(text + toOf(before), from, before);
    seen |= flags;
    writeToken(out + n++ * TOKEN, flags, <u32>(from - text), <u32>(p - text), hashBytes(from, <u32>(p - from)));
  }
  return n;
}

function writeToken(t: usize, flags: u32, from: u32, to: u32, hash: u64): void {
  store<u64>(t, hash);
  store<u32>(t, flags, 8);
  store<u16>(t, <u16>from, 12);
  store<u16>(t, <u16>to, 14);
}

/** What the bytes between two constant words say of the second; marks the first as a key. */
function separatorFlags(from: usize, to: usize, before: usize): u32 {
  // between most words there is one blank
  if (to - from == 1 && load<u8>(from) == 0x20) return 0;
  let flags: u32 = 0;
  const last = load<u8>(to - 1);
  const first = load<u8>(from);
  if (last == QUOTE || last == SINGLE_QUOTE || last == COMMA || last == 0x3a || opensList(from, to)) seen |= JOINABLE;
  if (first == QUOTE || first == SINGLE_QUOTE || first == COMMA) seen |= JOINABLE;
  if (to - from == 1 && last == 0x3a) flags |= GLUED;
  let p = from;
  while (p < to && load<u8>(p) <= 0x20) p++;
  const mark: u32 = p < to ? load<u8>(p) : 0;
  if (mark == 0x3d) store<u32>(before, load<u32>(before, 8) | KEY | KEY_OF_EQUALS, 8);
  else if (mark == 0x3a) store<u32>(before, load<u32>(before, 8) | KEY, 8);
  p = to;
  while (p > from && opens(load<u8>(p - 1))) p--;
  while (p > from && load<u8>(p - 1) <= 0x20) p--;
  if (p > from && load<u8>(p - 1) == 0x3d) flags |= VALUE;
  return flags;
}

function opens(byte: u32): bool {
  return byte == 0x22 || byte == 0x27 || byte == 0x28 || byte == 0x5b || byte == 0x7b || byte == 0x3c;
}

/** Text between quotes, lists and addresses become one token, if all of it and what stands around the quotes is constant. */
function joinWords(text: usize, tokens: usize, n: u32): u32 {
  let kept: u32 = 0;
  for (let k: u32 = 0; k < n; k++) {
    const t = tokens + k * TOKEN;
    let flags = load<u32>(t, 8);
    let last = t;
    if (!(flags & DIGITS)) {
      if (isAddress(text, tokens, k, n)) flags |= ADDRESS;
      const end = max(quotedUntil(text, tokens, k, n, QUOTE), quotedUntil(text, tokens, k, n, SINGLE_QUOTE));
      const until = max(end, listUntil(text, tokens, k, n));
      if (until >= 0) {
        last = tokens + <u32>until * TOKEN;
        for (let one = t; one <= last; one += TOKEN) flags |= load<u32>(one, 8) & BYTES;
        flags |= QUOTED;
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

const QUOTE: u32 = 0x22;
const SINGLE_QUOTE: u32 = 0x27;
const COMMA: u32 = 0x2c;

/** Bytes between a token and the constant word before it; 0 when there is none. */
function separatorLength(t: usize): u32 {
  return load<u32>(t, 8) & BEHIND_WORD ? fromOf(t) - toOf(t - TOKEN) : 0;
}

/** Whether the byte at an end of what stands before a token is a quote; a single one between two letters is none. */
function isQuote(text: usize, t: usize, quote: u32, atEnd: bool): bool {
  const length = separatorLength(t);
  if (length == 0 || (quote == SINGLE_QUOTE && length == 1)) return false;
  return <u32>load<u8>(text + (atEnd ? fromOf(t) - 1 : fromOf(t) - length)) == quote;
}

/** Number of the last token of a quoted text that begins at token k; −1 when none does. */
function quotedUntil(text: usize, tokens: usize, k: u32, n: u32, quote: u32): i32 {
  // what stands before the first word is not seen: a quote that is closed before any was opened began there
  if (k > 0 && !isQuote(text, tokens + k * TOKEN, quote, true)) return -1;
  for (let end = k; end + 1 < n; end++) {
    const next = tokens + (end + 1) * TOKEN;
    if (load<u32>(next, 8) & DIGITS) return -1;
    for (let p = fromOf(next) - separatorLength(next); p < fromOf(next); p++)
      if (<u32>load<u8>(text + p) == quote) return isQuote(text, next, quote, false) ? end : -1;
  }
  if (k == 0) return -1;
  // no mark is seen behind the last word, so a quote that is open ends there
  return n - 1;
}

/** Number of the last token of `a,b`, of `a, b, c`, of `(a, b)` from a bracket on, or of `ftp://…`; −1 for none. */
function listUntil(text: usize, tokens: usize, k: u32, n: u32): i32 {
  if (isAddress(text, tokens, k, n)) return k + 1;
  let end = k;
  while (end + 1 < n && joins(text, tokens + (end + 1) * TOKEN, COMMA, 1)) end++;
  if (end > k) return end;
  while (end + 1 < n && joins(text, tokens + (end + 1) * TOKEN, COMMA, 2)) end++;
  if (end >= k + 2) return end;
  end = k;
  const t = tokens + k * TOKEN;
  if (!opensList(text + fromOf(t) - separatorLength(t), text + fromOf(t))) return -1;
  while (end + 1 < n && joins(text, tokens + (end + 1) * TOKEN, COMMA, 2)) end++;
  if (end == k) return -1;
  if (end + 1 == n) return end;
  const next = tokens + (end + 1) * TOKEN;
  if (load<u32>(next, 8) & DIGITS) return end;
  // words behind it without another mark make it a clause
  for (let p = fromOf(next) - separatorLength(next); p < fromOf(next); p++) if (load<u8>(text + p) > 0x20) return end;
  return -1;
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
function opensList(from: usize, to: usize): bool {
  while (to > from && load<u8>(to - 1) <= 0x20) to--;
  return to > from && (load<u8>(to - 1) == 0x28 || load<u8>(to - 1) == 0x5b);
}

function classify(text: usize, tokens: usize, n: u32): void {
  for (let k: u32 = 0; k < n; k++) {
    const t = tokens + k * TOKEN;
    let flags = load<u32>(t, 8);
    if (flags & DIGITS) continue;
    const p = text + fromOf(t);
    const end = text + toOf(t);
    if (flags & QUOTED || (flags & NAME_MARK && isStrong(p, end))) flags = (flags | STRONG) & ~(KEY | KEY_OF_EQUALS);
    else if (flags & (NAME_MARK | UNDERSCORE | CAPITAL) && isWeak(p, end)) flags |= WEAK;
    if (!(flags & (SMALL | CAPITAL | HIGH))) flags |= MARKS_ONLY;
    if (flags & ADDRESS) flags |= VARIABLE;
    if ((k > 0 && isLiteral(p, end)) || isHex(p, end)) flags |= VARIABLE | SURE;
    seen |= flags;
    store<u32>(t, flags, 8);
  }
}

function isNameMark(byte: u32): bool {
  return byte == 0x2e || byte == 0x2f || byte == 0x40 || byte == 0x5c;
}

/** A path, or at least two marks of names inside, or an "@" inside. */
function isStrong(p: usize, end: usize): bool {
  let slash = p;
  while (slash < end && slash < p + 2 && (load<u8>(slash) == 0x2e || load<u8>(slash) == 0x7e)) slash++;
  if (slash + 1 < end && load<u8>(slash) == 0x2f) return true;
  let marks: u32 = 0;
  for (let at = p + 1; at + 1 < end; at++) {
    const byte = <u32>load<u8>(at);
    if (!isNameMark(byte) || isNameMark(load<u8>(at + 1))) continue;
    if (byte == 0x40 || ++marks == 2) return true;
  }
  return false;
}

/** A mark of names or "_" inside, or a capital behind a small letter; but not a word of capitals. */
function isWeak(p: usize, end: usize): bool {
  let found = false;
  let capitals = true;
  for (let at = p; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte - 0x41 >= 26 && byte != 0x5f) capitals = false;
    if (at == p) continue;
    if (byte - 0x41 < 26 && <u32>load<u8>(at - 1) - 0x61 < 26) found = true;
    const next: u32 = at + 1 < end ? load<u8>(at + 1) : 0x2e;
    if ((isNameMark(byte) || byte == 0x5f) && !isNameMark(next) && next != 0x5f) found = true;
  }
  return found && !capitals;
}

/** At least eight letters a…f, all small or all capital. */
function isHex(p: usize, end: usize): bool {
  if (end - p < 8) return false;
  const first: u32 = load<u8>(p) < 0x61 ? 0x41 : 0x61;
  for (; p < end; p++) if (<u32>load<u8>(p) - first >= 6) return false;
  return true;
}

function isSure(tokens: usize, k: i32, n: u32): bool {
  return k >= 0 && k < <i32>n && (load<u32>(tokens + <u32>k * TOKEN, 8) & SURE) != 0;
}

/** Months beside numbers, with their week day; units behind numbers; bytes in hex of letters only. */
function maskDatesAndUnits(text: usize, tokens: usize, n: u32): void {
  for (let k: u32 = 0; k < n; k++) {
    const t = tokens + k * TOKEN;
    const flags = load<u32>(t, 8);
    if (flags & SURE) continue;
    if (isByte(text, t)) {
      store<u32>(t, flags | byteFlag(text, tokens, k, n), 8);
      continue;
    }
    const before = isSure(tokens, <i32>k - 1, n);
    const after = isSure(tokens, <i32>k + 1, n);
    if (!before && !after) continue;
    const p = text + fromOf(t);
    const end = text + toOf(t);
    const kind = wordKind(p, end);
    if (kind == MONTH) {
      store<u32>(t, flags | VARIABLE, 8);
      const day = t - TOKEN;
      if (k > 0 && wordKind(text + fromOf(day), text + toOf(day)) == DAY)
        store<u32>(day, load<u32>(day, 8) | VARIABLE, 8);
    } else if (kind == UNIT_WORD && before) {
      store<u32>(t, flags | VARIABLE | UNIT, 8);
      seen |= UNIT;
    } else if (kind == SCHEME && k + 1 < n && load<u32>(t, TOKEN + 8) & DIGITS) store<u32>(t, flags | VARIABLE, 8);
    else if (end - p == 2 && <u32>load<u8>(p) - 0x41 < 6 && <u32>load<u8>(p + 1) - 0x41 < 6)
      store<u32>(t, flags | VARIABLE, 8);
  }
}

/** Two small letters a…f. */
function isByte(text: usize, t: usize): bool {
  const p = text + fromOf(t);
  return toOf(t) - fromOf(t) == 2 && <u32>load<u8>(p) - 0x61 < 6 && <u32>load<u8>(p + 1) - 0x61 < 6;
}

/** What a byte of letters is by its company: in numbers on both sides, or as one of several on one side, a number too. */
function byteFlag(text: usize, tokens: usize, k: u32, n: u32): u32 {
  let from = k;
  let to = k;
  while (from > 0 && load<u32>(tokens + from * TOKEN, 8) & GLUED && isByte(text, tokens + (from - 1) * TOKEN)) from--;
  while (to + 1 < n && load<u32>(tokens + (to + 1) * TOKEN, 8) & GLUED && isByte(text, tokens + (to + 1) * TOKEN)) to++;
  const beside = (isSure(tokens, <i32>from - 1, n) ? 1 : 0) + (isSure(tokens, <i32>to + 1, n) ? 1 : 0);
  if (beside == 0) return 0;
  return beside == 2 || to > from ? VARIABLE : WEAK;
}

/** Runs of at least four tokens that are variable or names, two names among them. */
function maskLists(tokens: usize, n: u32): void {
  for (let k: u32 = 0; k < n; k++) {
    let end = k;
    let names: u32 = 0;
    for (; end < n; end++) {
      const flags = load<u32>(tokens + end * TOKEN, 8);
      if (!(flags & (VARIABLE | STRONG))) break;
      if (!(flags & VARIABLE)) names++;
    }
    if (names >= 2 && end - k >= 4)
      for (let i = k; i < end; i++) store<u32>(tokens + i * TOKEN, load<u32>(tokens + i * TOKEN, 8) | VARIABLE, 8);
    if (end > k) k = end - 1;
  }
}
