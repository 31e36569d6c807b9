/**
 * The tokens of a signature's exemplar: its constant words with what they look like, and what is plainly variable.
 *
 * Within a signature, what stands around words with digits differs from line to line, so nothing here depends on it: only
 * marks between two constant words count. A variable token's hash is MASK; neighbouring variable tokens are one.
 */
import { hashBytes, MASK } from "./hash";
import { isBoundary } from "./signature";
import {
  ADDRESS,
  BEHIND_WORD,
  BOUNDARY,
  CAPITAL,
  CAPITALS,
  DIGITS,
  fromOf,
  GLUED,
  HIGH,
  JOINABLE,
  KEY,
  KEY_OF_EQUALS,
  MARKS_ONLY,
  NAME_MARK,
  NAME_OF,
  OTHER,
  QUOTED,
  READING,
  SMALL,
  STRONG,
  SURE,
  TOKEN,
  toOf,
  UNDERSCORE,
  UNIT,
  VALUE,
  VARIABLE,
  WEAK,
  writeToken,
} from "./template-flags";
import { COMMA, joinWords, opensList, QUOTE, SINGLE_QUOTE } from "./template-joins";
import { DAY, isLiteral, MONTH, SCHEME, UNIT_WORD, wordKind } from "./vocabulary";

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
    if (flags & CAPITAL) seen |= JOINABLE;
    writeToken(out + n++ * TOKEN, flags, <u32>(from - text), <u32>(p - text), hashBytes(from, <u32>(p - from)));
  }
  return n;
}

/** What the bytes between two constant words say of the second; marks the first as a key. */
function separatorFlags(from: usize, to: usize, before: usize): u32 {
  // between most words there is one blank
  if (to - from == 1 && load<u8>(from) == 0x20) return 0;
  let flags: u32 = 0;
  const last = load<u8>(to - 1);
  const first = load<u8>(from);
  if (last == QUOTE || last == SINGLE_QUOTE || last == COMMA || last == 0x3c || last == 0x3a || opensList(from, to))
    seen |= JOINABLE;
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

function classify(text: usize, tokens: usize, n: u32): void {
  for (let k: u32 = 0; k < n; k++) {
    const t = tokens + k * TOKEN;
    let flags = load<u32>(t, 8);
    if (flags & DIGITS) continue;
    const p = text + fromOf(t);
    const end = text + toOf(t);
    if (flags & QUOTED || (flags & NAME_MARK && isStrong(p, end))) {
      if (flags & KEY) flags |= NAME_OF;
      flags = (flags | STRONG) & ~(KEY | KEY_OF_EQUALS);
    } else if (flags & CAPITALS || (flags & (NAME_MARK | UNDERSCORE | CAPITAL) && isWeak(p, end))) flags |= WEAK;
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
