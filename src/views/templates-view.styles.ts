import { css } from "lit";

export const templatesViewStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; container-type: inline-size; }
  .head { display: flex; align-items: center; gap: var(--tl-3); padding: var(--tl-2) var(--tl-4); }
  .head h2 { white-space: nowrap; }
  .head { flex-wrap: wrap; }
  .filters { display: flex; flex-wrap: wrap; gap: var(--tl-1); }
  .filter { min-height: 24px; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: 12px; background: var(--tl-raised); font-size: var(--tl-small); white-space: nowrap; cursor: pointer; }
  .filter:hover { background: var(--tl-hover); }
  .filter[aria-pressed="true"] { border-color: var(--tl-accent-mark); background: var(--tl-accent-soft); color: var(--tl-accent); }
  input { width: min(320px, 50%); min-height: 28px; margin-left: auto; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: inherit; font: inherit; }
  input::placeholder { color: var(--tl-text-muted); opacity: 1; }
  .table { display: flex; flex-direction: column; flex: 1; min-height: 0; border-top: 1px solid var(--tl-line); background: var(--tl-surface); }
  .columns, .row { display: grid; grid-template-columns: 40px 92px 68px 128px minmax(0, 1fr) 56px var(--when-width, 148px) var(--when-width, 148px); align-items: center; column-gap: var(--tl-3); padding: 0 var(--tl-4); }
  .one-day { --when-width: 72px; }
  .columns { height: 28px; border-bottom: 1px solid var(--tl-line); color: var(--tl-text-muted); font-size: var(--tl-small); overflow-y: hidden; scrollbar-gutter: stable; }
  .columns button { border: 0; padding: 0; background: none; color: inherit; cursor: pointer; white-space: nowrap; }
  .columns button:hover { color: var(--tl-text); }
  .columns [aria-sort] button { color: var(--tl-text); font-weight: var(--tl-bold); }
  .columns .right { text-align: right; }
  .rows { position: relative; flex: 1; min-height: 0; overflow-y: auto; scrollbar-gutter: stable; }
  .row { position: absolute; left: 0; right: 0; height: var(--tl-table-row); cursor: pointer; border-bottom: 1px solid color-mix(in oklab, var(--tl-line) 55%, transparent); }
  .row:hover { background: var(--tl-hover); }
  .row[aria-selected="true"] { background: var(--tl-accent-soft); box-shadow: inset 3px 0 var(--tl-accent-mark); }
  .row .text { overflow: hidden; border: 0; padding: 0; background: none; text-align: left; text-overflow: ellipsis; white-space: nowrap; cursor: pointer; }
  .text .parameter { color: var(--tl-accent); }
  .row.noise, .row.noise .text, .row.noise .parameter { color: var(--tl-text-muted); }
  .row.noise .spark { opacity: .5; }
  .text:focus-visible { outline-offset: -1px; }
  .spark { display: block; width: 128px; height: 18px; }
  .text-cell .tag { margin-right: var(--tl-2); }
  .text-cell { display: flex; align-items: center; min-width: 0; }
  .when { font-family: var(--tl-mono); font-size: var(--tl-small); color: var(--tl-text-muted); white-space: nowrap; }

  @container (max-width: 1000px) {
    .one-day .columns, .one-day .row { grid-template-columns: 40px 80px 60px 96px minmax(0, 1fr) 56px 72px 72px; }
    .one-day .first { display: block; }
    .columns, .row { grid-template-columns: 40px 80px 60px 96px minmax(0, 1fr) 56px var(--when-width, 148px); }
    .first { display: none; }
    .spark { width: 96px; }
  }
  @container (max-width: 700px) {
    .columns, .row, .one-day .columns, .one-day .row { grid-template-columns: 20px 62px 72px minmax(0, 1fr); column-gap: var(--tl-2); padding: 0 var(--tl-3); }
    .one-day .first, .last, .share, .rarity, .columns .level button { display: none; }
    .spark { width: 72px; }
    .row { height: 40px; }
    .head { padding: var(--tl-2) var(--tl-3); gap: var(--tl-2); }
    .head input { width: 100%; }
  }
`;
