/**
 * Rows that the view of lines has at hand: asked for page by page as they come into view, the newest wish first, and kept
 * while they are near. Rows that are out of date stay until the new ones are there, so that nothing flickers.
 */
import type { LineWindow, ShownLine } from "../model/line-window.ts";

const PAGE = 64;
const MOST_PAGES = 48;

interface Page {
  rows: ShownLine[];
  stale: boolean;
}

export class LineCache {
  readonly #fetch: (first: number, count: number) => Promise<LineWindow>;
  readonly #changed: () => void;
  readonly #failed: (error: unknown) => void;
  #pages = new Map<number, Page>();
  /** rows there are */
  total = 0;
  /** counts the lists, so that a late page of an earlier one is dropped */
  #list = 0;
  #wanted: { first: number; end: number } | null = null;
  #fetching = false;

  constructor(
    fetch: (first: number, count: number) => Promise<LineWindow>,
    changed: () => void,
    failed: (error: unknown) => void,
  ) {
    this.#fetch = fetch;
    this.#changed = changed;
    this.#failed = failed;
  }

  /** Begins another list. */
  reset(total: number): void {
    this.#list++;
    this.#pages = new Map();
    this.total = total;
    this.#wanted = null;
    this.#fetching = false;
  }

  /** What is known of the rows may have changed. */
  refresh(): void {
    for (const page of this.#pages.values()) page.stale = true;
  }

  /** The row at a position; null while it is not at hand. */
  at(position: number): ShownLine | null {
    return this.#pages.get(Math.floor(position / PAGE))?.rows[position % PAGE] ?? null;
  }

  /** Takes rows that came by another way. */
  take({ rows, first, total }: LineWindow): void {
    this.total = total;
    for (let page = Math.ceil(first / PAGE); page * PAGE < first + rows.length; page++) {
      const own = rows.slice(page * PAGE - first, (page + 1) * PAGE - first);
      if (own.length === Math.min(PAGE, total - page * PAGE)) this.#pages.set(page, { rows: own, stale: false });
    }
  }

  /** Sees to it that the rows [first, end) come; an older wish that was not begun is forgotten. */
  need(first: number, end: number): void {
    this.#wanted = { first: Math.max(0, first), end: Math.min(end, this.total) };
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#fetching) return;
    const list = this.#list;
    this.#fetching = true;
    try {
      for (let page = this.#missing(); page !== null; page = this.#missing()) {
        const window = await this.#fetch(page * PAGE, PAGE);
        if (list !== this.#list) return;
        this.total = window.total;
        this.#pages.delete(page);
        this.#pages.set(page, { rows: window.rows, stale: false });
        this.#drop(page);
        this.#changed();
      }
    } catch (error) {
      if (list === this.#list) this.#failed(error);
    } finally {
      if (list === this.#list) this.#fetching = false;
    }
  }

  #missing(): number | null {
    if (!this.#wanted) return null;
    const { first, end } = this.#wanted;
    for (let page = Math.floor(first / PAGE); page * PAGE < end; page++) {
      const known = this.#pages.get(page);
      const isWhole = known && known.rows.length === Math.min(PAGE, this.total - page * PAGE);
      if (!known || known.stale || !isWhole) return page;
    }
    return null;
  }

  /** Lets the pages go that are farthest from one. */
  #drop(near: number): void {
    if (this.#pages.size <= MOST_PAGES) return;
    const byDistance = [...this.#pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const page of byDistance.slice(0, this.#pages.size - MOST_PAGES)) this.#pages.delete(page);
  }
}
