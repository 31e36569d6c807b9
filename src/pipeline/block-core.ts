/**
 * A block of the line index run through a core again, with rows written instead of counted: the same core, so the same
 * reading of every line. Knows no sources; who has the bytes brings them.
 */
import { Core, DEFAULT_BUDGETS } from "../core/core.ts";
import type { CoreBlock } from "../core/line-index.ts";
import type { Program } from "../core/program.ts";
import type { CoreRow, RowColumns } from "../core/rows.ts";
import type { FieldNames } from "../model/field-names.ts";
import type { Inputs } from "../model/report.ts";
import { startFile } from "./start-file.ts";

/** What reading a block needs besides its bytes; plain, cloneable data. */
export interface BlockSetup {
  module: WebAssembly.Module;
  programs: readonly Program[];
  inputs: Inputs;
  names: FieldNames;
}

/** Where a block's lines stand; of the bloom filter nothing is needed here. */
export type BlockPlace = Omit<CoreBlock, "bloom">;

/** The bytes of a block, and the line that named its columns, where there is one. */
export interface BlockBytes {
  /** from the block's own offset on */
  bytes: Uint8Array;
  /** what follows them, as far as the stack trace of the last event may go on there; empty where none can */
  behind: Uint8Array;
  fieldsLine: Uint8Array | null;
}

/** Longest part of a line that is looked at, as in assembly/window.ts. */
export const MAX_LINE = 65_536;
/** how far below its event a line may begin that is of its trace, and what is looked at of it: as in assembly/trace.ts */
const TRACE_BYTES = 32_768 + 2048;
/** as much of what is behind a block is read first; it is doubled until the event there has ended */
const FIRST_BEHIND = 1024;
const EVENT = 0;
const LF = 0x0a;
const CR = 0x0d;

/** @returns where the bytes end that are read of a block: what lies past the longest line in it belongs to lines that are passed over */
export function reachOf(block: BlockPlace, next: BlockPlace | undefined, blockBytes: number): number {
  const reach = (Math.floor(block.byteOffset / blockBytes) + 1) * blockBytes + MAX_LINE + 1;
  return next && next.file === block.file ? Math.min(next.byteOffset, reach) : reach;
}

/** @returns bytes behind a block that may be of the trace of its last event */
export function behindBytes(block: BlockPlace, next: BlockPlace | undefined): number {
  return next?.continues && next.file === block.file ? TRACE_BYTES : 0;
}

export class BlockCore {
  readonly #setup: BlockSetup;
  #core: Core | null = null;
  #file = -1;

  constructor(setup: BlockSetup) {
    this.#setup = setup;
  }

  rows(block: BlockPlace, read: BlockBytes): CoreRow[] {
    const core = this.#at(block, read.fieldsLine);
    const rows = core.rows(read.bytes, read.behind.length === 0);
    const known = rows.length;
    for (const [part, isLast] of partsOf(read.behind)) {
      core.rows(part, isLast, rows);
      if (rows.slice(known).some(({ kind }) => kind === "event")) break;
    }
    rows.length = known;
    return rows;
  }

  /** Replaces what was in `into`. */
  columns(block: BlockPlace, read: BlockBytes, into: RowColumns): void {
    const core = this.#at(block, read.fieldsLine);
    into.count = 0;
    core.rowColumns(read.bytes, read.behind.length === 0, into);
    const known = into.count;
    for (const [part, isLast] of partsOf(read.behind)) {
      core.rowColumns(part, isLast, into);
      if (into.kind.subarray(known, into.count).includes(EVENT)) break;
    }
    into.count = known;
  }

  /** Nothing may be waited for between this and the reading: other questions use the same core. */
  #at(block: BlockPlace, fieldsLine: Uint8Array | null): Core {
    const core = this.#coreFor(block.file);
    core.resumeAt(block);
    if (fieldsLine && block.fieldsOffset !== null) {
      const lineEnd = fieldsLine.findIndex((byte) => byte === LF || byte === CR);
      core.resumeFields(lineEnd < 0 ? fieldsLine : fieldsLine.subarray(0, lineEnd), block.fieldsOffset);
    }
    return core;
  }

  #coreFor(file: number): Core {
    const { module, names, inputs, programs } = this.#setup;
    if (this.#core && this.#file === file) return this.#core;
    if (!this.#core) {
      this.#core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, names.measures.length);
      this.#core.writeRows();
    }
    startFile(this.#core, programs[file] as Program, inputs, file, 0);
    this.#file = file;
    return this.#core;
  }
}

/** Longer and longer parts of some bytes, and whether each is the last. */
function* partsOf(bytes: Uint8Array): Generator<[part: Uint8Array, isLast: boolean]> {
  for (let at = 0, to = FIRST_BEHIND; at < bytes.length; at = to, to *= 2)
    yield [bytes.subarray(at, to), to >= bytes.length];
}
