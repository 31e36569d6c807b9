/** <tl-line-evidence>: the lines that the report keeps as evidence, where the file is not open, and what to do about it. */
import { css, html, type TemplateResult } from "lit";
import { evidenceRows } from "../app/line-query.ts";
import { countOf, formatNumber } from "../charts/format.ts";
import type { Report } from "../model/report.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class LineEvidence extends View {
  static override styles = [
    sharedStyles,
    css`
      .without { display: flex; align-items: center; gap: var(--tl-3); padding: var(--tl-2) var(--tl-4); border-bottom: 1px solid var(--tl-line); background: var(--tl-accent-soft); font: var(--tl-body) / var(--tl-leading) var(--tl-font); }
      .without p { flex: 1; }
      .line { display: flex; gap: 12px; padding: 0 var(--tl-4); }
      .at { flex: none; width: 9ch; color: var(--tl-text-muted); text-align: right; }
      .text { white-space: pre; }
      .end { padding: var(--tl-3) var(--tl-4); font: var(--tl-body) var(--tl-font); color: var(--tl-text-muted); }
    `,
  ];

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const rows = this.state.files === "absent" ? evidenceRows(report, this.state.selection) : [];
    return html`${this.without(report)}
      <ol tabindex="0" aria-label="Evidence">${rows.map((row) => html`<li class="line"><span class="at">${formatNumber(row.line)}</span><span class="text">${row.text}</span></li>`)}</ol>
      <p class="end" role="status">${this.words(rows.length)}</p>`;
  }

  private words(count: number): string {
    if (this.state.files === "asking") return "";
    return count === 0
      ? "The report holds no evidence for this selection."
      : `${countOf(count, "line")} kept as evidence.`;
  }

  private without(report: Report): TemplateResult {
    const [first, ...more] = report.source.files;
    const names =
      first === undefined
        ? "the file"
        : more.length === 0
          ? `the file ${first.name}`
          : `${first.name} and ${countOf(more.length, "more file", "more files")}`;
    if (this.state.files === "asking") return html`<div class="without"><p role="status">Checking ${names}…</p></div>`;
    return html`<div class="without"><p>Open ${names} to see ${more.length === 0 ? "its" : "their"} lines; until then only the evidence of the alerts is here.</p>
      <button class="button primary" type="button" @click=${() => this.app.analysing.reopen()}>Open ${first?.name ?? "the file"}${more.length > 0 ? ` +${more.length}` : ""}…</button></div>`;
  }
}

customElements.define("tl-line-evidence", LineEvidence);
