/** Lists of a thousand, a million and a billion rows in a scroller of eight million pixels. */
import { describe, expect, it } from "vitest";
import { MOST_PX, ROW_PX, ScaledScroll } from "../../../src/views/scaled-scroll.ts";

const VIEW_PX = 600;

/** What a browser does: it rounds, and stops at the ends. */
class Scroller {
  scrollTop = 0;
  readonly scroll = new ScaledScroll();

  constructor(rows: number) {
    this.scroll.resize(rows, VIEW_PX);
  }

  to(px: number): void {
    this.scrollTop = Math.max(0, Math.min(Math.round(px), this.scroll.contentPx - VIEW_PX));
    if (this.scroll.scrolled(this.scrollTop)) this.sync();
  }

  wheel(px: number): void {
    this.to(this.scrollTop + px);
  }

  sync(): void {
    this.scrollTop = Math.round(this.scroll.scrollTop);
    this.scroll.settled(this.scrollTop);
  }
}

describe.each([1000, 1e6, 1e9])("a list of %i rows", (rows) => {
  it("is never higher than browsers can have it", () => {
    expect(new Scroller(rows).scroll.contentPx).toBe(Math.min(rows * ROW_PX, MOST_PX));
  });

  it("goes by single rows at any place", () => {
    const scroller = new Scroller(rows);
    for (const place of [0, Math.floor(rows / 3), Math.floor(rows / 2) + 7, rows - 200]) {
      scroller.scroll.moveToRow(place);
      scroller.sync();
      expect(scroller.scroll.firstRow).toBe(place);
      for (let step = 1; step <= 100; step++) {
        scroller.wheel(ROW_PX);
        expect(scroller.scroll.firstRow).toBe(place + step);
      }
      for (let step = 99; step >= 0; step--) {
        scroller.wheel(-ROW_PX);
        expect(scroller.scroll.firstRow).toBe(place + step);
      }
    }
  });

  it("shows its first and its last row, by thumb and by wheel", () => {
    const scroller = new Scroller(rows);
    const lastTop = rows * ROW_PX - VIEW_PX;
    scroller.to(Infinity);
    expect(scroller.scroll.firstRow).toBe(Math.floor(lastTop / ROW_PX));
    for (let i = 0; i < 100; i++) scroller.wheel(-100);
    expect(scroller.scroll.firstRow).toBe(Math.floor((lastTop - 10_000) / ROW_PX));
    for (let i = 0; i < 101; i++) scroller.wheel(100);
    expect(scroller.scroll.firstRow).toBe(Math.floor(lastTop / ROW_PX));
    scroller.to(0);
    expect([scroller.scroll.firstRow, scroller.scroll.hiddenShare]).toEqual([0, 0]);
  });

  it("goes to any share of itself by the thumb", () => {
    const scroller = new Scroller(rows);
    for (const share of [0.9, 0.1, 0.5]) {
      scroller.to(share * (scroller.scroll.contentPx - VIEW_PX));
      const expected = (share * (rows * ROW_PX - VIEW_PX)) / ROW_PX;
      expect(Math.abs(scroller.scroll.firstRow - expected)).toBeLessThan(Math.max(2, rows / 1e6));
    }
  });

  it("does not stop before its end when it is wheeled from far up, however the scroller stands", () => {
    const scroller = new Scroller(rows);
    scroller.scroll.moveToRow(rows - 300);
    scroller.sync();
    for (let i = 0; i < 300; i++) scroller.wheel(ROW_PX * 2);
    expect(scroller.scroll.firstRow).toBe(Math.floor((rows * ROW_PX - VIEW_PX) / ROW_PX));
    for (let i = 0; i < 200; i++) scroller.wheel(-ROW_PX);
    expect(scroller.scroll.firstRow).toBe(Math.floor((rows * ROW_PX - VIEW_PX) / ROW_PX) - 200);
  });

  it("reveals a row with as little as needed", () => {
    const { scroll } = new Scroller(rows);
    const inView = scroll.rowsInView;
    scroll.moveToRow(400);
    scroll.reveal(410);
    expect(scroll.firstRow).toBe(400);
    scroll.reveal(399);
    expect(scroll.firstRow).toBe(399);
    scroll.reveal(399 + inView);
    expect(scroll.firstRow + scroll.hiddenShare).toBeCloseTo(400 + inView - VIEW_PX / ROW_PX, 5);
  });
});

it("a short list stays where it is", () => {
  const scroller = new Scroller(3);
  scroller.wheel(100);
  expect([scroller.scroll.firstRow, scroller.scroll.hiddenShare, scroller.scroll.scrollTop]).toEqual([0, 0, 0]);
});

it("an empty list has no rows before its first", () => {
  const { scroll } = new Scroller(0);
  expect([scroll.firstRow, scroll.hiddenShare, scroll.contentPx]).toEqual([0, 0, 0]);
});
