/** <tl-study-plot>: one picture over time that a painter makes, with the range, the cursor and the gestures of all charts. */
import { css, html, type TemplateResult, unsafeCSS } from "lit";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";
import type { TimeRange } from "../charts/level-bins.ts";
import type { ChartSpan } from "../charts/plot-ranges.ts";
import { type Painter, TimePlot } from "../charts/time-plot.ts";
import type { EpochMs } from "../model/units.ts";
import { ChartController } from "./chart-controller.ts";
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

  private readonly drawing = new ChartController<TimePlot>(this, {
    make: (place) => this.makeChart(place),
    fit: (chart, place) => chart.resize(place.clientWidth, place.clientHeight),
  });

  constructor() {
    super();
    this.spans = [];
    this.timeAxis = true;
  }

  /** Shows another range at once, while wheel or fingers move it. */
  follow(range: TimeRange): void {
    this.drawing.chart?.follow(range);
  }

  override render(): TemplateResult {
    return html`<div class="plot" role="img" aria-label=${this.words}></div>`;
  }

  protected override updated(): void {
    const report = this.state.result?.report;
    if (report === undefined) return;
    const { clock, whole } = factsOf(report);
    const { painter, range, spans } = this;
    this.drawing
      .at(this.renderRoot.querySelector<HTMLElement>(".plot"))
      ?.update({ painter, range, whole: whole ?? range, clock, logScale: false, spans });
  }

  private makeChart(plot: HTMLElement): TimePlot {
    const { selecting } = this.app;
    return new TimePlot(
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
  }
}

customElements.define("tl-study-plot", StudyPlot);
