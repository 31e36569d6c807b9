/** Keeps how far a reading is, and finds it again when the same files are opened after the reading was cut off. */
import type { Plan } from "../model/plan.ts";
import type { Inputs } from "../model/report.ts";
import { TOOL } from "../model/tool.ts";
import type { ByteSource } from "../pipeline/source.ts";
import { type Checkpoint, CheckpointStore } from "../store/checkpoints.ts";

const NO_ROOM =
  "There is no room on this machine to keep how far reading is: should the page close, it will start again.";

/** What a reading depends on besides the bytes. */
export interface ReadingBasis {
  plan: Plan;
  inputs: Inputs;
  timeZone: string;
}

export class Resuming {
  readonly #store = new CheckpointStore();
  #id = "";
  #bytesTotal = 0;
  #failed = false;
  #saving: Promise<void> | null = null;

  /** What is kept from now on is of these files. */
  begin(disks: readonly ByteSource[]): void {
    this.#id = disks.map(({ name, bytes, lastModified }) => `${name}/${bytes}/${lastModified}`).join("\n");
    this.#bytesTotal = disks.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#failed = false;
  }

  /** @returns how far an earlier reading of these files was; null when there is nothing to go on from */
  async find(disks: readonly ByteSource[]): Promise<Checkpoint | null> {
    this.begin(disks);
    const found = await this.#store.load(this.#id).catch(() => null);
    return found?.version === TOOL.version ? found : null;
  }

  /** Keeps a state. Where that fails it is told once, and not tried again for these files. */
  keep(basis: ReadingBasis, partial: ArrayBuffer, bytesRead: number, onNotice: (sentence: string) => void): void {
    // reading goes on while the last state is written; one that comes too soon is not kept
    if (this.#failed || this.#saving) return;
    const state = { id: this.#id, savedMs: Date.now(), version: TOOL.version, bytesTotal: this.#bytesTotal };
    this.#saving = this.#store
      .save({ ...state, ...basis, bytesRead, partial })
      .catch(() => {
        this.#failed = true;
        onNotice(NO_ROOM);
      })
      .finally(() => {
        this.#saving = null;
      });
  }

  /** The reading has ended, or starts again. */
  async forget(): Promise<void> {
    await this.#saving;
    await this.#store.remove(this.#id).catch(() => undefined);
  }
}
