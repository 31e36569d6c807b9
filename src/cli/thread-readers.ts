/** Readers in threads, for the command line: how many pay, and how they are started and ended. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { PieceReader } from "../pipeline/read-in-pieces.ts";
import type { ReaderSetup } from "../pipeline/read-piece.ts";
import { type ReaderAnswer, RemoteReader } from "../pipeline/remote-reader.ts";
import type { ByteSource } from "../pipeline/source.ts";
import { FileSource } from "./file-source.ts";
import type { ThreadData } from "./read-thread.ts";

const THREAD = new URL("./read-thread.mjs", import.meta.url);

/** A thread takes some 30 ms to start and to hand over what it counted; below this it does not pay. */
const LEAST_BYTES_A_THREAD = 48 * 1024 * 1024;
/** each holds counts of its own, which must fit in memory together */
const MOST_THREADS = 8;
const MOST_WANTED = 64;

/**
 * @param wanted as the user said; null to choose
 * @returns readers; none when this thread had better read alone, or the sources are not plain files
 */
export async function startThreads(
  wanted: number | null,
  setup: ReaderSetup,
  sources: readonly ByteSource[],
): Promise<PieceReader[]> {
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  const count =
    wanted !== null
      ? Math.min(wanted, MOST_WANTED)
      : Math.min(availableParallelism(), MOST_THREADS, Math.floor(bytes / LEAST_BYTES_A_THREAD));
  const files = sources.filter((source) => source instanceof FileSource);
  if (count < 2 || files.length < sources.length || !existsSync(THREAD)) return [];
  const data: ThreadData = {
    setup,
    files: files.map(({ path, bytes: size, lastModified }) => ({ path, bytes: size, lastModified })),
  };
  return Array.from({ length: count }, () => startThread(data));
}

function startThread(data: ThreadData): PieceReader {
  const thread = new Worker(THREAD, { workerData: data });
  const reader = new RemoteReader(
    (request) => thread.postMessage(request),
    () => void thread.terminate(),
  );
  thread.on("message", (answer: ReaderAnswer) => reader.answer(answer));
  thread.on("error", (error) => reader.died(error.message));
  thread.on("messageerror", (error) => reader.died(error.message));
  thread.on("exit", () => reader.died("The thread ended."));
  return reader;
}
