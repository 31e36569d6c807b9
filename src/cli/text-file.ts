/** Writes a large text file piece by piece, with bounded memory. */
import { closeSync, openSync, writeSync } from "node:fs";

const FLUSH_CHARACTERS = 65536;

export class TextFile {
  private readonly file: number;
  private waiting = "";

  /** @throws NodeJS.ErrnoException when it cannot be written */
  constructor(path: string) {
    this.file = openSync(path, "w");
  }

  write(text: string): void {
    this.waiting += text;
    if (this.waiting.length >= FLUSH_CHARACTERS) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    const bytes = Buffer.from(this.waiting);
    for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written);
    this.waiting = "";
  }
}
