/**
 * The colours of charts, read from the custom properties of the page, so that themes and forced colours reach the canvas
 * too.
 */
import { colorChanges } from "./color-watch.ts";
import { ALL_LEVEL_NAMES, type LevelName } from "./level-bins.ts";

export interface Palette {
  text: string;
  textMuted: string;
  grid: string;
  axis: string;
  accent: string;
  alert: string;
  /** translucent, for spans behind bars */
  alertSpan: string;
  selected: string;
  /** what was to be expected, behind what was */
  band: string;
  /** @param property one of `LAYER_COLORS` */
  color(property: string): string;
}

/** Values of a dimension that have a colour of their own; all others share one. */
export const VALUE_COLORS = 6;
export const REST_COLOR = "--tl-value-rest";

/** @returns the custom property of the nth value of a dimension, from 0 */
export function valueColor(index: number): string {
  return index < VALUE_COLORS ? `--tl-value-${index + 1}` : REST_COLOR;
}

/** @returns the custom property of a level's colour for marks */
export function levelColor(name: LevelName): string {
  return `--tl-level-${name}`;
}

const LAYER_COLORS = [
  ...ALL_LEVEL_NAMES.map(levelColor),
  ...Array.from({ length: VALUE_COLORS }, (_, i) => valueColor(i)),
  REST_COLOR,
  "--tl-accent-mark",
];

let known: { palette: Palette; at: number } | null = null;

/**
 * Read once for all charts, and again when the colours of the page have changed: reading makes the browser compute styles.
 *
 * @param host must be in the document
 */
export function pagePalette(host: HTMLElement): Palette {
  const at = colorChanges();
  if (known?.at !== at) known = { palette: readPalette(host), at };
  return known.palette;
}

/** All probes are put in place before the first is read, so that the browser computes styles once. */
function readPalette(host: HTMLElement): Palette {
  const probes = document.createElement("span");
  probes.hidden = true;
  // with forced colours every text has one, and the layers would be told apart by nothing
  probes.style.setProperty("forced-color-adjust", "none");
  const probe = (property: string): CSSStyleDeclaration => {
    const span = document.createElement("span");
    span.style.color = `var(${property})`;
    probes.append(span);
    return getComputedStyle(span);
  };
  const layers = LAYER_COLORS.map((property) => ({ property, style: probe(property) }));
  const text = probe("--tl-text");
  const textMuted = probe("--tl-text-muted");
  const grid = probe("--tl-grid");
  const axis = probe("--tl-line-strong");
  const accent = probe("--tl-accent");
  const alert = probe("--tl-alert");
  const alertSpan = probe("--tl-alert-span");
  const selected = probe("--tl-selected-span");
  const band = probe("--tl-band");
  host.append(probes);
  const colors = new Map(layers.map(({ property, style }) => [property, style.color]));
  const palette: Palette = {
    text: text.color,
    textMuted: textMuted.color,
    grid: grid.color,
    axis: axis.color,
    accent: accent.color,
    alert: alert.color,
    alertSpan: alertSpan.color,
    selected: selected.color,
    band: band.color,
    color: (property) => colors.get(property) ?? accent.color,
  };
  probes.remove();
  return palette;
}
