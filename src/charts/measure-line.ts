/**
 * A numeric column over time as a line: uPlot with the time axis of the time line and a y axis that fits the values.
 * Owns the canvas inside its host and the choice of a range by mouse and touch; knows nothing of the app.
 */
import uPlot from "uplot";
import type { Series } from "../model/report.ts";
import { formatShort } from "./format.ts";
import { isolatedPoints } from "./isolated-points.ts";
import type { TimeRange } from "./level-bins.ts";
import { type Palette, readPalette } from "./palette.ts";
import { type ChartSpan, paintSpans, takeDrawnRange } from "./plot-ranges.ts";
import { tickLabels, timeTicks } from "./time-ticks.ts";
import { bindTouchSelect } from "./touch-select.ts";
import type { ZoneClock } from "./zone-clock.ts";

export interface MeasureLineModel {
  /** means per bin, null where there are no values: a gap */
  series: Series;
  /** what is shown */
  range: TimeRange;
  clock: ZoneClock;
  /** alerts behind the line; the selected one stands out */
  spans: readonly ChartSpan[];
}

export interface MeasureLineEvents {
  onRange(range: TimeRange): void;
  /** to the range before */
  onBack(): void;
  /** index of the bin under the cursor; null when there is none */
  onHover(bin: number | null): void;
}

const AXIS_PIXELS = 48;
const RIGHT_PIXELS = 20;
/** All measures of a screen show one cursor. */
const CURSORS = "measures";

export class MeasureLine {
  private readonly host: HTMLElement;
  private readonly events: MeasureLineEvents;
  private plot: uPlot | null = null;
  private model: MeasureLineModel | null = null;
  private palette: Palette | null = null;
  private width = 0;
  private height = 0;

  constructor(host: HTMLElement, events: MeasureLineEvents) {
    this.host = host;
    this.events = events;
  }

  update(model: MeasureLineModel): void {
    const before = this.model;
    this.model = model;
    if (this.plot === null || before?.series !== model.series) this.build();
    else this.show();
  }

  resize(width: number, height: number): void {
    if (width < 40 || height < 40 || (width === this.width && height === this.height)) return;
    this.width = width;
    this.height = height;
    if (this.plot === null) this.build();
    else this.plot.setSize({ width, height });
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
    this.plot?.destroy();
    this.plot = null;
  }

  private show(): void {
    if (this.plot === null || this.model === null) return;
    const { startMs, endMs } = this.model.range;
    this.plot.setScale("x", { min: startMs, max: endMs });
  }

  private build(): void {
    const { model } = this;
    if (model === null || this.width === 0) return;
    this.plot?.destroy();
    this.palette = readPalette(this.host);
    const { startMs, binMs, counts } = model.series;
    const centres = Float64Array.from(counts, (_, bin) => startMs + (bin + 0.5) * binMs);
    this.plot = new uPlot(this.options(model, this.palette), [centres, counts], this.host);
    bindTouchSelect(this.plot, (left, right) => this.chose(left, right));
  }

  private options(model: MeasureLineModel, palette: Palette): uPlot.Options {
    const font = "11px system-ui, sans-serif";
    const clock = (): ZoneClock => this.model!.clock;
    const tickCount = (): number => Math.max(2, Math.floor((this.width - AXIS_PIXELS - RIGHT_PIXELS) / 84));
    return {
      width: this.width,
      height: this.height,
      padding: [8, RIGHT_PIXELS, 0, 0],
      legend: { show: false },
      scales: {
        x: { time: false, auto: false, min: model.range.startMs, max: model.range.endMs },
        y: { range: (_u, min, max) => (min === null ? [0, 1] : uPlot.rangeNum(min, max, 0.1, false)) },
      },
      series: [{}, { stroke: palette.accent, width: 1.5, spanGaps: false, points: pointsOf(model, palette) }],
      axes: [
        {
          stroke: palette.textMuted,
          font,
          size: clock().lacks === "date" ? 20 : 33,
          gap: 3,
          grid: { show: false },
          ticks: { show: true, stroke: palette.axis, width: 1, size: 4 },
          splits: (_u, _axis, min, max) => timeTicks(clock(), min, max, tickCount()),
          values: (_u, splits) => tickLabels(clock(), splits),
        },
        {
          stroke: palette.textMuted,
          font,
          size: AXIS_PIXELS,
          gap: 4,
          space: 26,
          grid: { show: true, stroke: palette.grid, width: 1 },
          ticks: { show: false },
          values: (_u, splits) => splits.map(formatShort),
        },
      ],
      cursor: {
        y: false,
        points: { size: 7 },
        sync: { key: CURSORS, setSeries: false },
        drag: { x: true, y: false, setScale: false, dist: 4 },
        bind: {
          dblclick: () => () => {
            this.events.onBack();
            return null;
          },
        },
      },
      hooks: {
        drawClear: [(plot) => this.paintSpans(plot)],
        setCursor: [(plot) => this.events.onHover((plot.cursor.left ?? -1) < 0 ? null : (plot.cursor.idx ?? null))],
        setSelect: [(plot) => this.chose(plot.select.left, plot.select.left + plot.select.width)],
      },
    };
  }

  /** A range was drawn between two places of the plot, in CSS pixels: widen it to whole bins. */
  private chose(left: number, right: number): void {
    const { plot, model } = this;
    // a drag is told to the synchronised plots too; only its own is acted on
    if (plot === null || model === null) return;
    const range = takeDrawnRange(plot, left, right, model.series, model.range);
    if (range !== null) this.events.onRange(range);
  }

  private paintSpans(plot: uPlot): void {
    if (this.model !== null && this.palette !== null) paintSpans(plot, this.model.spans, this.palette, 2);
  }
}

/** Where points are too close to show them all, those that no line joins are shown still. */
function pointsOf(model: MeasureLineModel, palette: Palette): uPlot.Series.Points {
  return {
    size: 3,
    fill: palette.accent,
    filter: (_plot, _series, show) => (show ? null : isolatedPoints(model.series.counts)),
  };
}
