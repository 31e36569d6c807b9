import { css } from "lit";

/** Head with series and window, two pictures under each other with a lane of names between, two lists. */
export const shapesViewStyles = css`
  :host { display: block; }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-4); padding: var(--tl-3) var(--tl-4) var(--tl-2); }
  tl-series-picker { width: min(340px, 100%); }
  .window { display: flex; align-items: center; gap: var(--tl-2); }
  .window label { display: inline-flex; align-items: center; gap: var(--tl-2); }
  input[type="number"] { width: 68px; height: 28px; padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); font: inherit; color: inherit; text-align: right; }
  .slide { width: 120px; accent-color: var(--tl-accent-mark); }
  .suggested { display: flex; flex-wrap: wrap; gap: var(--tl-1); }
  .suggested .button { min-height: 26px; padding: 0 var(--tl-2); font-size: var(--tl-small); }
  .suggested .button[aria-pressed="true"] { background: var(--tl-accent-soft); border-color: var(--tl-accent-mark); color: var(--tl-accent); }
  .busy { color: var(--tl-text-muted); font-size: var(--tl-small); }
  .sentence { max-width: 110ch; padding: 0 var(--tl-4) var(--tl-2); }
  .pictures { background: var(--tl-surface); border: solid var(--tl-line); border-width: 1px 0; }
  figcaption { padding: var(--tl-2) var(--tl-4) 0; overflow: hidden; font-size: var(--tl-small); text-overflow: ellipsis; white-space: nowrap; }
  figcaption + .hear { height: 1px; }
  tl-study-plot { --tl-chart-height: 132px; }
  .distances { --tl-chart-height: 120px; }
  .lane { display: block; width: 100%; height: 35px; font: 600 10px var(--tl-mono); }
  .lane .discord rect { fill: var(--tl-alert-soft); stroke: var(--tl-alert); }
  .lane .discord text { fill: var(--tl-ink-error); }
  .lane .motif rect { fill: var(--tl-accent-soft); stroke: var(--tl-accent-mark); }
  .lane .motif text { fill: var(--tl-accent); }
  .lane .chosen rect { stroke-width: 2; }
  .mark { padding: 0 3px; border-radius: 3px; font: 600 10px / 15px var(--tl-mono); white-space: nowrap; }
  .mark.discord { background: var(--tl-alert-soft); color: var(--tl-ink-error); }
  .mark.motif { background: var(--tl-accent-soft); color: var(--tl-accent); }
  .pictures > figcaption:last-of-type { padding-bottom: var(--tl-2); }
  .finds { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(430px, 100%), 1fr)); gap: var(--tl-4) var(--tl-5); padding: var(--tl-3) var(--tl-4) var(--tl-5); }
  .finds h3 { margin-bottom: var(--tl-1); }
  .finds .note { grid-column: 1 / -1; max-width: 110ch; font-size: var(--tl-small); }
  /* holds what is only heard, which would else stretch the page */
  .scroll { position: relative; overflow-x: auto; }
  table { width: 100%; border-collapse: collapse; }
  th, td { height: 28px; padding: 0 var(--tl-2); border-bottom: 1px solid var(--tl-line); text-align: left; white-space: nowrap; }
  th.number, td.number { text-align: right; }
  thead th, thead th.number { font-family: inherit; color: var(--tl-text-muted); font-size: var(--tl-small); font-weight: 400; }
  th:first-child { padding-left: 0; }
  tr[aria-current="true"] { background: var(--tl-accent-soft); }
  @media (max-width: 699px) {
    .head { padding: var(--tl-2) var(--tl-3); }
    .slide { display: none; }
    .sentence { padding: 0 var(--tl-3) var(--tl-2); }
    .finds { padding: var(--tl-3); }
  }
  @media (forced-colors: active) { .mark { border: 1px solid; } }
`;
