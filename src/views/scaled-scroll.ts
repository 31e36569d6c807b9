/**
 * Where a list of any number of rows stands in a scroller that cannot be as high: browsers stop at some 33 million pixels.
 * Moves of the scroller that are shorter than a screen count as they are, so that wheel and touch go pixel by pixel; longer
 * ones are the thumb's, and count in proportion. Pure numbers; the element that scrolls belongs to the view.
 */

export const ROW_PX = 18;
/** height of the scroller's content at most */
export const MOST_PX = 8_000_000;
/** what the scroller can always go before it has to be put in its place again */
const ROOM_PX = 20_000;

export class ScaledScroll {
  #rows = 0;
  #viewPx = 0;
  /** room below the last row, for rows that are higher than ROW_PX */
  #tailPx = 0;
  /** of the list's first shown pixel, in pixels of the unscaled list */
  #top = 0;
  /** where the scroller was when it was last heard of */
  #scrollTop = 0;

  /** @param tailPx how far the last row may be scrolled above the lower edge */
  resize(rows: number, viewPx: number, tailPx = 0): void {
    this.#rows = rows;
    this.#viewPx = viewPx;
    this.#tailPx = tailPx;
    this.moveTo(this.#top);
  }

  /** pixels of the whole list */
  get #listPx(): number {
    return this.#rows * ROW_PX + this.#tailPx;
  }

  get #mostTop(): number {
    return Math.max(0, this.#listPx - this.#viewPx);
  }

  get viewPx(): number {
    return this.#viewPx;
  }

  /** height of what is scrolled */
  get contentPx(): number {
    return Math.min(this.#listPx, MOST_PX);
  }

  get #mostScrollTop(): number {
    return Math.max(0, this.contentPx - this.#viewPx);
  }

  /** where the scroller should stand */
  get scrollTop(): number {
    const most = this.#mostTop;
    if (most === 0) return 0;
    const inProportion = (this.#top / most) * this.#mostScrollTop;
    if (this.#listPx <= MOST_PX) return inProportion;
    // near the ends the scroller can go on as far as the list does
    const leastLeft = Math.min(most - this.#top, ROOM_PX);
    return Math.max(Math.min(this.#top, ROOM_PX), Math.min(inProportion, this.#mostScrollTop - leastLeft));
  }

  /** first row that is shown, 0-based */
  get firstRow(): number {
    return Math.max(0, Math.min(Math.floor(this.#top / ROW_PX), this.#rows - 1));
  }

  /** share of the first row that is above the upper edge, 0…1 */
  get hiddenShare(): number {
    return this.#top / ROW_PX - this.firstRow;
  }

  /** whole rows that fit */
  get rowsInView(): number {
    return Math.max(1, Math.floor(this.#viewPx / ROW_PX));
  }

  moveTo(px: number): void {
    this.#top = Math.max(0, Math.min(px, this.#mostTop));
    this.#scrollTop = this.scrollTop;
  }

  moveToRow(row: number): void {
    this.moveTo(row * ROW_PX);
  }

  /** Moves as little as needed for a row to be wholly in view. @param margin rows that should be in view beside it */
  reveal(row: number, margin = 0): void {
    const most = Math.max(0, Math.min(margin, Math.floor((this.rowsInView - 1) / 2)));
    const first = (row - most) * ROW_PX;
    const last = (row + 1 + most) * ROW_PX - this.#viewPx;
    if (this.#top > first) this.moveTo(first);
    else if (this.#top < last) this.moveTo(last);
  }

  /**
   * The scroller was moved.
   * @returns whether it has to be put to `scrollTop`, as it came to an end before the list did
   */
  scrolled(scrollTop: number): boolean {
    const moved = scrollTop - this.#scrollTop;
    if (moved === 0) return false;
    this.#scrollTop = scrollTop;
    const isScaled = this.#listPx > MOST_PX;
    if (!isScaled) this.#top = Math.max(0, Math.min(scrollTop, this.#mostTop));
    else if (Math.abs(moved) < this.#viewPx) this.#top = Math.max(0, Math.min(this.#top + moved, this.#mostTop));
    else this.#top = (scrollTop / this.#mostScrollTop) * this.#mostTop;
    const isAtEnd = scrollTop <= 0 || scrollTop >= this.#mostScrollTop - 1;
    return isScaled && isAtEnd && Math.abs(this.scrollTop - scrollTop) >= 1;
  }

  /** The scroller was put to `scrollTop`, which browsers round. */
  settled(scrollTop: number): void {
    this.#scrollTop = scrollTop;
  }
}
