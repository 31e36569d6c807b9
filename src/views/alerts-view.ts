/** <tl-alerts-view>: all alerts of the range, those of one incident under one heading, or why there are none. */
import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { countOf } from "../charts/format.ts";
import type { Alert, Report } from "../model/report.ts";
import {
  ALERT_KINDS,
  ALERT_ORDERS,
  ALL_ALERTS,
  type AlertFilter,
  type AlertOrder,
  filterAlerts,
  MARK_FILTERS,
  sortFindings,
} from "./alert-filter.ts";
import { alertRow, alertRowStyles } from "./alert-row.ts";
import "./alert-tools.ts";
import { alertsOf, type Finding, findingsOf } from "./facts.ts";
import { incidentRow, incidentRowStyles } from "./incident-row.ts";
import { noAlertsWords } from "./no-alerts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { OF_OTHER_VIEWS, View } from "./view.ts";

/** Up to so many alerts, incidents show theirs at first. */
const FEW = 20;
/** So many are listed at first, and more with each wish for more. */
const STEP = 60;
/** So many are listed before and after the selected one, where it is further down. */
const AROUND = 8;

export class AlertsView extends View {
  static override styles = [
    sharedStyles,
    alertRowStyles,
    incidentRowStyles,
    css`
      :host { display: block; }
      .more { padding: var(--tl-3) var(--tl-4); }
      .head { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-3); padding: var(--tl-2) var(--tl-4); background: var(--tl-ground); border-bottom: 1px solid var(--tl-line); }
      .head .choices { display: flex; flex-wrap: wrap; gap: var(--tl-2); margin-left: auto; }
      input, select { height: 28px; padding: 0 6px; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); font: inherit; font-size: var(--tl-small); color: inherit; }
      input { width: 160px; }
      @media (max-width: 699px) { .head { padding: var(--tl-2) var(--tl-3); } .head .choices { margin-left: 0; } }
    `,
  ];
  static override properties = {
    ...View.properties,
    order: { state: true },
    filter: { state: true },
    folds: { state: true },
    listed: { state: true },
  };

  declare order: AlertOrder;
  declare filter: AlertFilter;
  declare folds: ReadonlyMap<string, boolean>;
  /** findings in the list; a thousand at once would hold up the page */
  declare listed: number;

  constructor() {
    super();
    this.order = "score";
    this.filter = ALL_ALERTS;
    this.folds = new Map();
    this.listed = STEP;
  }

  protected override get ignores() {
    return OF_OTHER_VIEWS;
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const inRange = alertsOf(report, this.state.selection);
    const alerts = filterAlerts(report, inRange, this.filter);
    const findings = sortFindings(findingsOf(report, alerts), this.order);
    return html`<tl-alert-tools .app=${this.app} .state=${this.state}></tl-alert-tools>
      ${inRange.length === 0 ? this.empty(report) : html`${this.head(report, inRange.length, alerts.length, findings)}${this.list(report, findings, alerts.length)}`}`;
  }

  /** What narrows the list. */
  private get where(): "range" | "selection" {
    const { levels, templateId } = this.state.selection;
    return levels.length > 0 || templateId !== null ? "selection" : "range";
  }

  private head(report: Report, inRange: number, shown: number, findings: readonly Finding[]): TemplateResult {
    const elsewhere = report.alerts.length - inRange;
    const incidents = findings.filter(({ alerts: members }) => members.length > 1).length;
    const patch = (part: Partial<AlertFilter>): void => {
      this.filter = { ...this.filter, ...part };
    };
    return html`<div class="head"><h2>${shown < inRange ? `${shown} of ${countOf(inRange, "alert")}` : countOf(inRange, "alert")}${elsewhere > 0 ? ` in this ${this.where}` : ""}</h2>
      ${incidents > 0 ? html`<span class="muted">${countOf(incidents, "incident")}</span>` : nothing}
      ${elsewhere > 0 ? html`<span class="muted">${elsewhere} elsewhere</span>` : nothing}
      <div class="choices">
        <input type="search" placeholder="Search alerts" aria-label="Search alerts" .value=${this.filter.text} @input=${(event: Event) => patch({ text: (event.target as HTMLInputElement).value })}>
        ${choice("Series", ALERT_KINDS, this.filter.kind, (kind) => patch({ kind }))}
        ${choice("Marks", MARK_FILTERS, this.filter.mark, (mark) => patch({ mark }))}
        ${choice("Order", ALERT_ORDERS, this.order, (order) => {
          this.order = order;
        })}
      </div></div>`;
  }

  private list(report: Report, findings: readonly Finding[], count: number): TemplateResult {
    if (findings.length === 0) {
      const all = (): void => {
        this.filter = ALL_ALERTS;
      };
      return html`<div class="empty"><h2>No alert is left</h2><p>None of those in view fits the search and the choices above.</p>
        <button class="button" type="button" @click=${all}>Show all of them</button></div>`;
    }
    const { alertId } = this.state.selection;
    // the selected one is always among them, as keys step to it
    const selected = findings.findIndex(({ alerts }) => alerts.some(({ id }) => id === alertId));
    const from = Math.max(this.listed, selected - AROUND);
    const to = Math.max(from, Math.min(findings.length, selected + 1 + AROUND));
    const list = (first: number, end: number) =>
      html`<ol start=${first + 1}>${repeat(
        findings.slice(first, end),
        ({ id }) => id,
        (finding) => html`<li>${this.finding(report, finding, count <= FEW)}</li>`,
      )}</ol>`;
    // without a selected one further down there is one list, and nothing between
    if (from === this.listed) return html`${list(0, to)}${this.more(findings.length - to, to)}`;
    return html`${list(0, this.listed)}${this.more(from - this.listed, this.listed)}${list(from, to)}${this.more(findings.length - to, this.listed)}`;
  }

  /** @param left findings that are not listed here @param listed those before the first of them */
  private more(left: number, listed: number): TemplateResult | typeof nothing {
    if (left <= 0) return nothing;
    const more = (): void => {
      this.listed = listed + STEP;
    };
    return html`<p class="more"><button class="button" type="button" @click=${more}>Show ${Math.min(left, STEP)} more of ${left}</button></p>`;
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

  private empty(report: Report): TemplateResult {
    const elsewhere = report.alerts.length;
    if (elsewhere > 0) {
      if (this.where === "selection")
        return html`<div class="empty"><h2>No alerts in this selection</h2><p>${countOf(elsewhere, "alert")} of other times, levels or templates.</p>
        <button class="button" type="button" @click=${() => this.app.selecting.clear()}>Show all alerts</button></div>`;
      return html`<div class="empty"><h2>No alerts in this range</h2><p>${countOf(elsewhere, "alert")} in the rest of the time line.</p>
        <button class="button" type="button" @click=${() => this.app.selecting.range(null)}>Show the whole time line</button></div>`;
    }
    return html`<div class="empty"><h2>No alerts</h2><p>${noAlertsWords(report)}</p></div>`;
  }
}

/** A choice of one of some names; `choose` hears the key. */
function choice<Key extends string>(
  label: string,
  names: Record<Key, string>,
  chosen: Key,
  choose: (key: Key) => void,
): TemplateResult {
  const keys = Object.keys(names) as Key[];
  return html`<select aria-label=${label} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Key)}>
    ${keys.map((key) => html`<option value=${key} ?selected=${key === chosen}>${names[key]}</option>`)}</select>`;
}

customElements.define("tl-alerts-view", AlertsView);
