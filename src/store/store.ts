/**
 * The library of finished analyses on this machine. Nothing here is needed to analyse: when storage is full, blocked or
 * absent the analysis on screen goes on, and the error says in a sentence what could not be kept.
 */
import type { IDBPObjectStore, StoreNames } from "idb";
import type { AnalysisResult, ShownResult } from "../model/analysis.ts";
import type { Report } from "../model/report.ts";
import { Connection, type Database } from "./connection.ts";
import { missingFailure } from "./failures.ts";
import { DEFAULT_NAME, type StoredSummary, type StoreSchema } from "./schema.ts";

export type { StoredSummary } from "./schema.ts";

/** A piece of a partial takes a few ms to copy. */
const PIECE_BYTES = 2 * 1024 * 1024;

/** All methods reject with a TimberlineError: "storage", or "no-file" for an id that is not in the library. */
export interface AnalysisStore {
  /** @returns the new id; the handles are left out where the browser cannot keep them */
  save(result: AnalysisResult, handles: FileSystemFileHandle[]): Promise<string>;
  /** replaces the report of a stored analysis: file digests that came later, annotations, another scoring */
  updateReport(id: string, report: Report): Promise<void>;
  /** remembers other handles for a stored analysis: the user has chosen its files again */
  keepHandles(id: string, handles: FileSystemFileHandle[]): Promise<void>;
  /** newest first */
  list(): Promise<StoredSummary[]>;
  /** the report at once; the counts are read when they are asked for */
  load(id: string): Promise<{ result: ShownResult; handles: FileSystemFileHandle[] }>;
  /** removing what is not there is no error */
  remove(id: string): Promise<void>;
  /** null where the browser does not tell */
  estimate(): Promise<{ usedBytes: number; quotaBytes: number } | null>;
  /** lets the connection go; the next call opens a new one */
  close(): Promise<void>;
}

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param otherBytes what is kept beside the report's text */
function summarise(id: string, savedMs: number, report: Report, json: string, otherBytes: number): StoredSummary {
  const fileNames = report.source.files.map((file) => file.name);
  return {
    id,
    title: report.annotations.title ?? fileNames.join(", "),
    savedMs,
    fileNames,
    sourceBytes: report.source.files.reduce((sum, file) => sum + file.bytes, 0),
    lines: report.totals.lines,
    alertCount: report.alerts.length,
    partial: report.completeness.partial,
    sizeOnDisk: json.length + otherBytes,
  };
}

function abortQuietly(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // it has ended
  }
}

type PartialsStore<Mode extends IDBTransactionMode> = IDBPObjectStore<
  StoreSchema,
  ArrayLike<StoreNames<StoreSchema>>,
  "partials",
  Mode
>;

/** Each piece is copied in a task of its own: the one after the piece before was taken. */
async function putPieces(store: PartialsStore<"readwrite">, id: string, partial: ArrayBuffer): Promise<void> {
  const pieceCount = Math.max(1, Math.ceil(partial.byteLength / PIECE_BYTES));
  for (let n = 0; n < pieceCount; n++) {
    const bytes = partial.slice(n * PIECE_BYTES, (n + 1) * PIECE_BYTES);
    await store.put(n === 0 ? { id, bytes, pieceCount } : { id: `${id}/${n}`, bytes });
  }
}

/** @returns the partial put together; undefined when a piece is missing */
async function getPieces(store: PartialsStore<"readonly">, id: string): Promise<ArrayBuffer | undefined> {
  const first = await store.get(id);
  if (!first || (first.pieceCount ?? 1) === 1) return first?.bytes;
  const others = Array.from({ length: (first.pieceCount ?? 1) - 1 }, (_, i) => store.get(`${id}/${i + 1}`));
  const pieces = [first, ...(await Promise.all(others))];
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + (piece?.bytes.byteLength ?? 0), 0));
  let at = 0;
  for (const piece of pieces) {
    if (!piece) return undefined;
    whole.set(new Uint8Array(piece.bytes), at);
    at += piece.bytes.byteLength;
  }
  return whole.buffer;
}

async function save(
  database: Database,
  id: string,
  json: string,
  result: AnalysisResult,
  handles: FileSystemFileHandle[],
): Promise<void> {
  const { report, partial } = result;
  const transaction = database.transaction(["analyses", "reports", "partials", "handles"], "readwrite");
  const writes: Promise<unknown>[] = [transaction.done];
  try {
    writes.push(
      transaction.objectStore("analyses").put(summarise(id, Date.now(), report, json, partial.byteLength)),
      transaction.objectStore("reports").put({ id, json }),
    );
    try {
      if (handles.length > 0) writes.push(transaction.objectStore("handles").put({ id, handles }));
    } catch (error) {
      // some browsers have handles but cannot keep them: then the user chooses the file again
      if (!(error instanceof DOMException && error.name === "DataCloneError")) throw error;
    }
    await putPieces(transaction.objectStore("partials"), id, partial);
    await Promise.all(writes);
  } catch (error) {
    // nothing is kept by halves
    for (const write of writes) write.catch(() => {});
    abortQuietly(transaction);
    throw error;
  }
}

