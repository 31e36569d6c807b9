import { css } from "lit";

export const templateCorrectionsStyles = css`
  :host { display: block; padding: var(--tl-2) var(--tl-4); border-top: 1px solid var(--tl-line); }
  summary { padding: var(--tl-1) 0; color: var(--tl-text-muted); font-size: var(--tl-small); font-weight: var(--tl-bold); cursor: pointer; }
  summary:hover { color: var(--tl-text); }
  fieldset { display: block; margin: 0; padding: 0; border: 0; min-width: 0; }
  fieldset:disabled { opacity: .6; }
  h4 { margin: var(--tl-3) 0 var(--tl-1); font-size: var(--tl-small); font-weight: var(--tl-bold); }
  label { display: flex; align-items: center; gap: var(--tl-2); min-height: 28px; }
  .check input { accent-color: var(--tl-accent); }
  input[type="text"], .find { min-height: 28px; min-width: 0; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: inherit; font: inherit; }
  .name input { flex: 1; }
  .find { width: 100%; margin-bottom: var(--tl-1); }
  input::placeholder { color: var(--tl-text-muted); opacity: 1; }
  .choices li { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--tl-2); min-height: 30px; padding: 2px 0; }
  .choices.made li, ul.choices li { flex-wrap: nowrap; }
  .choices .button { min-height: 24px; padding: 0 var(--tl-2); flex: none; }
  .place { flex: 1 0 100%; overflow-wrap: anywhere; }
  .place .parameter { color: var(--tl-accent); }
  .words { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .words .parameter { color: var(--tl-accent); }
  .made .words { font-size: var(--tl-small); }
  .note, .choices .muted { font-size: var(--tl-small); }
  .said:empty { display: none; }
`;
