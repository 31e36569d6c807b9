/**
 * A heatmap of rows by bins under the time line, on its x axis: only the rows that are seen are drawn, straight to the canvas.
 * Owns the canvases inside its host, which scrolls, and the cell under the pointer; what cells mean belongs to its caller.
 */
import type { DurationMs, EpochMs } from "../model/units.ts";
import { DivergingScale } from "./diverging.ts";
import type { TimeRange } from "./level-bins.ts";
import { type Palette, pagePalette } from "./palette.ts";
import { tickLabels, timeTicks } from "./time-ticks.ts";
import type { ZoneClock } from "./zone-clock.ts";

export interface HeatmapRow {
  label: string;
  /** a value a bin; NaN where there is none */
  values: Float64Array;
  /** bins to be outlined, half-open, ascending */
  outlined: readonly (readonly [from: number, to: number])[];
  selected: boolean;
}

export interface HeatmapModel {
  startMs: EpochMs;
  binMs: DurationMs;
  rows: readonly HeatmapRow[];
  /** what is shown */
  range: TimeRange;
  clock: ZoneClock;
  /** the amount from which on colours are full */
  reach: number;
  /** stands out */
  cell: Cell | null;
}

export interface Cell {
  row: number;
  bin: number;
}

export interface HeatmapEvents {
  onHover(cell: Cell | null): void;
  /** chosen by a click; `open` when it was clicked twice */
  onPick(cell: Cell, open: boolean): void;
}

/** as on the time line, so that both axes lie under each other */
const RIGHT_PIXELS = 20;
const AXIS_HEIGHT = 33;
const SHORT_ROW = 17;
/** a label above its cells, where labels are too long to stand beside them */
const LABEL_HEIGHT = 15;
const LONG_ROW = LABEL_HEIGHT + 17;
const FONT = "11px system-ui, sans-serif";

export class Heatmap {
  readonly scroller: HTMLElement;
  private readonly cells: HTMLCanvasElement;
  private readonly axis: HTMLCanvasElement;
  private readonly spacer: HTMLElement;
  private readonly events: HeatmapEvents;
  private model: HeatmapModel | null = null;
  private palette: Palette | null = null;
  private scale: DivergingScale | null = null;
  private width = 0;
  private height = 0;
  private rowHeight = SHORT_ROW;
  private frame = 0;
  private hovered: Cell | null = null;

  /** @param scroller holds the cells and scrolls @param axisHost holds the axis, beneath it and as wide */
  constructor(scroller: HTMLElement, axisHost: HTMLElement, events: HeatmapEvents) {
    this.scroller = scroller;
    this.events = events;
    this.cells = document.createElement("canvas");
    this.axis = document.createElement("canvas");
    this.spacer = document.createElement("div");
    this.cells.className = "cells";
    scroller.append(this.cells, this.spacer);
    axisHost.append(this.axis);
    scroller.addEventListener("scroll", () => this.draw());
    this.cells.addEventListener("pointermove", (event) => this.hover(this.cellAt(event)));
    this.cells.addEventListener("pointerleave", () => this.hover(null));
    this.cells.addEventListener("click", (event) => this.picked(event, false));
    this.cells.addEventListener("dblclick", (event) => this.picked(event, true));
  }

  update(model: HeatmapModel): void {
    this.model = model;
    this.rowHeight = this.hasLongLabels(model) ? LONG_ROW : SHORT_ROW;
    const whole = model.rows.length * this.rowHeight;
    this.spacer.style.height = `${Math.max(0, whole - this.height)}px`;
    this.draw();
  }

  /** whether there is a picture to fit to its place */
  get drawn(): boolean {
    return this.width > 0;
  }

  /** @returns the height that all rows take, CSS pixels */
  get wholeHeight(): number {
    return (this.model?.rows.length ?? 0) * this.rowHeight;
  }

  /** @param width of the host, its scroll bar included @param height of what is seen of the rows */
  resize(width: number, height: number): void {
    if (width < 40 || (width === this.width && height === this.height)) return;
    this.width = width;
    this.height = height;
    if (this.model !== null) this.update(this.model);
  }

  refreshColors(): void {
    this.palette = null;
    this.scale = null;
    this.draw();
  }

