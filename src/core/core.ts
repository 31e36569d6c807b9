/**
 * One instance of the WASM core: owns its memory and its addresses. Everything that leaves this folder is a copy or a
 * plain value; a view of memory never outlives a call, as growth detaches it. A trap is fatal: drop the instance.
 */
import type { instantiate as bound } from "../../build/core.release.js";
import type { MeasureStatistic } from "../model/measure-statistics.ts";
import type { EpochMs, HexId } from "../model/units.ts";
import {
  BLOCK_BYTES,
  type CoreBlock,
  type CoreReading,
  READING_BYTES,
  readBlocks,
  readReadings,
} from "./line-index.ts";
import { instantiate } from "./modules.ts";
import { PlanWriter, type ZoneRows } from "./plan-writer.ts";
import type { Program } from "./program.ts";
import { type CoreRow, decodeRows, type RowColumns } from "./rows.ts";
import {
  type CoreFacet,
  type CoreTemplate,
  type CoreTemplatePreview,
  readExemplars,
  readFacets,
  readTemplatePreview,
  readTemplates,
  readValues,
} from "./tables.ts";

export type CoreExports = Awaited<ReturnType<typeof bound>>;

/** Limits of what is kept; 0 is the built-in one. */
export interface Budgets {
  facets: number;
  cells: number;
  measureCells: number;
  blocks: number;
}

export const DEFAULT_BUDGETS: Budgets = { facets: 0, cells: 0, measureCells: 0, blocks: 0 };

export interface CoreTotals {
  lines: number;
  events: number;
  timedEvents: number;
  unparsedLines: number;
  firstMs: EpochMs | null;
  lastMs: EpochMs | null;
  /** events whose facet was left out under the budget */
  leftOut: number;
  /** bins are 2^shift seconds */
  shift: number;
  measureShift: number;
  /** quantiles and histograms of numeric columns are kept for every 2^quantileShift seconds */
  quantileShift: number;
}

/** Where reading stands, and what the next line needs to know of those before it. */
export interface CoreCarry {
  /** −1 before the first file */
  file: number;
  /** where the next line starts */
  byteOffset: number;
  /** its 1-based number; counted from the part's start when that lies within the file */
  line: number;
  turns: number;
  lastSeen: number;
  /** whether an event is open; "unknown" when only the part before can tell */
  open: "no" | "yes" | "unknown";
}

/** A span of time in bins; seconds since 1970. */
export interface CountedSpan {
  startSecond: number;
  endSecond: number;
  binCount: number;
  binSeconds: number;
}

const QUANTILES = { median: 0.5, p95: 0.95 };
type Quantile = keyof typeof QUANTILES;
/** in the order of assembly/series.ts */
const FILLED = ["mean", "count", "min", "max"];

const CELL_BYTES = 16;
const MEASURE_CELL_BYTES = 48;
const OPENNESS = ["no", "yes", "unknown"] as const;

export class Core {
  readonly #wasm: CoreExports;
  readonly #measures: number;
  readonly #plans: PlanWriter;

  /** @param dimensions names of all files' dimensions, at most 8 @param measures at most 32 */
  constructor(module: WebAssembly.Module, budgets: Budgets, dimensions: number, measures: number) {
    this.#wasm = instantiate<CoreExports>(module);
    this.#measures = measures;
    this.#plans = new PlanWriter(this.#wasm);
    this.#wasm.start(budgets.facets, budgets.cells, budgets.measureCells, budgets.blocks, dimensions, measures);
  }

  /** From here on all messages count as one, as if there were no templates: the run that shows what they cost. */
  leaveTemplatesOut(): void {
    this.#wasm.signAlike();
  }

  #doubles(place: number, length: number): Float64Array {
    return new Float64Array(this.#wasm.memory.buffer, place, length).slice();
  }

  /** Sets the zone of stamps without one, for the files that are started next. */
  setTransitions(rows: ZoneRows): void {
    this.#plans.setTransitions(rows);
  }

  /**
   * Starts a file.
   * @param file its index @param place sum of the sizes of the files before it
   */
  startFile(program: Program, file: number, place: number, firstYear: number, clockOffsetMs: number): void {
    this.#plans.startFile(program, file, place, firstYear, clockOffsetMs);
  }

