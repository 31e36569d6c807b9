/**
 * <tl-series-chart>: one series over the range: bars of counts or a line of means, the expected band behind, the limit
 * dashed, its alerts shaded; the value under the shared cursor; words and a table behind it. Counts come from the cells;
 * from the report's own series where there are none.
 */
import { css, html, nothing, type TemplateResult, unsafeCSS } from "lit";
import { guard } from "lit/directives/guard.js";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";
import { CountFeed } from "../app/count-feed.ts";
import { seriesRefOf } from "../app/series-ref.ts";
import { countOf, formatNumber, formatWidth, NO_VALUE } from "../charts/format.ts";
import { binsOfCounts, type LevelBins, sumByLevel, type TimeRange } from "../charts/level-bins.ts";
import { LinePainter } from "../charts/line-painter.ts";
import { measureRows, summariseMeasure } from "../charts/measure-summary.ts";
import type { ChartSpan } from "../charts/plot-ranges.ts";
import { StackPainter } from "../charts/stack-painter.ts";
import { type Painter, TimePlot } from "../charts/time-plot.ts";
import type { Expected } from "../model/counts.ts";
import type { Alert, Report } from "../model/report.ts";
import type { EpochMs } from "../model/units.ts";
import { ChartController } from "./chart-controller.ts";
import { alertsIn, factsOf, rangeOf, seriesLabel } from "./facts.ts";
import { icon } from "./icons.ts";
import { templateText } from "./level-mark.ts";
import { sharedStyles } from "./shared.styles.ts";
import { selectedSpans } from "./time-line-alerts.ts";
import { OF_OTHER_VIEWS, View } from "./view.ts";
import { widthOf } from "./width.ts";

/** Rows of the table behind the picture, at most. */
const TABLE_ROWS = 24;

/** Tells the chart above it that wheel or fingers move the range. */
export class GestureEvent extends Event {
  readonly range: TimeRange;
  constructor(range: TimeRange) {
    super("tl-gesture", { bubbles: true, composed: true });
    this.range = range;
  }
}

interface Source {
  bins: LevelBins;
  expected: Expected | null;
  painter: Painter;
}

export class SeriesChart extends View {
  static override styles = [
    sharedStyles,
    css`${unsafeCSS(uPlotCss)}`,
    css`
      :host { display: block; min-width: 0; }
      .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--tl-3); padding: var(--tl-2) var(--tl-4) 0; }
      h3, .name { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      h3.mono { font-weight: 400; }
      .parameter { color: var(--tl-accent); }
      .figures { margin-left: auto; font-size: var(--tl-small); color: var(--tl-text-muted); }
      :host([strip]) .figures { white-space: nowrap; }
      .figures b { font-weight: var(--tl-bold); color: var(--tl-text); }
      .figures output:not(:empty) + span { display: none; }
      .plot { position: relative; height: var(--tl-chart-height, 128px); min-width: 0; overflow: hidden; }
      .away { align-self: center; }
      .u-select { background: color-mix(in oklab, var(--tl-accent-mark) 22%, transparent); border: solid var(--tl-accent-mark); border-width: 0 1px; }
      .u-cursor-x { border-right: 1px solid var(--tl-text-muted) !important; }
      .u-over { cursor: crosshair; }
      :host([strip]) { --tl-chart-height: 50px; border-top: 1px solid var(--tl-line); }
      :host([strip]) .head { flex-wrap: nowrap; align-items: center; gap: var(--tl-2); height: 22px; padding: 0 var(--tl-3) 0 18px; font-size: var(--tl-small); }
      
      :host([strip]) .away { min-height: 20px; padding: 0 4px; }
      @media (max-width: 699px) { .head { padding: var(--tl-2) var(--tl-3) 0; } .figures { margin-left: 0; } :host([strip]) .figures { margin-left: auto; } }
    `,
  ];
  static override properties = {
    ...View.properties,
    seriesId: { attribute: false },
    range: { attribute: false },
    strip: { type: Boolean, reflect: true },
  };

  declare seriesId: string;
  /** absent: the selected range */
  declare range: TimeRange | undefined;
  /** a low chart under the time line, which can be taken away */
  declare strip: boolean;

  private source: Source | null = null;
  private readonly drawing = new ChartController<TimePlot>(this, {
    make: (place) => this.makeChart(place),
    fit: (chart, place) => {
      const before = chart.plotWidth;
      chart.resize(place.clientWidth, place.clientHeight);
      // more room wants finer bins
      if (chart.plotWidth !== before) this.requestUpdate();
    },
  });
  private readonly feed = new CountFeed(
    (queries) => this.app.counts(queries),
    () => this.requestUpdate(),
  );

  protected override get ignores() {
    return OF_OTHER_VIEWS;
  }

