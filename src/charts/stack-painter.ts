/**
 * Paints counts as stacked bars: zero-based, the first layer at the base line, empty bins empty. Behind a single layer the
 * expected band, before it the limit at which a bin alone would alert.
 */
import uPlot from "uplot";
import type { Expected } from "../model/counts.ts";
import { type LevelBins, regroup, type TimeRange, totalOfBin } from "./level-bins.ts";
import type { Palette } from "./palette.ts";
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

  private largestLimit(range: TimeRange): number {
    let most = 0;
    this.source.counts.forEach((_, bin) => {
      const atMs = this.source.startMs + bin * this.source.binMs;
      const value = this.expected?.limit[bin] ?? Number.NaN;
      if (atMs >= range.startMs && atMs < range.endMs && value > most) most = value;
    });
    return most;
  }

  paint(plot: uPlot, palette: Palette): void {
    const y = (count: number): number => plot.valToPos(count, "y", true);
    if (this.expected !== null && this.isFine) paintBand(plot, palette, this.source, this.expected);
    const bins = this.cutBins;
    const edges = Int32Array.from({ length: bins.binCount + 1 }, (_, bin) =>
      Math.round(plot.valToPos(bins.startMs + bin * bins.binMs, "x", true)),
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

/** Where a value of each bin begins and ends, as steps; a gap where it is not a number, or far above the axis. */
function* steps(
  plot: uPlot,
  bins: LevelBins,
  values: Float64Array,
): Generator<[left: number, right: number, y: number]> {
  const most = (plot.scales.y?.max ?? Number.POSITIVE_INFINITY) * 2;
  for (let bin = 0; bin < bins.binCount; bin++) {
    const value = values[bin]!;
    if (Number.isNaN(value) || value > most) continue;
    const left = plot.valToPos(bins.startMs + bin * bins.binMs, "x", true);
    const right = plot.valToPos(bins.startMs + (bin + 1) * bins.binMs, "x", true);
    yield [left, right, plot.valToPos(value, "y", true)];
  }
}

export function paintBand(plot: uPlot, palette: Palette, bins: LevelBins, { mean, deviation }: Expected): void {
  plot.ctx.fillStyle = palette.band;
  const high = mean.map((value, i) => value + deviation[i]!);
  const low = mean.map((value, i) => value - deviation[i]!);
  const lows = steps(plot, bins, low);
  for (const [left, right, top] of steps(plot, bins, high)) {
    const bottom = lows.next().value?.[2] ?? top;
    plot.ctx.fillRect(left, top, right - left + 0.5, Math.max(1, bottom - top));
  }
}

export function paintLimit(plot: uPlot, palette: Palette, bins: LevelBins, limit: Float64Array): void {
  const { ctx } = plot;
  ctx.strokeStyle = palette.alert;
  ctx.lineWidth = Math.max(1, uPlot.pxRatio);
  ctx.setLineDash([4 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
  ctx.beginPath();
  let end = Number.NaN;
  for (const [left, right, at] of steps(plot, bins, limit)) {
    if (Math.abs(left - end) < 1) ctx.lineTo(left, at);
    else ctx.moveTo(left, at);
    ctx.lineTo(right, at);
    end = right;
  }
  ctx.stroke();
  ctx.setLineDash([]);
}
