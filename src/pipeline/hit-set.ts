/**
 * Lines that a search found, without a limit: of each block the smaller of a list of its lines and a bit a line, so never
 * more than a bit for each line of the files. Blocks are added in order; asking is possible meanwhile.
 */
import { SHARE_COUNT } from "../model/line-window.ts";
import { countLines, forEachLine, hasLine, type LineBits } from "./line-bits.ts";
import type { LinePlaces } from "./line-places.ts";

type Lines = LineBits | Uint16Array;

export class HitSet {
  readonly #places: LinePlaces;
  /** numbers of the blocks with hits, ascending, their lines, and how many hits come before each */
  readonly #blocks: number[] = [];
  readonly #lines: Lines[] = [];
  readonly #before: number[] = [];
  /** hits in each of SHARE_COUNT equal parts of all lines */
  readonly shares = new Uint32Array(SHARE_COUNT);
  #count = 0;
  #searched = 0;

  constructor(places: LinePlaces) {
    this.#places = places;
  }

  get count(): number {
    return this.#count;
  }

  /** blocks in front of this one are searched */
  get searchedBlocks(): number {
    return this.#searched;
  }

  /** Takes the hits of a block, which comes behind all that were added; null for none. */
  add(block: number, bits: LineBits | null): void {
    this.#searched = block + 1;
    const count = bits ? countLines(bits) : 0;
    if (!bits || count === 0) return;
    this.#blocks.push(block);
    this.#before.push(this.#count);
    this.#count += count;
    const isSparse = count * 2 < bits.byteLength && this.#places.lineCountOf(block) <= 65_536;
    const list = isSparse ? new Uint16Array(count) : null;
    let at = 0;
    const start = this.#places.startOf(block);
    const scale = SHARE_COUNT / this.#places.total;
    forEachLine(bits, (line) => {
      if (list) list[at++] = line;
      const share = Math.floor((start + line) * scale);
      this.shares[share] = (this.shares[share] as number) + 1;
    });
    this.#lines.push(list ?? bits);
  }

  /** All blocks are searched. */
  end(): void {
    this.#searched = this.#places.blockCount;
  }

  /** Whether a line is a hit; null when its block was not searched yet. */
  has(index: number): boolean | null {
    const block = this.#places.blockOf(index);
    if (block >= this.#searched) return null;
    const at = this.#entryOf(block);
    if (this.#blocks[at] !== block) return false;
    const line = index - this.#places.startOf(block);
    const lines = this.#lines[at] as Lines;
    return lines instanceof Uint16Array ? lines.includes(line) : hasLine(lines, line);
  }

  /** How many hits come before a line. */
  rankOf(index: number): number {
    const block = this.#places.blockOf(index);
    const at = this.#entryOf(block);
    if (this.#blocks[at] !== block) return this.#before[at] ?? this.#count;
    let rank = this.#before[at] as number;
    for (const line of linesOf(this.#lines[at] as Lines)) {
      if (this.#places.startOf(block) + line >= index) break;
      rank++;
    }
    return rank;
  }

  /** Indices of the hits [from, to) in their order, cut at what there is. */
  slice(from: number, to: number): number[] {
    const found: number[] = [];
    // the last entry with no more than `from` hits before it
    let at = firstWhere(this.#before.length, (i) => (this.#before[i] as number) > from) - 1;
    for (at = Math.max(0, at); at < this.#blocks.length; at++) {
      const before = this.#before[at] as number;
      if (before >= to) break;
      const start = this.#places.startOf(this.#blocks[at] as number);
      const lines = linesOf(this.#lines[at] as Lines).slice(Math.max(0, from - before), to - before);
      for (const line of lines) found.push(start + line);
    }
    return found;
  }

  /** How many lines of each block are hits, blocks without any left out. */
  *byBlock(): Generator<{ block: number; count: number }> {
    for (const [i, block] of this.#blocks.entries())
      yield { block, count: (this.#before[i + 1] ?? this.#count) - (this.#before[i] as number) };
  }

  /** Lines of a block that are hits, ascending, counted from its first. */
  linesOf(block: number): ArrayLike<number> {
    const at = this.#entryOf(block);
    return this.#blocks[at] === block ? linesOf(this.#lines[at] as Lines) : [];
  }

  /** Place in the tables of the first block with hits that is this one or behind it. */
  #entryOf(block: number): number {
    return firstWhere(this.#blocks.length, (i) => (this.#blocks[i] as number) >= block);
  }
}

function linesOf(
  lines: Lines,
): ArrayLike<number> & Iterable<number> & { slice(from: number, to: number): Iterable<number> } {
  if (lines instanceof Uint16Array) return lines;
  const listed: number[] = [];
  forEachLine(lines, (line) => listed.push(line));
  return listed;
}

/** @returns the first of `count` numbers for which something holds, as it does for all behind it; else `count` */
function firstWhere(count: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
