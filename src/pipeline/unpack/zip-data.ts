/** The data of one zip entry, stored or deflated, checked by the CRC-32 and length of the central directory. */
import { crc32 } from "./crc32.ts";
import { Damage, type Decoder, TORN } from "./decoder.ts";
import { Inflater } from "./inflate.ts";

export class ZipDataDecoder implements Decoder {
  readonly #expected: { crc: number; bytes: number };
  /** null for an entry that is stored */
  readonly #inflater: Inflater | null;
  #crc = 0;
  #length = 0;

  constructor(
    deflated: boolean,
    expected: { crc: number; bytes: number },
    inflater = deflated ? new Inflater() : null,
  ) {
    this.#expected = expected;
    this.#inflater = inflater;
  }

  *push(packed: Uint8Array): Iterable<Uint8Array> {
    if (this.#inflater?.ended) throw new Damage("its length is not what it says");
    const all = this.#inflater ? this.#inflater.push(packed) : packed;
    const piece = all.subarray(0, this.#expected.bytes - this.#length);
    const isLong = piece.length < all.length || (this.#inflater?.ended && this.#inflater.after.length > 0);
    this.#crc = crc32(piece, this.#crc);
    this.#length += piece.length;
    if (piece.length > 0) yield piece;
    if (isLong) throw new Damage("its length is not what it says");
  }

  finish(): Iterable<Uint8Array> {
    if (this.#inflater && !this.#inflater.ended) throw new Damage(TORN);
    if (this.#length !== this.#expected.bytes) throw new Damage("its length is not what it says");
    if (this.#crc !== this.#expected.crc) throw new Damage("its checksum is wrong");
    return [];
  }

  fork(): ZipDataDecoder {
    const copy = new ZipDataDecoder(this.#inflater !== null, this.#expected, this.#inflater?.fork() ?? null);
    copy.#crc = this.#crc;
    copy.#length = this.#length;
    return copy;
  }
}
