/**
 * What is asked about raw lines of one analysis: windows at any place, and one search at a time, whose hits can be asked for
 * while it runs. Who matches lines is given from outside, so that an expression that never ends can be ended.
 */
import type { LineFilter } from "../model/line-filter.ts";
import type {
  FoundHit,
  HitQuery,
  HitTimesQuery,
  LineWindow,
  SearchProgress,
  SearchQuery,
  TextSpan,
  WindowQuery,
} from "../model/line-window.ts";
import type { HexId } from "../model/units.ts";
import { HitSet } from "./hit-set.ts";
import { HitTimes } from "./hit-times.ts";
import { type BlockMatch, type BlockToMatch, type EventFacts, LineMatcher, type MatcherSetup } from "./line-matcher.ts";
import { LinePlaces } from "./line-places.ts";
import { type SearchHooks, searchLines } from "./line-search.ts";
import { LineWindows } from "./line-windows.ts";
import type { LineReader } from "./lines.ts";

/** Where lines are held against a filter. */
export interface MatchingPlace {
  match(blocks: BlockToMatch[]): Promise<BlockMatch[]>;
  /** what to mark in texts; null when that takes too long */
  marksIn(texts: string[]): Promise<TextSpan[][] | null>;
}

/** Begins to match for a filter. @param eventBefore what a block begins in, where it does not begin with an event */
export type StartMatching = (
  setup: MatcherSetup,
  eventBefore: (block: number) => Promise<EventFacts | null>,
) => Promise<MatchingPlace>;

interface Search {
  search: number;
  hits: HitSet;
  /** null until the place for it is there */
  matching: MatchingPlace | null;
  /** null until it is asked when hits were */
  times: HitTimes | null;
}

export class LineDesk {
  readonly #reader: LineReader;
  readonly #places: LinePlaces;
  readonly #windows: LineWindows;
  /** signatures of each template */
  readonly #signatures = new Map<HexId, HexId[]>();
  #search: Search | null = null;
  /** counts what is asked of the times of hits */
  #question = 0;

  /**
   * @param fileLines physical lines of each file, in the order of the files
   * @param templates texts of the templates by id
   */
  constructor(reader: LineReader, fileLines: readonly number[], templates: ReadonlyMap<HexId, string>) {
    this.#reader = reader;
    this.#places = new LinePlaces(reader.readable.blocks, fileLines);
    this.#windows = new LineWindows(reader, this.#places, templates);
    for (const [signature, id] of reader.readable.templateOf)
      this.#signatures.set(id, [...(this.#signatures.get(id) ?? []), signature]);
  }

  /** Rows at a place. Without the search it names, rows are not marked; of hits only there are none then. */
  async window({ place, before, after, search, onlyHits, byTime }: WindowQuery): Promise<LineWindow> {
    const running = this.#search?.search === search ? this.#search : null;
    const window = await this.#windows.window(place, before, after, running?.hits ?? null, onlyHits, byTime);
    const marks = await running?.matching?.marksIn(window.rows.map(({ text }) => text));
    if (marks) window.rows = window.rows.map((row, i) => ({ ...row, marks: marks[i] ?? [] }));
    return window;
  }

  /** The hit next to a line, behind it or before it; null when there is none, or the search is another. */
  async hit({ search, ...query }: HitQuery): Promise<FoundHit | null> {
    return this.#search?.search === search ? this.#windows.hit(query, this.#search.hits) : null;
  }

  /** Hits so far by bins of time, see `HitTimes`; null when the search is another, or a newer question came. */
  async hitTimes({ search, ...query }: HitTimesQuery): Promise<Float64Array | null> {
    const running = this.#search;
    if (running?.search !== search) return null;
    const question = ++this.#question;
    running.times ??= new HitTimes(this.#reader, running.hits, async (block) => {
      const event = await this.#windows.eventBefore(block);
      return event?.timeMs ?? null;
    });
    return running.times.count(query, () => this.#search !== running || this.#question !== question);
  }

  /** Searches all lines; a newer search takes the place of an older one, which stops. */
  async search({ search, filter }: SearchQuery, start: StartMatching, hooks: SearchHooks): Promise<SearchProgress> {
    const mine: Search = { search, hits: new HitSet(this.#places), matching: null, times: null };
    this.#search = mine;
    const signaturesOf = (id: HexId) => this.#signatures.get(id) ?? [];
    const { module, programs, inputs, names } = this.#reader.readable;
    const named = templatesIn(filter).map((id) => [id, signaturesOf(id)] as const);
    const setup = { module, programs, inputs, names, filter, signaturesOf: new Map(named) };
    const isCancelled = () => this.#search !== mine || (hooks.isCancelled?.() ?? false);
    try {
      mine.matching = await start(setup, (block) => this.#windows.eventBefore(block));
    } catch (error) {
      if (!isCancelled()) throw error;
      return { hits: 0, bytesDone: 0, bytesTotal: 0, shares: mine.hits.shares, done: false };
    }
    const searchable = { reader: this.#reader, places: this.#places, filter, matching: mine.matching, signaturesOf };
    return searchLines(searchable, mine.hits, { ...hooks, isCancelled });
  }
}

/** Matches in this thread: where nothing has to be ended. */
export const matchHere: StartMatching = async (setup, eventBefore) => {
  const matcher = new LineMatcher(setup, eventBefore);
  return {
    match: async (blocks) => {
      const matches: BlockMatch[] = [];
      for (const block of blocks) matches.push(await matcher.match(block));
      return matches;
    },
    marksIn: async (texts) => matcher.marksIn(texts),
  };
};

function templatesIn(filter: LineFilter): HexId[] {
  if (filter.kind === "and" || filter.kind === "or") return filter.of.flatMap(templatesIn);
  if (filter.kind === "not") return templatesIn(filter.of);
  return filter.kind === "template" ? [...filter.ids] : [];
}
