/** <tl-overview-view>: the story on one page: what happened, what stands out, which levels and templates, how it was read. */
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { narrows, type SelectedCounts } from "../app/selected-counts.ts";
import type { Selection } from "../app/state.ts";
import { countOf, formatBytes, formatDuration, formatNumber, formatShare, NO_VALUE } from "../charts/format.ts";
import { ALL_LEVEL_NAMES, codeOfName, type LevelName, sumByLevel, type TimeRange } from "../charts/level-bins.ts";
import { isError, type Level, levelOfCode } from "../model/levels.ts";
import type { Alert, Report, Series } from "../model/report.ts";
import { alertRow, alertRowStyles } from "./alert-row.ts";
import { CountsController } from "./counts-controller.ts";
import { alertsOf, type Finding, factsOf, findingsOf, rangeOf, seenRange } from "./facts.ts";
import { headlinesOf } from "./headlines.ts";
import { incidentRow, incidentRowStyles } from "./incident-row.ts";
import { levelMark, templateText } from "./level-mark.ts";
import { noAlertsWords } from "./no-alerts.ts";
import "./series-chart.ts";
import { sharedStyles } from "./shared.styles.ts";
import { sourceFiles } from "./source-files.ts";
import { type TemplateRow, templateRows } from "./template-rows.ts";
import { OF_OTHER_VIEWS, View } from "./view.ts";
import { coarsenedWords } from "./width.ts";

const MOST = 5;
const MOST_MEASURES = 6;

function sumsInRange(report: Report, range: TimeRange | null): Float64Array | null {
  const { bins } = factsOf(report);
  return bins !== null && range !== null ? sumByLevel(bins, range) : null;
}

export class OverviewView extends View {
  static override styles = [
    sharedStyles,
    alertRowStyles,
    incidentRowStyles,
    css`
      :host { display: block; container-type: inline-size; padding: var(--tl-4); }
      .story { margin-bottom: var(--tl-4); font-size: var(--tl-large); max-width: 90ch; }
      .what { display: flex; flex-wrap: wrap; gap: var(--tl-2) var(--tl-5); margin-bottom: var(--tl-4); }
      .what dt { font-size: var(--tl-small); color: var(--tl-text-muted); }
      .headline { display: flex; gap: var(--tl-3); align-items: baseline; justify-content: space-between; padding: var(--tl-2) var(--tl-4); }
      .headline + .headline { border-top: 1px solid var(--tl-line); }
      .headline p { min-width: 0; overflow-wrap: anywhere; }
      .headline .link { flex: none; }
      .grid { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--tl-4); }
      section { min-width: 0; border: 1px solid var(--tl-line); border-radius: var(--tl-radius); background: var(--tl-surface); overflow: hidden; }
      .head { display: flex; align-items: baseline; justify-content: space-between; gap: var(--tl-3); padding: var(--tl-row) var(--tl-4); border-bottom: 1px solid var(--tl-line); }
      li:last-child .alert { border-bottom: 0; }
      .nothing { padding: var(--tl-3) var(--tl-4); color: var(--tl-text-muted); }
      table { width: 100%; border-collapse: collapse; }
      th { font-weight: 400; text-align: left; }
      .levels td, .levels th { padding: 0; }
      .levels tr:hover { background: var(--tl-hover); }
      .levels .level { display: flex; align-items: center; gap: var(--tl-2); width: 100%; padding: 4px 0 4px var(--tl-4); border: 0; background: none; cursor: pointer; }
      .levels .number { padding: 0 var(--tl-2); }
      .levels .bar { width: 38%; padding-right: var(--tl-4); }
      .bar svg { display: block; width: 100%; height: 8px; }
      .template { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: var(--tl-2); align-items: center; width: 100%; padding: 5px var(--tl-4); border: 0; background: none; text-align: left; cursor: pointer; }
      .template:hover { background: var(--tl-hover); }
      .template .mono { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .tag { padding: 0 5px; border: 1px solid var(--tl-line-strong); border-radius: 3px; font-size: 11px; color: var(--tl-text-muted); margin-left: var(--tl-2); }
      .read { padding: var(--tl-2) 0; }
      .read > div { display: grid; grid-template-columns: 96px minmax(0, 1fr); gap: var(--tl-3); padding: 3px var(--tl-4); }
      .read dt { color: var(--tl-text-muted); }
      .read dd { overflow-wrap: anywhere; }
      @container (min-width: 720px) {
        .grid { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
        .wide { grid-column: 1 / -1; }
        .measures.several { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
      }
      /* one column after the other where there is room for both; else one grid, in the order of weight */
      .column { display: contents; }
      .second { order: 1; }
      .third { order: 2; }
      .fourth { order: 3; }
      .last { order: 4; }
      @container (min-width: 1500px) {
        .grid { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); align-items: start; }
        .column { display: grid; gap: var(--tl-4); grid-template-columns: minmax(0, 1fr); }
        .column.left { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start; }
      }
      @media (max-width: 699px) { :host { padding: var(--tl-3); } .grid { gap: var(--tl-3); } }
    `,
  ];

