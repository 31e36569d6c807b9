/** When reading reports, rests and stops: the hooks of whoever started it, asked at the right times. */
import type { Progress } from "../model/analysis.ts";

export interface Hooks {
  onProgress?(progress: Progress): void;
  /** lets other messages in; awaited about every 20 ms */
  pause?(): Promise<void>;
  isCancelled?(): boolean;
}

export const PROGRESS_MS = 100;
const SLICE_MS = 20;

/** Asked after each chunk. `due` is cheap; `rest` is awaited only when it is. */
export class Pace {
  readonly #hooks: Pick<Hooks, "pause" | "isCancelled">;
  readonly #report: () => void;
  #reportedMs = performance.now();
  #pausedMs = this.#reportedMs;

  /** @param report called at most ten times a second */
  constructor(hooks: Pick<Hooks, "pause" | "isCancelled">, report: () => void) {
    this.#hooks = hooks;
    this.#report = report;
  }

  get due(): boolean {
    const now = performance.now();
    if (now - this.#reportedMs >= PROGRESS_MS) {
      this.#reportedMs = now;
      this.#report();
    }
    return now - this.#pausedMs >= SLICE_MS;
  }

  /** @returns whether reading is to stop */
  async rest(): Promise<boolean> {
    await this.#hooks.pause?.();
    this.#pausedMs = performance.now();
    return this.#hooks.isCancelled?.() ?? false;
  }
}
