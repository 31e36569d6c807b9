/**
 * <tl-templates-view>: the table of templates: searched, sorted, and drawn only where it is seen, so that ten thousand
 * rows scroll as ten do.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { countOf, formatNumber, formatShare, NO_VALUE } from "../charts/format.ts";
import type { TimeRange } from "../charts/level-bins.ts";
import { rarityOf, statusWords, windowWords } from "../charts/life-words.ts";
import { sparkColumns, sparkPath, sparkSummary } from "../charts/sparkline.ts";
import type { Report, Template, TemplateStatus } from "../model/report.ts";
import type { HexId } from "../model/units.ts";
import { CountsController } from "./counts-controller.ts";
import { factsOf, rangeOf } from "./facts.ts";
import { levelMark, templateText } from "./level-mark.ts";
import { isSearchKey } from "./search-key.ts";
import { sharedStyles } from "./shared.styles.ts";
import {
  statusCounts,
  type TemplateColumn,
  type TemplateOrder,
  type TemplateRow,
  templateRows,
} from "./template-rows.ts";
import { TemplateSparks } from "./template-sparks.ts";
import { templatesViewStyles } from "./templates-view.styles.ts";
import { OF_OTHER_VIEWS, View } from "./view.ts";

const SPARK_COLUMNS = 40;
const SPARK_HEIGHT = 18;
/** Rows drawn above and below what is seen. */
const MARGIN = 8;

const COLUMNS: readonly { id: string; label: string; sort?: TemplateColumn }[] = [
  { id: "level", label: "level", sort: "level" },
  { id: "count right", label: "events", sort: "count" },
  { id: "share right", label: "share" },
  { id: "over", label: "over time" },
  { id: "text", label: "template", sort: "template" },
  { id: "rarity right", label: "rarity", sort: "rarity" },
  { id: "first", label: "first seen", sort: "firstMs" },
  { id: "last", label: "last seen", sort: "lastMs" },
];

export class TemplatesView extends View {
  static override styles = [sharedStyles, templatesViewStyles];
  static override properties = {
    ...View.properties,
    text: { state: true },
    order: { state: true },
    status: { state: true },
    withoutNoise: { state: true },
    top: { state: true },
    seen: { state: true },
    rowHeight: { state: true },
  };

  declare text: string;
  declare order: TemplateOrder;
  /** only these; null for all */
  declare status: TemplateStatus | null;
  declare withoutNoise: boolean;
  /** first row that is seen */
  declare top: number;
  /** rows that fit */
  declare seen: number;
  declare rowHeight: number;

  private readonly counted = new CountsController(this);
  private readonly sparks = new TemplateSparks(SPARK_COLUMNS, () => this.requestUpdate());
  /** events over time where the report's series do not tell them; else null */
  private ofValues: ReadonlyMap<HexId, Float64Array> | null = null;
  private rows: TemplateRow[] = [];
  /** events of all rows */
  private total = 0;
  private observer: ResizeObserver | null = null;

  constructor() {
    super();
    this.text = "";
    this.order = { column: "count", descending: true };
    this.status = null;
    this.withoutNoise = false;
    this.top = 0;
    this.seen = 40;
    this.rowHeight = 28;
  }

