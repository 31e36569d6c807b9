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
      span { overflow: hidden; text-overflow: ellipsis; flex: none; }
      .label { flex: 0 1 auto; }
      span + span::before { content: "·"; margin-right: var(--tl-2); color: var(--tl-line-strong); }
      .warn { color: var(--tl-ink-warn); }
      button { border: 0; padding: 0; background: none; cursor: pointer; max-width: 100%; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; }
      button:hover { text-decoration: underline; text-underline-offset: 2px; }
      button::after { content: " ▸"; content: " ▸" / ""; }
      :focus-visible { outline-offset: -2px; }
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
    const label = `${plan?.label ?? ""}${source.plan.files.length > 1 ? ` and ${source.plan.files.length - 1} more` : ""} on ${formatShare(read)} of lines`;
    const lacking =
      plan?.lacks === "year" ? ", stamps without a year" : plan?.lacks === "date" ? ", stamps without a date" : "";
    return html`
      ${plan === undefined ? nothing : this.opener("label", label)}
      ${unread > 0 ? this.opener("warn", `${countOf(unread, "line")} unparsed`) : nothing}
      ${totals.firstMs === null ? html`<span>no times</span>` : this.opener("", `zone ${clock.zoneLabel(totals.firstMs)}${lacking}`)}
      ${report.completeness.coarsened === null ? nothing : html`<span>${report.completeness.coarsened.replace(/\.$/, "")}</span>`}
      <span>${SAVED_WORDS[this.state.saved]}</span>
      ${this.state.files === "absent" ? html`<span>file not open</span>` : nothing}
    `;
  }

  /** Words that open how the files are read. */
  private opener(kind: string, words: string): TemplateResult {
    return html`<span class=${kind}><button type="button" title="How the files are read (r)" @click=${() => this.app.planning.open()}>${words}</button></span>`;
  }
}

customElements.define("tl-status-bar", StatusBar);
