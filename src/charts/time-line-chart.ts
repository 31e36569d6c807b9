/**
 * The time line: uPlot gives scales, axes, cursor and selection; the bars are painted by `level-bars.ts`.
 * Owns the canvas inside its host and the ways to choose a range by mouse, touch and keys; knows nothing of the app.
 */
import uPlot from "uplot";
import { formatShort } from "./format.ts";
import { paintLevelBars } from "./level-bars.ts";
import { type LevelBins, regroup, spanOf, type TimeRange, totalOfBin } from "./level-bins.ts";
import { type Palette, readPalette } from "./palette.ts";
import { type ChartSpan, paintSpans, takeDrawnRange } from "./plot-ranges.ts";
import { bindRangeKeys } from "./range-keys.ts";
import { tickLabels, timeTicks } from "./time-ticks.ts";
import { bindTouchSelect } from "./touch-select.ts";
import type { ZoneClock } from "./zone-clock.ts";

export interface TimeLineModel {
  bins: LevelBins;
  /** what is shown */
  range: TimeRange;
  clock: ZoneClock;
  logScale: boolean;
  /** alerts behind the bars; the selected one stands out */
  spans: readonly ChartSpan[];
  /** while reading: the picture grows, and the y axis never shrinks */
  provisional: boolean;
}

/** One bin under the cursor: an index into the bins as shown. */
export interface HoveredBin {
  bins: LevelBins;
  bin: number;
}

export interface TimeLineEvents {
  onRange(range: TimeRange): void;
  /** to the range before */
  onBack(): void;
  onWhole(): void;
  onHover(hovered: HoveredBin | null): void;
  /** where the plot lies within the host, in CSS pixels, after a change of layout */
  onLayout(box: { left: number; width: number }): void;
}

/** CSS pixels a bar takes at least. */
const BAR_PIXELS = 4;
const ZOOM_MS = 120;
/** CSS pixels right of the plot, so that the last label is not cut. */
const RIGHT_PIXELS = 20;

export class TimeLineChart {
  private readonly host: HTMLElement;
  private readonly events: TimeLineEvents;
  private plot: uPlot | null = null;
  private model: TimeLineModel | null = null;
  private shown: LevelBins | null = null;
  private range: TimeRange = { startMs: 0, endMs: 1 };
  private palette: Palette | null = null;
  private largest = 1;
  private width = 0;
  private height = 0;
  private frame = 0;

  constructor(host: HTMLElement, events: TimeLineEvents) {
    this.host = host;
    this.events = events;
  }

  /** Draws a model; a change of range glides for 120 ms unless motion is reduced. */
  update(model: TimeLineModel): void {
    const before = this.model;
    this.model = model;
    const rebuild =
      this.plot === null || before?.logScale !== model.logScale || before.clock.lacks !== model.clock.lacks;
    if (!model.provisional || before?.provisional !== true) this.largest = 1;
    cancelAnimationFrame(this.frame);
    if (rebuild) {
      this.range = model.range;
      this.build();
      return;
    }
    const moved = before.range.startMs !== model.range.startMs || before.range.endMs !== model.range.endMs;
    const sameBins = before.bins === model.bins;
    if (moved && sameBins && !matchMedia("(prefers-reduced-motion: reduce)").matches)
      this.glide(this.range, model.range);
    else this.show(model.range);
  }

  resize(width: number, height: number): void {
    if (width < 40 || height < 40 || (width === this.width && height === this.height)) return;
    this.width = width;
    this.height = height;
    if (this.plot === null) this.build();
    else {
      this.plot.setSize({ width, height });
      this.show(this.range);
    }
  }

  /** whether there is a picture to fit to its place */
  get drawn(): boolean {
    return this.plot !== null;
  }

  /** Reads the colours anew and draws: after a change of theme. */
  refreshColors(): void {
    if (this.plot !== null) this.build();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.plot?.destroy();
    this.plot = null;
  }

