/**
 * <tl-shapes-view>: one series with the distance of each of its windows to the window most like it under it; what stands
 * alone (discords) and what repeats (motifs) marked and listed. Choosing one zooms to it.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import { countOf, formatDuration, formatNumber, formatWidth, NO_VALUE } from "../charts/format.ts";
import type { LevelBins, TimeRange } from "../charts/level-bins.ts";
import { LinePainter } from "../charts/line-painter.ts";
import type { ChartSpan } from "../charts/plot-ranges.ts";
import { StackPainter } from "../charts/stack-painter.ts";
import { DistancePainter } from "../charts/study-painters.ts";
import type { Painter } from "../charts/time-plot.ts";
import type { Report, Series } from "../model/report.ts";
import { seriesToBeginWith, valuesOf } from "../model/series-choice.ts";
import type { Shapes, SuggestedWindow } from "../model/shapes.ts";
import { factsOf, seriesLabel } from "./facts.ts";
import { Question } from "./question.ts";
import type { ChooseEvent } from "./series-picker.ts";
import "./series-picker.ts";
import { noTimes } from "./no-times.ts";
import { shapesViewStyles } from "./shapes-view.styles.ts";
import { sharedStyles } from "./shared.styles.ts";
import type { LayoutEvent } from "./study-plot.ts";
import "./study-plot.ts";
import { unlessFocused } from "./unless-focused.ts";
import { View } from "./view.ts";
import { widthOf } from "./width.ts";

/** rows of the table behind the pictures, at most */
const TABLE_ROWS = 60;

/** CSS pixels that a mark takes at least */
const NAME_PIXELS = 19;

const REASONS: Record<SuggestedWindow["reason"], string> = {
  period: "its period",
  hour: "an hour",
  day: "a day",
  length: "a share of it",
};

/** What the pictures are painted by: kept as long as series and answer are the same. */
interface Drawn {
  series: Series;
  answer: Shapes | null;
  values: Float64Array;
  painter: Painter;
  distances: Painter | null;
}

export class ShapesView extends View {
  static override styles = [sharedStyles, shapesViewStyles];
  static override properties = {
    ...View.properties,
    chosen: { state: true },
    box: { state: true },
    barMs: { state: true },
  };

  /** "d0": the first discord, "m0": the first motif */
  declare chosen: string | null;
  declare box: { left: number; width: number } | null;
  /** width of the bars as drawn; 0 until they are */
  declare barMs: number;

  private readonly question = new Question<Shapes>(() => this.requestUpdate());
  private drawn: Drawn | null = null;

  constructor() {
    super();
    this.chosen = null;
    this.box = null;
    this.barMs = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.question.forget();
  }

  private seriesOf(report: Report): Series | undefined {
    return factsOf(report).seriesById.get(this.state.studied.seriesId ?? "") ?? seriesToBeginWith(report);
  }

  protected override willUpdate(): void {
    const report = this.state.result?.report;
    const series = report === undefined ? undefined : this.seriesOf(report);
    if (series === undefined) return;
    const { window } = this.state.studied;
    if (this.drawn?.series !== series) this.drawn = this.draw(series, null);
    const { values } = this.drawn;
    this.question.ask([series, window], (signal, onProgress) =>
      this.app.shapes({ values, binMs: series.binMs, window }, signal, onProgress),
    );
    const { answer } = this.question;
    if (this.drawn.answer === answer) return;
    this.drawn = this.draw(series, answer);
    this.chosen = null;
  }

  private draw(series: Series, answer: Shapes | null): Drawn {
    const values = valuesOf(series);
    const bins: LevelBins = { startMs: series.startMs, binMs: series.binMs, binCount: values.length, counts: values };
    const isLine = series.kind === "measure" || series.kind === "difference";
    const color = series.kind === "level" ? `--tl-${series.id.replace(":", "-")}` : "--tl-level-info";
    const painter = isLine ? new LinePainter(bins) : new StackPainter(bins, [{ row: 0, color }]);
    const { distance, median } = answer ?? { distance: null, median: null };
    const distances =
      distance === null ? null : new DistancePainter({ ...bins, binCount: distance.length, counts: distance }, median);
    return { series, answer, values, painter, distances };
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const series = this.seriesOf(report);
    const { drawn } = this;
    const { whole } = factsOf(report);
    if (whole === null) return noTimes(this.app, "nothing can be drawn over time");
    if (series === undefined || drawn === null)
      return html`<div class="empty"><h2>No series to look at</h2><p>This report holds none.</p></div>`;
    const range = this.state.selection.rangeMs ?? whole;
    const { answer, failure } = this.question;
    return html`${this.head(series, answer)}
      ${answer === null ? this.absent(failure) : this.sentence(report, series, answer)}
      ${this.pictures(report, series, drawn, range)}
      ${answer === null ? nothing : this.finds(report, series, answer)}`;
  }

