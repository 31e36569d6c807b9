/**
 * <tl-alert-tools>: how ready the detectors are to alert, which scores again while it is moved, and how good they are on this
 * log by what the user confirmed and dismissed.
 */
import { css, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { AlertLine } from "../app/marking.ts";
import { formatNumber, formatShare } from "../charts/format.ts";
import { errorAnalysis } from "../model/alert-marks.ts";
import type { Report } from "../model/report.ts";
import { factsOf } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { unlessFocused } from "./unless-focused.ts";
import { View } from "./view.ts";

const LEAST_DECADES = 2;
const MOST_DECADES = 8;

export class AlertTools extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      .tools { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-5); padding: var(--tl-2) var(--tl-4); border-bottom: 1px solid var(--tl-line); font-size: var(--tl-small); }
      label { display: inline-flex; align-items: center; gap: var(--tl-2); white-space: nowrap; }
      label .name { color: var(--tl-text-muted); }
      input[type="range"] { width: 132px; accent-color: var(--tl-accent-mark); }
      input[type="number"] { width: 64px; height: 24px; padding: 0 4px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); font: inherit; color: inherit; text-align: right; }
      .meaning { min-width: 18ch; color: var(--tl-text-muted); }
      .analysis { margin-left: auto; color: var(--tl-text-muted); }
      .analysis b { color: var(--tl-text); }
      @media (max-width: 699px) { .tools { padding: var(--tl-2) var(--tl-3); } .analysis { margin-left: 0; } }
    `,
  ];

  static override properties = { ...View.properties, asked: { state: true } };

  /** what the hand has set and is not scored yet; null when the report has it */
  declare asked: AlertLine | null;

  constructor() {
    super();
    this.asked = null;
  }

  private async ask(line: AlertLine): Promise<void> {
    this.asked = line;
    await this.app.marking.alertLine(line);
    if (this.asked === line) this.asked = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { result } = this.state;
    if (result === null || factsOf(result.report).whole === null) return nothing;
    const fixed = result.partial.byteLength === 0;
    const { alertDecades, leastEvents } = this.asked ?? result.report.settings;
    const line = (part: Partial<AlertLine>): void => void this.ask({ alertDecades, leastEvents, ...part });
    const slide = (event: Event): void =>
      line({ alertDecades: LEAST_DECADES + MOST_DECADES - (event.target as HTMLInputElement).valueAsNumber });
    const floor = (event: Event): void => {
      const value = (event.target as HTMLInputElement).valueAsNumber;
      line({ leastEvents: Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0 });
    };
    const why = fixed ? "An imported report has no counts to score again." : "";
    return html`<div class="tools">
      <label title=${why || "Further right alerts on less; scored again as you move it"}><span class="name">Sensitivity</span>
        <input type="range" min=${LEAST_DECADES} max=${MOST_DECADES} step="0.5" ?disabled=${fixed} .value=${live(String(LEAST_DECADES + MOST_DECADES - alertDecades))}
          aria-valuetext=${chanceWords(alertDecades)} @input=${slide}>
        <span class="meaning" aria-hidden="true">${chanceWords(alertDecades)}</span></label>
      <label title=${why || "Counts alert only where so many events were seen or expected"}><span class="name">At least</span>
        <input type="number" min="0" step="1" ?disabled=${fixed} .value=${unlessFocused(String(leastEvents))} @change=${floor}><span class="name">events</span></label>
      ${this.analysis(result.report)}</div>`;
  }

  private analysis(report: Report): TemplateResult | typeof nothing {
    const { confirmed, dismissed, missed, precision, recall } = errorAnalysis(report);
    if (confirmed + dismissed + missed === 0) return nothing;
    const marked = confirmed + dismissed;
    return html`<span class="analysis" role="status">
      ${precision === null ? nothing : html`Precision <b>${formatShare(precision)}</b>, ${formatNumber(confirmed)} of ${formatNumber(marked)} marked were real`}
      ${recall === null ? nothing : html`· recall <b>${formatShare(recall)}</b>${missed > 0 ? html`, ${formatNumber(missed)} confirmed ${missed === 1 ? "is" : "are"} not found here` : nothing}`}</span>`;
  }
}

/** @returns how often a bin alerts by chance at the line */
function chanceWords(decades: number): string {
  return `1 bin in ${formatNumber(Number((10 ** decades).toPrecision(1)))} by chance`;
}

customElements.define("tl-alert-tools", AlertTools);