  static override properties = { ...View.properties, allMeasures: { state: true } };

  declare allMeasures: boolean;
  private readonly counted = new CountsController(this);

  constructor() {
    super();
    this.allMeasures = false;
  }

  protected override get ignores() {
    return OF_OTHER_VIEWS;
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const range = this.state.selection.rangeMs;
    const { counts } = this.counted;
    const alerts = alertsOf(report, this.state.selection);
    const findings = findingsOf(report, alerts);
    const rows = this.rowsOf(report, counts);
    const measures = report.series.filter(({ kind }) => kind === "measure");
    // a table of times and numbers has nothing to say of levels and templates
    const levelled = report.totals.levels.none < report.totals.events;
    const onlyNumbers = measures.length > 0 && report.templates.length <= 1 && !levelled;
    const headlines = this.headlines(report);
    const alone = (headlines === nothing) !== levelled ? "wide" : "";
    return html`
      <p class="story">${story(report, this.state.selection, alerts, counts)}</p>
      ${this.what(report)}
      <div class="grid">
        <div class="column left">
        <section class="wide"><div class="head"><h2>What stands out</h2>
            ${alerts.length > Math.min(MOST, findings.length) ? html`<button class="link" type="button" @click=${() => this.app.selecting.view("alerts")}>All ${countOf(alerts.length, "alert")}</button>` : nothing}</div>
          ${
            alerts.length === 0
              ? html`<p class="nothing">${report.alerts.length > 0 ? `No alerts in this ${range !== null && !this.isFiltered ? "range" : "selection"}; ${countOf(report.alerts.length, "alert")} elsewhere.` : `No alerts: ${noAlertsWords(report).replace(/^No/, "no")}`}</p>`
              : html`<ol>${findings.slice(0, MOST).map((finding) => html`<li>${this.finding(report, finding)}</li>`)}</ol>`
          }
        </section>
          ${measures.length > 0 ? this.measures(measures) : nothing}
          ${this.worst(rows)}
          <section class="wide last"><div class="head"><h2>How it was read</h2>
            <button class="link" type="button" @click=${() => this.app.planning.open()}>Look closer, change</button></div>${this.reading(report)}</section>
        </div>
        <div class="column">
          ${headlines}
          ${
            onlyNumbers
              ? nothing
              : html`${levelled ? html`<section class="third"><div class="head"><h2>Levels</h2></div>${this.levels(report, counts)}</section>` : nothing}
                <section class="third ${alone}"><div class="head"><h2>Most frequent templates</h2>
                  <button class="link" type="button" @click=${() => this.app.selecting.view("templates")}>All ${countOf(report.templates.length, "template")}</button></div>
                  ${this.templates(rows.slice(0, 8))}</section>`
          }
        </div>
      </div>`;
  }

