/**
 * A chart over time: uPlot gives canvas, scales, axes, cursor and the drawn selection; what is inside is painted by a
 * `Painter`. All charts of a screen share one cursor. Owns its host's canvas and the ways to choose, zoom and pan a range
 * by mouse, touch, wheel and keys; knows nothing of the app.
 */
import uPlot from "uplot";
import type { DurationMs, EpochMs } from "../model/units.ts";
import { axisNumbers } from "./format.ts";
import type { TimeRange } from "./level-bins.ts";
import { type Palette, pagePalette } from "./palette.ts";
import { type ChartSpan, paintSpans, takeDrawnRange } from "./plot-ranges.ts";
import { bindGestures } from "./range-gestures.ts";
import { bindRangeKeys } from "./range-keys.ts";
import { tickLabels, timeTicks } from "./time-ticks.ts";
import type { ZoneClock } from "./zone-clock.ts";

/** What a chart shows; asked anew for each range, so that it can be cut to the pixels there are. */
export interface Painter {
  /** @param widthPixels of the plot, CSS pixels @returns the y axis */
  cut(range: TimeRange, widthPixels: number): { min: number; max: number };
  /** bins of the last `cut`, which a drawn range is widened to and keys step through */
  readonly bins: { startMs: EpochMs; binMs: DurationMs; binCount: number };
  /** whole numbers only on the y axis */
  readonly isCount: boolean;
  paint(plot: uPlot, palette: Palette): void;
}

export interface TimePlotModel {
  painter: Painter;
  /** what is shown */
  range: TimeRange;
  whole: TimeRange;
  clock: ZoneClock;
  logScale: boolean;
  /** alerts behind the picture; a selected one stands out */
  spans: readonly ChartSpan[];
}

export interface TimePlotOptions {
  /** labels under the time axis; without them a chart stands under another one */
  timeAxis: boolean;
  /** whether the wheel zooms without the Ctrl key: where nothing scrolls under the pointer */
  wheelZooms: boolean;
  /** has the focus and its keys; null: the chart is a picture */
  keysHost: HTMLElement | null;
}

export interface TimePlotEvents {
  /** a range was chosen */
  onRange(range: TimeRange): void;
  /** a range while wheel or fingers move; `onRange` follows */
  onGesture(range: TimeRange): void;
  onBack(): void;
  onWhole(): void;
  /** the moment under the cursor of any chart; null when there is none */
  onHover(atMs: EpochMs | null): void;
  /** where the plot lies within the host, in CSS pixels, after a change of layout */
  onLayout(box: { left: number; width: number }): void;
}

const ZOOM_MS = 120;
/** CSS pixels right of the plot, so that the last label is not cut. */
const RIGHT_PIXELS = 20;
/** All charts of a screen show one cursor. */
const CURSOR = uPlot.sync("timberline");
const FONT = "11px system-ui, sans-serif";

export class TimePlot {
  private readonly host: HTMLElement;
  private readonly options: TimePlotOptions;
  private readonly events: TimePlotEvents;
  private plot: uPlot | null = null;
  private model: TimePlotModel | null = null;
  private shown: TimeRange = { startMs: 0, endMs: 1 };
  /** what is shown when a change has come to its end: hands go on from there */
  private target: TimeRange = { startMs: 0, endMs: 1 };
  private palette: Palette | null = null;
  private width = 0;
  private height = 0;
  private frame = 0;
  /** what of the model the plot was made for: uPlot cannot change it */
  private builtFor: { logScale: boolean; lacks: string } | null = null;

  constructor(host: HTMLElement, options: TimePlotOptions, events: TimePlotEvents) {
    this.host = host;
    this.options = options;
    this.events = events;
  }

  /**
   * Draws a model with the next frame; a change of range glides for 120 ms unless motion is reduced. Text on a canvas makes
   * the browser compute styles, so it waits for all other changes of the page.
   */
  update(model: TimePlotModel): void {
    this.model = model;
    this.target = model.range;
    cancelAnimationFrame(this.frame);
    if (this.plot === null) this.shown = model.range;
    this.frame = requestAnimationFrame(() => this.draw(model));
  }

