/**
 * Raw lines back from the files: the line index says which blocks may hold what is asked for, each block is read and run
 * through the core again, and its rows are filtered. The same core, so the same reading of every line.
 */
import { Core, type CoreBlock, DEFAULT_BUDGETS } from "../core/core.ts";
import { undouble, unescapeBackslashes } from "../core/escapes.ts";
import { KIND, type Program } from "../core/program.ts";
import type { CoreRow } from "../core/rows.ts";
import type { LinePage, LineQuery, LineRow } from "../model/analysis.ts";
import { NO_VALUE_KEY } from "../model/comparison.ts";
import { levelOfCode } from "../model/levels.ts";
import { fileLabel } from "../model/plan.ts";
import type { Inputs } from "../model/report.ts";
import type { HexId } from "../model/units.ts";
import type { FieldNames } from "./compile.ts";
import { blankEscapes, withoutEscapes } from "./escapes.ts";
import type { ByteSource } from "./source.ts";
import { startFile } from "./start-file.ts";

/** A line with its dimensions and measures as texts, for export. */
export interface FieldedRow extends LineRow {
  lineCount: number;
  fields: Record<string, string>;
  /** numeric columns in the order of their names; NaN without a value */
  measures: number[];
}

type MessageQuery = Pick<LineQuery, "startMs" | "endMs" | "templateIds">;

export interface Readable {
  module: WebAssembly.Module;
  sources: readonly ByteSource[];
  programs: readonly Program[];
  inputs: Inputs;
  names: FieldNames;
  blocks: readonly CoreBlock[];
  /** bytes that a block covers */
  blockBytes: number;
  /** signature → template id */
  templateOf: ReadonlyMap<HexId, HexId>;
}

