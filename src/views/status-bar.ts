/** <tl-status-bar>: what was understood of the files, what not, the zone, and where the result is kept. */
import { css, html, nothing, type TemplateResult } from "lit";
import { countOf, formatShare } from "../charts/format.ts";
import { factsOf } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const SAVED_WORDS = {
  saving: "saving…",
  saved: "saved on this laptop",
  "not-saved": "not saved",
} as const;

export class StatusBar extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: flex; gap: var(--tl-2); }
      span { overflow: hidden; text-overflow: ellipsis; }
      span + span::before { content: "·"; margin-right: var(--tl-2); color: var(--tl-line-strong); }
      .warn { color: var(--tl-ink-warn); }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const report = this.state.result?.report;
    if (report === undefined) return nothing;
    const { totals, source } = report;
    const [plan] = source.plan.files;
    const unread = totals.unparsedLines;
    const { clock } = factsOf(report);
    const read = totals.lines === 0 ? 0 : 1 - unread / totals.lines;
    return html`
      ${plan === undefined ? nothing : html`<span>${plan.label}${source.plan.files.length > 1 ? ` and ${source.plan.files.length - 1} more` : ""} on ${formatShare(read)} of lines</span>`}
      ${unread > 0 ? html`<span class="warn">${countOf(unread, "line")} unparsed</span>` : nothing}
      ${totals.firstMs === null ? html`<span>no times</span>` : html`<span>zone ${clock.zoneLabel(totals.firstMs)}${plan?.lacks === "year" ? ", stamps without a year" : plan?.lacks === "date" ? ", stamps without a date" : ""}</span>`}
      ${report.completeness.coarsened === null ? nothing : html`<span>${report.completeness.coarsened.replace(/\.$/, "")}</span>`}
      <span>${SAVED_WORDS[this.state.saved]}</span>
      ${this.state.files === "absent" ? html`<span>file not open</span>` : nothing}
    `;
  }
}

customElements.define("tl-status-bar", StatusBar);
