/**
 * Raw lines back from the files: the line index says which blocks may hold what is asked for, each block is read and run
 * through the core again, and its rows are filtered. The same core, so the same reading of every line.
 */
import type { CoreBlock } from "../core/line-index.ts";
import type { CoreRow } from "../core/rows.ts";
import type { LinePage, LineQuery, LineRow } from "../model/analysis.ts";
import { NO_VALUE_KEY } from "../model/comparison.ts";
import { levelOfCode } from "../model/levels.ts";
import { fileLabel } from "../model/plan.ts";
import type { HexId } from "../model/units.ts";
import { type BlockBytes, BlockCore, type BlockSetup, behindBytes, MAX_LINE, reachOf } from "./block-core.ts";
import { maybeHasAny, touches } from "./block-filter.ts";
import { withoutEscapes } from "./escapes.ts";
import type { Presence } from "./presence.ts";
import { valueText } from "./row-values.ts";
import type { ByteSource } from "./source.ts";

/** A line with its dimensions and measures as texts, for export. */
export interface FieldedRow extends LineRow {
  lineCount: number;
  fields: Record<string, string>;
  /** numeric columns in the order of their names; NaN without a value */
  measures: number[];
  /** in bytes from the row's beginning; length 0 without a message */
  messageStart: number;
  messageLength: number;
}

export interface TimedMessage {
  timeMs: number | null;
  /** null where it does not stand in its line in one piece */
  message: string | null;
}

type MessageQuery = Pick<LineQuery, "startMs" | "endMs" | "templateIds">;

export interface Readable extends BlockSetup {
  sources: readonly ByteSource[];
  blocks: readonly CoreBlock[];
  /** bytes that a block covers */
  blockBytes: number;
  /** signature → template id */
  templateOf: ReadonlyMap<HexId, HexId>;
  /** where in time some signatures are, see presence.ts */
  presenceOf(signatures: readonly HexId[]): Presence | null;
}

const CACHED_BLOCKS = 32;

export class LineReader {
  readonly #readable: Readable;
  readonly #core: BlockCore;
  /** rows of the blocks read last, by index; insertion order is age */
  readonly #cache = new Map<number, FieldedRow[]>();

  constructor(readable: Readable) {
    this.#readable = readable;
    this.#core = new BlockCore(readable);
  }

  get readable(): Readable {
    return this.#readable;
  }

  /** One page of matching lines in file order; a continuation line goes with its event. */
  async page(query: LineQuery): Promise<LinePage> {
    const rows: LineRow[] = [];
    const mayHold = this.#mayHold(query);
    // lines before the first event follow none: they are shown when nothing is asked for
    let followed = asksForAll(query);
    for (let i = this.#firstAfter(query); i < this.#readable.blocks.length; i++) {
      const block = this.#readable.blocks[i] as CoreBlock;
      const wanted = mayHold(block);
      if (!wanted && !(followed && block.continues)) {
        followed = false;
        continue;
      }
      for (const row of await this.rowsOf(i)) {
        const matches: boolean = row.kind === "continuation" ? followed : this.#matches(row, query);
        if (row.kind !== "continuation") followed = matches;
        if (!matches || (query.after && !isAfter(row, query.after))) continue;
        rows.push(plain(row));
        if (rows.length === query.limit) return { rows, next: { file: row.file, byteOffset: row.byteOffset } };
      }
    }
    return { rows, next: null };
  }

  /** The line that starts at a byte offset of a file; null when none does. */
  async lineAt(file: number, byteOffset: number): Promise<LineRow | null> {
    const index = this.#readable.blocks.findLastIndex((block) => block.file === file && block.byteOffset <= byteOffset);
    if (index < 0) return null;
    const row = (await this.rowsOf(index)).find((candidate) => candidate.byteOffset === byteOffset);
    return row ? plain(row) : null;
  }

