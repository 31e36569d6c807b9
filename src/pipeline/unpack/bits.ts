/** Bits of bytes that come in pieces, most significant first. */
import { EMPTY } from "./decoder.ts";

export class BitReader {
  #bytes: Uint8Array = EMPTY;
  /** of the next bit */
  #bit = 0;

  /** Bits that are here and were not read. */
  get left(): number {
    return this.#bytes.length * 8 - this.#bit;
  }

  /** Adds bytes behind those that are here. */
  add(bytes: Uint8Array): void {
    const from = this.#bit >> 3;
    const rest = new Uint8Array(this.#bytes.length - from + bytes.length);
    rest.set(this.#bytes.subarray(from));
    rest.set(bytes, this.#bytes.length - from);
    this.#bytes = rest;
    this.#bit &= 7;
  }

  /** @param count 0…24; bits past the end are zero */
  peek(count: number): number {
    const at = this.#bit >> 3;
    const b = this.#bytes;
    const word = ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) << (this.#bit & 7);
    return count === 0 ? 0 : word >>> (32 - count);
  }

  skip(count: number): void {
    this.#bit += count;
  }

  /** @param count 0…24 */
  read(count: number): number {
    const value = this.peek(count);
    this.#bit += count;
    return value;
  }

  /** 32 bits */
  word(): number {
    const high = this.read(16);
    return ((high << 16) | this.read(16)) >>> 0;
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.#bit = (this.#bit + 7) & ~7;
  }
}
