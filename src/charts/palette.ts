/**
 * The colours of a chart, read from the custom properties where its host stands, so that themes and forced colours
 * reach the canvas too.
 */
import { ALL_LEVEL_NAMES, codeOfName, type LevelName } from "./level-bins.ts";

export interface Palette {
  /** by level code, 0 is "no level" */
  levels: string[];
  text: string;
  textMuted: string;
  grid: string;
  axis: string;
  accent: string;
  alert: string;
  /** translucent, for spans behind bars */
  alertSpan: string;
  selected: string;
}

/**
 * All probes are put in place before the first is read, so that the browser computes styles once.
 *
 * @returns colours as the browser computed them; the host must be in the document
 */
export function readPalette(host: HTMLElement): Palette {
  const probes = document.createElement("span");
  probes.hidden = true;
  const probe = (property: string): CSSStyleDeclaration => {
    const span = document.createElement("span");
    span.style.color = `var(${property})`;
    probes.append(span);
    return getComputedStyle(span);
  };
  const levels = ALL_LEVEL_NAMES.map((name) => ({ code: codeOfName(name), style: probe(levelColor(name)) }));
  const text = probe("--tl-text");
  const textMuted = probe("--tl-text-muted");
  const grid = probe("--tl-grid");
  const axis = probe("--tl-line-strong");
  const accent = probe("--tl-accent");
  const alert = probe("--tl-alert");
  const alertSpan = probe("--tl-alert-span");
  const selected = probe("--tl-selected-span");
  host.append(probes);
  const palette: Palette = {
    levels: [],
    text: text.color,
    textMuted: textMuted.color,
    grid: grid.color,
    axis: axis.color,
    accent: accent.color,
    alert: alert.color,
    alertSpan: alertSpan.color,
    selected: selected.color,
  };
  for (const { code, style } of levels) palette.levels[code] = style.color;
  probes.remove();
  return palette;
}

/** @returns the custom property of a level's colour for marks */
function levelColor(name: LevelName): string {
  return `--tl-level-${name}`;
}
