/** <tl-library-view>: earlier analyses: searched, sorted, with the room that they take and whether the browser keeps them. */
import { css, html, nothing, type TemplateResult } from "lit";
import type { StoredSummary } from "../app/state.ts";
import { countOf, formatBytes, formatShare } from "../charts/format.ts";
import "./analysis-list.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const ORDERS = {
  newest: (a: StoredSummary, b: StoredSummary) => b.savedMs - a.savedMs,
  name: (a: StoredSummary, b: StoredSummary) => a.title.localeCompare(b.title),
  "size on disk": (a: StoredSummary, b: StoredSummary) => b.sizeOnDisk - a.sizeOnDisk,
  alerts: (a: StoredSummary, b: StoredSummary) => b.alertCount - a.alertCount,
};
type Order = keyof typeof ORDERS;

export class LibraryView extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; padding: var(--tl-4); max-width: 1100px; }
      .head { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-3); margin-bottom: var(--tl-3); }
      input, select { height: 30px; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: inherit; }
      input { flex: 1; min-width: 160px; }
      .room { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-3); margin-top: var(--tl-4); color: var(--tl-text-muted); }
      p.muted { margin-bottom: var(--tl-3); }
    `,
  ];
  static override properties = { ...View.properties, text: { state: true }, order: { state: true } };

  declare text: string;
  declare order: Order;

  constructor() {
    super();
    this.text = "";
    this.order = "newest";
  }

  protected override get ignores() {
    return [];
  }

  protected override firstUpdated(): void {
    void this.app.library.measure();
  }

  override render(): TemplateResult {
    const kept = this.state.stored ?? [];
    const words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = kept
      .filter(({ title, fileNames }) => {
        const text = `${title} ${fileNames.join(" ")}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .sort(ORDERS[this.order]);
    return html`<div class="head"><h2>${kept.length === 0 ? "Library" : countOf(found.length, "analysis", "analyses")}</h2>
        ${
          kept.length === 0
            ? nothing
            : html`<input type="search" placeholder="Search names" aria-label="Search analyses" .value=${this.text} @input=${this.search} />
              <select aria-label="Order" @change=${this.sort}>${(Object.keys(ORDERS) as Order[]).map((name) => html`<option ?selected=${name === this.order}>${name}</option>`)}</select>`
        }</div>
      <p class="muted">${kept.length === 0 ? "Nothing is kept yet; an analysis is saved here as it finishes." : "Kept in this browser, on this laptop. The logs themselves are not copied."}</p>
      ${kept.length > 0 && found.length === 0 ? html`<p class="muted">No name holds all of these words.</p>` : nothing}
      ${found.length === 0 ? nothing : html`<tl-analysis-list .app=${this.app} .state=${this.state} .entries=${found}></tl-analysis-list>`}
      ${this.room(kept)}`;
  }

  /** How much is kept of how much, and whether for good. */
  private room(kept: readonly StoredSummary[]): TemplateResult | typeof nothing {
    const { storage } = this.state;
    const own = kept.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0);
    if (storage === null) return kept.length === 0 ? nothing : html`<p class="room">${formatBytes(own)} in all.</p>`;
    const { usedBytes, quotaBytes, persisted } = storage;
    return html`<p class="room"><span>${formatBytes(own)} in ${countOf(kept.length, "analysis", "analyses")}; the browser counts ${formatBytes(usedBytes)}, ${formatShare(usedBytes / Math.max(1, quotaBytes))} of the ${formatBytes(quotaBytes)} it allows.</span>
      ${
        persisted
          ? html`<span>It does not clear them by itself.</span>`
          : html`<span>It may clear them when the disk gets full.</span><button class="button" type="button" @click=${() => this.app.library.persist()}>Ask it to keep them</button>`
      }</p>`;
  }

  private search(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
  }

  private sort(event: Event): void {
    this.order = (event.target as HTMLSelectElement).value as Order;
  }
}

customElements.define("tl-library-view", LibraryView);
