import { css } from "lit";

export const inspectorStyles = css`
  :host { display: block; position: relative; min-height: 0; overflow-y: auto; scrollbar-gutter: stable; background: var(--tl-surface); }
  .head { position: sticky; top: 0; z-index: 1; display: grid; grid-template-columns: 1fr auto; align-items: center; min-height: 40px; padding: var(--tl-2) var(--tl-4) var(--tl-3); background: var(--tl-surface); }
  .head .kind { font-size: var(--tl-small); color: var(--tl-text-muted); }
  .head .button { margin: -2px -8px -2px 0; }
  .head h2 { grid-column: 1 / -1; overflow-wrap: anywhere; text-wrap: balance; }
  .head h2 .mono { font-size: var(--tl-body); font-weight: 400; }
  .parameter { color: var(--tl-accent); }
  .figures { display: flex; flex-wrap: wrap; gap: var(--tl-2) var(--tl-5); padding: 0 var(--tl-4) var(--tl-3); }
  .figures div { min-width: 48px; }
  .figures dt { font-size: var(--tl-small); color: var(--tl-text-muted); }
  .figures dd { font-size: var(--tl-large); min-height: 20px; }
  .figures .strong dd { font-weight: var(--tl-bold); }
  section { padding: var(--tl-3) var(--tl-4); border-top: 1px solid var(--tl-line); }
  h3 { margin-bottom: var(--tl-1); font-size: var(--tl-small); color: var(--tl-text-muted); font-weight: var(--tl-bold); }
  section.chart { padding: 0 0 var(--tl-2); }
  .by { margin-top: var(--tl-1); font-size: var(--tl-small); }
  table { width: 100%; margin-top: var(--tl-2); border-collapse: collapse; }
  caption { padding-bottom: 2px; text-align: left; font-size: var(--tl-small); color: var(--tl-text-muted); }
  th { padding: 2px 0; font-weight: 400; text-align: left; font-family: var(--tl-mono); font-size: var(--tl-small); white-space: nowrap; }
  td { padding: 2px 0; }
  .level { display: inline-flex; align-items: center; gap: var(--tl-2); font: var(--tl-body) var(--tl-font); }
  .evidence { margin: 0 calc(-1 * var(--tl-2)); }
  .evidence li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--tl-2); padding: 1px var(--tl-2); font: var(--tl-small) / 18px var(--tl-mono); border-radius: 2px; }
  .evidence li:hover { background: var(--tl-hover); }
  .evidence .at { min-width: 7ch; color: var(--tl-text-muted); text-align: right; }
  .evidence .text { display: -webkit-box; overflow: hidden; overflow-wrap: anywhere; -webkit-box-orient: vertical; -webkit-line-clamp: 3; line-clamp: 3; }
  .evidence li:hover .text { -webkit-line-clamp: 12; line-clamp: 12; }
  .related li { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--tl-2); padding: 1px 0; }
  .related .at { color: var(--tl-text-muted); font: var(--tl-small) / 18px var(--tl-mono); }
  .telling .at { min-width: 4ch; text-align: right; }
  .related .link, .related b { overflow: hidden; font-weight: 400; text-overflow: ellipsis; white-space: nowrap; }
  .related .how { grid-column: 2; color: var(--tl-text-muted); font-size: var(--tl-small); }
  .related b { font-weight: var(--tl-bold); }
  .trace .thrown { margin-bottom: var(--tl-1); overflow-wrap: anywhere; font-weight: var(--tl-bold); }
  .trace ol { margin: 0; padding-left: var(--tl-5); list-style: decimal; }
  .trace ol li { overflow-wrap: anywhere; }
  .trace ol li::marker { color: var(--tl-text-muted); font-size: var(--tl-small); }
  .status li { padding: var(--tl-1) 0; }
  .spark { display: block; width: 100%; height: 40px; }
  .actions .button, .forms .button { padding: 0 10px; }
  .forms { display: flex; flex-wrap: wrap; gap: var(--tl-2); }
  .actions { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; gap: var(--tl-2); padding: var(--tl-3) var(--tl-4); border-top: 1px solid var(--tl-line); background: var(--tl-surface); }
  .hint { padding: 0 var(--tl-4) var(--tl-3); font-size: var(--tl-small); }
`;
