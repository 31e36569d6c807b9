/**
 * <tl-rhythm-view>: what a series does by hour of the day and day of the week, which series prefer which hours with the test
 * behind the claim, and the hours that break the rhythm. All of the whole log: a selected range plays no part.
 */
import { html, nothing, type TemplateResult } from "lit";
import { cividis } from "../charts/cividis.ts";
import { countOf, formatNumber } from "../charts/format.ts";
import {
  cellWords,
  hourName,
  preferenceRuns,
  preferenceWords,
  rhythmSummary,
  WEEKDAYS,
} from "../charts/rhythm-words.ts";
import type { Report, Series } from "../model/report.ts";
import { seriesToBeginWith } from "../model/series-choice.ts";
import { PERIODS, type Period, type Rhythm, type RhythmAnswer, type RhythmCell } from "../model/studies.ts";
import { factsOf, seriesLabel } from "./facts.ts";
import { rhythmStyles } from "./rhythm-view.styles.ts";
import type { ChooseEvent } from "./series-picker.ts";
import "./series-picker.ts";
import { noTimes } from "./no-times.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const MOST_TEMPLATES = 60;
const MOST_PREFERENCES = 40;
const SCALE_STEPS = 12;

export class RhythmView extends View {
  static override styles = [sharedStyles, rhythmStyles];
  static override properties = {
    ...View.properties,
    answer: { state: true },
    period: { state: true },
  };

  /** null while it is being found */
  declare answer: RhythmAnswer | "absent" | null;
  declare period: Period;
  private asked = "";

  constructor() {
    super();
    this.answer = null;
    this.period = "day";
  }

  protected override updated(): void {
    const { result } = this.state;
    if (result === null || result.report.digest === this.asked) return;
    this.asked = result.report.digest;
    this.answer = null;
    void this.ask(result.report);
  }

  private async ask(report: Report): Promise<void> {
    const series = seriesOf(report).map(({ id }) => id);
    try {
      const found = await this.app.study({ kind: "rhythms", series });
      if (this.asked === report.digest) this.answer = found ?? "absent";
    } catch (error) {
      this.app.messages.error(error);
    }
  }

  override render(): TemplateResult | typeof nothing {
    const report = this.state.result?.report;
    if (report === undefined) return nothing;
    const { answer } = this;
    if (answer === null)
      return html`<div class="empty" role="status" aria-busy="true"><p>Looking at every hour of the log…</p></div>`;
    if (answer === "absent")
      return html`<div class="empty"><h2>No counts to look at</h2><p>An imported report holds series at one bin width only. Open the log itself to see its hours.</p></div>`;
    if (factsOf(report).whole === null) return noTimes(this.app, "there is no hour to look at");
    if (answer.lacking !== null)
      return html`<div class="empty"><h2>No rhythm to see</h2><p>${answer.lacking}</p></div>`;
    const rhythm = answer.rhythms.find(({ series }) => series === this.shown(report)) ?? answer.rhythms[0];
    if (rhythm === undefined)
      return html`<div class="empty"><h2>No rhythm to see</h2><p>The log has no series.</p></div>`;
    const unit = rhythm.series.startsWith("measure:") ? "on average" : "events an hour";
    return html`${this.head(report, answer)}
      <div class="body">
        <p class="summary">${rhythmSummary(rhythm, unit)}</p>
        <div>${this.heat(report, rhythm, unit)}</div>
        <div>${this.preferences(report, answer, rhythm)}${this.breaks(report, rhythm)}</div>
      </div>`;
  }

  /** Hour of the week that is looked at. */
  private get cell(): number | null {
    return this.state.studied.hour;
  }

  private look(hour: number): void {
    this.app.selecting.study({ hour });
  }

  private chooseSeries(seriesId: string): void {
    this.app.selecting.study({ seriesId, hour: null, window: null });
  }

  /** The series that was chosen, here or among the shapes, else that of the selection. */
  private shown(report: Report): string {
    const { seriesId } = this.state.studied;
    const { templateId, levels } = this.state.selection;
    const selected =
      templateId !== null
        ? `template:${templateId}`
        : levels.length === 1
          ? `level:${levels[0] ?? "none"}`
          : (seriesToBeginWith(report)?.id ?? "events");
    return seriesId !== null && seriesOf(report).some(({ id }) => id === seriesId) ? seriesId : selected;
  }

