/**
 * The input window and its byte classes.
 *
 * ```
 * base                                   base + TAIL + CHUNK     + PAD
 * ├ rest of the last chunk ┬ new bytes … ┤ padding, readable ────┤
 *   < TAIL bytes             ≤ CHUNK bytes
 * ```
 * Beside it lie bit arrays, a bit a byte of the window: line ends, word boundaries, digits; for tables separators
 * (delimiter or line end) and quotes; for JSON and logfmt quotes, brackets and backslashes. Behind the padding is a scratch
 * for texts that do not stand in the file as they are meant (escaped, or in two fields), under the same arrays. One pass of SIMD fills them, 64 bytes a step: a byte's class is
 * LOW[low nibble] & HIGH[high nibble], the two-nibble swizzle of Langdale & Lemire, "Parsing gigabytes of JSON per second" (2019).
 */

/** Longest part of a line or record that is looked at; what follows is counted and passed over. */
export const MAX_LINE: u32 = 65536;
/** Most bytes that one `consume` takes. */
export const CHUNK: u32 = 131072;
const PAD: u32 = 128;
/** window offset of the scratch, whole steps of 64 bytes behind its start */
export const SCRATCH: u32 = MAX_LINE + CHUNK + PAD;
/** holds some lines once more */
export const SCRATCH_SIZE: u32 = 3 * MAX_LINE;
const SIZE: u32 = SCRATCH + SCRATCH_SIZE + PAD;

// at places that are known when the core is compiled, which takes less code than the arena's
export const base: usize = (memory.data(SIZE + 64, 16) + 63) & ~63;
export const lineEnds: usize = memory.data(SIZE / 8 + 16, 16);
export const boundaries: usize = memory.data(SIZE / 8 + 16, 16);
export const digits: usize = memory.data(SIZE / 8 + 16, 16);
export const separators: usize = memory.data(SIZE / 8 + 16, 16);
export const quotes: usize = memory.data(SIZE / 8 + 16, 16);
export const brackets: usize = memory.data(SIZE / 8 + 16, 16);
export const escapes: usize = memory.data(SIZE / 8 + 16, 16);

// Classes: 1 controls (rows 0, 1), 2 blank " ' ( ) , (row 2), 4 : ; < = > (row 3), 8 [ ] { } (rows 5, 7), 16 | (row 7),
// 128 digits (row 3). A digit is alone in the sign bit, so that one signed comparison tells boundaries apart.
const LOW = memory.data<u8>([
  128 + 2 + 1,
  128 + 1,
  128 + 2 + 1,
  128 + 1,
  128 + 1,
  128 + 1,
  128 + 1,
  128 + 2 + 1,
  128 + 2 + 1,
  128 + 2 + 1,
  4 + 1,
  8 + 4 + 1,
  16 + 4 + 2 + 1,
  8 + 4 + 1,
  4 + 1,
  1,
]);
const HIGH = memory.data<u8>([1, 1, 2, 128 + 4, 0, 8, 0, 16 + 8, 0, 0, 0, 0, 0, 0, 0, 0]);
const NIBBLE = memory.data<u8>([15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15]);

/** Fills the bit arrays for the first `length` bytes; bits past them are of no meaning. */
export function classify(length: u32, lineEnd: u8): void {
  classifyRange(0, length, lineEnd);
}

/** Fills them for `length` bytes of the scratch from an offset of the window on, which is a multiple of 64. */
export function classifyScratch(from: u32, length: u32): void {
  classifyRange(from, from + length, 0x0a);
}

function classifyRange(from: u32, to: u32, lineEnd: u8): void {
  const low = v128.load(LOW);
  const high = v128.load(HIGH);
  const nibble = v128.load(NIBBLE);
  const zero = i8x16.splat(0);
  const newline = i8x16.splat(lineEnd);
  for (let at: u32 = from; at < to; at += 64) {
    const p = base + at;
    const a = v128.load(p, 0);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    const ca = v128.and(i8x16.swizzle(low, v128.and(a, nibble)), i8x16.swizzle(high, i8x16.shr_u(a, 4)));
    const cb = v128.and(i8x16.swizzle(low, v128.and(b, nibble)), i8x16.swizzle(high, i8x16.shr_u(b, 4)));
    const cc = v128.and(i8x16.swizzle(low, v128.and(c, nibble)), i8x16.swizzle(high, i8x16.shr_u(c, 4)));
    const cd = v128.and(i8x16.swizzle(low, v128.and(d, nibble)), i8x16.swizzle(high, i8x16.shr_u(d, 4)));
    const slot = at >> 3;
    store<u64>(digits + slot, join(i8x16.bitmask(ca), i8x16.bitmask(cb), i8x16.bitmask(cc), i8x16.bitmask(cd)));
    store<u64>(
      boundaries + slot,
      join(
        i8x16.bitmask(i8x16.gt_s(ca, zero)),
        i8x16.bitmask(i8x16.gt_s(cb, zero)),
        i8x16.bitmask(i8x16.gt_s(cc, zero)),
        i8x16.bitmask(i8x16.gt_s(cd, zero)),
      ),
    );
    store<u64>(lineEnds + slot, equalBits(a, b, c, d, newline));
  }
}

