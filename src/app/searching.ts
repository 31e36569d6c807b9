/**
 * The search for lines of the selection: begun anew whenever what is looked for changes, stopped by the user or by the next.
 * Views hear of its progress by `change`.
 */
import type { AnalysisEngine } from "../model/analysis.ts";
import type { LineFilter } from "../model/line-filter.ts";
import type {
  FoundHit,
  HitQuery,
  HitTimesQuery,
  LineWindow,
  SearchProgress,
  WindowQuery,
} from "../model/line-window.ts";
import { sentenceOf } from "./messages.ts";

/** What a search has come to. */
export interface SearchState {
  /** tells it from others */
  search: number;
  filter: LineFilter;
  /** null until it tells something */
  progress: SearchProgress | null;
  /** it ended before its end, by the user or by a failure */
  stopped: boolean;
  /** in a sentence; null when nothing went wrong */
  failure: string | null;
}

export class Searching extends EventTarget {
  private readonly engine: AnalysisEngine;
  private current: SearchState | null = null;
  private count = 0;
  private ending = new AbortController();
  private followed: { of: object; key: string | null } | null = null;

  constructor(engine: AnalysisEngine) {
    super();
    this.engine = engine;
  }

  get state(): SearchState | null {
    return this.current;
  }

  /**
   * Looks for lines of a filter where that is not what was looked for last.
   * @param of what is searched: of another, an equal filter finds other lines
   * @param again also where the last search was stopped or failed
   * @returns whether a search began
   */
  follow(of: object, filter: LineFilter | null, again = false): boolean {
    const key = filter === null ? null : JSON.stringify(filter);
    const isSame = this.followed?.of === of && this.followed.key === key;
    if (isSame && !(again && this.current?.stopped)) return false;
    this.followed = { of, key };
    void this.find(filter);
    return true;
  }

  /** Looks for lines of a filter, from the first line on; null ends the search at hand and forgets its hits. */
  async find(filter: LineFilter | null): Promise<void> {
    this.ending.abort();
    this.set(null);
    if (filter === null) return;
    const ending = new AbortController();
    this.ending = ending;
    const search = ++this.count;
    this.set({ search, filter, progress: null, stopped: false, failure: null });
    const isCurrent = () => this.current?.search === search;
    const patch = (part: Partial<SearchState>) => {
      if (isCurrent()) this.set({ ...(this.current as SearchState), ...part });
    };
    try {
      const end = await this.engine.searchLines({ search, filter }, (progress) => patch({ progress }), ending.signal);
      patch({ progress: end, stopped: !end.done });
    } catch (error) {
      patch({ stopped: true, failure: ending.signal.aborted ? null : sentenceOf(error) });
    }
  }

  /** Ends the search where it is; what was found stays. */
  stop(): void {
    this.ending.abort();
  }

  window(query: Omit<WindowQuery, "search">): Promise<LineWindow> {
    return this.engine.lineWindow({ ...query, search: this.current?.search ?? null });
  }

  /** The hit next to a line; null when there is none so far. */
  async nextHit(query: Omit<HitQuery, "search">): Promise<FoundHit | null> {
    return this.current === null ? null : this.engine.nextHit({ ...query, search: this.current.search });
  }

  /** The files are not at hand any more: what was found in them can not be asked for. */
  forget(): void {
    this.followed = null;
  }

  /** When the hits were, so far; null when that was overtaken. */
  times(query: HitTimesQuery): Promise<Float64Array | null> {
    return this.engine.hitTimes(query);
  }

  private set(state: SearchState | null): void {
    if (state === null && this.current === null) return;
    this.current = state;
    this.dispatchEvent(new Event("change"));
  }
}
