/** One question to the worker at a time: a new one gives up the one before; what came is kept until another one is asked. */
import { TimberlineError } from "../model/analysis.ts";

export class Question<T> {
  /** null while there is none */
  answer: T | null = null;
  /** why there is no answer, in a sentence */
  failure: string | null = null;
  /** share that is done, 0…1; null when nothing is being asked */
  done: number | null = null;
  private key: unknown = undefined;
  private stopping: AbortController | null = null;
  private readonly changed: () => void;

  /** @param changed hears of each change of what is told */
  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** @param key says which question it is: the same one is not asked again; parts are compared one by one */
  ask(key: readonly unknown[], run: (signal: AbortSignal, onProgress: (done: number) => void) => Promise<T>): void {
    const before = this.key as readonly unknown[] | undefined;
    if (before !== undefined && before.length === key.length && key.every((part, i) => part === before[i])) return;
    this.forget();
    this.key = key;
    const stopping = new AbortController();
    this.stopping = stopping;
    this.done = 0;
    const isMine = () => this.stopping === stopping;
    run(stopping.signal, (done) => {
      if (!isMine()) return;
      this.done = done;
      this.changed();
    }).then(
      (answer) => {
        if (!isMine()) return;
        this.done = null;
        this.answer = answer;
        this.changed();
      },
      (error: unknown) => {
        if (!isMine()) return;
        this.done = null;
        const cancelled = error instanceof TimberlineError && error.code === "cancelled";
        this.failure = cancelled ? "Stopped." : error instanceof Error ? error.message : String(error);
        this.changed();
      },
    );
  }

  /** Ends what is being asked; it is told as stopped. */
  stop(): void {
    this.stopping?.abort();
  }

  /** Ends what is being asked and keeps nothing. */
  forget(): void {
    const stopping = this.stopping;
    this.stopping = null;
    stopping?.abort();
    this.key = undefined;
    this.answer = null;
    this.failure = null;
    this.done = null;
  }
}
