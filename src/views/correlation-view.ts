/**
 * <tl-correlation-view>: how chosen series go together: a matrix of Pearson's r at the best lag of every two, and for a chosen
 * cell both series over each other, the second moved by its lag, and r at every lag.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import { MOST_COMPARED } from "../app/location-hash.ts";
import type { Studied } from "../app/state.ts";
import { formatDuration, formatNumber } from "../charts/format.ts";
import type { LevelBins } from "../charts/level-bins.ts";
import { PairPainter, standardised } from "../charts/study-painters.ts";
import type { Correlation, Correlations } from "../model/correlations.ts";
import type { Report, Series } from "../model/report.ts";
import { seriesWorthComparing, valuesOf } from "../model/series-choice.ts";
import { correlationViewStyles } from "./correlation-view.styles.ts";
import { factsOf, seriesLabel } from "./facts.ts";
import { icon } from "./icons.ts";
import { Question } from "./question.ts";
import type { ChooseEvent } from "./series-picker.ts";
import "./series-picker.ts";
import { noTimes } from "./no-times.ts";
import { sharedStyles } from "./shared.styles.ts";
import "./study-plot.ts";
import { formatR, pairWords } from "./together.ts";
import { unlessFocused } from "./unless-focused.ts";
import { View } from "./view.ts";

/** series compared when nobody chose any */
const SUGGESTED = 8;
/** an r that chance gives more often than this is told as such */
const LIKELY_CHANCE = 0.05;

interface Drawn {
  cell: Correlation;
  painter: PairPainter;
}

export class CorrelationView extends View {
  static override styles = [sharedStyles, correlationViewStyles];
  static override properties = { ...View.properties, at: { state: true } };

  /** row and column of the chosen cell */
  declare at: readonly [number, number] | null;

  private readonly question = new Question<Correlations>(() => this.requestUpdate());
  private chosen: readonly Series[] = [];
  private pairAsked: Studied["pair"] = null;
  private drawn: Drawn | null = null;

  constructor() {
    super();
    this.at = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.question.forget();
  }

  private comparedOf(report: Report): readonly Series[] {
    const { seriesById } = factsOf(report);
    const named = this.state.studied.compared.flatMap((id) => seriesById.get(id) ?? []);
    return named.length > 0 ? named : seriesWorthComparing(report, SUGGESTED);
  }

  protected override willUpdate(): void {
    const report = this.state.result?.report;
    if (report === undefined) return;
    const series = this.comparedOf(report);
    const { mostLag, pair } = this.state.studied;
    const isOther = series.length !== this.chosen.length || series.some((one, i) => one !== this.chosen[i]);
    if (isOther || pair !== this.pairAsked) {
      this.chosen = series;
      this.pairAsked = pair;
      this.at = placeOf(series, pair);
    }
    if (series.length < 2) {
      this.question.forget();
      return;
    }
    this.question.ask([mostLag, ...series], (signal, onProgress) =>
      this.app.correlations({ series: series.map(valuesOf), mostLag }, signal, onProgress),
    );
    const { answer } = this.question;
    if (answer !== null && this.at === null) this.at = closest(answer, series);
    const cell = this.at === null ? null : (answer?.cells[this.at[0]]?.[this.at[1]] ?? null);
    if (cell === null) this.drawn = null;
    else if (this.drawn?.cell !== cell) this.drawn = { cell, painter: this.painterOf(series, this.at!, cell) };
  }

