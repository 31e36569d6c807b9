/** Reads the files of an analysis into its core, alone or with others, and says how far it is. */
import type { Core } from "../core/core.ts";
import type { Progress } from "../model/analysis.ts";
import type { Hooks } from "./pace.ts";
import { type FilesRead, type Keeping, readFiles, snapshot, totalBytes } from "./read-files.ts";
import { type PieceReader, readInPieces } from "./read-in-pieces.ts";
import type { ReaderSetup } from "./read-piece.ts";
import type { ByteSource } from "./source.ts";
import { piecesOf } from "./splitting.ts";

/** Who reads, and what is kept meanwhile. */
export interface ReadingOptions {
  /** readers for a number of pieces of the sources; none when one reader, this one, is best */
  startReaders?(setup: ReaderSetup, sources: readonly ByteSource[]): Promise<PieceReader[]>;
  /** about how much one reader reads at a time; chosen by the size of the input when absent */
  pieceBytes?: number;
  /** what an interrupted reading of the same files left */
  resume?: ArrayBuffer;
  /** takes a partial now and then, from which an interrupted reading can go on */
  keep?: { everyBytes: number; store(partial: ArrayBuffer, bytesRead: number): Promise<void> };
}

/** Reads all files into the core, alone or with the readers that are to be had. */
export async function readAll(
  core: Core,
  setup: ReaderSetup,
  sources: readonly ByteSource[],
  hooks: Hooks,
  options: ReadingOptions,
): Promise<FilesRead> {
  const { keep, resume } = options;
  if (resume) core.merge(resume);
  // how much was read of files of unknown length could not be told when reading goes on
  const keeping: Keeping | null =
    keep && sources.every(({ exact = true }) => exact)
      ? {
          everyBytes: keep.everyBytes,
          store: (bytesRead) => {
            core.settle();
            return keep.store(core.partial(), bytesRead);
          },
        }
      : null;
  const readers = (await options.startReaders?.(setup, sources)) ?? [];
  if (readers.length === 0) return readFiles(core, { ...setup, sources }, hooks, keeping);
  const pieceBytes = options.pieceBytes ?? bytesOfPiece(totalBytes(sources), readers.length);
  const from = core.carry().file < 0 ? null : core.carry();
  const pieces = piecesOf(sources, setup.plans, pieceBytes, from);
  return readInPieces(core, { setup, sources, pieces, readers }, hooks, keeping);
}

const LEAST_PIECE_BYTES = 4 * 1024 * 1024;
/** what is lost at most when a tab is closed */
const MOST_PIECE_BYTES = 256 * 1024 * 1024;

/** A few pieces a reader, so that all of them end at about the same time. */
function bytesOfPiece(bytes: number, readerCount: number): number {
  return Math.min(MOST_PIECE_BYTES, Math.max(LEAST_PIECE_BYTES, bytes / (readerCount * 4)));
}

/** Tells of a step after reading, and lets others have their turn before it. */
export type TellStep = (phase: Progress["phase"]) => Promise<void>;

export function stepTeller(core: Core, bytes: number, total: number, hooks: Hooks): TellStep {
  const started = performance.now();
  return async (phase) => {
    hooks.onProgress?.(snapshot(core, phase, bytes, total, performance.now() - started));
    await hooks.pause?.();
  };
}
