/**
 * <tl-compare-table>: the verdicts, a row a key: counts, ratio with its interval, chances, and the way out to other tools.
 *
 * @fires pick-key (detail: string) when a row is chosen
 * @fires order (detail: KeyOrder) when a heading is
 */
import { css, html, nothing, type TemplateResult } from "lit";
import { draftOf } from "../app/comparing.ts";
import { chancesOf, type KeyColumn, type KeyOrder } from "../charts/compare-cells.ts";
import {
  chanceText,
  intervalText,
  ratioText,
  VERDICT_MARKS,
  verdictsCsv,
  verdictsMarkdown,
} from "../charts/compare-words.ts";
import { countOf, formatNumber } from "../charts/format.ts";
import type { Comparison, ComparisonKey } from "../model/comparison.ts";
import { keyName, linesOfKey, sideNames } from "./compare-names.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

/** Rows that are drawn before the rest is asked for. */
const FIRST_ROWS = 200;

const COLUMNS: readonly { id: KeyColumn; hint?: string }[] = [
  { id: "key" },
  { id: "old" },
  { id: "new" },
  { id: "ratio", hint: "Events on the new side for one that is expected from the old side" },
  { id: "p", hint: "Chance of at least such a difference where there is none: exact binomial test, one-sided" },
  { id: "q", hint: "The same corrected over all keys: Benjamini–Hochberg" },
  { id: "verdict", hint: "At a false discovery rate below 5 %" },
];

