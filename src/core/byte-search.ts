/** Words in bytes: one WASM instance that looks for one after the other in a block of text, and tells in which lines they are. */
import type { CoreExports } from "./core.ts";
import { instantiate } from "./modules.ts";

export interface Needle {
  bytes: Uint8Array;
  /** by byte: the bits that are set in the text before it is compared; 0x20 for a letter in either case */
  set: Uint8Array;
}

/** Longest word that is looked for, as in assembly/search.ts. */
export const MAX_NEEDLE_BYTES = 4096;

/** @param exact whether case matters; else ASCII letters are found in either */
export function needleOf(text: string, exact: boolean): Needle {
  const bytes = new TextEncoder().encode(text);
  const set = bytes.map((byte) => (!exact && /[A-Za-z]/.test(String.fromCharCode(byte)) ? 0x20 : 0));
  return { bytes: bytes.map((byte, i) => byte | (set[i] as number)), set };
}

export class ByteSearch {
  readonly #wasm: CoreExports;
  #length = 0;
  #lineEnd = 0;

  constructor(module: WebAssembly.Module) {
    this.#wasm = instantiate<CoreExports>(module);
  }

  /** Takes the text that is searched next. @param lineEnd the byte that ends a line */
  take(text: Uint8Array, lineEnd: number): void {
    const place = this.#wasm.searchRoom(text.length);
    new Uint8Array(this.#wasm.memory.buffer, place, text.length).set(text);
    this.#length = text.length;
    this.#lineEnd = lineEnd;
  }

  /**
   * @param needle of 1 to MAX_NEEDLE_BYTES bytes, without line ends
   * @param lineCount lines of the text that count
   * @returns a bit a line, 32 a word: whether it holds the needle; null when none does
   */
  linesWith(needle: Needle, lineCount: number): Uint32Array<ArrayBuffer> | null {
    const wasm = this.#wasm;
    const place = wasm.needleRoom();
    const memory = new Uint8Array(wasm.memory.buffer);
    memory.set(needle.bytes, place);
    memory.set(needle.set, place + MAX_NEEDLE_BYTES);
    if (wasm.searchText(this.#length, this.#lineEnd, needle.bytes.length) === 0) return null;
    const words = new Uint32Array((lineCount + 31) >>> 5);
    const known = Math.min(words.length, (wasm.searchedLines.value + 31) >>> 5);
    words.set(new Uint32Array(wasm.memory.buffer, wasm.searchBits(), known));
    return words;
  }
}
