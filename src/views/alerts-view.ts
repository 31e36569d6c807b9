/** <tl-alerts-view>: all alerts of the range with their scores and explanations, or why there are none. */
import { css, html, type TemplateResult } from "lit";
import { countOf, formatDuration } from "../charts/format.ts";
import type { Report } from "../model/report.ts";
import { alertRow, alertRowStyles } from "./alert-row.ts";
import { alertsIn, factsOf } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

type Order = "score" | "time";

export class AlertsView extends View {
  static override styles = [
    sharedStyles,
    alertRowStyles,
    css`
      :host { display: block; }
      .head { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: var(--tl-3); padding: var(--tl-2) var(--tl-4); background: var(--tl-ground); border-bottom: 1px solid var(--tl-line); }
      .head .order { display: flex; margin-left: auto; }
      .order .button { min-height: 24px; font-size: var(--tl-small); }
      .order .button + .button { margin-left: -1px; }
      .order .button:first-child { border-radius: var(--tl-radius) 0 0 var(--tl-radius); }
      .order .button:last-child { border-radius: 0 var(--tl-radius) var(--tl-radius) 0; }
      .order .button[aria-pressed="true"] { background: var(--tl-accent-soft); color: var(--tl-accent); font-weight: var(--tl-bold); }
    `,
  ];
  static override properties = { ...View.properties, order: { state: true } };

  declare order: Order;

  constructor() {
    super();
    this.order = "score";
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const alerts = alertsIn(report.alerts, this.state.selection.rangeMs);
    alerts.sort((a, b) =>
      this.order === "score" ? b.score - a.score || a.startMs - b.startMs : a.startMs - b.startMs,
    );
    if (alerts.length === 0) return this.empty(report);
    const elsewhere = report.alerts.length - alerts.length;
    return html`
      <div class="head"><h2>${countOf(alerts.length, "alert")}${elsewhere > 0 ? " in this range" : ""}</h2>
        ${elsewhere > 0 ? html`<span class="muted">${elsewhere} elsewhere</span>` : ""}
        <div class="order" role="group" aria-label="Order">${(["score", "time"] as const).map((order) => html`<button class="button" type="button" aria-pressed=${this.order === order} @click=${() => this.sort(order)}>by ${order}</button>`)}</div>
      </div>
      <ol>${alerts.map(
        (alert) =>
          html`<li>${alertRow(report, alert, alert.id === this.state.selection.alertId, () => this.app.selecting.alert(alert.id))}</li>`,
      )}</ol>`;
  }

  private sort(order: Order): void {
    this.order = order;
  }

  private empty(report: Report): TemplateResult {
    const elsewhere = report.alerts.length;
    if (elsewhere > 0) {
      return html`<div class="empty"><h2>No alerts in this range</h2><p>${countOf(elsewhere, "alert")} in the rest of the time line.</p>
        <button class="button" type="button" @click=${() => this.app.selecting.range(null)}>Show the whole time line</button></div>`;
    }
    return html`<div class="empty"><h2>No alerts</h2><p>${noAlertsWords(report)}</p></div>`;
  }
}

/** @returns why there are no alerts, with what was looked at */
export function noAlertsWords(report: Report): string {
  const { whole } = factsOf(report);
  if (whole === null) return "No time was found in the lines, so nothing could be compared with its own past.";
  const detectors = countOf(report.detectorsRun.length, "detector");
  return `${detectors} looked at ${countOf(report.series.length, "series", "series")} for ${formatDuration(whole.endMs - whole.startMs)}; none went over its threshold.`;
}

customElements.define("tl-alerts-view", AlertsView);
