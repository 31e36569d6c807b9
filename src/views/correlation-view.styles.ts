import { css, unsafeCSS } from "lit";

/** Matrix and the chosen pair beside each other, under each other when narrow. */
export const correlationViewStyles = css`
  :host { display: block; }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-4); padding: var(--tl-3) var(--tl-4) var(--tl-2); }
  tl-series-picker { width: min(300px, 100%); }
  .lag { display: inline-flex; align-items: center; gap: var(--tl-2); }
  input[type="number"] { width: 68px; height: 28px; padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); font: inherit; color: inherit; text-align: right; }
  .busy { padding: 0 var(--tl-4); color: var(--tl-text-muted); font-size: var(--tl-small); }
  .both { display: grid; grid-template-columns: minmax(0, auto) minmax(360px, 1fr); border-top: 1px solid var(--tl-line); background: var(--tl-surface); }
  .scroll { position: relative; min-width: 0; padding: var(--tl-3) var(--tl-4); overflow-x: auto; }
  .matrix { border-collapse: separate; border-spacing: 2px; }
  .matrix thead th { color: var(--tl-text-muted); font-size: var(--tl-small); font-weight: 400; }
  .matrix tbody th { display: flex; align-items: center; gap: var(--tl-2); width: 210px; height: 28px; font-weight: 400; text-align: left; }
  .matrix .nr { min-width: 2ch; color: var(--tl-text-muted); font-size: var(--tl-small); text-align: right; }
  .matrix .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .away { min-height: 20px; padding: 0 2px; opacity: .55; }
  .away:hover, .away:focus-visible { opacity: 1; }
  .matrix td { padding: 0; }
  .cell { width: 46px; height: 28px; padding: 0; border: 1px solid transparent; border-radius: 2px; background: var(--tl-hover); color: var(--tl-text); font: var(--tl-small) / 26px var(--tl-mono); cursor: pointer; }
  .cell[disabled] { background: none; cursor: default; }
  .cell.chance { color: var(--tl-text-muted); }
  .cell:hover:not([disabled]) { border-color: var(--tl-text-muted); }
  td[aria-selected="true"] .cell { border: 2px solid var(--tl-accent-mark); line-height: 24px; }
  ${toneRules()}
  .note { max-width: 62ch; margin-top: var(--tl-2); font-size: var(--tl-small); }
  .pair { min-width: 0; padding: var(--tl-3) var(--tl-4) var(--tl-4); border-left: 1px solid var(--tl-line); }
  .pair h3 { font-size: var(--tl-large); overflow-wrap: anywhere; }
  .pair h3 .name { display: inline-block; max-width: 40ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
  .figures { display: flex; flex-wrap: wrap; gap: var(--tl-1) var(--tl-4); margin: var(--tl-2) 0; }
  .figures dt { color: var(--tl-text-muted); font-size: var(--tl-small); }
  .figures sup { font-size: 9px; }
  .legend { display: flex; flex-wrap: wrap; gap: var(--tl-1) var(--tl-3); font-size: var(--tl-small); overflow-wrap: anywhere; }
  .legend .one, .legend .other { position: relative; padding-left: 26px; }
  .legend .one::before, .legend .other::before { content: ""; position: absolute; left: 0; top: 0.6em; width: 18px; border-top: 2px solid var(--tl-accent); }
  .legend .other::before { border-top: 2px dashed var(--tl-value-3); }
  tl-study-plot { --tl-chart-height: 190px; margin: 0 calc(-1 * var(--tl-3)); }
  .by-lag { margin: var(--tl-2) 20px 0 36px; }
  .by-lag svg { display: block; width: 100%; height: 60px; background: var(--tl-ground); border: 1px solid var(--tl-line); }
  .by-lag path { fill: none; vector-effect: non-scaling-stroke; }
  .by-lag .zero { stroke: var(--tl-grid); }
  .by-lag .best { stroke: var(--tl-alert); stroke-dasharray: 3 3; }
  .by-lag .r { stroke: var(--tl-accent); stroke-width: 1.5; }
  .by-lag figcaption { display: flex; justify-content: space-between; font-size: var(--tl-small); }
  .actions { display: flex; flex-wrap: wrap; gap: var(--tl-2); margin-top: var(--tl-3); }
  .actions .button { max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
  @media (max-width: 1299px) {
    .both { grid-template-columns: minmax(0, 1fr); }
    .pair { border-top: 1px solid var(--tl-line); border-left: 0; }
  }
  @media (max-width: 699px) {
    .head, .scroll { padding: var(--tl-2) var(--tl-3); }
    .matrix tbody th { position: sticky; left: 0; width: 118px; background: var(--tl-surface); }
    .away { display: none; }
    .pair { padding: var(--tl-3); }
  }
`;

/** Blue for what goes together, orange for the other way: told apart without red and green, and by the sign. */
function toneRules() {
  const shares = [0, 14, 28, 42, 56];
  return unsafeCSS(
    shares
      .slice(1)
      .map(
        (share, i) => `
      .cell.up${i + 1} { background: color-mix(in oklab, light-dark(oklch(68% 0.13 250), oklch(52% 0.13 250)) ${share + 30}%, var(--tl-surface)); }
      .cell.down${i + 1} { background: color-mix(in oklab, light-dark(oklch(76% 0.13 60), oklch(52% 0.11 60)) ${share + 30}%, var(--tl-surface)); }
      .cell.chance.up${i + 1}, .cell.chance.down${i + 1} { background: color-mix(in oklab, var(--tl-hover) 80%, var(--tl-surface)); }`,
      )
      .join(""),
  );
}
