/**
 * <tl-time-line>: the time line over every view. Shows the result's bins, or the provisional ones while reading; a
 * drag zooms. Owns the legend, the readout, the alert lane, and the words and table behind the picture.
 */
import { css, html, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";
import { AlertLane, type LaneSpan } from "../charts/alert-lane.ts";
import { countOf, formatDuration, formatNumber, formatShort } from "../charts/format.ts";
import {
  ALL_LEVEL_NAMES,
  codeOfName,
  type LevelBins,
  type LevelName,
  levelBinsOfPreview,
  regroup,
  sumByLevel,
  type TimeRange,
  totalOfBin,
} from "../charts/level-bins.ts";
import { PreviewRange } from "../charts/preview-range.ts";
import { type HoveredBin, TimeLineChart, type TimeLineModel } from "../charts/time-line-chart.ts";
import { ZoneClock } from "../charts/zone-clock.ts";
import { levelOfCode } from "../model/levels.ts";
import type { Report } from "../model/report.ts";
import { alertsIn, factsOf, findingsOf, lackingOf, rangeOf, subjectOf } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { timeLineStyles } from "./time-line.styles.ts";
import { View } from "./view.ts";

/** Rows of the table behind the picture, at most. */
const TABLE_ROWS = 24;

export class TimeLine extends View {
  static override styles = [sharedStyles, css`${unsafeCSS(uPlotCss)}`, timeLineStyles];
  static override properties = {
    ...View.properties,
    hovered: { state: true },
    spanName: { state: true },
    box: { state: true },
  };

  declare hovered: HoveredBin | null;
  declare spanName: string | null;
  declare box: { left: number; width: number };

  private chart: TimeLineChart | null = null;
  private lane: AlertLane | null = null;
  private readonly preview = new PreviewRange();
  private previewClock: ZoneClock | null = null;
  private model: TimeLineModel | null = null;
  private alertCount = 0;
  private observer: ResizeObserver | null = null;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private readonly recolor = (): void => this.chart?.refreshColors();

  constructor() {
    super();
    this.hovered = null;
    this.spanName = null;
    this.box = { left: 48, width: 0 };
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
    if (changed.has("state")) this.model = this.state.phase === "reading" ? this.readingModel() : this.resultModel();
  }

  protected override updated(changed: PropertyValues): void {
    const plot = this.renderRoot.querySelector<HTMLElement>(".plot");
    if (plot === null || this.model === null) {
      this.observer?.disconnect();
      this.chart?.destroy();
      this.chart = null;
      this.lane = null;
      return;
    }
    this.chart ??= this.makeChart(plot);
    const before = changed.get("state") as typeof this.state | undefined;
    if (before !== undefined && before.theme !== this.state.theme) this.chart.refreshColors();
    if (changed.has("state")) this.chart.update(this.model);
    this.updateLane(this.model);
  }

  private makeChart(plot: HTMLElement): TimeLineChart {
    const { selecting } = this.app;
    const chart = new TimeLineChart(plot, {
      onRange: (range) => this.state.phase === "result" && selecting.range(range),
      onBack: () => selecting.back(),
      onWhole: () => selecting.range(null),
      onHover: (hovered) => {
        this.hovered = hovered;
      },
      onLayout: (box) => {
        if (box.left !== this.box.left || box.width !== this.box.width) this.box = box;
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

  private readingModel(): TimeLineModel | null {
    const { progress, opened } = this.state;
    if (progress?.preview == null) {
      this.preview.reset();
      return null;
    }
    const bins = levelBinsOfPreview(progress.preview);
    const share = progress.bytesTotal > 0 ? progress.bytesRead / progress.bytesTotal : 0;
    const lacks = opened === null ? "nothing" : lackingOf(opened.plan);
    if (this.previewClock?.lacks !== lacks) this.previewClock = new ZoneClock("UTC", lacks);
    return {
      bins,
      range: this.preview.update(bins, share),
      clock: this.previewClock,
      logScale: this.state.logScale,
      spans: [],
      provisional: true,
    };
  }

  private resultModel(): TimeLineModel | null {
    this.preview.reset();
    const report = this.state.result?.report;
    if (report === undefined) return null;
    const { bins, clock } = factsOf(report);
    const range = rangeOf(report, this.state.selection.rangeMs);
    if (bins === null || range === null) return null;
    const { alertId } = this.state.selection;
    const alerts = alertsIn(report.alerts, range);
    const spans = joinSpans(alerts).map((span) => ({ ...span, selected: false }));
    const chosen = alerts.find(({ id }) => id === alertId);
    if (chosen !== undefined) spans.push({ startMs: chosen.startMs, endMs: chosen.endMs, selected: true });
    this.alertCount = alerts.length;
    return { bins, range, clock, logScale: this.state.logScale, spans, provisional: false };
  }

  private updateLane(model: TimeLineModel): void {
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
    this.lane.update({
      spans: this.laneSpans(report),
      range: model.range,
      left: this.box.left,
      width: this.box.width,
    });
    const strip = this.renderRoot.querySelector<HTMLElement>(".window");
    const whole = factsOf(report).whole;
    if (strip !== null && whole !== null) {
      const spanMs = whole.endMs - whole.startMs;
      strip.style.left = `${((model.range.startMs - whole.startMs) / spanMs) * 100}%`;
      strip.style.width = `${((model.range.endMs - model.range.startMs) / spanMs) * 100}%`;
    }
  }

  /** One span an incident, its alerts within; one an alert of none. */
  private laneSpans(report: Report): LaneSpan[] {
    const { clock } = factsOf(report);
    const { alertId } = this.state.selection;
    return findingsOf(report, report.alerts).map(({ id, startMs, endMs, alerts, strongest }) => {
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
  }

  /** Chooses an alert, or the strongest of an incident; once more lets it go. */
  private chooseSpan(id: string): void {
    const report = this.state.result?.report;
    const finding = report && findingsOf(report, report.alerts).find((one) => one.id === id);
    if (finding === undefined) return;
    const chosen = finding.alerts.some((alert) => alert.id === this.state.selection.alertId);
    this.app.selecting.alert(chosen ? null : finding.strongest.id);
  }

  override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (model === null) return this.withoutTimes();
    const { result, phase, selection } = this.state;
    return html`
      <div class="bar">
        ${this.spanName !== null ? html`<span class="readout">${this.spanName}</span>` : this.hovered !== null ? this.readout(this.hovered, model) : this.legend(model)}
        ${this.tools(model)}
      </div>
      <div class="plot" tabindex="0" role="group" aria-roledescription="time line" aria-label=${this.summary(model)}></div>
      ${
        phase === "result" && result !== null
          ? html`
            <div class="lane" role="group" aria-label="Alerts on the time line" ></div>
            <div class="whole" ?hidden=${selection.rangeMs === null} aria-hidden="true"><div class="window"></div></div>
            ${this.table(model)}`
          : html`<div class="lane" aria-hidden="true"></div>`
      }
      <div class="hear" role="status">${this.hovered === null || !this.matches(":focus-within") ? "" : this.binWords(this.hovered, model)}</div>
    `;
  }

  private withoutTimes(): TemplateResult | typeof nothing {
    if (this.state.phase !== "result") return nothing;
    return html`<p class="without">No time was found in these lines, so there is no time line; lines are counted and can be read.</p>`;
  }

  private legend(model: TimeLineModel): TemplateResult {
    const sums = sumByLevel(model.bins, model.range);
    const chosen = this.state.selection.levels;
    const present = ALL_LEVEL_NAMES.filter((name) => sums[codeOfName(name)]! > 0 || chosen.includes(levelOf(name)));
    return html`<div class="legend" role="group" aria-label="Levels">
      ${present.map(
        (name) => html`<button class="level" type="button" aria-pressed=${chosen.includes(levelOf(name))}
          title=${`${countOf(sums[codeOfName(name)]!, "event")}; choose to filter the lines`}
          @click=${() => this.app.selecting.toggleLevel(levelOf(name))}>
          <span class="swatch ${name}"></span><span class="name">${name === "none" ? "no level" : name}</span>
          <span class="count">${formatShort(sums[codeOfName(name)]!)}</span>
        </button>`,
      )}
    </div>`;
  }

  private readout({ bins, bin }: HoveredBin, model: TimeLineModel): TemplateResult {
    const startMs = bins.startMs + bin * bins.binMs;
    const parts = ALL_LEVEL_NAMES.filter((name) => bins.counts[codeOfName(name) * bins.binCount + bin]! > 0);
    return html`<span class="readout" aria-hidden="true"><b>${model.clock.dateTime(startMs, { millis: bins.binMs < 1000 })}</b>
      <span class="part">${countOf(totalOfBin(bins, bin), "event")}</span>
      ${parts.map((name) => html`<span class="part"><span class="swatch ${name}"></span> ${name === "none" ? "no level" : name} ${formatNumber(bins.counts[codeOfName(name) * bins.binCount + bin]!)}</span>`)}</span>`;
  }

  private binWords({ bins, bin }: HoveredBin, model: TimeLineModel): string {
    const parts = ALL_LEVEL_NAMES.map((name) => ({
      name,
      count: bins.counts[codeOfName(name) * bins.binCount + bin]!,
    }));
    const levels = parts
      .filter(({ count }) => count > 0)
      .map(({ name, count }) => `${name === "none" ? "no level" : name} ${count}`);
    return `${model.clock.dateTime(bins.startMs + bin * bins.binMs)}: ${countOf(totalOfBin(bins, bin), "event")}${levels.length > 0 ? `, ${levels.join(", ")}` : ""}`;
  }

  private tools(model: TimeLineModel): TemplateResult {
    const shown = regroup(model.bins, model.range, Math.max(20, this.box.width / 4));
    const zoomed = this.state.phase === "result" && this.state.selection.rangeMs !== null;
    return html`<div class="tools">
      <span class="note">${model.provisional ? "so far · " : ""}${formatDuration(shown.binMs)} bins<span class="note zone-long">· ${model.clock.zoneLabel(model.range.startMs)}</span></span>
      ${zoomed ? html`<button class="button" type="button" @click=${() => this.app.selecting.back()}>Back</button><button class="button" type="button" @click=${() => this.app.selecting.range(null)}>Whole</button>` : nothing}
      <button class="button" type="button" aria-pressed=${model.logScale} title="Logarithmic counts (s)" @click=${() => this.app.selecting.toggleLogScale()}>log</button>
    </div>`;
  }

  private summary(model: TimeLineModel): string {
    const sums = sumByLevel(model.bins, model.range);
    const total = sums.reduce((sum, count) => sum + count, 0);
    const busiest = busiestBin(regroup(model.bins, model.range, TABLE_ROWS));
    const peak =
      busiest === null
        ? ""
        : `; most at ${model.clock.dateTime(busiest.startMs)}, ${countOf(busiest.count, "event")} in ${formatDuration(busiest.binMs)}`;
    const alerts = !model.provisional && this.alertCount > 0 ? `; ${countOf(this.alertCount, "alert")}` : "";
    return `Time line, ${model.clock.range(model.range.startMs, model.range.endMs)} ${model.clock.zoneLabel(model.range.startMs)}: ${countOf(total, "event")}${peak}${alerts}${model.logScale ? "; logarithmic" : ""}. Arrow keys step, plus and minus zoom.`;
  }

  private table(model: TimeLineModel): TemplateResult {
    const bins = regroup(model.bins, model.range, TABLE_ROWS);
    const sums = sumByLevel(bins, { startMs: bins.startMs, endMs: Number.POSITIVE_INFINITY });
    const names = ALL_LEVEL_NAMES.filter((name) => sums[codeOfName(name)]! > 0);
    return html`<div class="hear"><table>
      <caption>Events by level, ${formatDuration(bins.binMs)} a row</caption>
      <thead><tr><th scope="col">time</th>${names.map((name) => html`<th scope="col">${name === "none" ? "no level" : name}</th>`)}</tr></thead>
      <tbody>${Array.from({ length: bins.binCount }, (_, bin) => html`<tr><th scope="row">${model.clock.dateTime(bins.startMs + bin * bins.binMs)}</th>${names.map((name) => html`<td>${bins.counts[codeOfName(name) * bins.binCount + bin]}</td>`)}</tr>`)}</tbody>
    </table></div>`;
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

function levelOf(name: LevelName) {
  return levelOfCode(codeOfName(name));
}

function busiestBin(bins: LevelBins): (TimeRange & { count: number; binMs: number }) | null {
  let best = -1;
  for (let bin = 0; bin < bins.binCount; bin++) {
    if (totalOfBin(bins, bin) > 0 && (best < 0 || totalOfBin(bins, bin) > totalOfBin(bins, best))) best = bin;
  }
  if (best < 0) return null;
  const startMs = bins.startMs + best * bins.binMs;
  return { startMs, endMs: startMs + bins.binMs, count: totalOfBin(bins, best), binMs: bins.binMs };
}

customElements.define("tl-time-line", TimeLine);
