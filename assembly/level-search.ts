/**
 * A level told by the message itself, for lines whose head has none: a level word where levels stand, else a word of
 * failure. Which layouts are searched, the plan says.
 */
import { ERROR, levelOfWord, NONE } from "./level";

/** bytes of the message in which a level word and what closes it may stand */
const NAMED_WITHIN: usize = 64;

/** Level that the message [p, end) tells; NONE when it tells none. */
export function levelInMessage(p: usize, end: usize): u32 {
  const named = namedLevel(p, end);
  if (named != NONE) return named;
  return tellsFailure(p, end) ? ERROR : NONE;
}

function isLetter(byte: u32): bool {
  return (byte | 0x20) - 0x61 < 26;
}

/** What stands before a level that is set off from the text: `: [ ] ( ) < > | *` and the minus. */
function setsOff(byte: u32): bool {
  return (
    byte == 0x3a ||
    byte == 0x5b ||
    byte == 0x5d ||
    byte == 0x28 ||
    byte == 0x29 ||
    byte == 0x3c ||
    byte == 0x3e ||
    byte == 0x7c ||
    byte == 0x2a ||
    byte == 0x2d
  );
}

/**
 * A level word of three letters or more at the start of the message or behind a mark that sets it off, with a colon, a
 * closing bracket or a bar behind it; or all in capitals with a blank behind it. Both within the first bytes.
 */
function namedLevel(p: usize, end: usize): u32 {
  const length = min(end - p, NAMED_WITHIN);
  if (length < 4) return NONE;
  let letters: u64 = 0;
  let capitals: u64 = 0;
  let blanks: u64 = 0;
  let closers: u64 = 0;
  for (let at: usize = 0; at < length; at += 16) {
    const bytes = v128.load(p + at);
    const folded = v128.or(bytes, i8x16.splat(0x20));
    const isLetter = i8x16.lt_u(i8x16.sub(folded, i8x16.splat(0x61)), i8x16.splat(26));
    const isCapital = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x41)), i8x16.splat(26));
    const colonOrAngle = v128.or(i8x16.eq(bytes, i8x16.splat(0x3a)), i8x16.eq(bytes, i8x16.splat(0x3e)));
    const squareOrBar = v128.or(i8x16.eq(bytes, i8x16.splat(0x5d)), i8x16.eq(bytes, i8x16.splat(0x7c)));
    const isCloser = v128.or(v128.or(colonOrAngle, squareOrBar), i8x16.eq(bytes, i8x16.splat(0x29)));
    letters |= (<u64>(<u32>i8x16.bitmask(isLetter))) << at;
    capitals |= (<u64>(<u32>i8x16.bitmask(isCapital))) << at;
    blanks |= (<u64>(<u32>i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x20))))) << at;
    closers |= (<u64>(<u32>i8x16.bitmask(isCloser))) << at;
  }
  const behindWord = closers & (letters << 1) & (letters << 2) & (letters << 3);
  const behindCapitals = blanks & (capitals << 1) & (capitals << 2) & (capitals << 3) & (capitals << 4);
  let ends = behindWord | behindCapitals;
  if (length < 64) ends &= ((<u64>1) << length) - 1;
  for (; ends != 0; ends &= ends - 1) {
    const stop = <usize>ctz(ends);
    // letters in a row before it, up to the top of the word's bits
    const count = <usize>clz(~(letters << (64 - stop)));
    const start = stop - count;
    const isClosed = ((behindWord >> stop) & 1) != 0;
    if (!isClosed && <usize>clz(~(capitals << (64 - stop))) < count) continue;
    let before = start;
    while (before > 0 && load<u8>(p + before - 1) <= 0x20) before--;
    if (before > 0 && !setsOff(load<u8>(p + before - 1))) continue;
    // a minus sets off only with a blank behind it: `fontconfig-config:` is a name
    if (before > 0 && before == start && load<u8>(p + before - 1) == 0x2d) continue;
    const level = levelOfWord(p + start, <u32>count);
    if (level != NONE) return level;
  }
  return NONE;
}

