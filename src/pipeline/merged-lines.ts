/**
 * Lines of all files in the order of their times, at any place, without reading the files: the line index says between which
 * times the lines of a block are, so that a place lies within a block of each file, and only those are read.
 *
 * A line's key is the latest time of its file up to it, so that a file's own lines keep their order; lines in front of the first
 * time come first of all. Equal keys go by file. Lines are all lines, or the hits of a search.
 */
import type { CoreBlock } from "../core/line-index.ts";
import type { EpochMs } from "../model/units.ts";
import type { HitSet } from "./hit-set.ts";
import type { LinePlaces } from "./line-places.ts";
import type { LineReader } from "./lines.ts";

/** blocks whose keys are remembered */
const MOST_KNOWN = 512;

/** Blocks of one file, [first, end), and what is known of them without reading. */
interface FileBlocks {
  first: number;
  end: number;
}

/** What is merged: by block how many of its lines, and which. */
interface Chosen {
  /** by block: chosen lines of its file in front of it; behind them, by file, their number */
  before: Float64Array;
  ofFile: number[];
  /** chosen lines of a block, counted from its first; null for all */
  linesOf(block: number): ArrayLike<number> | null;
}

export class MergedLines {
  readonly #reader: LineReader;
  readonly #places: LinePlaces;
  readonly #files: FileBlocks[] = [];
  /** by block: the latest time in front of it, and at its end, within its file */
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  /** all ends of blocks, ascending, each once; the first is −∞ */
  readonly #edges: Float64Array;
  readonly #all: Chosen;
  #hits: { of: HitSet; count: number; chosen: Chosen } | null = null;
  /** by block: keys of its lines; insertion order is age */
  readonly #keys = new Map<number, Float64Array>();

