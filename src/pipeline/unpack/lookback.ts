/** A source that remembers the slice it gave last, for readers that look at a place, and then begin to read there. */
import type { EpochMs } from "../../model/units.ts";
import { type ByteSource, diskOf } from "../source.ts";
import { EMPTY, joined } from "./decoder.ts";

export class Lookback implements ByteSource {
  readonly name: string;
  readonly lastModified: EpochMs;
  readonly disk: ByteSource;
  readonly #inner: ByteSource;
  #start = 0;
  #last: Uint8Array = EMPTY;

  constructor(inner: ByteSource) {
    this.name = inner.name;
    this.lastModified = inner.lastModified;
    this.disk = diskOf(inner);
    this.#inner = inner;
  }

  get bytes(): number {
    return this.#inner.bytes;
  }

  get exact(): boolean {
    return this.#inner.exact !== false;
  }

  get taken(): number {
    return this.#inner.taken ?? 0;
  }

  async *stream(start = 0): AsyncGenerator<Uint8Array> {
    const known = this.#from(start, Number.POSITIVE_INFINITY);
    if (known.length > 0) yield known;
    yield* this.#inner.stream(start + known.length);
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    const known = this.#from(start, end);
    if (known.length === end - start) return known.slice();
    const more = await this.#inner.slice(start + known.length, end);
    this.#last = joined(known, more);
    this.#start = start;
    return this.#last.slice();
  }

  /** What is remembered of [start, end), from its start on. */
  #from(start: number, end: number): Uint8Array {
    const offset = start - this.#start;
    return offset < 0 ? EMPTY : this.#last.subarray(offset, Math.max(offset, end - this.#start));
  }
}
