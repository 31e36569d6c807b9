/**
 * Packed bytes as a source of their content. Reading forward goes on where the last reader stopped; reading back begins at
 * the nearest seek point kept on the way, or at the start. Memory is bounded: pieces, a few stopped runs, some seek points.
 */
import { TimberlineError } from "../../model/analysis.ts";
import type { EpochMs } from "../../model/units.ts";
import { type ByteSource, diskOf } from "../source.ts";
import { type Codec, Damage, EMPTY } from "./decoder.ts";
import { Run } from "./run.ts";
import { type Ledger, MOST_SEEK_POINTS, type SeekPoint, type SharedLimits } from "./shared.ts";
import { CutOff } from "./slice-source.ts";

/** Content between two seek points at first; doubled whenever there are too many. */
const FIRST_SPACING_BYTES = 1024 * 1024;
const MOST_POINTS = 32;

/** Errors that tell of damage: a source that is made of a damaged one knows them by this. */
const damages = new WeakSet<object>();

export interface Packed {
  /** the packed bytes */
  inner: ByteSource;
  codec: Codec;
  name: string;
  lastModified: EpochMs;
  /** length of the content; null when nobody tells */
  bytes: number | null;
  ledger: Ledger;
  limits: SharedLimits;
}

export class DecodedSource implements ByteSource {
  readonly name: string;
  readonly lastModified: EpochMs;
  readonly disk: ByteSource;
  readonly #packed: Packed;
  #bytes: number | null;
  #taken = 0;
  /** how far the content was read by anyone */
  #furthest = 0;
  #points: SeekPoint[] = [];
  #spacing = FIRST_SPACING_BYTES;
  #parked: Run | null = null;

  constructor(packed: Packed) {
    this.#packed = packed;
    this.name = packed.name;
    this.lastModified = packed.lastModified;
    this.disk = diskOf(packed.inner);
    this.#bytes = packed.bytes;
  }

  get exact(): boolean {
    return this.#bytes !== null;
  }

  get bytes(): number {
    return this.#bytes ?? this.#packed.inner.bytes;
  }

  get taken(): number {
    const { inner } = this.#packed;
    return inner.exact === false ? (inner.taken ?? 0) : this.#taken;
  }

  async *stream(start = 0): AsyncGenerator<Uint8Array> {
    const run = await this.#runAt(start);
    let goesOn = true;
    try {
      while (true) {
        goesOn = false;
        const piece = await this.#nextOf(run);
        if (piece === null) return;
        goesOn = true;
        const skip = start - (run.at - piece.length);
        yield skip >= piece.length ? EMPTY : piece.subarray(Math.max(0, skip));
      }
    } catch (error) {
      throw this.#told(error, run.at);
    } finally {
      // a consumer that stops early leaves a run that can go on
      this.#leave(run, goesOn);
    }
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const run = await this.#runAt(start);
    let goesOn = true;
    try {
      while (start + length < end) {
        goesOn = false;
        const piece = await this.#nextOf(run);
        if (piece === null) break;
        goesOn = true;
        const pieceStart = run.at - piece.length;
        if (run.at <= start) continue;
        const part = piece.slice(Math.max(0, start - pieceStart), end - pieceStart);
        pieces.push(part);
        length += part.length;
        if (run.at > end) run.putBack(piece.subarray(end - pieceStart));
      }
    } catch (error) {
      const isDamage = error instanceof Damage || error instanceof CutOff || damages.has(error as object);
      if (!isDamage) throw error;
    } finally {
      this.#leave(run, goesOn);
    }
    if (pieces.length === 1) return pieces[0] as Uint8Array;
    const all = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  /** A run that stands at or before an offset, as near as there is one. */
  async #runAt(start: number): Promise<Run> {
    const { inner, codec, limits } = this.#packed;
    const parked = this.#parked;
    const point = this.#points.findLast(({ at }) => at <= start);
    if (parked && parked.at <= start && parked.at >= (point?.at ?? 0) && limits.unpark(parked)) {
      this.#parked = null;
      return parked;
    }
    const decoder = point?.decoder.fork?.() ?? (await codec.start());
    const packedAt = point?.packedAt ?? 0;
    return new Run(inner.stream(packedAt), decoder, point?.at ?? 0, packedAt, (run) => this.#mayKeepPoint(run));
  }

  async #nextOf(run: Run): Promise<Uint8Array | null> {
    const piece = await run.next();
    this.#taken = run.packedAt;
    if (piece === null) {
      this.#bytes ??= run.at;
      return null;
    }
    if (run.at > this.#furthest) {
      this.#packed.ledger.add(run.at - this.#furthest);
      this.#furthest = run.at;
    }
    return piece;
  }

  /** Keeps a point to go on from, when the last one is far enough back. */
  #mayKeepPoint(run: Run): void {
    const { limits } = this.#packed;
    if (run.at < (this.#points.at(-1)?.at ?? 0) + this.#spacing) return;
    const full = this.#points.length >= MOST_POINTS || limits.seekPoints >= MOST_SEEK_POINTS;
    if (full) {
      const kept = this.#points.filter((_, i) => i % 2 === 1);
      limits.seekPoints -= this.#points.length - kept.length;
      this.#points = kept;
      this.#spacing *= 2;
      return;
    }
    const decoder = run.fork();
    if (!decoder) return;
    this.#points.push({ at: run.at, packedAt: run.packedAt, decoder });
    limits.seekPoints++;
  }

  #leave(run: Run, goesOn: boolean): void {
    if (!goesOn) {
      run.close();
      return;
    }
    const { limits } = this.#packed;
    if (this.#parked && limits.unpark(this.#parked)) this.#parked.close();
    this.#parked = run;
    limits.park(run);
  }

  #told(error: unknown, at: number): unknown {
    if (!(error instanceof Damage)) return error;
    const where = at > 0 ? `cannot be unpacked beyond byte ${at}` : "cannot be unpacked";
    const told = new TimberlineError({ code: "unreadable", message: `${this.name} ${where}: ${error.message}.` });
    damages.add(told);
    return told;
  }
}