  constructor(reader: LineReader, places: LinePlaces) {
    this.#reader = reader;
    this.#places = places;
    const { blocks } = reader.readable;
    this.#from = new Float64Array(blocks.length);
    this.#to = new Float64Array(blocks.length);
    let latest = Number.NEGATIVE_INFINITY;
    blocks.forEach(({ file, maxMs }, i) => {
      if (i === 0 || blocks[i - 1]?.file !== file) {
        this.#files.push({ first: i, end: i });
        latest = Number.NEGATIVE_INFINITY;
      }
      (this.#files.at(-1) as FileBlocks).end = i + 1;
      this.#from[i] = latest;
      latest = Math.max(latest, maxMs ?? latest);
      this.#to[i] = latest;
    });
    const sorted = this.#to.slice().sort();
    this.#edges = Float64Array.from([
      Number.NEGATIVE_INFINITY,
      ...sorted.filter((edge, i) => edge > (sorted[i - 1] ?? Number.NEGATIVE_INFINITY)),
    ]);
    const before = Float64Array.from(blocks, (_, i) => places.startOf(i) - places.startOf(this.#fileOf(i).first));
    const ofFile = this.#files.map(({ first, end }) => places.startOf(end) - places.startOf(first));
    this.#all = { before, ofFile, linesOf: () => null };
  }

  /** @param hits null for all lines @returns indices of the lines at the places [from, to) of the merged order */
  async slice(from: number, to: number, hits: HitSet | null): Promise<number[]> {
    const chosen = this.#chosenOf(hits);
    const found: number[] = [];
    let edge = await this.#edgeAt(from, chosen);
    while (edge < this.#edges.length) {
      let place = await this.#countUpTo(this.#edges[edge] as number, false, chosen);
      const take = (file: number, item: number): void => {
        if (place >= from && place < to) found.push(this.#indexOf(file, item, chosen));
        place++;
      };
      const cuts = await this.#cutsAround(edge, chosen);
      for (const [file, { start, end }] of cuts.entries()) {
        // lines of one time may be many: those outside are passed over at once
        const skip = Math.max(0, Math.min(from - place, end - start));
        place += skip;
        for (let item = start + skip; item < end && place < to; item++) take(file, item);
      }
      if (place >= to) break;
      for (const { file, item } of await this.#between(cuts, chosen)) take(file, item);
      if (place >= to) break;
      // hits may be many edges apart
      edge = Math.max(edge + 1, await this.#edgeAt(place, chosen));
    }
    return found;
  }

  /** Lines of the merged order in front of a line. */
  async rankOf(index: number, hits: HitSet | null): Promise<number> {
    if (index < 0 || this.#places.total === 0) return 0;
    const chosen = this.#chosenOf(hits);
    const block = this.#places.blockOf(index);
    const line = index - this.#places.startOf(block);
    const key = (await this.#keysOf(block))[line] ?? (this.#to[block] as number);
    const own = this.#files.findIndex(({ first, end }) => block >= first && block < end);
    const listed = chosen.linesOf(block);
    let rank = (chosen.before[block] as number) + (listed === null ? line : countBelow(listed, line));
    for (const file of this.#files.keys()) if (file !== own) rank += await this.#cut(file, key, file < own, chosen);
    return rank;
  }

  /** Lines of the merged order in front of a time. */
  rankOfTime(timeMs: EpochMs, hits: HitSet | null): Promise<number> {
    return this.#countUpTo(timeMs, false, this.#chosenOf(hits));
  }

  #fileOf(block: number): FileBlocks {
    return this.#files.find(({ first, end }) => block >= first && block < end) as FileBlocks;
  }

  #chosenOf(hits: HitSet | null): Chosen {
    if (hits === null) return this.#all;
    if (this.#hits?.of === hits && this.#hits.count === hits.count) return this.#hits.chosen;
    const counts = new Map<number, number>();
    for (const { block, count } of hits.byBlock()) counts.set(block, count);
    const before = new Float64Array(this.#to.length);
    const ofFile = this.#files.map(({ first, end }) => {
      let sum = 0;
      for (let block = first; block < end; block++) {
        before[block] = sum;
        sum += counts.get(block) ?? 0;
      }
      return sum;
    });
    const chosen: Chosen = { before, ofFile, linesOf: (block) => hits.linesOf(block) };
    this.#hits = { of: hits, count: hits.count, chosen };
    return chosen;
  }

  /** Chosen lines of a block. */
  #countOf(block: number, { before, ofFile }: Chosen): number {
    const file = this.#files.findIndex(({ first, end }) => block >= first && block < end);
    const next = block + 1 < (this.#files[file] as FileBlocks).end ? before[block + 1] : ofFile[file];
    return (next as number) - (before[block] as number);
  }

  /** The first block of a file that does not end in front of a key, or behind it where that counts too; else the end. */
  #blockAt(file: number, key: number, including: boolean): number {
    let { first: low, end: high } = this.#files[file] as FileBlocks;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const to = this.#to[middle] as number;
      if (including ? to > key : to >= key) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Chosen lines of a file in front of a key, as far as the index tells: between two numbers. */
  #bounds(file: number, key: number, chosen: Chosen): [least: number, most: number] {
    const block = this.#blockAt(file, key, false);
    if (block === this.#files[file]?.end) {
      const all = chosen.ofFile[file] as number;
      return [all, all];
    }
    const least = chosen.before[block] as number;
    return [least, (this.#from[block] as number) < key ? least + this.#countOf(block, chosen) : least];
  }

  /** Chosen lines of a file whose key is below one, or that one too. Reads one block at most. */
  async #cut(file: number, key: number, including: boolean, chosen: Chosen): Promise<number> {
    const block = this.#blockAt(file, key, including);
    if (block === this.#files[file]?.end) return chosen.ofFile[file] as number;
    const before = chosen.before[block] as number;
    const from = this.#from[block] as number;
    if (including ? from > key : from >= key) return before;
    if (this.#countOf(block, chosen) === 0) return before;
    const keys = await this.#keysOf(block);
    const end = countBelow(keys, key, including);
    const listed = chosen.linesOf(block);
    return before + (listed === null ? end : countBelow(listed, end));
  }

  async #countUpTo(key: number, including: boolean, chosen: Chosen): Promise<number> {
    const cuts = await Promise.all(this.#files.map((_, file) => this.#cut(file, key, including, chosen)));
    return cuts.reduce((sum, cut) => sum + cut, 0);
  }

  /** Place among the edges of the last one that has no more than `place` lines in front of it. */
  async #edgeAt(place: number, chosen: Chosen): Promise<number> {
    const lastWith = (side: 0 | 1): number => {
      let [low, high] = [0, this.#edges.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        const sum = this.#files.reduce(
          (all, _, file) => all + this.#bounds(file, this.#edges[middle] as number, chosen)[side],
          0,
        );
        if (sum <= place) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    };
    let [low, high] = [Math.max(0, lastWith(1)), Math.max(0, lastWith(0))];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((await this.#countUpTo(this.#edges[middle] as number, false, chosen)) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** By file: its lines with the key of an edge, and where those up to the next edge end. */
  #cutsAround(edge: number, chosen: Chosen): Promise<{ start: number; end: number; next: number }[]> {
    const key = this.#edges[edge] as number;
    const nextKey = this.#edges[edge + 1] ?? Number.POSITIVE_INFINITY;
    return Promise.all(
      this.#files.map(async (_, file) => ({
        start: await this.#cut(file, key, false, chosen),
        end: await this.#cut(file, key, true, chosen),
        next: await this.#cut(file, nextKey, false, chosen),
      })),
    );
  }

  /** Lines between two edges, of one block of each file, in their order. */
  async #between(
    cuts: readonly { end: number; next: number }[],
    chosen: Chosen,
  ): Promise<{ key: number; file: number; item: number }[]> {
    const found: { key: number; file: number; item: number }[] = [];
    for (const [file, { end, next }] of cuts.entries()) {
      if (end === next) continue;
      const block = this.#blockOf(file, end, chosen);
      const keys = await this.#keysOf(block);
      const listed = chosen.linesOf(block);
      const before = chosen.before[block] as number;
      for (let item = end; item < next; item++) {
        const line = listed === null ? item - before : (listed[item - before] as number);
        found.push({ key: keys[line] as number, file, item });
      }
    }
    return found.sort((a, b) => a.key - b.key || a.file - b.file || a.item - b.item);
  }

  /** The block that holds a chosen line of a file, by its number there. */
  #blockOf(file: number, item: number, { before }: Chosen): number {
    let { first: low, end: high } = this.#files[file] as FileBlocks;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((before[middle] as number) <= item) low = middle;
      else high = middle;
    }
    return low;
  }

  #indexOf(file: number, item: number, chosen: Chosen): number {
    const block = this.#blockOf(file, item, chosen);
    const at = item - (chosen.before[block] as number);
    return this.#places.startOf(block) + (chosen.linesOf(block)?.[at] ?? at);
  }

  /** Keys of the lines of a block, ascending. */
  async #keysOf(block: number): Promise<Float64Array> {
    const known = this.#keys.get(block);
    if (known) {
      this.#keys.delete(block);
      this.#keys.set(block, known);
      return known;
    }
    const { line: firstLine } = this.#reader.readable.blocks[block] as CoreBlock;
    const { rows } = await this.#reader.coreRows(block);
    const keys = new Float64Array(this.#places.lineCountOf(block));
    let key = this.#from[block] as number;
    let next = 0;
    for (let line = 0; line < keys.length; line++) {
      for (; (rows[next]?.line ?? Number.POSITIVE_INFINITY) <= firstLine + line; next++) {
        const { kind, timeMs } = rows[next] as (typeof rows)[number];
        if (kind === "event" && timeMs !== null) key = Math.min(Math.max(key, timeMs), this.#to[block] as number);
      }
      keys[line] = key;
    }
    this.#keys.set(block, keys);
    const oldest = this.#keys.keys().next();
    if (this.#keys.size > MOST_KNOWN && !oldest.done) this.#keys.delete(oldest.value);
    return keys;
  }
}

/** How many of ascending numbers are below one, or that one too. */
function countBelow(numbers: ArrayLike<number>, limit: number, including = false): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = numbers[middle] as number;
    if (including ? value <= limit : value < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