  private draw(model: TimePlotModel): void {
    const { builtFor } = this;
    if (this.plot === null || builtFor?.logScale !== model.logScale || builtFor.lacks !== model.clock.lacks) {
      this.shown = model.range;
      this.build();
      return;
    }
    const moved = this.shown.startMs !== model.range.startMs || this.shown.endMs !== model.range.endMs;
    if (moved && !matchMedia("(prefers-reduced-motion: reduce)").matches) this.glide(this.shown, model.range);
    else this.show(model.range);
  }

  /** Shows another range at once, as while a finger or the wheel moves. */
  follow(range: TimeRange): void {
    cancelAnimationFrame(this.frame);
    this.target = range;
    this.show(range);
  }

  resize(width: number, height: number): void {
    if (width < 40 || height < 24 || (width === this.width && height === this.height)) return;
    this.width = width;
    this.height = height;
    if (this.plot === null) this.build();
    else {
      this.plot.setSize({ width, height });
      this.show(this.shown);
    }
  }

  /** whether there is a picture to fit to its place */
  get drawn(): boolean {
    return this.plot !== null;
  }

  /** CSS pixels of the plot. The axes have fixed sizes: so this is known before uPlot has laid itself out. */
  get plotWidth(): number {
    return Math.max(1, this.width - this.axisWidth - RIGHT_PIXELS);
  }

  /** where the cursor is in the plot, 0…1; null when there is none */
  get cursorShare(): number | null {
    const left = this.plot?.cursor.left ?? -1;
    return left < 0 ? null : Math.min(1, left / this.plotWidth);
  }

  /** Draws in the colours that the page has now. */
  refreshColors(): void {
    if (this.plot === null) return;
    this.palette = pagePalette(this.host);
    this.plot.redraw(false);
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    if (this.plot !== null) CURSOR.unsub(this.plot);
    this.plot?.destroy();
    this.plot = null;
  }

  private get axisWidth(): number {
    return this.width < 500 ? 38 : 48;
  }

