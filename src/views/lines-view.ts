/**
 * <tl-lines-view>: the raw lines at any place of files of any size, what the selection finds in them marked or alone. What is
 * drawn is a screen's worth of rows over a scaled scroller. Without the file, the report's evidence, with what to do about it.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { lineFilterOf, lineQueryOf } from "../app/line-query.ts";
import { sentenceOf } from "../app/messages.ts";
import type { SearchState } from "../app/searching.ts";
import { eventOf } from "../app/state.ts";
import { formatNumber } from "../charts/format.ts";
import type { FoundHit, LinePlace, LineWindow, ShownLine } from "../model/line-window.ts";
import type { Report } from "../model/report.ts";
import { HereTeller } from "./here-mark.ts";
import { copyAround } from "./line-copy.ts";
import { keepEvent, rowsOfEvent } from "./line-event.ts";
import { hitNumber, isWithin, stepToHit } from "./line-hits.ts";
import { type LineKeys, lineKey } from "./line-keys.ts";
import { LineList, type LineListHost } from "./line-list.ts";
import { emptyRow, lineRow, rowContext } from "./line-row.ts";
import { drawStrip, sharesOf } from "./line-strip.ts";
import { nothingFoundWords, placeWords } from "./line-words.ts";
import { linesViewStyles } from "./lines-view.styles.ts";
import { ROW_PX } from "./scaled-scroll.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";
import "./line-bookmarks.ts";
import "./line-evidence.ts";
import "./line-tools.ts";
import type { LineTools } from "./line-tools.ts";

const NOTHING_CHOSEN = "Choose a line first: click it, or press j.";

export class LinesView extends View implements LineKeys, LineListHost {
  static override styles = [sharedStyles, linesViewStyles];
  static override properties = {
    ...View.properties,
    failure: { state: true },
    wrapped: { state: true },
    deltas: { state: true },
    listed: { state: true },
    said: { state: true },
  };

  declare failure: string | null;
  declare wrapped: boolean;
  declare deltas: boolean;
  /** whether the list of bookmarks is open */
  declare listed: boolean;
  /** what was done last, for the status */
  declare said: string;

  private readonly list = new LineList(this);
  /** behind which line the first hit is to be gone to, as soon as there is one; null when it is not */
  private firstAfter: number | null = null;
  private heard: SearchState | null = null;
  /** the hit that was stepped to */
  private found: FoundHit | null = null;
  private readonly hear = (): void => this.searched();
  private readonly keys = (event: KeyboardEvent): void => lineKey(this, event);

  constructor() {
    super();
    new HereTeller(this);
    this.failure = null;
    this.wrapped = false;
    this.deltas = false;
    this.listed = false;
    this.said = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // ahead of the keys that work everywhere
    window.addEventListener("keydown", this.keys, true);
    this.app?.searching.addEventListener("change", this.hear);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.keys, true);
    this.app?.searching.removeEventListener("change", this.hear);
  }

  private get report(): Report | null {
    return this.state.result?.report ?? null;
  }

  // what the list asks

  get scroller(): HTMLElement | null {
    return this.renderRoot?.querySelector(".scroller") ?? null;
  }

  /** Without a search there are no hits to choose. */
  get onlyHits(): boolean {
    return this.state.onlyHits && this.app.searching.state !== null;
  }

  /** Hits are merged when all are known: before, each one more would move those on screen. */
  private get byTime(): boolean {
    if (!this.state.byTime || (this.report?.source.files.length ?? 0) < 2) return false;
    const search = this.app.searching.state;
    return !this.onlyHits || search?.progress?.done === true || search?.stopped === true;
  }

  get ranked(): boolean {
    return this.onlyHits || this.byTime;
  }

  window(place: LinePlace, before: number, after: number): Promise<LineWindow> {
    return this.app.searching.window({ place, before, after, onlyHits: this.onlyHits, byTime: this.byTime });
  }

  failed(error: unknown): void {
    this.failure = sentenceOf(error);
  }

  // what changes

  protected override firstUpdated(): void {
    this.app.searching.addEventListener("change", this.hear);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("wrapped")) this.list.fit();
    if (!changed.has("state")) return;
    const before = changed.get("state") as typeof this.state | undefined;
    const { result, selection, files, onlyHits, byTime, lineAt, line } = this.state;
    const { goTo } = this.state;
    const isSame = before?.result?.report.series === result?.report.series && before?.files === files;
    // a hit has another number in the other order
    if (before !== undefined && before.byTime !== byTime) this.found = null;
    const isElsewhere = lineAt !== null && (line?.file !== lineAt.file || line.line !== lineAt.line);
    if (before === undefined || !isSame) this.restart();
    else if (before.selection !== selection) {
      const from = before.selection.text !== selection.text ? "top" : "start";
      // a range around the chosen line moves nothing
      const stays = before.selection.rangeMs !== selection.rangeMs && isWithin(this.chosenInView, selection.rangeMs);
      this.find(stays ? null : from);
    } else if (before.onlyHits !== onlyHits || before.byTime !== byTime) void this.relist();
    else if (before.lineAt !== lineAt && isElsewhere) void this.go(lineAt, true);
    if (line !== null && before?.line !== line) {
      const at = (index: number) => (this.ranked ? null : this.list.at(index));
      keepEvent(this.app, line, at).catch((error: unknown) => this.failed(error));
    }
    if (goTo !== null && files === "attached") {
      this.app.holder.set({ goTo: null });
      this.firstAfter = null;
      void this.go("line" in goTo ? { index: goTo.line - 1 } : { timeMs: goTo.atMs }, true);
    }
  }

  protected override updated(): void {
    const { scroller } = this;
    if (scroller === null) return;
    const widest = this.wrapped ? 0 : scroller.scrollWidth;
    const known = Number.parseInt(this.style.getPropertyValue("--widest"), 10) || 0;
    // so that the thumb stays while rows of other widths come
    if (widest > Math.max(known, scroller.clientWidth)) this.style.setProperty("--widest", `${widest}px`);
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>("canvas.strip");
    // its parts are those of one file after the other
    canvas?.toggleAttribute("hidden", this.byTime);
    const { report } = this;
    if (canvas === null || report === null) return;
    drawStrip(canvas, this.app.searching.state?.progress?.shares ?? null, sharesOf(report, this.app.bookmarks.all));
  }

  /** Everything anew: another analysis, or its files came. */
  private restart(): void {
    this.failure = null;
    this.said = "";
    this.style.removeProperty("--widest");
    const { files, lineAt } = this.state;
    this.list.reset(files === "attached" ? (this.report?.totals.lines ?? 0) : 0);
    if (files !== "attached") return;
    this.find(lineAt === null ? "start" : "top", true);
    if (lineAt === null) return;
    this.firstAfter = null;
    void this.go(lineAt, true);
  }

  /**
   * Looks for what the selection means.
   * @param from where the first hit that is gone to is looked for; null to stay @param again also where that was stopped
   */
  private find(from: "start" | "top" | null, again = false): void {
    const { selection, files } = this.state;
    if (this.report === null || files !== "attached") return;
    const { filter } = lineFilterOf(this.report, selection);
    this.firstAfter = filter === null || from === null ? null : from === "start" ? -1 : this.list.topIndex - 1;
    const had = this.onlyHits;
    this.found = null;
    const isNew = this.app.searching.follow(this.report.series, filter, again);
    // its time is known at once, its first hit maybe late; a silence has none
    const { startMs } = lineQueryOf(this.report, selection);
    if (filter !== null && from === "start" && startMs !== undefined) void this.go({ timeMs: startMs }, false);
    if (had || this.onlyHits) void this.relist();
    else this.list.refresh();
    // the time line may have had them looked for: then nothing more is told of them
    if (!isNew) this.searched();
  }

  /** The search told something. */
  private searched(): void {
    const before = this.heard;
    const now = this.app.searching.state;
    this.heard = now;
    const { progress } = now ?? {};
    const isNews = progress?.hits !== before?.progress?.hits || progress?.done !== before?.progress?.done;
    if (isNews || now?.search !== before?.search) this.list.refresh();
    const isEnd =
      this.onlyHits && this.byTime && before?.search === now?.search && !(before?.progress?.done || before?.stopped);
    if (isEnd) void this.relist();
    else if (this.onlyHits && progress) this.list.grow(progress.hits);
    else if (this.firstAfter !== null && (progress?.hits ?? 0) > 0) void this.goToFirst(this.firstAfter);
    this.requestUpdate();
  }

  private async goToFirst(after: number): Promise<void> {
    this.firstAfter = null;
    const { searching } = this.app;
    const { byTime } = this;
    const hit = await searching.nextHit({ index: after, direction: 1, byTime, wraps: true });
    if (hit !== null) await this.go({ index: hit.index }, false);
  }

  /** Another list: all lines, or hits only; the chosen line, or the one at the top, stays in view. */
  private async relist(): Promise<void> {
    const index = this.state.line?.index ?? this.list.topIndex;
    const hits = this.app.searching.state?.progress?.hits ?? 0;
    this.list.reset(this.onlyHits ? hits : (this.report?.totals.lines ?? 0));
    await this.go({ index }, false);
  }

  /** Shows a place. @param choose whether its line becomes the chosen one */
  async go(place: LinePlace, choose: boolean): Promise<void> {
    const row = await this.list.go(place);
    if (row === null) return;
    this.failure = null;
    if (choose) this.app.selecting.line(row);
  }

  // what keys and tools do: to the newest state, which may not be drawn yet

  get hasRows(): boolean {
    return this.state.files === "attached" && this.list.total > 0;
  }

  /** Position of the chosen line among the rows, as far as it can be told. */
  private get chosenPosition(): number | null {
    const { line } = this.app.state;
    if (line === null) return null;
    return this.ranked ? this.list.findInView(({ index }) => index === line.index) : line.index;
  }

  /** What was scrolled away from is not where one is. */
  private get chosenInView(): ShownLine | null {
    const { line } = this.app.state;
    return line !== null && this.list.findInView(({ index }) => index === line.index) !== null ? line : null;
  }

  step(by: number): void {
    const from = this.chosenPosition ?? this.list.scroll.firstRow - Math.sign(by);
    this.choose(Math.max(0, Math.min(from + by, this.list.total - 1)));
  }

  stepPage(by: 1 | -1): void {
    this.step(by * Math.max(1, this.list.scroll.rowsInView - 1));
  }

  stepToEnd(end: "first" | "last"): void {
    this.choose(end === "first" ? 0 : this.list.total - 1);
  }

  private choose(position: number): void {
    const row = this.list.at(position);
    if (row === null) {
      void this.go({ position }, true);
      return;
    }
    this.list.reveal(position);
    this.app.selecting.line(row);
  }

  async stepHit(direction: 1 | -1): Promise<void> {
    const { topIndex } = this.list;
    const { hit, said } = await stepToHit(
      this.app.searching,
      { chosen: this.chosenInView?.index ?? null, topIndex, byTime: this.byTime },
      direction,
    );
    this.found = hit;
    this.said = said;
    if (hit !== null) await this.go({ index: hit.index }, true);
  }

  toggleWrap(): void {
    this.wrapped = !this.wrapped;
  }

  toggleDeltas(): void {
    this.deltas = !this.deltas;
  }

  toggleOnly(): void {
    if (this.app.searching.state !== null) this.app.holder.set({ onlyHits: !this.state.onlyHits });
  }

  toggleByTime(): void {
    if ((this.report?.source.files.length ?? 0) > 1) this.app.holder.set({ byTime: !this.state.byTime });
  }

  toggleBookmark(): void {
    const { line } = this.app.state;
    if (line === null) this.said = NOTHING_CHOSEN;
    else this.app.bookmarks.toggle(line);
  }

  /** Chooses the first line of the event that the chosen line is of; among hits alone it is shown in context. */
  async toEvent(): Promise<void> {
    const { line } = this.app.state;
    const event = eventOf(this.app.state);
    if (line === null) this.said = NOTHING_CHOSEN;
    else if (event === null) this.said = "This line is of no event.";
    else if (event.index === line.index) this.said = "This line begins its event.";
    else {
      const position = this.list.findInView(({ index }) => index === event.index);
      this.app.selecting.line(event);
      if (position !== null) this.list.reveal(position);
      else if (this.onlyHits && event.isHit !== true) this.toggleOnly();
      else await this.go({ index: event.index }, false);
    }
  }

  cut(keep: "since" | "until"): void {
    const { line } = this.app.state;
    if (line === null) this.said = NOTHING_CHOSEN;
    else {
      const timeMs = (eventOf(this.app.state) ?? line).timeMs;
      if (timeMs === null) this.said = "This line has no time.";
      else this.app.selecting.cut(timeMs, keep);
    }
  }

  toggleList(): void {
    this.listed = !this.listed;
  }

  focusFilter(): void {
    this.renderRoot.querySelector<LineTools>("tl-line-tools")?.focusFilter();
  }

  openGoTo(): void {
    this.renderRoot.querySelector<LineTools>("tl-line-tools")?.openGoTo();
  }

  /** The lines get the keys. */
  focusRows(): void {
    this.scroller?.focus({ preventScroll: true });
  }

  /** What a place that is typed starts from: the time and the file of the chosen line, or of those in view. */
  atHand(): { timeMs: number | null; file: number } {
    const { line } = this.app.state;
    const timed = this.list.findInView(({ timeMs }) => timeMs !== null);
    const top = this.list.at(this.list.scroll.firstRow);
    return {
      timeMs: line?.timeMs ?? (timed === null ? null : (this.list.at(timed)?.timeMs ?? null)),
      file: line?.file ?? top?.file ?? 0,
    };
  }

  async copy(form: "text" | "markdown"): Promise<void> {
    const { line } = this.app.state;
    if (line === null || this.report === null) {
      this.said = NOTHING_CHOSEN;
      return;
    }
    this.said = await copyAround(this.report, this.app.searching, line, this.state.byTime, form).catch(sentenceOf);
  }

  // what is drawn

  override render(): TemplateResult {
    const { report } = this;
    if (report === null) return html``;
    return html`<tl-line-tools .app=${this.app} .state=${this.state} .view=${this} .wrapped=${this.wrapped} .deltas=${this.deltas} .listed=${this.listed}
        .hit=${this.app.searching.state === null ? null : hitNumber(this.found, this.state.line, this.onlyHits ? this.chosenPosition : null)}></tl-line-tools>
      ${this.state.files === "attached" ? this.attached(report) : html`<tl-line-evidence class="evidence" .app=${this.app} .state=${this.state}></tl-line-evidence>`}`;
  }

  get rowsInView(): (ShownLine | null)[] {
    const { first, end } = this.list.inView();
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => this.list.at(first + i));
  }

  private attached(report: Report): TemplateResult {
    const { scroll } = this.list;
    const { first } = this.list.inView();
    const rows = this.rowsInView;
    const filtered = this.app.searching.state !== null && !this.onlyHits;
    const context = rowContext(report, rows, { filtered, deltas: this.deltas });
    const chosen = this.state.line;
    const event = eventOf(this.state);
    const ofEvent = rowsOfEvent(rows, chosen, event);
    const isInView = chosen !== null && rows.some((row) => row?.index === chosen.index);
    const largest = Math.max(1, ...rows.map((row) => row?.line ?? 0));
    const numberWidth = Math.max(7, formatNumber(largest).length + 2);
    const shiftPx = this.wrapped ? 0 : -scroll.hiddenShare * ROW_PX;
    const share = this.list.total <= scroll.rowsInView ? null : first / (this.list.total - scroll.rowsInView);
    return html`
      ${this.failure === null ? nothing : html`<div class="without" role="alert"><p>${this.failure}</p><button class="button" type="button" @click=${() => this.app.analysing.reopen()}>Open the file again…</button></div>`}
      <div class="where"><span class="place">${placeWords(report, rows, share)}</span>${event === null || event.index === chosen?.index ? nothing : html`<button class="link" type="button" title="To the first line of its event (Enter)" @click=${() => this.toEvent()}>Event in line ${formatNumber(event.line)}</button>`}<span class="found" role="status">${this.said}</span></div>
      <div class="place-of-rows">
        <div class="scroller ${this.wrapped ? "wrap" : ""} ${context.millis ? "millis" : ""}" tabindex="0" role="listbox" aria-label="Raw lines"
          aria-activedescendant=${isInView ? `line-${chosen.index}` : nothing} .style=${`--number-width:${numberWidth}ch`}
          @scroll=${this.scrolled} @scrollend=${this.rested} @click=${this.clicked}>
          <div class="space" role="none" .style=${`height:${scroll.contentPx}px`}>
            <div class="rows" role="none" .style=${`height:${Math.min(scroll.viewPx, scroll.contentPx)}px`}><div role="none" .style=${`transform:translateY(${shiftPx}px)`}>
              ${rows.map((row, i) => (row === null ? emptyRow() : lineRow(row, context, { chosen: row.index === chosen?.index, ofEvent: ofEvent.has(row.index) }, this.app.bookmarks.at(row), this.deltas ? this.list.sinceBefore(first + i) : null)))}
            </div></div>
          </div>
        </div>
        <canvas class="strip" aria-hidden="true" @click=${this.stripClicked}></canvas>
        ${this.empty(report)}
        ${this.listed ? html`<tl-line-bookmarks class="bookmarks" .app=${this.app} .state=${this.state} .view=${this}></tl-line-bookmarks>` : nothing}
      </div>`;
  }

  private empty(report: Report): TemplateResult | typeof nothing {
    const search = this.app.searching.state;
    if (!this.onlyHits || search === null || this.list.total > 0) return nothing;
    if (!search.progress?.done && !search.stopped)
      return html`<div class="empty" role="status"><p>Nothing found so far.</p></div>`;
    return html`<div class="empty"><h2>No line matches</h2><p>${nothingFoundWords(report, this.state.selection, search)}</p>
      <button class="button" type="button" @click=${() => this.app.holder.set({ onlyHits: false })}>Show all lines</button></div>`;
  }

  private readonly scrolled = (event: Event): void => this.list.scrolled(event.currentTarget as HTMLElement);

  /** Scrolling ended: the thumb is put where it belongs, so that there is room to go on. */
  private readonly rested = (event: Event): void => this.list.settle(event.currentTarget as HTMLElement);

  private readonly clicked = (event: MouseEvent): void => {
    // a text that was selected by the mouse is to be copied
    if (document.getSelection()?.type === "Range") return;
    const index = (event.target as HTMLElement).closest<HTMLElement>(".line")?.dataset.index;
    const at = index === undefined ? null : this.list.findInView((row) => row.index === Number(index));
    if (at !== null) this.app.selecting.line(this.list.at(at));
  };

  private readonly stripClicked = (event: MouseEvent): void => {
    const { top, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = (event.clientY - top) / height;
    void this.go({ index: Math.floor(share * (this.report?.totals.lines ?? 0)) }, false);
  };
}

customElements.define("tl-lines-view", LinesView);
