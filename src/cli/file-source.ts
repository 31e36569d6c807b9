/** A file on disk as the pipeline's source of bytes. One open handle, so that renaming or rotating it does no harm. */
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { TimberlineError } from "../model/analysis.ts";
import type { ByteOffset, EpochMs } from "../model/units.ts";
import type { ByteSource } from "../pipeline/source.ts";

const READ_BYTES = 1024 * 1024;

export class FileSource implements ByteSource {
  readonly name: string;
  /** as it was opened */
  readonly path: string;
  readonly bytes: number;
  readonly lastModified: EpochMs;
  private readonly handle: FileHandle;
  private readonly chunkBytes: number;

  private constructor(
    path: string,
    name: string,
    bytes: number,
    lastModified: EpochMs,
    handle: FileHandle,
    chunkBytes: number,
  ) {
    this.path = path;
    this.name = name;
    this.bytes = bytes;
    this.lastModified = lastModified;
    this.handle = handle;
    this.chunkBytes = chunkBytes;
  }

  /**
   * @param chunkBytes largest chunk that `stream` gives, ≥ 1 @param name as the report calls it
   * @throws TimberlineError "unreadable" when there is no such file, it may not be read, or it is a folder or device
   */
  static async open(path: string, chunkBytes = READ_BYTES, name = basename(path)): Promise<FileSource> {
    let handle: FileHandle;
    try {
      handle = await open(path, "r");
    } catch (error) {
      throw unreadable(path, reasonOf(error));
    }
    const stat = await handle.stat();
    if (!stat.isFile()) {
      await handle.close();
      throw unreadable(
        path,
        stat.isDirectory() ? "it is a folder; name the files in it" : "it is not an ordinary file",
      );
    }
    return new FileSource(path, name, stat.size, Math.floor(stat.mtimeMs), handle, chunkBytes);
  }

  async *stream(start: ByteOffset = 0): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(READ_BYTES);
    for (let at = start; at < this.bytes; ) {
      const filled = await this.fill(buffer.subarray(0, Math.min(READ_BYTES, this.bytes - at)), at);
      for (let from = 0; from < filled; from += this.chunkBytes) {
        yield buffer.subarray(from, Math.min(filled, from + this.chunkBytes));
      }
      at += filled;
    }
    await this.checkUnchanged();
  }

  async slice(start: ByteOffset, end: ByteOffset): Promise<Uint8Array> {
    const buffer = new Uint8Array(Math.max(0, Math.min(end, this.bytes) - start));
    await this.fill(buffer, start);
    return buffer;
  }

  /** The same file as it was when it had `bytes` bytes; it may have grown since. */
  upTo(bytes: number, lastModified: EpochMs): FileSource {
    return new FileSource(this.path, this.name, bytes, lastModified, this.handle, this.chunkBytes);
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  /** @returns buffer.length, after as many reads as it takes */
  private async fill(buffer: Uint8Array, position: ByteOffset): Promise<number> {
    for (let filled = 0; filled < buffer.length; ) {
      const { bytesRead } = await this.read(buffer.subarray(filled), position + filled);
      if (bytesRead === 0) throw this.changed("became shorter");
      filled += bytesRead;
    }
    return buffer.length;
  }

  private async read(buffer: Uint8Array, position: ByteOffset): Promise<{ bytesRead: number }> {
    try {
      return await this.handle.read(buffer, 0, buffer.length, position);
    } catch (error) {
      throw unreadable(this.name, reasonOf(error));
    }
  }

  /** A file that only grew is fine: it is read up to where it ended when it was opened. */
  private async checkUnchanged(): Promise<void> {
    const stat = await this.handle.stat();
    if (stat.size < this.bytes) throw this.changed("became shorter");
    if (stat.size === this.bytes && Math.floor(stat.mtimeMs) !== this.lastModified) throw this.changed("was rewritten");
  }

  private changed(how: string): TimberlineError {
    return new TimberlineError({ code: "changed", message: `${this.name} ${how} while it was read; run this again.` });
  }
}

function unreadable(name: string, reason: string): TimberlineError {
  return new TimberlineError({ code: "unreadable", message: `${name} could not be read: ${reason}.` });
}

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "reading it is not allowed",
  EPERM: "reading it is not allowed",
  EISDIR: "it is a folder; name the files in it",
  EMFILE: "too many files are open",
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? code ?? message;
}
