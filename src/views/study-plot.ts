/** <tl-study-plot>: one picture over time that a painter makes, with the range, the cursor and the gestures of all charts. */
import { css, html, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";
import type { TimeRange } from "../charts/level-bins.ts";
import type { ChartSpan } from "../charts/plot-ranges.ts";
import { type Painter, TimePlot } from "../charts/time-plot.ts";
import type { EpochMs } from "../model/units.ts";
import { factsOf } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

/** Where the plot lies within its element, after a change of layout: CSS pixels. */
export class LayoutEvent extends Event {
  readonly box: { left: number; width: number };
  constructor(box: { left: number; width: number }) {
    super("tl-layout");
    this.box = box;
  }
}

/** The moment under the cursor; null when there is none. */
export class HoverEvent extends Event {
  readonly atMs: EpochMs | null;
  constructor(atMs: EpochMs | null) {
    super("tl-hover");
    this.atMs = atMs;
  }
}

export class StudyPlot extends View {
  static override styles = [
    sharedStyles,
    css`${unsafeCSS(uPlotCss)}`,
    css`
      :host { display: block; min-width: 0; }
      .plot { position: relative; height: var(--tl-chart-height, 128px); min-width: 0; overflow: hidden; }
      .u-select { background: color-mix(in oklab, var(--tl-accent-mark) 22%, transparent); border: solid var(--tl-accent-mark); border-width: 0 1px; }
      .u-cursor-x { border-right: 1px solid var(--tl-text-muted) !important; }
      .u-over { cursor: crosshair; }
    `,
  ];
  static override properties = {
    ...View.properties,
    painter: { attribute: false },
    spans: { attribute: false },
    range: { attribute: false },
    words: { attribute: false },
    timeAxis: { attribute: false },
  };

  declare painter: Painter;
  declare spans: readonly ChartSpan[];
  declare range: TimeRange;
  /** what it shows, for those who cannot see it */
  declare words: string;
  declare timeAxis: boolean;

  private chart: TimePlot | null = null;
  private observer: ResizeObserver | null = null;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private readonly recolor = (): void => this.chart?.refreshColors();

  constructor() {
    super();
    this.spans = [];
    this.timeAxis = true;
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

  /** Shows another range at once, while wheel or fingers move it. */
  follow(range: TimeRange): void {
    this.chart?.follow(range);
  }

  override render(): TemplateResult {
    return html`<div class="plot" role="img" aria-label=${this.words}></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    const report = this.state.result?.report;
    const plot = this.renderRoot.querySelector<HTMLElement>(".plot");
    if (report === undefined || plot === null) return;
    const { clock, whole } = factsOf(report);
    this.chart ??= this.makeChart(plot);
    const before = changed.get("state") as typeof this.state | undefined;
    if (before !== undefined && before.theme !== this.state.theme) this.chart.refreshColors();
    const { painter, range, spans } = this;
    this.chart.update({ painter, range, whole: whole ?? range, clock, logScale: false, spans });
  }

  private makeChart(plot: HTMLElement): TimePlot {
    const { selecting } = this.app;
    const chart = new TimePlot(
      plot,
      { timeAxis: this.timeAxis, wheelZooms: false, keysHost: null },
      {
        onRange: (range) => selecting.range(range),
        onGesture: (range) => this.follow(range),
        onBack: () => selecting.back(),
        onWhole: () => selecting.range(null),
        onHover: (atMs) => this.dispatchEvent(new HoverEvent(atMs)),
        onLayout: (box) => this.dispatchEvent(new LayoutEvent(box)),
      },
    );
    this.observer = new ResizeObserver(() => chart.resize(plot.clientWidth, plot.clientHeight));
    this.observer.observe(plot);
    return chart;
  }
}

customElements.define("tl-study-plot", StudyPlot);
