/** Rows as the core writes them: one a physical line or record, and one for the trace of an event. Layout: assembly/rows.ts. */
import type { LineKind } from "../model/analysis.ts";
import type { EpochMs, HexId } from "../model/units.ts";
import { hex } from "./tables.ts";

export interface CoreRow {
  byteOffset: number;
  timeMs: EpochMs | null;
  /** "0000000000000000" for rows that are no event */
  signature: HexId;
  line: number;
  /** bytes without the line end */
  length: number;
  messageStart: number;
  messageLength: number;
  kind: LineKind;
  level: number;
  truncated: boolean;
  /** physical lines of the record */
  lineCount: number;
  /** by measure; NaN without a value */
  measures: number[];
  /** by dimension: [start, length) relative to byteOffset, null without a value */
  values: ({ start: number; length: number } | null)[];
}

const ROW = 384;
/** Start of a value that is not there. */
export const NO_VALUE = 0xffffffff;
const KINDS: readonly LineKind[] = ["event", "continuation", "unparsed", "header"];

/** Kind of a row that is no line: the signature of the event above it with its trace. */
const TRACED = 4;

/** Appends `count` rows at `place` of the memory to `rows`, each with its first `measureCount` measures. */
export function decodeRows(
  memory: ArrayBuffer,
  place: number,
  count: number,
  measureCount: number,
  rows: CoreRow[],
): void {
  const view = new DataView(memory, place, count * ROW);
  for (let i = 0; i < count; i++) {
    const at = i * ROW;
    if (view.getUint8(at + 44) === TRACED) {
      const event = rows.findLast(({ kind }) => kind === "event");
      if (event) event.signature = hex(view.getBigUint64(at + 16, true));
      continue;
    }
    const timeMs = view.getFloat64(at + 8, true);
    rows.push({
      byteOffset: view.getFloat64(at, true),
      timeMs: Number.isNaN(timeMs) ? null : timeMs,
      signature: hex(view.getBigUint64(at + 16, true)),
      line: view.getFloat64(at + 24, true),
      length: view.getUint32(at + 32, true),
      messageStart: view.getUint32(at + 36, true),
      messageLength: view.getUint32(at + 40, true),
      kind: KINDS[view.getUint8(at + 44)] ?? "unparsed",
      level: view.getUint8(at + 45),
      truncated: view.getUint8(at + 46) === 1,
      lineCount: view.getUint32(at + 48, true),
      measures: Array.from({ length: measureCount }, (_, m) => view.getFloat64(at + 128 + m * 8, true)),
      values: Array.from({ length: 8 }, (_, d) => {
        const start = view.getUint32(at + 64 + d * 8, true);
        return start === NO_VALUE ? null : { start, length: view.getUint32(at + 68 + d * 8, true) };
      }),
    });
  }
}

/** What is asked of many rows at once, a column each; grows, and is used again for the next block. */
export class RowColumns {
  count = 0;
  line = new Float64Array(1024);
  lineCount = new Uint32Array(1024);
  byteOffset = new Float64Array(1024);
  /** NaN without a time */
  timeMs = new Float64Array(1024);
  /** 0 for rows that are no event */
  signature = new BigUint64Array(1024);
  /** index into KINDS: 0 event, 1 continuation, 2 unparsed, 3 header */
  kind = new Uint8Array(1024);
  level = new Uint8Array(1024);
  /** by row 8 × (start, length); start NO_VALUE without a value */
  values = new Uint32Array(1024 * 16);

  /** Appends `count` rows at `place` of the memory. */
  take(memory: ArrayBuffer, place: number, count: number): void {
    while (this.count + count > this.kind.length) this.#grow();
    const view = new DataView(memory, place, count * ROW);
    let row = this.count;
    for (let i = 0; i < count; i++) {
      const at = i * ROW;
      if (view.getUint8(at + 44) === TRACED) {
        const event = this.kind.subarray(0, row).lastIndexOf(0);
        if (event >= 0) this.signature[event] = view.getBigUint64(at + 16, true);
        continue;
      }
      this.byteOffset[row] = view.getFloat64(at, true);
      this.timeMs[row] = view.getFloat64(at + 8, true);
      this.signature[row] = view.getBigUint64(at + 16, true);
      this.line[row] = view.getFloat64(at + 24, true);
      this.kind[row] = view.getUint8(at + 44);
      this.level[row] = view.getUint8(at + 45);
      this.lineCount[row] = view.getUint32(at + 48, true);
      for (let v = 0; v < 16; v++) this.values[row * 16 + v] = view.getUint32(at + 64 + v * 4, true);
      row++;
    }
    this.count = row;
  }

  #grow(): void {
    const grown = <T extends { length: number; set(from: T): void }>(old: T, make: new (length: number) => T): T => {
      const larger = new make(old.length * 2);
      larger.set(old);
      return larger;
    };
    this.line = grown(this.line, Float64Array);
    this.lineCount = grown(this.lineCount, Uint32Array);
    this.byteOffset = grown(this.byteOffset, Float64Array);
    this.timeMs = grown(this.timeMs, Float64Array);
    this.signature = grown(this.signature, BigUint64Array);
    this.kind = grown(this.kind, Uint8Array);
    this.level = grown(this.level, Uint8Array);
    this.values = grown(this.values, Uint32Array);
  }
}
