/** <tl-inspector>: what is selected, what was observed against expected, why it counts, and the lines behind it. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { selectedAlert, selectedTemplate } from "../app/state.ts";
import { countOf, formatDuration, formatNumber } from "../charts/format.ts";
import { ALL_LEVEL_NAMES, codeOfName, type LevelName, sumByLevel, type TimeRange } from "../charts/level-bins.ts";
import { tellingTemplates } from "../charts/telling-templates.ts";
import { windowOf } from "../model/alert-window.ts";
import { DETECTOR_LABELS } from "../model/detector-labels.ts";
import { levelOfCode } from "../model/levels.ts";
import type { ShownLine } from "../model/line-window.ts";
import type { Alert, Report, Template } from "../model/report.ts";
import { CountsController } from "./counts-controller.ts";
import { explanationText } from "./explanation.ts";
import "./alert-marks.ts";
import { alertsOf, factsOf, rangeOf, seenRange, subjectOf } from "./facts.ts";
import { icon } from "./icons.ts";
import { inspectorStyles } from "./inspector-panel.styles.ts";
import { levelMark, templateText } from "./level-mark.ts";
import "./series-chart.ts";
import { sharedStyles } from "./shared.styles.ts";
import "./template-panel.ts";
import { togetherWords } from "./together.ts";
import { View } from "./view.ts";

const MOST_EXCEEDANCES = 6;
const MOST_RELATED = 12;
const MOST_TELLING = 5;

export class InspectorPanel extends View {
  static override styles = [sharedStyles, inspectorStyles];

  private readonly counted = new CountsController(this);

  /** Asking an element where it is scrolled to makes the browser lay out the page. */
  private isScrolled = false;

  constructor() {
    super();
    this.addEventListener("scroll", () => {
      this.isScrolled = true;
    });
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.isScrolled) return;
    const before = (changed.get("state") as typeof this.state | undefined)?.selection;
    const { alertId, templateId } = this.state.selection;
    // what is selected anew is read from its beginning
    if (before === undefined || (before.alertId === alertId && before.templateId === templateId)) return;
    this.isScrolled = false;
    this.scrollTop = 0;
  }

  override render(): TemplateResult {
    const report = this.state.phase === "result" ? this.state.result?.report : undefined;
    if (report === undefined) return html`<div class="all"></div>`;
    const alert = selectedAlert(this.state);
    const template = selectedTemplate(this.state);
    if (this.state.view === "lines" && this.state.line !== null) return this.line(this.state.line);
    return html`<div class="all">${alert !== null ? this.alert(report, alert) : template !== null ? this.template(template) : this.range(report)}</div>`;
  }

  /** The chosen raw line; its script comes with the first one. */
  private line(line: ShownLine): TemplateResult {
    import("./line-inspector.ts").catch((error: unknown) => this.app.messages.error(error));
    return html`<div class="all"><tl-line-inspector .app=${this.app} .state=${this.state} .line=${line}></tl-line-inspector></div>`;
  }

  private head(kind: string, title: TemplateResult | string, close: (() => void) | null): TemplateResult {
    return html`<div class="head"><span class="kind">${kind}</span>
      ${close === null ? nothing : html`<button class="button quiet" type="button" title="Close" @click=${close}>${icon("close")}<span class="hear">Close</span></button>`}
      <h2>${title}</h2></div>`;
  }

  private alert(report: Report, alert: Alert): TemplateResult {
    const { clock } = factsOf(report);
    const { selecting } = this.app;
    const isTemplate = alert.series.startsWith("template:");
    const subject = subjectOf(report, alert);
    const title = isTemplate ? html`<span class="mono">${templateText(subject)}</span>` : subject;
    return html`${this.head("Alert", title, () => selecting.alert(null))}
      <dl class="figures">
        <div class="strong"><dt>observed</dt><dd>${formatNumber(alert.observed)}</dd></div>
        <div><dt>expected</dt><dd>${formatNumber(alert.expected)}</dd></div>
        <div><dt>threshold</dt><dd>${formatNumber(alert.threshold)}</dd></div>
        <div><dt>score</dt><dd>${alert.score.toFixed(2)}</dd></div>
        ${alert.severity === undefined ? nothing : html`<div title="The score, and more the longer it lasts"><dt>severity</dt><dd>${alert.severity.toFixed(2)}</dd></div>`}
      </dl>
      <section><h3>Why</h3><p>${explanationText(alert.explanation)}</p>
        <p class="muted by">By ${DETECTOR_LABELS[alert.detector]}${detectorWords(report, alert)}.</p></section>
      <section><h3>What was it?</h3><tl-alert-marks .app=${this.app} .state=${this.state}></tl-alert-marks></section>
      <section class="chart"><tl-series-chart .app=${this.app} .state=${this.state} .seriesId=${alert.series} .range=${around(report, alert)}></tl-series-chart></section>
      <section><h3>When</h3><p>${clock.range(alert.startMs, alert.endMs)} ${clock.zoneLabel(alert.startMs)}, ${formatDuration(alert.endMs - alert.startMs)}${alert.ongoing === true ? " so far: the log ends before it was over" : ""}${alert.peakMs === undefined || alert.binsOver === 1 ? "" : `; worst at ${clock.time(alert.peakMs)}`}</p>
        ${this.exceedances(report, alert)}</section>
      <section><h3>Evidence</h3>${
        alert.evidence.length === 0
          ? withoutLines(alert)
          : html`<ol class="evidence">${alert.evidence.map((line) => html`<li><span class="at">${formatNumber(line.line)}</span><span class="text">${line.text}</span></li>`)}</ol>`
      }</section>
      ${this.incident(report, alert)}
      <div class="actions">
        <button class="button primary" type="button" @click=${() => selecting.lines()}>Show its lines</button>
        <button class="button" type="button" title="Zoom to the alert (z)" @click=${() => selecting.zoomToAlert()}>Zoom in</button>
        <button class="button" type="button" title="A chart of the series under the time line" aria-pressed=${this.state.charts.includes(alert.series)} @click=${() => selecting.toggleChart(alert.series)}>Chart</button>
        <button class="button" type="button" title="Every line of the same time" @click=${() => selecting.lines({ rangeMs: { startMs: alert.startMs, endMs: alert.endMs }, alertId: null })}>All lines then</button>
      </div>`;
  }

  /** The other alerts of the same time, who moved first first. */
  private incident(report: Report, alert: Alert): TemplateResult | typeof nothing {
    const incident = report.incidents.find(({ alerts }) => alerts.includes(alert.id));
    if (incident === undefined || incident.alerts.length < 2) return nothing;
    const { clock } = factsOf(report);
    const members = incident.alerts.flatMap((id) => report.alerts.find((other) => other.id === id) ?? []);
    const shown = members.slice(0, MOST_RELATED);
    const relations = new Map(incident.correlations?.map((one) => [one.series, one]));
    const relation = ({ series }: Alert): TemplateResult | typeof nothing => {
      const found = relations.get(series);
      return found === undefined ? nothing : html`<span class="how">${togetherWords(found.lagMs, found.r)}</span>`;
    };
    return html`<section><h3>Incident of ${countOf(members.length, "alert")}, first mover first</h3><ol class="related">${shown.map(
      (other) =>
        html`<li><span class="at">${clock.time(other.startMs)}</span>${other.id === alert.id ? html`<b>${subjectOf(report, other)}</b>` : html`<button class="link" type="button" @click=${() => this.app.selecting.alert(other.id)}>${subjectOf(report, other)}</button>`}${relation(other)}</li>`,
    )}</ol>${relations.size > 0 ? html`<p class="muted by">How each goes together with the first, around the incident: Pearson’s r at its best lag.</p>` : nothing}${members.length > shown.length ? html`<p class="muted">and ${members.length - shown.length} more</p>` : nothing}</section>`;
  }

  private exceedances(report: Report, alert: Alert): TemplateResult | typeof nothing {
    if (alert.exceedances.length < 2) return nothing;
    const { clock } = factsOf(report);
    const most = [...alert.exceedances].sort((a, b) => b.value - a.value).slice(0, MOST_EXCEEDANCES);
    most.sort((a, b) => a.startMs - b.startMs);
    const oneDay = clock.dayNumber(alert.startMs) === clock.dayNumber(alert.endMs);
    const within = (atMs: number): string => (oneDay ? clock.time(atMs) : clock.dateTime(atMs));
    return html`<table><caption>${countOf(alert.exceedances.length, "bin")} over the threshold${alert.exceedances.length > most.length ? `, the ${most.length} largest` : ""}</caption>
      <tbody>${most.map((bin) => html`<tr><th scope="row">${within(bin.startMs)} – ${within(bin.endMs)}</th><td class="number">${formatNumber(bin.value)}</td></tr>`)}</tbody></table>`;
  }

  private template(template: Template): TemplateResult {
    const text = html`<span class="mono">${templateText(template.template)}</span>`;
    const title = template.name === undefined ? text : html`${template.name}<br />${text}`;
    return html`${this.head("Template", title, () => this.app.selecting.template(null))}
      <tl-template-panel .app=${this.app} .state=${this.state} .template=${template}></tl-template-panel>`;
  }

  private range(report: Report): TemplateResult {
    const { clock, bins } = factsOf(report);
    const selected = this.state.selection.rangeMs;
    const range = rangeOf(report, selected);
    const seen = seenRange(report, selected);
    const { levels } = this.state.selection;
    const alerts = alertsOf(report, this.state.selection);
    const { counts } = this.counted;
    const sums = counts?.byLevel ?? (bins !== null && range !== null ? sumByLevel(bins, range) : null);
    const isChosen = (name: LevelName): boolean =>
      levels.length === 0 || levels.includes(levelOfCode(codeOfName(name)));
    const present = ALL_LEVEL_NAMES.filter(
      (name) => isChosen(name) && (sums === null ? report.totals.levels[name] : sums[codeOfName(name)]!) > 0,
    );
    const inRange =
      sums === null || selected === null ? report.totals.events : sums.reduce((sum, count) => sum + count, 0);
    return html`${this.head(selected !== null ? "Range" : report.source.files.length > 1 ? "All files" : "Whole file", seen === null ? "Without times" : clock.range(seen.startMs, seen.endMs), null)}
      <dl class="figures">
        <div class="strong"><dt>events</dt><dd>${formatNumber(counts?.events ?? inRange)}</dd></div>
        <div><dt>alerts</dt><dd>${formatNumber(alerts.length)}</dd></div>
        ${seen === null ? nothing : html`<div><dt>span</dt><dd>${formatDuration(seen.endMs - seen.startMs)}</dd></div>`}
      </dl>
      ${present.join() === "none" ? nothing : html`<section><h3>Levels</h3><table><tbody>${present.map((name) => html`<tr><th scope="row"><span class="level">${levelMark(levelOfCode(codeOfName(name)))} <span aria-hidden="true">${name === "none" ? "no level" : name}</span></span></th><td class="number">${formatNumber(sums === null ? report.totals.levels[name] : sums[codeOfName(name)]!)}</td></tr>`)}</tbody></table></section>`}
      ${selected === null ? nothing : this.telling(report, selected)}
      <p class="muted hint">${range === null ? "Choose a template to see what stands in it" : `Drag on the time line to choose a range${report.alerts.length === 0 ? "" : ", choose an alert to see why"}`}, press <kbd>?</kbd> for the keys.</p>
      ${this.state.view === "lines" ? nothing : html`<div class="actions"><button class="button" type="button" @click=${() => this.app.selecting.lines()}>Show the lines</button></div>`}`;
  }

  /** What the range says more than the rest of the log does. */
  private telling(report: Report, range: TimeRange): TemplateResult | typeof nothing {
    const { counts } = this.counted;
    // counts of another selection may still be at hand, and those of some levels or values are no windows' shares
    const isOfRange =
      counts?.of.rangeMs === range && counts.of.levels.length === 0 && counts.of.dimensions.length === 0;
    const telling = tellingTemplates(report, range, MOST_TELLING, isOfRange ? counts.byTemplate : null);
    if (telling === null || telling.templates.length === 0) return nothing;
    return html`<section><h3>Telling templates</h3><ol class="related telling">${telling.templates.map(
      ({ template, count }) =>
        html`<li><span class="at">${formatNumber(count)}</span><button class="link" type="button" title=${template.template} @click=${() => this.app.selecting.template(template.id)}>${templateText(template.template)}</button></li>`,
    )}</ol>
      <p class="muted by">Said here, and less in the ${countOf(telling.windowCount - 1, "other window")} of this length; by TF-IDF.</p></section>`;
  }
}