  /** Shows another range at once, while wheel or fingers move it. */
  follow(range: TimeRange): void {
    this.drawing.chart?.follow(range);
  }

  private get shownRange(): TimeRange | null {
    const report = this.state.result?.report;
    return report === undefined ? null : (this.range ?? rangeOf(report, this.state.selection.rangeMs));
  }

  protected override willUpdate(): void {
    const report = this.state.result?.report;
    const range = this.shownRange;
    this.source = report === undefined || range === null ? null : this.sourceOf(report, range);
  }

  /** The painter stays the same as long as what it paints does. */
  private sourceOf(report: Report, range: TimeRange): Source | null {
    const { result } = this.state;
    const { whole, seriesById } = factsOf(report);
    const ref = seriesRefOf(this.seriesId);
    if (whole === null || result === null) return null;
    if (ref === null) return this.storedSource(report);
    const { barPixels } = this.state.display;
    const isMeasure = ref.kind === "measure";
    const filter = ref.kind === "count" ? ref.filter : {};
    const subject = isMeasure
      ? { filter, measure: ref.measure, statistic: ref.statistic, expected: true }
      : { filter, expected: true };
    const bars = Math.max(20, (this.drawing.chart?.plotWidth ?? 400) / (isMeasure ? 2 : barPixels));
    const counts = this.feed.counts({ of: result.report.templates, subject, range, whole, bars });
    const stored = seriesById.get(this.seriesId);
    const key: object | undefined = counts ?? stored;
    if (key === undefined) return null;
    if (this.keyed === key && this.source !== null) return this.source;
    this.keyed = key;
    const bins = counts === null ? binsOfSeries(stored!) : binsOfCounts(counts);
    const expected = counts?.expected ?? null;
    const layers = [{ row: 0, color: colorOf(this.seriesId) }];
    const painter = isMeasure
      ? new LinePainter(bins, expected)
      : new StackPainter(bins, layers, { expected, barPixels });
    return { bins, expected, painter };
  }
  /** What no question to the cells gives, such as a difference: as the report has it. */
  private storedSource(report: Report): Source | null {
    const stored = factsOf(report).seriesById.get(this.seriesId);
    if (stored === undefined) return null;
    if (this.keyed === stored && this.source !== null) return this.source;
    this.keyed = stored;
    const bins = binsOfSeries(stored);
    return { bins, expected: null, painter: new LinePainter(bins) };
  }

  private keyed: object | null = null;

  protected override updated(): void {
    const report = this.state.result?.report;
    const range = this.shownRange;
    if (report === undefined || range === null || this.source === null) return;
    const { clock, whole } = factsOf(report);
    const spans = this.alerts(report).flatMap((alert): ChartSpan[] => {
      const { id, startMs, endMs } = alert;
      return id === this.state.selection.alertId ? selectedSpans(alert) : [{ startMs, endMs, selected: false }];
    });
    this.drawing.at(this.renderRoot.querySelector<HTMLElement>(".plot"))?.update({
      painter: this.source.painter,
      range,
      whole: whole ?? range,
      clock,
      logScale: false,
      spans,
    });
  }

  private makeChart(plot: HTMLElement): TimePlot {
    const { selecting } = this.app;
    const options = { timeAxis: !this.strip, wheelZooms: this.strip, keysHost: null };
    return new TimePlot(plot, options, {
      onRange: (range) => selecting.range(range),
      onGesture: (range) => {
        this.follow(range);
        this.dispatchEvent(new GestureEvent(range));
      },
      onBack: () => selecting.back(),
      onWhole: () => selecting.range(null),
      onHover: (atMs) => this.tell(atMs),
      onLayout: () => undefined,
    });
  }

  private alerts(report: Report): Alert[] {
    const own = report.alerts.filter(({ series }) => series === this.seriesId);
    return alertsIn(own, this.shownRange);
  }

  /** The value under the cursor, written past Lit: it follows the pointer. */
  private tell(atMs: EpochMs | null): void {
    const output = this.renderRoot.querySelector("output");
    const report = this.state.result?.report;
    if (output === null || report === undefined) return;
    output.textContent = atMs === null || this.source === null ? "" : this.valueWords(report, this.source, atMs);
  }

