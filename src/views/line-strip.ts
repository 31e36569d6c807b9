/** The strip beside the scroller: where in all lines the hits are, and the bookmarks. */

import type { Report } from "../model/report.ts";
import type { LineNumber } from "../model/units.ts";

/** @returns where lines stand among all lines of all files, as shares of them */
export function sharesOf(report: Report, places: readonly { file: number; line: LineNumber }[]): number[] {
  const starts = [0];
  for (const { lines } of report.reading) starts.push(starts.at(-1)! + lines);
  const total = Math.max(1, report.totals.lines);
  return places.map(({ file, line }) => ((starts[file] ?? 0) + line - 1) / total);
}

/** @param shares hits in equal parts of all lines; null without a search @param marks places as shares of all lines */
export function drawStrip(canvas: HTMLCanvasElement, shares: Uint32Array | null, marks: readonly number[]): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = window.devicePixelRatio;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const context = canvas.getContext("2d");
  if (context === null || height === 0) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  if (shares !== null) {
    const most = Math.max(1, ...shares);
    context.fillStyle = style.getPropertyValue("--tl-level-warn");
    shares.forEach((count, part) => {
      if (count === 0) return;
      const share = Math.log1p(count) / Math.log1p(most);
      const long = Math.max(3, share * (width - 2));
      context.fillRect(width - 1 - long, (part / shares.length) * height, long, Math.max(2, height / shares.length));
    });
  }
  context.fillStyle = style.getPropertyValue("--tl-accent-mark");
  for (const mark of marks) context.fillRect(0, mark * (height - 3), 5, 3);
}
