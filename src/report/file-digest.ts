/**
 * The digest of a file as it lies on disk: a SHA-256 tree, so that blocks can be read, and checked, independently.
 *
 *   leaf i = SHA-256(bytes [i · 8 MiB, (i + 1) · 8 MiB))        the last block is shorter; an empty file has no leaf
 *   digest = SHA-256("timberline sha-256 tree, 8 MiB\n" ‖ length as 8 bytes, little-endian ‖ leaf 0 ‖ leaf 1 ‖ …)
 */
import { TimberlineError } from "../model/analysis.ts";
import { hex, sha256 } from "./sha256.ts";

export const DIGEST_BLOCK_BYTES = 8 * 1024 * 1024;

const HEAD = "timberline sha-256 tree, 8 MiB\n";
const LEAF_BYTES = 32;

/** Anything of known length that can be read by range; a pipeline's ByteSource is one. */
export interface DigestSource {
  readonly name?: string;
  readonly bytes: number;
  /** the bytes [start, end), cut at the end of the source */
  slice(start: number, end: number): Promise<Uint8Array>;
}

function sourceOfBlob(blob: Blob): DigestSource {
  return {
    name: (blob as Partial<File>).name ?? "The file",
    bytes: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

function changed(source: DigestSource): TimberlineError {
  const message = `${source.name ?? "The file"} changed or vanished while its digest was taken; open it again.`;
  return new TimberlineError({ code: "changed", message });
}

async function readBlock(source: DigestSource, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  let block: Uint8Array;
  try {
    block = await source.slice(start, end);
  } catch (error) {
    if (error instanceof TimberlineError) throw error;
    throw changed(source);
  }
  if (block.length !== end - start) throw changed(source);
  return block as Uint8Array<ArrayBuffer>;
}

/**
 * @param signal aborting it ends the reading before the next block
 * @returns 64 lower-case hex digits
 * @throws TimberlineError "cancelled" when aborted, "changed" when the source can no longer be read in full
 */
export async function digestBlob(from: Blob | DigestSource, signal: AbortSignal): Promise<string> {
  const source = from instanceof Blob ? sourceOfBlob(from) : from;
  const head = new TextEncoder().encode(HEAD);
  const leafCount = Math.ceil(source.bytes / DIGEST_BLOCK_BYTES);
  const root = new Uint8Array(head.length + 8 + leafCount * LEAF_BYTES);
  root.set(head);
  new DataView(root.buffer).setBigUint64(head.length, BigInt(source.bytes), true);
  for (let leaf = 0; leaf < leafCount; leaf++) {
    if (signal.aborted) throw new TimberlineError({ code: "cancelled", message: "Taking the digest was stopped." });
    const start = leaf * DIGEST_BLOCK_BYTES;
    const block = await readBlock(source, start, Math.min(start + DIGEST_BLOCK_BYTES, source.bytes));
    root.set(await sha256(block), head.length + 8 + leaf * LEAF_BYTES);
  }
  return hex(await sha256(root));
}
