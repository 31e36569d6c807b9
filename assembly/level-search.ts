/**
 * A level told by the message itself, for lines whose head has none: a level word where levels stand, else a word of
 * failure. Which layouts are searched, the plan says.
 */
import { ERROR, levelOfWord, NONE } from "./level";

/** bytes of the message in which a level word may begin */
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

/** `: ; = [ ( < > ] ) | * "` and the minus: what stands before a level that is set off from the text */
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
 * closing bracket or a bar behind it; or all in capitals with a blank behind it.
 */
function namedLevel(p: usize, end: usize): u32 {
  const limit = min(end, p + NAMED_WITHIN);
  let open = true;
  let at = p;
  while (at < limit) {
    const byte = <u32>load<u8>(at);
    if (!isLetter(byte)) {
      if (byte > 0x20) open = setsOff(byte);
      at++;
      continue;
    }
    const start = at;
    let capitals = true;
    for (; at < end && isLetter(load<u8>(at)); at++) if (load<u8>(at) & 0x20) capitals = false;
    const length = <u32>(at - start);
    if (open && length >= 3 && at < end) {
      const next = <u32>load<u8>(at);
      const closed = next == 0x3a || next == 0x5d || next == 0x29 || next == 0x3e || next == 0x7c;
      if (closed || (next == 0x20 && capitals && length >= 4)) {
        const level = levelOfWord(start, length);
        if (level != NONE) return level;
      }
    }
    open = false;
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
      if (behind != 0 && beginsWord(start, p) && !isNone(start, behind, p, end)) return true;
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
