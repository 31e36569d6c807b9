/** <tl-compare-view>: two values of a dimension against each other, a row a key, the clearest differences first. */
import { css, html, type TemplateResult } from "lit";
import { countOf, formatNumber, NO_VALUE } from "../charts/format.ts";
import type { Comparison, ComparisonKey } from "../model/comparison.ts";
import { valueName } from "../model/file-names.ts";

import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const VERDICT_MARKS = { regressed: "▲", improved: "▼", unchanged: "=" } as const;
const COLUMNS = ["key", "old", "new", "ratio", "qValue", "verdict"] as const;
type Column = (typeof COLUMNS)[number];
const RANKS = { regressed: 0, improved: 1, unchanged: 2 } as const;

export class CompareView extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      .head { padding: var(--tl-3) var(--tl-4); }
      .head p { color: var(--tl-text-muted); }
      table { width: 100%; border-collapse: collapse; background: var(--tl-surface); border-top: 1px solid var(--tl-line); }
      th, td { height: 28px; padding: 0 var(--tl-3); border-bottom: 1px solid var(--tl-line); text-align: right; white-space: nowrap; }
      thead th { position: sticky; top: 0; background: var(--tl-surface); font-size: var(--tl-small); font-weight: 400; color: var(--tl-text-muted); }
      thead button { border: 0; padding: 0; background: none; color: inherit; cursor: pointer; }
      thead th:not([aria-sort="none"]) button { color: var(--tl-text); font-weight: var(--tl-bold); }
      th:first-child, td:first-child, tbody th, th:last-child, td:last-child { text-align: left; }
      th:first-child { padding-left: var(--tl-4); }
      tbody th { font-family: var(--tl-mono); font-size: var(--tl-small); font-weight: 400; max-width: 40ch; overflow: hidden; text-overflow: ellipsis; }
      .regressed { color: var(--tl-ink-error); font-weight: var(--tl-bold); }
      .improved { color: var(--tl-ink-info); font-weight: var(--tl-bold); }
      .unchanged { color: var(--tl-text-muted); }
      @media (max-width: 699px) { .q { display: none; } th, td { padding: 0 var(--tl-2); } }
    `,
  ];
  static override properties = { ...View.properties, sorted: { state: true }, descending: { state: true } };

  declare sorted: Column;
  declare descending: boolean;

  constructor() {
    super();
    this.sorted = "verdict";
    this.descending = false;
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    const comparison = report?.comparison ?? null;
    if (report === undefined || comparison === null) {
      return html`<div class="empty"><h2>Nothing is compared</h2><p>This analysis was made without two values to compare.</p></div>`;
    }
    const keys = this.ordered(comparison);
    const regressed = keys.filter(({ verdict }) => verdict === "regressed").length;
    const improved = keys.filter(({ verdict }) => verdict === "improved").length;
    const [oldName, newName] = [comparison.old, comparison.new].map((value) =>
      valueName(report, comparison.field, value),
    ) as [string, string];
    const labels: Record<Column, string> = {
      key: "key",
      old: oldName,
      new: newName,
      ratio: "ratio",
      qValue: "q",
      verdict: "verdict",
    };
    return html`
      <div class="head"><h2>${comparison.field}: ${oldName} → ${newName}</h2>
        <p>${countOf(keys.length, "key")}: ${formatNumber(regressed)} regressed, ${formatNumber(improved)} improved, at a false discovery rate below 5 %.</p></div>
      <table aria-label="Comparison by key"><thead><tr>${COLUMNS.map(
        (column) =>
          html`<th class=${column === "qValue" ? "q" : ""} scope="col" aria-sort=${this.sorted === column ? (this.descending ? "descending" : "ascending") : "none"}><button type="button" @click=${() => this.sortBy(column)}>${labels[column]}${this.sorted === column ? (this.descending ? " ↓" : " ↑") : ""}</button></th>`,
      )}</tr></thead>
      <tbody>${keys.map(
        (
          key,
        ) => html`<tr><th scope="row" title=${key.key}>${key.key}</th><td class="number">${formatNumber(key.old)}</td><td class="number">${formatNumber(key.new)}</td>
        <td class="number">${key.ratio === null ? NO_VALUE : `${key.ratio.toFixed(2)}×`}</td><td class="number q">${quotient(key.qValue)}</td>
        <td class=${key.verdict}>${VERDICT_MARKS[key.verdict]} ${key.verdict}</td></tr>`,
      )}</tbody></table>`;
  }

  private sortBy(column: Column): void {
    this.descending = this.sorted === column ? !this.descending : ["old", "new", "ratio"].includes(column);
    this.sorted = column;
  }

  private ordered({ keys }: Comparison): ComparisonKey[] {
    const sign = this.descending ? -1 : 1;
    const value = (key: ComparisonKey): number | string =>
      this.sorted === "verdict"
        ? RANKS[key.verdict]
        : this.sorted === "ratio"
          ? (key.ratio ?? Number.POSITIVE_INFINITY)
          : key[this.sorted];
    return [...keys].sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      return (x < y ? -sign : x > y ? sign : 0) || a.qValue - b.qValue;
    });
  }
}

function quotient(q: number): string {
  return q < 1e-4 ? q.toExponential(0).replace("e-", "e−") : q.toFixed(4);
}

customElements.define("tl-compare-view", CompareView);
