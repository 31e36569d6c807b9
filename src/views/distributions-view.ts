/**
 * <tl-distributions-view>: what the events of the range are made of: bars of levels, of the values of each field and of
 * templates, each a choice for all views; of numeric columns histograms, and their quantiles over time as charts.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import { eventFilterOf, narrows } from "../app/selected-counts.ts";
import type { Selection } from "../app/state.ts";
import { countOf, formatNumber, formatShare, formatShort } from "../charts/format.ts";
import { type HistogramBars, histogramBars } from "../charts/histogram.ts";
import type { CountQuery, Split } from "../model/counts.ts";
import { valueName } from "../model/file-names.ts";
import { LEVELS, levelOfCode } from "../model/levels.ts";
import { type MeasureStatistic, measureId } from "../model/measure-statistics.ts";
import type { Report } from "../model/report.ts";
import { distributionStyles } from "./distributions-view.styles.ts";
import { dimensionsOf, factsOf, rangeOf, seenRange, valuesOf } from "./facts.ts";
import { levelMark, templateText } from "./level-mark.ts";
import { noTimes } from "./no-times.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const TEMPLATES = "Templates";
const MOST_TEMPLATES = 12;
const BARS = 48;
const HEIGHT = 100;
const ADDED: readonly MeasureStatistic[] = ["median", "p95", "max", "count"];

interface Bar {
  name: TemplateResult | string;
  title: string;
  /** absent: that of all bars without a meaning of their own */
  colour?: string;
  count: number;
  pressed: boolean;
  /** absent: all others, nothing to choose */
  choose?(): void;
}

interface Found {
  /** of the selection */
  events: number;
  /** by level code */
  levels: number[];
  /** by dimension: of each value, and of all others */
  dimensions: { name: string; values: string[]; counts: number[] }[];
  /** by template, in the order of the report, and of events without one */
  templates: number[];
  columns: { name: string; bars: HistogramBars | null }[];
}

export class DistributionsView extends View {
  static override styles = [sharedStyles, distributionStyles];
  static override properties = { ...View.properties, found: { state: true } };

  /** null while it is being counted; "absent" where there are no counts */
  declare found: Found | "absent" | null;
  private asked = "";

  constructor() {
    super();
    this.found = null;
  }

  protected override updated(): void {
    const { result, selection } = this.state;
    if (result === null) return;
    const { rangeMs, levels, dimensions, templateId } = selection;
    const key = JSON.stringify([result.report.digest, rangeMs, levels, dimensions, templateId]);
    if (key === this.asked) return;
    this.asked = key;
    void this.ask(result.report, key);
  }

  private async ask(report: Report, key: string): Promise<void> {
    const range = rangeOf(report, this.state.selection.rangeMs);
    if (range === null) return;
    const { startMs, endMs } = range;
    const dimensions = dimensionsOf(report).map((name) => ({ name, values: valuesOf(report, name) }));
    const ids = report.templates.map(({ id }) => id);
    // what a card shows stays in sight when some of it is chosen: the others are what one may choose too
    const query = (split: Split | null, without: Partial<Selection> = {}): CountQuery => ({
      startMs,
      endMs,
      mostBins: 1,
      fromStart: true,
      filter: eventFilterOf({ ...this.state.selection, ...without }),
      ...(split !== null && { split }),
    });
    const otherThan = (name: string) => this.state.selection.dimensions.filter((one) => one.name !== name);
    try {
      const counted = await this.app.counts([
        query(null),
        query({ by: "level" }, { levels: [] }),
        ...dimensions.map(({ name, values }) =>
          query({ by: "dimension", name, values }, { dimensions: otherThan(name) }),
        ),
        query({ by: "template", ids }, { templateId: null }),
      ]);
      const columns = report.series.flatMap(({ kind, id }) =>
        kind === "measure" ? [id.slice("measure:".length)] : [],
      );
      const histograms = await Promise.all(
        columns.map((measure) => this.app.study({ kind: "histogram", measure, fromMs: startMs, toMs: endMs })),
      );
      if (this.asked !== key) return;
      if (counted === null) {
        this.found = "absent";
        return;
      }
      const [events = [], levels = [], ...others] = counted.map(({ rows }) => rows.map((row) => row[0] ?? 0));
      this.found = {
        events: events[0] ?? 0,
        levels,
        dimensions: dimensions.map((one, d) => ({ ...one, counts: others[d] ?? [] })),
        templates: others.at(-1) ?? [],
        columns: columns.map((name, c) => ({ name, bars: histogramBars(histograms[c] ?? [], BARS) })),
      };
    } catch (error) {
      this.app.messages.error(error);
    }
  }

