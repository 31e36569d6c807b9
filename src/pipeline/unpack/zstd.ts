/**
 * Zstandard (RFC 8878): any number of frames, skippable ones passed over. fzstd decodes; what it leaves out is here: where
 * a frame ends, the checksum of its content, its length, a limit to the memory that a frame may ask for, and a look at the
 * tables that fzstd would read for ever.
 */
import { Decompress } from "fzstd";
import xxhash, { type XXHash, type XXHashAPI } from "xxhash-wasm";
import { Damage, type Decoder, EMPTY, joined, TORN } from "./decoder.ts";
import { TREE_BYTES, weightsEnd } from "./zstd-weights.ts";

/** Windows up to this are read, as the zstd command does without being asked for more. */
const MOST_WINDOW_BYTES = 128 * 1024 * 1024;
const MAGIC = 0xfd2fb528;
const DAMAGED = "its compressed data are damaged";

interface Frame {
  decompress: Decompress;
  hash: XXHash<bigint>;
  hasChecksum: boolean;
  /** null when the header does not tell */
  contentBytes: number | null;
  length: number;
}

export class ZstdDecoder implements Decoder {
  readonly #hashes: XXHashAPI;
  #frame: Frame | null = null;
  /** bytes that are not enough for the next part yet */
  #held: Uint8Array = EMPTY;
  /** what the next part is: a magic number or frame header, a block header, a checksum */
  #next: "frame" | "block" | "checksum" = "frame";
  /** bytes still to come of a block, or of a skippable frame */
  #left = 0;
  /** of a compressed block: bytes that are looked at together before any are decoded */
  #ahead = 0;
  #isLast = false;
  #given: Uint8Array[] = [];
  #started = false;

  private constructor(hashes: XXHashAPI) {
    this.#hashes = hashes;
  }

  static async start(): Promise<ZstdDecoder> {
    return new ZstdDecoder(await xxhash());
  }

  *push(packed: Uint8Array): Iterable<Uint8Array> {
    let rest = packed;
    while (rest.length > 0) {
      if (this.#ahead > 0) {
        rest = joined(this.#held, rest);
        if (rest.length < this.#ahead) {
          this.#held = rest;
          return;
        }
        if (!weightsEnd(rest.subarray(0, this.#ahead))) throw new Damage(DAMAGED);
        this.#held = EMPTY;
        this.#ahead = 0;
      }
      if (this.#left > 0) {
        const part = rest.subarray(0, this.#left);
        rest = rest.subarray(part.length);
        this.#left -= part.length;
        if (this.#frame) yield* this.#decode(this.#frame, part, false);
      } else {
        const held = joined(this.#held, rest);
        const taken = this.#take(held);
        this.#held = taken === null ? held : EMPTY;
        if (taken === null) return;
        rest = held.subarray(taken);
        const part = held.subarray(0, taken);
        if (this.#frame && this.#next === "checksum") yield* this.#checked(this.#frame, part);
        else if (this.#frame) yield* this.#decode(this.#frame, part, false);
      }
      if (!this.#frame || !this.#isLast || this.#left > 0) continue;
      if (this.#frame.hasChecksum) this.#next = "checksum";
      else {
        yield* this.#decode(this.#frame, EMPTY, true);
        this.#close(this.#frame);
      }
    }
  }

  finish(): Iterable<Uint8Array> {
    if (this.#frame || this.#held.length > 0 || this.#left > 0 || !this.#started) throw new Damage(TORN);
    return [];
  }

  /** Reads the next header. @returns its length; null when it is not whole */
  #take(bytes: Uint8Array): number | null {
    if (this.#next === "checksum") return bytes.length < 4 ? null : 4;
    return this.#next === "block" ? this.#blockHeader(bytes) : this.#frameHeader(bytes);
  }

  #blockHeader(bytes: Uint8Array): number | null {
    if (bytes.length < 3) return null;
    const header = bytes[0]! | (bytes[1]! << 8) | (bytes[2]! << 16);
    const kind = (header >> 1) & 3;
    if (kind === 3) throw new Damage(DAMAGED);
    this.#isLast = (header & 1) === 1;
    this.#left = kind === 1 ? 1 : header >> 3;
    if (kind === 2) this.#ahead = Math.min(this.#left, TREE_BYTES);
    return 3;
  }

  #frameHeader(bytes: Uint8Array): number | null {
    if (bytes.length < 8) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const magic = view.getUint32(0, true);
    this.#started = true;
    if (magic >>> 4 === 0x184d2a5) {
      this.#left = view.getUint32(4, true);
      return 8;
    }
    if (magic !== MAGIC) throw new Damage("a part of it does not begin as zstd does");
    const flags = bytes[4] as number;
    const single = (flags >> 5) & 1;
    const dictionaryBytes = [0, 1, 2, 4][flags & 3] as number;
    const sizeBytes = flags >> 6 ? 1 << (flags >> 6) : single;
    const length = 6 - single + dictionaryBytes + sizeBytes;
    if (bytes.length < length) return null;
    if (bytes.subarray(6 - single, 6 - single + dictionaryBytes).some((byte) => byte !== 0))
      throw new Damage("it was compressed with a dictionary, which is not here");
    const sizeAt = length - sizeBytes;
    const contentBytes = sizeOf(view, sizeAt, sizeBytes);
    const base = 2 ** (10 + ((bytes[5] as number) >> 3));
    const windowBytes = single ? (contentBytes ?? 0) : base + (base / 8) * ((bytes[5] as number) & 7);
    if (windowBytes > MOST_WINDOW_BYTES)
      throw new Damage("it was compressed with a window of more than 128 MiB: compress it again without --long");
    this.#frame = {
      decompress: new Decompress((piece) => this.#given.push(piece)),
      hash: this.#hashes.create64(),
      hasChecksum: (flags & 4) !== 0,
      contentBytes,
      length: 0,
    };
    this.#next = "block";
    this.#isLast = false;
    return length;
  }

  *#decode(frame: Frame, packed: Uint8Array, final: boolean): Iterable<Uint8Array> {
    try {
      // fzstd keeps what it was given
      frame.decompress.push(packed.slice(), final);
    } catch {
      throw new Damage(DAMAGED);
    }
    for (const piece of this.#given) {
      if (piece.length === 0) continue;
      frame.length += piece.length;
      if (frame.hasChecksum) frame.hash.update(piece);
      yield piece;
    }
    this.#given = [];
  }

  *#checked(frame: Frame, checksum: Uint8Array): Iterable<Uint8Array> {
    yield* this.#decode(frame, checksum, true);
    const expected = new DataView(checksum.buffer, checksum.byteOffset).getUint32(0, true);
    if (Number(frame.hash.digest() & 0xffffffffn) !== expected) throw new Damage("its checksum is wrong");
    this.#close(frame);
  }

  #close(frame: Frame): void {
    if (frame.contentBytes !== null && frame.contentBytes !== frame.length)
      throw new Damage("its length is not what it says");
    this.#frame = null;
    this.#next = "frame";
  }
}

function sizeOf(view: DataView, at: number, bytes: number): number | null {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  if (bytes === 4) return view.getUint32(at, true);
  return bytes === 8 ? Number(view.getBigUint64(at, true)) : null;
}