  private painterOf(series: readonly Series[], [a, b]: readonly [number, number], { lag }: Correlation): PairPainter {
    const binsOf = (one: Series, moved: number): LevelBins => ({
      startMs: one.startMs - moved * one.binMs,
      binMs: one.binMs,
      binCount: one.counts.length,
      counts: standardised(valuesOf(one)),
    });
    return new PairPainter(binsOf(series[a]!, 0), binsOf(series[b]!, lag));
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    if (factsOf(report).whole === null) return noTimes(this.app, "no series go together over time");
    const { answer, failure, done } = this.question;
    const series = this.chosen;
    const few = series.length < 2;
    return html`${this.head(answer)}
      ${done === null ? nothing : html`<p class="busy" role="status">correlating${done > 0 ? `, ${Math.floor(done * 100)} %` : ""} <button class="button quiet" type="button" @click=${() => this.question.stop()}>Stop</button></p>`}
      ${few ? html`<div class="empty"><h2>Two series are needed</h2><p>${report.series.length < 2 ? "This report has only one." : "Fewer than two series of this log vary, or only one is chosen: add one above by a part of its name."}</p></div>` : nothing}
      ${failure === null ? nothing : html`<div class="empty" role="status"><h2>No correlations</h2><p>${failure}</p>${this.state.studied.mostLag === null ? nothing : html`<button class="button" type="button" @click=${() => this.app.selecting.study({ mostLag: null })}>Take the suggested lag</button>`}</div>`}
      ${answer === null || few || answer.cells.length !== series.length ? nothing : html`<div class="both">${this.matrix(report, answer)}${this.pair(report, answer)}</div>`}`;
  }

  private head(answer: Correlations | null): TemplateResult {
    const { selecting } = this.app;
    const ids = this.chosen.map(({ id }) => id);
    const binMs = this.chosen[0]?.binMs ?? 0;
    const mostLag = this.state.studied.mostLag ?? answer?.mostLag ?? null;
    const add = (event: ChooseEvent): void =>
      selecting.study({ compared: [...ids, event.seriesId].slice(-MOST_COMPARED) });
    const widen = (event: Event): void => {
      const value = (event.target as HTMLInputElement).valueAsNumber;
      if (Number.isFinite(value)) selecting.study({ mostLag: Math.round(value) });
    };
    return html`<div class="head"><h2>Correlation</h2>
      <tl-series-picker .app=${this.app} .state=${this.state} .label=${"add"} .omit=${ids} @tl-choose=${add}></tl-series-picker>
      <label class="lag"><span class="muted">lags up to</span><input type="number" min="0" max=${answer?.utmostLag ?? nothing} step="1" .value=${unlessFocused(mostLag === null ? "" : String(mostLag))} @change=${widen}>
        <span class="muted">${mostLag === null ? "bins" : `bins = ${formatDuration(mostLag * binMs)}`}</span></label>
      ${this.state.studied.compared.length === 0 ? nothing : html`<button class="button" type="button" @click=${() => selecting.study({ compared: [] })}>Suggested series</button>`}</div>`;
  }

  private matrix(report: Report, answer: Correlations): TemplateResult {
    const { chosen } = this;
    const names = chosen.map(({ id }) => seriesLabel(report, id));
    const remove = (id: string): void =>
      this.app.selecting.study({ compared: chosen.map((one) => one.id).filter((other) => other !== id) });
    const [row, column] = this.at ?? [0, 1];
    return html`<div class="scroll"><table class="matrix" role="grid" aria-label="Correlation of every two series" @keydown=${this.step}>
      <thead><tr><td></td>${names.map((name, i) => html`<th scope="col" title=${name}>${i + 1}</th>`)}</tr></thead>
      <tbody>${answer.cells.map(
        (cells, i) =>
          html`<tr><th scope="row" title=${names[i]!}><span class="nr">${i + 1}</span><span class="name">${names[i]}</span>${
            chosen.length > 2
              ? html`<button class="button quiet away" type="button" title="Take it out" @click=${() => remove(chosen[i]!.id)}>${icon("close")}<span class="hear">Take ${names[i]} out</span></button>`
              : nothing
          }</th>${cells.map((cell, j) => {
            const label = this.cellWords(names, i, j, cell);
            return html`<td role="gridcell" aria-selected=${i === row && j === column}><button type="button" class="cell ${toneOf(cell)} ${cell !== null && cell.pValue > LIKELY_CHANCE ? "chance" : ""}" tabindex=${i === row && j === column ? 0 : -1}
            title=${label} aria-label=${label} ?disabled=${i === j} @click=${() => this.choose(i, j)}>${i === j ? "" : cell === null ? "–" : formatR(cell.r)}</button></td>`;
          })}</tr>`,
      )}</tbody></table>
      <p class="muted note">Pearson’s r at the lag where the row and the column are most alike; blue goes together, orange the other way, pale may be chance. A line of least squares is taken off each series first.</p></div>`;
  }