  /** Scrolls as little as it takes to see a row. */
  reveal(row: number): void {
    const top = row * this.rowHeight;
    const { scrollTop } = this.scroller;
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + this.rowHeight > scrollTop + this.height)
      this.scroller.scrollTop = top + this.rowHeight - this.height;
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.cells.remove();
    this.spacer.remove();
    this.axis.remove();
  }

  private get left(): number {
    return this.width < 500 ? 38 : 48;
  }

  private get plotWidth(): number {
    return Math.max(1, this.width - this.left - RIGHT_PIXELS);
  }

  private hasLongLabels({ rows }: HeatmapModel): boolean {
    const context = this.cells.getContext("2d")!;
    context.font = FONT;
    return rows.some(({ label }) => context.measureText(label.slice(0, 40)).width > this.left - 6);
  }

  private hover(cell: Cell | null): void {
    if (cell?.row === this.hovered?.row && cell?.bin === this.hovered?.bin) return;
    this.hovered = cell;
    this.events.onHover(cell);
    this.draw();
  }

  private picked(event: MouseEvent, open: boolean): void {
    const cell = this.cellAt(event);
    if (cell !== null) this.events.onPick(cell, open);
  }

  private cellAt(event: MouseEvent): Cell | null {
    const { model } = this;
    if (model === null) return null;
    const box = this.cells.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top + this.scroller.scrollTop) / this.rowHeight);
    const share = (event.clientX - box.left - this.left) / this.plotWidth;
    const atMs = model.range.startMs + share * (model.range.endMs - model.range.startMs);
    const bin = Math.floor((atMs - model.startMs) / model.binMs);
    const inside = share >= 0 && share < 1 && bin >= 0 && bin < (model.rows[row]?.values.length ?? 0);
    return inside ? { row, bin } : null;
  }

  /** Draws with the next frame, however often it is asked for. */
  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    const { model } = this;
    if (model === null || this.width === 0) return;
    this.palette ??= pagePalette(this.scroller);
    this.scale ??= new DivergingScale(this.scroller);
    const context = sized(this.cells, this.width, this.height);
    context.font = FONT;
    context.textBaseline = "middle";
    const { scrollTop } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / this.rowHeight));
    const last = Math.min(model.rows.length, Math.ceil((scrollTop + this.height) / this.rowHeight));
    for (let row = first; row < last; row++)
      this.paintRow(context, model, row, row * this.rowHeight - scrollTop, this.palette, this.scale);
    this.paintAxis(model, this.palette);
  }

  private paintRow(
    context: CanvasRenderingContext2D,
    model: HeatmapModel,
    row: number,
    top: number,
    palette: Palette,
    scale: DivergingScale,
  ): void {
    const { label, values, outlined, selected } = model.rows[row]!;
    const { left, plotWidth } = this;
    const isLong = this.rowHeight === LONG_ROW;
    const cellTop = top + (isLong ? LABEL_HEIGHT : 0);
    const cellHeight = this.rowHeight - (isLong ? LABEL_HEIGHT : 0) - 1;
    const isActive = selected || this.hovered?.row === row;
    context.fillStyle = isActive ? palette.text : palette.textMuted;
    context.textAlign = isLong ? "left" : "right";
    const labelLeft = isLong ? left : left - 5;
    context.fillText(
      isLong ? shortened(context, label, plotWidth) : label,
      labelLeft,
      isLong ? top + LABEL_HEIGHT / 2 + 1 : cellTop + cellHeight / 2 + 0.5,
    );
    if (selected) {
      context.fillStyle = palette.accent;
      context.fillRect(0, cellTop, 3, cellHeight);
    }
    const x = (bin: number): number =>
      left +
      ((model.startMs + bin * model.binMs - model.range.startMs) / (model.range.endMs - model.range.startMs)) *
        plotWidth;
    context.save();
    context.beginPath();
    context.rect(left, cellTop - 1, plotWidth, cellHeight + 2);
    context.clip();
    const from = Math.max(0, Math.floor((model.range.startMs - model.startMs) / model.binMs));
    const to = Math.min(values.length, Math.ceil((model.range.endMs - model.startMs) / model.binMs));
    paintCells(context, values, from, to, x, cellTop, cellHeight, (value) => scale.colorOf(value, model.reach));
    context.strokeStyle = palette.text;
    context.lineWidth = 1.5;
    for (const [start, end] of outlined)
      if (end > from && start < to)
        context.strokeRect(x(start) + 0.75, cellTop + 0.75, Math.max(2, x(end) - x(start) - 1.5), cellHeight - 1.5);
    const cell = this.hovered ?? model.cell;
    for (const one of [model.cell, cell])
      if (one !== null && one.row === row) {
        context.strokeStyle = palette.accent;
        context.lineWidth = 2;
        context.strokeRect(
          x(one.bin) - 0.5,
          cellTop - 0.5,
          Math.max(3, x(one.bin + 1) - x(one.bin)) + 1,
          cellHeight + 1,
        );
      }
    context.restore();
  }

  private paintAxis(model: HeatmapModel, palette: Palette): void {
    const context = sized(this.axis, this.width, AXIS_HEIGHT);
    const { startMs, endMs } = model.range;
    const ticks = timeTicks(model.clock, startMs, endMs, Math.max(2, Math.floor(this.plotWidth / 84)));
    const labels = tickLabels(model.clock, ticks);
    context.font = FONT;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.strokeStyle = palette.axis;
    context.fillStyle = palette.textMuted;
    context.beginPath();
    context.moveTo(this.left, 0.5);
    context.lineTo(this.left + this.plotWidth, 0.5);
    for (const [i, atMs] of ticks.entries()) {
      const x = Math.round(this.left + ((atMs - startMs) / (endMs - startMs)) * this.plotWidth) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, 4);
      for (const [line, text] of labels[i]!.split("\n").entries()) context.fillText(text, x, 7 + line * 12);
    }
    context.stroke();
  }
}

/** Cells of one row; where several bins share a pixel, the one that differs most is seen. Neighbours of one colour are one stroke. */
function paintCells(
  context: CanvasRenderingContext2D,
  values: Float64Array,
  from: number,
  to: number,
  x: (bin: number) => number,
  top: number,
  height: number,
  colorOf: (value: number) => string,
): void {
  let start = Math.round(x(from));
  let end = start;
  let color = "";
  let strongest = Number.NaN;
  let pixel = start;
  const flush = (): void => {
    if (color !== "" && end > start) {
      context.fillStyle = color;
      context.fillRect(start, top, end - start, height);
    }
  };
  const put = (left: number, right: number): void => {
    const next = Number.isNaN(strongest) ? "" : colorOf(strongest);
    if (next !== color) {
      flush();
      color = next;
      start = left;
    }
    end = right;
  };
  for (let bin = from; bin < to; bin++) {
    const value = values[bin]!;
    if (Number.isNaN(strongest) || Math.abs(value) > Math.abs(strongest)) strongest = value;
    const right = Math.round(x(bin + 1));
    if (right <= pixel) continue;
    put(pixel, right);
    pixel = right;
    strongest = Number.NaN;
  }
  flush();
}

/** Makes a canvas as large as its pixels on screen, and empties it. */
function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = Math.floor((text.length * width) / context.measureText(text).width) - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}