  private head(report: Report, answer: RhythmAnswer): TemplateResult {
    const shown = this.shown(report);
    const download = (): void =>
      void this.app.saveAggregates(
        seriesOf(report)
          .filter(({ kind }) => kind !== "template")
          .map(({ id }) => id),
        this.period,
      );
    return html`<div class="head"><h2>Rhythm</h2>
      <tl-series-picker .app=${this.app} .state=${this.state} .label=${"Series"} .chosen=${shown} .omit=${omitted(report)} @tl-choose=${(event: ChooseEvent) => this.chooseSeries(event.seriesId)}></tl-series-picker>
      <span class="muted">${countOf(answer.hours, "whole hour")}, ${answer.timeZone}</span>
      <div class="exports">
        <select aria-label="Calendar period" @change=${(event: Event) => {
          this.period = (event.target as HTMLSelectElement).value as Period;
        }}>${PERIODS.map((period) => html`<option value=${period} ?selected=${period === this.period}>by ${period}</option>`)}</select>
        <button class="button" type="button" title="Count, mean, deviation, min, max and p95 of every series, by calendar period" @click=${download}>Aggregates, CSV</button>
        <button class="button" type="button" title="A row a window: volume, rates, rolling statistics, TF-IDF" @click=${() => void this.app.saveFeatures()}>Window features, CSV</button>
      </div></div>`;
  }

  private heat(report: Report, rhythm: Rhythm, unit: string): TemplateResult {
    const means = rhythm.week.flatMap(({ mean }) => (mean === null ? [] : [mean]));
    const [low, high] = [Math.min(...means), Math.max(...means)];
    const share = (mean: number): number => (high > low ? (mean - low) / (high - low) : 0);
    const preferred = new Set(rhythm.preferences.filter(({ by }) => by === "hour").map(({ index }) => index));
    const plain = (cell: RhythmCell, name: string): TemplateResult =>
      html`<td><span class="cell ${cell.mean === null ? "none" : ""}" .style=${cell.mean === null ? "" : color(share(cell.mean))} role="img" aria-label=${`${name}: ${cellWords(cell)}`} title=${`${name}: ${cellWords(cell)} ${unit}`}></span></td>`;
    return html`<div class="heat"><table class="week" aria-label=${`${seriesLabel(report, rhythm.series)} by hour of the week, ${unit}`} @keydown=${this.key}>
        <thead><tr><th></th>${Array.from({ length: 24 }, (_, hour) => html`<th scope="col" class=${preferred.has(hour) ? "preferred" : ""} title=${preferred.has(hour) ? "preferred, see the list" : ""}>${hour % 3 === 0 ? String(hour).padStart(2, "0") : html`<span class="hear">${hour}</span>`}</th>`)}<th scope="col">all</th></tr></thead>
        <tbody>${WEEKDAYS.map(
          (day, d) => html`<tr><th scope="row" class="day">${day.slice(0, 3)}</th>
            ${Array.from({ length: 24 }, (_, hour) => this.weekCell(rhythm, d * 24 + hour, share, unit))}
            ${plain(rhythm.weekdays[d]!, `${day}, all hours`)}</tr>`,
        )}
        <tr class="all"><th scope="row" class="day">all</th>${rhythm.day.map((cell, hour) => plain(cell, `every day ${hourName(hour)}`))}<td></td></tr></tbody>
      </table></div>
      <div class="scale"><span>${formatNumber(round(low))}</span><span class="ramp" aria-hidden="true">${Array.from({ length: SCALE_STEPS }, (_, i) => html`<i .style=${color(i / (SCALE_STEPS - 1))}></i>`)}</span><span>${formatNumber(round(high))} ${unit}</span></div>
      <div class="readout" role="status">${this.cell === null ? html`<span class="muted">Choose an hour to read its model and go to the last one like it.</span>` : this.readout(report, rhythm, this.cell, unit)}</div>`;
  }

  private weekCell(rhythm: Rhythm, index: number, share: (mean: number) => number, unit: string): TemplateResult {
    const cell = rhythm.week[index]!;
    const name = `${WEEKDAYS[Math.floor(index / 24)]} ${hourName(index % 24)}`;
    const words =
      cell.mean === null
        ? `${name}: not seen`
        : `${name}: ${cellWords(cell)} ${unit}, of ${countOf(cell.hours, "hour")}`;
    const focusable = index === (this.cell ?? 0);
    return html`<td><button class="cell ${cell.mean === null ? "none" : ""}" type="button" data-index=${index} tabindex=${focusable ? 0 : -1} aria-pressed=${this.cell === index}
      .style=${cell.mean === null ? "" : color(share(cell.mean))} aria-label=${words} title=${words} @click=${() => this.look(index)}></button></td>`;
  }