/** Where the lines are that were not at hand, and what such lines say. */
function withoutLines({ block }: Alert): TemplateResult {
  if (block === undefined) return html`<p class="muted">No lines were kept for this alert.</p>`;
  return html`<p class="muted">Scored without the file, so its lines were not read: they lie in ${block.file}, from about line ${formatNumber(block.line)} on. Open the file to see them.</p>
    ${block.exemplar === null ? nothing : html`<p>Another one of them says: <span class="mono">${block.exemplar}</span></p>`}`;
}

/** @returns the time of an alert and of what was looked at, with enough around it to see what was usual, within the file */
function around(report: Report, alert: Alert): TimeRange {
  const { whole } = factsOf(report);
  const firstMs = windowOf(alert)?.startMs ?? alert.startMs;
  const widths = alert.exceedances.map(({ startMs, endMs, trailing }) => (endMs - startMs) / Math.max(1, trailing));
  const binMs = widths.length === 0 ? 60_000 : Math.min(...widths);
  const spacingMs = Math.max(binMs, spacingOf(report, alert.series));
  const marginMs = Math.max(2 * (alert.endMs - alert.startMs), 40 * spacingMs);
  return {
    startMs: Math.max(whole?.startMs ?? firstMs, firstMs - marginMs),
    endMs: Math.min(whole?.endMs ?? alert.endMs, alert.endMs + marginMs),
  };
}

/** How far the values of a numeric column lie apart, on average; 0 of counts, which every bin has. */
function spacingOf(report: Report, id: string): number {
  const series = report.series.find((one) => one.id === id);
  if (series?.kind !== "measure") return 0;
  const valueCount = series.counts.filter((value) => value !== null).length;
  return (series.binMs * series.counts.length) / Math.max(1, valueCount);
}

function detectorWords(report: Report, alert: Alert): string {
  const options = report.detectorsRun.find(({ name }) => name === alert.detector)?.options ?? {};
  const words = Object.entries(options).map(
    ([key, value]) => `${key} ${Array.isArray(value) ? value.join("+") : value}`,
  );
  return words.length === 0 ? "" : `, ${words.join(", ")}`;
}

customElements.define("tl-inspector", InspectorPanel);
