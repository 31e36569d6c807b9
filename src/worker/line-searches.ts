/**
 * The page's side of searches: the worker that matches, ended when a search is stopped, and a new one made ready at once.
 * One search at a time; a newer one stops the one before.
 */
import type { MatcherStart } from "./api.ts";

/** One search, as far as the matcher takes part in it. */
export interface Matching {
  /** goes to the analysis worker */
  port: MessagePort;
  /** rejects when the matcher dies without being told to */
  death: Promise<never>;
}

export class LineSearches {
  readonly #spawn: () => Worker;
  #matcher: Worker | null = null;
  /** the search that the matcher works for */
  #busy: Matching | null = null;

  /** @param spawn starts a worker that waits for its first message */
  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  begin(core: WebAssembly.Module): Matching {
    // what is still busy may never end
    if (this.#busy) this.end();
    this.#matcher ??= this.#spawn();
    const matcher = this.#matcher;
    const { port1, port2 } = new MessageChannel();
    const death = new Promise<never>((_, reject) => {
      matcher.onerror = (event) => {
        event.preventDefault();
        if (this.#matcher === matcher) this.#matcher = null;
        reject(new Error(event.message || "the script did not load"));
      };
    });
    death.catch(() => {});
    matcher.postMessage({ port: port1, core } satisfies MatcherStart, [port1]);
    this.#busy = { port: port2, death };
    return this.#busy;
  }

  isFor(matching: Matching): boolean {
    return this.#busy === matching;
  }

  /** A search has come to its end: its matcher may serve the next. */
  done(matching: Matching): void {
    if (this.#busy === matching) this.#busy = null;
  }

  /** Ends the matcher, whatever it does. @param again whether another is made ready */
  end(again = true): void {
    this.#busy = null;
    this.#matcher?.terminate();
    this.#matcher = again ? this.#spawn() : null;
  }
}
