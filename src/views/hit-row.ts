/**
 * <tl-hit-row>: on the time line, when the lines were that the text of the selection finds. It has them looked for in whichever
 * view, grows while that goes on, and can stop it. Needs the file.
 */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { lineFilterOf } from "../app/line-query.ts";
import { countOf, formatNumber, formatShare, formatWidth } from "../charts/format.ts";
import type { TimeRange } from "../charts/level-bins.ts";
import { sparkPath } from "../charts/sparkline.ts";
import type { HitTimesQuery } from "../model/line-window.ts";
import { factsOf } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const HEIGHT = 18;
/** rows of the table behind the picture, at most */
const TABLE_ROWS = 12;

export interface HitBins extends TimeRange {
  binMs: number;
}

export class HitRow extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      .row { display: grid; grid-template-columns: var(--lane-left, 48px) minmax(0, 1fr) 20px; align-items: end; height: 22px; }
      .name { padding-right: 6px; overflow: hidden; text-overflow: ellipsis; text-align: right; font-size: 11px; line-height: 18px; color: var(--tl-text-muted); }
      .picture { position: relative; height: 18px; border-bottom: 1px solid var(--tl-line); overflow: hidden; }
      svg { display: block; width: 100%; height: 100%; fill: var(--tl-accent-mark); }
      .found { position: absolute; top: 0; right: 0; padding: 0 4px; border-radius: var(--tl-radius); background: color-mix(in oklab, var(--tl-surface) 86%, transparent); font-size: 11px; line-height: 16px; color: var(--tl-text); }
      .found .link { font-size: 11px; }
    `,
  ];
  static override properties = { ...View.properties, bins: { attribute: false }, shown: { state: true } };

  /** what the time line shows, in bars of this width */
  declare bins: HitBins;
  /** the newest answer, of the search at hand */
  declare shown: { query: HitTimesQuery; counts: Float64Array } | null;

  private asking = false;
  private askedFor = "";
  /** where the range is while a hand moves it */
  private moved: TimeRange | null = null;
  private listening = false;
  private readonly hear = (): void => {
    void this.ask();
    this.requestUpdate("state");
  };

  constructor() {
    super();
    this.shown = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.listening) this.app.searching.removeEventListener("change", this.hear);
    this.listening = false;
  }

  /** Shows another range until the selection has it. */
  follow(range: TimeRange): void {
    this.moved = range;
    this.renderRoot.querySelector("svg")?.setAttribute("viewBox", this.viewBox());
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("bins")) this.moved = null;
    if (this.listening) return;
    this.listening = true;
    this.app.searching.addEventListener("change", this.hear);
  }

  protected override updated(): void {
    this.search();
    void this.ask();
  }

  /** Has the lines of the selection looked for, where its text is a filter. @param again also where that was stopped */
  private search(again = false): void {
    const { result, selection, files } = this.state;
    if (result === null || files !== "attached" || selection.text === "") return;
    const { filter, mistake } = lineFilterOf(result.report, selection);
    if (mistake === null) this.app.searching.follow(result.report.series, filter, again);
  }

  /** Asks when hits were, of what is shown, one question at a time. */
  private async ask(): Promise<void> {
    if (this.asking || !this.isConnected) return;
    const search = this.app.searching.state;
    if (search?.progress == null) return;
    const { startMs, endMs, binMs } = this.bins;
    const first = Math.floor(startMs / binMs);
    const binCount = Math.min(20_000, Math.ceil(endMs / binMs) - first);
    const query: HitTimesQuery = { search: search.search, startMs: first * binMs, binMs, binCount };
    const key = JSON.stringify([query, search.progress.hits, search.progress.done]);
    if (key === this.askedFor || !(binMs > 0) || binCount < 1) return;
    this.askedFor = key;
    this.asking = true;
    try {
      const counts = await this.app.searching.times(query);
      if (counts !== null) this.shown = { query, counts };
    } catch {
      // the search itself tells of a file that is gone
    }
    this.asking = false;
    await this.ask();
  }

  private viewBox(): string {
    const { query } = this.shown!;
    const { startMs, endMs } = this.moved ?? this.bins;
    return `${(startMs - query.startMs) / query.binMs} 0 ${(endMs - startMs) / query.binMs} ${HEIGHT}`;
  }

  override render(): TemplateResult | typeof nothing {
    const search = this.app.searching.state;
    const { text } = this.state.selection;
    const report = this.state.result?.report;
    if (search === null || report === undefined || lineFilterOf(report, this.state.selection).mistake !== null)
      return nothing;
    const { progress, stopped, failure } = search;
    const runs = !progress?.done && !stopped && failure === null;
    const share = progress === null || progress.bytesTotal === 0 ? 0 : progress.bytesDone / progress.bytesTotal;
    const hits = progress?.hits ?? 0;
    const shown = this.shown?.query.search === search.search ? this.shown : null;
    const words =
      failure ??
      `${countOf(hits, "line")}${runs ? ` so far, ${formatShare(share)}` : stopped ? `, stopped at ${formatShare(share)}` : ""}`;
    return html`<div class="row"><span class="name" title="Lines that the text finds" aria-hidden="true">text</span>
        <div class="picture">${shown === null ? nothing : html`<svg viewBox=${this.viewBox()} preserveAspectRatio="none" role="img" aria-label=${this.summary(shown, text, hits)}><path d=${sparkPath(shown.counts, HEIGHT)} /></svg>`}
          <span class="found" role="status">${words}${runs ? html` <button class="link" type="button" @click=${() => this.app.searching.stop()}>Stop</button>` : stopped ? html` <button class="link" type="button" @click=${() => this.search(true)}>Again</button>` : nothing}</span></div></div>
      ${shown === null ? nothing : this.table(shown)}`;
  }

  private summary({ query, counts }: NonNullable<HitRow["shown"]>, text: string, hits: number): string {
    const { clock } = factsOf(this.state.result!.report);
    const most = counts.reduce((best, count, bin) => (count > counts[best]! ? bin : best), 0);
    const peak =
      (counts[most] ?? 0) > 0
        ? `; most at ${clock.dateTime(query.startMs + most * query.binMs)}, ${formatNumber(counts[most]!)} in ${formatWidth(query.binMs)}`
        : "";
    return `Lines with ${text} over time: ${formatNumber(hits)}${peak}`;
  }

  private table({ query, counts }: NonNullable<HitRow["shown"]>): TemplateResult {
    const { clock } = factsOf(this.state.result!.report);
    const joined = Math.max(1, Math.ceil(counts.length / TABLE_ROWS));
    const rows = Array.from({ length: Math.ceil(counts.length / joined) }, (_, i) => ({
      startMs: query.startMs + i * joined * query.binMs,
      count: counts.subarray(i * joined, (i + 1) * joined).reduce((sum, count) => sum + count, 0),
    }));
    return html`<div class="hear"><table><caption>Lines that the text finds, ${formatWidth(joined * query.binMs)} a row</caption>
      <tbody>${rows.map(({ startMs, count }) => html`<tr><th scope="row">${clock.dateTime(startMs)}</th><td>${count}</td></tr>`)}</tbody></table></div>`;
  }
}

customElements.define("tl-hit-row", HitRow);
