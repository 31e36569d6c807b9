/** What the page hands over as sources of bytes: files, and handles of files in the private file system. */
import type { ByteSource } from "../pipeline/source.ts";
import { FileSource } from "./file-source.ts";
import { OpfsSource } from "./opfs-source.ts";

export async function sourceOf(file: File | FileSystemFileHandle): Promise<FileSource | OpfsSource> {
  if (file instanceof File) return new FileSource(file);
  return (await OpfsSource.open(file)) ?? new FileSource(await file.getFile());
}

/** Lets go of the handles that sources hold. */
export function closeSources(sources: readonly ByteSource[]): void {
  for (const source of sources) if (source instanceof OpfsSource) source.close();
}

/** @returns what another worker can open again; null for a source that is made of another */
export function fileOf(source: ByteSource): File | FileSystemFileHandle | null {
  if (source instanceof OpfsSource) return source.handle;
  return source instanceof FileSource ? source.file : null;
}