/** Fills `separators` (either delimiter, or a line end) and `quotes` too, for tables; after `classify`. */
export function classifyTable(length: u32, delimiter: u8, otherDelimiter: u8): void {
  const comma = i8x16.splat(delimiter);
  const other = i8x16.splat(otherDelimiter);
  const quote = i8x16.splat(0x22);
  for (let at: u32 = 0; at < length; at += 64) {
    const p = base + at;
    const a = v128.load(p, 0);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    const slot = at >> 3;
    let delimiters = equalBits(a, b, c, d, comma);
    if (otherDelimiter != delimiter) delimiters |= equalBits(a, b, c, d, other);
    store<u64>(separators + slot, delimiters | load<u64>(lineEnds + slot));
    store<u64>(quotes + slot, equalBits(a, b, c, d, quote));
  }
}

/** Fills `quotes`, `brackets` and `escapes` (backslashes), for JSON and logfmt; after `classify`. */
export function classifyNamed(length: u32): void {
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  // with bit 5 set, [ is { and ] is }
  const bit = i8x16.splat(0x20);
  const open = i8x16.splat(0x7b);
  const close = i8x16.splat(0x7d);
  for (let at: u32 = 0; at < length; at += 64) {
    const p = base + at;
    const a = v128.load(p, 0);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    const slot = at >> 3;
    store<u64>(quotes + slot, equalBits(a, b, c, d, quote));
    store<u64>(escapes + slot, equalBits(a, b, c, d, backslash));
    const oa = v128.or(a, bit);
    const ob = v128.or(b, bit);
    const oc = v128.or(c, bit);
    const od = v128.or(d, bit);
    store<u64>(
      brackets + slot,
      join(
        i8x16.bitmask(v128.or(i8x16.eq(oa, open), i8x16.eq(oa, close))),
        i8x16.bitmask(v128.or(i8x16.eq(ob, open), i8x16.eq(ob, close))),
        i8x16.bitmask(v128.or(i8x16.eq(oc, open), i8x16.eq(oc, close))),
        i8x16.bitmask(v128.or(i8x16.eq(od, open), i8x16.eq(od, close))),
      ),
    );
  }
}

function equalBits(a: v128, b: v128, c: v128, d: v128, value: v128): u64 {
  return join(
    i8x16.bitmask(i8x16.eq(a, value)),
    i8x16.bitmask(i8x16.eq(b, value)),
    i8x16.bitmask(i8x16.eq(c, value)),
    i8x16.bitmask(i8x16.eq(d, value)),
  );
}

function join(a: i32, b: i32, c: i32, d: i32): u64 {
  return <u64>(<u32>(a | (b << 16))) | ((<u64>(<u32>(c | (d << 16)))) << 32);
}

/** offsets of line ends, u32 each; room for every byte and for what `listLineEnds` writes ahead */
export const ends: usize = memory.data((SCRATCH + 8) * 4, 16);

/**
 * Lists the line ends in [from, limit) and returns their number. How many lie in 64 bytes cannot be foretold, so two are
 * written in any case, without a branch.
 */
export function listLineEnds(from: u32, limit: u32): u32 {
  let p = ends;
  const last = (limit + 63) >> 6;
  let skip = ~(<u64>0) << (from & 63);
  for (let word = from >> 6; word < last; word++) {
    let bits = load<u64>(lineEnds + (word << 3)) & skip;
    skip = ~(<u64>0);
    const behind = p + ((<usize>popcnt(bits)) << 2);
    const start = word << 6;
    store<u32>(p, start + <u32>ctz(bits));
    bits &= bits - 1;
    store<u32>(p, start + <u32>ctz(bits), 4);
    if (behind > p + 8) {
      for (p += 8; p < behind; p += 4) {
        bits &= bits - 1;
        store<u32>(p, start + <u32>ctz(bits));
      }
    }
    p = behind;
  }
  // bits past the limit are of no meaning
  while (p > ends && load<u32>(p - 4) >= limit) p -= 4;
  return <u32>(p - ends) >> 2;
}

/** The same as `nextBit`, for bits that are mostly near: one look tells of at least 57 bytes. */
export function nearBit(bits: usize, from: u32, limit: u32): u32 {
  const w = load<u64>(bits + (from >> 3)) >> (from & 7);
  return w != 0 ? min(limit, from + <u32>ctz(w)) : nextBit(bits, from + 57, limit);
}

/** Offset of the first set bit at or after `from`; `limit` when there is none before it. */
export function nextBit(bits: usize, from: u32, limit: u32): u32 {
  if (from >= limit) return limit;
  let word = from >> 6;
  let w = load<u64>(bits + (word << 3)) >> (from & 63);
  if (w != 0) return min(limit, from + <u32>ctz(w));
  const last = (limit + 63) >> 6;
  for (word += 1; word < last; word++) {
    w = load<u64>(bits + (word << 3));
    if (w != 0) return min(limit, (word << 6) + <u32>ctz(w));
  }
  return limit;
}