  /** Takes the next bytes of the file. */
  consume(bytes: Uint8Array): void {
    const chunk = this.#wasm.CHUNK.value;
    for (let at = 0; at < bytes.length; at += chunk) this.#feed(bytes.subarray(at, at + chunk));
  }

  /**
   * Takes up to `bytes` next bytes that `read` puts into the core's own memory, at most `chunkBytes` at once.
   * @param read fills the view and returns how many bytes there were
   */
  consumeFrom(read: (view: Uint8Array) => number, bytes: number): number {
    const wasm = this.#wasm;
    const view = new Uint8Array(wasm.memory.buffer, wasm.inputPointer(), Math.min(bytes, wasm.CHUNK.value));
    const filled = read(view);
    wasm.consume(filled);
    return filled;
  }

  #feed(part: Uint8Array): void {
    new Uint8Array(this.#wasm.memory.buffer, this.#wasm.inputPointer(), part.length).set(part);
    this.#wasm.consume(part.length);
  }

  /** Takes what is left as the last line. */
  endFile(): void {
    this.#wasm.endFile();
  }

  /** Counts the event that is open, with the trace that its lines have shown so far: nothing more is read or merged. */
  closeEvent(): void {
    this.#wasm.closeEvent();
  }

  /** Settles all counts after the last file or merge. An event that is open is counted later: see `closeEvent`. */
  settle(): void {
    this.#wasm.settle();
  }

  totals(): CoreTotals {
    const wasm = this.#wasm;
    const firstMs = wasm.firstMs();
    return {
      lines: wasm.lines.value,
      events: wasm.events.value,
      timedEvents: wasm.events.value - wasm.untimedEvents.value,
      unparsedLines: wasm.unparsedLines.value,
      firstMs: Number.isFinite(firstMs) ? firstMs : null,
      lastMs: Number.isFinite(firstMs) ? wasm.lastMs() : null,
      leftOut: Number(wasm.leftOut.value),
      shift: wasm.shift.value,
      measureShift: wasm.measureShift.value,
      quantileShift: wasm.quantileShift.value,
    };
  }

  /** Events by level so far, coarse; null before the first event with a time. Rows are level codes 0…7. */
  preview(): { startSeconds: number; binSeconds: number; binCount: number; counts: Float64Array } | null {
    const wasm = this.#wasm;
    const binCount = wasm.previewBinCount.value;
    if (binCount === 0) return null;
    const width = wasm.PREVIEW_BINS.value;
    const all = new Float64Array(wasm.memory.buffer, wasm.previewCounts.value, 8 * width);
    const counts = new Float64Array(8 * binCount);
    for (let row = 0; row < 8; row++) counts.set(all.subarray(row * width, row * width + binCount), row * binCount);
    const binSeconds = 2 ** wasm.previewShift.value;
    return { startSeconds: Number(wasm.previewFirstBin.value) * binSeconds, binSeconds, binCount, counts };
  }

