/** A thread that reads pieces of files for the command line; its bundle lies beside that of the command line. */
import { parentPort, workerData } from "node:worker_threads";
import type { ReaderSetup } from "../pipeline/read-piece.ts";
import { type ReaderRequest, serveReader } from "../pipeline/remote-reader.ts";
import { FileSource } from "./file-source.ts";

/** What a thread is started with: files by path, with what they were when they were opened. */
export interface ThreadData {
  setup: ReaderSetup;
  files: { path: string; bytes: number; lastModified: number }[];
}

if (parentPort) {
  const port = parentPort;
  const { setup, files } = workerData as ThreadData;
  const sources: FileSource[] = [];
  for (const { path, bytes, lastModified } of files) {
    const source = await FileSource.open(path);
    if (source.bytes < bytes || (source.bytes === bytes && source.lastModified !== lastModified))
      throw new Error(`${path} is another file now.`);
    sources.push(source.upTo(bytes, lastModified));
  }
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const serve = serveReader(setup, sources, (answer, transfer) => port.postMessage(answer, transfer), pause);
  port.on("message", (request: ReaderRequest) => serve(request));
}
