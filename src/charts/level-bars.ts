/** Paints bins stacked by level on a canvas: zero-based, most severe at the base line, empty bins empty. */
import { LEVEL_CODE_COUNT } from "../model/levels.ts";
import { ALL_LEVEL_NAMES, codeOfName, type LevelBins } from "./level-bins.ts";
import type { Palette } from "./palette.ts";

/** Maps values to canvas pixels. */
export interface BarScale {
  /** left edge of a moment */
  x(atMs: number): number;
  /** canvas y of a count */
  y(count: number): number;
  /** canvas pixels a CSS pixel */
  pixelRatio: number;
}

const STACK_CODES = ALL_LEVEL_NAMES.map(codeOfName);

/**
 * A level that occurs in a bin is at least one CSS pixel high, so that one error among a million events is seen; all
 * other heights are exact.
 */
export function paintLevelBars(
  context: CanvasRenderingContext2D,
  bins: LevelBins,
  palette: Palette,
  scale: BarScale,
): void {
  const below = new Float64Array(bins.binCount);
  const top = new Float64Array(bins.binCount).fill(scale.y(0));
  const least = Math.max(1, Math.round(scale.pixelRatio));
  const slot = scale.x(bins.startMs + bins.binMs) - scale.x(bins.startMs);
  const gap = slot >= 6 * scale.pixelRatio ? Math.round(scale.pixelRatio) : slot >= 3 * scale.pixelRatio ? 1 : 0;
  for (const code of STACK_CODES) {
    if (code >= LEVEL_CODE_COUNT) continue;
    context.fillStyle = palette.levels[code]!;
    for (let bin = 0; bin < bins.binCount; bin++) {
      const count = bins.counts[code * bins.binCount + bin]!;
      if (count === 0) continue;
      below[bin] = below[bin]! + count;
      const from = top[bin]!;
      const to = Math.min(scale.y(below[bin]!), from - least);
      const left = Math.round(scale.x(bins.startMs + bin * bins.binMs));
      const right = Math.round(scale.x(bins.startMs + (bin + 1) * bins.binMs));
      context.fillRect(left, to, Math.max(least, right - left - gap), from - to);
      top[bin] = to;
    }
  }
}
