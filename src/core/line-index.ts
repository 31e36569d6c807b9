/** Reads the line index and how each plan fared out of the core's memory. Layouts are drawn in assembly/blocks.ts and readings.ts. */
import type { EpochMs } from "../model/units.ts";
import type { CoreExports } from "./core.ts";

/** One block of the line index. */
export interface CoreBlock {
  file: number;
  continues: boolean;
  byteOffset: number;
  line: number;
  /** null when no event of the block has a time */
  minMs: EpochMs | null;
  maxMs: EpochMs | null;
  events: number;
  turns: number;
  lastSeen: number;
  /** byte offset of the line that named the columns; null while they are those of the plan */
  fieldsOffset: number | null;
  /** eight words of the bloom filter over signatures */
  bloom: BigUint64Array;
}

/** How the plan of one file fared, as far as it was read. */
export interface CoreReading {
  file: number;
  lines: number;
  unmatchedLines: number;
  /** events by layout, 16 places; of other kinds than line logs at place 0 */
  layouts: number[];
  /** byte offsets of the first lines that no layout took, at most 20 */
  unmatchedAt: number[];
}

export const BLOCK_BYTES = 128;
export const READING_BYTES = 312;
const READING_LAYOUTS = 16;

/** @returns the line index, in the order of the files */
export function readBlocks(wasm: CoreExports): CoreBlock[] {
  const view = new DataView(wasm.memory.buffer, wasm.blocksPointer(), wasm.blockCount() * BLOCK_BYTES);
  return Array.from({ length: wasm.blockCount() }, (_, i) => {
    const at = i * BLOCK_BYTES;
    const minMs = view.getFloat64(at + 24, true);
    const fieldsPlace = view.getUint32(at + 44, true) + view.getUint32(at + 60, true) * 2 ** 32;
    return {
      file: view.getUint32(at, true),
      continues: (view.getUint32(at + 4, true) & 1) === 1,
      byteOffset: view.getFloat64(at + 8, true),
      line: view.getFloat64(at + 16, true),
      minMs: Number.isFinite(minMs) ? minMs : null,
      maxMs: Number.isFinite(minMs) ? view.getFloat64(at + 32, true) : null,
      events: view.getUint32(at + 40, true),
      turns: view.getInt32(at + 48, true),
      lastSeen: view.getInt32(at + 52, true),
      fieldsOffset: fieldsPlace === 0 ? null : fieldsPlace - 1,
      bloom: BigUint64Array.from({ length: 8 }, (_, w) => view.getBigUint64(at + 64 + w * 8, true)),
    };
  });
}

/** @returns what each plan took, by file, in the order in which files were started */
export function readReadings(wasm: CoreExports): CoreReading[] {
  const view = new DataView(wasm.memory.buffer, wasm.readingsPointer(), wasm.readingCount() * READING_BYTES);
  return Array.from({ length: wasm.readingCount() }, (_, i) => {
    const double = (place: number) => view.getFloat64(i * READING_BYTES + place, true);
    const kept = view.getUint32(i * READING_BYTES + 4, true);
    return {
      file: view.getUint32(i * READING_BYTES, true),
      lines: double(8),
      unmatchedLines: double(16),
      layouts: Array.from({ length: READING_LAYOUTS }, (_, layout) => double(24 + layout * 8)),
      unmatchedAt: Array.from({ length: kept }, (_, k) => double(24 + READING_LAYOUTS * 8 + k * 8)),
    };
  });
}
