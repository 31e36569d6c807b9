import { css } from "lit";

export const linesViewStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; }
  .head { display: flex; align-items: center; gap: var(--tl-3); min-height: 40px; padding: 4px var(--tl-4); border-bottom: 1px solid var(--tl-line); }
  .head h2 { white-space: nowrap; }
  .head .button { min-height: 24px; font-size: var(--tl-small); }
  .head .right { margin-left: auto; display: flex; gap: var(--tl-1); }
  .button[aria-pressed="true"] { background: var(--tl-accent-soft); border-color: var(--tl-accent-mark); }
  .without { display: flex; align-items: center; gap: var(--tl-3); padding: var(--tl-2) var(--tl-4); border-bottom: 1px solid var(--tl-line); background: var(--tl-accent-soft); }
  .without p { flex: 1; }
  .scroller { flex: 1; min-height: 0; overflow: auto; background: var(--tl-surface); font-family: var(--tl-mono); font-size: var(--tl-small); line-height: 18px; }
  .scroller:focus-visible { outline-offset: -2px; }
  .page { min-width: max-content; content-visibility: auto; }
  .wrap .page { min-width: 0; }
  .line { display: grid; grid-template-columns: var(--number-width, 9ch) 8ch 16px minmax(0, 1fr); column-gap: 10px; padding: 0 var(--tl-4) 0 0; min-height: 18px; }
  .millis .line { grid-template-columns: var(--number-width, 9ch) 12ch 16px minmax(0, 1fr); }
  .timeless .line { grid-template-columns: var(--number-width, 9ch) 16px minmax(0, 1fr); }
  .timeless .time { display: none; }
  .line:hover { background: var(--tl-hover); }
  .line .at { position: sticky; left: 0; padding-left: var(--tl-2); background: inherit; color: var(--tl-text-muted); text-align: right; user-select: none; }
  .line .time { color: var(--tl-text-muted); white-space: nowrap; user-select: none; }
  .line .text { white-space: pre; tab-size: 4; }
  .line .letter { height: 16px; margin-top: 1px; user-select: none; }
  .wrap .line .text { white-space: pre-wrap; overflow-wrap: anywhere; }
  .line.continuation .text, .line.header .text { color: var(--tl-text-muted); }
  .line.unparsed .text { color: var(--tl-ink-warn); }
  .line.error .text { color: var(--tl-ink-error); }
  .line.fatal .text { color: var(--tl-ink-fatal); }
  .apart { padding: 3px var(--tl-4); background: var(--tl-ground); color: var(--tl-text-muted); font-family: var(--tl-font); }
  .end { display: flex; align-items: center; gap: var(--tl-3); padding: var(--tl-3) var(--tl-4); font: var(--tl-body) var(--tl-font); color: var(--tl-text-muted); }
  @media (max-width: 699px) {
    .head, .without { padding-left: var(--tl-3); padding-right: var(--tl-3); }
    .line, .millis .line, .timeless .line { grid-template-columns: var(--number-width, 7ch) 16px minmax(0, 1fr); column-gap: 6px; }
    .line .time { display: none; }
  }
`;