  protected override get ignores() {
    return OF_OTHER_VIEWS;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.toSearch);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.toSearch);
    this.observer?.disconnect();
    this.observer = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const report = this.state.result?.report;
    if (report === undefined) return;
    const before = changed.get("state") as typeof this.state | undefined;
    const selectionMoved =
      before === undefined ||
      before.result?.report.templates !== report.templates ||
      before.selection.rangeMs !== this.state.selection.rangeMs ||
      before.selection.levels !== this.state.selection.levels ||
      before.selection.dimensions !== this.state.selection.dimensions;
    const asked = ["text", "order", "status", "withoutNoise"].some((name) => changed.has(name));
    if (!asked && !(changed.has("state") && selectionMoved)) return;
    // the last one may have been corrected away, and its button with it
    const { statuses, noise } = statusCounts(report);
    if (!statuses.some(([status]) => status === this.status)) this.status = null;
    if (noise === 0) this.withoutNoise = false;
    const { rangeMs, levels } = this.state.selection;
    const counts = this.counted.counts?.byTemplate ?? null;
    this.rows = templateRows(
      report,
      factsOf(report).seriesById,
      { text: this.text, levels, range: rangeMs, counts, status: this.status, withoutNoise: this.withoutNoise },
      this.order,
    );
    this.total = this.rows.reduce((sum, { count }) => sum + count, 0);
  }

  protected override firstUpdated(): void {
    const scroller = this.renderRoot.querySelector<HTMLElement>(".rows");
    if (scroller === null) return;
    this.observer = new ResizeObserver(() => this.fit(scroller));
    this.observer.observe(scroller);
  }

  /** As high as the style sheet has them. */
  private fit(scroller: HTMLElement): void {
    const high = this.state.display.density === "compact" ? 24 : 28;
    this.rowHeight = scroller.clientWidth <= 700 ? 40 : high;
    this.seen = Math.ceil(scroller.clientHeight / this.rowHeight);
    this.scrolled(scroller);
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get("state") as typeof this.state | undefined;
    const scroller = this.renderRoot.querySelector<HTMLElement>(".rows");
    const spacer = this.renderRoot.querySelector<HTMLElement>(".spacer");
    if (scroller === null || spacer === null) return;
    if (before !== undefined && before.display !== this.state.display) this.fit(scroller);
    spacer.style.height = `${this.rows.length * this.rowHeight}px`;
    for (const row of scroller.querySelectorAll<HTMLElement>(".row")) {
      row.style.top = `${(Number(row.getAttribute("aria-rowindex")) - 2) * this.rowHeight}px`;
    }
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const range = rangeOf(report, this.state.selection.rangeMs);
    const from = Math.max(0, this.top - MARGIN);
    const drawn = this.rows.slice(from, this.top + this.seen + MARGIN);
    const { total } = this;
    const { selection } = this.state;
    const ids = drawn.map(({ template }) => template.id);
    const isNeeded = range !== null && this.sparks.needed(selection, report.series[0]?.binMs ?? 0);
    this.ofValues = isNeeded ? this.sparks.of(this.app, selection, range, ids) : null;
    return html`
      <div class="head"><h2>${countOf(this.rows.length, "template")}</h2>
        ${this.rows.length < report.templates.length ? html`<span class="muted">of ${formatNumber(report.templates.length)}</span>` : nothing}
        ${this.filters(report)}
        <input type="search" placeholder="Search templates" aria-label="Search templates" .value=${this.text} @input=${this.search} @keydown=${this.fromSearch} /></div>
      <div class="table ${this.oneDay(report) ? "one-day" : ""}" role="grid" aria-label="Templates" aria-rowcount=${this.rows.length + 1}>
        <div class="columns" role="row" aria-rowindex="1">${COLUMNS.map((column) => this.heading(column))}</div>
        <div class="rows" role="rowgroup" @scroll=${(event: Event) => this.scrolled(event.currentTarget as HTMLElement)} @keydown=${this.key}>
          <div class="spacer" role="presentation"></div>
          ${drawn.map((row, i) => this.row(report, row, from + i, total, range))}
        </div>
      </div>
      ${this.rows.length === 0 ? html`<div class="empty"><h2>No templates</h2><p>${this.emptyWords(report)}</p></div>` : nothing}`;
  }

  /** What there is of each status, and of noise, each a button that shows only that, or leaves it out. */
  private filters(report: Report): TemplateResult {
    const { statuses, noise } = statusCounts(report);
    return html`<div class="filters" role="group" aria-label="Show only">${statuses.map(
      ([status, count]) =>
        html`<button class="filter" type="button" aria-pressed=${this.status === status} @click=${() => this.only(status)}>${status} <span class="number">${formatNumber(count)}</span></button>`,
    )}${noise === 0 ? nothing : html`<button class="filter" type="button" aria-pressed=${this.withoutNoise} @click=${this.toggleNoise}>hide noise <span class="number">${formatNumber(noise)}</span></button>`}</div>`;
  }

  private only(status: TemplateStatus): void {
    this.status = this.status === status ? null : status;
    this.toTop();
  }

  private readonly toggleNoise = (): void => {
    this.withoutNoise = !this.withoutNoise;
    this.toTop();
  };

  private emptyWords(report: Report): string {
    if (report.templates.length === 0) return "The lines hold no events from which a template could be taken.";
    if (this.text !== "")
      return `None of ${countOf(report.templates.length, "template")} holds all of these words; change the search.`;
    if (this.status !== null) return `None of those that are ${this.status} has events in the selection.`;
    return "None has events in the selection; take a chip away to see more.";
  }

  private heading({ id, label, sort }: (typeof COLUMNS)[number]): TemplateResult {
    const sorted = sort !== undefined && this.order.column === sort;
    const arrow = sorted ? (this.order.descending ? " ↓" : " ↑") : "";
    return html`<div class=${id} role="columnheader" aria-sort=${sorted ? (this.order.descending ? "descending" : "ascending") : nothing}>
      ${sort === undefined ? label : html`<button type="button" @click=${() => this.sortBy(sort)}>${label}${arrow}</button>`}</div>`;
  }

  private row(report: Report, row: TemplateRow, index: number, total: number, range: TimeRange | null): TemplateResult {
    const { template, count, exact } = row;
    const { clock } = factsOf(report);
    const when = (atMs: number | null): string =>
      atMs === null ? NO_VALUE : this.oneDay(report) ? clock.time(atMs) : clock.dateTime(atMs);
    const selected = template.id === this.state.selection.templateId;
    return html`<div class="row ${template.noise ? "noise" : ""}" role="row" aria-rowindex=${index + 2} aria-selected=${selected} @click=${() => this.app.selecting.template(template.id)}>
      <div class="level" role="gridcell">${levelMark(template.level)}</div>
      <div class="number" role="gridcell">${exact ? "" : "≤ "}${formatNumber(count)}</div>
      <div class="share number muted" role="gridcell">${formatShare(count / total)}</div>
      <div role="gridcell">${this.spark(row, range)}</div>
      <div class="text-cell" role="gridcell">${this.tags(template, when)}<button class="text mono" type="button" title=${template.template}>${template.name === undefined ? templateText(template.template) : html`<b>${template.name}</b> <span class="muted">${templateText(template.template)}</span>`}</button></div>
      <div class="rarity number muted" role="gridcell" title=${template.life === null ? nothing : `in ${windowWords(template.life)}`}>${rarityOf(template)?.toFixed(1) ?? NO_VALUE}</div>
      <div class="first when" role="gridcell">${when(template.firstMs)}</div>
      <div class="last when" role="gridcell">${when(template.lastMs)}</div>
    </div>`;
  }

  private tags(template: Template, when: (atMs: number) => string): TemplateResult {
    return html`${template.noise ? html`<span class="tag" title="marked as noise: raises no alerts">noise</span>` : nothing}${template.status.map(
      (status) =>
        html`<span class="tag ${status}" title=${`${status}: ${statusWords(template, status, when)}`}>${status}</span>`,
    )}`;
  }

  /** Within one day a date in every row would say nothing. */
  private oneDay(report: Report): boolean {
    const { clock, whole } = factsOf(report);
    return whole === null || clock.dayNumber(whole.startMs) === clock.dayNumber(whole.endMs - 1);
  }

  /** Events over time; without a series a line from the first to the last. */
  private spark({ template, series }: TemplateRow, range: TimeRange | null): TemplateResult | typeof nothing {
    if (range === null) return nothing;
    const level = template.level ?? "none";
    const ofValues = this.ofValues?.get(template.id);
    if (this.ofValues !== null && ofValues === undefined) return nothing;
    if (ofValues?.length || series !== null) {
      const columns = ofValues?.length ? ofValues : sparkColumns(series!, range, SPARK_COLUMNS);
      return html`<svg class="spark ${level}" viewBox="0 0 ${SPARK_COLUMNS} ${SPARK_HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${sparkSummary(columns)}><path d=${sparkPath(columns, SPARK_HEIGHT)} /></svg>`;
    }
    const { firstMs, lastMs } = template;
    if (firstMs === null || lastMs === null) return nothing;
    const x = (atMs: number): number =>
      Math.max(0, Math.min(1, (atMs - range.startMs) / (range.endMs - range.startMs))) * SPARK_COLUMNS;
    const [from, to] = [x(firstMs), x(lastMs)];
    return html`<svg class="spark ${level}" viewBox="0 0 ${SPARK_COLUMNS} ${SPARK_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="from the first to the last"><path d="M${from} ${SPARK_HEIGHT}h${Math.max(0.5, to - from)}v-1.5h${-Math.max(0.5, to - from)}z" /></svg>`;
  }

  private search(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.toTop();
  }

  private sortBy(column: TemplateColumn): void {
    const rising = column === "template" || column === "firstMs";
    const descending = this.order.column === column ? !this.order.descending : !rising;
    this.order = { column, descending };
    this.toTop();
  }

  private toTop(): void {
    const scroller = this.renderRoot.querySelector<HTMLElement>(".rows");
    if (scroller !== null) scroller.scrollTop = 0;
    this.top = 0;
  }

  private scrolled(scroller: HTMLElement): void {
    this.top = Math.floor(scroller.scrollTop / this.rowHeight);
  }

  private readonly toSearch = (event: KeyboardEvent): void => {
    if (!isSearchKey(event)) return;
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>(".head input")?.focus();
  };

  private fromSearch(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.text !== "") {
      this.text = "";
      event.stopPropagation();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.renderRoot.querySelector<HTMLElement>(".row .text")?.focus();
    }
  }

  /** Arrows, Page Up and Page Down, Home and End move the focus from row to row. */
  private key(event: KeyboardEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>(".row");
    if (row === null) return;
    const index = Number(row.getAttribute("aria-rowindex")) - 2;
    const last = this.rows.length - 1;
    const next = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + this.seen - 1,
      PageUp: index - this.seen + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    void this.focusRow(Math.max(0, Math.min(last, next)));
  }

  private async focusRow(index: number): Promise<void> {
    const scroller = this.renderRoot.querySelector<HTMLElement>(".rows")!;
    const top = index * this.rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + this.rowHeight > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = top + this.rowHeight - scroller.clientHeight;
    this.scrolled(scroller);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`.row[aria-rowindex="${index + 2}"] .text`)?.focus();
  }
}

customElements.define("tl-templates-view", TemplatesView);