export class CompareTable extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      .head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-3); padding: var(--tl-2) var(--tl-4); }
      .head .button { min-height: 24px; font-size: var(--tl-small); }
      .copy { display: flex; gap: var(--tl-2); margin-left: auto; }
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; background: var(--tl-surface); border-top: 1px solid var(--tl-line); }
      th, td { height: 28px; padding: 0 var(--tl-3); border-bottom: 1px solid var(--tl-line); text-align: right; white-space: nowrap; }
      thead th { font-size: var(--tl-small); font-weight: 400; color: var(--tl-text-muted); }
      thead button { border: 0; padding: 0; background: none; color: inherit; cursor: pointer; }
      thead th:not([aria-sort="none"]) button { color: var(--tl-text); font-weight: var(--tl-bold); }
      th:first-child, td:first-child, .verdict { text-align: left; }
      th:first-child { padding-left: var(--tl-4); }
      tbody th { max-width: 0; width: 40%; font-weight: 400; }
      tbody th button { display: block; max-width: 100%; overflow: hidden; border: 0; padding: 0; background: none; font-family: var(--tl-mono); font-size: var(--tl-small); text-align: left; text-overflow: ellipsis; white-space: nowrap; cursor: pointer; }
      tbody tr:hover { background: var(--tl-hover); }
      tbody tr[aria-current] { background: var(--tl-accent-soft); box-shadow: inset 3px 0 var(--tl-accent-mark); }
      .interval { color: var(--tl-text-muted); }
      .regressed { color: var(--tl-ink-error); font-weight: var(--tl-bold); }
      .improved { color: var(--tl-ink-info); font-weight: var(--tl-bold); }
      .unchanged { color: var(--tl-text-muted); }
      .more { padding: var(--tl-3) var(--tl-4); }
      @media (max-width: 699px) { .wide { display: none; } th, td { padding: 0 var(--tl-2); } .head { padding: var(--tl-2) var(--tl-3); } tbody th { width: 34%; } }
    `,
  ];
  static override properties = {
    ...View.properties,
    order: { attribute: false },
    sorted: { attribute: false },
    selectedKey: { attribute: false },
    whole: { state: true },
    copied: { state: true },
  };

  /** places of the keys to be seen, in their order */
  declare order: readonly number[];
  declare sorted: KeyOrder;
  declare selectedKey: string | null;
  declare whole: boolean;
  declare copied: string;

  constructor() {
    super();
    this.order = [];
    this.sorted = { column: "verdict", descending: false };
    this.selectedKey = null;
    this.whole = false;
    this.copied = "";
  }

  override render(): TemplateResult {
    const comparison = draftOf(this.state)?.comparison;
    const report = this.state.result?.report;
    if (comparison == null || report === undefined) return html``;
    const names = sideNames(report, comparison);
    const labels: Partial<Record<KeyColumn, string>> = { key: comparison.keyedBy, old: names.old, new: names.new };
    const shown = this.whole ? this.order : this.order.slice(0, FIRST_ROWS);
    const selected = comparison.keys.find(({ key }) => key === this.selectedKey);
    return html`<div class="head">
        <slot></slot>
        ${selected === undefined ? nothing : html`<button class="button" type="button" @click=${() => this.app.selecting.lines(linesOfKey(report, comparison, selected.key, null))}>Lines of ${keyName(report, comparison, selected.key).slice(0, 24)}</button>`}
        <div class="copy"><span class="muted" role="status">${this.copied}</span>
          <button class="button" type="button" @click=${() => this.copy("CSV", verdictsCsv(this.inOrder(comparison)))}>Copy CSV</button>
          <button class="button" type="button" @click=${() => this.copy("Markdown", verdictsMarkdown(comparison, this.inOrder(comparison), names))}>Copy Markdown</button></div>
      </div>
      <div class="scroll"><table aria-label="Verdicts by ${comparison.keyedBy}"><thead><tr>${COLUMNS.map(({ id, hint }) => this.heading(id, labels[id] ?? id, hint))}</tr></thead>
        <tbody>${shown.map((place) => this.row(comparison, comparison.keys[place]!))}</tbody></table></div>
      ${shown.length < this.order.length ? html`<p class="more"><button class="button" type="button" @click=${this.showWhole}>Show all ${countOf(this.order.length, "row")}</button></p>` : nothing}
      ${this.order.length === 0 ? html`<div class="empty"><p>No key matches.</p></div>` : nothing}`;
  }

  private readonly showWhole = (): void => {
    this.whole = true;
  };

  private inOrder({ keys }: Comparison): ComparisonKey[] {
    return this.order.map((place) => keys[place]!);
  }

  private heading(column: KeyColumn, label: string, hint: string | undefined): TemplateResult {
    const { sorted } = this;
    const direction = sorted.column !== column ? "none" : sorted.descending ? "descending" : "ascending";
    const arrow = { none: "", descending: " ↓", ascending: " ↑" }[direction];
    const head = html`<th scope="col" class="${column === "verdict" ? "verdict" : column === "p" ? "wide" : ""}" aria-sort=${direction}>
      <button type="button" title=${hint ?? nothing} @click=${() => this.sortBy(column)}>${label}${arrow}</button></th>`;
    return column === "ratio" ? html`${head}<th scope="col" class="wide">95 % interval</th>` : head;
  }

  private row(comparison: Comparison, one: ComparisonKey): TemplateResult {
    const { key, old, new: fresh, ratio, verdict } = one;
    const { p, q } = chancesOf(one);
    const name = keyName(this.state.result!.report, comparison, key);
    return html`<tr aria-current=${key === this.selectedKey ? "true" : nothing} @click=${() => this.pick(key)}>
      <th scope="row" title=${name}><button type="button" aria-pressed=${key === this.selectedKey}>${name}</button></th>
      <td class="number">${formatNumber(old)}</td><td class="number">${formatNumber(fresh)}</td>
      <td class="number">${ratioText(ratio)}</td><td class="number interval wide">${intervalText(one)}</td>
      <td class="number wide">${chanceText(p)}</td><td class="number">${chanceText(q)}</td>
      <td class="verdict ${verdict}">${VERDICT_MARKS[verdict]} ${verdict}</td></tr>`;
  }

  private pick(key: string): void {
    this.dispatchEvent(new CustomEvent<string>("pick-key", { detail: key }));
  }

  private sortBy(column: KeyColumn): void {
    const { sorted } = this;
    const descending = sorted.column === column ? !sorted.descending : ["old", "new", "ratio"].includes(column);
    this.dispatchEvent(new CustomEvent<KeyOrder>("order", { detail: { column, descending } }));
  }

  private async copy(what: string, text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = `${what} of ${countOf(this.order.length, "row")} copied`;
    } catch {
      this.app.messages.error("The clipboard cannot be written here; export the report instead.");
    }
  }
}

customElements.define("tl-compare-table", CompareTable);
