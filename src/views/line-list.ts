/**
 * The list behind the view of lines: which rows there are, which are at hand, and where the list stands in its scroller. It
 * belongs to one view and tells it to draw; what is drawn is the view's.
 */
import type { ReactiveController } from "lit";
import type { LinePlace, LineWindow, ShownLine } from "../model/line-window.ts";
import type { DurationMs } from "../model/units.ts";
import { LineCache } from "./line-cache.ts";
import { ROW_PX, ScaledScroll } from "./scaled-scroll.ts";

/** Rows read beyond both edges of the screen. */
export const MARGIN = 24;

/** Rows that are looked back for the time before. */
const MOST_BACK = 200;

/** What the list asks of its view. */
export interface LineListHost {
  addController(controller: ReactiveController): void;
  requestUpdate(): void;
  /** the element that scrolls, once it is drawn */
  readonly scroller: HTMLElement | null;
  /** whether rows are other than all lines, file after file, so that their positions are no indices */
  readonly ranked: boolean;
  readonly wrapped: boolean;
  window(place: LinePlace, before: number, after: number): Promise<LineWindow>;
  failed(error: unknown): void;
}

export class LineList implements ReactiveController {
  readonly scroll = new ScaledScroll();
  readonly #host: LineListHost;
  readonly #cache: LineCache;
  readonly #resized = new ResizeObserver(() => this.fit());
  #observed: Element | null = null;
  /** counts the ways to places, so that a late one is dropped */
  #asked = 0;

  constructor(host: LineListHost) {
    this.#host = host;
    this.#cache = new LineCache(
      (first, count) => host.window({ position: first }, 0, count),
      () => this.fit(),
      (error) => host.failed(error),
    );
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#resized.disconnect();
    this.#observed = null;
  }

  /** Puts the scroller where the list stands; hears when its size changes. */
  hostUpdated(): void {
    const { scroller } = this.#host;
    if (scroller !== this.#observed) {
      this.#resized.disconnect();
      if (scroller !== null) this.#resized.observe(scroller);
      this.#observed = scroller;
    }
    if (scroller !== null) this.settle(scroller);
  }

  get total(): number {
    return this.#cache.total;
  }

  /** The row at a position; null while it is not at hand. */
  at(position: number): ShownLine | null {
    return this.#cache.at(position);
  }

  /** Another list of rows. */
  reset(total: number): void {
    this.#asked++;
    this.#cache.reset(total);
    this.fit();
  }

  /** There are so many now. */
  grow(total: number): void {
    this.#cache.total = total;
    this.fit();
  }

  /** What is known of rows may have changed. */
  refresh(): void {
    this.#cache.refresh();
    this.#host.requestUpdate();
  }

  /** Positions [first, end) that are in view; sees to it that their rows come. */
  inView(): { first: number; end: number } {
    const first = this.scroll.firstRow;
    const end = Math.min(this.total, first + this.scroll.rowsInView + 3);
    this.#cache.need(first - MARGIN, end + MARGIN);
    return { first, end };
  }

  /** The first position in view whose row is like this; null when none at hand is. */
  findInView(like: (row: ShownLine) => boolean): number | null {
    const first = this.scroll.firstRow;
    for (let at = first; at < first + this.scroll.rowsInView + 3; at++) {
      const row = this.at(at);
      if (row !== null && like(row)) return at;
    }
    return null;
  }

  /** The time since the timed row above, as far as that is at hand. */
  sinceBefore(position: number): DurationMs | null {
    const timeMs = this.at(position)?.timeMs ?? null;
    for (let at = position - 1; timeMs !== null && at >= Math.max(0, position - MOST_BACK); at--) {
      const before = this.at(at);
      if (before === null) return null;
      if (before.timeMs !== null) return timeMs - before.timeMs;
    }
    return null;
  }

  /** Index of the line at the upper edge. */
  get topIndex(): number {
    return this.at(this.scroll.firstRow)?.index ?? (this.#host.ranked ? 0 : this.scroll.firstRow);
  }

  /** Shows a place a third below the upper edge. @returns its row; null when a later way was gone, or there is none */
  async go(place: LinePlace): Promise<ShownLine | null> {
    const asked = ++this.#asked;
    const above = Math.floor(this.scroll.rowsInView / 3);
    try {
      const window = await this.#host.window(place, above + MARGIN, this.scroll.rowsInView + MARGIN);
      if (asked !== this.#asked) return null;
      this.#cache.take(window);
      this.fit();
      this.scroll.moveToRow(Math.max(0, window.at - above));
      this.#host.requestUpdate();
      return window.rows[window.at - window.first] ?? null;
    } catch (error) {
      if (asked === this.#asked) this.#host.failed(error);
      return null;
    }
  }

  /** Moves as little as needed for a row to be in view. */
  reveal(position: number): void {
    this.scroll.reveal(position, 2);
    this.#host.requestUpdate();
  }

  /** Rows or room changed. */
  fit(): void {
    const viewPx = this.#host.scroller?.clientHeight ?? 600;
    // rows that wrap are not known to be higher before they are drawn
    this.scroll.resize(this.total, viewPx, this.#host.wrapped ? Math.max(0, viewPx - ROW_PX) : 0);
    this.#host.requestUpdate();
  }

  /** The scroller was moved. */
  scrolled(scroller: HTMLElement): void {
    const outOfPlace = this.scroll.scrolled(scroller.scrollTop);
    if (outOfPlace) this.settle(scroller);
    this.#host.requestUpdate();
  }

  settle(scroller: HTMLElement): void {
    if (Math.abs(scroller.scrollTop - this.scroll.scrollTop) >= 1) scroller.scrollTop = this.scroll.scrollTop;
    this.scroll.settled(scroller.scrollTop);
  }
}