/** Whether `fail`, `failed`, `failure`, `error` and the like stand in the text, and not as none: `0 errors`, `failed=0`. */
function tellsFailure(p: usize, end: usize): bool {
  const low = i8x16.splat(0x20);
  const f = i8x16.splat(0x66);
  const a = i8x16.splat(0x61);
  const r = i8x16.splat(0x72);
  for (let at = p; at < end; at += 16) {
    const here = v128.or(v128.load(at), low);
    const next = v128.or(v128.load(at, 1), low);
    const fa = v128.and(i8x16.eq(here, f), i8x16.eq(next, a));
    const rr = v128.and(i8x16.eq(here, r), i8x16.eq(next, r));
    let hits = <u32>i8x16.bitmask(v128.or(fa, rr));
    for (; hits != 0; hits &= hits - 1) {
      const q = at + <usize>ctz(hits);
      const start = (load<u8>(q) | 0x20) == 0x66 ? q : q - 1;
      if (start < p) continue;
      const behind = failureEnd(start, end);
      if (behind == 0 || !beginsWord(start, p) || isPartOfName(start, behind, p, end)) continue;
      if (!isNone(start, behind, p, end)) return true;
    }
  }
  return false;
}

/** Whether no letter stands before, or a small one before a capital, as in `SocketError`. */
function beginsWord(start: usize, p: usize): bool {
  if (start == p) return true;
  const before = <u32>load<u8>(start - 1);
  return !isLetter(before) || (before >= 0x61 && load<u8>(start) < 0x61);
}

/**
 * Whether the word is part of a longer name: a digit, or a mark and a letter or digit, goes on behind it, as in `errors.log`
 * and `error-prone`, or a slash or minus ties it to what stands before, as in `libgpg-error`.
 */
function isPartOfName(start: usize, behind: usize, p: usize, end: usize): bool {
  if (start > p && (load<u8>(start - 1) == 0x2f || load<u8>(start - 1) == 0x2d)) return true;
  if (behind >= end) return false;
  const next = <u32>load<u8>(behind);
  if (isAlphanumeric(next)) return true;
  const ties = next == 0x2d || next == 0x2e || next == 0x2f;
  return ties && behind + 1 < end && isAlphanumeric(load<u8>(behind, 1));
}

function isAlphanumeric(byte: u32): bool {
  return isLetter(byte) || byte - 0x30 < 10;
}

const FAIL: u32 = 0x6c696166;
const ERRO: u32 = 0x6f727265;

/** Place behind fail, fails, failed, failing, failure, failures, error or errors; 0 for another word. */
function failureEnd(start: usize, end: usize): usize {
  if (start + 4 > end) return 0;
  const stem = load<u32>(start) | 0x20202020;
  let at = start + 4;
  if (stem == ERRO) {
    if (at >= end || (load<u8>(at) | 0x20) != 0x72) return 0;
    at++;
  } else if (stem != FAIL) return 0;
  const tail = at;
  while (at < end && isLetter(load<u8>(at)) && at - tail < 5) at++;
  const length = at - tail;
  if (length == 0) return at;
  const letters = load<u32>(tail) | 0x20202020;
  if (length == 1) return (letters & 0xff) == 0x73 ? at : 0;
  if (stem == ERRO) return 0;
  if (length == 2) return (letters & 0xffff) == 0x6465 ? at : 0;
  if (length == 3) return (letters & 0xffffff) == 0x676e69 || (letters & 0xffffff) == 0x657275 ? at : 0;
  return length == 4 && letters == 0x73657275 ? at : 0;
}

/** `no`, `0`, `zero` or `without` before it, or a 0 as its value behind it. */
function isNone(start: usize, behind: usize, p: usize, end: usize): bool {
  if (start > p + 1 && load<u8>(start - 1) == 0x20) {
    let at = start - 1;
    while (at > p && load<u8>(at - 1) > 0x20) at--;
    const length = start - 1 - at;
    const word = load<u32>(at) | 0x20202020;
    if (length == 1 && load<u8>(at) == 0x30) return true;
    if (length == 2 && (word & 0xffff) == 0x6f6e) return true;
    if (length == 4 && word == 0x6f72657a) return true;
    if (length == 7 && word == 0x68746977 && (load<u32>(at, 3) | 0x20202020) == 0x74756f68) return true;
  }
  let at = behind;
  while (at < end && (isLetter(load<u8>(at)) || load<u8>(at) == 0x5f)) at++;
  const value = at;
  while (at < end && (load<u8>(at) == 0x20 || load<u8>(at) == 0x3a || load<u8>(at) == 0x3d || load<u8>(at) == 0x22))
    at++;
  if (at == value || at >= end || load<u8>(at) != 0x30) return false;
  if (at + 1 >= end) return true;
  const next = <u32>load<u8>(at, 1);
  return !isLetter(next) && next - 0x30 > 9 && next != 0x2e;
}
