/**
 * <tl-lines-view>: the raw lines of the selection, read page by page from the file; from the report's evidence where
 * the file is not open, with what to do about it.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { evidenceRows, lineQueryOf } from "../app/line-query.ts";
import { sentenceOf } from "../app/messages.ts";
import { countOf, formatNumber } from "../charts/format.ts";
import type { ZoneClock } from "../charts/zone-clock.ts";
import type { LineCursor, LineRow } from "../model/analysis.ts";
import type { Report } from "../model/report.ts";
import { factsOf } from "./facts.ts";
import { levelMark } from "./level-mark.ts";
import { linesViewStyles } from "./lines-view.styles.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const PAGE = 200;
/** Lines kept on screen at most; a narrower selection shows the rest. */
const MOST_LINES = 50_000;

export class LinesView extends View {
  static override styles = [sharedStyles, linesViewStyles];
  static override properties = {
    ...View.properties,
    pages: { state: true },
    next: { state: true },
    loading: { state: true },
    failure: { state: true },
    wrapped: { state: true },
  };

  declare pages: LineRow[][];
  declare next: LineCursor | null;
  declare loading: boolean;
  declare failure: string | null;
  declare wrapped: boolean;

  /** day of the last line drawn, so that the date is said where it changes */
  private day = Number.NaN;
  /** whether any line's time has a fraction of a second */
  private millis = false;
  /** counts the selections, so that a late page of an earlier one is dropped */
  private asked = 0;

