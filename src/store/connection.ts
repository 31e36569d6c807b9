/**
 * One connection to the database that is reopened when the browser drops it, and that steps aside when another tab
 * brings a newer version.
 */
import { type IDBPDatabase, openDB } from "idb";
import { blockedFailure, storeFailure, unavailableFailure } from "./failures.ts";
import { STORE_VERSION, type StoreSchema, upgradeStore } from "./schema.ts";

/** How long an older tab may take to let go, in ms, before the user is asked to close it. */
const BLOCKED_MS = 3000;

export type Database = IDBPDatabase<StoreSchema>;

/** @throws TimberlineError "storage" when the browser has no storage here, or another tab does not let go */
async function connect(name: string, onLost: () => void): Promise<Database> {
  if (typeof indexedDB === "undefined") throw unavailableFailure();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp: (reason: Error) => void;
  const blockedTooLong = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  try {
    const opening = openDB<StoreSchema>(name, STORE_VERSION, {
      upgrade: (database, oldVersion, _newVersion, transaction) => upgradeStore(database, oldVersion, transaction),
      blocked() {
        timer = setTimeout(() => {
          giveUp(blockedFailure());
          // should it open after all, nobody waits for it any more
          opening.then((database) => database.close()).catch(() => {});
        }, BLOCKED_MS);
      },
      blocking(_current, _blocked, event) {
        onLost();
        (event.target as IDBDatabase).close();
      },
      terminated: onLost,
    });
    return await Promise.race([opening, blockedTooLong]);
  } catch (error) {
    throw storeFailure(error, 0);
  } finally {
    clearTimeout(timer);
  }
}

export class Connection {
  readonly #name: string;
  #database: Promise<Database> | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** @returns the open database; opens it when there is none */
  open(): Promise<Database> {
    if (!this.#database) {
      const opening = connect(this.#name, () => this.#forget(opening));
      this.#database = opening;
      opening.catch(() => this.#forget(opening));
    }
    return this.#database;
  }

  /**
   * Runs `work` on the database; once more on a new connection when this one turns out to be closing.
   *
   * @param neededBytes size of what is to be kept, for the sentence about room
   * @throws TimberlineError "storage", or what `work` throws as one
   */
  async use<T>(work: (database: Database) => Promise<T>, neededBytes = 0): Promise<T> {
    const database = await this.open();
    try {
      return await work(database);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "InvalidStateError"))
        throw storeFailure(error, neededBytes);
    }
    this.#database = null;
    try {
      return await work(await this.open());
    } catch (error) {
      throw storeFailure(error, neededBytes);
    }
  }

  async close(): Promise<void> {
    const closing = this.#database;
    this.#database = null;
    (await closing?.catch(() => null))?.close();
  }

  #forget(database: Promise<Database>): void {
    if (this.#database === database) this.#database = null;
  }
}
