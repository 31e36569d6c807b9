/** <tl-measure>: one numeric column over the range: its line, the value under the cursor, and words and table behind it. */
import { css, html, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";
import { countOf, formatDuration, formatNumber, NO_VALUE } from "../charts/format.ts";
import { MeasureLine } from "../charts/measure-line.ts";
import { measureRows, summariseMeasure } from "../charts/measure-summary.ts";
import type { Alert, Report, Series } from "../model/report.ts";
import { alertsIn, factsOf, rangeOf } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

/** Rows of the table behind the picture, at most. */
const TABLE_ROWS = 24;

export class MeasureChart extends View {
  static override styles = [
    sharedStyles,
    css`${unsafeCSS(uPlotCss)}`,
    css`
      :host { display: block; min-width: 0; }
      .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--tl-3); padding: var(--tl-2) var(--tl-4) 0; }
      h3 { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .figures { margin-left: auto; font-size: var(--tl-small); color: var(--tl-text-muted); white-space: nowrap; }
      .figures b { font-weight: var(--tl-bold); color: var(--tl-text); }
      .plot { position: relative; height: 128px; min-width: 0; overflow: hidden; }
      .u-select { background: color-mix(in oklab, var(--tl-accent-mark) 22%, transparent); border: solid var(--tl-accent-mark); border-width: 0 1px; }
      .u-cursor-x { border-right: 1px solid var(--tl-text-muted) !important; }
      .u-over { cursor: crosshair; }
      @media (max-width: 699px) { .head { padding: var(--tl-2) var(--tl-3) 0; } .figures { margin-left: 0; } }
    `,
  ];
  static override properties = { ...View.properties, series: { attribute: false }, hovered: { state: true } };

  declare series: Series;
  declare hovered: number | null;

  private chart: MeasureLine | null = null;
  private observer: ResizeObserver | null = null;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private readonly recolor = (): void => this.chart?.refreshColors();

  constructor() {
    super();
    this.hovered = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.scheme.addEventListener("change", this.recolor);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.scheme.removeEventListener("change", this.recolor);
    this.observer?.disconnect();
    this.chart?.destroy();
    this.chart = null;
  }

  protected override updated(changed: PropertyValues): void {
    const report = this.state.result?.report;
    const plot = this.renderRoot.querySelector<HTMLElement>(".plot");
    if (report === undefined || plot === null) return;
    const range = rangeOf(report, this.state.selection.rangeMs);
    if (range === null) return;
    this.chart ??= this.makeChart(plot);
    const before = changed.get("state") as typeof this.state | undefined;
    if (before !== undefined && before.theme !== this.state.theme) this.chart.refreshColors();
    if (!changed.has("state") && !changed.has("series")) return;
    const spans = this.alerts(report).map(({ id, startMs, endMs }) => ({
      startMs,
      endMs,
      selected: id === this.state.selection.alertId,
    }));
    this.chart.update({ series: this.series, range, clock: factsOf(report).clock, spans });
  }

  private makeChart(plot: HTMLElement): MeasureLine {
    const { selecting } = this.app;
    const chart = new MeasureLine(plot, {
      onRange: (range) => selecting.range(range),
      onBack: () => selecting.back(),
      onHover: (bin) => {
        this.hovered = bin;
      },
    });
    const resize = (): void => chart.resize(plot.clientWidth, plot.clientHeight);
    // many charts appear at once: the first picture of each is a task of its own
    this.observer = new ResizeObserver(() => {
      if (chart.drawn) resize();
      else setTimeout(resize);
    });
    this.observer.observe(plot);
    return chart;
  }

  private alerts(report: Report): Alert[] {
    const own = report.alerts.filter(({ series }) => series === this.series.id);
    return alertsIn(own, this.state.selection.rangeMs);
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    const range = report === undefined ? null : rangeOf(report, this.state.selection.rangeMs);
    if (report === undefined || range === null) return html``;
    const { clock } = factsOf(report);
    const { series } = this;
    const rows = measureRows(series, range, TABLE_ROWS);
    return html`<div class="head"><h3 title=${series.label}>${series.label}</h3>${this.figures(report)}</div>
      <div class="plot" role="img" aria-label=${this.words(report)}></div>
      <div class="hear"><table><caption>${series.label}, means</caption>
        <thead><tr><th scope="col">time</th><th scope="col">mean</th></tr></thead>
        <tbody>${rows.map(({ startMs, mean }) => html`<tr><th scope="row">${clock.dateTime(startMs)}</th><td>${mean === null ? "no values" : formatNumber(mean)}</td></tr>`)}</tbody></table></div>`;
  }

  private figures(report: Report): TemplateResult {
    const { series, hovered } = this;
    const { clock } = factsOf(report);
    if (hovered !== null && hovered < series.counts.length) {
      const value = series.counts[hovered] ?? null;
      return html`<span class="figures" aria-hidden="true">${clock.dateTime(series.startMs + hovered * series.binMs)} <b>${value === null ? NO_VALUE : formatNumber(value)}</b></span>`;
    }
    const range = rangeOf(report, this.state.selection.rangeMs);
    const summary = range === null ? null : summariseMeasure(series, range);
    if (summary === null) return html`<span class="figures">no values in this range</span>`;
    return html`<span class="figures" aria-hidden="true"><b>${formatNumber(summary.least)}</b> to <b>${formatNumber(summary.largest)}</b>, mean <b>${formatNumber(summary.mean)}</b> · means of ${formatDuration(series.binMs)}</span>`;
  }

  private words(report: Report): string {
    const { clock } = factsOf(report);
    const range = rangeOf(report, this.state.selection.rangeMs)!;
    const summary = summariseMeasure(this.series, range);
    const when = `${this.series.label}, ${clock.range(range.startMs, range.endMs)}`;
    if (summary === null) return `${when}: no values.`;
    const alerts = this.alerts(report).length;
    return `${when}: mean ${formatNumber(summary.mean)}, from ${formatNumber(summary.least)} to ${formatNumber(summary.largest)}, highest at ${clock.dateTime(summary.largestAtMs)}${summary.emptyBins > 0 ? `; no values in ${countOf(summary.emptyBins, "bin")}` : ""}${alerts > 0 ? `; ${countOf(alerts, "alert")}` : ""}.`;
  }
}

customElements.define("tl-measure", MeasureChart);
