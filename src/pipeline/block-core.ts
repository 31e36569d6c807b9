/**
 * A block of the line index run through a core again, with rows written instead of counted: the same core, so the same
 * reading of every line. Knows no sources; who has the bytes brings them.
 */
import { Core, type CoreBlock, DEFAULT_BUDGETS } from "../core/core.ts";
import type { Program } from "../core/program.ts";
import type { CoreRow, RowColumns } from "../core/rows.ts";
import type { Inputs } from "../model/report.ts";
import type { FieldNames } from "./compile.ts";
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
  fieldsLine: Uint8Array | null;
}

/** Longest part of a line that is looked at, as in assembly/window.ts. */
export const MAX_LINE = 65_536;
const LF = 0x0a;
const CR = 0x0d;

/** @returns where the bytes end that are read of a block: what lies past the longest line in it belongs to lines that are passed over */
export function reachOf(block: BlockPlace, next: BlockPlace | undefined, blockBytes: number): number {
  const reach = (Math.floor(block.byteOffset / blockBytes) + 1) * blockBytes + MAX_LINE + 1;
  return next && next.file === block.file ? Math.min(next.byteOffset, reach) : reach;
}

export class BlockCore {
  readonly #setup: BlockSetup;
  #core: Core | null = null;
  #file = -1;

  constructor(setup: BlockSetup) {
    this.#setup = setup;
  }

  rows(block: BlockPlace, { bytes, fieldsLine }: BlockBytes): CoreRow[] {
    return this.#at(block, fieldsLine).rows(bytes, true);
  }

  columns(block: BlockPlace, { bytes, fieldsLine }: BlockBytes, into: RowColumns): void {
    this.#at(block, fieldsLine).rowColumns(bytes, into);
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
