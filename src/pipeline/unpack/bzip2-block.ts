/** One block of bzip2: Huffman codes, move to front, the Burrows–Wheeler transform, runs; in this order undone. */
import type { BitReader } from "./bits.ts";
import { Damage, TORN } from "./decoder.ts";

const GROUP = 50;
const MOST_LENGTH = 20;
const PIECE_BYTES = 65_536;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n << 24;
  for (let bit = 0; bit < 8; bit++) c = c < 0 ? (c << 1) ^ 0x04c11db7 : c << 1;
  return c >>> 0;
});

/** A Huffman code: symbols in the order of their codes, and where those of each length begin. */
interface Code {
  symbols: Uint16Array;
  /** by length: the largest code, aligned to MOST_LENGTH bits; −1 for none */
  limit: Int32Array;
  /** by length: what to take from a code to get its place in `symbols` */
  offset: Int32Array;
}

function damaged(): never {
  throw new Damage("its compressed data are damaged");
}

export class Bzip2Block {
  /** a byte and the place of the next one, << 8 */
  readonly #table: Uint32Array;

  /** @param size most bytes before runs are undone */
  constructor(size: number) {
    this.#table = new Uint32Array(size);
  }

  /** Reads a block behind its checksum. */
  *decode(bits: BitReader, crc: number): Generator<Uint8Array> {
    // a way of shuffling that was given up in 1999
    if (bits.read(1) === 1) damaged();
    const origin = bits.read(24);
    const length = this.#wholeSymbols(bits);
    if (origin >= length) damaged();
    yield* this.#content(origin, length, crc);
  }

  /** What is read of bits that are not there looks like damage of any kind. */
  #wholeSymbols(bits: BitReader): number {
    try {
      const length = this.#symbols(bits);
      if (bits.left >= 0) return length;
    } catch (error) {
      if (bits.left >= 0) throw error;
    }
    throw new Damage(TORN);
  }

  /** Undoes Huffman codes and move to front; fills the table with bytes and counts them into places. */
  #symbols(bits: BitReader): number {
    const front = usedBytes(bits);
    const codes = readCodes(bits, front.length + 2);
    const counts = new Int32Array(256);
    const table = this.#table;
    const end = front.length + 1;
    let length = 0;
    let run = 0;
    let weight = 1;
    for (let at = 0; ; ) {
      const code = codes.bySelector[at++];
      if (!code) damaged();
      if (bits.left < 0) throw new Damage(TORN);
      for (let i = 0; i < GROUP; i++) {
        const symbol = readSymbol(bits, code);
        if (symbol <= 1) {
          run += weight << symbol;
          weight <<= 1;
          if (run > table.length) damaged();
          continue;
        }
        if (run > 0) {
          const byte = front[0] as number;
          if (length + run > table.length) damaged();
          table.fill(byte, length, length + run);
          counts[byte]! += run;
          length += run;
          run = 0;
          weight = 1;
        }
        if (symbol === end) return this.#linked(counts, length);
        if (length >= table.length) damaged();
        const byte = front[symbol - 1] as number;
        front.copyWithin(1, 0, symbol - 1);
        front[0] = byte;
        counts[byte]!++;
        table[length++] = byte;
      }
    }
  }

  /** Writes beside each byte the place of the byte that follows it in the content. */
  #linked(counts: Int32Array, length: number): number {
    const table = this.#table;
    let sum = 0;
    for (let byte = 0; byte < 256; byte++) {
      const count = counts[byte] as number;
      counts[byte] = sum;
      sum += count;
    }
    for (let i = 0; i < length; i++) {
      const byte = (table[i] as number) & 255;
      const place = counts[byte]!++;
      table[place] = (table[place] as number) | (i << 8);
    }
    return length;
  }

  /** Walks the table and undoes runs: four equal bytes are followed by the number of more. */
  *#content(origin: number, length: number, expected: number): Generator<Uint8Array> {
    const table = this.#table;
    let piece = new Uint8Array(PIECE_BYTES);
    let filled = 0;
    let crc = -1;
    let place = (table[origin] as number) >>> 8;
    let last = -1;
    let equal = 0;
    for (let i = 0; i < length; i++) {
      const entry = table[place] as number;
      let byte = entry & 255;
      place = entry >>> 8;
      let times = 1;
      if (equal === 4) {
        times = byte;
        byte = last;
        equal = 0;
      } else if (byte === last) equal++;
      else {
        last = byte;
        equal = 1;
      }
      for (let n = 0; n < times; n++) {
        crc = (crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 255] as number);
        piece[filled++] = byte;
        if (filled < PIECE_BYTES) continue;
        yield piece;
        piece = new Uint8Array(PIECE_BYTES);
        filled = 0;
      }
    }
    if (filled > 0) yield piece.subarray(0, filled);
    if (~crc >>> 0 !== expected) throw new Damage("its checksum is wrong");
  }
}

/** Bytes that occur, ascending: a bit for each sixteen, then a bit for each byte of those. */
function usedBytes(bits: BitReader): Uint8Array {
  const ranges = bits.read(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (!((ranges >> (15 - range)) & 1)) continue;
    const bytes = bits.read(16);
    for (let i = 0; i < 16; i++) if ((bytes >> (15 - i)) & 1) used.push(range * 16 + i);
  }
  if (used.length === 0) damaged();
  return Uint8Array.from(used);
}

/** The codes, and which of them each group of symbols uses. */
function readCodes(bits: BitReader, symbolCount: number): { bySelector: Code[] } {
  const codeCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (codeCount < 2 || codeCount > 6 || selectorCount === 0) damaged();
  const order = Array.from({ length: codeCount }, (_, i) => i);
  const selectors: number[] = [];
  for (let i = 0; i < selectorCount; i++) {
    let back = 0;
    while (bits.read(1) === 1) if (++back >= codeCount) damaged();
    const [selector] = order.splice(back, 1);
    order.unshift(selector as number);
    selectors.push(selector as number);
    if (bits.left < 0) throw new Damage(TORN);
  }
  const codes = Array.from({ length: codeCount }, () => codeOf(readLengths(bits, symbolCount)));
  return { bySelector: selectors.map((selector) => codes[selector] as Code) };
}

function readLengths(bits: BitReader, symbolCount: number): Uint8Array {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    while (true) {
      if (length < 1 || length > MOST_LENGTH) damaged();
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return lengths;
}

function codeOf(lengths: Uint8Array): Code {
  const symbols: number[] = [];
  const limit = new Int32Array(MOST_LENGTH + 1).fill(-1);
  const offset = new Int32Array(MOST_LENGTH + 1);
  let next = 0;
  for (let length = 1; length <= MOST_LENGTH; length++) {
    next <<= 1;
    offset[length] = next - symbols.length;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      symbols.push(symbol);
      next++;
    }
    const isUsed = next - (offset[length] as number) > 0 && symbols.length > 0;
    if (isUsed) limit[length] = (next << (MOST_LENGTH - length)) - 1;
  }
  return { symbols: Uint16Array.from(symbols), limit, offset };
}

function readSymbol(bits: BitReader, { symbols, limit, offset }: Code): number {
  const ahead = bits.peek(MOST_LENGTH);
  for (let length = 1; length <= MOST_LENGTH; length++) {
    if (ahead > (limit[length] as number)) continue;
    bits.skip(length);
    return symbols[(ahead >> (MOST_LENGTH - length)) - (offset[length] as number)] ?? damaged();
  }
  return damaged();
}
