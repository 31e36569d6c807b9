/** Runs the pipeline over a generated log that lies in memory in chunks of 1 MiB, and times the reading. */
import type { WasmModules } from "../../../src/core/modules.ts";
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import { Session } from "../../../src/pipeline/session.ts";
import type { ByteSource } from "../../../src/pipeline/source.ts";
import { benchLog } from "../../../src/simulate/bench-log.ts";

const CHUNK_BYTES = 2 ** 20;

type Request = { kind: "prepare"; bytes: number; wasm: WasmModules } | { kind: "run" };

let chunks: Uint8Array[] = [];
let wasm: WasmModules | null = null;

/** @returns bytes held */
function prepare(bytes: number): number {
  chunks = [];
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for (const piece of benchLog(bytes)) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + CHUNK_BYTES - filled);
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < CHUNK_BYTES) continue;
      chunks.push(chunk);
      chunk = new Uint8Array(CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) chunks.push(chunk.subarray(0, filled));
  return chunks.reduce((sum, held) => sum + held.length, 0);
}

/** The chunks as a file; only as much of a range is copied as is asked for. */
function memorySource(): ByteSource {
  const bytes = chunks.reduce((sum, held) => sum + held.length, 0);
  return {
    name: "application.log",
    bytes,
    lastModified: 0,
    async *stream(start = 0) {
      for (let at = start; at < bytes; ) {
        const held = chunks[Math.floor(at / CHUNK_BYTES)] as Uint8Array;
        const piece = held.subarray(at % CHUNK_BYTES);
        yield piece;
        at += piece.length;
      }
    },
    async slice(start, end) {
      const out = new Uint8Array(Math.max(0, Math.min(end, bytes) - start));
      for (let at = 0; at < out.length; ) {
        const from = start + at;
        const held = chunks[Math.floor(from / CHUNK_BYTES)] as Uint8Array;
        const piece = held.subarray(from % CHUNK_BYTES, (from % CHUNK_BYTES) + out.length - at);
        out.set(piece, at);
        at += piece.length;
      }
      return out;
    },
  };
}

interface Run {
  /** phase → ms; each lasts from its first progress to that of the next, reading from the call of `analyze` */
  phases: Record<string, number>;
  wholeMs: number;
  lines: number;
}

async function run(): Promise<Run> {
  if (wasm === null) throw new Error("not prepared");
  const session = await Session.open(wasm, [memorySource()], { timeZone: "UTC" });
  const phases: Record<string, number> = {};
  let current = "reading";
  const start = performance.now();
  let phaseStart = start;
  const enter = (phase: string) => {
    if (phase === current) return;
    const now = performance.now();
    phases[current] = (phases[current] ?? 0) + now - phaseStart;
    phaseStart = now;
    current = phase;
  };
  const { report } = await session.analyze(DEFAULT_SETTINGS, { onProgress: ({ phase }) => enter(phase) });
  enter("done");
  return { phases, wholeMs: performance.now() - start, lines: report.totals.lines };
}

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  try {
    if (data.kind === "prepare") {
      wasm = data.wasm;
      self.postMessage({ bytes: prepare(data.bytes) });
    } else {
      self.postMessage(await run());
    }
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
