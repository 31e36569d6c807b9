/**
 * Holds the lines of blocks against a filter. Text is looked for in the bytes; only where a level, template, dimension or
 * time is asked for, of lines that may still be hits, is the block read by the core. Runs where it can be ended from outside,
 * as nobody knows how long an expression takes.
 */
import { ByteSearch, MAX_NEEDLE_BYTES, type Needle, needleOf } from "../core/byte-search.ts";
import { NO_VALUE, RowColumns } from "../core/rows.ts";
import { codeOfLevel, type Level, levelOfCode } from "../model/levels.ts";
import type { EventLeaf, LineFilter, TextLeaf } from "../model/line-filter.ts";
import type { TextSpan } from "../model/line-window.ts";
import { fileLabel } from "../model/plan.ts";
import type { EpochMs, HexId } from "../model/units.ts";
import { type BlockBytes, BlockCore, type BlockPlace, type BlockSetup } from "./block-core.ts";
import { addLines, allLines, both, either, hasLine, type LineBits, without } from "./line-bits.ts";
import { expressionOf, marksIn } from "./line-marks.ts";
import { valueText } from "./row-values.ts";
import { shownBytes } from "./shown-bytes.ts";

/** Plain, cloneable data. */
export interface MatcherSetup extends BlockSetup {
  filter: LineFilter;
  /** the signatures of each template that the filter names */
  signaturesOf: ReadonlyMap<HexId, readonly HexId[]>;
}

/** What a filter asks of an event. */
export interface EventFacts {
  timeMs: EpochMs | null;
  level: Level | null;
  templateId: HexId | null;
  fields: Readonly<Record<string, string>>;
}

/** A block to be searched. */
export interface BlockToMatch extends BlockBytes {
  /** its number */
  index: number;
  place: BlockPlace;
  lineCount: number;
}

/** Lines of a block that are hits; null for none. */
export interface BlockMatch {
  index: number;
  bits: LineBits | null;
}

/** Thrown within: the block begins in an event of an earlier one that is not known here. */
const NEEDS_BEFORE = Symbol();

const EVENT = 0;
const CONTINUATION = 1;
const LF = 0x0a;

export class LineMatcher {
  readonly #setup: MatcherSetup;
  readonly #core: BlockCore;
  readonly #search: ByteSearch;
  readonly #needles = new Map<TextLeaf, Needle>();
  readonly #expressions = new Map<TextLeaf, RegExp>();
  readonly #signatures = new Map<EventLeaf, Set<bigint>>();
  readonly #columns = new RowColumns();
  readonly #eventBefore: (block: number) => Promise<EventFacts | null>;
  /** the event that is open at the end of a block */
  #open: { block: number; event: EventFacts | null } | null = null;

  // of the block at hand
  #block!: BlockToMatch;
  #text: Uint8Array = new Uint8Array(0);
  #taken = false;
  #hasRows = false;
  #lines: string[] | null = null;
  /** of the event that the block begins in; undefined while it is not known */
  #before: EventFacts | null | undefined;

  /** @param eventBefore the last event in front of a block, of the same file; null when there is none */
  constructor(setup: MatcherSetup, eventBefore: (block: number) => Promise<EventFacts | null>) {
    this.#setup = setup;
    this.#core = new BlockCore(setup);
    this.#search = new ByteSearch(setup.module);
    this.#eventBefore = eventBefore;
  }

  /** Blocks come in order. */
  async match(block: BlockToMatch): Promise<BlockMatch> {
    this.#begin(block);
    const mask = allLines(block.lineCount);
    let bits: LineBits | null;
    try {
      bits = this.#linesOf(this.#setup.filter, mask);
    } catch (reason) {
      if (reason !== NEEDS_BEFORE) throw reason;
      this.#before = await this.#eventBefore(block.index);
      bits = this.#linesOf(this.#setup.filter, mask);
    }
    this.#noteOpen();
    return { index: block.index, bits };
  }

