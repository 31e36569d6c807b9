/**
 * The alert lane under the time line, on the same x axis: one button a span, stacked in rows where they overlap.
 * One tab stop for the lane; arrows, Home and End move within it. Owns its host's children.
 */
import type { TimeRange } from "./level-bins.ts";

export interface LaneSpan extends TimeRange {
  id: string;
  /** said on hover and focus, and to screen readers; asked for when the span is drawn */
  name(): string;
  /** 0…1; the highest are drawn when there are too many */
  score: number;
  selected: boolean;
  /** what happened within, first mover first; a span with parts takes the height of the lane and shows them */
  parts: readonly (TimeRange & { selected: boolean })[];
}

export interface LaneModel {
  /** a span that did not change is the same object as before */
  spans: readonly LaneSpan[];
  range: TimeRange;
  /** where the plot lies in the host, in CSS pixels; nothing is drawn while the width is 0 */
  left: number;
  width: number;
}

export interface LaneEvents {
  onSelect(id: string): void;
  onName(name: string | null): void;
}

/** More buttons than this would not be told apart; the highest scores stay. */
const MOST_SPANS = 300;
const LEAST_PIXELS = 5;
const ROWS = 2;
/** Parts of a span are drawn in so many rows. */
const PART_ROWS = 4;

/** A button with what it shows. */
interface Placed {
  readonly button: HTMLButtonElement;
  span: LaneSpan | null;
  /** CSS pixels */
  left: number;
  width: number;
  row: string;
}

export class AlertLane {
  readonly host: HTMLElement;
  private placed: Placed[] = [];
  private drawn: LaneModel | null = null;
  private leftOut = 0;

  constructor(host: HTMLElement, events: LaneEvents) {
    this.host = host;
    host.addEventListener("keydown", (event) => this.key(event));
    host.addEventListener("click", (event) => {
      const id = buttonOf(event.target)?.dataset.id;
      if (id !== undefined) events.onSelect(id);
    });
    const named = (event: Event): void => {
      const button = buttonOf(event.target);
      if (button !== null) events.onName(button.getAttribute("aria-label"));
    };
    const unnamed = (event: PointerEvent | FocusEvent): void => {
      const button = buttonOf(event.target);
      if (button !== null && buttonOf(event.relatedTarget) !== button) events.onName(null);
    };
    host.addEventListener("pointerover", named);
    host.addEventListener("pointerout", unnamed);
    host.addEventListener("focusin", named);
    host.addEventListener("focusout", unnamed);
  }

  /** @returns how many spans lie in the range and are not drawn */
  update(model: LaneModel): number {
    if (model.width <= 0 || (this.drawn !== null && isSame(this.drawn, model))) return this.leftOut;
    this.drawn = model;
    this.leftOut = this.draw(model);
    return this.leftOut;
  }

  private draw(model: LaneModel): number {
    const spanMs = model.range.endMs - model.range.startMs;
    const inRange = model.spans.filter((s) => s.endMs > model.range.startMs && s.startMs < model.range.endMs);
    const drawn = [...inRange].sort((a, b) => b.score - a.score).slice(0, MOST_SPANS);
    drawn.sort((a, b) => a.startMs - b.startMs);
    const focusedId = this.placed.find(({ button }) => button.matches(":focus"))?.button.dataset.id;
    while (this.placed.length > drawn.length) this.placed.pop()!.button.remove();
    this.addButtons(drawn.length - this.placed.length);
    const rowEnds = new Array<number>(ROWS).fill(Number.NEGATIVE_INFINITY);
    for (const [i, span] of drawn.entries()) {
      const from = Math.max(0, ((span.startMs - model.range.startMs) / spanMs) * model.width);
      const to = Math.min(model.width, ((span.endMs - model.range.startMs) / spanMs) * model.width);
      const width = Math.max(LEAST_PIXELS, to - from);
      const free = rowEnds.findIndex((end) => end <= from);
      const row = free >= 0 ? free : i % ROWS;
      if (span.parts.length > 0) rowEnds.fill(from + width + 1);
      else rowEnds[row] = from + width + 1;
      const left = model.left + Math.min(from, model.width - LEAST_PIXELS);
      place(this.placed[i]!, span, left, width, span.parts.length > 0 ? "all" : String(row));
    }
    const selected = drawn.findIndex((span) => span.selected);
    this.stopAt(Math.max(0, selected));
    if (focusedId !== undefined) this.placed.find(({ button }) => button.dataset.id === focusedId)?.button.focus();
    return inRange.length - drawn.length;
  }

  private addButtons(count: number): void {
    if (count <= 0) return;
    const added = Array.from({ length: count }, (): Placed => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "span";
      return { button, span: null, left: 0, width: 0, row: "" };
    });
    this.host.append(...added.map(({ button }) => button));
    this.placed.push(...added);
  }

  /** Makes one button the tab stop of the lane. */
  private stopAt(index: number): void {
    for (const [i, { button }] of this.placed.entries()) {
      const tabIndex = i === index ? 0 : -1;
      if (button.tabIndex !== tabIndex || !button.hasAttribute("tabindex")) button.tabIndex = tabIndex;
    }
  }

  private key(event: KeyboardEvent): void {
    const at = this.placed.findIndex(({ button }) => button === event.target);
    const last = this.placed.length - 1;
    const next = { ArrowRight: Math.min(last, at + 1), ArrowLeft: Math.max(0, at - 1), Home: 0, End: last }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    this.stopAt(next);
    this.placed[next]!.button.focus();
  }
}

function buttonOf(target: EventTarget | null): HTMLButtonElement | null {
  return target instanceof Element ? target.closest<HTMLButtonElement>("button.span") : null;
}

function isSame(a: LaneModel, b: LaneModel): boolean {
  return (
    a.spans === b.spans &&
    a.left === b.left &&
    a.width === b.width &&
    a.range.startMs === b.range.startMs &&
    a.range.endMs === b.range.endMs
  );
}

/** Lets a button show a span at a place; only what differs from before is written. */
function place(placed: Placed, span: LaneSpan, left: number, width: number, row: string): void {
  const { button } = placed;
  if (placed.left !== left) button.style.left = `${left}px`;
  if (placed.width !== width) button.style.width = `${width}px`;
  if (placed.row !== row) button.dataset.row = row;
  if (placed.span !== span) {
    button.dataset.id = span.id;
    button.setAttribute("aria-label", span.name());
    button.setAttribute("aria-pressed", String(span.selected));
    paintParts(button, span);
  }
  Object.assign(placed, { span, left, width, row });
}

/** Puts the parts of a span into its button, as a small picture of who moved when. */
function paintParts(button: HTMLButtonElement, span: LaneSpan): void {
  const spanMs = span.endMs - span.startMs;
  while (button.childElementCount > span.parts.length) button.lastElementChild!.remove();
  while (button.childElementCount < span.parts.length) button.append(document.createElement("i"));
  for (const [i, part] of span.parts.entries()) {
    const bar = button.children[i] as HTMLElement;
    bar.style.left = `${((part.startMs - span.startMs) / spanMs) * 100}%`;
    bar.style.width = `${((part.endMs - part.startMs) / spanMs) * 100}%`;
    const rows = Math.min(PART_ROWS, span.parts.length);
    bar.style.top = `${3 + Math.floor((i * rows) / span.parts.length) * 3}px`;
    bar.classList.toggle("selected", part.selected);
  }
}