  facets(): CoreFacet[] {
    return readFacets(this.#wasm);
  }

  /** Texts of dimension values by their number; number 0 is "no value". */
  values(): { dimension: number; text: string }[] {
    return readValues(this.#wasm);
  }

  /** Finds the templates of all signatures; sorted by id. */
  templates(): CoreTemplate[] {
    return readTemplates(this.#wasm);
  }

  /** The earliest message of each signature asked for; none of those without a text. */
  exemplars(signatures: ReadonlySet<HexId>): Map<HexId, string> {
    return readExemplars(this.#wasm, signatures);
  }

  /** Distinct signatures so far, which are what the template step works on. */
  get signatureCount(): number {
    return this.#wasm.signatureCount();
  }

  /** The templates of what has been read so far; reading may go on. */
  templatePreview(most: number): CoreTemplatePreview {
    return readTemplatePreview(this.#wasm, most);
  }

  /** Bytes of a file that one block covers. */
  get blockBytes(): number {
    return this.#wasm.blockBytes();
  }

  /** The line index, in the order of the files. */
  blocks(): CoreBlock[] {
    return readBlocks(this.#wasm);
  }

  /** What each plan took, by file, in the order in which files were started. */
  readings(): CoreReading[] {
    return readReadings(this.#wasm);
  }

  /**
   * Counts per bin for a grouping of facets.
   * @param rows by facet index: its row, −1 for none @param weights by facet index; null for 1 each
   * @param firstBin number of the first bin since 1970 @returns one array of binCount counts a row
   */
  series(
    rows: Int32Array,
    weights: Float64Array | null,
    rowCount: number,
    firstBin: number,
    binCount: number,
    binSeconds: number,
  ): Float64Array[] {
    const startSecond = firstBin * binSeconds;
    const span = { startSecond, endSecond: startSecond + binCount * binSeconds, binCount, binSeconds };
    const table = this.table(rows, weights, rowCount, span);
    return Array.from({ length: rowCount }, (_, row) => table.slice(row * binCount, (row + 1) * binCount));
  }

  /**
   * The same over any span of whole stored bins, its bins counted from its start. Bins may reach beyond the end.
   * @returns row by row
   */
  table(rows: Int32Array, weights: Float64Array | null, rowCount: number, span: CountedSpan): Float64Array {
    const wasm = this.#wasm;
    const { startSecond, endSecond, binCount, binSeconds } = span;
    const bytes = rowCount * binCount * 8;
    const weightBytes = weights?.byteLength ?? 0;
    const out = this.#scratch(bytes + weightBytes + rows.byteLength);
    const weightsAt = out + bytes;
    const rowsAt = weightsAt + weightBytes;
    new Uint8Array(wasm.memory.buffer, out, bytes).fill(0);
    if (weights) new Float64Array(wasm.memory.buffer, weightsAt, weights.length).set(weights);
    new Int32Array(wasm.memory.buffer, rowsAt, rows.length).set(rows);
    wasm.fillSeries(rowsAt, weights ? weightsAt : 0, startSecond, endSecond, binCount, binSeconds, out);
    return this.#doubles(out, rowCount * binCount);
  }

  /** Of a measure per bin, NaN where it has no value, but 0 for their number; the quantiles to within 1/64 of the value. */
  measure(
    measure: number,
    what: MeasureStatistic,
    firstBin: number,
    binCount: number,
    binSeconds: number,
  ): Float64Array {
    const counts = this.#scratch(binCount * 24);
    const out = counts + binCount * 16;
    const wasm = this.#wasm;
    if (what in QUANTILES)
      wasm.fillQuantiles(measure, QUANTILES[what as Quantile], firstBin, binCount, binSeconds, counts, out);
    else wasm.fillMeasure(measure, FILLED.indexOf(what), firstBin, binCount, binSeconds, counts, out);
    return this.#doubles(out, binCount);
  }

  /** The values of a measure in [from, to) by size: buckets that hold any, ascending, each at most 1/32 of its values wide. */
  histogram(measure: number, fromMs: EpochMs, toMs: EpochMs): { from: number; to: number; count: number }[] {
    const out = this.#scratch(8192 * 24);
    const found = this.#wasm.fillHistogram(measure, fromMs / 1000, toMs / 1000, out);
    const numbers = this.#doubles(out, found * 3);
    const number = (bucket: number, field: number) => numbers[bucket * 3 + field] as number;
    return Array.from({ length: found }, (_, b) => ({ from: number(b, 0), to: number(b, 1), count: number(b, 2) }));
  }

  #scratchPlace = 0;
  #scratchBytes = 0;

  /** Memory for one call; the next call takes the same. */
  #scratch(bytes: number): number {
    if (bytes > this.#scratchBytes) {
      this.#scratchBytes = bytes * 2;
      this.#scratchPlace = this.#wasm.allocate(this.#scratchBytes);
    }
    return this.#scratchPlace;
  }

  /** The byte form of all that was read; after `settle`. Reading may go on. */
  partial(): ArrayBuffer {
    const wasm = this.#wasm;
    const start = wasm.writePartial();
    const pieces: [place: number, bytes: number][] = [
      [start, wasm.partialBytes.value],
      [wasm.cellsPointer(), wasm.cellCount() * CELL_BYTES],
      [wasm.measureCell(0), wasm.measureCellCount() * MEASURE_CELL_BYTES],
      [wasm.blocksPointer(), wasm.blockCount() * BLOCK_BYTES],
      [wasm.readingsPointer(), wasm.readingCount() * READING_BYTES],
      [wasm.quantileCells(), wasm.quantileCellCount() * CELL_BYTES],
    ];
    const whole = new Uint8Array(pieces.reduce((sum, [, bytes]) => sum + bytes, 0));
    let at = 0;
    for (const [place, bytes] of pieces) {
      whole.set(new Uint8Array(wasm.memory.buffer, place, bytes), at);
      at += bytes;
    }
    return whole.buffer;
  }

  /**
   * Adds a partial, whose lines follow those here; `settle` when all are added.
   * @throws RangeError when the bytes are no partial, or begin within a file that is not the last one here
   */
  merge(partial: ArrayBuffer): void {
    const wasm = this.#wasm;
    const place = wasm.partialRoom(partial.byteLength);
    new Uint8Array(wasm.memory.buffer, place, partial.byteLength).set(new Uint8Array(partial));
    if (!wasm.mergePartial(place, partial.byteLength))
      throw new RangeError("These bytes are not a partial of this version, or not of the part that follows.");
  }

  /** Where reading stands. Meaningless while `lineUnfinished`, but for the lines before. */
  carry(): CoreCarry {
    const { file, windowOffset, firstLine, eventOpen, turns, lastSeen } = this.#wasm;
    return {
      file: file.value,
      byteOffset: windowOffset.value,
      line: firstLine.value,
      turns: turns.value,
      lastSeen: lastSeen.value,
      open: OPENNESS[eventOpen.value] ?? "unknown",
    };
  }

  /** Whether a line was begun whose end has not come yet. */
  get lineUnfinished(): boolean {
    return this.#wasm.lineUnfinished();
  }

  /** Whether the line begun is an overlong one, of which no more is looked at: `carry` is no place to go on from. */
  get passingOver(): boolean {
    return Boolean(this.#wasm.passingOver.value);
  }

  /** Goes on where `carry` stood; the file must have been started. */
  resumeFrom(carry: CoreCarry): void {
    this.#wasm.resumeAt(carry.byteOffset, carry.line, carry.turns, carry.lastSeen, OPENNESS.indexOf(carry.open));
  }

  /**
   * Begins with the first line that starts at `byteOffset` > 0 or after it, knowing nothing of what came before; the first
   * bytes to come are those at `byteOffset` − 1. The file must have been started.
   */
  resumeWithin(byteOffset: number): void {
    this.#wasm.resumeWithin(byteOffset);
  }

  /** From now on rows are written instead of counted; the file must have been started. */
  writeRows(): void {
    this.#wasm.writeRows(true);
  }

  /** Continues at the start of a block, as it was when the file was read. */
  resumeAt(block: Pick<CoreBlock, "byteOffset" | "line" | "turns" | "lastSeen" | "continues">): void {
    const { byteOffset, line, turns, lastSeen, continues } = block;
    this.#wasm.resumeAt(byteOffset, line, turns, lastSeen, continues ? 1 : 0);
  }

  /** Follows the line that named the columns before the place of `resumeAt`; `byteOffset` is its place in the file. */
  resumeFields(line: Uint8Array, byteOffset: number): void {
    new Uint8Array(this.#wasm.memory.buffer, this.#wasm.inputPointer(), line.length).set(line);
    this.#wasm.resumeFields(line.length, byteOffset);
  }

  /** Rows of the next bytes; `end` also takes what is left as the last line. @param rows of the bytes before, to be added to */
  rows(bytes: Uint8Array, end: boolean, rows: CoreRow[] = []): CoreRow[] {
    this.#writtenRows(bytes, end, (memory, place, count) => decodeRows(memory, place, count, this.#measures, rows));
    return rows;
  }

  /** What is asked of the rows of the next bytes; `end` as above. @param into where the rows are added */
  rowColumns(bytes: Uint8Array, end: boolean, into: RowColumns): void {
    this.#writtenRows(bytes, end, (memory, place, count) => into.take(memory, place, count));
  }

  #writtenRows(
    bytes: Uint8Array,
    end: boolean,
    take: (memory: ArrayBuffer, place: number, count: number) => void,
  ): void {
    const chunk = this.#wasm.ROW_CHUNK.value;
    const drain = () => {
      take(this.#wasm.memory.buffer, this.#wasm.rowsPointer(), this.#wasm.rowCount.value);
      this.#wasm.clearRows();
    };
    for (let at = 0; at < bytes.length; at += chunk) {
      this.#feed(bytes.subarray(at, at + chunk));
      drain();
    }
    if (end) {
      this.#wasm.endFile();
      drain();
    }
  }
}
