/**
 * Readers in workers of the analysis worker: the same script once more, under another name. How many pay was measured: two
 * on one File gain nothing on two cores, as the browser hands its bytes over one after the other; several files gain, and
 * files in the private file system, which are read without asking anybody.
 */
import type { PieceReader } from "../pipeline/read-in-pieces.ts";
import type { ReaderSetup } from "../pipeline/read-piece.ts";
import { type ReaderAnswer, type ReaderRequest, RemoteReader, serveReader } from "../pipeline/remote-reader.ts";
import type { ByteSource } from "../pipeline/source.ts";
import { fileOf, sourceOf } from "./open-files.ts";
import { OpfsSource } from "./opfs-source.ts";
import { pause } from "./pause.ts";
import { trustWorkerUrl } from "./trust-worker-url.ts";

/** Name of a worker that reads for another one. */
export const READER_NAME = "reader";

/** A worker takes some 50 ms to start and to hand over what it counted; below this it does not pay. */
const LEAST_BYTES_A_READER = 64 * 1024 * 1024;
/** each holds counts of its own, which must fit in memory together */
const MOST_READERS = 4;
const LEAST_FILE_BYTES = 4 * 1024 * 1024;

interface ReaderStart {
  setup: ReaderSetup;
  files: (File | FileSystemFileHandle)[];
}

/**
 * @param workerType how the script of this worker is to be loaded
 * @param wanted how many, for tests and measurements; null to choose
 * @returns none when this worker had better read alone, or a source is made of another
 */
export async function startReaders(
  workerType: WorkerType,
  wanted: number | null,
  setup: ReaderSetup,
  sources: readonly ByteSource[],
): Promise<PieceReader[]> {
  const files = sources.map(fileOf).filter((file) => file !== null);
  const count = wanted ?? worthwhile(sources);
  if (count < 2 || files.length < sources.length) return [];
  try {
    return Array.from({ length: count }, () => startReader(workerType, { setup, files }));
  } catch {
    // from file:// Chromium lets no worker start another; the first of them would throw
    return [];
  }
}

function worthwhile(sources: readonly ByteSource[]): number {
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  const cores = navigator.hardwareConcurrency;
  const most = Math.min(cores, MOST_READERS, Math.floor(bytes / LEAST_BYTES_A_READER));
  if (sources.every((source) => source instanceof OpfsSource)) return most;
  const largeFiles = sources.filter((source) => source.bytes >= LEAST_FILE_BYTES).length;
  return Math.min(most, Math.max(largeFiles, Math.floor(cores / 2)));
}

function startReader(workerType: WorkerType, start: ReaderStart): PieceReader {
  const worker = new Worker(trustWorkerUrl(location.href), { type: workerType, name: READER_NAME });
  const reader = new RemoteReader(
    (request) => worker.postMessage(request),
    () => worker.terminate(),
  );
  worker.onmessage = ({ data }: MessageEvent<ReaderAnswer>) => reader.answer(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reader.died(event.message || "The reader did not start.");
  };
  worker.onmessageerror = () => reader.died("A message did not come through.");
  worker.postMessage(start);
  return reader;
}

/** What a worker of that name does: it waits for its start, then reads what it is asked to. */
export function serveAsReader(): void {
  let serve: Promise<(request: ReaderRequest) => void> | null = null;
  self.onmessage = ({ data }: MessageEvent<ReaderStart | ReaderRequest>) => {
    if ("setup" in data) serve = begin(data);
    else
      serve?.then(
        (take) => take(data),
        (error: unknown) => post({ kind: "failed", message: String(error) }, []),
      );
  };
}

function post(answer: ReaderAnswer, transfer: ArrayBuffer[]): void {
  self.postMessage(answer, { transfer });
}

async function begin({ setup, files }: ReaderStart): Promise<(request: ReaderRequest) => void> {
  const sources = await Promise.all(files.map(sourceOf));
  return serveReader(setup, sources, post, pause);
}
