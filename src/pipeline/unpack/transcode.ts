/** Text of other encodings as UTF-8, in pieces. What is no character becomes U+FFFD; a byte-order mark is left out. */
import type { FilePlan } from "../../model/plan.ts";
import { type Codec, type Decoder, EMPTY, joined } from "./decoder.ts";

const encoder = new TextEncoder();

/** One byte a character: Windows-1252, which is Latin-1 with letters in place of controls. */
class Latin1Decoder implements Decoder {
  readonly #decoder = new TextDecoder("latin1");

  *push(packed: Uint8Array): Iterable<Uint8Array> {
    yield encoder.encode(this.#decoder.decode(packed));
  }

  *finish(): Iterable<Uint8Array> {}

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

  constructor(name: "utf-16le" | "utf-16be", held = EMPTY, atStart = true) {
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
