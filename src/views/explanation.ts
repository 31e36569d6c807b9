/** An alert's explanation as it is shown: texts in backticks in the log's type, dates and chances kept on one line. */
import { html, type TemplateResult } from "lit";
import { templateText } from "./level-mark.ts";

const TOGETHER = /(\d{4}-\d{2}-\d{2}|1 in 10[⁰¹²³⁴⁵⁶⁷⁸⁹]+)/;

export function explanationText(explanation: string): TemplateResult {
  const parts = explanation.split("`");
  const odd = parts.length % 2 === 0;
  return html`${parts.map((part, i) => (i % 2 === 1 && !(odd && i === parts.length - 1) ? html`<span class="mono">${templateText(part)}</span>` : whole(part)))}`;
}

function whole(text: string): TemplateResult {
  return html`${text.split(TOGETHER).map((part, i) => (i % 2 === 1 ? html`<span class="together">${part}</span>` : part))}`;
}
