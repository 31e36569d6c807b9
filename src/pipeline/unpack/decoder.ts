/** What all ways of unpacking have in common: packed bytes in, content out, and one kind of error for bad input. */

/** Why packed bytes cannot be read on: the rest of a sentence that begins with the file's name. */
export class Damage extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "Damage";
  }
}

/**
 * One run over packed bytes. Whatever the input, both calls end, and fail with nothing but a Damage; what they gave
 * before that is good as far as the format can tell.
 */
export interface Decoder {
  /** What follows from the next packed bytes. They are done with, and may change, when the last piece was taken. */
  push(packed: Uint8Array): Iterable<Uint8Array>;
  /** What is left when there are no more packed bytes. @throws Damage when they end in the middle */
  finish(): Iterable<Uint8Array>;
  /** a run of its own that goes on from here; absent where the format's library has no such thing */
  fork?(): Decoder;
  /** gives back what the collector does not see */
  dispose?(): void;
}

/** A way of unpacking. Its code is loaded when it is first needed. */
export interface Codec {
  /** for people: "gzip" */
  label: string;
  start(): Promise<Decoder>;
}

export const EMPTY = new Uint8Array(0);

/** @returns both, one after the other, in memory of their own */
export function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

export const TORN = "it ends in the middle";