  private head(series: Series, answer: Shapes | null): TemplateResult {
    const { selecting } = this.app;
    const { done } = this.question;
    const window = this.state.studied.window ?? answer?.window ?? null;
    const resize = (event: Event): void => {
      const value = (event.target as HTMLInputElement).valueAsNumber;
      if (Number.isFinite(value)) selecting.study({ window: Math.round(value) });
    };
    return html`<div class="head"><h2>Shapes</h2>
      <tl-series-picker .app=${this.app} .state=${this.state} .label=${"of"} .chosen=${series.id} @tl-choose=${(event: ChooseEvent) => selecting.study({ seriesId: event.seriesId, window: null, hour: null })}></tl-series-picker>
      <div class="window" role="group" aria-label="Length of a window"><label><span class="muted">window</span>
        <input type="number" min=${answer?.least ?? 4} max=${answer?.most ?? nothing} step="1" .value=${unlessFocused(window === null ? "" : String(window))} @change=${resize}></label>
        <span class="muted" aria-live="off">${window === null ? "" : `${window === 1 ? "bin" : "bins"} = ${formatDuration(window * series.binMs)}`}</span>
        <input class="slide" type="range" aria-label="Window in bins" aria-valuetext=${window === null ? nothing : `${window} bins, ${formatDuration(window * series.binMs)}`}
          min=${answer?.least ?? 4} max=${Math.min(answer?.most ?? 200, 8 * Math.max(48, answer?.suggested[0]?.length ?? 48))} step="1" .value=${unlessFocused(String(window ?? 4))} @change=${resize}></div>
      <div class="suggested" role="group" aria-label="Suggested windows">${answer?.suggested.map(
        ({ length, reason, strength }) =>
          html`<button class="button" type="button" aria-pressed=${length === answer.window} title=${strength === null ? "" : `The series is like itself after this time, autocorrelation ${strength.toFixed(2)}`} @click=${() => selecting.study({ window: length })}>${formatDuration(length * series.binMs)}<span class="muted">${REASONS[reason]}</span></button>`,
      )}</div>
      ${done === null ? nothing : html`<span class="busy" role="status">comparing all windows${done > 0 ? `, ${Math.floor(done * 100)} %` : ""} <button class="button quiet" type="button" @click=${() => this.question.stop()}>Stop</button></span>`}</div>`;
  }

  private absent(failure: string | null): TemplateResult | typeof nothing {
    if (failure === null) return nothing;
    return html`<div class="empty" role="status"><h2>No shapes of this series</h2><p>${failure}</p>
      ${this.state.studied.window === null ? nothing : html`<button class="button" type="button" @click=${() => this.app.selecting.study({ window: null })}>Take the suggested window</button>`}</div>`;
  }

  private sentence(report: Report, series: Series, answer: Shapes): TemplateResult {
    const at = this.moments(report, series);
    const length = formatDuration(answer.window * series.binMs);
    const name = seriesLabel(report, series.id);
    const [discord] = answer.discords;
    const [motif] = answer.motifs;
    const gaps =
      answer.gapCount === 0
        ? ""
        : ` ${countOf(answer.gapCount, "window")} with a gap ${answer.gapCount === 1 ? "takes" : "take"} no part.`;
    const flat =
      answer.flatCount === 0
        ? ""
        : ` ${countOf(answer.flatCount, "window")} without variation ${answer.flatCount === 1 ? "counts" : "count"} as alike.`;
    if (answer.median === null)
      return html`<p class="sentence">No window of ${length} is without a gap: choose a shorter one, or wider bins.${gaps}</p>`;
    if (discord === undefined)
      return html`<p class="sentence">All windows of ${length} are alike: <b>${name}</b> does not vary.${flat}</p>`;
    return html`<p class="sentence">Of all stretches of ${length} in <b>${name}</b>, the one from ${at(discord.bin)} is most unlike any other: distance ${formatNumber(discord.distance)}, where ${formatNumber(answer.median)} is usual.
      ${motif === undefined ? "Nothing repeats." : html`The closest pair is at ${at(motif.pair[0])} and ${at(motif.pair[1])}, distance ${formatNumber(motif.distance)}${motif.occurrences.length > 2 ? `, seen ${formatNumber(motif.occurrences.length)} times in all` : ""}.`}${flat}${gaps}</p>`;
  }

  /** Writes the start of a bin, without the date where there is only one. */
  private moments(report: Report, { startMs, binMs, counts }: Series): (bin: number) => string {
    const { clock } = factsOf(report);
    const oneDay = clock.dayNumber(startMs) === clock.dayNumber(startMs + counts.length * binMs - 1);
    return (bin) => (oneDay ? clock.time(startMs + bin * binMs) : clock.dateTime(startMs + bin * binMs));
  }

