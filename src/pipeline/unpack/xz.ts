/**
 * xz by the code inside xz-decompress (xz-embedded as WebAssembly): streams one after the other, CRC checked. Its own
 * stream class cannot be used, as each waits for every other to end; so its module is driven here.
 */
import { XzReadableStream } from "xz-decompress";
import { Damage, type Decoder, TORN } from "./decoder.ts";

interface XzExports {
  memory: WebAssembly.Memory;
  create_context(): number;
  destroy_context(context: number): void;
  /** none at all means that there are no more */
  supply_input(context: number, bytes: number): void;
  /** 0 goes on, 1 all has ended, others are errors of xz-embedded's xz.h */
  get_next_output(context: number): number;
}

interface XzModule {
  _moduleInstance?: { exports: XzExports };
  _getModuleInstance(): Promise<void>;
}

/** words of a context: buffer size, place of the input, how much of it was taken, its length, place and length of the output */
const SIZE = 0;
const INPUT = 1;
const TAKEN = 2;
const GIVEN = 3;
const OUTPUT = 4;
const MADE = 5;

const ENDED = 1;
/** a kind of checksum that is not computed: what follows is still read */
const UNKNOWN_CHECK = 2;
/** more input or room is needed */
const NEEDS_MORE = 8;
const ERRORS: Record<number, string> = {
  3: "it asks for more memory than there is",
  4: "it asks for more memory than it may have",
  5: "a part of it does not begin as xz does",
  6: "it uses a checksum or a way of packing that is not read",
};

export class XzDecoder implements Decoder {
  readonly #xz: XzExports;
  #context: number;

  private constructor(xz: XzExports) {
    this.#xz = xz;
    this.#context = xz.create_context() >>> 0;
  }

  static async start(): Promise<XzDecoder> {
    const module = XzReadableStream as unknown as XzModule;
    if (!module._moduleInstance) await module._getModuleInstance();
    return new XzDecoder((module._moduleInstance as { exports: XzExports }).exports);
  }

  *push(packed: Uint8Array): Iterable<Uint8Array> {
    let rest = packed;
    while (rest.length > 0) {
      const words = this.#words();
      const part = rest.subarray(0, words[SIZE]);
      new Uint8Array(this.#xz.memory.buffer, words[INPUT], part.length).set(part);
      this.#xz.supply_input(this.#context, part.length);
      rest = rest.subarray(part.length);
      yield* this.#output();
    }
  }

  *finish(): Iterable<Uint8Array> {
    this.#xz.supply_input(this.#context, 0);
    if (!(yield* this.#output())) throw new Damage(TORN);
  }

  dispose(): void {
    if (this.#context !== 0) this.#xz.destroy_context(this.#context);
    this.#context = 0;
  }

  /** All that follows from the input. @returns whether everything has ended */
  *#output(): Generator<Uint8Array, boolean> {
    while (true) {
      const result = this.#next();
      const words = this.#words();
      const made = words[MADE] as number;
      // where the next output begins
      words[MADE] = 0;
      if (made > 0) yield new Uint8Array(this.#xz.memory.buffer, words[OUTPUT], made).slice();
      if (result === ENDED) return true;
      if (result !== 0 && result !== UNKNOWN_CHECK && result !== NEEDS_MORE)
        throw new Damage(ERRORS[result] ?? "its compressed data are damaged");
      const after = this.#words();
      const isDry = after[TAKEN] === after[GIVEN];
      if (made < (after[SIZE] as number) && (isDry || result === NEEDS_MORE)) return false;
    }
  }

  #next(): number {
    try {
      return this.#xz.get_next_output(this.#context);
    } catch {
      // a module that trapped is of no use to anyone
      (XzReadableStream as unknown as XzModule)._moduleInstance = undefined;
      this.#context = 0;
      throw new Damage(ERRORS[3] as string);
    }
  }

  #words(): Uint32Array {
    if (this.#context === 0) throw new Damage(ERRORS[3] as string);
    return new Uint32Array(this.#xz.memory.buffer, this.#context, 6);
  }
}
