/** Bytes in memory as a source, in chunks of one size. */
import type { ByteSource } from "../../../src/pipeline/source.ts";

export function memorySource(content: Uint8Array, name = "a.log", chunkBytes = 10_000): ByteSource {
  return {
    name,
    bytes: content.length,
    lastModified: Date.UTC(2026, 5, 1),
    async *stream(start = 0) {
      for (let at = start; at < content.length; at += chunkBytes) yield content.subarray(at, at + chunkBytes);
    },
    async slice(start, end) {
      return content.slice(start, end);
    },
  };
}
