/** Painters of what is said of series: distances of windows, and two series over each other. */
import uPlot from "uplot";
import type { LevelBins, TimeRange } from "./level-bins.ts";
import { LinePainter } from "./line-painter.ts";
import type { Palette } from "./palette.ts";
import type { Painter } from "./time-plot.ts";

/** Distances by the first bin of a window, from 0 on, with their middle dashed. */
export class DistancePainter extends LinePainter {
  private readonly median: number | null;

  constructor(bins: LevelBins, median: number | null) {
    super(bins);
    this.median = median;
  }

  override cut(range: TimeRange): { min: number; max: number } {
    const { max } = super.cut(range);
    return { min: 0, max: Math.max(max, (this.median ?? 0) * 1.2, 1e-6) };
  }

  override paint(plot: uPlot, palette: Palette): void {
    if (this.median !== null) {
      const { ctx, bbox } = plot;
      const y = Math.round(plot.valToPos(this.median, "y", true)) + 0.5;
      ctx.save();
      ctx.strokeStyle = palette.textMuted;
      ctx.lineWidth = uPlot.pxRatio;
      ctx.setLineDash([4 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.restore();
    }
    super.paint(plot, palette);
  }
}

/** Two series in deviations from their means: the first as a line, the second over it, dashed and in another colour. */
export class PairPainter implements Painter {
  readonly isCount = false;
  private readonly first: LinePainter;
  private readonly second: LinePainter;

  constructor(first: LevelBins, second: LevelBins) {
    this.first = new LinePainter(first);
    this.second = new LinePainter(second);
  }

  get bins(): LevelBins {
    return this.first.bins;
  }

  cut(range: TimeRange): { min: number; max: number } {
    const a = this.first.cut(range);
    const b = this.second.cut(range);
    return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
  }

  paint(plot: uPlot, palette: Palette): void {
    this.first.paint(plot, palette);
    plot.ctx.save();
    plot.ctx.setLineDash([5 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
    this.second.paint(plot, { ...palette, accent: palette.color("--tl-value-3") });
    plot.ctx.restore();
  }
}

/** @returns values as deviations from their mean; all 0 when they do not vary */
export function standardised(values: Float64Array): Float64Array {
  let n = 0;
  let mean = 0;
  for (const value of values) if (!Number.isNaN(value)) mean += (value - mean) / ++n;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / Math.max(1, n));
  return values.map((value) => (deviation > 0 ? (value - mean) / deviation : value - mean));
}