/** longest part of a line that is looked at, as in assembly/window.ts */
const MAX_LINE = 65_536;
/** how far below its event a line may begin that is of its trace, and what is looked at of it: as in assembly/trace.ts */
const TRACE_REACH = 32_768 + 2048;
const CACHED_BLOCKS = 32;
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export class LineReader {
  readonly #readable: Readable;
  #core: Core | null = null;
  #coreFile = -1;
  /** rows of the blocks read last, by index; insertion order is age */
  readonly #cache = new Map<number, FieldedRow[]>();

  constructor(readable: Readable) {
    this.#readable = readable;
  }

  /** One page of matching lines in file order; a continuation line goes with its event. */
  async page(query: LineQuery): Promise<LinePage> {
    const rows: LineRow[] = [];
    const signatures = this.#signaturesOf(query);
    // lines before the first event follow none: they are shown when nothing is asked for
    let followed = asksForAll(query);
    for (let i = this.#firstAfter(query); i < this.#readable.blocks.length; i++) {
      const block = this.#readable.blocks[i] as CoreBlock;
      const wanted = mayHold(block, query, signatures);
      if (!wanted && !(followed && block.continues)) {
        followed = false;
        continue;
      }
      for (const row of await this.#rowsOf(i)) {
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
    const row = (await this.#rowsOf(index)).find((candidate) => candidate.byteOffset === byteOffset);
    return row ? plain(row) : null;
  }

  /** Every row of every file, block by block. */
  async *all(): AsyncGenerator<FieldedRow[]> {
    for (let i = 0; i < this.#readable.blocks.length; i++) yield await this.#rowsOf(i);
  }

  /** Blocks that may hold events that are asked for, by index, in file order. */
  blocksWith(query: Omit<LineQuery, "limit">): number[] {
    const signatures = this.#signaturesOf(query);
    return this.#readable.blocks.flatMap((block, i) => (mayHold(block, query, signatures) ? [i] : []));
  }

  /** Messages of a block's events of some templates within a time; null for one that does not stand in its line in one piece. */
  async messagesIn(index: number, { startMs, endMs, templateIds = [] }: MessageQuery): Promise<(string | null)[]> {
    const { templateOf, blocks, programs } = this.#readable;
    const { file } = blocks[index] as CoreBlock;
    const { bytes, start, rows } = await this.#coreRows(index);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const { escapes = false, kind } = programs[file] ?? {};
    return rows.flatMap((row) => {
      if (row.kind !== "event" || !templateIds.includes(templateOf.get(row.signature) ?? "")) return [];
      if (!isWithin(row.timeMs, startMs, endMs)) return [];
      if (row.messageStart + row.messageLength > row.length) return [null];
      const at = row.byteOffset - start;
      const from = at + row.messageStart;
      const raw = decoder.decode(bytes.subarray(from, from + row.messageLength));
      const text = escapes ? blankEscapes(raw) : raw;
      return [bytes[from - 1] === QUOTE ? meant(text, kind, bytes[at]) : text];
    });
  }

  #signaturesOf(query: Pick<LineQuery, "templateIds">): bigint[] | null {
    if (!query.templateIds) return null;
    const wanted = new Set(query.templateIds);
    return [...this.#readable.templateOf].flatMap(([signature, id]) =>
      wanted.has(id) ? [BigInt(`0x${signature}`)] : [],
    );
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

  async #rowsOf(index: number): Promise<FieldedRow[]> {
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
    const { bytes, start, rows } = await this.#coreRows(index);
    const { file } = this.#readable.blocks[index] as CoreBlock;
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return rows.map((row) => this.#decode(row, file, bytes, start, (part) => decoder.decode(part)));
  }

  /** A block's bytes, where they start in the file, and their rows as the core tells them. */
  async #coreRows(index: number): Promise<{ bytes: Uint8Array; start: number; rows: CoreRow[] }> {
    const { blocks, sources } = this.#readable;
    const block = blocks[index] as CoreBlock;
    const source = sources[block.file];
    const start = block.byteOffset;
    if (!source) return { bytes: new Uint8Array(0), start, rows: [] };
    const next = blocks[index + 1];
    const end = next && next.file === block.file ? next.byteOffset : Number.POSITIVE_INFINITY;
    // what lies past the longest line that starts in the block belongs to lines that are passed over
    const reach = (Math.floor(start / this.#readable.blockBytes) + 1) * this.#readable.blockBytes + MAX_LINE + 1;
    // the trace of the last event may go on behind the block
    const more = next?.continues ? TRACE_REACH : 0;
    const bytes = await source.slice(start, Math.min(end + more, reach + more));
    const fields =
      block.fieldsOffset === null ? null : await source.slice(block.fieldsOffset, block.fieldsOffset + MAX_LINE);
    // from here on nothing is waited for: other questions use the same core
    const core = this.#coreFor(block.file);
    core.resumeAt(block);
    if (fields && block.fieldsOffset !== null) {
      const lineEnd = fields.findIndex((byte) => byte === LF || byte === CR);
      core.resumeFields(lineEnd < 0 ? fields : fields.subarray(0, lineEnd), block.fieldsOffset);
    }
    const rows = core.rows(bytes.subarray(0, end - start), more === 0);
    if (more > 0) completeTrace(core, bytes.subarray(end - start), rows);
    return { bytes, start, rows: rows.filter(({ byteOffset }) => byteOffset < end) };
  }

  #coreFor(file: number): Core {
    const { module, names, inputs, programs } = this.#readable;
    if (this.#core && this.#coreFile === file) return this.#core;
    if (!this.#core) {
      this.#core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
      this.#core.writeRows();
    }
    startFile(this.#core, programs[file] as Program, inputs, file, 0);
    this.#coreFile = file;
    return this.#core;
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
    const { escapes = false } = programs[file] ?? {};
    const text = (from: number, length: number) => decode(bytes.subarray(at + from, at + from + length));
    // as the core read it
    const valueText = (from: number, length: number) =>
      escapes ? blankEscapes(text(from, length)) : text(from, length);
    const fields: Record<string, string> = {};
    names.dimensions.forEach((name, d) => {
      const value = row.values[d];
      if (!value) return;
      const raw = valueText(value.start, value.length);
      const isQuoted = bytes[at + value.start - 1] === QUOTE;
      fields[name] = isQuoted ? meant(raw, this.#readable.programs[file]?.kind, bytes[at]) : raw;
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
      text: escapes ? withoutEscapes(text(0, row.length)) : text(0, row.length),
      truncated: row.truncated,
      kind: row.kind,
      timeMs: row.timeMs,
      level: row.kind === "event" ? levelOfCode(row.level) : null,
      templateId: row.kind === "event" ? (this.#readable.templateOf.get(row.signature) ?? null) : null,
      lineCount: row.lineCount,
      fields,
      measures: row.measures,
    };
  }
}

/** Has the core read on until the last event of the rows has ended, which settles its signature. */
function completeTrace(core: Core, bytes: Uint8Array, rows: CoreRow[]): void {
  const known = rows.length;
  for (let at = 0, to = 1024; at < bytes.length; at = to, to *= 2) {
    core.rows(bytes.subarray(at, to), to >= bytes.length, rows);
    if (rows.slice(known).some(({ kind }) => kind === "event")) return;
  }
}

/** A quoted value without its escapes; `first` is the first byte of its record, which tells objects from other lines. */
function meant(raw: string, kind: number | undefined, first: number | undefined): string {
  if (kind === KIND.table) return undouble(raw);
  const isObject = first !== undefined && (first <= 0x20 || first === 0x7b || first === 0x5b || first === 0x2c);
  if (kind === KIND.json || kind === KIND.objects) return isObject ? unescapeBackslashes(raw) : raw;
  return kind === KIND.logfmt ? unescapeBackslashes(raw) : raw;
}

function plain({ lineCount: _, fields: __, measures: ___, ...row }: FieldedRow): LineRow {
  return row;
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

/** Whether a block may hold a line that is asked for, by its times and the bloom filter over its signatures. */
function mayHold(block: CoreBlock, query: Omit<LineQuery, "limit">, signatures: readonly bigint[] | null): boolean {
  if (query.startMs !== undefined || query.endMs !== undefined) {
    if (block.minMs === null || block.maxMs === null) return false;
    if (block.maxMs < (query.startMs ?? -Infinity) || block.minMs >= (query.endMs ?? Infinity)) return false;
  }
  if (!signatures) return true;
  return signatures.some((signature) => {
    const bit = Number((signature >> 32n) & 511n);
    return (((block.bloom[bit >> 6] ?? 0n) >> BigInt(bit & 63)) & 1n) === 1n;
  });
}

/** Values of one dimension are alternatives; different dimensions must all hold. */
function holdsValues(fields: FieldedRow["fields"], wanted: NonNullable<LineQuery["dimensions"]>): boolean {
  return wanted.every(({ name }) =>
    wanted.some((one) => one.name === name && (fields[name] ?? NO_VALUE_KEY) === one.value),
  );
}
