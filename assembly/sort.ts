/**
 * Sorts 16-byte records (facet u32, anything u32, bin i64) by facet, then bin, stably: least-significant-digit radix sort
 * over the bytes that differ at all. Source: Knuth, The Art of Computer Programming vol. 3, §5.2.5.
 */
const counts = memory.data(256 * 4, 16);

/** Sorts `count` records at `records`, with as much room at `scratch`. */
export function sort(records: usize, scratch: usize, count: u32): void {
  if (count < 2 || isSorted(records, count)) return;
  // bytes in which any two records differ; the others need no pass
  let facets: u32 = 0;
  let bins: i64 = 0;
  const firstFacet = load<u32>(records);
  const firstBin = load<i64>(records, 8);
  let ascending = true;
  for (let i: u32 = 1; i < count; i++) {
    const p = records + i * 16;
    facets |= load<u32>(p) ^ firstFacet;
    bins |= load<i64>(p, 8) ^ firstBin;
    if (load<i64>(p, 8) < load<i64>(p - 8)) ascending = false;
  }
  let from = records;
  let to = scratch;
  for (let digit: u32 = 0; digit < 12; digit++) {
    // bytes 8…15 (bin, low to high, the sign byte flipped), then bytes 0…3 (facet)
    const offset = digit < 8 ? 8 + digit : digit - 8;
    const flip: u8 = digit == 7 ? 0x80 : 0;
    // being stable, the sort by facet alone keeps bins that came in order
    if (digit < 8) {
      if (ascending || ((bins >> (digit << 3)) & 255) == 0) continue;
    } else if (((facets >> ((digit - 8) << 3)) & 255) == 0) continue;
    memory.fill(counts, 0, 256 * 4);
    for (let i: u32 = 0; i < count; i++) {
      const slot = counts + ((<u32>(load<u8>(from + i * 16 + offset) ^ flip)) << 2);
      store<u32>(slot, load<u32>(slot) + 1);
    }
    let sum: u32 = 0;
    for (let b: u32 = 0; b < 256; b++) {
      const slot = counts + (b << 2);
      const n = load<u32>(slot);
      store<u32>(slot, sum);
      sum += n;
    }
    for (let i: u32 = 0; i < count; i++) {
      const p = from + i * 16;
      const slot = counts + ((<u32>(load<u8>(p + offset) ^ flip)) << 2);
      const place = load<u32>(slot);
      store<u32>(slot, place + 1);
      v128.store(to + place * 16, v128.load(p));
    }
    const other = from;
    from = to;
    to = other;
  }
  if (from != records) memory.copy(records, from, count * 16);
}

function isSorted(records: usize, count: u32): bool {
  for (let i: u32 = 1; i < count; i++) {
    const p = records + i * 16;
    const a = load<u32>(p - 16);
    const b = load<u32>(p);
    if (a > b || (a == b && load<i64>(p - 8) > load<i64>(p, 8))) return false;
  }
  return true;
}
