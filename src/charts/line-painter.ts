/**
 * Paints a numeric column as a line through the means of its bins, reduced to the least and largest of each pixel where
 * there are more bins than pixels; gaps are gaps, and a value alone between two gaps is a dot. Behind it the expected band.
 */
import uPlot from "uplot";
import type { Expected } from "../model/counts.ts";
import type { LevelBins, TimeRange } from "./level-bins.ts";
import type { Palette } from "./palette.ts";
import { xOf, yOf } from "./plot-ranges.ts";
import { paintBand } from "./stack-painter.ts";
import type { Painter } from "./time-plot.ts";

export class LinePainter implements Painter {
  readonly isCount = false;
  /** one row of means; NaN without a value */
  readonly bins: LevelBins;
  private readonly expected: Expected | null;
  private first = 0;
  private end = 0;

  constructor(bins: LevelBins, expected: Expected | null = null) {
    this.bins = bins;
    this.expected = expected;
  }

  cut(range: TimeRange): { min: number; max: number } {
    const { startMs, binMs, binCount, counts } = this.bins;
    this.first = Math.max(0, Math.floor((range.startMs - startMs) / binMs) - 1);
    this.end = Math.min(binCount, Math.ceil((range.endMs - startMs) / binMs) + 1);
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let bin = this.first; bin < this.end; bin++) {
      const value = counts[bin]!;
      if (Number.isNaN(value)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (least > most) return { min: 0, max: 1 };
    const [min, max] = uPlot.rangeNum(least, most, 0.1, false);
    return { min: min ?? least, max: max ?? most };
  }

  paint(plot: uPlot, palette: Palette): void {
    const { startMs, binMs, counts } = this.bins;
    const { ctx } = plot;
    const [xAt, y] = [xOf(plot), yOf(plot)];
    if (this.expected !== null) paintBand(plot, palette, this.bins, this.expected);
    const dot = 1.5 * uPlot.pxRatio;
    ctx.strokeStyle = palette.accent;
    ctx.fillStyle = palette.accent;
    ctx.lineWidth = 1.5 * uPlot.pxRatio;
    ctx.lineJoin = "round";
    ctx.beginPath();
    let joined = false;
    for (let bin = this.first; bin < this.end; ) {
      const value = counts[bin]!;
      if (Number.isNaN(value)) {
        joined = false;
        bin++;
        continue;
      }
      const x = xAt(startMs + (bin + 0.5) * binMs);
      const pixel = Math.round(x);
      let least = value;
      let most = value;
      let last = value;
      const alone = !joined && !(bin + 1 < this.end && !Number.isNaN(counts[bin + 1]!));
      for (bin++; bin < this.end && !Number.isNaN(counts[bin]!); bin++) {
        if (Math.round(xAt(startMs + (bin + 0.5) * binMs)) !== pixel) break;
        last = counts[bin]!;
        least = Math.min(least, last);
        most = Math.max(most, last);
      }
      if (joined) ctx.lineTo(x, y(value));
      else ctx.moveTo(x, y(value));
      if (least < most) {
        ctx.lineTo(x, y(least));
        ctx.lineTo(x, y(most));
        ctx.lineTo(x, y(last));
      }
      if (alone) ctx.fillRect(x - dot, y(value) - dot, 2 * dot, 2 * dot);
      joined = true;
    }
    ctx.stroke();
  }
}
