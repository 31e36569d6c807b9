/** A part of a source as a source of its own: a member of an archive as it lies in there. */
import { TimberlineError } from "../../model/analysis.ts";
import type { EpochMs } from "../../model/units.ts";
import { type ByteSource, diskOf } from "../source.ts";

/** The bytes around a part end before it does. */
export class CutOff extends TimberlineError {
  constructor(message: string) {
    super({ code: "unreadable", message });
  }
}

export class SliceSource implements ByteSource {
  readonly name: string;
  readonly lastModified: EpochMs;
  readonly bytes: number;
  readonly disk: ByteSource;
  readonly #inner: ByteSource;
  readonly #start: number;

  constructor(inner: ByteSource, start: number, bytes: number, name: string, lastModified: EpochMs) {
    this.name = name;
    this.lastModified = lastModified;
    this.bytes = bytes;
    this.disk = diskOf(inner);
    this.#inner = inner;
    this.#start = start;
  }

  async *stream(start = 0): AsyncGenerator<Uint8Array> {
    let left = this.bytes - start;
    if (left <= 0) return;
    for await (const chunk of this.#inner.stream(this.#start + start)) {
      const part = chunk.subarray(0, left);
      left -= part.length;
      yield part;
      if (left === 0) return;
    }
    throw new CutOff(`${this.name} is cut off ${left} bytes before its end: so is ${this.#inner.name}.`);
  }

  slice(start: number, end: number): Promise<Uint8Array> {
    return this.#inner.slice(this.#start + start, this.#start + Math.min(end, this.bytes));
  }
}