  constructor() {
    super();
    this.pages = [];
    this.next = null;
    this.loading = false;
    this.failure = null;
    this.wrapped = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("state")) return;
    const before = changed.get("state") as typeof this.state | undefined;
    const { result, selection, files } = this.state;
    const same =
      before !== undefined &&
      before.result?.report.series === result?.report.series &&
      before.selection === selection &&
      before.files === files;
    if (!same) this.restart();
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("pages")) return;
    const rows = this.pages.at(-1);
    const largest = rows?.at(-1)?.line ?? 0;
    this.style.setProperty("--number-width", `${Math.max(7, formatNumber(largest).length + 2)}ch`);
  }

  private restart(): void {
    this.asked++;
    this.pages = [];
    this.next = null;
    this.failure = null;
    this.loading = false;
    const { result, selection, files } = this.state;
    if (result === null) return;
    if (files === "attached") void this.read(null);
    else if (files === "absent") this.pages = [evidenceRows(result.report, selection)];
  }

  private async read(after: LineCursor | null): Promise<void> {
    const { result, selection } = this.state;
    if (result === null) return;
    const asked = this.asked;
    this.loading = true;
    try {
      const query = lineQueryOf(result.report, selection);
      const page = await this.app.readLines({ ...query, ...(after === null ? {} : { after }), limit: PAGE });
      if (asked !== this.asked) return;
      this.pages = [...this.pages, page.rows];
      this.next = page.next;
    } catch (error) {
      if (asked === this.asked) this.failure = sentenceOf(error);
    } finally {
      if (asked === this.asked) this.loading = false;
    }
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const count = this.pages.reduce((sum, page) => sum + page.length, 0);
    this.millis = this.pages.some((page) => page.some(({ timeMs }) => timeMs !== null && timeMs % 1000 !== 0));
    const timed = this.pages.some((page) => page.some(({ timeMs }) => timeMs !== null));
    this.day = Number.NaN;
    return html`
      <div class="head"><h2>Lines</h2><span class="muted" role="status">${this.countWords(count)}</span>
        <div class="right"><button class="button" type="button" aria-pressed=${this.wrapped} @click=${() => this.toggleWrap()}>Wrap</button></div></div>
      ${this.state.files === "attached" ? nothing : this.withoutFile(report)}
      ${this.failure === null ? nothing : html`<div class="without" role="alert"><p>${this.failure}</p><button class="button" type="button" @click=${() => this.app.analysing.reopen()}>Open the file again…</button></div>`}
      <div class="scroller ${this.wrapped ? "wrap" : ""} ${timed ? (this.millis ? "millis" : "") : "timeless"}" tabindex="0" role="region" aria-label="Raw lines" @scroll=${this.scrolled} @keydown=${this.key}>
        ${this.pages.map((page, i) => html`<div class="page">${page.map((row, j) => this.row(report, row, page[j - 1] ?? this.pages[i - 1]?.at(-1) ?? null))}</div>`)}
        ${this.end(count)}
      </div>`;
  }

  private countWords(count: number): string {
    if (this.loading && count === 0) return "reading…";
    if (this.state.files !== "attached") return count === 0 ? "" : `${countOf(count, "line")} kept as evidence`;
    if (this.failure !== null || count === 0) return "";
    return this.next === null ? countOf(count, "line") : `first ${countOf(count, "line")}`;
  }

  private withoutFile(report: Report): TemplateResult {
    const [first, ...more] = report.source.files;
    const names =
      first === undefined
        ? "the file"
        : more.length === 0
          ? `the file ${first.name}`
          : `${first.name} and ${countOf(more.length, "more file", "more files")}`;
    return html`<div class="without">
      ${
        this.state.files === "asking"
          ? html`<p role="status">Checking ${names}…</p>`
          : html`<p>Open ${names} to see ${more.length === 0 ? "its" : "their"} lines; until then only the evidence of the alerts is here.</p>
            <button class="button primary" type="button" @click=${() => this.app.analysing.reopen()}>Open ${first?.name ?? "the file"}${more.length > 0 ? ` +${more.length}` : ""}…</button>`
      }
    </div>`;
  }

  private row(report: Report, row: LineRow, before: LineRow | null): TemplateResult {
    const { clock } = factsOf(report);
    const newFile = report.source.files.length > 1 && row.file !== before?.file;
    const time =
      row.timeMs === null || row.kind === "continuation" ? "" : clock.time(row.timeMs, { millis: this.millis });
    const marked = row.kind === "event" ? (row.level ?? "") : row.kind;
    const newDay = row.timeMs !== null && this.dayOf(clock, row) !== this.day;
    if (newDay) this.day = this.dayOf(clock, row);
    const apart = [newFile ? report.source.files[row.file]?.name : "", newDay ? clock.date(row.timeMs!) : ""].filter(
      Boolean,
    );
    return html`${apart.length > 0 ? html`<div class="apart">${apart.join(" · ")}</div>` : nothing}
      <div class="line ${row.kind} ${marked}">
        <span class="at">${formatNumber(row.line)}</span>
        <span class="time">${time}</span>
        ${row.kind === "event" && this.state.files === "attached" ? html`<span>${levelMark(row.level)}</span>` : html`<span></span>`}
        <span class="text">${row.text}${row.truncated ? html`<span class="muted"> … cut at 64 KiB</span>` : nothing}</span>
      </div>`;
  }

  private dayOf(clock: ZoneClock, row: LineRow): number {
    return row.timeMs === null ? Number.NaN : clock.dayNumber(row.timeMs);
  }

  private end(count: number): TemplateResult {
    if (this.loading) return html`<div class="end">Reading…</div>`;
    if (this.next !== null && count < MOST_LINES) {
      return html`<div class="end"><button class="button" type="button" @click=${() => this.more()}>More lines</button><span>or scroll on</span></div>`;
    }
    if (this.next !== null)
      return html`<div class="end">The first ${countOf(count, "line")}; choose a shorter time or a template to see others.</div>`;
    if (this.failure !== null || this.state.files === "asking") return html``;
    if (count > 0)
      return html`<div class="end">The end${this.state.files === "attached" ? "" : " of the evidence"}.</div>`;
    return html`<div class="end">${this.state.files === "attached" ? "No lines match the selection; take a chip away to see more." : "The report holds no evidence for this selection."}</div>`;
  }

  private toggleWrap(): void {
    this.wrapped = !this.wrapped;
  }

  private more(): void {
    if (this.next !== null && !this.loading) void this.read(this.next);
  }

  private scrolled(event: Event): void {
    const scroller = event.currentTarget as HTMLElement;
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    const count = this.pages.reduce((sum, page) => sum + page.length, 0);
    if (left < 600 && count < MOST_LINES) this.more();
  }

  private key(event: KeyboardEvent): void {
    const scroller = event.currentTarget as HTMLElement;
    const by = { j: 18, k: -18 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    scroller.scrollTop += by;
  }
}

customElements.define("tl-lines-view", LinesView);
