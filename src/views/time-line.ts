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
import { AlertLane } from "../charts/alert-lane.ts";
import { countOf, formatNumber, formatShort } from "../charts/format.ts";
import { type LevelBins, levelBinsOfPreview, type TimeRange, totalOfBin } from "../charts/level-bins.ts";
import { PreviewRange } from "../charts/preview-range.ts";
import { RangeSteer } from "../charts/range-steer.ts";
import { StackPainter } from "../charts/stack-painter.ts";
import { TimePlot } from "../charts/time-plot.ts";
import { ZoneClock } from "../charts/zone-clock.ts";
import type { Report } from "../model/report.ts";
import type { EpochMs } from "../model/units.ts";
import { ChartController } from "./chart-controller.ts";
import { alertsIn, dimensionsOf, factsOf, lackingOf } from "./facts.ts";
import { HereEvent, placeHere } from "./here-mark.ts";
import type { HitRow } from "./hit-row.ts";
import "./hit-row.ts";
import { icon } from "./icons.ts";
import { toReading } from "./no-times.ts";
import { GestureEvent, type SeriesChart } from "./series-chart.ts";
import { sharedStyles } from "./shared.styles.ts";
import { placeFlag, timeFlag } from "./time-flag.ts";
import { timeLineStyles } from "./time-line.styles.ts";
import { TimeLineAlerts } from "./time-line-alerts.ts";
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
import { OF_OTHER_VIEWS, View } from "./view.ts";
import { widthOf } from "./width.ts";