  /** Every row of every file, block by block. */
  async *all(): AsyncGenerator<FieldedRow[]> {
    for (let i = 0; i < this.#readable.blocks.length; i++) yield await this.rowsOf(i);
  }

  /** Blocks that may hold events that are asked for, by index, in file order. */
  blocksWith(query: Omit<LineQuery, "limit">): number[] {
    const mayHold = this.#mayHold(query);
    return this.#readable.blocks.flatMap((block, i) => (mayHold(block) ? [i] : []));
  }

  /** Messages of a block's events of some templates within a time. */
  async messagesIn(index: number, { startMs, endMs, templateIds = [] }: MessageQuery): Promise<TimedMessage[]> {
    const { templateOf, blocks, programs } = this.#readable;
    const { file } = blocks[index] as CoreBlock;
    const { bytes, start, rows } = await this.coreRows(index);
    return rows.flatMap((row): TimedMessage[] => {
      if (row.kind !== "event" || !templateIds.includes(templateOf.get(row.signature) ?? "")) return [];
      if (!isWithin(row.timeMs, startMs, endMs)) return [];
      const { timeMs, messageStart, messageLength } = row;
      if (messageStart + messageLength > row.length) return [{ timeMs, message: null }];
      const at = row.byteOffset - start;
      return [{ timeMs, message: valueText(bytes, at, messageStart, messageLength, programs[file]) }];
    });
  }

  /** Whether a block may hold a line that is asked for, by its times and its signatures. */
  #mayHold(query: Omit<LineQuery, "limit">): (block: CoreBlock) => boolean {
    const { templateOf, presenceOf } = this.#readable;
    const { startMs = null, endMs = null, templateIds } = query;
    const isTimed = startMs !== null || endMs !== null;
    const inTime = (block: CoreBlock) => !isTimed || touches(block, { startMs, endMs });
    if (!templateIds) return inTime;
    const wanted = new Set(templateIds);
    const signatures = [...templateOf].flatMap(([signature, id]) => (wanted.has(id) ? [signature] : []));
    // within a range that is given blocks are few, and asking where the signatures are costs more than reading one
    const hasAny = maybeHasAny(signatures, isTimed ? () => null : presenceOf);
    return (block) => inTime(block) && hasAny(block);
  }

  /** The block that the lines after the cursor begin in; or the one before it that holds the event they may go with. */
  #firstAfter({ after }: LineQuery): number {
    const { blocks } = this.#readable;
    let first = after ? blocks.findIndex((_, i) => !this.#endsBefore(i, after)) : 0;
    if (first < 0) return blocks.length;
    if (!blocks[first]?.continues) return first;
    first--;
    while (first > 0 && blocks[first]?.events === 0) first--;
    return Math.max(0, first);
  }

