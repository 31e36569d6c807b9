import { css } from "lit";

export const linesViewStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; }
  .head { display: flex; align-items: center; gap: var(--tl-2); min-height: 40px; padding: 4px var(--tl-4); border-bottom: 1px solid var(--tl-line); }
  .head .button { min-height: 24px; font-size: var(--tl-small); padding: 0 var(--tl-2); }
  .head .right { margin-left: auto; display: flex; gap: var(--tl-1); align-items: center; }
  .button[aria-pressed="true"] { background: var(--tl-accent-soft); border-color: var(--tl-accent-mark); }
  input { height: 26px; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: var(--tl-small) var(--tl-mono); }
  input.filter { flex: 1; min-width: 120px; }
  input[aria-invalid="true"] { border-color: var(--tl-alert); }
  input.goto { width: 20ch; }
  .where { display: flex; align-items: center; gap: var(--tl-3); min-height: 24px; padding: 0 var(--tl-4); border-bottom: 1px solid var(--tl-line); background: var(--tl-ground); color: var(--tl-text-muted); font-size: var(--tl-small); white-space: nowrap; overflow: hidden; }
  .where .place { overflow: hidden; text-overflow: ellipsis; flex: 1; min-width: 0; }
  .where .found { color: var(--tl-text); }
  .where .steps { display: flex; gap: var(--tl-3); }
  .where .bar { width: 80px; height: 4px; border-radius: 2px; background: var(--tl-line); overflow: hidden; flex: none; }
  .where .bar i { display: block; height: 100%; background: var(--tl-accent-mark); }
  .mistake { padding: 4px var(--tl-4); border-bottom: 1px solid var(--tl-line); background: var(--tl-alert-soft); font-size: var(--tl-small); }
  .mistake code { font-family: var(--tl-mono); }
  .mistake u { text-decoration: underline wavy var(--tl-alert); text-underline-offset: 3px; }
  .without { display: flex; align-items: center; gap: var(--tl-3); padding: var(--tl-2) var(--tl-4); border-bottom: 1px solid var(--tl-line); background: var(--tl-accent-soft); }
  .without p { flex: 1; }
  .place-of-rows { position: relative; flex: 1; min-height: 0; display: flex; }
  .scroller { flex: 1; min-width: 0; overflow: auto; background: var(--tl-surface); font-family: var(--tl-mono); font-size: var(--tl-small); line-height: 18px; overflow-anchor: none; }
  .scroller:focus-visible { outline-offset: -2px; }
  .space { width: max-content; min-width: max(100%, var(--widest, 0px)); }
  .wrap .space { width: 100%; min-width: 0; }
  .rows { position: sticky; top: 0; overflow-x: visible; overflow-y: clip; }
  .strip { width: 10px; flex: none; border-left: 1px solid var(--tl-line); background: var(--tl-ground); cursor: pointer; }
  .strip[hidden] { display: none; }
  .line { display: flex; height: 18px; padding-right: var(--tl-4); border-left: 3px solid transparent; }
  .wrap .line { height: auto; min-height: 18px; }
  .line:hover { background: var(--tl-hover); }
  .line.hit { border-left-color: var(--tl-accent-mark); }
  .line.other .text { color: var(--tl-text-muted); }
  .line.of-event { background: color-mix(in oklab, var(--tl-accent-soft) 45%, transparent); }
  .line.of-event .mark { box-shadow: inset 2px 0 var(--tl-accent-mark); }
  .line.chosen { background: var(--tl-accent-soft); box-shadow: inset 0 0 0 1px var(--tl-accent-mark); }
  .line > span { flex: none; }
  .mark { width: 14px; text-align: center; color: var(--tl-accent-mark); user-select: none; }
  .file { min-width: 2ch; margin-right: 8px; color: var(--tl-text-muted); text-align: right; user-select: none; }
  .at { width: var(--number-width, 9ch); margin-right: 10px; color: var(--tl-text-muted); text-align: right; user-select: none; }
  .time { width: 8ch; margin-right: 10px; color: var(--tl-text-muted); user-select: none; }
  .millis .time { width: 12ch; }
  .delta { width: 9ch; margin-right: 10px; color: var(--tl-text-muted); text-align: right; user-select: none; }
  .letter-place { width: 26px; user-select: none; }
  .letter { height: 16px; margin-top: 1px; }
  .line > .text { white-space: pre; tab-size: 4; }
  .wrap .line > .text { flex: 1; min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  .line.continuation .text { padding-left: 2ch; color: var(--tl-text-muted); }
  .line.header .text { color: var(--tl-text-muted); font-style: italic; }
  .line.unparsed .text { color: var(--tl-ink-warn); }
  .line.error .text { color: var(--tl-ink-error); }
  .line.fatal .text { color: var(--tl-ink-fatal); }
  .parameter { text-decoration: underline dotted; text-decoration-color: var(--tl-line-strong); text-underline-offset: 3px; }
  mark { background: var(--tl-mark, var(--tl-warn-soft)); color: inherit; box-shadow: 0 1px 0 var(--tl-level-warn); }
  .cut { color: var(--tl-text-muted); font-family: var(--tl-font); font-style: italic; }
  .empty { position: absolute; inset: 0 10px 0 0; background: var(--tl-surface); }
  .evidence { flex: 1; min-height: 0; overflow: auto; background: var(--tl-surface); font-family: var(--tl-mono); font-size: var(--tl-small); line-height: 18px; }
  .end { padding: var(--tl-3) var(--tl-4); font: var(--tl-body) var(--tl-font); color: var(--tl-text-muted); }
  .bookmarks { position: absolute; z-index: 2; top: 4px; right: 18px; width: min(520px, calc(100% - 36px)); max-height: calc(100% - 8px); overflow: auto; padding: var(--tl-3); border: 1px solid var(--tl-line-strong); border-radius: 8px; background: var(--tl-raised); box-shadow: 0 4px 20px var(--tl-shadow); }
  .bookmarks li { display: flex; gap: var(--tl-2); align-items: baseline; padding: 3px 0; }
  .bookmarks .link { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .bookmarks .note { color: var(--tl-text-muted); }
  @media (max-width: 699px) {
    .head, .where, .mistake, .without { padding-left: var(--tl-3); padding-right: var(--tl-3); }
    .head { flex-wrap: wrap; }
    input.filter { flex-basis: 100%; }
    .head .wide { display: none; }
    .time, .delta { display: none; }
    .at { margin-right: 6px; }
    .letter-place { width: 20px; }
  }
`;
