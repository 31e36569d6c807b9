/**
 * bzip2: streams one after the other, each block checked by its CRC. A decoder of our own, as those at hand want Node's
 * Buffer or the whole file. Format: Julian Seward's bzip2 1.0, described in Tsai, "BZIP2: Format Specification" (2016).
 */
import { BitReader } from "./bits.ts";
import { Bzip2Block } from "./bzip2-block.ts";
import { Damage, type Decoder, TORN } from "./decoder.ts";

const BLOCK_MAGIC = [0x314159, 0x265359];
const END_MAGIC = [0x177245, 0x385090];
/** bytes of a level; a block unpacks to at most this times its level, before runs */
const LEVEL_BYTES = 100_000;

export class Bzip2Decoder implements Decoder {
  readonly #bits = new BitReader();
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** null between streams */
  #block: Bzip2Block | null = null;
  #level = 0;
  #crc = 0;
  #streams = 0;

  *push(packed: Uint8Array): Iterable<Uint8Array> {
    this.#waiting.push(packed.slice());
    this.#waitingBytes += packed.length;
    // a block is read when it is surely whole
    const wanted = this.#block ? this.#level * LEVEL_BYTES * 1.25 + 50_000 : 64;
    if (this.#waitingBytes < 65_536 && this.#waitingBytes + this.#bits.left / 8 < wanted) return;
    this.#take();
    while (this.#bits.left / 8 >= (this.#block ? this.#level * LEVEL_BYTES * 1.25 + 50_000 : 64)) yield* this.#part();
  }

  *finish(): Iterable<Uint8Array> {
    this.#take();
    while (this.#block || this.#bits.left >= 32) {
      if (this.#block && this.#bits.left < 80) throw new Damage(TORN);
      if (!(yield* this.#part())) return;
    }
    if (this.#streams === 0 || this.#bits.left >= 8) throw new Damage(TORN);
  }

  #take(): void {
    for (const bytes of this.#waiting) this.#bits.add(bytes);
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  /** Reads a header of a stream, a block, or the end of a stream. @returns false at padding behind the last stream */
  *#part(): Generator<Uint8Array, boolean> {
    const bits = this.#bits;
    if (!this.#block) return this.#header();
    const magic = [bits.read(24), bits.read(24)];
    if (magic.every((part, i) => part === BLOCK_MAGIC[i])) {
      const crc = bits.word();
      this.#crc = (((this.#crc << 1) | (this.#crc >>> 31)) ^ crc) >>> 0;
      yield* this.#block.decode(bits, crc);
    } else if (magic.every((part, i) => part === END_MAGIC[i])) {
      if (bits.word() !== this.#crc) throw new Damage("its checksum is wrong");
      bits.align();
      this.#block = null;
      this.#streams++;
    } else throw new Damage("its compressed data are damaged");
    if (bits.left < 0) throw new Damage(TORN);
    return true;
  }

  #header(): boolean {
    const bits = this.#bits;
    if (this.#streams > 0 && bits.peek(24) === 0) {
      bits.skip(8);
      return true;
    }
    if (bits.read(24) !== 0x425a68)
      throw new Damage(this.#streams > 0 ? "after its end follows something that is not bzip2" : "it is not bzip2");
    this.#level = bits.read(8) - 0x30;
    if (this.#level < 1 || this.#level > 9) throw new Damage("its compressed data are damaged");
    this.#block = new Bzip2Block(this.#level * LEVEL_BYTES);
    this.#crc = 0;
    return true;
  }
}
