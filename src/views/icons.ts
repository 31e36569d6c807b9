/** Line icons of 16 × 16 units and the product's mark, as templates. */
import { html, svg, type TemplateResult } from "lit";

const PATHS = {
  overview: "M2 13.5h12M4 11V8M7 11V4M10 11V6.5M13 11V9",
  alerts: "M8 2.5 14 13H2zM8 6.5v3M8 11.2v.1",
  templates: "M2.5 3.5h11M2.5 8h4M9.5 8h4M2.5 12.5h7M12 12.5h1.5",
  compare: "M5 2.5v11M2.5 5 5 2.5 7.5 5M11 13.5v-11M8.5 11 11 13.5 13.5 11",
  shapes: "M1.500 9.500c1.500 0 1.500-4 3-4s1.500 4 3 4 1.500-7 3-7 1.500 7 4 7M1.500 13.500h13",
  correlation:
    "M2.500 2.500v11h11M5 10.500l.1-.1M7 8.500l.1-.1M8.500 9l.1-.1M9.500 6l.1-.1M11.500 5.500l.1-.1M12.500 3l.1-.1",
  lines: "M2.5 3h11M2.5 6.300h8M2.5 9.600h11M2.5 13h6",
  library: "M2.5 13.500v-11h3v11zM5.5 13.500v-9h3v9zM9 4.800l2.800-.8 2.400 9-2.800.8z",
  open: "M2 12.500v-9h4l1.5 2H14v7z",
  share: "M8 9.500v-7M5 5l3-3 3 3M3 8.500v5h10v-5",
  theme: "M8 2.500a5.5 5.5 0 1 0 0 11zM8 2.500a5.5 5.5 0 0 1 0 11",
  help: "M5.800 6a2.200 2.200 0 1 1 3.200 2c-.700.400-1 .800-1 1.600M8 12.200v.1",
  search: "M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M10.300 10.300 13.500 13.500",
  settings: "M2.500 4.500h6M11.500 4.500h2M2.500 11.500h2M7.500 11.500h6M10 3v3M6 10v3",
  more: "M3.500 8h.1M8 8h.1M12.500 8h.1",
  close: "M4 4l8 8M12 4l-8 8",
  back: "M7 3.5 2.5 8 7 12.500M2.5 8h11",
  forward: "M9 3.5 13.500 8 9 12.500M2.5 8h11",
  pencil: "M3 13l.7-3L10.500 3.200l2.300 2.300L6 12.300z",
  trash: "M3 4.500h10M6.5 4.500v-2h3v2M4.5 4.500l.5 9h6l.5-9",
  folder: "M2 12.500v-9h4l1.5 2H14v7zM2 7.500h12",
  unfold: "M6 3.5 10.5 8 6 12.5",
  distributions: "M2.500 3.500h11M2.500 6.500h7M2.500 9.500h9M2.500 12.500h4",
  rhythm:
    "M2.500 3.500h3v3h-3zM6.500 3.500h3v3h-3zM10.500 3.500h3v3h-3zM2.500 9.500h3v3h-3zM6.500 9.500h3v3h-3zM10.500 9.500h3v3h-3z",
  tick: "M3 8.500l3.500 3.500L13 4.500",
  calendar: "M2.500 4h11v9.500h-11zM2.500 7h11M5.500 2.500V5M10.500 2.500V5",
  mute: "M8 2.500a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M4 4l8 8",
  sample: "M2 12h2V9h2v3h2V4h2v8h2V7h2",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}

/** The mark: a ridge as a stepped histogram over a tree line. */
export function mark(size: number): TemplateResult {
  return html`<svg class="mark" width=${size} height=${size} viewBox="0 0 32 32" aria-hidden="true">${markParts()}</svg>`;
}

function markParts(): TemplateResult {
  return svg`
    <path class="ridge" d="M1 27V15H5V11H9V7H13V3H18V7H22V12H26V16H31V27Z" />
    <path class="trees" d="M1 30V26L4.5 18L8 25.5L11.5 16L15.5 25.5L19 14.5L23 25.5L26 18.5L29 24.5L31 21.5V30Z" />
  `;
}
