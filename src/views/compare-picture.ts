/**
 * <tl-compare-picture>: the heatmap of a comparison with its legend and tools, the cell under the pointer or the keys in
 * words, and the windows over the limit outlined.
 *
 * @fires pick-key (detail: string | null) when a row is chosen
 */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type ComparisonDraft, draftOf } from "../app/comparing.ts";
import { type CellMode, type Cells, cellsOf, reachOf } from "../charts/compare-cells.ts";
import { widthsFor } from "../charts/compare-choices.ts";
import { VERDICT_MARKS } from "../charts/compare-words.ts";
import { countOf, exactDuration, formatNumber, formatWidth, NO_VALUE } from "../charts/format.ts";
import { type Cell, Heatmap, type HeatmapRow } from "../charts/heatmap.ts";
import type { TimeRange } from "../charts/level-bins.ts";
import type { CompareLimits, Comparison } from "../model/comparison.ts";
import type { Report } from "../model/report.ts";
import { ChartController } from "./chart-controller.ts";
import { keyName, linesOfKey, type SideNames, sideNames } from "./compare-names.ts";
import { comparePictureStyles } from "./compare-picture.styles.ts";
import { factsOf, rangeOf } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";
import { widthOf } from "./width.ts";
import "./compare-legend.ts";

/** CSS pixels of rows that are seen at once, at most. */
const MOST_HEIGHT = 420;
/** columns and rows of the table behind the picture, at most */
const TABLE_COLUMNS = 12;
const TABLE_ROWS = 20;

export class ComparePicture extends View {
  static override styles = [sharedStyles, comparePictureStyles];
  static override properties = {
    ...View.properties,
    order: { attribute: false },
    selectedKey: { attribute: false },
    mode: { state: true },
    trailing: { state: true },
    cell: { state: true },
    hovered: { state: true },
  };

  /** places of the keys to be seen, in their order */
  declare order: readonly number[];
  declare selectedKey: string | null;
  /** null: as the limits have it */
  declare mode: CellMode | null;
  /** trailing bins that a cell is the mean of */
  declare trailing: number;
  /** chosen by click or keys; its row is a place in `order` */
  declare cell: Cell | null;
  declare hovered: Cell | null;

  private readonly drawing = new ChartController<Heatmap>(this, {
    make: (place) => this.makeHeatmap(place),
    fit: (heatmap) => this.fit(heatmap),
  });
  /** what was reckoned of the comparison, by mode and trailing bins */
  private known = new Map<string, Cells>();
  private knownOf: Comparison | null = null;

  constructor() {
    super();
    this.order = [];
    this.selectedKey = null;
    this.mode = null;
    this.trailing = 1;
    this.cell = null;
    this.hovered = null;
  }

  private get heatmap(): Heatmap | null {
    return this.drawing.chart;
  }

  private get draft(): ComparisonDraft | null {
    return draftOf(this.state);
  }

  private get report(): Report {
    return this.state.result!.report;
  }

  private cells(comparison: Comparison, mode: CellMode, trailing: number): Cells {
    if (this.knownOf !== comparison) {
      this.known = new Map();
      this.knownOf = comparison;
    }
    const name = `${mode} ${trailing}`;
    const cells = this.known.get(name) ?? cellsOf(comparison, { mode, trailing });
    this.known.set(name, cells);
    return cells;
  }

