/**
 * Sorts 16-byte records (facet u32, anything u32, bin i64) by facet, then bin, stably: least-significant-digit radix sort
 * over the bytes that differ at all. Source: Knuth, The Art of Computer Programming vol. 3, §5.2.5.
 */
const counts = memory.data(256 * 4, 16);

/** Sorts `count` records at `records`, with as much room at `scratch`. */
export function sort(records: usize, scratch: usize, count: u32): void {
  if (isSorted(records, count)) return;
  // bytes in which any two records differ; the others need no pass
  let facets: u32 = 0;
  let bins: i64 = 0;
  const firstFacet = load<u32>(records);
  const firstBin = load<i64>(records, 8);
  for (let i: u32 = 1; i < count; i++) {
    const p = records + i * 16;
    facets |= load<u32>(p) ^ firstFacet;
    bins |= load<i64>(p, 8) ^ firstBin;
  }
  // being stable, the sort by facet alone keeps bins that came in order, as those of most logs do
  sortByFacet(records, scratch, count, facets);
  if (isSorted(records, count)) return;
  let from = records;
  let to = scratch;
  for (let byte: u32 = 0; byte < 8; byte++) {
    if (((bins >> (byte << 3)) & 255) == 0) continue;
    // the sign byte is flipped, so that negative bins come first
    sortByByte(from, to, count, 8 + byte, byte == 7 ? 0x80 : 0);
    const other = from;
    from = to;
    to = other;
  }
  if (from != records) memory.copy(records, from, count * 16);
  sortByFacet(records, scratch, count, facets);
}

function sortByFacet(records: usize, scratch: usize, count: u32, differing: u32): void {
  let from = records;
  let to = scratch;
  for (let byte: u32 = 0; byte < 4; byte++) {
    if (((differing >> (byte << 3)) & 255) == 0) continue;
    sortByByte(from, to, count, byte, 0);
    const other = from;
    from = to;
    to = other;
  }
  if (from != records) memory.copy(records, from, count * 16);
}

/** One stable pass over the byte at `offset` of each record, from one table to the other. */
function sortByByte(from: usize, to: usize, count: u32, offset: u32, flip: u8): void {
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