  private glide(from: TimeRange, to: TimeRange): void {
    const start = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - start) / ZOOM_MS));
      const eased = 1 - (1 - t) ** 3;
      this.show({
        startMs: from.startMs + (to.startMs - from.startMs) * eased,
        endMs: from.endMs + (to.endMs - from.endMs) * eased,
      });
      if (t < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  /** Tells uPlot the scales, and thereby draws. */
  private show(range: TimeRange): void {
    const { plot, model } = this;
    this.shown = range;
    if (plot === null || model === null) return;
    const { min, max } = model.painter.cut(range, this.plotWidth);
    // draws once, also where the scales stay and only what is painted changed
    plot.batch(() => {
      plot.setScale("x", { min: range.startMs, max: range.endMs });
      plot.setScale("y", { min, max });
    });
    this.events.onLayout({ left: this.axisWidth, width: this.plotWidth });
  }

  private build(): void {
    const { model } = this;
    if (model === null || this.width === 0) return;
    this.destroy();
    this.builtFor = { logScale: model.logScale, lacks: model.clock.lacks };
    this.palette = pagePalette(this.host);
    const axis = model.painter.cut(this.shown, this.plotWidth);
    const { startMs, endMs } = this.shown;
    const plot = new uPlot(
      this.plotOptions(model, axis),
      [
        [startMs, endMs],
        [null, null],
      ],
      this.host,
    );
    this.plot = plot;
    bindGestures(plot, {
      wheelZooms: this.options.wheelZooms,
      range: () => this.target,
      whole: () => (this.model ?? model).whole,
      onGesture: (range) => this.events.onGesture(range),
      onRange: (range) => this.events.onRange(range),
      onDrawn: (left, right) => this.chose(left, right),
    });
    const { keysHost } = this.options;
    if (keysHost !== null)
      bindRangeKeys(plot, {
        bins: () => this.model?.painter.bins ?? null,
        onRange: (range) => this.events.onRange(range),
        onBack: () => this.events.onBack(),
        onWhole: () => this.events.onWhole(),
        range: () => this.target,
        whole: () => (this.model ?? model).whole,
        host: keysHost,
      });
    this.events.onLayout({ left: this.axisWidth, width: this.plotWidth });
  }

  private plotOptions(built: TimePlotModel, axis: { min: number; max: number }): uPlot.Options {
    const color = (name: "textMuted" | "axis" | "grid") => (): string => this.palette?.[name] ?? "";
    // uPlot keeps its options when the model changes
    const model = (): TimePlotModel => this.model ?? built;
    const { timeAxis } = this.options;
    return {
      width: this.width,
      height: this.height,
      padding: [6, RIGHT_PIXELS, timeAxis ? 0 : 4, 0],
      legend: { show: false },
      scales: {
        x: { time: false, auto: false, min: this.shown.startMs, max: this.shown.endMs },
        y: { auto: false, distr: built.logScale ? 4 : 1, ...axis },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        {
          show: timeAxis,
          stroke: color("textMuted"),
          font: FONT,
          size: built.clock.lacks === "date" ? 20 : 33,
          gap: 3,
          grid: { show: false },
          ticks: { show: true, stroke: color("axis"), width: 1, size: 4 },
          splits: (_u, _axis, min, max) =>
            timeTicks(model().clock, min, max, Math.max(2, Math.floor(this.plotWidth / 84))),
          values: (_u, splits) => tickLabels(model().clock, splits),
        },
        {
          stroke: color("textMuted"),
          font: FONT,
          size: () => this.axisWidth,
          gap: 4,
          space: this.height < 110 ? 20 : 26,
          grid: { show: true, stroke: color("grid"), width: 1 },
          ticks: { show: false },
          ...(built.logScale
            ? { splits: (u: uPlot) => decades(u.scales.y?.max ?? 1), filter: (_u: uPlot, s: number[]) => s }
            : {}),
          // a low chart has room for one number, and its base line is known
          values: (_u, splits) =>
            axisNumbers(timeAxis ? splits : splits.map((value) => value || Number.NaN), model().painter.isCount),
        },
      ],
      cursor: {
        x: true,
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false, dist: 4 },
        sync: {
          key: CURSOR.key,
          setSeries: false,
          scales: ["x", null],
          // the others follow the cursor; a drag is for the chart it is in
          filters: { pub: (type) => type === "mousemove" || type === "mouseleave" },
        },
        bind: {
          // Shift and a drag pan, see range-gestures.ts
          mousedown: (_u, _target, handler) => (event) => {
            if (!event.shiftKey) handler(event);
            return null;
          },
          dblclick: () => () => {
            this.events.onBack();
            return null;
          },
        },
      },
      hooks: {
        drawClear: [(u) => this.paintSpans(u)],
        drawAxes: [(u) => this.paint(u)],
        setCursor: [(u) => this.hovered(u)],
        setSelect: [(u) => this.chose(u.select.left, u.select.left + u.select.width)],
      },
    };
  }

  private hovered(plot: uPlot): void {
    const left = plot.cursor.left ?? -1;
    this.events.onHover(left < 0 ? null : plot.posToVal(left, "x"));
  }

  /** A range was drawn between two places of the plot, in CSS pixels: widen it to whole bins. */
  private chose(left: number, right: number): void {
    const { plot, model } = this;
    if (plot === null || model === null) return;
    const range = takeDrawnRange(plot, left, right, model.painter.bins, this.shown);
    if (range !== null) this.events.onRange(range);
  }

  private paintSpans(plot: uPlot): void {
    if (this.model !== null && this.palette !== null) paintSpans(plot, this.model.spans, this.palette, 1);
  }

  private paint(plot: uPlot): void {
    const { model, palette } = this;
    if (model === null || palette === null) return;
    const { ctx, bbox } = plot;
    const { left, top, width, height } = bbox;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    model.painter.paint(plot, palette);
    ctx.fillStyle = palette.axis;
    ctx.fillRect(left, top + height - uPlot.pxRatio, width, uPlot.pxRatio);
    ctx.restore();
  }
}

/** @returns 0, 1, 10, 100 … up to the limit */
function decades(limit: number): number[] {
  const splits = [0];
  for (let value = 1; value <= limit; value *= 10) splits.push(value);
  return splits;
}