  private glide(from: TimeRange, to: TimeRange): void {
    const start = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, (now - start) / ZOOM_MS);
      const eased = 1 - (1 - t) ** 3;
      this.show({
        startMs: from.startMs + (to.startMs - from.startMs) * eased,
        endMs: from.endMs + (to.endMs - from.endMs) * eased,
      });
      if (t < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  /** Cuts bins to the width. @returns centres and totals of the bars, as uPlot takes them */
  private cut(model: TimeLineModel, range: TimeRange): [Float64Array, Float64Array] {
    const shown = regroup(model.bins, range, Math.max(20, this.plotWidth() / BAR_PIXELS));
    this.shown = shown;
    const centres = new Float64Array(shown.binCount);
    const totals = new Float64Array(shown.binCount);
    for (let bin = 0; bin < shown.binCount; bin++) {
      centres[bin] = shown.startMs + (bin + 0.5) * shown.binMs;
      totals[bin] = totalOfBin(shown, bin);
    }
    const tallest = totals.reduce((most, total) => Math.max(most, total), 1);
    this.largest = model.provisional ? Math.max(this.largest, tallest) : tallest;
    return [centres, totals];
  }

  /** Tells uPlot the bars and the scales, and thereby draws. */
  private show(range: TimeRange): void {
    const { plot, model } = this;
    this.range = range;
    if (plot === null || model === null) return;
    const data = this.cut(model, range);
    plot.batch(() => {
      plot.setData(data, false);
      plot.setScale("x", { min: range.startMs, max: range.endMs });
    });
    this.events.onLayout({ left: this.axisWidth(), width: this.plotWidth() });
  }

  /** @returns the clock of the model shown now: uPlot keeps its options when the model changes */
  private clock(atBuild: TimeLineModel): ZoneClock {
    return this.model?.clock ?? atBuild.clock;
  }

  private axisWidth(): number {
    return this.width < 500 ? 38 : 48;
  }

  /** The axes have fixed sizes: so this is known before uPlot has laid itself out. */
  private plotWidth(): number {
    return Math.max(1, this.width - this.axisWidth() - RIGHT_PIXELS);
  }

  private build(): void {
    const model = this.model;
    if (model === null || this.width === 0) return;
    this.plot?.destroy();
    this.palette = readPalette(this.host);
    this.plot = new uPlot(this.options(model, this.palette), this.cut(model, this.range), this.host);
    const plot = this.plot;
    bindTouchSelect(plot, (left, right) => this.chose(left, right));
    bindRangeKeys(plot, {
      bins: () => this.shown,
      onRange: (range) => this.events.onRange(range),
      onBack: () => this.events.onBack(),
      onWhole: () => this.events.onWhole(),
      range: () => this.range,
      whole: () => spanOf((this.model ?? model).bins),
      host: this.host,
    });
    this.events.onLayout({ left: this.axisWidth(), width: this.plotWidth() });
  }

  private options(model: TimeLineModel, palette: Palette): uPlot.Options {
    const font = "11px system-ui, sans-serif";
    return {
      width: this.width,
      height: this.height,
      padding: [6, RIGHT_PIXELS, 0, 0],
      legend: { show: false },
      scales: {
        x: { time: false, auto: false, min: this.range.startMs, max: this.range.endMs },
        y: { distr: model.logScale ? 4 : 1, range: () => [0, this.largest * (model.logScale ? 1.6 : 1.04)] },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        {
          stroke: palette.textMuted,
          font,
          size: model.clock.lacks === "date" ? 20 : 33,
          gap: 3,
          grid: { show: false },
          ticks: { show: true, stroke: palette.axis, width: 1, size: 4 },
          splits: (_u, _axis, min, max) => {
            return timeTicks(this.clock(model), min, max, Math.max(2, Math.floor(this.plotWidth() / 84)));
          },
          values: (_u, splits) => tickLabels(this.clock(model), splits),
        },
        {
          stroke: palette.textMuted,
          font,
          size: this.axisWidth(),
          gap: 4,
          space: this.height < 110 ? 20 : 26,
          grid: { show: true, stroke: palette.grid, width: 1 },
          ticks: { show: false },
          ...(model.logScale
            ? { splits: () => decades(this.largest * 1.6), filter: (_u: uPlot, s: number[]) => s }
            : {}),
          values: (_u, splits) => splits.map((value) => (Number.isInteger(value) ? formatShort(value) : "")),
        },
      ],
      cursor: {
        x: true,
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false, dist: 4 },
        bind: {
          dblclick: () => () => {
            this.events.onBack();
            return null;
          },
        },
      },
      hooks: {
        drawClear: [(u) => this.paintSpans(u)],
        drawAxes: [(u) => this.paintBars(u)],
        setCursor: [(u) => this.hovered(u)],
        setSelect: [(u) => this.chose(u.select.left, u.select.left + u.select.width)],
      },
    };
  }

  private hovered(plot: uPlot): void {
    const { shown } = this;
    const left = plot.cursor.left ?? -1;
    if (shown === null || left < 0) {
      this.events.onHover(null);
      return;
    }
    const bin = Math.floor((plot.posToVal(left, "x") - shown.startMs) / shown.binMs);
    this.events.onHover(bin >= 0 && bin < shown.binCount ? { bins: shown, bin } : null);
  }

  /** A range was drawn between two places of the plot, in CSS pixels: widen it to whole bins. */
  private chose(left: number, right: number): void {
    const { plot, shown } = this;
    if (plot === null || shown === null) return;
    const range = takeDrawnRange(plot, left, right, shown, this.range);
    if (range !== null) this.events.onRange(range);
  }

  private paintSpans(plot: uPlot): void {
    if (this.model !== null && this.palette !== null) paintSpans(plot, this.model.spans, this.palette, 1);
  }

  private paintBars(plot: uPlot): void {
    const { shown, palette } = this;
    if (shown === null || palette === null) return;
    const { left, top, width, height } = plot.bbox;
    plot.ctx.save();
    plot.ctx.beginPath();
    plot.ctx.rect(left, top, width, height);
    plot.ctx.clip();
    paintLevelBars(plot.ctx, shown, palette, {
      x: (atMs) => plot.valToPos(atMs, "x", true),
      y: (count) => plot.valToPos(count, "y", true),
      pixelRatio: uPlot.pxRatio,
    });
    plot.ctx.fillStyle = palette.axis;
    plot.ctx.fillRect(left, top + height - uPlot.pxRatio, width, uPlot.pxRatio);
    plot.ctx.restore();
  }
}

/** @returns 0, 1, 10, 100 … up to the limit */
function decades(limit: number): number[] {
  const splits = [0];
  for (let value = 1; value <= limit; value *= 10) splits.push(value);
  return splits;
}
