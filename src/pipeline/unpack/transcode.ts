/** Text of other encodings as UTF-8, in pieces. What is no character becomes U+FFFD; a byte-order mark is left out. */
import type { FilePlan } from "../../model/plan.ts";
import { type Codec, type Decoder, EMPTY, joined } from "./decoder.ts";

const encoder = new TextEncoder();

/** What 0x80 to 0x9f are in windows-1252, which browsers read for Latin-1; the five that it leaves open stay controls. */
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** UTF-8 of the bytes from 0x80 on. */
const HIGH = Array.from({ length: 128 }, (_, i) => encoder.encode(WINDOWS_1252[i] ?? String.fromCharCode(128 + i)));

/** One byte a character. By a table of its own: Node's decoder for Latin-1 reads 0x80 to 0x9f otherwise than browsers do. */
class Latin1Decoder implements Decoder {
  *push(packed: Uint8Array): Iterable<Uint8Array> {
    const out = new Uint8Array(packed.length * 3);
    let at = 0;
    for (const byte of packed) {
      if (byte < 0x80) out[at++] = byte;
      else for (const part of HIGH[byte - 0x80] as Uint8Array) out[at++] = part;
    }
    yield out.subarray(0, at);
  }

  finish(): Iterable<Uint8Array> {
    return [];
  }

  fork(): Latin1Decoder {
    return new Latin1Decoder();
  }
}

class Utf16Decoder implements Decoder {
  readonly #name: "utf-16le" | "utf-16be";
  readonly #decoder: TextDecoder;
  /** a byte or a first half of a pair whose other half is still to come */
  #held: Uint8Array;
  #atStart: boolean;

  constructor(name: "utf-16le" | "utf-16be", held: Uint8Array = EMPTY, atStart = true) {
    this.#name = name;
    this.#decoder = new TextDecoder(name, { ignoreBOM: true });
    this.#held = held;
    this.#atStart = atStart;
  }

  *push(packed: Uint8Array): Iterable<Uint8Array> {
    let bytes = this.#held.length > 0 ? joined(this.#held, packed) : packed;
    if (this.#atStart) {
      if (bytes.length < 2) {
        this.#held = bytes.slice();
        return;
      }
      this.#atStart = false;
      if (this.#unit(bytes, 0) === 0xfeff) bytes = bytes.subarray(2);
    }
    let end = bytes.length & ~1;
    if (end > 0 && (this.#unit(bytes, end - 2) & 0xfc00) === 0xd800) end -= 2;
    this.#held = bytes.slice(end);
    if (end > 0) yield encoder.encode(this.#decoder.decode(bytes.subarray(0, end)));
  }

  *finish(): Iterable<Uint8Array> {
    if (this.#held.length > 0) yield encoder.encode(this.#decoder.decode(this.#held));
  }

  fork(): Utf16Decoder {
    return new Utf16Decoder(this.#name, this.#held, this.#atStart);
  }

  #unit(bytes: Uint8Array, at: number): number {
    const [high, low] = this.#name === "utf-16be" ? [at, at + 1] : [at + 1, at];
    return ((bytes[high] as number) << 8) | (bytes[low] as number);
  }
}

/** @returns null for UTF-8, which is read as it is */
export function transcoder(encoding: FilePlan["encoding"]): Codec | null {
  if (encoding === "utf-8") return null;
  const make = () => (encoding === "latin-1" ? new Latin1Decoder() : new Utf16Decoder(encoding));
  return { label: encoding, start: async () => make() };
}
