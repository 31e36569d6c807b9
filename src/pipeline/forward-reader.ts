/**
 * Pieces of a source in ascending order: as slices while they lie apart, by a stream as soon as they follow each other, which
 * is twice as fast in browsers.
 */
import type { ByteSource } from "./source.ts";

export interface ByteRange {
  from: number;
  to: number;
}

/** gaps within a batch that are read along */
const MOST_GAP_BYTES = 256 * 1024;

export class ForwardReader {
  readonly #source: ByteSource;
  #stream: AsyncIterator<Uint8Array> | null = null;
  /** where the next byte of the stream is, or where the last slice ended */
  #at = -1;
  /** bytes that the stream gave and nobody took */
  #left: Uint8Array = new Uint8Array(0);

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Ranges that ascend and do not overlap; each is cut where the source ends, and is a copy. */
  async read(ranges: readonly ByteRange[]): Promise<Uint8Array[]> {
    const first = ranges[0]?.from ?? 0;
    const last = ranges.at(-1)?.to ?? 0;
    const isDense = ranges.every(({ from }, i) => from - (ranges[i - 1]?.to ?? from) <= MOST_GAP_BYTES);
    const goesOn = this.#at >= 0 && first >= this.#at && first - this.#at <= MOST_GAP_BYTES;
    if (isDense && goesOn) {
      const found: Uint8Array[] = [];
      for (const range of ranges) found.push(await this.#fromStream(range));
      return found;
    }
    await this.close();
    this.#at = last;
    if (!isDense) return Promise.all(ranges.map(({ from, to }) => this.#source.slice(from, to)));
    const bytes = await this.#source.slice(first, last);
    return ranges.map(({ from, to }) => bytes.slice(from - first, to - first));
  }

  async #fromStream({ from, to }: ByteRange): Promise<Uint8Array> {
    const bytes = new Uint8Array(to - from);
    let filled = 0;
    if (!this.#stream) this.#stream = this.#source.stream(this.#at)[Symbol.asyncIterator]();
    while (filled < bytes.length) {
      if (this.#left.length === 0) {
        const { value, done } = await this.#stream.next();
        if (done || !value) break;
        this.#left = value;
        continue;
      }
      const skipped = Math.min(Math.max(0, from - this.#at), this.#left.length);
      const part = this.#left.subarray(skipped, skipped + bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#at += skipped + part.length;
      this.#left = this.#left.subarray(skipped + part.length);
    }
    return filled === bytes.length ? bytes : bytes.slice(0, filled);
  }

  /** Lets the stream go; reading may go on by slices. */
  async close(): Promise<void> {
    const stream = this.#stream;
    this.#stream = null;
    this.#left = new Uint8Array(0);
    await stream?.return?.();
  }
}
