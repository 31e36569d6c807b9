/**
 * Where bytes come from, whatever holds them: a File in the browser, a path in Node, a generator in a test.
 * Offsets count the bytes of the file as it lies on disk.
 */
import type { ByteOffset, EpochMs } from "../model/units.ts";

export interface ByteSource {
  readonly name: string;
  readonly bytes: number;
  readonly lastModified: EpochMs;
  /**
   * Bytes from `start` to the end, in order, in chunks of any size. A chunk is only valid until the next one is asked
   * for. Throws when the source changed or vanished.
   */
  stream(start?: ByteOffset): AsyncIterable<Uint8Array>;
  /** The bytes [start, end), cut at the end of the source. */
  slice(start: ByteOffset, end: ByteOffset): Promise<Uint8Array>;
  /**
   * Fills a view with the bytes from `start` on, at once; returns how many there were, 0 at the end. Only where a source can:
   * it is then read without `stream`, straight into the memory of the core.
   */
  readInto?(view: Uint8Array, start: ByteOffset): number;
}