  private valueWords(report: Report, { bins, expected, painter }: Source, atMs: EpochMs): string {
    const shown = painter.isCount ? (painter as StackPainter).bins : bins;
    const bin = Math.floor((atMs - shown.startMs) / shown.binMs);
    if (bin < 0 || bin >= shown.binCount) return "";
    const value = shown.counts[bin]!;
    const { clock } = factsOf(report);
    const mean = expected !== null && shown.binMs === bins.binMs ? expectedAt(bins, expected, shown, bin) : Number.NaN;
    const hoped = Number.isNaN(mean) ? "" : ` · expected ${formatNumber(mean)}`;
    return `${clock.dateTime(shown.startMs + bin * shown.binMs)} · ${Number.isNaN(value) ? NO_VALUE : formatNumber(value)}${hoped}`;
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    const range = this.shownRange;
    if (report === undefined || range === null) return html``;
    const label = seriesLabel(report, this.seriesId);
    const title = this.seriesId.startsWith("template:") ? templateText(label) : label;
    const mono = this.seriesId.startsWith("template:") ? "mono" : "";
    return html`<div class="head">${this.strip ? html`<span class="name ${mono}" title=${label}>${title}</span>` : html`<h3 class=${mono} title=${label}>${title}</h3>`}
        <span class="figures" aria-hidden="true"><output></output>${this.figures(range)}</span>
        ${this.strip ? html`<button class="button quiet away" type="button" title="Take the chart away" @click=${() => this.app.selecting.toggleChart(this.seriesId)}>${icon("close")}<span class="hear">Take the chart of ${label} away</span></button>` : nothing}</div>
      ${this.source === null ? html`<p class="muted head">${this.feed.absent ? "The report holds no counts of this." : ""}</p>` : nothing}
      <div class="plot" role="img" aria-label=${guard([this.source, range.startMs, range.endMs, report.alerts, this.state.display], () => this.words(report, label, range))}></div>
      ${guard([this.source, range.startMs, range.endMs, this.state.display], () => this.table(report, label, range))}`;
  }

  private figures(range: TimeRange): TemplateResult | typeof nothing {
    if (this.source === null) return nothing;
    const { bins, painter } = this.source;
    if (painter.isCount) {
      return html`<span><b>${formatNumber(sumByLevel(bins, range)[0] ?? 0)}</b> ${this.strip ? nothing : html`in bins of ${widthOf(bins.binMs)}`}</span>`;
    }
    const summary = summariseMeasure(bins, range);
    if (summary === null) return html`<span>no values in this range</span>`;
    return html`<span><b>${formatNumber(summary.least)}</b> to <b>${formatNumber(summary.largest)}</b>, mean <b>${formatNumber(summary.mean)}</b>${this.strip ? nothing : html` · means of ${widthOf(bins.binMs)}`}</span>`;
  }

  private words(report: Report, label: string, range: TimeRange): string {
    const { clock } = factsOf(report);
    const when = `${label}, ${clock.range(range.startMs, range.endMs)}`;
    if (this.source === null) return `${when}: not counted.`;
    const { bins, painter } = this.source;
    const alerts = this.alerts(report).length;
    const tail = alerts > 0 ? `; ${countOf(alerts, "alert")}` : "";
    const summary = summariseMeasure(bins, range);
    if (summary === null) return `${when}: no values.`;
    if (painter.isCount)
      return `${when}: ${countOf(sumByLevel(bins, range)[0] ?? 0, "event")}, at most ${formatNumber(summary.largest)} in ${formatWidth(bins.binMs)}, at ${clock.dateTime(summary.largestAtMs)}${tail}.`;
    return `${when}: mean ${formatNumber(summary.mean)}, from ${formatNumber(summary.least)} to ${formatNumber(summary.largest)}, highest at ${clock.dateTime(summary.largestAtMs)}${summary.emptyBins > 0 ? `; no values in ${countOf(summary.emptyBins, "bin")}` : ""}${tail}.`;
  }

  private table(report: Report, label: string, range: TimeRange): TemplateResult | typeof nothing {
    if (this.source === null) return nothing;
    const { clock } = factsOf(report);
    const rows = measureRows(this.source.bins, range, TABLE_ROWS);
    const what = this.source.painter.isCount ? `mean events in ${formatWidth(this.source.bins.binMs)}` : "mean";
    return html`<div class="hear"><table><caption>${label}, ${what}</caption>
      <thead><tr><th scope="col">time</th><th scope="col">mean</th></tr></thead>
      <tbody>${rows.map(({ startMs, mean }) => html`<tr><th scope="row">${clock.dateTime(startMs)}</th><td>${mean === null ? "no values" : formatNumber(mean)}</td></tr>`)}</tbody></table></div>`;
  }
}

function expectedAt(bins: LevelBins, expected: Expected, shown: LevelBins, bin: number): number {
  const at = Math.round((shown.startMs - bins.startMs) / bins.binMs) + bin;
  return expected.mean[at] ?? Number.NaN;
}

function binsOfSeries({ startMs, binMs, counts }: Report["series"][number]): LevelBins {
  return { startMs, binMs, binCount: counts.length, counts: Float64Array.from(counts, (value) => value ?? Number.NaN) };
}

function colorOf(seriesId: string): string {
  const level = /^level:(.+)$/.exec(seriesId)?.[1];
  return level === undefined ? "--tl-level-info" : `--tl-level-${level}`;
}

customElements.define("tl-series-chart", SeriesChart);
