/** One run of unpacking: pulls packed bytes from a stream through a decoder, and can be stopped and taken up again. */
import { type Decoder, EMPTY } from "./decoder.ts";
import type { Parked } from "./shared.ts";

/** Packed bytes that a decoder gets at once, so that what comes out at once is at most 16 MiB of DEFLATE. */
const FEED_BYTES = 16 * 1024;

export class Run implements Parked {
  /** offset in the content of the next byte that `next` gives */
  at: number;
  /** packed bytes that were taken */
  packedAt: number;
  readonly #input: AsyncIterator<Uint8Array>;
  readonly #decoder: Decoder;
  /** packed bytes that were not yet pushed */
  #packed: Uint8Array = EMPTY;
  #out: Iterator<Uint8Array> | null = null;
  #rest: Uint8Array = EMPTY;
  #ended = false;
  readonly #between: (run: Run) => void;

  /** @param between called whenever all that follows from what was pushed has been given: a decoder can be forked then */
  constructor(
    input: AsyncIterable<Uint8Array>,
    decoder: Decoder,
    at: number,
    packedAt: number,
    between: (run: Run) => void,
  ) {
    this.#between = between;
    this.#input = input[Symbol.asyncIterator]();
    this.#decoder = decoder;
    this.at = at;
    this.packedAt = packedAt;
  }

  /**
   * The next piece of content, valid until the next call; null at the end. An empty one lets others have a turn.
   * @throws Damage, or what the stream of packed bytes throws
   */
  async next(): Promise<Uint8Array | null> {
    if (this.#rest.length > 0) return this.#give(this.#rest);
    while (true) {
      const piece = this.#out?.next();
      if (piece && !piece.done) {
        if (piece.value.length > 0) return this.#give(piece.value);
        continue;
      }
      this.#out = null;
      if (this.#ended) return null;
      if (this.#packed.length === 0) {
        const { value, done } = await this.#input.next();
        if (done) {
          this.#ended = true;
          this.#out = this.#decoder.finish()[Symbol.iterator]();
          continue;
        }
        this.#packed = value;
        if (value.length === 0) return EMPTY;
      }
      this.#between(this);
      const feed = this.#packed.subarray(0, FEED_BYTES);
      this.#packed = this.#packed.subarray(feed.length);
      this.packedAt += feed.length;
      this.#out = this.#decoder.push(feed)[Symbol.iterator]();
    }
  }

  #give(piece: Uint8Array): Uint8Array {
    this.#rest = EMPTY;
    this.at += piece.length;
    return piece;
  }

  /** Takes back the end of the piece given last. */
  putBack(end: Uint8Array): void {
    this.#rest = end;
    this.at -= end.length;
  }

  /** A decoder that goes on from here; null where the format has none. Only in `between`. */
  fork(): Decoder | null {
    return this.#decoder.fork?.() ?? null;
  }

  close(): void {
    this.#decoder.dispose?.();
    this.#input.return?.().catch(() => {});
  }
}
