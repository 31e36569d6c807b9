/**
 * Reads files by several readers at the same time and merges what they give in the order of the input, so that the result is
 * that of one reader. A reader that dies is replaced by this thread; a stop keeps what came before the first gap.
 */
import type { Core } from "../core/core.ts";
import { joinPreviews } from "./join-previews.ts";
import { type Hooks, PROGRESS_MS } from "./pace.ts";
import { type FilesRead, type Keeping, noteUnread, nothingUnread, totalBytes } from "./read-files.ts";
import { CANCELLED, type FilePart } from "./read-part.ts";
import { type PieceProgress, type PieceRead, type ReaderSetup, readPiece } from "./read-piece.ts";
import type { ByteSource } from "./source.ts";
import type { Piece } from "./splitting.ts";
import { joinTemplatePreviews, shownTemplates } from "./template-watch.ts";

/** Reads pieces elsewhere, one at a time. */
export interface PieceReader {
  /** rejects when the reader died; a file that fails is in the result */
  read(piece: Piece, onProgress: (progress: PieceProgress) => void): Promise<PieceRead>;
  /** ends the reading early; `read` then resolves with what there is */
  cancel(): void;
  close(): void;
}

/** What is read, and by whom. */
export interface Pieces {
  setup: ReaderSetup;
  sources: readonly ByteSource[];
  pieces: readonly Piece[];
  /** at least one; all are closed at the end */
  readers: readonly PieceReader[];
}

const CANCEL_MS = 10;

/** @param core where the pieces are merged: empty, or what an interrupted reading left */
export async function readInPieces(
  core: Core,
  work: Pieces,
  hooks: Hooks,
  keep: Keeping | null = null,
): Promise<FilesRead> {
  const run = new PiecesRun(core, work, hooks, keep);
  const timer = hooks.isCancelled && setInterval(() => hooks.isCancelled?.() && run.cancel(), CANCEL_MS);
  try {
    await Promise.all(work.readers.map((reader) => run.serve(reader)));
    return run.outcome();
  } finally {
    clearInterval(timer);
    for (const reader of work.readers) reader.close();
  }
}

class PiecesRun {
  readonly #core: Core;
  readonly #work: Pieces;
  readonly #hooks: Hooks;
  readonly #keep: Keeping | null;
  readonly #startedMs = performance.now();
  #reportedMs = this.#startedMs;
  /** what each piece gave, until it is merged */
  readonly #read: (PieceRead | undefined)[] = [];
  /** how far the pieces are that are being read, and all that have been */
  readonly #running = new Map<number, PieceProgress>();
  #finished: PieceProgress = { bytes: 0, lines: 0, events: 0, preview: null, templates: null };
  readonly #completeness = nothingUnread();
  /** files that were not read to the end of a part */
  readonly #endedEarly = new Set<number>();
  /** whether a piece was stopped: those behind it are not merged */
  #gap = false;
  /** those of an interrupted reading */
  readonly #bytesBefore: number;
  #next = 0;
  #mergedCount = 0;
  #merging: Promise<void> = Promise.resolve();
  /** bytes of what is merged */
  #bytes: number;
  #keptBytes: number;
  #cancelled = false;

  constructor(core: Core, work: Pieces, hooks: Hooks, keep: Keeping | null) {
    this.#core = core;
    this.#work = work;
    this.#hooks = hooks;
    this.#keep = keep;
    const { file, byteOffset } = core.carry();
    this.#bytesBefore = file < 0 ? 0 : totalBytes(work.sources.slice(0, file)) + byteOffset;
    this.#bytes = this.#keptBytes = this.#bytesBefore;
  }

  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    for (const reader of this.#work.readers) reader.cancel();
  }

  /** Gives a reader one piece after the other; when it dies, this thread goes on in its place. */
  async serve(reader: PieceReader): Promise<void> {
    let here = false;
    while (this.#next < this.#work.pieces.length && !this.#cancelled) {
      const index = this.#next++;
      const piece = this.#work.pieces[index] as Piece;
      const onProgress = (progress: PieceProgress) => this.#note(index, progress);
      const read = here
        ? await this.#readHere(piece, onProgress)
        : await reader.read(piece, onProgress).catch(() => {
            here = true;
            return this.#readHere(piece, onProgress);
          });
      this.#finish(index);
      this.#read[index] = read;
      this.#merging = this.#merging.then(() => this.#mergeReady());
      await this.#merging;
    }
  }

