/** One run of unpacking: pulls packed bytes from a stream through a decoder, and can be stopped and taken up again. */
import { type Decoder, EMPTY } from "./decoder.ts";
import type { Parked } from "./shared.ts";

/**
 * Packed bytes that a decoder gets at once, whatever the chunks they came in: what comes out at once is at most 16 MiB of
 * DEFLATE, and what comes out before damage is the same however the file was read.
 */
const FEED_BYTES = 16 * 1024;

export class Run implements Parked {
  /** offset in the content of the next byte that `next` gives */
  at: number;
  /** packed bytes that were taken */
  packedAt: number;
  readonly #input: AsyncIterator<Uint8Array>;
  readonly #decoder: Decoder;
  /** packed bytes of the last chunk that were not yet pushed */
  #packed: Uint8Array = EMPTY;
  /** packed bytes of earlier chunks that wait for more */
  #held: Uint8Array = EMPTY;
  #heldLength = 0;
  #out: Iterator<Uint8Array> | null = null;
  #rest: Uint8Array = EMPTY;
  #inputEnded = false;
  #failure: { error: unknown } | null = null;
  #finished = false;
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
      if (this.#finished) return null;
      if (this.#packed.length === 0 && !this.#inputEnded) {
        const value = await this.#nextChunk();
        if (value?.length === 0) return EMPTY;
        this.#packed = value ?? EMPTY;
      }
      const feed = this.#nextFeed();
      if (feed === null) continue;
      if (feed.length === 0) {
        if (this.#failure) throw this.#failure.error;
        this.#finished = true;
        this.#out = this.#decoder.finish()[Symbol.iterator]();
        continue;
      }
      this.#between(this);
      this.packedAt += feed.length;
      this.#out = this.#decoder.push(feed)[Symbol.iterator]();
    }
  }

  /** Null at the end of the packed bytes, and where they break off: what came before is unpacked first. */
  async #nextChunk(): Promise<Uint8Array | null> {
    try {
      const { value, done } = await this.#input.next();
      if (!done) return value;
    } catch (error) {
      this.#failure = { error };
    }
    this.#inputEnded = true;
    return null;
  }

  /** FEED_BYTES, or all that are left at the end: none when there are no more; null when the next chunk is needed. */
  #nextFeed(): Uint8Array | null {
    if (this.#heldLength === 0 && this.#packed.length >= FEED_BYTES) {
      const feed = this.#packed.subarray(0, FEED_BYTES);
      this.#packed = this.#packed.subarray(FEED_BYTES);
      return feed;
    }
    if (this.#held.length === 0) this.#held = new Uint8Array(FEED_BYTES);
    const more = this.#packed.subarray(0, FEED_BYTES - this.#heldLength);
    this.#held.set(more, this.#heldLength);
    this.#heldLength += more.length;
    this.#packed = this.#packed.subarray(more.length);
    if (this.#heldLength < FEED_BYTES && !this.#inputEnded) return null;
    const feed = this.#held.subarray(0, this.#heldLength);
    this.#heldLength = 0;
    return feed;
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
