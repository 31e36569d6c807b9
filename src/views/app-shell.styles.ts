import { css } from "lit";

/** The frame: header, rail, time line, view, inspector, status; one column with a bottom bar when narrow. */
export const appShellStyles = css`
  :host { display: block; height: 100%; color: var(--tl-text); background: var(--tl-ground); font: var(--tl-body) / var(--tl-leading) var(--tl-font); }
  .frame { display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: 44px auto minmax(0, 1fr) auto; height: 100%; }
  header { display: flex; align-items: center; gap: var(--tl-3); padding: 0 var(--tl-3); background: var(--tl-surface); border-bottom: 1px solid var(--tl-line); min-width: 0; }
  .brand { display: flex; align-items: center; gap: var(--tl-2); border: 0; padding: 4px; margin-left: -2px; background: none; font-size: var(--tl-large); font-weight: var(--tl-bold); cursor: pointer; }
  .mark .ridge { fill: var(--tl-ridge); }
  .mark .trees { fill: var(--tl-accent-mark); }
  .title { display: flex; align-items: baseline; gap: var(--tl-2); min-width: 0; overflow: hidden; white-space: nowrap; }
  .title .name { margin: 0; font-size: inherit; font-weight: var(--tl-bold); overflow: hidden; text-overflow: ellipsis; min-width: 4ch; }
  .title .facts { color: var(--tl-text-muted); overflow: hidden; text-overflow: ellipsis; }
  .actions { display: flex; align-items: center; gap: var(--tl-1); flex: none; }
  .body { display: grid; grid-template-columns: 80px minmax(0, 1fr) auto; min-height: 0; }
  .body.start { grid-template-columns: minmax(0, 1fr); }
  nav { display: flex; flex-direction: column; gap: 2px; padding: var(--tl-2) 6px; background: var(--tl-surface); border-right: 1px solid var(--tl-line); overflow: hidden auto; scrollbar-width: thin; }
  nav button {
    display: flex; flex-direction: column; align-items: center; gap: 3px; width: 100%; padding: 7px 0 6px; border: 0; border-radius: var(--tl-radius);
    background: none; color: var(--tl-text-muted); font-size: 11px; cursor: pointer; position: relative;
  }
  nav button:hover { background: var(--tl-hover); color: var(--tl-text); }
  nav button[aria-current="page"] { background: var(--tl-accent-soft); color: var(--tl-accent); }
  nav .badge { position: absolute; top: 3px; left: calc(50% + 6px); min-width: 16px; padding: 0 4px; border-radius: 8px; background: var(--tl-alert); color: var(--tl-surface); font-size: 10px; font-weight: var(--tl-bold); line-height: 14px; }
  .main { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
  .view { position: relative; flex: 1; min-height: 0; min-width: 0; overflow: auto; scrollbar-gutter: stable; }
  .view.fixed { overflow: hidden; scrollbar-gutter: auto; }
  .status { display: flex; height: 26px; align-items: center; gap: var(--tl-2); padding: 0 var(--tl-3); background: var(--tl-surface); border-top: 1px solid var(--tl-line); color: var(--tl-text-muted); font-size: var(--tl-small); white-space: nowrap; overflow: hidden; }
  .panel { position: relative; display: grid; grid-template-rows: minmax(0, 1fr); min-height: 0; width: var(--inspector-width, 360px); border-left: 1px solid var(--tl-line); }
  .closed .panel { display: none; }
  .handle { position: absolute; z-index: 2; left: -4px; top: 0; bottom: 0; width: 8px; cursor: col-resize; touch-action: none; }
  .handle:hover, .handle:focus-visible { background: color-mix(in oklab, var(--tl-accent-mark) 45%, transparent); outline: 0; }
  .search { display: flex; align-items: center; gap: var(--tl-2); flex: 0 1 340px; min-width: 34px; height: 30px; margin-left: auto; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-ground); color: var(--tl-text-muted); text-align: left; cursor: text; }
  .search:hover { border-color: var(--tl-text-muted); }
  .search .text { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .search kbd { white-space: nowrap; }
  nav .more { display: none; }
  .more-views { inset: auto 8px calc(62px + env(safe-area-inset-bottom)) auto; width: min(320px, calc(100vw - 16px)); padding: var(--tl-1); border: 1px solid var(--tl-line-strong); border-radius: 8px; background: var(--tl-raised); color: var(--tl-text); box-shadow: 0 4px 24px var(--tl-shadow); }
  .more-views button { flex-direction: row; gap: var(--tl-3); padding: var(--tl-2) var(--tl-3); color: var(--tl-text); font-size: var(--tl-body); text-align: left; }
  .more-views .purpose { display: block; color: var(--tl-text-muted); font-size: var(--tl-small); }
  .dropping::after {
    content: "Drop to open"; position: fixed; inset: 0; z-index: 10; display: grid; place-items: center;
    border: 2px dashed var(--tl-accent-mark); background: color-mix(in oklab, var(--tl-accent-soft) 88%, transparent);
    color: var(--tl-accent); font-size: var(--tl-title); font-weight: var(--tl-bold);
  }

  @media (min-width: 1800px) {
    .body { grid-template-columns: 96px minmax(0, 1fr) auto; }
    .panel { width: var(--inspector-width, 480px); }
    .search { flex-basis: 480px; }
  }
  @media (max-width: 1099px) {
    .body { grid-template-columns: 80px minmax(0, 1fr); position: relative; }
    .panel, .closed .panel { position: fixed; z-index: 5; right: 0; bottom: 26px; display: grid; width: min(420px, 100%); max-height: 60%; border: 1px solid var(--tl-line-strong); box-shadow: 0 -4px 24px var(--tl-shadow); }
    .panel[data-idle], .panel[data-view="lines"] { display: none; }
    .handle { display: none; }
    .search { flex-basis: 200px; }
  }
  @media (max-width: 699px) {
    .frame { grid-template-rows: 44px auto minmax(0, 1fr); }
    header { gap: var(--tl-1); padding: 0 var(--tl-2); }
    .brand .word, .title .facts, .actions .text, .search .text, .search kbd, .roomy { display: none; }
    .search { flex: none; width: 34px; height: 34px; padding: 0; justify-content: center; border-color: transparent; background: none; }
    .actions { gap: 0; }
    .actions .button { padding: 0; width: 34px; min-height: 34px; }
    .body { grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(0, 1fr) auto; }
    nav { order: 2; flex-direction: row; overflow: auto; padding: 2px 4px calc(2px + env(safe-area-inset-bottom)); border-right: 0; border-top: 1px solid var(--tl-line); }
    nav > button { min-height: 48px; justify-content: center; }
    nav .more { display: flex; }
    .status:not([telling]) { display: none; }
    .status { position: fixed; z-index: 6; left: var(--tl-2); bottom: calc(60px + env(safe-area-inset-bottom)); max-width: calc(100vw - 2 * var(--tl-2)); height: 32px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); pointer-events: none; }
    .panel, .closed .panel { left: 0; bottom: calc(54px + env(safe-area-inset-bottom)); width: 100%; max-height: 50%; border-width: 1px 0 0; border-radius: 10px 10px 0 0; overflow: hidden; }
  }
`;
