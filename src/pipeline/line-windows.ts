/**
 * Physical lines at any place: the block that holds a line is read and cut into its lines, and the core's rows say what
 * they are. Only the blocks of what is shown are read, so one place is as near as another.
 */
import type { CoreRow } from "../core/rows.ts";
import type { LineKind } from "../model/analysis.ts";
import { levelOfCode } from "../model/levels.ts";
import type { FoundHit, HitQuery, LinePlace, LineWindow, ShownLine, TextSpan } from "../model/line-window.ts";
import { fileLabel } from "../model/plan.ts";
import type { EpochMs, HexId } from "../model/units.ts";
import { MAX_LINE } from "./block-core.ts";
import type { HitSet } from "./hit-set.ts";
import type { EventFacts } from "./line-matcher.ts";
import type { LinePlaces } from "./line-places.ts";
import type { LineReader } from "./lines.ts";
import { MergedLines } from "./merged-lines.ts";
import { alignedPlaces, shapeOf, type TemplateShape } from "./parameters.ts";
import { valueText } from "./row-values.ts";
import { shownBytes } from "./shown-bytes.ts";

const CACHED_BLOCKS = 16;
const BLOCKS_AT_ONCE = 8;
/** lines that were shown last: hits are asked for again and again while a search goes on, each in a block of its own */
const CACHED_LINES = 4000;
/** rows that one window may hold */
const MOST_ROWS = 2000;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A block cut into lines. */
interface CutBlock {
  bytes: Uint8Array;
  /** as they are shown; the same as `bytes` where nothing is changed */
  shown: Uint8Array;
  /** where each line starts in `shown`, and behind them its end */
  starts: number[];
  rows: CoreRow[];
  /** by line: the first row that stands on it */
  rowOf: Int32Array;
}

export class LineWindows {
  readonly #reader: LineReader;
  readonly #places: LinePlaces;
  readonly #templates: ReadonlyMap<HexId, string>;
  /** null until lines are first wanted by time */
  #mergedLines: MergedLines | null = null;
  readonly #shapes = new Map<HexId, TemplateShape>();
  /** lines shown last, by index; insertion order is age */
  readonly #lines = new Map<number, ShownLine>();
  /** blocks read last, by number; insertion order is age */
  readonly #cache = new Map<number, Promise<CutBlock>>();

  /** @param templates their texts, by id */
  constructor(reader: LineReader, places: LinePlaces, templates: ReadonlyMap<HexId, string>) {
    this.#reader = reader;
    this.#places = places;
    this.#templates = templates;
  }

