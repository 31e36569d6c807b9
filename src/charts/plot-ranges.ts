/** Ranges of time in a uPlot: a drawn one widened to whole bins, and spans painted behind what the chart shows. */
import uPlot from "uplot";
import type { TimeRange } from "./level-bins.ts";
import type { Palette } from "./palette.ts";

/**
 * A stretch behind a chart, an alert mostly; a selected one stands out. A bracket only spans it from above: what was looked at
 * for the selected one.
 */
export type ChartSpan = TimeRange & { selected: boolean; bracket?: boolean };

/** CSS pixels that a selected span has at least */
const SELECTED_PIXELS = 3;
/** CSS pixels */
const BRACKET = { line: 2, foot: 7 };

/** a shorter drag is a click */
const LEAST_DRAG_PIXELS = 3;

/**
 * Takes the selection off the plot.
 *
 * @param left, right where a drag began and ended in the plot, CSS pixels
 * @param bins start of the first bin, epoch ms, and the width of each
 * @param within what is shown
 * @returns what was drawn, widened to whole bins; null when it is too short or holds nothing
 */
export function takeDrawnRange(
  plot: uPlot,
  left: number,
  right: number,
  bins: { startMs: number; binMs: number },
  within: TimeRange,
): TimeRange | null {
  if (right - left < LEAST_DRAG_PIXELS) return null;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  const snap = (atMs: number, round: (value: number) => number): number =>
    bins.startMs + round((atMs - bins.startMs) / bins.binMs) * bins.binMs;
  const startMs = Math.max(within.startMs, snap(plot.posToVal(left, "x"), Math.floor));
  const endMs = Math.min(within.endMs, snap(plot.posToVal(right, "x"), Math.ceil));
  return endMs > startMs ? { startMs, endMs } : null;
}

/** @returns canvas x of a moment; as `valToPos` has it, without asking for the scale each time */
export function xOf(plot: uPlot): (atMs: number) => number {
  const { left, width } = plot.bbox;
  const { min = 0, max = 1 } = plot.scales.x ?? {};
  const perMs = width / ((max ?? 1) - (min ?? 0));
  return (atMs) => left + (atMs - (min ?? 0)) * perMs;
}

/** @returns canvas y of a value, on a linear or logarithmic axis */
export function yOf(plot: uPlot): (value: number) => number {
  const { scales, bbox } = plot;
  const { min, max, distr } = scales.y ?? {};
  if (distr !== 1 || min == null || max == null) return (value) => plot.valToPos(value, "y", true);
  const per = bbox.height / (max - min);
  return (value) => bbox.top + bbox.height - (value - min) * per;
}

/** @param leastPixels of a span's width, CSS pixels, so that a short one is seen */
export function paintSpans(plot: uPlot, spans: readonly ChartSpan[], palette: Palette, leastPixels: number): void {
  const { left, top, width, height } = plot.bbox;
  plot.ctx.save();
  for (const span of spans) {
    const from = Math.max(left, plot.valToPos(span.startMs, "x", true));
    const to = Math.min(left + width, plot.valToPos(span.endMs, "x", true));
    if (to < left || from > left + width) continue;
    if (span.bracket) {
      paintBracket(plot, span, palette);
      continue;
    }
    plot.ctx.fillStyle = span.selected ? palette.selected : palette.alertSpan;
    plot.ctx.fillRect(
      from,
      top,
      Math.max((span.selected ? SELECTED_PIXELS : leastPixels) * uPlot.pxRatio, to - from),
      height,
    );
  }
  plot.ctx.restore();
}

/** A line along the top, with a foot at each end that is in sight. */
function paintBracket(plot: uPlot, span: TimeRange, palette: Palette): void {
  const { left, top, width } = plot.bbox;
  const [start, end] = [plot.valToPos(span.startMs, "x", true), plot.valToPos(span.endMs, "x", true)];
  const [line, foot] = [BRACKET.line * uPlot.pxRatio, BRACKET.foot * uPlot.pxRatio];
  const from = Math.max(left, start);
  const to = Math.min(left + width, end);
  plot.ctx.fillStyle = palette.accent;
  plot.ctx.fillRect(from, top, to - from, line);
  if (start >= left) plot.ctx.fillRect(from, top, line, foot);
  if (end <= left + width) plot.ctx.fillRect(to - line, top, line, foot);
}
