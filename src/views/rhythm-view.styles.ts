import { css } from "lit";

export const rhythmStyles = css`
  :host { display: block; }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-3); padding: var(--tl-2) var(--tl-4); border-bottom: 1px solid var(--tl-line); }
  .head .exports { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2); margin-left: auto; }
  select { max-width: min(260px, 100%); height: 28px; padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); font: inherit; font-size: var(--tl-small); color: inherit; }
  .body { display: grid; grid-template-columns: minmax(0, 3fr) minmax(280px, 2fr); align-items: start; gap: 0 var(--tl-5); padding: var(--tl-3) var(--tl-4) var(--tl-5); }
  .summary { grid-column: 1 / -1; margin-bottom: var(--tl-3); max-width: 96ch; }
  .week { width: 100%; border-collapse: separate; border-spacing: 1px; table-layout: fixed; }
  .week th { font-size: 11px; font-weight: 400; color: var(--tl-text-muted); }
  .week thead th { height: 18px; text-align: left; white-space: nowrap; }
  .week th.preferred { border-bottom: 3px solid var(--tl-accent-mark); }
  .week th.day, .week thead th:first-child { width: 40px; text-align: left; }
  .week td { height: 26px; padding: 0; }
  .week tr.all td { height: 20px; }
  .cell { display: block; width: 100%; height: 100%; padding: 0; border: 0; border-radius: 2px; background: var(--tl-hover); color: transparent; font: 10px / 1 var(--tl-mono); cursor: pointer; overflow: hidden; }
  .cell.none { background: repeating-linear-gradient(135deg, var(--tl-grid) 0 2px, transparent 2px 5px); cursor: default; }
  .cell:focus-visible { outline-offset: 0; }
  .cell[aria-pressed="true"] { box-shadow: 0 0 0 2px var(--tl-surface), 0 0 0 4px var(--tl-text); position: relative; }
  .scale { display: flex; align-items: center; gap: var(--tl-2); margin-top: var(--tl-2); font-size: var(--tl-small); color: var(--tl-text-muted); }
  .scale .ramp { display: inline-flex; width: 160px; height: 10px; border-radius: 2px; overflow: hidden; }
  .scale .ramp i { flex: 1; }
  .readout { min-height: 40px; margin-top: var(--tl-2); }
  section { margin-bottom: var(--tl-4); }
  section h2 { margin-bottom: var(--tl-1); font-size: var(--tl-body); }
  .row { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--tl-3); width: 100%; padding: 6px var(--tl-2); border: 0; border-top: 1px solid var(--tl-line); background: none; text-align: left; cursor: pointer; }
  .row:hover { background: var(--tl-hover); }
  .row[aria-pressed="true"] { background: var(--tl-accent-soft); }
  .row .what { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .row .why { grid-column: 1 / -1; font-size: var(--tl-small); color: var(--tl-text-muted); }
  @media (max-width: 1099px) { .body { grid-template-columns: minmax(0, 1fr); } }
  @media (max-width: 699px) { .head, .body { padding-left: var(--tl-3); padding-right: var(--tl-3); } .head .exports { margin-left: 0; } .week th.day, .week thead th:first-child { width: 28px; } .week { border-spacing: 0 1px; } .cell { border-radius: 0; } }
  @media (forced-colors: active) { .cell { forced-color-adjust: none; } }
`;