  /** Arrows move from hour to hour and from day to day. */
  private key(event: KeyboardEvent): void {
    const at = Number((event.target as HTMLElement).dataset.index ?? Number.NaN);
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -24, ArrowDown: 24 }[event.key];
    if (by === undefined || Number.isNaN(at)) return;
    event.preventDefault();
    const next = (at + by + 168) % 168;
    this.look(next);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  }

  private readout(report: Report, rhythm: Rhythm, index: number, unit: string): TemplateResult {
    const cell = rhythm.week[index]!;
    const name = `${WEEKDAYS[Math.floor(index / 24)]}s ${hourName(index % 24)}`;
    if (cell.mean === null) return html`<b>${name}</b> <span class="muted">no such hour was seen as a whole.</span>`;
    const last = lastHour(report, index);
    return html`<b>${name}</b> ${cellWords(cell)} ${unit}, ${countOf(cell.hours, "hour")} seen.
      ${last === null ? nothing : html`<button class="link" type="button" @click=${() => this.app.selecting.range(last)}>Go to the last one</button>`}`;
  }

  private preferences(report: Report, { rhythms }: RhythmAnswer, shown: Rhythm): TemplateResult {
    const all = preferenceRuns(rhythms.flatMap(({ preferences }) => preferences));
    const own = all.filter(({ series }) => series === shown.series);
    const listed = [...own, ...all.filter(({ series }) => series !== shown.series)].slice(0, MOST_PREFERENCES);
    if (listed.length === 0)
      return html`<section><h2>Preferred hours</h2><p class="muted">No series prefers an hour or a weekday more than chance would have it, with ${countOf(rhythms.length, "series", "series")} asked.</p></section>`;
    return html`<section><h2>Preferred hours</h2>${listed.map((run) => {
      const { claim, test } = preferenceWords(run);
      return html`<button class="row" type="button" aria-pressed=${run.series === shown.series} title=${test} @click=${() => this.chooseSeries(run.series)}>
        <span class="what">${seriesLabel(report, run.series)}</span><span>${claim}</span><span class="why">${test}</span></button>`;
    })}</section>`;
  }

  private breaks(report: Report, { breaks }: Rhythm): TemplateResult {
    const { clock } = factsOf(report);
    if (breaks.length === 0)
      return html`<section><h2>What breaks it</h2><p class="muted">No hour is more than four deviations from the others of its kind.</p></section>`;
    return html`<section><h2>What breaks it</h2>${breaks.map(
      ({ startMs, endMs, value, expected, deviation, distance, others }) =>
        html`<button class="row" type="button" aria-pressed=${this.state.selection.rangeMs?.startMs === startMs} @click=${() => this.app.selecting.range({ startMs, endMs })}>
        <span class="what">${clock.range(startMs, endMs)}</span><span class="number">${formatNumber(round(value))}</span>
        <span class="why">${formatNumber(round(expected))} ± ${formatNumber(round(deviation))} in ${countOf(others, "other hour")} of its kind; ${formatNumber(round(Math.abs(distance)))} deviations ${distance > 0 ? "above" : "below"}</span></button>`,
    )}</section>`;
  }
}

/** All series of a report that have hours, but of the templates only the commonest. */
function seriesOf({ series }: Report): Series[] {
  let templates = 0;
  return series.filter(({ kind }) => kind !== "difference" && (kind !== "template" || templates++ < MOST_TEMPLATES));
}

/** Ids of series that were not asked about. */
function omitted(report: Report): string[] {
  const asked = new Set(seriesOf(report).map(({ id }) => id));
  return report.series.flatMap(({ id }) => (asked.has(id) ? [] : [id]));
}

const color = (share: number): string => `background: rgb(${cividis(share).join(" ")})`;
const round = (value: number): number => Number(value.toPrecision(3));

/** The last hour of the log of this hour of the week, on its wall clock. */
function lastHour(report: Report, index: number): { startMs: number; endMs: number } | null {
  const { clock, whole } = factsOf(report);
  if (whole === null) return null;
  const hourMs = 3_600_000;
  for (
    let startMs = Math.floor(whole.endMs / hourMs) * hourMs, i = 0;
    i < 170 && startMs >= whole.startMs - hourMs;
    i++, startMs -= hourMs
  ) {
    const weekday = (((clock.dayNumber(startMs) + 3) % 7) + 7) % 7;
    if (weekday * 24 + Number(clock.time(startMs).slice(0, 2)) === index) return { startMs, endMs: startMs + hourMs };
  }
  return null;
}

customElements.define("tl-rhythm-view", RhythmView);
