/**
 * <tl-line-tools>: what stands above the lines: the text to look for, how far the search is and what it found, the way to a
 * line or time, and how lines are shown.
 */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { lineFilterOf } from "../app/line-query.ts";
import type { SearchState } from "../app/searching.ts";
import { countOf, formatNumber, formatShare } from "../charts/format.ts";
import type { FilterMistake } from "../model/line-filter.ts";
import { factsOf } from "./facts.ts";
import { parsePlace } from "./line-place.ts";
import { linesViewStyles } from "./lines-view.styles.ts";
import type { LinesView } from "./lines-view.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

/** after the last key until what is typed is looked for */
const TYPING_MS = 250;

export class LineTools extends View {
  static override styles = [sharedStyles, linesViewStyles, css`:host { height: auto; }`];
  static override properties = {
    ...View.properties,
    view: { attribute: false },
    wrapped: { type: Boolean },
    deltas: { type: Boolean },
    listed: { type: Boolean },
    hit: { attribute: false },
    going: { state: true },
    goMistake: { state: true },
    told: { state: true },
  };

  declare view: LinesView;
  declare wrapped: boolean;
  declare deltas: boolean;
  declare listed: boolean;
  /** which of the hits the chosen line is, from 1; null when it is none, or that is not known */
  declare hit: number | null;
  /** whether the way to a place is open */
  declare going: boolean;
  declare goMistake: string | null;
  /** counts what the search told */
  declare told: number;

  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly hear = (): void => {
    this.told++;
  };

  constructor() {
    super();
    this.going = false;
    this.goMistake = null;
    this.hit = null;
    this.told = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
    this.app.searching.removeEventListener("change", this.hear);
  }

