/**
 * The layout of the database, and the steps from each version of it to the next. A stored analysis outlives many
 * versions of the app: a step, once released, is never edited, and each has a fixture of the version before it.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { EpochMs } from "../model/units.ts";
import type { Checkpoint } from "./checkpoints.ts";
import type { StoredSource } from "./sources.ts";

/** Name of the database. */
export const DEFAULT_NAME = "timberline";

/** What the list of earlier analyses shows; small, so that listing never loads a report. */
export interface StoredSummary {
  id: string;
  /** the user's name for it, else the names of its files */
  title: string;
  savedMs: EpochMs;
  fileNames: string[];
  /** sum of the source files as they lie on disk */
  sourceBytes: number;
  lines: number;
  alertCount: number;
  /** whether reading stopped early */
  partial: boolean;
  /** bytes that the store holds for it, close to what the browser counts */
  sizeOnDisk: number;
}

export interface StoreSchema extends DBSchema {
  analyses: { key: string; value: StoredSummary };
  /** the report as JSON text: small, of known size, and readable by any later version */
  reports: { key: string; value: { id: string; json: string } };
  /**
   * Bins, signatures and line index in the core's byte form, in pieces so that handing one over does not hold up the
   * page: the first under the id, the nth further one under `id/n`. One piece where `pieceCount` is absent.
   */
  partials: { key: string; value: { id: string; bytes: ArrayBuffer; pieceCount?: number } };
  /** file handles, to reopen the log; only in browsers that have them */
  handles: { key: string; value: { id: string; handles: FileSystemFileHandle[] } };
  /** readings that have not ended; since version 2 */
  checkpoints: { key: string; value: Checkpoint; indexes: { savedMs: number } };
  /** what is known of a source for its next file; since version 3 */
  sources: { key: string; value: StoredSource };
}

type Upgrader = (
  database: IDBPDatabase<StoreSchema>,
  transaction: IDBPTransaction<StoreSchema, StoreNames<StoreSchema>[], "versionchange">,
) => void | Promise<void>;

/** The step at index n leads from version n to n + 1; version 0 is an empty database. */
const UPGRADERS: Upgrader[] = [
  (database) => {
    for (const name of ["analyses", "reports", "partials", "handles"] as const) {
      database.createObjectStore(name, { keyPath: "id" });
    }
  },
  (database) => {
    database.createObjectStore("checkpoints", { keyPath: "id" }).createIndex("savedMs", "savedMs");
  },
  (database) => {
    database.createObjectStore("sources", { keyPath: "key" });
  },
];

export const STORE_VERSION = UPGRADERS.length;

/** Runs every step after `oldVersion`, in order. */
export async function upgradeStore(
  database: IDBPDatabase<StoreSchema>,
  oldVersion: number,
  transaction: Parameters<Upgrader>[1],
): Promise<void> {
  for (const step of UPGRADERS.slice(oldVersion)) await step(database, transaction);
}
