/** All physical lines of all files as one row of numbers: which block holds one, and which line of which file it is. */
import type { CoreBlock } from "../core/line-index.ts";
import type { LineNumber } from "../model/units.ts";

export class LinePlaces {
  /** how many lines there are */
  readonly total: number;
  readonly #blocks: readonly CoreBlock[];
  /** index of the first line of each block, and behind them the total */
  readonly #starts: Float64Array;
  /** index of the first line of each file, and behind them the total */
  readonly #files: number[];

  /** @param fileLines physical lines of each file, in the order of the files */
  constructor(blocks: readonly CoreBlock[], fileLines: readonly number[]) {
    this.#blocks = blocks;
    this.#files = [0];
    for (const lines of fileLines) this.#files.push((this.#files.at(-1) as number) + lines);
    this.total = this.#files.at(-1) as number;
    this.#starts = Float64Array.from([
      ...blocks.map(({ file, line }) => (this.#files[file] as number) + line - 1),
      this.total,
    ]);
  }

  get blockCount(): number {
    return this.#blocks.length;
  }

  /** index of a block's first line */
  startOf(block: number): number {
    return this.#starts[block] as number;
  }

  lineCountOf(block: number): number {
    return (this.#starts[block + 1] as number) - (this.#starts[block] as number);
  }

  /** The block that holds a line, by its index; −1 when there are no lines. */
  blockOf(index: number): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] as number) <= index) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The index of a line of a file; that of the nearest line of the file when it has no such line. */
  indexOf(file: number, line: LineNumber): number {
    const start = this.#files[file] ?? this.total;
    const end = this.#files[file + 1] ?? this.total;
    return Math.max(0, Math.min(start + Math.max(1, line) - 1, end - 1));
  }
}
