/**
 * A file in the origin's private file system, read with a sync access handle: straight into the memory of whoever asks. Only
 * in workers, and only where a handle may be shared for reading; else such a file is read as any other.
 */
import { TimberlineError } from "../model/analysis.ts";
import type { ByteSource } from "../pipeline/source.ts";

/** The part of the sync access handle that is used here; TypeScript's library for pages does not know it. */
interface SyncAccess {
  read(view: Uint8Array, options: { at: number }): number;
  getSize(): number;
  close(): void;
}

interface SyncHandle {
  createSyncAccessHandle?(options: { mode: "read-only" }): Promise<SyncAccess>;
}

const READ_BYTES = 1024 * 1024;

export class OpfsSource implements ByteSource {
  readonly name: string;
  readonly bytes: number;
  readonly lastModified: number;
  readonly handle: FileSystemFileHandle;
  readonly #access: SyncAccess;

  private constructor(handle: FileSystemFileHandle, file: File, access: SyncAccess) {
    this.handle = handle;
    this.name = file.name;
    this.bytes = file.size;
    this.lastModified = file.lastModified;
    this.#access = access;
  }

  /** @returns null when the file is somewhere else, or something writes to it */
  static async open(handle: FileSystemFileHandle): Promise<OpfsSource | null> {
    const { createSyncAccessHandle } = handle as SyncHandle;
    if (!createSyncAccessHandle) return null;
    try {
      const file = await handle.getFile();
      return new OpfsSource(handle, file, await createSyncAccessHandle.call(handle, { mode: "read-only" }));
    } catch {
      return null;
    }
  }

  readInto(view: Uint8Array, start: number): number {
    if (start >= this.bytes) return 0;
    const wanted = view.subarray(0, Math.min(view.length, this.bytes - start));
    const filled = this.#access.read(wanted, { at: start });
    if (filled < wanted.length && this.#access.getSize() < this.bytes)
      throw new TimberlineError({
        code: "changed",
        message: `${this.name} became shorter while it was read; open it again to read it whole.`,
      });
    return filled;
  }

  async *stream(start = 0): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(READ_BYTES);
    for (let at = start; at < this.bytes; ) {
      const filled = this.readInto(buffer, at);
      if (filled === 0) return;
      yield buffer.subarray(0, filled);
      at += filled;
    }
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(Math.max(0, Math.min(end, this.bytes) - start));
    return buffer.subarray(0, this.readInto(buffer, start));
  }

  close(): void {
    this.#access.close();
  }
}
