import { css, unsafeCSS } from "lit";
import { ALL_LEVEL_NAMES } from "../charts/level-bins.ts";
import { levelColor, REST_COLOR, VALUE_COLORS, valueColor } from "../charts/palette.ts";

/** A swatch names its colour: styles in the page's markup are not allowed by its policy. */
const swatches = [
  ...ALL_LEVEL_NAMES.map(levelColor),
  ...Array.from({ length: VALUE_COLORS }, (_, i) => valueColor(i)),
  REST_COLOR,
]
  .map((property) => `.swatch[data-color="${property}"] { background: var(${property}); }`)
  .join("\n");

/** Time line: legend row, plot, alert lane, strip of the whole span, charts of series. */
export const timeLineStyles = css`
  :host { display: block; background: var(--tl-surface); border-bottom: 1px solid var(--tl-line); }
  .bar { display: flex; align-items: center; gap: var(--tl-3); height: 32px; padding: 0 var(--tl-3) 0 var(--tl-3); overflow: hidden; }
  .legend { display: flex; gap: 2px; min-width: 0; overflow: hidden; }
  .level { cursor: default; }
  button.level { cursor: pointer; }
  .level {
    display: inline-flex; align-items: center; gap: 5px; height: 22px; padding: 0 6px; border: 1px solid transparent;
    border-radius: var(--tl-radius); background: none; font-size: var(--tl-small); white-space: nowrap;
  }
  button.level:hover { background: var(--tl-hover); }
  .level[aria-pressed="true"] { border-color: var(--tl-accent-mark); background: var(--tl-accent-soft); }
  .level .count { color: var(--tl-text-muted); }
  .readout { padding-left: 6px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: var(--tl-small); }
  .readout b { font-weight: var(--tl-bold); }
  .readout .part { margin-left: var(--tl-2); }
  .tools { display: flex; align-items: center; gap: var(--tl-1); margin-left: auto; flex: none; font-size: var(--tl-small); color: var(--tl-text-muted); }
  .tools .button { min-height: 22px; padding: 0 6px; font-size: var(--tl-small); color: var(--tl-text); }
  .tools .button[aria-pressed="true"] { background: var(--tl-accent-soft); border-color: var(--tl-accent-mark); }
  .note { white-space: nowrap; padding: 0 var(--tl-1); }
  /* leaves the room of a scrollbar, so that one time is at one place in all charts, also in views that scroll */
  .axis, .charts { position: relative; overflow: hidden; scrollbar-gutter: stable; }
  .plot { position: relative; height: 148px; min-width: 0; overflow: hidden; }
  .field { position: relative; }
  .here { position: absolute; top: 6px; bottom: 40px; min-width: 2px; margin-left: -1px; background: color-mix(in oklab, var(--tl-accent-mark) 40%, transparent); border: solid var(--tl-accent-mark); border-width: 0 1px; pointer-events: none; }
  .here::before { content: ""; position: absolute; left: 50%; top: -6px; border: solid transparent; border-width: 7px 5px 0; border-top-color: var(--tl-accent-mark); transform: translateX(-50%); }
  /* over the labels of the time axis, not over what is drawn */
  .flag { position: absolute; left: 0; bottom: 9px; display: flex; align-items: center; gap: var(--tl-2); height: 20px; padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); font-size: 11px; white-space: nowrap; pointer-events: none; }
  .flag.low { bottom: 0; }
  .flag[hidden] { display: none; }
  .flag b { font-weight: var(--tl-bold); }
  .plot:focus-visible { outline-offset: -2px; }
  .lane { position: relative; height: 20px; margin-bottom: 6px; }
  .lane::before { content: ""; position: absolute; left: var(--lane-left, 48px); right: 20px; top: 9px; height: 1px; background: var(--tl-line); }
  .lane .span {
    position: absolute; top: 2px; height: 7px; padding: 0; border: 0; border-radius: 1.5px; background: var(--tl-alert); cursor: pointer;
  }
  .lane .span[data-row="1"] { top: 10px; }
  .lane .span[data-row="all"] { top: 1px; height: 18px; background: color-mix(in oklab, var(--tl-alert) 22%, var(--tl-surface)); box-shadow: inset 0 0 0 1px var(--tl-alert); }
  .lane .span i { position: absolute; height: 2px; min-width: 2px; background: var(--tl-alert); }
  .lane .span i.selected { background: var(--tl-accent-mark); height: 3px; }
  .lane .span::after { content: ""; position: absolute; inset: -4px -2px; }
  .lane .span[data-row="all"][aria-pressed="true"] { background: var(--tl-accent-soft); }
  .lane .span:hover { filter: brightness(1.15); }
  .lane .span[aria-pressed="true"] { background: var(--tl-accent-mark); box-shadow: 0 0 0 2px var(--tl-surface), 0 0 0 3.5px var(--tl-accent-mark); z-index: 1; }
  .whole { position: relative; height: 4px; margin: 0 20px 6px var(--lane-left, 48px); border-radius: 2px; background: var(--tl-grid); }
  .whole .window { position: absolute; top: 0; height: 4px; min-width: 4px; border-radius: 2px; background: var(--tl-accent-mark); }
  ${unsafeCSS(swatches)}
  .charts { max-height: 40vh; overflow-y: auto; }
  select { height: 22px; max-width: 120px; padding: 0 2px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: inherit; font-size: var(--tl-small); }
  .tools .button .icon { width: 12px; height: 12px; }
  .without { padding: var(--tl-3) var(--tl-4); color: var(--tl-text-muted); }
  .u-select { background: color-mix(in oklab, var(--tl-accent-mark) 22%, transparent); border: solid var(--tl-accent-mark); border-width: 0 1px; }
  .u-cursor-x { border-right: 1px solid var(--tl-text-muted) !important; }
  .u-over { cursor: crosshair; }

  @media (min-height: 1100px) { .plot { height: 200px; } }
  @media (forced-colors: active) {
    .lane .span, .lane .span i, .whole .window, .u-select { forced-color-adjust: none; }
    .lane .span[aria-pressed="true"] { outline-offset: 1px; }
  }
  @media (max-width: 699px) {
    .bar { height: auto; min-height: 28px; flex-wrap: wrap; padding: 2px var(--tl-2); gap: 2px var(--tl-1); }
    .readout { max-width: 100%; }
    .flag .part { display: none; }
    .plot { height: 112px; }
    .note.zone-long, .wide-only { display: none; }
    .note { padding: 0; }
    .tools { gap: 2px; }
    /* its first letter: not by colour alone */
    .level .name { display: inline-block; font-size: 0; }
    .level .name::first-letter { font-size: var(--tl-small); text-transform: uppercase; }
    .level { gap: 3px; padding: 0 2px; }
    .lane { height: 22px; margin-bottom: 4px; }
  }
`;
