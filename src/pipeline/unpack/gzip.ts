/** gzip (RFC 1952): any number of members one after the other, each checked by its CRC-32 and length. */
import { crc32 } from "./crc32.ts";
import { Damage, type Decoder, EMPTY, joined, TORN } from "./decoder.ts";
import { Inflater } from "./inflate.ts";

/** a header with a name longer than this is no header */
const MOST_HEADER_BYTES = 1 << 17;
const TRAILER_BYTES = 8;

export class GzipDecoder implements Decoder {
  #stage: "header" | "body" | "trailer" | "padding" = "header";
  /** bytes of a header or trailer that is not whole yet */
  #held: Uint8Array = EMPTY;
  #inflater = new Inflater();
  #crc = 0;
  #length = 0;

  *push(packed: Uint8Array): Iterable<Uint8Array> {
    let rest = packed;
    while (rest.length > 0) {
      if (this.#stage === "body") {
        const piece = this.#inflater.push(rest);
        this.#crc = crc32(piece, this.#crc);
        this.#length = (this.#length + piece.length) >>> 0;
        if (piece.length > 0) yield piece;
        if (!this.#inflater.ended) return;
        rest = this.#inflater.after;
        this.#stage = "trailer";
        continue;
      }
      if (this.#stage === "padding") {
        const start = rest.findIndex((byte) => byte !== 0);
        if (start < 0) return;
        rest = rest.subarray(start);
        this.#stage = "header";
        if (rest[0] !== 0x1f) throw new Damage("after its end follows something that is not gzip");
      }
      const held = joined(this.#held, rest);
      const taken = this.#stage === "trailer" ? this.#trailer(held) : this.#header(held);
      this.#held = taken === null ? held : EMPTY;
      rest = taken === null ? EMPTY : held.subarray(taken);
    }
  }

  finish(): Iterable<Uint8Array> {
    if (this.#stage !== "padding") throw new Damage(TORN);
    return [];
  }

  fork(): GzipDecoder {
    const copy = new GzipDecoder();
    copy.#stage = this.#stage;
    copy.#held = this.#held;
    copy.#inflater = this.#inflater.fork();
    copy.#crc = this.#crc;
    copy.#length = this.#length;
    return copy;
  }

  /** @returns the header's length; null when it is not whole */
  #header(bytes: Uint8Array): number | null {
    if (bytes.length < 10) return null;
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8)
      throw new Damage("a part of it does not begin as gzip does");
    const flags = bytes[3] as number;
    let at = 10;
    if (flags & 4) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
    for (const name of [8, 16]) {
      if (!(flags & name)) continue;
      const end = at > bytes.length ? -1 : bytes.indexOf(0, at);
      at = end < 0 ? bytes.length + 1 : end + 1;
    }
    if (flags & 2) at += 2;
    if (at > MOST_HEADER_BYTES) throw new Damage("a part of it does not begin as gzip does");
    if (at > bytes.length) return null;
    this.#stage = "body";
    this.#inflater = new Inflater();
    this.#crc = 0;
    this.#length = 0;
    return at;
  }

  /** Checks the trailer. @returns its length; null when it is not whole */
  #trailer(bytes: Uint8Array): number | null {
    if (bytes.length < TRAILER_BYTES) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    if (view.getUint32(0, true) !== this.#crc) throw new Damage("its checksum is wrong");
    if (view.getUint32(4, true) !== this.#length) throw new Damage("its length is not what it says");
    this.#stage = "padding";
    return TRAILER_BYTES;
  }
}