  private modeOf(draft: ComparisonDraft): CellMode {
    return this.mode ?? draft.asked.limits?.mode ?? "difference";
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("order")) this.cell = null;
  }

  protected override updated(changed: PropertyValues): void {
    const { draft } = this;
    const comparison = draft?.comparison ?? null;
    const heatmap = this.drawing.at(comparison && this.renderRoot.querySelector<HTMLElement>(".scroller"));
    if (heatmap === null || draft === null || comparison === null) return;
    this.draw(draft, comparison);
    this.fit(heatmap);
    if (changed.has("selectedKey") && this.selectedKey !== null) this.reveal(comparison);
  }

  private makeHeatmap(scroller: HTMLElement): Heatmap {
    return new Heatmap(scroller, this.renderRoot.querySelector<HTMLElement>(".axis")!, {
      onHover: (cell) => {
        this.hovered = cell;
      },
      onPick: (cell, open) => this.pick(cell, open),
    });
  }

  private fit(heatmap: Heatmap): void {
    const height = Math.min(MOST_HEIGHT, Math.max(heatmap.wholeHeight, 17));
    heatmap.scroller.style.height = `${height}px`;
    heatmap.resize(this.clientWidth, height);
  }

  private reveal(comparison: Comparison): void {
    const row = this.order.findIndex((place) => comparison.keys[place]?.key === this.selectedKey);
    if (row >= 0) this.heatmap?.reveal(row);
  }

  private draw(draft: ComparisonDraft, comparison: Comparison): void {
    const mode = this.modeOf(draft);
    const cells = this.cells(comparison, mode, this.trailing);
    const { limits } = draft.asked;
    const over = limits ? limits.trailing.map((length) => this.cells(comparison, limits.mode, length)) : [];
    const rows = this.order.map((place): HeatmapRow => {
      const { key, verdict } = comparison.keys[place]!;
      return {
        label: `${VERDICT_MARKS[verdict]} ${keyName(this.report, comparison, key)}`,
        values: cells.rows[place]!,
        outlined: limits ? runsOver(over, place, limits) : [],
        selected: key === this.selectedKey,
      };
    });
    this.heatmap?.update({
      startMs: comparison.startMs,
      binMs: comparison.binMs,
      rows,
      range: this.range(comparison),
      clock: factsOf(this.report).clock,
      reach: this.reach(cells, mode),
      cell: this.cell,
    });
  }

  private reach(cells: Cells, mode: CellMode): number {
    return reachOf(cells, mode === "ratio" ? 1 : 0.5);
  }

  /** What is looked at: the range of the time line where it holds any of it; spans of time as they are. */
  private range({ ranges, startMs, binMs, matrix }: Comparison): TimeRange {
    const whole = { startMs, endMs: startMs + (matrix[0]?.length ?? 1) * binMs };
    if (ranges) return whole;
    const range = rangeOf(this.report, this.state.selection.rangeMs) ?? whole;
    return range.endMs > whole.startMs && range.startMs < whole.endMs ? range : whole;
  }

  private pick(cell: Cell, open: boolean): void {
    const comparison = this.draft?.comparison;
    const key = comparison?.keys[this.order[cell.row] ?? -1]?.key;
    if (comparison == null || key === undefined) return;
    this.cell = cell;
    this.dispatchEvent(new CustomEvent<string>("pick-key", { detail: key }));
    if (open) this.app.selecting.lines(linesOfKey(this.report, comparison, key, cell.bin));
  }

  private readonly key = (event: KeyboardEvent): void => {
    const comparison = this.draft?.comparison;
    if (comparison == null || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = { row: this.order.length - 1, bin: (comparison.matrix[0]?.length ?? 1) - 1 };
    const { row, bin } = this.cell ?? { row: 0, bin: this.strongestBin(comparison, 0) };
    const large = Math.max(1, Math.round(last.bin / 10));
    const moves: Record<string, Cell> = {
      ArrowLeft: { row, bin: bin - (event.shiftKey ? large : 1) },
      ArrowRight: { row, bin: bin + (event.shiftKey ? large : 1) },
      ArrowUp: { row: row - 1, bin },
      ArrowDown: { row: row + 1, bin },
      PageUp: { row: row - 10, bin },
      PageDown: { row: row + 10, bin },
      Home: { row, bin: 0 },
      End: { row, bin: last.bin },
    };
    const to = this.cell === null && event.key.startsWith("Arrow") ? { row, bin } : moves[event.key];
    if (to !== undefined) {
      const cell = { row: clamp(to.row, last.row), bin: clamp(to.bin, last.bin) };
      this.pick(cell, false);
      this.heatmap?.reveal(cell.row);
    } else if (event.key === "Enter" && this.cell !== null) this.pick(this.cell, true);
    else if (event.key === "Escape" && this.cell !== null) this.cell = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private strongestBin(comparison: Comparison, row: number): number {
    const values = comparison.matrix[this.order[row] ?? -1] ?? [];
    return values.reduce<number>((best, value, bin) => ((value ?? 0) > (values[best] ?? 0) ? bin : best), 0);
  }

  override render(): TemplateResult {
    const { draft } = this;
    if (draft?.comparison == null) return html``;
    const { comparison } = draft;
    const names = sideNames(this.report, comparison);
    const seen = this.hovered ?? this.cell;
    return html`${this.tools(draft, comparison)}
      <div class="readout">${seen === null ? html`<span class="muted">${this.howTo(comparison)}</span>` : this.readout(draft, comparison, names, seen)}</div>
      <div class="scroller" tabindex="0" role="group" aria-roledescription="heatmap" aria-label=${this.summary(draft, comparison, names)} @keydown=${this.key}></div>
      <div class="axis" aria-hidden="true"></div>
      <div class="hear" role="status">${this.cell !== null && this.matches(":focus-within") ? this.cellWords(comparison, names, this.cell) : ""}</div>
      ${this.table(comparison)}`;
  }

  private howTo(comparison: Comparison): string {
    const start = comparison.ranges ? " Both ranges begin at the left." : "";
    return `Blue: fewer in the new one, orange: more, outlined: over the limit. A cell leads to its numbers and lines.${start}`;
  }

  private tools(draft: ComparisonDraft, comparison: Comparison): TemplateResult {
    const mode = this.modeOf(draft);
    const { limits } = draft.asked;
    const shown = [1, ...(limits?.trailing ?? []).filter((length) => length !== 1)];
    const cells = this.cells(comparison, mode, shown.includes(this.trailing) ? this.trailing : 1);
    const settable = limits !== undefined && limits.mode === mode;
    return html`<div class="tools">
      <div class="group" role="group" aria-label="Cells show">
        ${(["difference", "ratio"] as const).map((one) => html`<button class="button" type="button" aria-pressed=${mode === one} @click=${() => this.chooseMode(one, draft)}>${one}</button>`)}
      </div>
      <label>cells <select aria-label="Cells show" @change=${(event: Event) => {
        this.trailing = Number((event.currentTarget as HTMLSelectElement).value);
      }}>${shown.map((length) => html`<option value=${length} ?selected=${length === this.trailing}>${length === 1 ? "each bin" : `mean of ${length} bins`}</option>`)}</select></label>
      ${this.width(draft, comparison)}
      <label>limit on the mean of <input class="trailing" type="text" inputmode="numeric" aria-label="Trailing bins that a limit looks at, such as 10, 20" .value=${(limits?.trailing ?? []).join(", ")} @change=${(event: Event) => this.trailingChosen(event, draft)} /> bins</label>
      <tl-compare-legend .mode=${mode} .reach=${this.reach(cells, mode)} .limit=${settable ? limits.threshold : null} @limit=${({ detail }: CustomEvent<number>) => this.limit(draft, { threshold: detail })}></tl-compare-legend>
      <span class="over" role="status">${this.overWords(draft)}</span>
    </div>`;
  }

  private width(draft: ComparisonDraft, { binMs, matrix }: Comparison): TemplateResult {
    const widths = widthsFor(binMs * (matrix[0]?.length ?? 1));
    const offered = widths.includes(binMs) ? widths : [...widths, binMs].sort((a, b) => a - b);
    return html`<label>bins <select aria-label="Width of bins" @change=${(event: Event) => {
      const wanted = Number((event.currentTarget as HTMLSelectElement).value);
      void this.app.comparing.choose({ ...draft.asked, binMs: wanted });
    }}>${offered.map((width) => html`<option value=${width} title=${exactDuration(width)} ?selected=${width === binMs}>${formatWidth(width)}</option>`)}</select></label>`;
  }

  private overWords({ episodes, asked }: ComparisonDraft): string {
    if (episodes === null || !asked.limits) return "";
    if (episodes.count === 0) return "nothing over the limit";
    return `${countOf(episodes.exceedances, "window")} over it, in ${countOf(episodes.count, "alert")}`;
  }

  private chooseMode(mode: CellMode, draft: ComparisonDraft): void {
    this.mode = mode;
    const { limits } = draft.asked;
    if (limits && limits.mode !== mode)
      this.app.comparing.limits({ ...limits, mode, threshold: mode === "ratio" ? 2 : this.suggested(draft) });
  }

  /** What the difference is at most, a quarter off: a limit to begin with where that of a ratio was set before. */
  private suggested({ comparison, asked }: ComparisonDraft): number {
    if (comparison === null) return 1;
    const cells = this.cells(comparison, "difference", Math.min(...(asked.limits?.trailing ?? [1])));
    return Math.max(0.1, Number((reachOf(cells, 0.5) * 0.75).toPrecision(2)));
  }

  private trailingChosen(event: Event, draft: ComparisonDraft): void {
    const input = event.currentTarget as HTMLInputElement;
    const trailing = [...new Set(input.value.split(/[\s,+]+/).map(Number))].filter(
      (n) => Number.isInteger(n) && n >= 1,
    );
    if (trailing.length > 0) this.limit(draft, { trailing: trailing.slice(0, 8).sort((a, b) => a - b) });
    else input.value = (draft.asked.limits?.trailing ?? []).join(", ");
  }

  private limit({ asked }: ComparisonDraft, part: Partial<CompareLimits>): void {
    if (asked.limits) this.app.comparing.limits({ ...asked.limits, ...part });
  }

  private numbersOf({ matrix, oldCounts, assumption }: Comparison, place: number, bin: number) {
    const difference = matrix[place]?.[bin] ?? null;
    const old = oldCounts[place]?.[bin] ?? null;
    const fresh = difference === null || old === null ? null : difference + assumption.perBin * old;
    return { difference, old, fresh };
  }

  private readout(
    draft: ComparisonDraft,
    comparison: Comparison,
    names: SideNames,
    { row, bin }: Cell,
  ): TemplateResult {
    const place = this.order[row] ?? -1;
    const key = comparison.keys[place];
    if (key === undefined) return html``;
    const { clock } = factsOf(this.report);
    const { difference, old, fresh } = this.numbersOf(comparison, place, bin);
    const { limits } = draft.asked;
    const atMs = comparison.startMs + bin * comparison.binMs;
    const means = (limits?.trailing ?? []).map((length) => ({
      length,
      value: this.cells(comparison, limits!.mode, length).rows[place]?.[bin] ?? Number.NaN,
    }));
    const isPinned = this.hovered === null;
    return html`<b class="mono">${keyName(this.report, comparison, key.key)}</b>
      <span>${clock.dateTime(atMs)}, ${widthOf(comparison.binMs)}</span>
      <span>${names.old} <b>${textOf(old)}</b></span><span>${names.new} <b>${textOf(fresh)}</b></span>
      <span>difference <b>${textOf(difference, true)}</b></span>
      ${means.map(({ length, value }) => html`<span>mean of ${length} <b>${Number.isNaN(value) ? NO_VALUE : limits!.mode === "ratio" ? `${Number((2 ** value).toPrecision(3))}×` : textOf(value, true)}</b></span>`)}
      ${isPinned ? html`<button class="link" type="button" @click=${() => this.pick({ row, bin }, true)}>Lines</button>` : nothing}`;
  }

  private cellWords(comparison: Comparison, names: SideNames, { row, bin }: Cell): string {
    const place = this.order[row] ?? -1;
    const { difference, old, fresh } = this.numbersOf(comparison, place, bin);
    const key = comparison.keys[place]?.key ?? "";
    const { clock } = factsOf(this.report);
    return `${keyName(this.report, comparison, key)}, ${clock.dateTime(comparison.startMs + bin * comparison.binMs)}: ${names.old} ${textOf(old)}, ${names.new} ${textOf(fresh)}, difference ${textOf(difference, true)}. Enter shows the lines.`;
  }

  private summary(draft: ComparisonDraft, comparison: Comparison, names: SideNames): string {
    const bins = comparison.matrix[0]?.length ?? 0;
    const over = this.overWords(draft);
    return `Heatmap of ${countOf(this.order.length, "row")} by ${countOf(bins, "bin")} of ${formatWidth(comparison.binMs)}, ${names.new} against ${names.old}${over === "" ? "" : `; ${over}`}. Arrow keys step, Enter shows the lines.`;
  }

  /** The picture as numbers: differences, bins joined to a few columns. */
  private table(comparison: Comparison): TemplateResult {
    const { clock } = factsOf(this.report);
    const bins = comparison.matrix[0]?.length ?? 0;
    const joined = Math.max(1, Math.ceil(bins / TABLE_COLUMNS));
    const starts = Array.from({ length: Math.ceil(bins / joined) }, (_, i) => i * joined);
    const sum = (place: number, from: number): number =>
      (comparison.matrix[place] ?? [])
        .slice(from, from + joined)
        .reduce<number>((total, value) => total + (value ?? 0), 0);
    return html`<div class="hear"><table><caption>Difference by ${comparison.keyedBy}, ${formatWidth(joined * comparison.binMs)} a column</caption>
      <thead><tr><th scope="col">${comparison.keyedBy}</th>${starts.map((bin) => html`<th scope="col">${clock.dateTime(comparison.startMs + bin * comparison.binMs)}</th>`)}</tr></thead>
      <tbody>${this.order.slice(0, TABLE_ROWS).map((place) => html`<tr><th scope="row">${keyName(this.report, comparison, comparison.keys[place]!.key)}</th>${starts.map((bin) => html`<td>${textOf(sum(place, bin), true)}</td>`)}</tr>`)}</tbody></table></div>`;
  }
}

function clamp(value: number, last: number): number {
  return Math.max(0, Math.min(last, value));
}

function textOf(value: number | null, signed = false): string {
  if (value === null) return NO_VALUE;
  return `${signed && value > 0 ? "+" : ""}${formatNumber(value)}`;
}

/** Bins that windows over the limit end with, of any number of trailing bins, joined to runs. */
function runsOver(over: readonly Cells[], place: number, { threshold, mode }: CompareLimits): [number, number][] {
  const line = mode === "ratio" ? Math.log2(threshold) : threshold;
  const runs: [number, number][] = [];
  const count = over[0]?.count ?? 0;
  for (let bin = 0; bin < count; bin++) {
    if (!over.some(({ rows }) => rows[place]![bin]! > line)) continue;
    const last = runs.at(-1);
    if (last?.[1] === bin) last[1] = bin + 1;
    else runs.push([bin, bin + 1]);
  }
  return runs;
}

customElements.define("tl-compare-picture", ComparePicture);
