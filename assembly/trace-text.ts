/** Bytes of a line that may be of a stack trace, and the name that is made of some of them. */
import { allocate } from "./arena";

/** longest name that is kept */
export const NAME_CAP: u32 = 160;

/** at most NAME_CAP bytes */
export const name: usize = allocate(NAME_CAP + 16);
export let nameLength: u32 = 0;

/** Leaves the first bytes of the name. @param length at most `nameLength` */
export function cutName(length: u32): void {
  nameLength = length;
}

export function isBlank(byte: u32): bool {
  return byte == 0x20 || byte == 0x09;
}

export function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

export function isLetter(byte: u32): bool {
  return (byte | 0x20) - 0x61 < 26;
}

export function isHex(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - 0x61 < 6;
}

/** Whether [p, end) begins with a text of one byte a character. */
export function starts(p: usize, end: usize, text: string): bool {
  if (end - p < <usize>text.length) return false;
  for (let i = 0; i < text.length; i++) if (load<u8>(p + i) != <u8>text.charCodeAt(i)) return false;
  return true;
}

export function ends(p: usize, end: usize, text: string): bool {
  return end - p >= <usize>text.length && starts(end - text.length, end, text);
}

/** Whether digits and then a text stand at p. */
export function isCount(p: usize, end: usize, text: string): bool {
  const start = p;
  while (p < end && isDigit(load<u8>(p))) p++;
  return p > start && starts(p, end, text);
}

export function wordEnd(p: usize, end: usize): usize {
  while (p < end && !isBlank(load<u8>(p))) p++;
  return p;
}

/** The first place of a byte in [p, end); `end` when there is none. */
export function placeOf(byte: u8, p: usize, end: usize): usize {
  while (p < end && load<u8>(p) != byte) p++;
  return p;
}

/** Where the digits before `end` begin. */
export function numberStart(p: usize, end: usize): usize {
  while (end > p && isDigit(load<u8>(end - 1))) end--;
  return end;
}

export function put(byte: u32): void {
  if (nameLength < NAME_CAP) store<u8>(name + nameLength++, <u8>byte);
}

export function putAll(p: usize, end: usize): void {
  for (; p < end; p++) put(load<u8>(p));
}

/** Whether what was put from a place on is a text. */
export function isPart(from: u32, text: string): bool {
  return nameLength - from == <u32>text.length && starts(name + from, name + nameLength, text);
}

function endsWith(text: string): bool {
  return nameLength >= <u32>text.length && starts(name + nameLength - text.length, name + nameLength, text);
}

function endOfHex(p: usize, end: usize): usize {
  while (p < end && isHex(load<u8>(p))) p++;
  return p;
}

/** Puts a qualified name without what compilers and proxies number. */
export function putStable(p: usize, end: usize): void {
  let isMade = false;
  for (; p < end; p++) {
    const byte = <u32>load<u8>(p);
    if (byte == 0x2f && p + 1 < end && isDigit(load<u8>(p + 1))) {
      // the address of a hidden class
      while (p + 1 < end && load<u8>(p + 1) != 0x2e) p++;
      continue;
    }
    const last: u32 = nameLength > 0 ? load<u8>(name + nameLength - 1) : 0;
    if (byte == 0x2e) isMade = false;
    else if (byte == 0x3e) isMade = true;
    else if (last == 0x24 && endsWith("$$")) {
      const hexEnd = endOfHex(p, end);
      if (hexEnd - p >= 6 && (hexEnd == end || load<u8>(hexEnd) == 0x2e || load<u8>(hexEnd) == 0x24)) {
        p = hexEnd - 1;
        continue;
      }
    }
    if (isDigit(byte) && (isMade || last == 0x24 || endsWith("roxy") || endsWith("cessor"))) continue;
    put(byte);
  }
}