  private cellWords(names: readonly string[], i: number, j: number, cell: Correlation | null): string {
    if (i === j) return names[i]!;
    if (cell === null) return `${names[i]} and ${names[j]}: no correlation, one of them does not vary`;
    const lagMs = cell.lag * (this.chosen[j]?.binMs ?? 0);
    return `${pairWords(names[i]!, names[j]!, lagMs, cell.r)}${cell.pValue > LIKELY_CHANCE ? "; may be chance" : ""}`;
  }

  private choose(row: number, column: number): void {
    this.at = [row, column];
    this.app.selecting.study({ pair: [this.chosen[row]!.id, this.chosen[column]!.id] });
  }

  private readonly step = (event: KeyboardEvent): void => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
    };
    const by = steps[event.key];
    if (by === undefined || this.at === null) return;
    event.preventDefault();
    const size = this.chosen.length;
    let [row, column] = this.at;
    row += by[0];
    column += by[1];
    // a series with itself is passed over
    if (row === column) {
      row += by[0];
      column += by[1];
    }
    if (row < 0 || column < 0 || row >= size || column >= size) return;
    this.choose(row, column);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLButtonElement>('td[aria-selected="true"] button')?.focus(),
    );
  };

  /** The chosen two over each other. */
  private pair(report: Report, answer: Correlations): TemplateResult | typeof nothing {
    const { at, drawn, chosen } = this;
    const whole = factsOf(report).whole;
    if (at === null || whole === null) return nothing;
    const [first, second] = [chosen[at[0]]!, chosen[at[1]]!];
    const [one, other] = [first, second].map(({ id }) => seriesLabel(report, id)) as [string, string];
    if (drawn === null)
      return html`<section class="pair"><h3>${other} and ${one}</h3><p class="muted">No correlation: one of them does not vary, or too few bins have a value of both.</p></section>`;
    const { cell, painter } = drawn;
    const lagMs = cell.lag * second.binMs;
    const range = this.state.selection.rangeMs ?? whole;
    const sentence = pairWords(one, other, lagMs, cell.r);
    const moved = cell.lag === 0 ? "" : `, moved ${formatDuration(lagMs)} ${cell.lag > 0 ? "earlier" : "later"}`;
    return html`<section class="pair" aria-live="polite"><h3>${sentence}</h3>
      <dl class="figures">
        <div><dt>r</dt><dd>${formatR(cell.r)}</dd></div>
        <div><dt>lag</dt><dd>${cell.lag === 0 ? "none" : `${cell.lag < 0 ? "−" : ""}${formatDuration(lagMs)}`}</dd></div>
        <div><dt>without lag</dt><dd>${cell.unmoved === null ? "–" : formatR(cell.unmoved)}</dd></div>
        <div><dt>bins</dt><dd>${formatNumber(cell.pairs)}</dd></div>
        <div><dt title="As many independent bins would tell as much: neighbours are alike">independent</dt><dd>${formatNumber(Math.round(cell.effectivePairs))}</dd></div>
        <div><dt>chance</dt><dd>${chanceWords(cell.pValue)}</dd></div>
      </dl>
      <p class="legend"><span class="one">${one}</span><span class="other">${other}</span><span class="muted">in deviations from the mean${moved}</span></p>
      <tl-study-plot .app=${this.app} .state=${this.state} .painter=${painter} .range=${range} .words=${`${one} and ${other} over each other${moved}: ${sentence}.`}></tl-study-plot>
      ${this.byLag(cell, answer.mostLag, second.binMs)}
      <div class="actions"><button class="button" type="button" @click=${() => this.chart([first.id, second.id])}>Chart both on the time line</button>
        <button class="button" type="button" @click=${() => this.shapes(second.id)} title=${`Shapes of ${other}`}>Shapes of the second</button></div></section>`;
  }

  private chart(ids: readonly string[]): void {
    for (const id of ids) if (!this.state.charts.includes(id)) this.app.selecting.toggleChart(id);
  }

  private shapes(seriesId: string): void {
    this.app.selecting.study({ seriesId, window: null, hour: null });
    this.app.selecting.view("shapes");
  }

  private byLag({ byLag, lag }: Correlation, most: number, binMs: number): TemplateResult | typeof nothing {
    if (most === 0) return nothing;
    const width = 2 * most;
    const y = (r: number): number => 30 - r * 28;
    const points = Array.from(byLag, (r, i) => (Number.isNaN(r) ? null : `${i} ${y(r).toFixed(2)}`));
    const path = points
      .map((point, i) => (point === null ? "" : `${i > 0 && points[i - 1] !== null ? "L" : "M"}${point}`))
      .join("");
    const step = Math.max(1, Math.ceil(byLag.length / 25));
    const words = `r at lags from ${formatDuration(most * binMs)} before to ${formatDuration(most * binMs)} after, highest at the lag told.`;
    return html`<figure class="by-lag"><svg viewBox="0 0 ${width} 60" preserveAspectRatio="none" role="img" aria-label=${words}>${svg`<path class="zero" d="M0 30H${width}M${most} 0V60" /><path class="best" d="M${lag + most} 0V60" /><path class="r" d=${path} />`}</svg>
      <figcaption class="muted"><span>−${formatDuration(most * binMs)}</span><span>r by lag, −1 to 1</span><span>${formatDuration(most * binMs)}</span></figcaption>
      <div class="hear"><table><caption>r by lag</caption><thead><tr><th scope="col">lag</th><th scope="col">r</th></tr></thead><tbody>${Array.from(
        { length: Math.ceil(byLag.length / step) },
        (_, i) => {
          const r = byLag[i * step]!;
          const bins = i * step - most;
          return html`<tr><th scope="row">${bins < 0 ? "−" : ""}${formatDuration(bins * binMs)}</th><td>${Number.isNaN(r) ? "none" : formatR(r)}</td></tr>`;
        },
      )}</tbody></table></div></figure>`;
  }
}

