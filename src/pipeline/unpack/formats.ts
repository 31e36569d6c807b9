/** Which packed format bytes begin as; names play no part. */
import type { Codec } from "./decoder.ts";
import { isTarHeader } from "./tar.ts";

const GZIP: Codec = { label: "gzip", start: async () => new (await import("./gzip.ts")).GzipDecoder() };
const ZSTD: Codec = { label: "zstd", start: async () => (await import("./zstd.ts")).ZstdDecoder.start() };

const XZ: Codec = { label: "xz", start: async () => (await import("./xz.ts")).XzDecoder.start() };
const BZIP2: Codec = { label: "bzip2", start: async () => new (await import("./bzip2.ts")).Bzip2Decoder() };

/** @returns how to unpack what begins with these bytes; null when it is not compressed */
export function codecOf(head: Uint8Array): Codec | null {
  if (startsWith(head, [0x1f, 0x8b, 8])) return GZIP;
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) return ZSTD;
  // a skippable frame may come first
  if (((head[0] ?? 0) & 0xf0) === 0x50 && startsWith(head.subarray(1), [0x2a, 0x4d, 0x18])) return ZSTD;
  if (startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])) return XZ;
  // the first block, or the end of an empty stream
  const block = head.subarray(4, 10).join(" ");
  const isBzip2 = block === "49 65 89 38 83 89" || block === "23 114 69 56 80 144";
  return isBzip2 && startsWith(head, [0x42, 0x5a, 0x68]) ? BZIP2 : null;
}

/** @returns null when it is no archive that can be read */
export function archiveOf(head: Uint8Array): "tar" | "zip" | null {
  // a member, an archive without any, the mark of one in several parts
  if (startsWith(head, [0x50, 0x4b]) && [0x0403, 0x0605, 0x0807].includes((head[2] ?? 0) | ((head[3] ?? 0) << 8)))
    return "zip";
  return isTarHeader(head.subarray(0, 512)) ? "tar" : null;
}

/** Time in a gzip header, of the file that was compressed; null when it has none. */
export function gzipTime(head: Uint8Array): number | null {
  if (!startsWith(head, [0x1f, 0x8b, 8]) || head.length < 8) return null;
  const seconds = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  return seconds === 0 ? null : seconds * 1000;
}

function startsWith(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, i) => bytes[i] === byte);
}
