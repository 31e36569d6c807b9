/**
 * <tl-time-line>: the time line over every view. Stacks the counts of the selection by level or by a dimension, or the
 * provisional ones while reading; under it the alert lane and the charts of chosen series, all on one time axis and with
 * one cursor. Owns the legend, the readout and the tools.
 */
import { css, html, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";
import { CountFeed } from "../app/count-feed.ts";
import { AlertLane, type LaneSpan } from "../charts/alert-lane.ts";
import { countOf, formatDuration, formatNumber, formatShort } from "../charts/format.ts";
import { type LevelBins, levelBinsOfPreview, type TimeRange, totalOfBin } from "../charts/level-bins.ts";
import { PreviewRange } from "../charts/preview-range.ts";
import { StackPainter } from "../charts/stack-painter.ts";
import { TimePlot } from "../charts/time-plot.ts";
import { ZoneClock } from "../charts/zone-clock.ts";
import type { Report } from "../model/report.ts";
import type { EpochMs } from "../model/units.ts";
import { alertsIn, dimensionsOf, factsOf, findingsOf, lackingOf, subjectOf } from "./facts.ts";
import { icon } from "./icons.ts";
import { GestureEvent, type SeriesChart } from "./series-chart.ts";
import { sharedStyles } from "./shared.styles.ts";
import { timeLineStyles } from "./time-line.styles.ts";
import {
  levelLayers,
  type NamedLayer,
  pictureOf,
  stackedBy,
  subjectOfStack,
  sumsOf,
  type TimeLinePicture,
} from "./time-line-picture.ts";
import { binWords, eventsTable, summaryWords } from "./time-line-words.ts";
import { View } from "./view.ts";

export class TimeLine extends View {
  static override styles = [sharedStyles, css`${unsafeCSS(uPlotCss)}`, timeLineStyles];
  static override properties = {
    ...View.properties,
    hovered: { state: true },
    spanName: { state: true },
    box: { state: true },
    binMs: { state: true },
  };

  /** the bin under the cursor, by its start */
  declare hovered: EpochMs | null;
  declare spanName: string | null;
  declare box: { left: number; width: number };
  /** width of the bars as drawn */
  declare binMs: number;

  private chart: TimePlot | null = null;
  private lane: AlertLane | null = null;
  private readonly preview = new PreviewRange();
  private previewClock: ZoneClock | null = null;
  private picture: TimeLinePicture | null = null;
  private painter: StackPainter | null = null;
  private alertCount = 0;
  private observer: ResizeObserver | null = null;
  private readonly feed = new CountFeed(
    (queries) => this.app.counts(queries),
    () => this.requestUpdate("state", undefined),
  );
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private readonly recolor = (): void => this.chart?.refreshColors();

  constructor() {
    super();
    this.hovered = null;
    this.spanName = null;
    this.box = { left: 48, width: 0 };
    this.binMs = 0;
    this.addEventListener("tl-gesture", (event) => {
      if (event instanceof GestureEvent) this.follow(event.range, event.composedPath()[0] as Element);
    });
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
    this.lane = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("state") && !changed.has("box")) return;
    const { picture } = this;
    this.picture = this.state.phase === "reading" ? this.readingPicture() : this.resultPicture();
    if (
      this.picture === null ||
      (this.picture.source === picture?.source && this.painter !== null && !changed.has("state"))
    )
      return;
    const least = this.picture.provisional && picture?.provisional ? (this.painter?.tallest ?? 1) : 1;
    this.painter = new StackPainter(this.picture.source, this.picture.drawn, {
      logScale: this.state.logScale,
      least,
      barPixels: this.state.display.barPixels,
    });
  }

  protected override updated(changed: PropertyValues): void {
    const plot = this.renderRoot.querySelector<HTMLElement>(".plot");
    if (plot === null || this.picture === null || this.painter === null) {
      this.observer?.disconnect();
      this.chart?.destroy();
      this.chart = null;
      this.lane = null;
      return;
    }
    this.chart ??= this.makeChart(plot);
    const before = changed.get("state") as typeof this.state | undefined;
    if (before !== undefined && before.theme !== this.state.theme) this.chart.refreshColors();
    if (changed.has("state")) {
      const { range, whole, clock } = this.picture;
      const { logScale } = this.state;
      this.chart.update({ painter: this.painter, range, whole, clock, logScale, spans: this.spans() });
    }
    this.updateLane(this.picture);
  }

  private makeChart(plot: HTMLElement): TimePlot {
    const { selecting } = this.app;
    const result = (): boolean => this.state.phase === "result";
    const options = { timeAxis: true, wheelZooms: true, keysHost: plot };
    const chart = new TimePlot(plot, options, {
      onRange: (range) => result() && selecting.range(range),
      onGesture: (range) => result() && this.follow(range, null),
      onBack: () => selecting.back(),
      onWhole: () => selecting.range(null),
      onHover: (atMs) => this.hover(atMs),
      onLayout: (box) => {
        if (box.left !== this.box.left || box.width !== this.box.width) this.box = box;
        this.binMs = this.painter?.bins.binMs ?? 0;
      },
    });
    const resize = (): void => chart.resize(plot.clientWidth, plot.clientHeight);
    // the first picture takes long: in a task of its own, after the rest of the page is laid out
    this.observer = new ResizeObserver(() => {
      if (chart.drawn) resize();
      else setTimeout(resize);
    });
    this.observer.observe(plot);
    return chart;
  }

  /** All charts show a range at once, while wheel or fingers move it. @param from the chart that shows it already */
  private follow(range: TimeRange, from: Element | null): void {
    this.chart?.follow(range);
    for (const chart of this.renderRoot.querySelectorAll<SeriesChart>("tl-series-chart")) {
      if (chart !== from) chart.follow(range);
    }
    if (this.picture !== null) this.placeLane(this.picture, range);
  }

  private hover(atMs: EpochMs | null): void {
    const bins = this.painter?.bins;
    const bin = atMs === null || bins === undefined ? -1 : Math.floor((atMs - bins.startMs) / bins.binMs);
    this.hovered = bins !== undefined && bin >= 0 && bin < bins.binCount ? bins.startMs + bin * bins.binMs : null;
  }

  private readingPicture(): TimeLinePicture | null {
    const { progress, opened } = this.state;
    if (progress?.preview == null) {
      this.preview.reset();
      return null;
    }
    const source = levelBinsOfPreview(progress.preview);
    const share = progress.bytesTotal > 0 ? progress.bytesRead / progress.bytesTotal : 0;
    const lacks = opened === null ? "nothing" : lackingOf(opened.plan);
    if (this.previewClock?.lacks !== lacks) this.previewClock = new ZoneClock("UTC", lacks);
    const range = this.preview.update(source, share);
    const layers = levelLayers([]);
    const clock = this.previewClock;
    return { source, layers, drawn: layers, range, whole: range, clock, provisional: true, note: "" };
  }

  private resultPicture(): TimeLinePicture | null {
    this.preview.reset();
    const { result } = this.state;
    if (result === null) return null;
    const { report } = result;
    const { whole } = factsOf(report);
    if (whole === null) return null;
    const range = this.state.selection.rangeMs ?? whole;
    this.alertCount = alertsIn(report.alerts, range).length;
    const bars = Math.max(20, (this.box.width || 600) / this.state.display.barPixels);
    const subject = subjectOfStack(this.state, report);
    return pictureOf(this.state, report, this.feed.counts({ of: report.templates, subject, range, whole, bars }));
  }

  private spans() {
    const report = this.state.result?.report;
    if (report === undefined || this.picture === null || this.picture.provisional) return [];
    const { alertId } = this.state.selection;
    // those just outside too: they come into sight while the range is moved
    if (this.joined?.of !== report.alerts) this.joined = { of: report.alerts, spans: joinSpans(report.alerts) };
    const spans = this.joined.spans.map((span) => ({ ...span, selected: false }));
    const chosen = report.alerts.find(({ id }) => id === alertId);
    if (chosen !== undefined) spans.push({ startMs: chosen.startMs, endMs: chosen.endMs, selected: true });
    return spans;
  }

  private joined: { of: Report["alerts"]; spans: TimeRange[] } | null = null;

  private updateLane(picture: TimeLinePicture): void {
    const host = this.renderRoot.querySelector<HTMLElement>(".lane");
    const report = this.state.result?.report;
    if (host === null || report === undefined) {
      this.lane = null;
      return;
    }
    this.style.setProperty("--lane-left", `${this.box.left}px`);
    // while a file is read there is no lane, and afterwards it is another element
    if (this.lane?.host !== host) this.lane = null;
    this.lane ??= new AlertLane(host, {
      onSelect: (id) => this.chooseSpan(id),
      onName: (name) => {
        this.spanName = name;
      },
    });
    this.placeLane(picture, picture.range);
  }

  private placeLane({ whole }: TimeLinePicture, range: TimeRange): void {
    const report = this.state.result?.report;
    if (report === undefined) return;
    this.lane?.update({ spans: this.laneSpans(report), range, left: this.box.left, width: this.box.width });
    const strip = this.renderRoot.querySelector<HTMLElement>(".window");
    if (strip === null) return;
    const spanMs = whole.endMs - whole.startMs;
    strip.style.left = `${((range.startMs - whole.startMs) / spanMs) * 100}%`;
    strip.style.width = `${((range.endMs - range.startMs) / spanMs) * 100}%`;
  }

  /** One span an incident, its alerts within; one an alert of none. Made anew when alerts or the selected one change. */
  private laneSpans(report: Report): LaneSpan[] {
    const { alertId } = this.state.selection;
    if (this.spansOf?.alerts === report.alerts && this.spansOf.alertId === alertId) return this.spansOf.spans;
    const { clock } = factsOf(report);
    const spans = findingsOf(report, report.alerts).map(({ id, startMs, endMs, alerts, strongest }) => {
      const when = clock.range(startMs, endMs);
      const what =
        alerts.length > 1
          ? `Incident of ${countOf(alerts.length, "alert")}, first ${subjectOf(report, alerts[0]!)}`
          : `${subjectOf(report, strongest)}: ${formatNumber(strongest.observed)}, expected ${formatNumber(strongest.expected)}`;
      const parts = alerts.map((alert) => ({ ...alert, selected: alert.id === alertId }));
      return {
        id,
        startMs,
        endMs,
        score: strongest.score,
        selected: parts.some(({ selected }) => selected),
        name: `${what} · ${when}`,
        parts: parts.length > 1 ? parts : [],
      };
    });
    this.spansOf = { alerts: report.alerts, alertId, spans };
    return spans;
  }
  private spansOf: { alerts: Report["alerts"]; alertId: string | null; spans: LaneSpan[] } | null = null;

  /** Chooses an alert, or the strongest of an incident; once more lets it go. */
  private chooseSpan(id: string): void {
    const report = this.state.result?.report;
    const finding = report && findingsOf(report, report.alerts).find((one) => one.id === id);
    if (finding === undefined) return;
    const chosen = finding.alerts.some((alert) => alert.id === this.state.selection.alertId);
    this.app.selecting.alert(chosen ? null : finding.strongest.id);
  }

  override render(): TemplateResult | typeof nothing {
    const { picture, state } = this;
    if (picture === null) return this.withoutTimes();
    const shown = state.phase === "result" && state.result !== null ? state.result.report : null;
    const hovered = this.hoveredBin();
    const parts = [
      picture.source,
      picture.drawn.length,
      picture.range.startMs,
      picture.range.endMs,
      state.logScale,
      state.display,
    ];
    return html`
      <div class="bar">
        ${this.spanName !== null ? html`<span class="readout">${this.spanName}</span>` : hovered !== null ? this.readout(hovered, picture) : this.legend(picture)}
        ${this.tools(picture, shown)}
      </div>
      <div class="plot" tabindex="0" role="group" aria-roledescription="time line" aria-label=${guard([...parts, this.alertCount], () => summaryWords(picture, this.alertCount, state.logScale))}></div>
      ${
        shown !== null
          ? html`
            <div class="lane" role="group" aria-label="Alerts on the time line"></div>
            <div class="whole" ?hidden=${state.selection.rangeMs === null} aria-hidden="true"><div class="window"></div></div>
            ${guard([...parts, state.selection], () => eventsTable(picture))}
            ${state.charts.length === 0 ? nothing : this.charts()}`
          : html`<div class="lane" aria-hidden="true"></div>`
      }
      <div class="hear" role="status">${hovered === null || !this.matches(":focus-within") ? "" : binWords(picture, hovered.bins, hovered.bin)}</div>
    `;
  }

  private charts(): TemplateResult {
    return html`<div class="charts">${repeat(
      this.state.charts,
      (id) => id,
      (id) => html`<tl-series-chart strip .app=${this.app} .state=${this.state} .seriesId=${id}></tl-series-chart>`,
    )}</div>`;
  }

  private hoveredBin(): { bins: LevelBins; bin: number } | null {
    const bins = this.painter?.bins;
    if (this.hovered === null || bins === undefined) return null;
    const bin = Math.round((this.hovered - bins.startMs) / bins.binMs);
    return bin >= 0 && bin < bins.binCount ? { bins, bin } : null;
  }

  private withoutTimes(): TemplateResult | typeof nothing {
    if (this.state.phase !== "result") return nothing;
    return html`<p class="without">No time was found in these lines, so there is no time line; lines are counted and can be read.</p>`;
  }

  private legend(picture: TimeLinePicture): TemplateResult {
    const sums = sumsOf(picture);
    const present = picture.layers.filter(({ row, chosen }) => sums[row]! > 0 || chosen);
    return html`<div class="legend" role="group" aria-label=${this.state.stackBy === null ? "Levels" : `Values of ${this.state.stackBy}`}>
      ${present.map(({ row, color, name, chosen, part }) => {
        const count = html`<span class="swatch" data-color=${color}></span><span class="name">${name}</span>
          <span class="count">${formatShort(sums[row]!)}</span>`;
        if (part === undefined) return html`<span class="level">${count}</span>`;
        return html`<button class="level" type="button" aria-pressed=${chosen}
          title=${`${countOf(sums[row]!, "event")} with ${name}; choose to see only these`}
          @click=${() => this.choose(part)}>${count}</button>`;
      })}
    </div>`;
  }

  private choose(part: NonNullable<NamedLayer["part"]>): void {
    if ("level" in part) this.app.selecting.toggleLevel(part.level);
    else this.app.selecting.toggleDimension(part);
  }

  private readout({ bins, bin }: { bins: LevelBins; bin: number }, picture: TimeLinePicture): TemplateResult {
    const startMs = bins.startMs + bin * bins.binMs;
    const parts = picture.drawn.filter(({ row }) => bins.counts[row * bins.binCount + bin]! > 0);
    return html`<span class="readout" aria-hidden="true"><b>${picture.clock.dateTime(startMs, { millis: bins.binMs < 1000 })}</b>
      <span class="part">${countOf(totalOfBin(bins, bin, picture.drawn), "event")}</span>
      ${parts.map(({ name, row, color }) => html`<span class="part"><span class="swatch" data-color=${color}></span> ${name} ${formatNumber(bins.counts[row * bins.binCount + bin]!)}</span>`)}</span>`;
  }

  private tools(picture: TimeLinePicture, report: Report | null): TemplateResult {
    const { selecting } = this.app;
    const { selection, rangeHistory, rangeFuture, logScale } = this.state;
    const zoomed = report !== null && selection.rangeMs !== null;
    const step = (name: "back" | "forward", title: string, steps: number, run: () => void) =>
      html`<button class="button" type="button" title=${title} ?disabled=${steps === 0} @click=${run}>${icon(name)}<span class="hear">${title}</span></button>`;
    return html`<div class="tools">
      <span class="note">${picture.provisional ? "so far · " : ""}${formatDuration(this.binMs || picture.source.binMs)} bins<span class="note zone-long">· ${picture.clock.zoneLabel(picture.range.startMs)}</span>${picture.note === "" ? nothing : html`<span class="note">· ${picture.note}</span>`}</span>
      ${report === null ? nothing : this.stackSwitch(report)}
      ${
        zoomed || rangeFuture.length > 0
          ? html`${step("back", "The range before (b)", zoomed || rangeHistory.length > 0 ? 1 : 0, () => selecting.back())}
            ${step("forward", "The range after (B)", rangeFuture.length, () => selecting.forward())}
            <button class="button" type="button" title="The whole time line (0)" ?disabled=${!zoomed} @click=${() => selecting.range(null)}>Whole</button>`
          : nothing
      }
      <button class="button" type="button" aria-pressed=${logScale} title="Logarithmic counts (s)" @click=${() => selecting.toggleLogScale()}>log</button>
    </div>`;
  }

  /** By level, or by the values of a dimension. */
  private stackSwitch(report: Report): TemplateResult | typeof nothing {
    const dimensions = dimensionsOf(report);
    if (dimensions.length === 0) return nothing;
    const by = stackedBy(this.state, report);
    return html`<select aria-label="Stacked by" title="What the bars are stacked by"
      @change=${(event: Event) => this.app.selecting.stackBy((event.target as HTMLSelectElement).value || null)}>
      <option value="" ?selected=${by === null}>by level</option>
      ${dimensions.map((name) => html`<option value=${name} ?selected=${by === name}>by ${name}</option>`)}
    </select>`;
  }
}

/** @returns the time that any of the spans covers, as spans that do not touch, ascending */
function joinSpans(spans: readonly TimeRange[]): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const { startMs, endMs } of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else joined.push({ startMs, endMs });
  }
  return joined;
}

customElements.define("tl-time-line", TimeLine);