  override render(): TemplateResult | typeof nothing {
    const report = this.state.result?.report;
    if (report === undefined) return nothing;
    const { found } = this;
    const range = rangeOf(report, this.state.selection.rangeMs);
    if (range === null) return noTimes(this.app, "nothing can be counted by time; Templates counts what the lines say");
    if (found === "absent")
      return html`<div class="empty"><h2>No counts to show</h2><p>An imported report holds series at one bin width only. Open the log itself to see what its events are made of.</p></div>`;
    if (found === null) return html`<div class="empty" role="status" aria-busy="true"><p>Counting…</p></div>`;
    const { clock } = factsOf(report);
    const seen = seenRange(report, this.state.selection.rangeMs) ?? range;
    const isNarrowed = narrows({ ...this.state.selection, rangeMs: null });
    return html`<div class="head"><h2>Distributions</h2><span class="muted">${countOf(found.events, "event")}, ${clock.range(seen.startMs, seen.endMs)} ${clock.zoneLabel(range.startMs)}${isNarrowed && found.columns.length > 0 ? "; numeric columns of all events of that time" : ""}</span></div>
      <div class="cards">
        ${this.bars("Levels", this.levelBars(found.levels), sum(found.levels))}
        ${found.dimensions.map((one) => this.bars(one.name, this.valueBars(report, one), sum(one.counts)))}
        ${this.bars(TEMPLATES, this.templateBars(report, found.templates), sum(found.templates))}
        ${found.columns.map((column) => this.column(column))}
      </div>`;
  }

  private levelBars(counts: readonly number[]): Bar[] {
    const { levels } = this.state.selection;
    return [...LEVELS]
      .reverse()
      .map((level): number => LEVELS.indexOf(level) + 1)
      .concat(0)
      .filter((code) => (counts[code] ?? 0) > 0)
      .map((code) => {
        const level = levelOfCode(code);
        const name = level ?? "no level";
        return {
          name: html`${levelMark(level)} ${name}`,
          colour: `var(--tl-level-${level ?? "none"})`,
          title: name,
          count: counts[code] ?? 0,
          pressed: levels.includes(level),
          choose: () => this.app.selecting.toggleLevel(level),
        };
      });
  }