  #begin(block: BlockToMatch): void {
    this.#block = block;
    this.#text = shownBytes(block.bytes, this.#setup.programs[block.place.file]);
    this.#taken = false;
    this.#hasRows = false;
    this.#lines = null;
    if (!block.place.continues) this.#before = null;
    else this.#before = this.#open?.block === block.index - 1 ? this.#open.event : undefined;
  }

  /** Lines of the mask for which a filter holds; null when there are none. */
  #linesOf(filter: LineFilter, mask: LineBits): LineBits | null {
    switch (filter.kind) {
      case "and": {
        let left: LineBits | null = mask;
        for (const part of cheapestFirst(filter.of)) if (left) left = this.#linesOf(part, left);
        return left;
      }
      case "or": {
        let found: LineBits | null = null;
        let left: LineBits | null = mask;
        for (const part of cheapestFirst(filter.of)) {
          const more: LineBits | null = left && this.#linesOf(part, left);
          if (!more) continue;
          found = found ? either(found, more) : more;
          left = without(mask, found);
        }
        return found;
      }
      case "not": {
        const denied = this.#linesOf(filter.of, mask);
        return denied ? without(mask, denied) : mask;
      }
      case "text":
      case "regex":
        return isNeedle(filter) ? this.#linesWith(filter, mask) : this.#linesLike(filter, mask);
      default:
        return this.#linesInEvents(filter, mask);
    }
  }

  #linesWith(leaf: TextLeaf & { kind: "text" }, mask: LineBits): LineBits | null {
    // line ends part lines, so none holds any
    if (/[\r\n]/.test(leaf.text)) return null;
    const needle = this.#needles.get(leaf) ?? needleOf(leaf.text, leaf.exact);
    this.#needles.set(leaf, needle);
    if (!this.#taken) this.#search.take(this.#text, this.#lineEnd);
    this.#taken = true;
    const found = this.#search.linesWith(needle, this.#block.lineCount);
    return found && both(found, mask);
  }

  #linesLike(leaf: TextLeaf, mask: LineBits): LineBits | null {
    const expression = this.#expressions.get(leaf) ?? expressionOf(leaf);
    this.#expressions.set(leaf, expression);
    this.#lines ??= new TextDecoder("utf-8", { ignoreBOM: true })
      .decode(this.#text)
      .split(String.fromCharCode(this.#lineEnd));
    const found: LineBits = new Uint32Array(mask.length);
    let any = false;
    for (let i = 0; i < this.#block.lineCount; i++) {
      if (!hasLine(mask, i)) continue;
      const line = this.#lines[i] ?? "";
      if (!expression.test(line.endsWith("\r") ? line.slice(0, -1) : line)) continue;
      addLines(found, i, i + 1);
      any = true;
    }
    return any ? found : null;
  }

  get #lineEnd(): number {
    return this.#setup.programs[this.#block.place.file]?.lineEnd ?? LF;
  }

  #readRows(): void {
    if (this.#hasRows) return;
    this.#core.columns(this.#block.place, this.#block, this.#columns);
    this.#hasRows = true;
  }

  /** A line goes with the event that it is in, also where that began in an earlier block. */
  #linesInEvents(leaf: EventLeaf, mask: LineBits): LineBits | null {
    this.#readRows();
    const { count, kind, line, lineCount } = this.#columns;
    const found: LineBits = new Uint32Array(mask.length);
    const holds = this.#testOf(leaf);
    let open: boolean | undefined = this.#before === undefined ? undefined : holdsFor(leaf, this.#before);
    for (let row = 0; row < count; row++) {
      if (kind[row] === EVENT) open = holds(row);
      else if (kind[row] !== CONTINUATION) open = false;
      const from = (line[row] as number) - this.#block.place.line;
      if (open === undefined) {
        if (from < this.#block.lineCount && hasLine(mask, from)) throw NEEDS_BEFORE;
        continue;
      }
      // of records on one line all but the last have a count of 0
      const to = from + Math.max(1, lineCount[row] as number);
      if (open) addLines(found, from, Math.min(to, this.#block.lineCount));
    }
    return both(found, mask);
  }

  /** How a leaf is asked of a row that is an event. */
  #testOf(leaf: EventLeaf): (row: number) => boolean {
    const { timeMs, level, signature } = this.#columns;
    switch (leaf.kind) {
      case "time": {
        const { startMs, endMs } = leaf;
        const from = startMs ?? -Infinity;
        const to = endMs ?? Infinity;
        return (row) => (timeMs[row] as number) >= from && (timeMs[row] as number) < to;
      }
      case "level": {
        const codes = leaf.levels.reduce((sum, one) => sum | (1 << codeOfLevel(one)), 0);
        return (row) => ((codes >> (level[row] as number)) & 1) === 1;
      }
      case "template": {
        const wanted = this.#signatures.get(leaf) ?? this.#signaturesOf(leaf.ids);
        this.#signatures.set(leaf, wanted);
        return (row) => wanted.has(signature[row] as bigint);
      }
      case "dimension":
        return (row) => this.#valueOf(leaf.name, row) === leaf.value;
    }
  }

  #signaturesOf(ids: readonly HexId[]): Set<bigint> {
    const all = ids.flatMap((id) => this.#setup.signaturesOf.get(id) ?? []);
    return new Set(all.map((signature) => BigInt(`0x${signature}`)));
  }

  #valueOf(name: string, row: number): string | undefined {
    const { names, programs } = this.#setup;
    const { place, bytes } = this.#block;
    if (name === names.fileDimension) return fileLabel(place.file);
    const d = names.dimensions.indexOf(name);
    const start = d < 0 ? NO_VALUE : (this.#columns.values[row * 16 + d * 2] as number);
    if (start === NO_VALUE) return undefined;
    const at = (this.#columns.byteOffset[row] as number) - place.byteOffset;
    return valueText(bytes, at, start, this.#columns.values[row * 16 + d * 2 + 1] as number, programs[place.file]);
  }

  /** Remembers the event that is open behind the block, where the block's rows were read. */
  #noteOpen(): void {
    this.#open = null;
    if (!this.#hasRows) return;
    const { count, kind, timeMs, level, signature } = this.#columns;
    for (let row = count - 1; row >= 0; row--) {
      if (kind[row] === CONTINUATION) continue;
      if (kind[row] !== EVENT) {
        this.#open = { block: this.#block.index, event: null };
        return;
      }
      const time = timeMs[row] as number;
      const hex = (signature[row] as bigint).toString(16).padStart(16, "0");
      const templateId = [...this.#setup.signaturesOf].find(([, signatures]) => signatures.includes(hex))?.[0] ?? null;
      const named = dimensionsIn(this.#setup.filter);
      const event: EventFacts = {
        timeMs: Number.isNaN(time) ? null : time,
        level: levelOfCode(level[row] as number),
        templateId,
        fields: Object.fromEntries(
          named.flatMap((name) => {
            const value = this.#valueOf(name, row);
            return value === undefined ? [] : [[name, value]];
          }),
        ),
      };
      this.#open = { block: this.#block.index, event };
      return;
    }
    if (this.#before !== undefined) this.#open = { block: this.#block.index, event: this.#before };
  }

  /** What is marked in texts that are shown. */
  marksIn(texts: readonly string[]): TextSpan[][] {
    return marksIn(this.#setup.filter, texts);
  }
}

function holdsFor(leaf: EventLeaf, event: EventFacts | null): boolean {
  if (!event) return false;
  switch (leaf.kind) {
    case "time":
      return (
        event.timeMs !== null && event.timeMs >= (leaf.startMs ?? -Infinity) && event.timeMs < (leaf.endMs ?? Infinity)
      );
    case "level":
      return leaf.levels.includes(event.level);
    case "template":
      return event.templateId !== null && leaf.ids.includes(event.templateId);
    case "dimension":
      return event.fields[leaf.name] === leaf.value;
  }
}

/** Whether a word can be looked for in bytes: other letters than ASCII's have cases that differ in length. */
function isNeedle(leaf: TextLeaf): leaf is TextLeaf & { kind: "text" } {
  if (leaf.kind !== "text" || leaf.text.length * 3 > MAX_NEEDLE_BYTES) return false;
  return leaf.exact || /^[\0-\x7f]*$/.test(leaf.text);
}

/** In what order parts are asked: words, then what must be read, then expressions, then what has parts itself. */
function costOf(filter: LineFilter): number {
  if (filter.kind === "and" || filter.kind === "or") return Math.max(...filter.of.map(costOf));
  if (filter.kind === "not") return costOf(filter.of);
  if (filter.kind === "text") return isNeedle(filter) ? 0 : 3;
  return filter.kind === "regex" ? 3 : 2;
}

const ordered = new WeakMap<readonly LineFilter[], readonly LineFilter[]>();

function cheapestFirst(parts: readonly LineFilter[]): readonly LineFilter[] {
  const known = ordered.get(parts) ?? [...parts].sort((a, b) => costOf(a) - costOf(b));
  ordered.set(parts, known);
  return known;
}

function dimensionsIn(filter: LineFilter): string[] {
  if (filter.kind === "and" || filter.kind === "or") return filter.of.flatMap(dimensionsIn);
  if (filter.kind === "not") return dimensionsIn(filter.of);
  return filter.kind === "dimension" ? [filter.name] : [];
}
