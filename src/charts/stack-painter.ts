/**
 * Paints counts as stacked bars: zero-based, the first layer at the base line, empty bins empty. Behind a single layer the
 * expected band, before it the limit at which a bin alone would alert.
 */
import uPlot from "uplot";
import type { Expected } from "../model/counts.ts";
import { type LevelBins, regroup, type TimeRange, totalOfBin } from "./level-bins.ts";
import type { Palette } from "./palette.ts";
import { xOf, yOf } from "./plot-ranges.ts";
import type { Painter } from "./time-plot.ts";

/** A row of the bins, and how it is shown. */
export interface Layer {
  row: number;
  /** a custom property, "--tl-level-error" */
  color: string;
}

export class StackPainter implements Painter {
  readonly isCount = true;
  private readonly source: LevelBins;
  private readonly layers: readonly Layer[];
  private readonly expected: Expected | null;
  private readonly logScale: boolean;
  /** the y axis does not sink below it, as while a picture grows */
  private readonly least: number;
  /** CSS pixels a bar takes at least */
  private readonly barPixels: number;
  private cutBins: LevelBins;

  /** @param expected of the bins of `source`, bin by bin */
  constructor(
    source: LevelBins,
    layers: readonly Layer[],
    {
      expected = null,
      logScale = false,
      least = 1,
      barPixels = 4,
    }: { expected?: Expected | null; logScale?: boolean; least?: number; barPixels?: number } = {},
  ) {
    this.source = source;
    this.layers = layers;
    this.expected = expected;
    this.logScale = logScale;
    this.least = least;
    this.barPixels = barPixels;
    this.cutBins = source;
  }

  get bins(): LevelBins {
    return this.cutBins;
  }

  /** the tallest bar of the last cut */
  tallest = 1;

  cut(range: TimeRange, widthPixels: number): { min: number; max: number } {
    this.cutBins = regroup(this.source, range, Math.max(20, widthPixels / this.barPixels));
    this.tallest = this.least;
    for (let bin = 0; bin < this.cutBins.binCount; bin++) {
      this.tallest = Math.max(this.tallest, totalOfBin(this.cutBins, bin, this.layers));
    }
    const limit = this.expected === null || !this.isFine ? 0 : this.largestLimit(range);
    const max = Math.max(this.tallest, Math.min(limit, this.tallest * 3));
    return { min: 0, max: max * (this.logScale ? 1.6 : 1.04) };
  }

  /** whether bars are the bins that the expectation is of */
  private get isFine(): boolean {
    return this.cutBins.binMs === this.source.binMs;
  }

  private largestLimit({ startMs, endMs }: TimeRange): number {
    const { source } = this;
    const first = Math.max(0, Math.floor((startMs - source.startMs) / source.binMs));
    const end = Math.min(source.binCount, Math.ceil((endMs - source.startMs) / source.binMs));
    let most = 0;
    for (let bin = first; bin < end; bin++) {
      const value = this.expected?.limit[bin] ?? Number.NaN;
      if (value > most) most = value;
    }
    return most;
  }

  paint(plot: uPlot, palette: Palette): void {
    const x = xOf(plot);
    const y = yOf(plot);
    if (this.expected !== null && this.isFine) paintBand(plot, palette, this.source, this.expected);
    const bins = this.cutBins;
    const edges = Int32Array.from({ length: bins.binCount + 1 }, (_, bin) =>
      Math.round(x(bins.startMs + bin * bins.binMs)),
    );
    const below = new Float64Array(bins.binCount);
    const top = new Float64Array(bins.binCount).fill(y(0));
    // one error among a million events is seen: all other heights are exact
    const least = Math.max(1, Math.round(uPlot.pxRatio));
    const slot = (edges[1] ?? 0) - (edges[0] ?? 0);
    const gap = slot >= 6 * uPlot.pxRatio ? Math.round(uPlot.pxRatio) : slot >= 3 * uPlot.pxRatio ? 1 : 0;
    for (const { row, color } of this.layers) {
      plot.ctx.fillStyle = palette.color(color);
      for (let bin = 0; bin < bins.binCount; bin++) {
        const count = bins.counts[row * bins.binCount + bin]!;
        if (count === 0) continue;
        below[bin] = below[bin]! + count;
        const from = top[bin]!;
        const to = Math.min(y(below[bin]!), from - least);
        const left = edges[bin]!;
        plot.ctx.fillRect(left, to, Math.max(least, edges[bin + 1]! - left - gap), from - to);
        top[bin] = to;
      }
    }
    if (this.expected !== null && this.isFine) paintLimit(plot, palette, this.source, this.expected.limit);
  }
}

/** What stands far above the axis is not drawn. */
function reachOf(plot: uPlot): number {
  return (plot.scales.y?.max ?? Number.POSITIVE_INFINITY) * 2;
}

/** The bins that are seen, as indexes [first, end). */
function binsSeen(plot: uPlot, { startMs, binMs, binCount }: LevelBins): [first: number, end: number] {
  const { min, max } = plot.scales.x ?? {};
  const first = Math.floor(((min ?? startMs) - startMs) / binMs);
  const end = Math.ceil(((max ?? startMs) - startMs) / binMs);
  return [Math.max(0, first), Math.min(binCount, end)];
}

/** One standard deviation to either side of the mean, as steps; a gap where too little was seen. */
export function paintBand(plot: uPlot, palette: Palette, bins: LevelBins, { mean, deviation }: Expected): void {
  const { ctx } = plot;
  const [x, y] = [xOf(plot), yOf(plot)];
  const most = reachOf(plot);
  const [first, end] = binsSeen(plot, bins);
  ctx.fillStyle = palette.band;
  ctx.beginPath();
  for (let bin = first; bin < end; ) {
    // a stretch without a gap is one shape: its upper edge forth, its lower edge back
    const from = bin;
    while (bin < end && mean[bin]! + deviation[bin]! <= most) bin++;
    for (let i = from; i < bin; i++) {
      const high = y(mean[i]! + deviation[i]!);
      const left = x(bins.startMs + i * bins.binMs);
      if (i === from) ctx.moveTo(left, high);
      else ctx.lineTo(left, high);
      ctx.lineTo(x(bins.startMs + (i + 1) * bins.binMs), high);
    }
    for (let i = bin - 1; i >= from; i--) {
      const low = y(mean[i]! - deviation[i]!);
      ctx.lineTo(x(bins.startMs + (i + 1) * bins.binMs), low);
      ctx.lineTo(x(bins.startMs + i * bins.binMs), low);
    }
    bin++;
  }
  ctx.fill();
}

function paintLimit(plot: uPlot, palette: Palette, bins: LevelBins, limit: Float64Array): void {
  const { ctx } = plot;
  const [x, y] = [xOf(plot), yOf(plot)];
  const most = reachOf(plot);
  const [first, end] = binsSeen(plot, bins);
  ctx.strokeStyle = palette.alert;
  ctx.lineWidth = Math.max(1, uPlot.pxRatio);
  ctx.setLineDash([4 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
  ctx.beginPath();
  let joined = false;
  for (let bin = first; bin < end; bin++) {
    const at = limit[bin]!;
    if (!(at <= most)) {
      joined = false;
      continue;
    }
    const left = x(bins.startMs + bin * bins.binMs);
    if (joined) ctx.lineTo(left, y(at));
    else ctx.moveTo(left, y(at));
    ctx.lineTo(x(bins.startMs + (bin + 1) * bins.binMs), y(at));
    joined = true;
  }
  ctx.stroke();
  ctx.setLineDash([]);
}