  private valueBars(report: Report, { name, values, counts }: Found["dimensions"][number]): Bar[] {
    const { dimensions } = this.state.selection;
    const known = values
      .map((value, v): Bar => {
        const shown = valueName(report, name, value);
        return {
          name: shown === "" ? "(empty)" : shown,
          title: shown,
          count: counts[v] ?? 0,
          pressed: dimensions.some((one) => one.name === name && one.value === value),
          choose: () => this.app.selecting.toggleDimension({ name, value }),
        };
      })
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count);
    const rest = counts[values.length] ?? 0;
    return rest === 0 ? known : [...known, { name: "others and none", title: "", count: rest, pressed: false }];
  }

  private templateBars(report: Report, counts: readonly number[]): Bar[] {
    const { templateId } = this.state.selection;
    return report.templates
      .map((template, t) => ({ ...template, count: counts[t] ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_TEMPLATES)
      .map(({ id, template, count }): Bar => {
        const pressed = id === templateId;
        return {
          name: html`<span class="mono">${templateText(template)}</span>`,
          title: template,
          count,
          pressed,
          choose: () => this.app.selecting.template(pressed ? null : id),
        };
      });
  }

  private bars(title: string, bars: readonly Bar[], total: number): TemplateResult | typeof nothing {
    if (bars.length === 0) return nothing;
    const most = Math.max(...bars.map(({ count }) => count));
    return html`<section class=${title === TEMPLATES ? "long" : ""}><h3>${title}</h3><table aria-label=${`Events by ${title.toLowerCase()}`}><tbody>${bars.map(
      ({ name, title: words, colour, count, pressed, choose }) => html`<tr class=${choose === undefined ? "rest" : ""}>
        <th scope="row">${choose === undefined ? html`<span class="name">${name}</span>` : html`<button class="name" type="button" title=${words} aria-pressed=${pressed} @click=${choose}>${name}</button>`}</th>
        <td><span class="track"><span class="bar" .style=${`width: ${(count / most) * 100}%; background: ${colour ?? "var(--tl-ridge)"}`}></span></span></td>
        <td class="number">${formatNumber(count)}</td><td class="number share">${formatShare(count / Math.max(1, total))}</td></tr>`,
    )}</tbody></table></section>`;
  }

  private column({ name, bars }: Found["columns"][number]): TemplateResult {
    if (bars === null) return html`<section><h3>${name}</h3><p class="muted">No value in this range.</p></section>`;
    const most = Math.max(...bars.bars.map(({ count }) => count));
    const words = `${countOf(bars.count, "value")}: median ${number(bars.median)}, 95 % below ${number(bars.p95)}, from ${number(bars.least)} to ${number(bars.greatest)}`;
    return html`<section><h3>${name}</h3><figure>
        <svg viewBox="0 0 ${BARS} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${`Histogram of ${name}, ${words}`}>
          ${bars.bars.map(({ count }, i) => rect(i, (count / most) * HEIGHT))}
          ${mark("median", placeOf(bars, bars.median))}${mark("p95", placeOf(bars, bars.p95))}</svg>
        <div class="axis" aria-hidden="true"><span>${formatShort(round(bars.least))}</span><span>${bars.logarithmic ? "logarithmic" : ""}</span><span>${formatShort(round(bars.greatest))}</span></div>
        <figcaption>${words}. Line: median, dashed: 95th percentile; to within 2 %.</figcaption></figure>
        <div class="hear"><table><caption>Histogram of ${name}</caption><thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col">values</th></tr></thead>
          <tbody>${bars.bars.filter(({ count }) => count >= 0.5).map(({ from, to, count }) => html`<tr><td>${number(from)}</td><td>${number(to)}</td><td>${formatNumber(Math.round(count))}</td></tr>`)}</tbody></table></div>
        <div class="adds" role="group" aria-label=${`Charts of ${name} over time`}>${ADDED.map((statistic) => {
          const id = measureId(name, statistic);
          return html`<button class="button" type="button" aria-pressed=${this.state.charts.includes(id)} title="A chart over time, under the time line" @click=${() => this.app.selecting.toggleChart(id)}>${statistic} over time</button>`;
        })}</div></section>`;
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const round = (value: number): number => Number(value.toPrecision(3));
const number = (value: number): string => formatNumber(round(value));

/** Where a value stands between the edges of the bars, in bars. */
function placeOf({ least, greatest, logarithmic }: HistogramBars, value: number): number {
  const scale = logarithmic ? Math.log : (at: number) => at;
  return ((scale(value) - scale(least)) / (scale(greatest) - scale(least))) * BARS;
}

function rect(bar: number, height: number): TemplateResult {
  return svg`<rect x=${bar + 0.06} y=${HEIGHT - height} width="0.88" height=${height} />`;
}

function mark(kind: "median" | "p95", place: number): TemplateResult {
  return svg`<line class=${kind} x1=${place} x2=${place} y1="0" y2=${HEIGHT} />`;
}

customElements.define("tl-distributions-view", DistributionsView);