  outcome(): FilesRead {
    if (this.#cancelled) this.#noteRest();
    return { bytes: this.#bytes, completeness: this.#completeness };
  }

  #readHere(piece: Piece, onProgress: (progress: PieceProgress) => void): Promise<PieceRead> {
    const { setup, sources } = this.#work;
    const isCancelled = () => this.#cancelled || (this.#hooks.isCancelled?.() ?? false);
    const pause = this.#hooks.pause?.bind(this.#hooks);
    return readPiece(setup, sources, piece, pause ? { pause, isCancelled } : { isCancelled }, onProgress);
  }

  /** Merges the pieces that have come, up to the first that has not. */
  async #mergeReady(): Promise<void> {
    let read = this.#read[this.#mergedCount];
    while (read && !this.#gap) {
      const piece = this.#work.pieces[this.#mergedCount] as Piece;
      if (!this.#isLost(piece)) {
        if (this.#isInHeader(piece)) read = await this.#readOn(piece);
        this.#core.merge(read.partial);
        this.#bytes += read.bytes;
        for (const { file, atByte, reason } of read.unread) {
          this.#endedEarly.add(file);
          noteUnread(this.#completeness, this.#work.sources[file] as ByteSource, atByte, reason);
        }
        // what comes after a gap is not shown
        if (read.cancelled) this.#gap = true;
        else await this.#keepWhenDue();
      }
      this.#read[this.#mergedCount++] = undefined;
      read = this.#read[this.#mergedCount];
    }
  }

  /** Whether the file of a piece ended early before it. */
  #isLost({ parts: [first] }: Piece): boolean {
    return first !== undefined && first.carry === null && this.#endedEarly.has(first.file);
  }

  /** Whether the header of a table reaches into a piece, whose reader could not know. */
  #isInHeader({ parts: [first] }: Piece): boolean {
    if (!first || first.carry) return false;
    const headerLines = this.#work.setup.programs[first.file]?.table?.headerLines ?? 0;
    return this.#core.carry().line <= headerLines;
  }

  /** Reads a piece again, knowing what came before. */
  async #readOn({ parts: [first] }: Piece): Promise<PieceRead> {
    const carry = this.#core.carry();
    const part = { ...(first as FilePart), fromByte: carry.byteOffset, carry };
    const read = await this.#readHere({ parts: [part] }, () => {});
    return { ...read, bytes: read.bytes + carry.byteOffset - (first as FilePart).fromByte };
  }

  async #keepWhenDue(): Promise<void> {
    // what was not read of earlier files is not in what is kept
    if (!this.#keep || this.#endedEarly.size > 0 || this.#bytes - this.#keptBytes < this.#keep.everyBytes) return;
    this.#keptBytes = this.#bytes;
    await this.#keep.store(this.#bytes);
  }

  #note(index: number, progress: PieceProgress): void {
    this.#running.set(index, progress);
    const now = performance.now();
    if (now - this.#reportedMs < PROGRESS_MS) return;
    this.#reportedMs = now;
    const all = [this.#finished, ...this.#running.values()];
    const sum = (count: (progress: PieceProgress) => number) => all.reduce((total, one) => total + count(one), 0);
    this.#hooks.onProgress?.({
      phase: "reading",
      // a packed file may give more than it has on disk
      bytesRead: Math.min(totalBytes(this.#work.sources), this.#bytesBefore + sum(({ bytes }) => bytes)),
      bytesTotal: totalBytes(this.#work.sources),
      lines: sum(({ lines }) => lines),
      events: sum(({ events }) => events),
      elapsedMs: now - this.#startedMs,
      preview: joinPreviews(all.map(({ preview }) => preview)),
      templates: shownTemplates(joinTemplatePreviews(all.map(({ templates }) => templates))),
    });
  }

  /** A piece has been read: its picture goes to those of all that are. */
  #finish(index: number): void {
    const one = this.#running.get(index);
    this.#running.delete(index);
    if (!one) return;
    const { bytes, lines, events, preview, templates } = this.#finished;
    this.#finished = {
      bytes: bytes + one.bytes,
      lines: lines + one.lines,
      events: events + one.events,
      preview: joinPreviews([preview, one.preview]),
      templates: joinTemplatePreviews([templates, one.templates]),
    };
  }

  /** What was not merged when it was stopped was not read. */
  #noteRest(): void {
    const told = new Set(this.#endedEarly);
    for (const { parts } of this.#work.pieces.slice(this.#mergedCount))
      for (const { file, fromByte, carry } of parts) {
        if (told.has(file)) continue;
        told.add(file);
        const start = carry?.line === 1 ? 0 : fromByte;
        noteUnread(this.#completeness, this.#work.sources[file] as ByteSource, start, CANCELLED);
      }
  }
}
