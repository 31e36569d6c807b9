import { css } from "lit";

export const distributionStyles = css`
  :host { display: block; }
  .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--tl-2) var(--tl-3); padding: var(--tl-3) var(--tl-4); border-bottom: 1px solid var(--tl-line); }
  .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(400px, 100%), 1fr)); gap: var(--tl-5); padding: var(--tl-4); align-items: start; }
  section h3 { margin-bottom: var(--tl-2); }
  table { width: 100%; border-collapse: collapse; table-layout: fixed; }
  th, td { height: 24px; padding: 0; font-weight: 400; }
  th { width: 42%; padding-right: var(--tl-2); text-align: left; }
  .long { grid-column: 1 / -1; max-width: 1200px; }
  .long th { width: 60%; }
  td.number { width: 84px; }
  td.share { width: 56px; color: var(--tl-text-muted); }
  .name { display: block; width: 100%; padding: 2px 0; border: 0; background: none; overflow: hidden; text-align: left; text-overflow: ellipsis; white-space: nowrap; cursor: pointer; }
  .name[aria-pressed="true"] { color: var(--tl-accent); font-weight: var(--tl-bold); }
  tr:hover .name { text-decoration: underline; text-underline-offset: 2px; }
  .track { display: block; height: 12px; background: linear-gradient(var(--tl-grid), var(--tl-grid)) left / 1px 100% no-repeat; }
  .bar { display: block; height: 12px; min-width: 1px; border-radius: 0 2px 2px 0; }
  .rest .name { cursor: default; color: var(--tl-text-muted); text-decoration: none; }
  figure svg { display: block; width: 100%; height: 120px; }
  figure rect { fill: var(--tl-ridge); }
  figure line { stroke: var(--tl-accent-mark); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
  figure line.p95 { stroke: var(--tl-ink-warn); stroke-dasharray: 4 3; }
  figure .axis { display: flex; justify-content: space-between; padding-top: 2px; border-top: 1px solid var(--tl-line-strong); font: var(--tl-small) var(--tl-mono); color: var(--tl-text-muted); }
  figcaption { margin-top: var(--tl-1); font-size: var(--tl-small); color: var(--tl-text-muted); }
  .adds { display: flex; flex-wrap: wrap; gap: var(--tl-1) var(--tl-2); margin-top: var(--tl-2); }
  .adds .button { min-height: 24px; font-size: var(--tl-small); }
  .adds .button[aria-pressed="true"] { border-color: var(--tl-accent-mark); background: var(--tl-accent-soft); color: var(--tl-accent); }
  @media (max-width: 699px) { .long th { width: 42%; } .head, .cards { padding-left: var(--tl-3); padding-right: var(--tl-3); } }
`;
