/** <tl-status-bar>: what was understood of the files, what not, the zone, and where the result is kept. */
import { css, html, nothing, type TemplateResult } from "lit";
import { countOf, formatShare } from "../charts/format.ts";
import { factsOf } from "./facts.ts";
import { writtenWords } from "./notice-area.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";
import { coarsenedWords } from "./width.ts";

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
      .label { flex: 0 1 auto; min-width: 0; }
      span + span::before { content: "·"; margin-right: var(--tl-2); color: var(--tl-line-strong); }
      .warn { color: var(--tl-ink-warn); }
      button { border: 0; padding: 0; background: none; cursor: pointer; max-width: 100%; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; }
      button:hover { text-decoration: underline; text-underline-offset: 2px; }
      button::after { content: " ▸"; content: " ▸" / ""; }
      :focus-visible { outline-offset: -2px; }
      .written { max-width: 60%; color: var(--tl-text); }
      @media (max-width: 699px) { span:not(.written), .written::before { display: none; } .written { max-width: 100%; } }
    `,
  ];

  static override properties = { ...View.properties, telling: { type: Boolean, reflect: true } };

  /** a narrow screen has room for the bar only while it has something new to say */
  declare telling: boolean;

  protected override get ignores() {
    return super.ignores.filter((part) => part !== "written");
  }

  protected override willUpdate(): void {
    this.telling = this.state.written !== null;
  }

  override render(): TemplateResult | typeof nothing {
    const report = this.state.result?.report;
    if (report === undefined) return nothing;
    const { totals, source } = report;
    const { coarsened } = report.completeness;
    const { written } = this.state;
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
      ${coarsened === null ? nothing : html`<span class="label" title=${coarsened}>${coarsenedWords(coarsened).replace(/\.$/, "")}</span>`}
      <span>${SAVED_WORDS[this.state.saved]}</span>
      ${this.state.files === "absent" ? html`<span>file not open</span>` : nothing}
      ${written === null ? nothing : html`<span class="written" aria-hidden="true">${writtenWords(written)}</span>`}
    `;
  }

  /** Words that open how the files are read. */
  private opener(kind: string, words: string): TemplateResult {
    return html`<span class=${kind}><button type="button" title="How the files are read (r)" @click=${() => this.app.planning.open()}>${words}</button></span>`;
  }
}

customElements.define("tl-status-bar", StatusBar);
