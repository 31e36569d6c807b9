/** What all sources unpacked from a set of files share: a limit to what they unpack to, to stopped runs and to seek points. */
import { Damage, type Decoder } from "./decoder.ts";

/** A file that unpacks to more than this many times its size is refused, once it gave more than FREE_BYTES. */
const MOST_RATIO = 1000;
const FREE_BYTES = 1024 ** 3;
const MOST_PARKED = 4;
export const MOST_SEEK_POINTS = 96;

/** How much one file on disk unpacked to: against files made to fill a disk. */
export class Ledger {
  readonly #diskBytes: number;
  #unpacked = 0;

  constructor(diskBytes: number) {
    this.#diskBytes = diskBytes;
  }

  /** @throws Damage when it is too much for what lies on disk */
  add(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > FREE_BYTES && this.#unpacked > this.#diskBytes * MOST_RATIO)
      throw new Damage(`it unpacks to more than ${MOST_RATIO} times its size, as only files made to do harm do`);
  }
}

/** A run that may go on: it holds buffers and an open stream. */
export interface Parked {
  close(): void;
}

export class SharedLimits {
  seekPoints = 0;
  readonly #parked = new Set<Parked>();

  /** Keeps a stopped run for later; the one that waited longest is closed when there are too many. */
  park(run: Parked): void {
    this.#parked.add(run);
    for (const oldest of this.#parked) {
      if (this.#parked.size <= MOST_PARKED) return;
      this.#parked.delete(oldest);
      oldest.close();
    }
  }

  /** @returns whether the run was still kept */
  unpark(run: Parked): boolean {
    return this.#parked.delete(run);
  }
}

/** A place in the content from which unpacking can go on. */
export interface SeekPoint {
  /** offset in the content */
  at: number;
  /** offset in the packed bytes */
  packedAt: number;
  decoder: Decoder;
}
