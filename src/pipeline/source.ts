/**
 * Where bytes come from, whatever holds them: a File in the browser, a path in Node, a member of an archive, a generator
 * in a test. Offsets count the content: unpacked, and UTF-8 where the text was of another encoding.
 */
import type { ByteOffset, EpochMs } from "../model/units.ts";

export interface ByteSource {
  /** for people; with the path inside an archive or folder */
  readonly name: string;
  /** length of the content; where `exact` is false, that of the packed bytes, as nobody told how long the content is */
  readonly bytes: number;
  /** false until the content was read to its end once, if its length is not known before; absent means true */
  readonly exact?: boolean;
  /** while `exact` is false: how many of `bytes` the stream that runs has taken */
  readonly taken?: number;
  readonly lastModified: EpochMs;
  /** the file on disk that holds it, where that is another */
  readonly disk?: ByteSource;
  /**
   * Bytes from `start` to the end, in order, in chunks of any size, also empty ones while it looks for the start. A chunk
   * is only valid until the next one is asked for. Throws when the source changed or vanished, or cannot be unpacked on.
   */
  stream(start?: ByteOffset): AsyncIterable<Uint8Array>;
  /** The bytes [start, end), cut at the end of the source, or where it cannot be unpacked on. */
  slice(start: ByteOffset, end: ByteOffset): Promise<Uint8Array>;
  /**
   * Fills a view with the bytes from `start` on, at once; returns how many there were, 0 at the end. Only where a source can:
   * it is then read without `stream`, straight into the memory of the core.
   */
  readInto?(view: Uint8Array, start: ByteOffset): number;
}

/** @returns the file on disk that a source comes from */
export function diskOf(source: ByteSource): ByteSource {
  return source.disk ?? source;
}