const NO_RANGE: TimeRange = { startMs: 0, endMs: 1 };
/** with the files come the hits of a text */
const IGNORED = OF_OTHER_VIEWS.filter((part) => part !== "files");

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

  private readonly drawing = new ChartController<TimePlot>(this, {
    make: (place) => this.makeChart(place),
    fit: (chart, place) => chart.resize(place.clientWidth, place.clientHeight),
  });
  private readonly alerts = new TimeLineAlerts();
  private lane: AlertLane | null = null;
  private readonly preview = new PreviewRange();
  private previewClock: ZoneClock | null = null;
  private picture: TimeLinePicture | null = null;
  private painter: StackPainter | null = null;
  private alertCount = 0;
  /** when the lines in view were */
  private here: TimeRange | null = null;
  private readonly feed = new CountFeed(
    (queries) => this.app.counts(queries),
    () => this.requestUpdate("state", undefined),
  );

  /** keys that are held move it, wherever the focus is */
  private readonly steer = new RangeSteer({
    range: () => this.picture?.range ?? NO_RANGE,
    whole: () => this.picture?.whole ?? NO_RANGE,
    pointer: () => this.drawing.chart?.cursorShare ?? null,
    onGesture: (range) => this.follow(range, null),
    onRange: (range, goesOn) => this.app.selecting.range(range, goesOn),
  });

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

  protected override get ignores() {
    return IGNORED;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("tl-here", this.hearHere);
    this.app.steering.take(this.steer);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("tl-here", this.hearHere);
    this.app.steering.leave(this.steer);
    this.steer.stop();
  }

  private readonly hearHere = (event: Event): void => {
    if (!(event instanceof HereEvent)) return;
    this.here = event.range;
    if (this.picture !== null) this.placeLane(this.picture, this.picture.range);
  };

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
    const { picture, painter } = this;
    const shows = picture !== null && painter !== null;
    const chart = this.drawing.at(shows ? this.renderRoot.querySelector<HTMLElement>(".plot") : null);
    if (!shows || chart === null) {
      this.lane = null;
      return;
    }
    if (changed.has("state")) {
      const { range, whole, clock, provisional } = picture;
      const { logScale, result, selection } = this.state;
      const spans = provisional || result === null ? [] : this.alerts.spans(result.report, selection.alertId);
      chart.update({ painter, range, whole, clock, logScale, spans });
    }
    this.updateLane(picture);
  }

  private makeChart(plot: HTMLElement): TimePlot {
    const { selecting } = this.app;
    const result = (): boolean => this.state.phase === "result";
    const options = { timeAxis: true, wheelZooms: true, keysHost: plot };
    return new TimePlot(plot, options, {
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
  }

  /** All charts show a range at once, while wheel or fingers move it. @param from the chart that shows it already */
  private follow(range: TimeRange, from: Element | null): void {
    this.drawing.chart?.follow(range);
    for (const chart of this.renderRoot.querySelectorAll<SeriesChart>("tl-series-chart")) {
      if (chart !== from) chart.follow(range);
    }
    this.renderRoot.querySelector<HitRow>("tl-hit-row")?.follow(range);
    if (this.picture !== null) this.placeLane(this.picture, range);
  }

  private hover(atMs: EpochMs | null): void {
    const bins = this.painter?.bins;
    const bin = atMs === null || bins === undefined ? -1 : Math.floor((atMs - bins.startMs) / bins.binMs);
    this.hovered = bins !== undefined && bin >= 0 && bin < bins.binCount ? bins.startMs + bin * bins.binMs : null;
    placeFlag(this.renderRoot.querySelector(".flag"), this.drawing.chart?.cursorShare ?? null, this.box);
  }

  /** Whether a click leads to the lines of its time. */
  private get leads(): boolean {
    const { phase, view, files } = this.state;
    return phase === "result" && view === "lines" && files === "attached";
  }

  /** A click, which a drag does not end with. */
  private readonly clicked = (event: MouseEvent): void => {
    const over = (event.target as Element).closest(".u-over");
    if (over === null || this.picture === null || event.shiftKey || !this.leads) return;
    const { left, width } = over.getBoundingClientRect();
    const { startMs, endMs } = this.picture.range;
    const atMs = startMs + Math.floor(((event.clientX - left) / width) * (endMs - startMs));
    this.app.selecting.goTo({ atMs });
  };

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
    const spans = this.alerts.laneSpans(report, this.state.selection.alertId);
    this.lane?.update({ spans, range, left: this.box.left, width: this.box.width });
    const here = this.renderRoot.querySelector<HTMLElement>(".here");
    if (here !== null) placeHere(here, this.here, range, this.box);
    const strip = this.renderRoot.querySelector<HTMLElement>(".window");
    if (strip === null) return;
    const spanMs = whole.endMs - whole.startMs;
    strip.style.left = `${((range.startMs - whole.startMs) / spanMs) * 100}%`;
    strip.style.width = `${((range.endMs - range.startMs) / spanMs) * 100}%`;
  }

  /** Chooses an alert, or the strongest of an incident; once more lets it go. */
  private chooseSpan(id: string): void {
    const report = this.state.result?.report;
    if (report === undefined) return;
    this.app.selecting.alert(this.alerts.choiceOf(report, id, this.state.selection.alertId));
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
      <div class="axis">
        <div class="field"><div class="plot" tabindex="0" @click=${this.clicked} role="group" aria-roledescription="time line" aria-label=${guard([...parts, this.alertCount], () => summaryWords(picture, this.alertCount, state.logScale))}></div><div class="here" hidden aria-hidden="true"></div>${timeFlag(picture, hovered)}</div>
        ${
          shown !== null
            ? html`${this.hitRow(picture)}
              <div class="lane" role="group" aria-label="Alerts on the time line"></div>
              <div class="whole" ?hidden=${state.selection.rangeMs === null} aria-hidden="true"><div class="window"></div></div>
              ${guard([...parts, state.selection], () => eventsTable(picture))}`
            : html`<div class="lane" aria-hidden="true"></div>`
        }
      </div>
      ${shown === null || state.charts.length === 0 ? nothing : this.charts()}
      <div class="hear" role="status">${hovered === null || !this.matches(":focus-within") ? "" : binWords(picture, hovered.bins, hovered.bin)}</div>
    `;
  }

  /** When lines were that the text finds, where the file is at hand. */
  private hitRow({ range, source }: TimeLinePicture): TemplateResult | typeof nothing {
    const { selection, files } = this.state;
    if (selection.text === "" || files !== "attached") return nothing;
    const bins = { ...range, binMs: this.binMs || source.binMs };
    return html`<tl-hit-row .app=${this.app} .state=${this.state} .bins=${bins}></tl-hit-row>`;
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
    return html`<p class="without">No time was found in these lines, so there is no time line. ${toReading(this.app)} takes a pattern of them.</p>`;
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
      ${parts.map(({ name, row, color }) => html`<span class="part"><span class="swatch" data-color=${color}></span> ${name} ${formatNumber(bins.counts[row * bins.binCount + bin]!)}</span>`)}${this.leads ? html` <span class="part muted">click: its lines</span>` : nothing}</span>`;
  }

  private tools(picture: TimeLinePicture, report: Report | null): TemplateResult {
    const { selecting } = this.app;
    const { selection, rangeHistory, rangeFuture, logScale } = this.state;
    const zoomed = report !== null && selection.rangeMs !== null;
    const step = (name: "back" | "forward", title: string, steps: number, run: () => void) =>
      html`<button class="button" type="button" title=${title} ?disabled=${steps === 0} @click=${run}>${icon(name)}<span class="hear">${title}</span></button>`;
    return html`<div class="tools">
      <span class="note">${picture.provisional ? "so far · " : ""}${widthOf(this.binMs || picture.source.binMs)} bins<span class="note zone-long">· ${picture.clock.zoneLabel(picture.range.startMs)}</span>${picture.note === "" ? nothing : html`<span class="note">· ${picture.note}</span>`}</span>
      ${report === null ? nothing : this.stackSwitch(report)}
      ${
        zoomed || rangeFuture.length > 0
          ? html`${step("back", "The range before (b)", zoomed || rangeHistory.length > 0 ? 1 : 0, () => selecting.back())}
            ${step("forward", "The range after (B)", rangeFuture.length, () => selecting.forward())}
            <button class="button" type="button" title="The whole time line (0)" ?disabled=${!zoomed} @click=${() => selecting.range(null)}>Whole</button>`
          : nothing
      }
      <button class="button" type="button" aria-pressed=${logScale} title="Logarithmic counts (S)" @click=${() => selecting.toggleLogScale()}>log<span class="wide-only"> scale</span></button>
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

customElements.define("tl-time-line", TimeLine);
