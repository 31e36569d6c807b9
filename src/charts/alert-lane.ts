/**
 * The alert lane under the time line, on the same x axis: one button a span, stacked in rows where they overlap.
 * One tab stop for the lane; arrows, Home and End move within it. Owns its host's children.
 */
import type { TimeRange } from "./level-bins.ts";

export interface LaneSpan extends TimeRange {
  id: string;
  /** said on hover and focus, and to screen readers */
  name: string;
  /** 0…1; the highest are drawn when there are too many */
  score: number;
  selected: boolean;
  /** what happened within, first mover first; a span with parts takes the height of the lane and shows them */
  parts: readonly (TimeRange & { selected: boolean })[];
}

export interface LaneModel {
  spans: readonly LaneSpan[];
  range: TimeRange;
  /** where the plot lies in the host, in CSS pixels */
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

export class AlertLane {
  readonly host: HTMLElement;
  private readonly events: LaneEvents;
  private buttons: HTMLButtonElement[] = [];
  private drawn: LaneModel | null = null;
  private leftOut = 0;

  constructor(host: HTMLElement, events: LaneEvents) {
    this.host = host;
    this.events = events;
    host.addEventListener("keydown", (event) => this.key(event));
  }

  /** @returns how many spans lie in the range and are not drawn */
  update(model: LaneModel): number {
    const { drawn: before } = this;
    if (before !== null && isSame(before, model)) return this.leftOut;
    this.drawn = model;
    this.leftOut = this.draw(model);
    return this.leftOut;
  }

  private draw(model: LaneModel): number {
    const spanMs = model.range.endMs - model.range.startMs;
    const inRange = model.spans.filter((s) => s.endMs > model.range.startMs && s.startMs < model.range.endMs);
    const drawn = [...inRange].sort((a, b) => b.score - a.score).slice(0, MOST_SPANS);
    drawn.sort((a, b) => a.startMs - b.startMs);
    const focusedId = this.buttons.find((button) => button.matches(":focus"))?.dataset.id;
    while (this.buttons.length > drawn.length) this.buttons.pop()!.remove();
    while (this.buttons.length < drawn.length) this.buttons.push(this.makeButton());
    const rowEnds = new Array<number>(ROWS).fill(Number.NEGATIVE_INFINITY);
    let tabStop = drawn.findIndex((span) => span.selected);
    if (tabStop < 0) tabStop = 0;
    for (const [i, span] of drawn.entries()) {
      const from = Math.max(0, ((span.startMs - model.range.startMs) / spanMs) * model.width);
      const to = Math.min(model.width, ((span.endMs - model.range.startMs) / spanMs) * model.width);
      const width = Math.max(LEAST_PIXELS, to - from);
      const free = rowEnds.findIndex((end) => end <= from);
      const row = free >= 0 ? free : i % ROWS;
      if (span.parts.length > 0) rowEnds.fill(from + width + 1);
      else rowEnds[row] = from + width + 1;
      const button = this.buttons[i]!;
      button.dataset.id = span.id;
      button.dataset.row = span.parts.length > 0 ? "all" : String(row);
      paintParts(button, span);
      button.style.left = `${model.left + Math.min(from, model.width - LEAST_PIXELS)}px`;
      button.style.width = `${width}px`;
      button.setAttribute("aria-label", span.name);
      button.setAttribute("aria-pressed", String(span.selected));
      button.tabIndex = i === tabStop ? 0 : -1;
    }
    if (focusedId !== undefined) this.buttons.find((button) => button.dataset.id === focusedId)?.focus();
    return inRange.length - drawn.length;
  }

  private makeButton(): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "span";
    button.addEventListener("click", () => this.events.onSelect(button.dataset.id!));
    const named = (): void => this.events.onName(button.getAttribute("aria-label"));
    const unnamed = (): void => this.events.onName(null);
    button.addEventListener("pointerenter", named);
    button.addEventListener("focus", named);
    button.addEventListener("pointerleave", unnamed);
    button.addEventListener("blur", unnamed);
    this.host.append(button);
    return button;
  }

  private key(event: KeyboardEvent): void {
    const at = this.buttons.indexOf(event.target as HTMLButtonElement);
    const last = this.buttons.length - 1;
    const next = { ArrowRight: Math.min(last, at + 1), ArrowLeft: Math.max(0, at - 1), Home: 0, End: last }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    for (const [i, button] of this.buttons.entries()) button.tabIndex = i === next ? 0 : -1;
    this.buttons[next]!.focus();
  }
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
