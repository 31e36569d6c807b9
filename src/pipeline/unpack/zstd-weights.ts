/**
 * The weights of a Huffman table of Zstandard, counted ahead of fzstd: damaged ones can describe weights that take no bits
 * at all, of which fzstd reads for ever. Valid or not is left to fzstd; here is only whether they end.
 * Source: RFC 8878, sections 3.1.1.3.1 (literals), 4.1.1 (FSE tables) and 4.2.1 (Huffman trees).
 */

/** What `weightsEnd` needs of a block: the longest header of literals, and a tree of at most 127 bytes behind its length. */
export const TREE_BYTES = 5 + 1 + 127;

const MOST_WEIGHTS = 255;
const MOST_ACCURACY = 6;
/** of a block's first byte: literals with a Huffman tree before them */
const COMPRESSED_LITERALS = 2;

interface FseTable {
  /** log₂ of the number of states */
  accuracy: number;
  /** by state: the bits that the state after it takes, and the least such state */
  bits: number[];
  next: number[];
  /** where the bits of the table end, in bytes */
  end: number;
}

/**
 * @param block the first bytes of a compressed block, `TREE_BYTES` or all of it
 * @returns false when its Huffman weights would go on for more than 255
 */
export function weightsEnd(block: Uint8Array): boolean {
  const first = block[0] ?? 0;
  if ((first & 3) !== COMPRESSED_LITERALS) return true;
  const tree = Math.max(3, 2 + ((first >> 2) & 3));
  const length = block[tree] ?? 0;
  if (length >= 128) return true;
  const table = fseTable(block, tree + 1);
  const last = block[tree + length] ?? 0;
  return table === null || last === 0 || weightCount(block, table, (tree + length) * 8 + highBit(last)) <= MOST_WEIGHTS;
}

/** Walks two states in turn from the end of their bits to the end of the table. */
function weightCount(bytes: Uint8Array, table: FseTable, from: number): number {
  const states = [0, 0];
  const widths = [table.accuracy, table.accuracy];
  let position = from;
  for (let count = 0; count <= MOST_WEIGHTS; count++) {
    const turn = count & 1;
    const width = widths[turn] ?? 0;
    position -= width;
    if (position < table.end * 8) return count;
    const state = (states[turn] ?? 0) + bitsAt(bytes, position, width);
    widths[turn] = table.bits[state] ?? 0;
    states[turn] = table.next[state] ?? 0;
  }
  return MOST_WEIGHTS + 1;
}

/** @returns null when the table is not valid */
function fseTable(bytes: Uint8Array, start: number): FseTable | null {
  const accuracy = ((bytes[start] ?? 0) & 15) + 5;
  if (accuracy > MOST_ACCURACY) return null;
  const read = probabilities(bytes, start * 8 + 4, 1 << accuracy);
  if (read === null) return null;
  const symbols = spread(read.shares, 1 << accuracy);
  const seen = read.shares.map((share) => Math.abs(share));
  const bits: number[] = [];
  const next: number[] = [];
  for (const symbol of symbols) {
    const state = seen[symbol] ?? 1;
    seen[symbol] = state + 1;
    const width = accuracy - highBit(state);
    bits.push(width);
    next.push((state << width) - (1 << accuracy));
  }
  return { accuracy, bits, next, end: (read.position + 7) >> 3 };
}

/** @returns the share of each symbol, −1 for "less than one"; null when they do not add up to `size` */
function probabilities(bytes: Uint8Array, start: number, size: number): { shares: number[]; position: number } | null {
  const shares: number[] = [];
  let position = start;
  let left = size;
  while (left > 0 && shares.length < 256) {
    const width = highBit(left + 1) + 1;
    const short = 2 ** width - 2 - left;
    let value = bitsAt(bytes, position, width - 1);
    if (value < short) position += width - 1;
    else {
      value = bitsAt(bytes, position, width);
      if (value >= 2 ** (width - 1)) value -= short;
      position += width;
    }
    shares.push(value - 1);
    left -= Math.abs(value - 1);
    for (let repeat = value === 1 ? 3 : 0; repeat === 3; position += 2) {
      repeat = bitsAt(bytes, position, 2);
      for (let i = 0; i < repeat; i++) shares.push(0);
    }
  }
  return left === 0 ? { shares, position } : null;
}

/** @returns the symbol of each state: those of less than one at the end, the others spread in wide steps */
function spread(shares: readonly number[], size: number): number[] {
  const symbols = new Array<number>(size).fill(0);
  let high = size - 1;
  shares.forEach((share, symbol) => {
    if (share === -1) symbols[high--] = symbol;
  });
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  shares.forEach((share, symbol) => {
    for (let i = 0; i < share; i++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at > high);
    }
  });
  return symbols;
}

/** @returns `width` ≤ 8 bits, the lowest first; zeros behind the end */
function bitsAt(bytes: Uint8Array, position: number, width: number): number {
  const at = position >> 3;
  const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  return (word >> (position & 7)) & ((1 << width) - 1);
}

function highBit(value: number): number {
  return 31 - Math.clz32(value);
}