  private spanOf(series: Series, bin: number, window: number): TimeRange {
    const startMs = series.startMs + bin * series.binMs;
    return { startMs, endMs: startMs + window * series.binMs };
  }

  /** Discords are shaded, what is chosen stands out. */
  private spans(series: Series, answer: Shapes): ChartSpan[] {
    const spans = answer.discords.map(({ bin }, i) => ({
      ...this.spanOf(series, bin, answer.window),
      selected: this.chosen === `d${i}`,
    }));
    const motif = answer.motifs.find((_, i) => this.chosen === `m${i}`);
    for (const bin of motif?.occurrences ?? [])
      spans.push({ ...this.spanOf(series, bin, answer.window), selected: true });
    return spans;
  }

  private pictures(report: Report, series: Series, drawn: Drawn, range: TimeRange): TemplateResult {
    const { answer, painter, distances } = drawn;
    const spans = answer === null ? [] : this.spans(series, answer);
    const label = seriesLabel(report, series.id);
    const length = answer === null ? "" : formatDuration(answer.window * series.binMs);
    const layout = (event: LayoutEvent): void => {
      const { left, width } = event.box;
      const isSame = this.box?.left === left && this.box.width === width;
      queueMicrotask(() => {
        if (!isSame) this.box = event.box;
        this.barMs = painter.bins.binMs;
      });
    };
    const bars = this.barMs || series.binMs;
    const bins = bars === series.binMs ? "" : `, windows in bins of ${formatWidth(series.binMs)}`;
    return html`<figure class="pictures">
      <figcaption>${label} <span class="muted">${series.kind === "measure" ? "means of" : "per"} ${widthOf(bars)}${bins}</span></figcaption>
      <tl-study-plot .app=${this.app} .state=${this.state} .painter=${painter} .spans=${spans} .range=${range} .timeAxis=${false}
        .words=${`${label} over time${answer === null ? "" : `, ${countOf(answer.discords.length, "discord")} shaded`}.`} @tl-layout=${layout}></tl-study-plot>
      ${
        answer === null || distances === null || answer.discords.length === 0
          ? nothing
          : html`${this.lane(series, answer, range)}
      <tl-study-plot class="distances" .app=${this.app} .state=${this.state} .painter=${distances} .spans=${spans} .range=${range}
        .words=${`Distance of each window of ${length} to the one most like it, by its start; high where a shape stands alone. ${answer.median === null ? "" : `The middle is ${formatNumber(answer.median)}.`}`}></tl-study-plot>
      <figcaption class="muted">distance to the most similar window, by its start · dashed: the middle</figcaption>
      ${this.table(report, series, answer, range)}`
      }</figure>`;
  }

  /** Where discords and motifs are, named; the lists under it have the keys. */
  private lane(
    series: Series,
    { discords, motifs, window }: Shapes,
    range: TimeRange,
  ): TemplateResult | typeof nothing {
    const { box } = this;
    if (box === null) return nothing;
    const x = (atMs: number): number =>
      box.left + Math.min(1, Math.max(0, (atMs - range.startMs) / (range.endMs - range.startMs))) * box.width;
    const mark = (kind: "discord" | "motif", bin: number, i: number): TemplateResult | typeof nothing => {
      const { startMs, endMs } = this.spanOf(series, bin, window);
      if (endMs <= range.startMs || startMs >= range.endMs) return nothing;
      // wide enough for its name, and within the plot
      const left = Math.min(x(startMs), box.left + box.width - NAME_PIXELS);
      const id = `${kind === "discord" ? "d" : "m"}${i}`;
      const y = kind === "discord" ? 1 : 18;
      return svg`<g class="${kind} ${this.chosen === id ? "chosen" : ""}"><rect x=${left} y=${y} width=${Math.max(NAME_PIXELS, x(endMs) - left)} height="15" rx="2" /><text x=${left + 4} y=${y + 11}>${kind === "discord" ? "D" : "M"}${i + 1}</text></g>`;
    };
    const shown = motifs.map((motif, i) => ({ motif, i })).filter(({ i }) => i === 0 || this.chosen === `m${i}`);
    return html`<svg class="lane" aria-hidden="true">${discords.map(({ bin }, i) => mark("discord", bin, i))}${shown.map(({ motif, i }) => motif.occurrences.map((bin) => mark("motif", bin, i)))}</svg>`;
  }

  private choose(id: string, range: TimeRange): void {
    this.chosen = id;
    const { whole } = factsOf(this.state.result!.report);
    const lengthMs = range.endMs - range.startMs;
    this.app.selecting.range({
      startMs: Math.max(whole?.startMs ?? range.startMs, range.startMs - lengthMs),
      endMs: Math.min(whole?.endMs ?? range.endMs, range.endMs + lengthMs),
    });
  }

