/**
 * Readers in other workers or threads: what passes between the two sides, and what each does with it. How messages travel
 * is left to the host; each side is given a way to post.
 */
import type { Hooks } from "./pace.ts";
import type { PieceReader } from "./read-in-pieces.ts";
import { type PieceProgress, type PieceRead, type ReaderSetup, readPiece } from "./read-piece.ts";
import type { ByteSource } from "./source.ts";
import type { Piece } from "./splitting.ts";

export type ReaderRequest = { kind: "read"; piece: Piece } | { kind: "cancel" };

export type ReaderAnswer =
  | { kind: "progress"; progress: PieceProgress }
  | { kind: "read"; read: PieceRead }
  | { kind: "failed"; message: string };

/** The side that reads. @returns what is to be called with each request */
export function serveReader(
  setup: ReaderSetup,
  sources: readonly ByteSource[],
  post: (answer: ReaderAnswer, transfer: ArrayBuffer[]) => void,
  pause: NonNullable<Hooks["pause"]>,
): (request: ReaderRequest) => void {
  let cancelled = false;
  const hooks = { pause, isCancelled: () => cancelled };
  const read = async (piece: Piece) => {
    try {
      const done = await readPiece(setup, sources, piece, hooks, (progress) =>
        post({ kind: "progress", progress }, []),
      );
      post({ kind: "read", read: done }, [done.partial]);
    } catch (error) {
      post({ kind: "failed", message: error instanceof Error ? error.message : String(error) }, []);
    }
  };
  return (request) => {
    if (request.kind === "cancel") cancelled = true;
    else void read(request.piece);
  };
}

/** The side that asks. The host calls `answer` with each answer, and `died` when none will come any more. */
export class RemoteReader implements PieceReader {
  readonly #post: (request: ReaderRequest) => void;
  readonly #end: () => void;
  #waiting: {
    onProgress: (progress: PieceProgress) => void;
    resolve: (read: PieceRead) => void;
    reject: (error: Error) => void;
  } | null = null;
  #death: Error | null = null;

  /** @param end ends the worker or thread */
  constructor(post: (request: ReaderRequest) => void, end: () => void) {
    this.#post = post;
    this.#end = end;
  }

  read(piece: Piece, onProgress: (progress: PieceProgress) => void): Promise<PieceRead> {
    return new Promise((resolve, reject) => {
      if (this.#death) {
        reject(this.#death);
        return;
      }
      this.#waiting = { onProgress, resolve, reject };
      this.#post({ kind: "read", piece });
    });
  }

  answer(answer: ReaderAnswer): void {
    const waiting = this.#waiting;
    if (answer.kind === "progress") {
      waiting?.onProgress(answer.progress);
      return;
    }
    this.#waiting = null;
    if (answer.kind === "read") waiting?.resolve(answer.read);
    else waiting?.reject(new Error(answer.message));
  }

  died(reason: string): void {
    this.#death ??= new Error(reason);
    this.#waiting?.reject(this.#death);
    this.#waiting = null;
  }

  cancel(): void {
    if (!this.#death) this.#post({ kind: "cancel" });
  }

  close(): void {
    this.died("The reader was closed.");
    this.#end();
  }
}
