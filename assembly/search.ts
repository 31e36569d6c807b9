/**
 * Which lines of a text hold a word: looked for by its first and its last byte at once, 16 places a step, as in Muła,
 * "SIMD-friendly algorithms for substring searching" (2016).
 *
 * ```
 * text: bytes ┬ PAD readable          needle: wanted bytes (≤ MAX_NEEDLE) ┬ as many bits to set before they are compared
 * line bits: a bit a line, u64 words; cleared by `searchText`
 * ```
 * A letter is compared in either case by setting bit 5 of both: only where the needle has a letter there.
 */
import { allocate } from "./arena";

/** Longest word that is looked for. */
export const MAX_NEEDLE: u32 = 4096;
const PAD: u32 = MAX_NEEDLE + 32;

let text: usize = 0;
let room: u32 = 0;
let needle: usize = 0;
let bits: usize = 0;
/** lines of the text that was searched last; a last line without a line end counts */
export let searchedLines: u32 = 0;

/** Where a text of up to `bytes` is to be put. Tables grow with the largest text. */
export function searchRoom(bytes: u32): usize {
  if (bytes > room || text == 0) {
    room = max<u32>(bytes, 1 << 17);
    text = allocate(room + PAD);
    // at worst each byte is a line
    bits = allocate(((room >> 6) + 2) << 3);
  }
  return text;
}

/** Where a needle is to be put, and behind MAX_NEEDLE bytes the bits that are set before comparing. */
export function needleRoom(): usize {
  if (needle == 0) needle = allocate(2 * MAX_NEEDLE);
  return needle;
}

/** A bit a line: whether it holds the needle. */
export function searchBits(): usize {
  return bits;
}

/** Searches a text of `length` bytes, at most the room asked for. Returns how many lines hold the needle, 1 byte or more. */
export function searchText(length: u32, lineEnd: u8, needleLength: u32): u32 {
  assert(length <= room && needleLength > 0 && needleLength <= MAX_NEEDLE);
  const last = needleLength - 1;
  const newline = i8x16.splat(lineEnd);
  const firstByte = i8x16.splat(load<u8>(needle));
  const firstSet = i8x16.splat(load<u8>(needle, MAX_NEEDLE));
  const lastByte = i8x16.splat(load<u8>(needle + last));
  const lastSet = i8x16.splat(load<u8>(needle + last, MAX_NEEDLE));
  let line: u32 = 0;
  let found: u32 = 0;
  memory.fill(bits, 0, ((length >> 6) + 1) << 3);
  for (let at: u32 = 0; at < length; at += 16) {
    const bytes = v128.load(text + at);
    const ends = v128.load(text + at + last);
    let lineEnds = <u32>i8x16.bitmask(i8x16.eq(bytes, newline));
    if (at + 16 > length) lineEnds &= (1 << (length - at)) - 1;
    let places = <u32>(
      i8x16.bitmask(v128.and(i8x16.eq(v128.or(bytes, firstSet), firstByte), i8x16.eq(v128.or(ends, lastSet), lastByte)))
    );
    while (places != 0) {
      const bit = ctz(places);
      places &= places - 1;
      const from = at + bit;
      if (from + needleLength > length) break;
      if (!isHere(from, last)) continue;
      const inLine = line + popcnt(lineEnds & ((1 << bit) - 1));
      const place = bits + ((inLine >> 6) << 3);
      const mark = (<u64>1) << (inLine & 63);
      if ((load<u64>(place) & mark) != 0) continue;
      store<u64>(place, load<u64>(place) | mark);
      found++;
    }
    line += popcnt(lineEnds);
  }
  searchedLines = line + (length > 0 && load<u8>(text + length - 1) != lineEnd ? 1 : 0);
  return found;
}

function isHere(from: u32, last: u32): bool {
  const place = text + from;
  for (let i: u32 = 1; i < last; i++) {
    if ((load<u8>(place + i) | load<u8>(needle + i, MAX_NEEDLE)) != load<u8>(needle + i)) return false;
  }
  return true;
}