  get #merged(): MergedLines {
    this.#mergedLines ??= new MergedLines(this.#reader, this.#places);
    return this.#mergedLines;
  }

  /**
   * Rows around a place: of all lines, or of hits.
   * @param hits what a search found so far, to mark or to choose by @param byTime whether files are merged
   */
  async window(
    place: LinePlace,
    before: number,
    after: number,
    hits: HitSet | null,
    onlyHits: boolean,
    byTime = false,
  ): Promise<LineWindow> {
    const total = onlyHits ? (hits?.count ?? 0) : this.#places.total;
    const chosen = onlyHits ? hits : null;
    const at = byTime ? await this.#rankOf(place, hits, chosen) : await this.#positionOf(place, hits, onlyHits);
    const first = Math.max(0, at - Math.min(before, MOST_ROWS));
    const end = Math.min(total, at + Math.min(after, MOST_ROWS));
    const indices = byTime
      ? await this.#merged.slice(first, end, chosen)
      : onlyHits
        ? (hits?.slice(first, end) ?? [])
        : Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
    const lines = await this.#linesAt(indices);
    return { rows: lines.map((line) => ({ ...line, isHit: hits?.has(line.index) ?? null })), first, at, total };
  }

  /** The hit next to a line, behind it or before it; null when there is none. */
  async hit(query: Omit<HitQuery, "search">, hits: HitSet): Promise<FoundHit | null> {
    const { index, direction, byTime = false, wraps = false } = query;
    const before = index < 0 ? 0 : byTime ? await this.#merged.rankOf(index, hits) : hits.rankOf(index);
    const isHit = index >= 0 && hits.has(index) === true;
    const next = direction === 1 ? before + (isHit ? 1 : 0) : before - 1;
    const wrapped = next < 0 || next >= hits.count;
    if (wrapped && !wraps) return null;
    const rank = !wrapped ? next : direction === 1 ? 0 : hits.count - 1;
    const [found] = byTime ? await this.#merged.slice(rank, rank + 1, hits) : hits.slice(rank, rank + 1);
    return found === undefined ? null : { index: found, rank, wrapped };
  }

  /** Where a place is among the rows that are wanted, of files merged by time. */
  async #rankOf(place: LinePlace, hits: HitSet | null, chosen: HitSet | null): Promise<number> {
    if ("position" in place) return place.position;
    if ("timeMs" in place) return this.#merged.rankOfTime(place.timeMs, chosen);
    const index = "hit" in place ? (hits?.slice(place.hit, place.hit + 1)[0] ?? 0) : await this.#indexOf(place);
    return this.#merged.rankOf(index, chosen);
  }

  /** Where a place is among the rows that are wanted. */
  async #positionOf(place: LinePlace, hits: HitSet | null, onlyHits: boolean): Promise<number> {
    if ("position" in place) return place.position;
    if ("hit" in place) return onlyHits ? place.hit : (hits?.slice(place.hit, place.hit + 1)[0] ?? 0);
    const index = await this.#indexOf(place);
    return onlyHits ? (hits?.rankOf(index) ?? 0) : index;
  }

  /** The 0-based index of a place among all lines, within them. */
  async #indexOf(place: Exclude<LinePlace, { hit: number } | { position: number }>): Promise<number> {
    if ("timeMs" in place) return this.#indexOfTime(place.timeMs);
    if ("line" in place) return this.#places.indexOf(place.file, place.line);
    const index = "eventOf" in place ? place.eventOf : place.index;
    const within = Math.max(0, Math.min(Math.floor(index), this.#places.total - 1));
    return "eventOf" in place ? this.#beginOf(within) : within;
  }

  /** The last event in front of a block, of the same file; null when there is none, or lines of no event are between. */
  async eventBefore(block: number): Promise<EventFacts | null> {
    const found = await this.#eventUpTo(block - 1, this.#reader.readable.blocks[block]?.file);
    return found && this.#factsOf(found.row, found.bytes, found.block);
  }

  /** The last event of a file in a block or those before it; null when there is none, or lines of no event are behind it. */
  async #eventUpTo(
    block: number,
    file: number | undefined,
    lastLine = Number.POSITIVE_INFINITY,
  ): Promise<{ row: CoreRow; bytes: Uint8Array; block: number } | null> {
    const { blocks } = this.#reader.readable;
    for (let i = block; i >= 0 && blocks[i]?.file === file; i--) {
      const { bytes, rows } = await this.#cut(i);
      const row = rows.findLast(({ kind, line }) => kind !== "continuation" && line <= lastLine);
      if (row) return row.kind === "event" ? { row, bytes, block: i } : null;
    }
    return null;
  }

  /** The index of the first line of the event that a line is of; its own where it is of none. */
  async #beginOf(index: number): Promise<number> {
    const block = this.#places.blockOf(index);
    const { file = 0, line = 1 } = this.#reader.readable.blocks[block] ?? {};
    const found = await this.#eventUpTo(block, file, line + index - this.#places.startOf(block));
    return found ? this.#places.indexOf(file, found.row.line) : index;
  }

  #factsOf(row: CoreRow, bytes: Uint8Array, block: number): EventFacts {
    return {
      timeMs: row.timeMs,
      level: levelOfCode(row.level),
      templateId: this.#reader.readable.templateOf.get(row.signature) ?? null,
      fields: this.#fieldsOf(row, bytes, block),
    };
  }

  /** The earliest event at or after a time, of all files; the last line when there is none. */
  async #indexOfTime(timeMs: EpochMs): Promise<number> {
    const { blocks } = this.#reader.readable;
    let best: { timeMs: EpochMs; index: number } | null = null;
    const done = new Set<number>();
    for (const [i, { file, maxMs }] of blocks.entries()) {
      if (done.has(file) || maxMs === null || maxMs < timeMs) continue;
      done.add(file);
      const { rows } = await this.#cut(i);
      const row = rows.find((one) => one.kind === "event" && one.timeMs !== null && one.timeMs >= timeMs);
      if (!row || row.timeMs === null) continue;
      const index = this.#places.indexOf(file, row.line);
      if (!best || row.timeMs < best.timeMs) best = { timeMs: row.timeMs, index };
    }
    return best?.index ?? Math.max(0, this.#places.total - 1);
  }

  /** Lines by their indices, ascending. Hits may be as many blocks apart as there are: several are read at a time. */
  async #linesAt(indices: readonly number[]): Promise<ShownLine[]> {
    const missing = new Map<number, number[]>();
    for (const index of indices) {
      if (this.#lines.has(index)) continue;
      const block = this.#places.blockOf(index);
      missing.set(block, [...(missing.get(block) ?? []), index]);
    }
    const found = new Map<number, ShownLine>();
    const blocks = [...missing.keys()];
    for (let i = 0; i < blocks.length; i += BLOCKS_AT_ONCE) {
      await Promise.all(
        blocks.slice(i, i + BLOCKS_AT_ONCE).map(async (block) => {
          const cut = await this.#cut(block);
          for (const index of missing.get(block) ?? []) found.set(index, this.#line(index, block, cut));
        }),
      );
    }
    const lines = indices.map((index) => (found.get(index) ?? this.#lines.get(index)) as ShownLine);
    for (const line of lines) {
      this.#lines.delete(line.index);
      this.#lines.set(line.index, line);
    }
    for (const index of this.#lines.keys()) {
      if (this.#lines.size <= CACHED_LINES) break;
      this.#lines.delete(index);
    }
    return lines;
  }

  #line(index: number, block: number, cut: CutBlock): ShownLine {
    const place = this.#reader.readable.blocks[block];
    const at = index - this.#places.startOf(block);
    const start = cut.starts[at] ?? cut.shown.length;
    const end = cut.starts[at + 1] ?? cut.shown.length;
    const text = lineText(cut.shown.subarray(start, Math.min(end, start + MAX_LINE)));
    const row = cut.rows[cut.rowOf[at] ?? -1];
    const line = (place?.line ?? 1) + at;
    const begins = row !== undefined && row.line === line;
    const kind: LineKind = row === undefined ? "unparsed" : begins || row.kind !== "event" ? row.kind : "continuation";
    const isEvent = kind === "event" && row !== undefined;
    const templateId = isEvent ? (this.#reader.readable.templateOf.get(row.signature) ?? null) : null;
    return {
      index,
      file: place?.file ?? 0,
      line,
      byteOffset: (place?.byteOffset ?? 0) + (cut.shown === cut.bytes ? start : 0),
      text,
      truncated: end - start > MAX_LINE + 1,
      kind,
      timeMs: isEvent ? row.timeMs : null,
      level: isEvent ? levelOfCode(row.level) : null,
      templateId,
      isHit: null,
      parameters: isEvent && cut.shown === cut.bytes ? this.#parametersOf(row, templateId, cut.bytes, block, text) : [],
      marks: [],
      fields: isEvent ? this.#fieldsOf(row, cut.bytes, block) : {},
    };
  }

  #fieldsOf(row: CoreRow, bytes: Uint8Array, block: number): Record<string, string> {
    const { blocks, names, programs } = this.#reader.readable;
    const { file = 0, byteOffset = 0 } = blocks[block] ?? {};
    const fields: Record<string, string> = {};
    names.dimensions.forEach((name, d) => {
      const value = row.values[d];
      if (value)
        fields[name] = valueText(bytes, row.byteOffset - byteOffset, value.start, value.length, programs[file]);
    });
    if (names.fileDimension !== null) fields[names.fileDimension] = fileLabel(file);
    names.measures.forEach((name, m) => {
      const value = row.measures[m] ?? Number.NaN;
      if (!Number.isNaN(value)) fields[name] = String(value);
    });
    return fields;
  }

  /** Where the parameters stand in the first line of an event whose message stands there in one piece. */
  #parametersOf(row: CoreRow, templateId: HexId | null, bytes: Uint8Array, block: number, text: string): TextSpan[] {
    const template = this.#templates.get(templateId ?? "");
    if (!template?.includes("<*>") || row.messageLength === 0) return [];
    const at = row.byteOffset - (this.#reader.readable.blocks[block]?.byteOffset ?? 0);
    const messageAt = decoder.decode(bytes.subarray(at, at + row.messageStart)).length;
    const message = decoder.decode(bytes.subarray(at + row.messageStart, at + row.messageStart + row.messageLength));
    if (!text.startsWith(message, messageAt)) return [];
    const shape = this.#shapes.get(template) ?? shapeOf(template);
    this.#shapes.set(template, shape);
    return (alignedPlaces(shape, message) ?? []).map(([from, to]) => [from + messageAt, to + messageAt]);
  }

  #cut(block: number): Promise<CutBlock> {
    const known = this.#cache.get(block);
    const cut = known ?? this.#read(block);
    this.#cache.delete(block);
    this.#cache.set(block, cut);
    // what failed is tried again
    cut.catch(() => this.#cache.delete(block));
    const oldest = this.#cache.keys().next();
    if (this.#cache.size > CACHED_BLOCKS && !oldest.done) this.#cache.delete(oldest.value);
    return cut;
  }

  async #read(block: number): Promise<CutBlock> {
    const { blocks, programs } = this.#reader.readable;
    const { bytes, rows } = await this.#reader.coreRows(block);
    const program = programs[blocks[block]?.file ?? 0];
    const shown = shownBytes(bytes, program);
    const lineCount = this.#places.lineCountOf(block);
    const starts = startsOf(shown, program?.lineEnd ?? 0x0a);
    const first = blocks[block]?.line ?? 1;
    const rowOf = new Int32Array(lineCount).fill(-1);
    rows.forEach((row, i) => {
      const from = row.line - first;
      for (let line = from; line < Math.min(lineCount, from + Math.max(1, row.lineCount)); line++)
        if (rowOf[line] === -1) rowOf[line] = i;
    });
    return { bytes, shown, starts, rows, rowOf };
  }
}

/** Where each line starts, and behind them where the last one ends. */
function startsOf(bytes: Uint8Array, lineEnd: number): number[] {
  const starts = [0];
  for (let at = bytes.indexOf(lineEnd); at >= 0; at = bytes.indexOf(lineEnd, at + 1)) starts.push(at + 1);
  if (starts.at(-1) !== bytes.length) starts.push(bytes.length);
  return starts;
}

/** A line without its end. */
function lineText(bytes: Uint8Array): string {
  return decoder.decode(bytes).replace(/\r?\n$|\r$/, "");
}
