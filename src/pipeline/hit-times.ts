/**
 * When the lines of a search were: hits per bin of time. A block that lies in one bin is told by its index; only those over the
 * edge of a bin are read, and what their hits' times are is remembered. A line has the time of its event; one without has that
 * of the last event above it in its block, else of the first below.
 */
import type { CoreBlock } from "../core/line-index.ts";
import type { CoreRow } from "../core/rows.ts";
import type { HitTimesQuery } from "../model/line-window.ts";
import type { EpochMs } from "../model/units.ts";
import type { HitSet } from "./hit-set.ts";
import type { LineReader } from "./lines.ts";

/** blocks whose hits' times are remembered, of one search */
const MOST_KNOWN = 4096;

export class HitTimes {
  readonly #reader: LineReader;
  readonly #hits: HitSet;
  readonly #timeBefore: (block: number) => Promise<EpochMs | null>;
  /** by block: times of its hits; insertion order is age */
  readonly #known = new Map<number, Float64Array>();

  /** @param timeBefore of the event that a block begins in; null when it has none */
  constructor(reader: LineReader, hits: HitSet, timeBefore: (block: number) => Promise<EpochMs | null>) {
    this.#reader = reader;
    this.#hits = hits;
    this.#timeBefore = timeBefore;
  }

  /**
   * @returns hits found so far, a number a bin; those of blocks without a time, or of another, in none. null once `isCancelled`
   */
  async count(query: Omit<HitTimesQuery, "search">, isCancelled: () => boolean): Promise<Float64Array | null> {
    const { startMs, binMs, binCount } = query;
    const counts = new Float64Array(binCount);
    const binOf = (timeMs: EpochMs): number => Math.floor((timeMs - startMs) / binMs);
    for (const { block, count } of this.#hits.byBlock()) {
      const span = this.#spanOf(block);
      if (span === null) continue;
      const [first, last] = [binOf(span.minMs), binOf(span.maxMs)];
      if (last < 0 || first >= binCount) continue;
      if (first === last) {
        counts[first] = counts[first]! + count;
        continue;
      }
      const times = this.#known.get(block) ?? (await this.#read(block));
      if (isCancelled()) return null;
      for (const timeMs of times) {
        const bin = binOf(timeMs);
        if (bin >= 0 && bin < binCount) counts[bin] = counts[bin]! + 1;
      }
    }
    return counts;
  }

  /** What the times of a block's lines lie within, those of an event that began before it too; null where none has a time. */
  #spanOf(index: number): { minMs: EpochMs; maxMs: EpochMs } | null {
    const { blocks } = this.#reader.readable;
    const { file, minMs, maxMs, continues } = blocks[index] as CoreBlock;
    let span = minMs === null || maxMs === null ? null : { minMs, maxMs };
    for (let i = index - 1; continues && blocks[i]?.file === file; i--) {
      const before = blocks[i] as CoreBlock;
      if (before.events === 0 && before.continues) continue;
      if (before.minMs === null || before.maxMs === null) break;
      span = {
        minMs: Math.min(span?.minMs ?? before.minMs, before.minMs),
        maxMs: Math.max(span?.maxMs ?? before.maxMs, before.maxMs),
      };
      break;
    }
    return span;
  }

  async #read(index: number): Promise<Float64Array> {
    const { line: firstLine, continues } = this.#reader.readable.blocks[index] as CoreBlock;
    const { rows } = await this.#reader.coreRows(index);
    const lines = this.#hits.linesOf(index);
    const times = new Float64Array(lines.length);
    const isTimed = (row: CoreRow): boolean => row.kind === "event" && row.timeMs !== null;
    const before = continues ? await this.#timeBefore(index) : null;
    let open = before ?? rows.find(isTimed)?.timeMs ?? Number.NaN;
    let row = 0;
    for (let i = 0; i < lines.length; i++) {
      const line = firstLine + (lines[i] as number);
      for (; row < rows.length && (rows[row] as CoreRow).line <= line; row++)
        if (isTimed(rows[row] as CoreRow)) open = rows[row]?.timeMs ?? open;
      times[i] = open;
    }
    this.#known.set(index, times);
    const oldest = this.#known.keys().next();
    if (this.#known.size > MOST_KNOWN && !oldest.done) this.#known.delete(oldest.value);
    return times;
  }
}