  protected override firstUpdated(): void {
    this.app.searching.addEventListener("change", this.hear);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("going") && this.going) this.renderRoot.querySelector<HTMLInputElement>("input.goto")?.select();
  }

  focusFilter(): void {
    this.renderRoot.querySelector<HTMLInputElement>("input.filter")?.select();
  }

  openGoTo(): void {
    this.going = true;
    this.renderRoot.querySelector<HTMLInputElement>("input.goto")?.select();
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const { mistake } = lineFilterOf(report, this.state.selection);
    const search = this.app.searching.state;
    const attached = this.state.files === "attached";
    return html`<div class="head"><h2 class="wide">Lines</h2>
        <input class="filter" type="search" aria-label="Look for" placeholder="words, “a phrase”, /regex/, level:error, AND OR NOT ( )" title="Look for (/): words and phrases, /regular expressions/, level:error, dimension:value, AND OR NOT and brackets" spellcheck="false" autocomplete="off"
          .value=${this.state.selection.text} aria-invalid=${mistake !== null} aria-describedby="mistake" ?disabled=${!attached} @input=${this.typed} @keydown=${this.filterKey} />
        <div class="right">
          ${this.goTo()}
          ${search === null ? nothing : html`<button class="button" type="button" aria-pressed=${this.state.onlyHits} title="Only hits, or all lines with the hits marked (v)" @click=${() => this.view.toggleOnly()}>Only hits</button>`}
          ${report.source.files.length < 2 ? nothing : html`<button class="button" type="button" aria-pressed=${this.state.byTime} title="Lines of all files merged by time, or one file after the other (T)" @click=${() => this.view.toggleByTime()}>By time</button>`}
          <button class="button" type="button" aria-pressed=${this.listed} title="Bookmarks (M)" @click=${() => this.view.toggleList()}>◆ ${formatNumber(this.app.bookmarks.all.length)}<span class="hear">${this.app.bookmarks.all.length === 1 ? "bookmark" : "bookmarks"}</span></button>
          <button class="button" type="button" aria-pressed=${this.deltas} title="Time since the line before (D)" @click=${() => this.view.toggleDeltas()}>Δt</button>
          <button class="button" type="button" aria-pressed=${this.wrapped} title="Wrap long lines (W)" @click=${() => this.view.toggleWrap()}>Wrap</button>
        </div></div>
      <div id="mistake">${mistake === null ? nothing : this.mistake(mistake)}</div>
      ${search === null ? nothing : this.search(search)}`;
  }

  private goTo(): TemplateResult {
    if (!this.going)
      return html`<button class="button" type="button" title="Go to a line or time (g)" @click=${() => this.openGoTo()}>Go to…</button>`;
    return html`<input class="goto" aria-label="Go to" placeholder="12345, 50%, 14:03" title=${this.goMistake ?? "A line, a share, a time"} aria-invalid=${this.goMistake !== null} @keydown=${this.goKey} @blur=${this.goLeft} />
      ${this.goMistake === null ? nothing : html`<span class="hear" role="alert">${this.goMistake}</span>`}`;
  }

  private search({ progress, stopped, failure }: SearchState): TemplateResult {
    const hits = progress?.hits ?? 0;
    const share = progress === null || progress.bytesTotal === 0 ? 0 : progress.bytesDone / progress.bytesTotal;
    const runs = !progress?.done && !stopped && failure === null;
    const all = countOf(hits, "line matches", "lines match");
    const found = this.hit === null ? all : `Hit ${formatNumber(this.hit)} of ${formatNumber(hits)}`;
    const words =
      failure ??
      (runs
        ? `${found} so far`
        : stopped
          ? `${found} in the first ${formatShare(share)}; the search was stopped`
          : hits === 0
            ? "No line matches; take a chip above away to find more"
            : found);
    return html`<div class="where"><span class="found" role=${failure === null ? "status" : "alert"}>${words}</span>
      ${runs ? html`<span class="bar" aria-hidden="true"><i .style=${`width:${share * 100}%`}></i></span><button class="link" type="button" @click=${() => this.app.searching.stop()}>Stop</button>` : nothing}
      ${hits === 0 ? nothing : html`<span class="steps">${this.step(1, "next", "n")}${this.step(-1, "before", "N")}</span>`}</div>`;
  }

  private step(direction: 1 | -1, words: string, key: string): TemplateResult {
    return html`<button class="link" type="button" title=${`The hit ${direction === 1 ? "below" : "above"} (${key})`} @click=${() => this.view.stepHit(direction)}><kbd class="wide" aria-hidden="true">${key}</kbd> ${words}</button>`;
  }

  private mistake({ message, at, length }: FilterMistake): TemplateResult {
    const { text } = this.state.selection;
    const end = Math.max(at + length, at);
    return html`<p class="mistake" role="alert">${message} <code>${text.slice(0, at)}<u>${text.slice(at, end) || "\u00a0"}</u>${text.slice(end)}</code></p>`;
  }

  private readonly typed = (event: Event): void => {
    const { value } = event.currentTarget as HTMLInputElement;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.app.selecting.text(value), TYPING_MS);
  };

  private readonly filterKey = (event: KeyboardEvent): void => {
    const input = event.currentTarget as HTMLInputElement;
    if (event.key === "Enter") {
      clearTimeout(this.typing);
      const isNew = input.value !== this.state.selection.text;
      this.app.selecting.text(input.value);
      if (!isNew) void this.view.stepHit(event.shiftKey ? -1 : 1);
      this.view.focusRows();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.view.focusRows();
    }
  };

  private readonly goKey = (event: KeyboardEvent): void => {
    const report = this.state.result?.report;
    if (event.key === "Escape") {
      event.stopPropagation();
      this.goClosed();
      this.view.focusRows();
    }
    if (event.key !== "Enter" || report === undefined) return;
    const { timeMs, file } = this.view.atHand();
    const from = {
      clock: factsOf(report).clock,
      nowMs: timeMs ?? report.totals.firstMs,
      lineCount: report.totals.lines,
      fileCount: report.source.files.length,
      file,
    };
    const found = parsePlace((event.currentTarget as HTMLInputElement).value, from);
    if ("mistake" in found) {
      this.goMistake = found.mistake;
      return;
    }
    this.goClosed();
    void this.view.go(found.place, true);
    this.view.focusRows();
  };

  /** Not by a look at another window, from which a time may be copied. */
  private readonly goLeft = (): void => {
    if (document.hasFocus()) this.goClosed();
  };

  private readonly goClosed = (): void => {
    this.going = false;
    this.goMistake = null;
  };
}

customElements.define("tl-line-tools", LineTools);
