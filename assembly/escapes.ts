/**
 * Escaped texts as they are meant. The host has the same rules in src/core/escapes.ts, for the lines that it shows.
 *
 * BACKSLASHES: those of JSON (RFC 8259 §7), also used by logfmt. A \u that is half of a pair becomes U+FFFD; what is no
 * escape stays as it is. DOUBLED: two quotes for one (RFC 4180).
 */

export const PLAIN: u32 = 0;
export const BACKSLASHES: u32 = 1;
export const DOUBLED: u32 = 2;

/** Writes [p, end) unescaped to `to`, which has room for `most` bytes and 15 more; returns the end of what was written. */
export function decodeText(p: usize, end: usize, to: usize, most: u32, escapes: u32): usize {
  return escapes == BACKSLASHES ? unescapeBackslashes(p, end, to, to + most) : undouble(p, end, to, to + most);
}

function unescapeBackslashes(p: usize, end: usize, to: usize, limit: usize): usize {
  // the longest character takes four bytes
  while (p < end && to + 4 <= limit) {
    const byte = load<u8>(p++);
    if (byte != 0x5c || p == end) {
      store<u8>(to++, byte);
      continue;
    }
    const plain = plainOf(load<u8>(p));
    if (plain != 0) {
      store<u8>(to++, plain);
      p++;
      continue;
    }
    let code = load<u8>(p) == 0x75 ? hexAt(p + 1, end) : -1;
    if (code < 0) {
      store<u8>(to++, byte);
      continue;
    }
    p += 5;
    if (code >> 11 == 0x1b) {
      const low = code < 0xdc00 && p + 1 < end && load<u16>(p) == 0x755c ? hexAt(p + 2, end) : -1;
      if (low >> 10 == 0x37) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        p += 6;
      } else code = 0xfffd;
    }
    to = putCharacter(to, <u32>code);
  }
  return to;
}

/** The character that a backslash before `letter` stands for; 0 when it is none of one letter. */
function plainOf(letter: u32): u8 {
  switch (letter) {
    case 0x22:
    case 0x5c:
    case 0x2f:
      return <u8>letter;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return 0;
  }
}

/** Four hex digits at p; −1 when they are none. */
function hexAt(p: usize, end: usize): i32 {
  if (p + 4 > end) return -1;
  let value: i32 = 0;
  for (let i: u32 = 0; i < 4; i++) {
    const byte = <u32>load<u8>(p + i);
    const letter = (byte | 0x20) - 0x61;
    if (byte - 0x30 < 10) value = (value << 4) | (byte - 0x30);
    else if (letter < 6) value = (value << 4) | (letter + 10);
    else return -1;
  }
  return value;
}

function putCharacter(to: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(to, <u8>code);
    return to + 1;
  }
  if (code < 0x800) {
    store<u8>(to, <u8>(0xc0 | (code >> 6)));
    store<u8>(to, <u8>(0x80 | (code & 63)), 1);
    return to + 2;
  }
  if (code < 0x10000) {
    store<u8>(to, <u8>(0xe0 | (code >> 12)));
    store<u8>(to, <u8>(0x80 | ((code >> 6) & 63)), 1);
    store<u8>(to, <u8>(0x80 | (code & 63)), 2);
    return to + 3;
  }
  store<u8>(to, <u8>(0xf0 | (code >> 18)));
  store<u8>(to, <u8>(0x80 | ((code >> 12) & 63)), 1);
  store<u8>(to, <u8>(0x80 | ((code >> 6) & 63)), 2);
  store<u8>(to, <u8>(0x80 | (code & 63)), 3);
  return to + 4;
}

/** 16 bytes at a time, up to the next quote; reads and writes up to 15 bytes further. */
function undouble(p: usize, end: usize, to: usize, limit: usize): usize {
  const quote = i8x16.splat(0x22);
  while (p < end && to < limit) {
    const bytes = v128.load(p);
    v128.store(to, bytes);
    const quotes = i8x16.bitmask(i8x16.eq(bytes, quote));
    const length = min(<usize>ctz(quotes | 0x8000) + 1, min(end - p, limit - to));
    p += length;
    to += length;
    if (load<u8>(to - 1) == 0x22 && p < end && load<u8>(p) == 0x22) p++;
  }
  return to;
}
