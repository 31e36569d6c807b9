/**
 * How far readings are that have not ended: enough to go on after a crash or a closed tab. Written by the analysis worker now
 * and then, removed when the reading ends. The last few are kept, as each may take tens of megabytes.
 */
import type { Plan } from "../model/plan.ts";
import type { Inputs } from "../model/report.ts";
import type { EpochMs } from "../model/units.ts";
import { Connection } from "./connection.ts";
import { DEFAULT_NAME } from "./schema.ts";

export interface Checkpoint {
  /** names the files by name, size and modification */
  id: string;
  savedMs: EpochMs;
  /** version of the tool that wrote it: another one starts again */
  version: string;
  plan: Plan;
  inputs: Inputs;
  timeZone: string;
  bytesRead: number;
  bytesTotal: number;
  /** what was read, in the core's byte form */
  partial: ArrayBuffer;
}

const MOST_KEPT = 3;

/** All methods reject with a TimberlineError "storage". */
export class CheckpointStore {
  readonly #connection: Connection;

  /** @param name of the database; another one than the default is for tests */
  constructor(name: string = DEFAULT_NAME) {
    this.#connection = new Connection(name);
  }

  load(id: string): Promise<Checkpoint | null> {
    return this.#connection.use(async (database) => (await database.get("checkpoints", id)) ?? null);
  }

  /** Replaces that of the same files; of others the last ones stay. */
  save(checkpoint: Checkpoint): Promise<void> {
    return this.#connection.use(async (database) => {
      const transaction = database.transaction("checkpoints", "readwrite");
      const put = transaction.store.put(checkpoint);
      const keys = await transaction.store.index("savedMs").getAllKeys();
      const old = keys.filter((id) => id !== checkpoint.id).slice(0, Math.max(0, keys.length - MOST_KEPT));
      await Promise.all([put, ...old.map((id) => transaction.store.delete(id)), transaction.done]);
    }, checkpoint.partial.byteLength);
  }

  /** Removing what is not there is no error. */
  remove(id: string): Promise<void> {
    return this.#connection.use((database) => database.delete("checkpoints", id));
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
