/** <tl-reading-view>: while reading, what was understood of the files and what is still to come. */
import { css, html, nothing, type TemplateResult } from "lit";
import { countOf, formatBytes, formatNumber, formatShare } from "../charts/format.ts";
import type { TemplatePreview } from "../model/analysis.ts";
import { templateText } from "./level-mark.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class ReadingView extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; padding: var(--tl-4); }
      .figures { display: flex; flex-wrap: wrap; gap: var(--tl-3) 40px; margin-bottom: var(--tl-4); }
      dt { font-size: var(--tl-small); color: var(--tl-text-muted); }
      dd { font-size: var(--tl-title); font-weight: var(--tl-bold); }
      li { padding: 2px 0; overflow-wrap: anywhere; }
      ul, table { margin-bottom: var(--tl-4); }
      caption { padding-bottom: var(--tl-2); text-align: left; font-size: var(--tl-small); color: var(--tl-text-muted); }
      table { width: 100%; table-layout: fixed; border-collapse: collapse; }
      td { padding: 3px 0; }
      td.number { width: 15ch; padding-right: var(--tl-3); text-align: right; }
      td.mono { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { opened, progress } = this.state;
    if (opened === null) return nothing;
    const templates = progress?.templates ?? null;
    return html`
      <dl class="figures">
        <div><dt>lines so far</dt><dd>${formatNumber(progress?.lines ?? 0)}</dd></div>
        <div><dt>events so far</dt><dd>${formatNumber(progress?.events ?? 0)}</dd></div>
        ${templates === null ? nothing : html`<div><dt>templates so far</dt><dd>${formatNumber(templates.count)}</dd></div>`}
        <div><dt>${countOf(opened.files.length, "file")}</dt><dd>${formatBytes(opened.files.reduce((sum, { bytes }) => sum + bytes, 0))}</dd></div>
      </dl>
      <ul>${opened.files.map((file, i) => {
        const plan = opened.plan.files[i];
        return html`<li>${file.name}${plan === undefined ? nothing : html`<span class="muted">: ${plan.label}, ${formatShare(plan.confidence)} of the sample matched</span>`}</li>`;
      })}</ul>
      ${templates === null ? nothing : commonest(templates)}
      <p class="muted">Alerts, templates and lines follow when all is read. Stop keeps what was read so far.</p>`;
  }
}

/** The commonest templates so far; they may change until all is read. */
function commonest({ top }: TemplatePreview): TemplateResult {
  return html`<table>
    <caption>Most frequent templates so far</caption>
    <tbody>${top.map(({ text, count }) => html`<tr><td class="number">${formatNumber(count)}</td><td class="mono">${text === "" ? "(no message)" : templateText(text)}</td></tr>`)}</tbody>
  </table>`;
}

customElements.define("tl-reading-view", ReadingView);