/** @returns the cell whose r is farthest from 0 and least likely chance, above the diagonal; else any */
function closest({ cells }: Correlations, series: readonly Series[]): readonly [number, number] {
  let best: readonly [number, number] = [0, 1];
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  cells.forEach((row, i) => {
    row.forEach((cell, j) => {
      // all events contain the levels: that they go together says nothing
      if (cell === null || j <= i || series[i]?.kind === "events" || series[j]?.kind === "events") return;
      // of those that are all as good as chance the one that looks most alike
      const isSame = cell.pValue === least && Math.abs(cell.r) > most;
      if (cell.pValue < least || isSame) {
        least = cell.pValue;
        most = Math.abs(cell.r);
        best = [i, j];
      }
    });
  });
  return best;
}

/** @returns a class by how far and to which side of 0 an r is, in steps */
function toneOf(cell: Correlation | null): string {
  if (cell === null) return "none";
  const step = Math.min(4, Math.floor(Math.abs(cell.r) * 5));
  return step === 0 ? "even" : `${cell.r > 0 ? "up" : "down"}${step}`;
}

/** The p-value as people say it. */
function chanceWords(p: number): TemplateResult | string {
  if (p >= 0.995) return "> 99 %";
  if (p >= 0.01) return `1 in ${formatNumber(Math.max(1, Math.round(1 / p)))}`;
  const power = Math.min(99, Math.floor(-Math.log10(Math.max(p, 1e-99))));
  return power < 6 ? `1 in ${formatNumber(10 ** power)}` : html`1 in 10<sup>${power}</sup>`;
}

/** @returns row and column of a pair; null when one of the two is not among the series */
function placeOf(series: readonly Series[], pair: Studied["pair"]): [number, number] | null {
  if (pair === null) return null;
  const [row, column] = pair.map((id) => series.findIndex((one) => one.id === id)) as [number, number];
  return row >= 0 && column >= 0 && row !== column ? [row, column] : null;
}

customElements.define("tl-correlation-view", CorrelationView);
