import { css } from "lit";

/** The plan: what can be changed on the left, what it makes of the file on the right; one column when narrow. */
export const planDialogStyles = css`
  dialog { width: min(1180px, calc(100vw - 32px)); height: min(860px, calc(100dvh - 32px)); max-width: none; max-height: none; padding: 0; border: 1px solid var(--tl-line-strong); border-radius: 8px; background: var(--tl-surface); color: var(--tl-text); font: var(--tl-body) / var(--tl-leading) var(--tl-font); box-shadow: 0 8px 40px var(--tl-shadow); overflow: hidden; }
  dialog::backdrop { background: oklch(20% 0 0 / 35%); }
  .frame { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; height: 100%; }
  .head { display: flex; align-items: center; gap: var(--tl-3); padding: var(--tl-3) var(--tl-4); border-bottom: 1px solid var(--tl-line); }
  .head h2 { flex: none; }
  .head select { min-width: 0; max-width: 40ch; }
  .head .button { margin-left: auto; }
  .foot { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2); padding: var(--tl-3) var(--tl-4); border-top: 1px solid var(--tl-line); }
  .foot .told { color: var(--tl-text-muted); }
  .foot .problem, .problem, .hint.problem { color: var(--tl-ink-error); overflow-wrap: anywhere; }
  .foot .end { display: flex; flex-wrap: wrap; gap: var(--tl-2); margin-left: auto; }
  .columns { display: grid; grid-template-columns: minmax(340px, 5fr) 7fr; min-height: 0; }
  .form { overflow-y: auto; border-right: 1px solid var(--tl-line); }
  .shown { min-width: 0; overflow-y: auto; background: var(--tl-ground); }
  section { padding: var(--tl-3) var(--tl-4) var(--tl-4); border-bottom: 1px solid var(--tl-line); }
  .shown section { padding: var(--tl-3) var(--tl-4); }
  section:last-child { border-bottom: 0; }
  h3 { margin-bottom: var(--tl-2); font-size: var(--tl-small); color: var(--tl-text-muted); }
  .facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px var(--tl-3); }
  .facts dt { color: var(--tl-text-muted); }
  .facts dd { overflow-wrap: anywhere; }
  .fields { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: var(--tl-3); }
  .fields .whole { grid-column: 1 / -1; }
  label, .labelled { display: block; min-width: 0; }
  label > span, .labelled > span { display: block; margin-bottom: 2px; font-size: var(--tl-small); color: var(--tl-text-muted); }
  label.tick { display: flex; align-items: center; gap: var(--tl-2); min-height: 28px; align-self: end; }
  label.tick > span { margin: 0; font-size: var(--tl-body); color: var(--tl-text); }
  input, select { font: inherit; color: inherit; }
  input:not([type="checkbox"]), select { width: 100%; min-width: 0; height: 28px; padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); }
  input[aria-invalid="true"] { border-color: var(--tl-alert); box-shadow: inset 0 0 0 1px var(--tl-alert); }
  input[type="checkbox"] { width: 15px; height: 15px; margin: 0; accent-color: var(--tl-accent-mark); }
  input.pattern { font-family: var(--tl-mono); font-size: var(--tl-small); }
  .hint { margin-top: 3px; font-size: var(--tl-small); color: var(--tl-text-muted); }
  .hint .link { font-size: var(--tl-small); }
  .time + .time { margin-top: var(--tl-3); }
  .hint + .time { margin-top: var(--tl-2); }
  .orders { display: flex; flex-wrap: wrap; gap: var(--tl-1); margin-top: var(--tl-1); }
  .orders .button { min-height: 26px; padding: 0 var(--tl-2); font-size: var(--tl-small); }
  .orders .button[aria-pressed="true"] { border-color: var(--tl-accent-mark); background: var(--tl-accent-soft); color: var(--tl-accent); }
  .layouts li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--tl-2); padding: 3px 0; }
  .layouts .label { overflow-wrap: anywhere; }
  .detectors { margin-top: var(--tl-2); }
  .detectors li { display: grid; grid-template-columns: minmax(150px, 1fr) 3fr; gap: var(--tl-2); align-items: start; }
  .detectors label.tick { align-self: start; }
  .options { display: flex; flex-wrap: wrap; gap: 2px var(--tl-3); }
  .options label { display: flex; align-items: center; gap: var(--tl-1); }
  .options label > span { margin: 0; }
  .options input:not([type="checkbox"]) { width: 72px; }
  table { width: 100%; border-collapse: collapse; }
  th { padding: 2px var(--tl-2) 4px 0; text-align: left; font-weight: 400; font-size: var(--tl-small); color: var(--tl-text-muted); }
  .roles { table-layout: fixed; }
  .roles td { padding: 2px var(--tl-2) 2px 0; vertical-align: top; }
  .roles .name { overflow-wrap: anywhere; padding-top: 6px; }
  .roles .values { padding-top: 6px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--tl-text-muted); }
  .roles th:nth-child(2) { width: 118px; }
  .counted { margin-bottom: var(--tl-2); }
  .rows { overflow-x: auto; background: var(--tl-surface); border: 1px solid var(--tl-line); border-radius: var(--tl-radius); }
  .rows th, .rows td { padding: 2px var(--tl-2); font: var(--tl-small) / 18px var(--tl-mono); white-space: pre; vertical-align: top; }
  .rows th { font-family: var(--tl-font); border-bottom: 1px solid var(--tl-line); }
  .rows td.text { width: 100%; max-width: 0; overflow: hidden; text-overflow: ellipsis; }
  .rows .at { color: var(--tl-text-muted); text-align: right; }
  .rows tr.other td { color: var(--tl-text-muted); }
  .rows tr.unparsed td { background: var(--tl-warn-soft); color: var(--tl-text); }
  .missed li { padding: var(--tl-1) 0; border-top: 1px solid var(--tl-line); }
  .missed .mono { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .missed .mono b { margin-right: var(--tl-2); font-weight: 400; color: var(--tl-text-muted); }
  @media (max-width: 899px) {
    .rows td.text { min-width: 44ch; max-width: 44ch; }
    .columns { display: block; overflow-y: auto; }
    .form, .shown { overflow: visible; border-right: 0; }
    .shown { border-top: 1px solid var(--tl-line); }
  }
  @media (max-width: 699px) {
    dialog { width: 100vw; height: 100dvh; margin: 0; border: 0; border-radius: 0; }
    .head, .foot { padding: var(--tl-2) var(--tl-3); }
    .button, input:not([type="checkbox"]), select { min-height: 34px; }
    .foot .end { margin-left: 0; width: 100%; }
    .foot .end .primary { flex: 1; }
  }
`;