  /** What this is: the files, how large, over what time, how read, and how much of it was understood. */
  private what(report: Report): TemplateResult {
    const { totals, source } = report;
    const { clock } = factsOf(report);
    const [plan] = source.plan.files;
    const bytes = source.files.reduce((sum, file) => sum + file.bytes, 0);
    const fact = (name: string, value: TemplateResult | string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<dl class="what">
      ${fact(countOf(source.files.length, "file"), formatBytes(bytes))}
      ${fact("lines", formatNumber(totals.lines))}
      ${fact("events", formatNumber(totals.events))}
      ${totals.firstMs === null || totals.lastMs === null ? nothing : fact("from", html`${clock.dateTime(totals.firstMs)} <span class="muted">${clock.zoneLabel(totals.firstMs)}</span>`)}
      ${totals.firstMs === null || totals.lastMs === null ? nothing : fact("span", formatDuration(totals.lastMs - totals.firstMs))}
      ${plan === undefined ? nothing : fact("read as", `${plan.label}${source.plan.files.length > 1 ? ` and ${source.plan.files.length - 1} more` : ""}`)}
      ${fact("understood", totals.lines === 0 ? NO_VALUE : `${formatShare(1 - totals.unparsedLines / totals.lines)} of lines`)}
    </dl>`;
  }

  /** What no detector says: new sentences, more errors than elsewhere, nothing at all, lines that were not understood. */
  private headlines(report: Report): TemplateResult | typeof nothing {
    const found = headlinesOf(report, this.state.selection.rangeMs);
    if (found.length === 0) return nothing;
    return html`<section class="second"><div class="head"><h2>Also notable</h2></div>
      <ul>${found.map(({ sentence, leads, go }) => html`<li class="headline"><p>${sentence}</p><button class="link" type="button" @click=${() => go(this.app)}>${leads}</button></li>`)}</ul></section>`;
  }

  /** Sorted once a selection: there may be ten thousand. */
  private rowsOf(report: Report, counts: SelectedCounts | null): TemplateRow[] {
    const { rows } = this;
    const { rangeMs: range, levels } = this.state.selection;
    const of = [report.templates, range, levels, counts?.byTemplate];
    if (rows?.of.every((part, i) => part === of[i])) return rows.rows;
    const filter = { text: "", levels, range, counts: counts?.byTemplate ?? null };
    const made = templateRows(report, factsOf(report).seriesById, filter, { column: "count", descending: true });
    this.rows = { of, rows: made };
    return made;
  }
  private rows: { of: unknown[]; rows: TemplateRow[] } | null = null;

  /** Whether more than time is selected. */
  private get isFiltered(): boolean {
    return narrows({ ...this.state.selection, rangeMs: null });
  }

  private finding(report: Report, finding: Finding): TemplateResult {
    const { alertId } = this.state.selection;
    const { alerts, strongest } = finding;
    const choose = (): void => this.app.selecting.alert(strongest.id);
    if (alerts.length === 1) return alertRow(report, strongest, strongest.id === alertId, choose);
    return incidentRow(report, finding, { selected: alerts.some(({ id }) => id === alertId), onChoose: choose });
  }

  private measures(series: readonly Series[]): TemplateResult {
    const shown = this.allMeasures ? series : series.slice(0, MOST_MEASURES);
    return html`<section class="wide second"><div class="head"><h2>${series.length === 1 ? "Numeric column" : "Numeric columns"}</h2>
        ${series.length > MOST_MEASURES ? html`<button class="link" type="button" aria-expanded=${this.allMeasures} @click=${() => this.showMeasures(!this.allMeasures)}>${this.allMeasures ? "Fewer" : `${series.length - MOST_MEASURES} more`}</button>` : nothing}</div>
      <div class="measures ${series.length > 1 ? "several" : ""}">${shown.map((one) => html`<tl-series-chart .app=${this.app} .state=${this.state} .seriesId=${one.id}></tl-series-chart>`)}</div></section>`;
  }

  private showMeasures(all: boolean): void {
    this.allMeasures = all;
  }

  private levels(report: Report, counts: SelectedCounts | null): TemplateResult {
    const { rangeMs: range, levels } = this.state.selection;
    const sums = counts?.byLevel ?? sumsInRange(report, range);
    const rows = ALL_LEVEL_NAMES.map((name) => ({
      name,
      count: sums === null ? report.totals.levels[name] : sums[codeOfName(name)]!,
    }));
    const isChosen = (name: LevelName): boolean =>
      levels.length === 0 || levels.includes(levelOfCode(codeOfName(name)));
    const present = rows.filter(({ name, count }) => count > 0 && isChosen(name));
    const total = present.reduce((sum, { count }) => sum + count, 0);
    const most = Math.max(1, ...present.map(({ count }) => count));
    if (present.length === 0) return html`<p class="nothing">No events${this.inWords}.</p>`;
    return html`<table class="levels"><thead class="hear"><tr><th>level</th><th>events</th><th>share</th><th>bar</th></tr></thead><tbody>
      ${present.map(({ name, count }) => {
        const level = levelOfCode(codeOfName(name));
        return html`<tr><th scope="row"><button class="level" type="button" title="Show these lines" @click=${() => this.app.selecting.lines({ levels: [level], alertId: null, templateId: null })}>${levelMark(level)}<span aria-hidden="true">${name === "none" ? "no level" : name}</span></button></th>
          <td class="number">${formatNumber(count)}</td><td class="number muted">${formatShare(count / total)}</td>
          <td class="bar"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${Math.max(0.8, (count / most) * 100)} height="8" fill="var(--tl-level-${name})" />`}</svg></td></tr>`;
      })}</tbody></table>`;
  }

  private get inWords(): string {
    return this.isFiltered ? " in this selection" : this.state.selection.rangeMs === null ? "" : " in this range";
  }

  private templates(rows: readonly TemplateRow[]): TemplateResult {
    if (rows.length === 0) return html`<p class="nothing">No templates${this.inWords}.</p>`;
    return html`<ul>${rows.map(
      ({
        template,
        count,
        exact,
      }) => html`<li><button class="template" type="button" title=${template.template} @click=${() => this.app.selecting.template(template.id)}>
        ${levelMark(template.level)}<span class="mono">${templateText(template.template)}</span>
        <span class="number">${exact ? "" : "≤ "}${formatNumber(count)}${template.status.map((status) => html`<span class="tag">${status}</span>`)}</span></button></li>`,
    )}</ul>`;
  }

  /** Templates of errors, and those that are new, rare or vanished; each only when there are some. */
  private worst(rows: readonly TemplateRow[]): TemplateResult {
    const bad = rows.flatMap((row) => (isError(row.template.level) ? [errorsOf(row)] : []));
    bad.sort((a, b) => b.count - a.count);
    const marked = rows.filter(({ template }) => template.status.length > 0).reverse();
    const section = (title: string, found: readonly TemplateRow[], alone: boolean): TemplateResult | typeof nothing =>
      found.length === 0
        ? nothing
        : html`<section class="fourth ${alone ? "wide" : ""}"><div class="head"><h2>${title}</h2><span class="muted">${countOf(found.length, "template")}</span></div>${this.templates(found.slice(0, MOST))}</section>`;
    return html`${section("Errors by template", bad, marked.length === 0)}${section("New, rare, vanished", marked, bad.length === 0)}`;
  }

  private reading(report: Report): TemplateResult {
    const { totals } = report;
    const { clock } = factsOf(report);
    return html`<dl class="read">
      ${sourceFiles(report)}
      <div><dt>Lines</dt><dd>${countOf(totals.lines, "line")}, ${countOf(totals.events, "event")}${totals.unparsedLines > 0 ? html`, <span class="ink-warn">${formatNumber(totals.unparsedLines)} unparsed</span>` : ""}</dd></div>
      <div><dt>Time</dt><dd>${totals.firstMs === null || totals.lastMs === null ? "no times found" : `${clock.range(totals.firstMs, totals.lastMs)} ${clock.zoneLabel(totals.firstMs)}`}</dd></div>
      ${report.completeness.coarsened === null ? nothing : html`<div><dt>Resolution</dt><dd title=${report.completeness.coarsened}>${coarsenedWords(report.completeness.coarsened)}</dd></div>`}
      <div><dt>Detectors</dt><dd>${report.detectorsRun.map(({ name, options }) => `${name}${optionWords(options)}`).join("; ") || NO_VALUE}</dd></div>
      <div><dt>Digest</dt><dd class="mono" title=${report.digest}>${report.digest.slice(0, 16) || NO_VALUE}</dd></div>
    </dl>`;
  }
}

/** @returns a row that counts errors alone: of a part of a template's events at most as many */
function errorsOf(row: TemplateRow): TemplateRow {
  const { errors, count } = row.template;
  if (errors === undefined) return row;
  return { ...row, count: Math.min(errors, row.count), exact: row.exact && row.count === count };
}

function optionWords(options: Record<string, number | string | number[]>): string {
  const words = Object.entries(options).map(
    ([key, value]) => `${key} ${Array.isArray(value) ? value.join("+") : value}`,
  );
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}

/** @returns the analysis in two sentences */
function story(
  report: Report,
  { rangeMs, levels }: Selection,
  alerts: readonly Alert[],
  counts: SelectedCounts | null,
): TemplateResult | string {
  const range = rangeOf(report, rangeMs);
  const seen = seenRange(report, rangeMs);
  const { bins } = factsOf(report);
  if (range === null || bins === null || seen === null)
    return `${countOf(report.totals.lines, "line")}, ${countOf(report.totals.events, "event")}, without times.`;
  const sums = counts?.byLevel ?? sumByLevel(bins, range);
  const inRange = rangeMs === null ? report.totals.events : sums.reduce((sum, count) => sum + count, 0);
  const events = counts?.events ?? inRange;
  const ofLevel = (level: Level): number =>
    levels.length === 0 || levels.includes(level) ? sums[codeOfName(level)]! : 0;
  const errors = ofLevel("error") + ofLevel("fatal");
  const findings = findingsOf(report, alerts);
  const top = findings[0]?.strongest;
  const first = `${countOf(events, "event")} in ${formatDuration(seen.endMs - seen.startMs)}${errors > 0 ? `, ${countOf(errors, "error")} among them` : ""}.`;
  if (top === undefined) return first;
  const { clock } = factsOf(report);
  return html`${first} ${countOf(alerts.length, "alert")}${findings.length < alerts.length ? ` at ${countOf(findings.length, "time")}` : ""}${findings.length === 1 ? "" : ", the strongest"} at <span class="together">${clock.dateTime(top.startMs)}</span>.`;
}

customElements.define("tl-overview-view", OverviewView);