  private finds(report: Report, series: Series, answer: Shapes): TemplateResult {
    const { selecting } = this.app;
    const { window, median } = answer;
    const when = this.moments(report, series);
    const go = (id: string, bin: number, name: string): TemplateResult =>
      html`<button class="link" type="button" title="Zoom to it" @click=${() => this.choose(id, this.spanOf(series, bin, window))}><span class="hear">${name}, zoom to </span>${when(bin)}</button>`;
    const lines = (bin: number, name: string): TemplateResult =>
      html`<button class="button quiet" type="button" @click=${() => selecting.lines({ rangeMs: this.spanOf(series, bin, window) })}>Lines<span class="hear"> of ${name}</span></button>`;
    return html`<div class="finds">
      <section><h3>Discords: unlike everything else</h3>${
        answer.discords.length === 0
          ? html`<p class="muted">None: all windows are alike.</p>`
          : html`<div class="scroll"><table><thead><tr><th scope="col"><span class="hear">name</span></th><th scope="col">from</th><th scope="col" class="number">distance</th><th scope="col" class="number">of usual</th><th scope="col">most like</th><th scope="col"><span class="hear">lines</span></th></tr></thead>
        <tbody>${answer.discords.map(
          ({ bin, distance, nearestBin, isFirst }, i) =>
            html`<tr aria-current=${this.chosen === `d${i}`}><th scope="row"><span class="mark discord">D${i + 1}</span></th><td>${go(`d${i}`, bin, `Discord ${i + 1}`)}</td><td class="number">${formatNumber(distance)}</td><td class="number">${median === null || median === 0 ? NO_VALUE : `${(distance / median).toFixed(1)}×`}</td><td class="muted">${when(nearestBin)}${isFirst ? ", later" : ""}</td><td>${lines(bin, `discord ${i + 1}`)}</td></tr>`,
        )}</tbody></table></div>`
      }</section>
      <section><h3>Motifs: what repeats</h3>${
        answer.motifs.length === 0
          ? html`<p class="muted">None: no two windows can be compared.</p>`
          : html`<div class="scroll"><table><thead><tr><th scope="col"><span class="hear">name</span></th><th scope="col">first of the pair</th><th scope="col">second</th><th scope="col" class="number">distance</th><th scope="col" class="number">times</th><th scope="col"><span class="hear">lines</span></th></tr></thead>
        <tbody>${answer.motifs.map(
          ({ pair, distance, occurrences }, i) =>
            html`<tr aria-current=${this.chosen === `m${i}`}><th scope="row"><span class="mark motif">M${i + 1}</span></th><td>${go(`m${i}`, pair[0], `Motif ${i + 1}, first`)}</td><td>${go(`m${i}`, pair[1], `Motif ${i + 1}, second`)}</td><td class="number">${formatNumber(distance)}</td><td class="number">${formatNumber(occurrences.length)}</td><td>${lines(pair[0], `motif ${i + 1}`)}</td></tr>`,
        )}</tbody></table></div>`
      }</section>
      <p class="muted note">By the matrix profile: every window against every other, whatever its level and size (z-normalised Euclidean distance, 0 to ${formatNumber(2 * Math.sqrt(window))}). Windows fewer than ${formatNumber(answer.exclusion + 1)} bins apart are not compared. It looks at the whole log, so it explains and alerts nobody.</p></div>`;
  }

  /** The largest distance of each of some equal stretches of the range. */
  private table(report: Report, series: Series, { distance }: Shapes, range: TimeRange): TemplateResult {
    const { clock } = factsOf(report);
    const first = Math.max(0, Math.floor((range.startMs - series.startMs) / series.binMs));
    const end = Math.min(distance.length, Math.ceil((range.endMs - series.startMs) / series.binMs));
    const step = Math.max(1, Math.ceil((end - first) / TABLE_ROWS));
    const rows = Array.from({ length: Math.max(0, Math.ceil((end - first) / step)) }, (_, i) => {
      const from = first + i * step;
      const known = distance.subarray(from, Math.min(end, from + step)).filter((value) => !Number.isNaN(value));
      return { atMs: series.startMs + from * series.binMs, most: known.length === 0 ? null : Math.max(...known) };
    });
    return html`<div class="hear"><table><caption>Largest distance to the most similar window, by start of the window</caption>
      <thead><tr><th scope="col">from</th><th scope="col">distance</th></tr></thead>
      <tbody>${rows.map(({ atMs, most }) => html`<tr><th scope="row">${clock.dateTime(atMs)}</th><td>${most === null ? "no window without a gap" : formatNumber(most)}</td></tr>`)}</tbody></table></div>`;
  }
}

customElements.define("tl-shapes-view", ShapesView);
