/** <tl-alerts-view>: all alerts of the range, those of one incident under one heading, or why there are none. */
import { css, html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { countOf, formatDuration } from "../charts/format.ts";
import type { Alert, Report } from "../model/report.ts";
import { alertRow, alertRowStyles } from "./alert-row.ts";
import { alertsIn, type Finding, factsOf, findingsOf } from "./facts.ts";
import { incidentRow, incidentRowStyles } from "./incident-row.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

/** Up to so many alerts, incidents show theirs at first. */
const FEW = 20;

type Order = "score" | "time";

export class AlertsView extends View {
  static override styles = [
    sharedStyles,
    alertRowStyles,
    incidentRowStyles,
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
  static override properties = { ...View.properties, order: { state: true }, folds: { state: true } };

  declare order: Order;
  declare folds: ReadonlyMap<string, boolean>;

  constructor() {
    super();
    this.order = "score";
    this.folds = new Map();
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const alerts = alertsIn(report.alerts, this.state.selection.rangeMs);
    const findings = findingsOf(report, alerts);
    if (this.order === "time") findings.sort((a, b) => a.startMs - b.startMs);
    const incidentCount = findings.filter(({ alerts: members }) => members.length > 1).length;
    if (alerts.length === 0) return this.empty(report);
    const elsewhere = report.alerts.length - alerts.length;
    return html`
      <div class="head"><h2>${countOf(alerts.length, "alert")}${elsewhere > 0 ? " in this range" : ""}</h2>
        ${incidentCount > 0 ? html`<span class="muted">${countOf(incidentCount, "incident")}</span>` : ""}
        ${elsewhere > 0 ? html`<span class="muted">${elsewhere} elsewhere</span>` : ""}
        <div class="order" role="group" aria-label="Order">${(["score", "time"] as const).map((order) => html`<button class="button" type="button" aria-pressed=${this.order === order} @click=${() => this.sort(order)}>by ${order}</button>`)}</div>
      </div>
      <ol>${repeat(
        findings,
        ({ id }) => id,
        (finding) => html`<li>${this.finding(report, finding, alerts.length <= FEW)}</li>`,
      )}</ol>`;
  }

  private finding(report: Report, finding: Finding, openAtFirst: boolean): TemplateResult {
    const { alertId } = this.state.selection;
    const row = (alert: Alert): TemplateResult =>
      alertRow(report, alert, alert.id === alertId, () => this.app.selecting.alert(alert.id));
    if (finding.alerts.length === 1) return row(finding.strongest);
    const selected = finding.alerts.some(({ id }) => id === alertId);
    const expanded = this.folds.get(finding.id) ?? (openAtFirst || selected);
    const listId = `alerts-of-${finding.id}`;
    return html`${incidentRow(report, finding, { selected: selected && !expanded, expanded, controls: listId, onChoose: () => this.fold(finding.id, !expanded) })}
      ${expanded ? html`<ol class="members" id=${listId} aria-label="Alerts of the incident, first mover first">${finding.alerts.map((alert) => html`<li>${row(alert)}</li>`)}</ol>` : ""}`;
  }

  /** What the user chose to see or not to see of an incident, by its id. */
  private fold(id: string, expanded: boolean): void {
    this.folds = new Map(this.folds).set(id, expanded);
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
