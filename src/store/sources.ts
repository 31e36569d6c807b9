/**
 * What is known of a source beyond one file: what its user corrected and marked, what its hours of the week are like, kept for its next file. By the key of
 * `model/source-key.ts`. Each part is written alone, so that two features never overwrite each other.
 */
import type { Baselines } from "../model/baselines.ts";
import type { KeptBookmark } from "../model/bookmarks.ts";
import type { TemplateEdit } from "../model/template-edits.ts";
import type { EpochMs } from "../model/units.ts";
import { Connection } from "./connection.ts";
import { DEFAULT_NAME } from "./schema.ts";

export interface StoredSource {
  key: string;
  savedMs: EpochMs;
  templateEdits?: TemplateEdit[];
  /** hours of the week, of each file or of some that were joined; see model/baselines.ts */
  baselines?: Baselines[];
  /** lines that were marked, bound to the content of their files */
  bookmarks?: KeptBookmark[];
}

/** All methods reject with a TimberlineError "storage". */
export class SourceStore {
  readonly #connection: Connection;

  /** @param name of the database; another one than the default is for tests */
  constructor(name: string = DEFAULT_NAME) {
    this.#connection = new Connection(name);
  }

  /** @returns null when nothing is known of the source */
  load(key: string): Promise<StoredSource | null> {
    return this.#connection.use(async (database) => (await database.get("sources", key)) ?? null);
  }

  /** Replaces the parts given and leaves the others. */
  update(key: string, parts: Partial<Omit<StoredSource, "key" | "savedMs">>): Promise<void> {
    return this.#connection.use(async (database) => {
      const transaction = database.transaction("sources", "readwrite");
      const before = await transaction.store.get(key);
      await Promise.all([transaction.store.put({ ...before, ...parts, key, savedMs: Date.now() }), transaction.done]);
    }, JSON.stringify(parts).length);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