async function updateReport(database: Database, id: string, json: string, report: Report): Promise<void> {
  const transaction = database.transaction(["analyses", "reports"], "readwrite");
  const summaries = transaction.objectStore("analyses");
  const [old, oldReport] = await Promise.all([summaries.get(id), transaction.objectStore("reports").get(id)]);
  if (!old || !oldReport) {
    await transaction.done;
    throw missingFailure();
  }
  const otherBytes = old.sizeOnDisk - oldReport.json.length;
  await Promise.all([
    summaries.put(summarise(id, old.savedMs, report, json, otherBytes)),
    transaction.objectStore("reports").put({ id, json }),
    transaction.done,
  ]);
}

async function keepHandles(database: Database, id: string, handles: FileSystemFileHandle[]): Promise<void> {
  const transaction = database.transaction(["analyses", "handles"], "readwrite");
  const known = (await transaction.objectStore("analyses").count(id)) > 0;
  if (known) await transaction.objectStore("handles").put({ id, handles });
  await transaction.done;
  if (!known) throw missingFailure();
}

async function load(database: Database, id: string) {
  const transaction = database.transaction(["analyses", "reports", "partials", "handles"], "readonly");
  const [stored, summary, pieces, kept] = await Promise.all([
    transaction.objectStore("reports").get(id),
    transaction.objectStore("analyses").get(id),
    transaction.objectStore("partials").count(id),
    transaction.objectStore("handles").get(id),
    transaction.done,
  ]);
  if (!stored || !summary || pieces === 0) throw missingFailure();
  const report = JSON.parse(stored.json) as Report;
  return { report, partialBytes: summary.sizeOnDisk - stored.json.length, handles: kept?.handles ?? [] };
}

async function loadPartial(database: Database, id: string): Promise<ArrayBuffer> {
  const partial = await getPieces(database.transaction("partials").store, id);
  if (!partial) throw missingFailure();
  return partial;
}

async function remove(database: Database, id: string): Promise<void> {
  const transaction = database.transaction(["analyses", "reports", "partials", "handles"], "readwrite");
  await Promise.all([
    transaction.objectStore("analyses").delete(id),
    transaction.objectStore("reports").delete(id),
    transaction.objectStore("partials").delete(id),
    transaction.objectStore("partials").delete(IDBKeyRange.bound(`${id}/`, `${id}/~`)),
    transaction.objectStore("handles").delete(id),
    transaction.done,
  ]);
}

/**
 * Opens the library.
 *
 * @param name of the database; another one than the default is for tests
 * @throws TimberlineError "storage" when the browser keeps nothing here, or another tab does not let go
 */
export async function openStore(name: string = DEFAULT_NAME): Promise<AnalysisStore> {
  const connection = new Connection(name);
  await connection.open();
  return {
    async save(result, handles) {
      const id = newId();
      const json = JSON.stringify(result.report);
      const neededBytes = json.length + result.partial.byteLength;
      // writing it as text and handing it over take tens of ms each: the page may draw in between
      await new Promise((resolve) => setTimeout(resolve));
      await connection.use((database) => save(database, id, json, result, handles), neededBytes);
      return id;
    },
    async updateReport(id, report) {
      // what was changed may be drawn before it is written as text
      await new Promise((resolve) => setTimeout(resolve));
      const json = JSON.stringify(report);
      return connection.use((database) => updateReport(database, id, json, report), json.length);
    },
    keepHandles: (id, handles) => connection.use((database) => keepHandles(database, id, handles)),
    async list() {
      const summaries = await connection.use((database) => database.getAll("analyses"));
      return summaries.sort((a, b) => b.savedMs - a.savedMs);
    },
    async load(id) {
      const { report, partialBytes, handles } = await connection.use((database) => load(database, id));
      let reading: Promise<ArrayBuffer> | null = null;
      const read = (): Promise<ArrayBuffer> => {
        reading ??= connection.use((database) => loadPartial(database, id));
        reading.catch(() => {
          reading = null;
        });
        return reading;
      };
      return { result: { report, partial: { byteLength: partialBytes, read } }, handles };
    },
    remove: (id) => connection.use((database) => remove(database, id)),
    async estimate() {
      const estimate = await navigator.storage?.estimate?.().catch(() => null);
      if (estimate?.usage === undefined || estimate.quota === undefined) return null;
      return { usedBytes: estimate.usage, quotaBytes: estimate.quota };
    },
    close: () => connection.close(),
  };
}
