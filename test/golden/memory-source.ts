/** Bytes in memory as a source, cut into chunks of a chosen size. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { Report, Settings } from "../../src/model/report.ts";
import { Session } from "../../src/pipeline/session.ts";
import type { ByteSource } from "../../src/pipeline/source.ts";
import { reportDigest } from "../../src/report/digest.ts";

/** Chunks that every sample is read in: a byte, a few, and more than a sample has. */
export const CHUNK_SIZES = [1, 7, 65_536, 1_048_576];

const core = WebAssembly.compile(readFileSync(new URL("../../build/core.release.wasm", import.meta.url)));

export function sampleBytes(name: string): Uint8Array {
  return readFileSync(fileURLToPath(new URL(`samples/${name}`, import.meta.url)));
}

/** @param chunkBytes sizes of the chunks, taken in turn; each ≥ 1 */
export function memorySource(
  name: string,
  content: Uint8Array,
  chunkBytes: readonly number[],
  lastModified: number,
): ByteSource {
  return {
    name,
    bytes: content.length,
    lastModified,
    async *stream(start = 0) {
      // one buffer for all chunks: whoever keeps a chunk beyond the next one reads rubbish
      const buffer = new Uint8Array(Math.min(Math.max(...chunkBytes), content.length));
      for (let at = start, turn = 0; at < content.length; turn++) {
        const piece = content.subarray(at, at + (chunkBytes[turn % chunkBytes.length] as number));
        buffer.set(piece);
        yield buffer.subarray(0, piece.length);
        at += piece.length;
      }
    },
    async slice(start, end) {
      return content.slice(start, end);
    },
  };
}

/** Analyses bytes in memory. @returns session and report, the digest filled in */
export async function analyzeBytes(
  name: string,
  content: Uint8Array,
  options: { chunkBytes?: readonly number[]; settings?: Settings; lastModified?: number } = {},
): Promise<{ session: Session; report: Report }> {
  const { chunkBytes = [65_536], settings = DEFAULT_SETTINGS, lastModified = Date.UTC(2026, 2, 4, 9) } = options;
  const source = memorySource(name, content, chunkBytes, lastModified);
  const session = await Session.open(await core, [source], { timeZone: settings.timeZone });
  const { report } = await session.analyze(settings);
  report.digest = await reportDigest(report);
  return { session, report };
}

/** Analyses one of the samples. */
export function analyzeSample(
  name: string,
  options: { chunkBytes?: number; settings?: Settings; lastModified?: number } = {},
) {
  const { chunkBytes, ...rest } = options;
  const chunks = chunkBytes === undefined ? {} : { chunkBytes: [chunkBytes] };
  return analyzeBytes(name, sampleBytes(name), { ...rest, ...chunks });
}
