import { css } from "lit";

/** The picture of a comparison: tools, readout, rows that scroll, axis. */
export const comparePictureStyles = css`
  :host { display: block; min-width: 0; background: var(--tl-surface); border-top: 1px solid var(--tl-line); border-bottom: 1px solid var(--tl-line); }
  .tools { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-4); padding: var(--tl-2) var(--tl-4) 0; font-size: var(--tl-small); color: var(--tl-text-muted); }
  .group { display: flex; }
  .group .button { min-height: 24px; font-size: var(--tl-small); color: var(--tl-text); }
  .group .button + .button { margin-left: -1px; }
  .group .button:first-child { border-radius: var(--tl-radius) 0 0 var(--tl-radius); }
  .group .button:last-child { border-radius: 0 var(--tl-radius) var(--tl-radius) 0; }
  .group .button[aria-pressed="true"] { background: var(--tl-accent-soft); color: var(--tl-accent); border-color: var(--tl-accent-mark); font-weight: var(--tl-bold); }
  label { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; }
  select, input { min-height: 24px; padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: inherit; }
  input.trailing { width: 8ch; }
  .over { color: var(--tl-text); }
  .readout { display: flex; align-items: baseline; gap: 2px var(--tl-3); min-height: 26px; padding: 4px var(--tl-4); overflow: hidden; font-size: var(--tl-small); white-space: nowrap; }
  .readout > * { flex: none; }
  .readout > .mono { flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; }
  .readout .muted { flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; }
  .scroller { position: relative; overflow: hidden auto; }
  .scroller:focus-visible { outline-offset: -2px; }
  .cells { position: sticky; top: 0; display: block; cursor: crosshair; }
  .axis { height: 33px; overflow: hidden; }
  .axis canvas { display: block; }
  @media (max-width: 699px) {
    .tools { padding: var(--tl-2) var(--tl-3) 0; }
    .readout { flex-wrap: wrap; min-height: 44px; padding: 4px var(--tl-3); white-space: normal; }
  }
`;
