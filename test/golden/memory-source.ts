/** Bytes in memory as a source, cut into chunks of a chosen size. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadModules } from "../../src/cli/wasm-modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Report, Settings } from "../../src/model/report.ts";
import type { ReadingOptions } from "../../src/pipeline/read-all.ts";
import type { PieceReader } from "../../src/pipeline/read-in-pieces.ts";
import { type ReaderSetup, readPiece } from "../../src/pipeline/read-piece.ts";
import { Session } from "../../src/pipeline/session.ts";
import type { ByteSource } from "../../src/pipeline/source.ts";
import { reportDigest } from "../../src/report/digest.ts";
import { expectEvidence } from "../support/evidence.ts";

/** Chunks that every sample is read in: a byte, a few, and more than a sample has. */
export const CHUNK_SIZES = [1, 7, 65_536, 1_048_576];

const wasm = loadModules();

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

/** How many readers, of how much each: in this thread, each with a core and sources of its own. */
export interface Readers {
  workers: number;
  pieceBytes: number;
}

/** Readers as other threads are to the pipeline, but for the thread. They end in another order than they began. */
function localReaders({ workers, pieceBytes }: Readers): ReadingOptions {
  const reader = (setup: ReaderSetup, sources: readonly ByteSource[], turn: number): PieceReader => ({
    async read(piece, onProgress) {
      for (let wait = 0; wait < turn % 3; wait++) await new Promise((resolve) => setImmediate(resolve));
      return readPiece(setup, sources, piece, { pause: () => new Promise(setImmediate) }, onProgress);
    },
    cancel() {},
    close() {},
  });
  return {
    pieceBytes,
    startReaders: async (setup, sources) => Array.from({ length: workers }, (_, turn) => reader(setup, sources, turn)),
  };
}

/** Analyses bytes in memory. @returns session and report, the digest filled in */
export async function analyzeBytes(
  name: string,
  content: Uint8Array,
  options: { chunkBytes?: readonly number[]; settings?: Settings; lastModified?: number; readers?: Readers } = {},
): Promise<{ session: Session; report: Report }> {
  const { chunkBytes = [65_536], settings = DEFAULT_SETTINGS, lastModified = Date.UTC(2026, 2, 4, 9) } = options;
  const source = memorySource(name, content, chunkBytes, lastModified);
  return analyzeSources([source], settings, options.readers);
}

/** Analyses sources together. */
export async function analyzeSources(
  sources: readonly ByteSource[],
  settings: Settings = DEFAULT_SETTINGS,
  readers?: Readers,
  plan?: Plan,
): Promise<{ session: Session; report: Report }> {
  const options = { timeZone: settings.timeZone, ...(plan ? { plan } : {}) };
  const session = await Session.open(await wasm, sources, options);
  const { report } = await session.analyze(settings, {}, readers ? localReaders(readers) : {});
  report.digest = await reportDigest(report);
  if (!report.completeness.partial) await expectEvidence(report, session);
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