  /** Whether all lines of a block come before a cursor. */
  #endsBefore(index: number, after: { file: number; byteOffset: number }): boolean {
    const next = this.#readable.blocks[index + 1];
    const block = this.#readable.blocks[index] as CoreBlock;
    if (block.file !== after.file) return block.file < after.file;
    return next !== undefined && next.file === block.file && next.byteOffset <= after.byteOffset;
  }

  #matches(row: FieldedRow, query: LineQuery): boolean {
    if (!isWithin(row.timeMs, query.startMs, query.endMs)) return false;
    const filtered = query.templateIds || query.levels || query.dimensions;
    if (filtered && row.kind !== "event") return false;
    if (query.templateIds && !query.templateIds.includes(row.templateId ?? "")) return false;
    if (query.levels && !query.levels.includes(row.level)) return false;
    return query.dimensions === undefined || holdsValues(row.fields, query.dimensions);
  }

  /** All rows of a block. */
  async rowsOf(index: number): Promise<FieldedRow[]> {
    const cached = this.#cache.get(index);
    if (cached) {
      this.#cache.delete(index);
      this.#cache.set(index, cached);
      return cached;
    }
    const rows = await this.#readBlock(index);
    this.#cache.set(index, rows);
    const oldest = this.#cache.keys().next();
    if (this.#cache.size > CACHED_BLOCKS && !oldest.done) this.#cache.delete(oldest.value);
    return rows;
  }

  async #readBlock(index: number): Promise<FieldedRow[]> {
    const { bytes, start, rows } = await this.coreRows(index);
    const { file } = this.#readable.blocks[index] as CoreBlock;
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return rows.map((row) => this.#decode(row, file, bytes, start, (part) => decoder.decode(part)));
  }

  /** A block's bytes, where they start in the file, and their rows as the core tells them. */
  async coreRows(index: number): Promise<{ bytes: Uint8Array; start: number; rows: CoreRow[] }> {
    const block = this.#readable.blocks[index] as CoreBlock;
    const read = await this.#bytesOf(index);
    return {
      bytes: read.bytes,
      start: block.byteOffset,
      rows: read.bytes.length > 0 ? this.#core.rows(block, read) : [],
    };
  }

  async #bytesOf(index: number): Promise<BlockBytes> {
    const { blocks, sources, blockBytes } = this.#readable;
    const block = blocks[index] as CoreBlock;
    const source = sources[block.file];
    if (!source) return { bytes: new Uint8Array(0), behind: new Uint8Array(0), fieldsLine: null };
    const next = blocks[index + 1];
    const end = reachOf(block, next, blockBytes);
    const bytes = await source.slice(block.byteOffset, end + behindBytes(block, next));
    const own = end - block.byteOffset;
    return {
      bytes: bytes.subarray(0, own),
      behind: bytes.subarray(own),
      fieldsLine: await this.fieldsLineOf(block),
    };
  }

  /** The line that named the columns of a block; null where that is the plan. */
  async fieldsLineOf({ file, fieldsOffset }: CoreBlock): Promise<Uint8Array | null> {
    const source = this.#readable.sources[file];
    return fieldsOffset === null || !source ? null : source.slice(fieldsOffset, fieldsOffset + MAX_LINE);
  }

  #decode(
    row: CoreRow,
    file: number,
    bytes: Uint8Array,
    start: number,
    decode: (bytes: Uint8Array) => string,
  ): FieldedRow {
    const at = row.byteOffset - start;
    const { names, programs } = this.#readable;
    const program = programs[file];
    const whole = decode(bytes.subarray(at, at + row.length));
    const fields: Record<string, string> = {};
    names.dimensions.forEach((name, d) => {
      const value = row.values[d];
      if (value) fields[name] = valueText(bytes, at, value.start, value.length, program);
    });
    if (names.fileDimension !== null && row.kind === "event") fields[names.fileDimension] = fileLabel(file);
    names.measures.forEach((name, m) => {
      const value = row.measures[m] ?? Number.NaN;
      if (!Number.isNaN(value)) fields[name] = String(value);
    });
    return {
      file,
      line: row.line,
      byteOffset: row.byteOffset,
      text: program?.escapes ? withoutEscapes(whole) : whole,
      truncated: row.truncated,
      kind: row.kind,
      timeMs: row.timeMs,
      level: row.kind === "event" ? levelOfCode(row.level) : null,
      templateId: row.kind === "event" ? (this.#readable.templateOf.get(row.signature) ?? null) : null,
      lineCount: row.lineCount,
      fields,
      measures: row.measures,
      messageStart: row.messageStart,
      messageLength: row.messageLength,
    };
  }
}

function plain(row: FieldedRow): LineRow {
  const { lineCount: _, fields: __, measures: ___, messageStart: ____, messageLength: _____, ...line } = row;
  return line;
}

/** Whether a time lies in [startMs, endMs); where neither is asked for, also no time does. */
function isWithin(timeMs: number | null, startMs: number | undefined, endMs: number | undefined): boolean {
  if (startMs === undefined && endMs === undefined) return true;
  return timeMs !== null && timeMs >= (startMs ?? -Infinity) && timeMs < (endMs ?? Infinity);
}

function isAfter(row: LineRow, after: { file: number; byteOffset: number }): boolean {
  return row.file > after.file || (row.file === after.file && row.byteOffset > after.byteOffset);
}

function asksForAll({ startMs, endMs, templateIds, levels, dimensions }: LineQuery): boolean {
  return [startMs, endMs, templateIds, levels, dimensions].every((one) => one === undefined);
}

/** Values of one dimension are alternatives; different dimensions must all hold. */
function holdsValues(fields: FieldedRow["fields"], wanted: NonNullable<LineQuery["dimensions"]>): boolean {
  return wanted.every(({ name }) =>
    wanted.some((one) => one.name === name && (fields[name] ?? NO_VALUE_KEY) === one.value),
  );
}
