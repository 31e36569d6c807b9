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

/** @returns colours as the browser computed them; the host must be in the document */
export function readPalette(host: HTMLElement): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const read = (property: string): string => {
    probe.style.color = `var(${property})`;
    return getComputedStyle(probe).color;
  };
  const levels: string[] = [];
  for (const name of ALL_LEVEL_NAMES) levels[codeOfName(name)] = read(levelColor(name));
  const palette: Palette = {
    levels,
    text: read("--tl-text"),
    textMuted: read("--tl-text-muted"),
    grid: read("--tl-grid"),
    axis: read("--tl-line-strong"),
    accent: read("--tl-accent"),
    alert: read("--tl-alert"),
    alertSpan: read("--tl-alert-span"),
    selected: read("--tl-selected-span"),
  };
  probe.remove();
  return palette;
}

/** @returns the custom property of a level's colour for marks */
export function levelColor(name: LevelName): string {
  return `--tl-level-${name}`;
}
