/** A File as a source of bytes: a BYOB stream of 1 MiB where the browser has one, else slices of 16 MiB. */
import { TimberlineError } from "../model/analysis.ts";
import type { ByteSource } from "../pipeline/source.ts";

const READ_BYTES = 1024 * 1024;
const SLICE_BYTES = 16 * 1024 * 1024;

/**
 * Readers that are waited for. Nothing else holds on to a stream while its next piece is on its way, and Chromium was
 * seen to collect it then, with all that waits for it: the reading never went on.
 */
const inUse = new Set<ReadableStreamBYOBReader>();

export class FileSource implements ByteSource {
  readonly #file: File;

  constructor(file: File) {
    this.#file = file;
  }

  get file(): File {
    return this.#file;
  }

  get name(): string {
    return this.#file.name;
  }

  get bytes(): number {
    return this.#file.size;
  }

  get lastModified(): number {
    return this.#file.lastModified;
  }

  async *stream(start = 0): AsyncGenerator<Uint8Array> {
    const reader = this.#byobReader(start);
    if (!reader) {
      for (let at = start; at < this.bytes; at += SLICE_BYTES) yield await this.slice(at, at + SLICE_BYTES);
      return;
    }
    inUse.add(reader);
    try {
      // two buffers change places, so that one is filled while the other is worked on
      let spare = new ArrayBuffer(READ_BYTES);
      let next = reader.read(new Uint8Array(new ArrayBuffer(READ_BYTES)));
      while (true) {
        const { value, done } = await next;
        if (done || !value) break;
        next = reader.read(new Uint8Array(spare));
        // a rejection is taken at the next turn; until then it is not unhandled
        next.catch(() => {});
        yield value;
        spare = value.buffer as ArrayBuffer;
      }
    } catch (error) {
      // a stream says only that it broke: a read anew says why
      await this.slice(0, 1);
      throw this.#lost(error);
    } finally {
      inUse.delete(reader);
      reader.cancel().catch(() => {});
    }
    // an open stream does not notice that the file was rewritten under it: a read anew does
    await this.slice(0, 1);
  }

  #byobReader(start: number): ReadableStreamBYOBReader | null {
    try {
      return this.#file.slice(start).stream().getReader({ mode: "byob" });
    } catch {
      return null;
    }
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.#file.slice(start, Math.min(end, this.bytes)).arrayBuffer());
    } catch (error) {
      throw this.#lost(error);
    }
  }

  #lost(error: unknown): TimberlineError {
    if (error instanceof TimberlineError) return error;
    const gone = error instanceof DOMException && error.name === "NotFoundError";
    const what = gone ? "is no longer there, or is a folder" : "changed or became unreadable after it was chosen";
    return new TimberlineError({
      code: gone ? "unreadable" : "changed",
      message: `${this.name} ${what}: choose it again.`,
    });
  }
}
