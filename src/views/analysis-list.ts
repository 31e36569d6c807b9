/** <tl-analysis-list>: analyses kept on this laptop, to open, rename or delete; deleting can be undone for a while. */
import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { StoredSummary } from "../app/state.ts";
import { countOf, formatBytes } from "../charts/format.ts";
import { ZoneClock } from "../charts/zone-clock.ts";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class AnalysisList extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      ul { border: 1px solid var(--tl-line); border-radius: var(--tl-radius); background: var(--tl-surface); }
      li { display: flex; align-items: center; gap: var(--tl-1); padding-right: var(--tl-2); }
      li + li { border-top: 1px solid var(--tl-line); }
      .open { flex: 1; min-width: 0; padding: var(--tl-2) var(--tl-3); border: 0; background: none; text-align: left; cursor: pointer; }
      .open:hover .name { text-decoration: underline; text-underline-offset: 2px; }
      li:hover { background: var(--tl-hover); }
      li[aria-current="true"] { box-shadow: inset 3px 0 var(--tl-accent-mark); }
      .name { font-weight: var(--tl-bold); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .facts { font-size: var(--tl-small); color: var(--tl-text-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .rename { flex: 1; min-width: 0; margin: var(--tl-2) var(--tl-3); height: 34px; padding: 0 var(--tl-2); border: 1px solid var(--tl-accent-mark); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: inherit; }
      @media (max-width: 699px) { .facts { white-space: normal; } }
      .alerts { color: var(--tl-ink-error); }
    `,
  ];
  static override properties = { ...View.properties, entries: { attribute: false }, renamed: { state: true } };

  /** absent: all, newest first */
  declare entries: readonly StoredSummary[] | undefined;
  /** the entry whose name is being written */
  declare renamed: string | null;

  private readonly clock = new ZoneClock(Intl.DateTimeFormat().resolvedOptions().timeZone);

  constructor() {
    super();
    this.renamed = null;
  }

  protected override get ignores() {
    return [];
  }

  protected override updated(): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>(".rename");
    if (input === null || this.renderRoot.querySelector(".rename:focus") !== null) return;
    input.focus();
    input.select();
  }

  override render(): TemplateResult {
    const entries = this.entries ?? this.state.stored ?? [];
    return html`<ul>
      ${repeat(
        entries,
        ({ id }) => id,
        (entry) => html`<li data-id=${entry.id} aria-current=${entry.id === this.state.storedId}>
          ${this.renamed === entry.id ? this.naming(entry) : this.opener(entry)}
          <button class="button quiet" type="button" title="Rename" @click=${() => this.write(entry.id)}>${icon("pencil")}<span class="hear">Rename ${entry.title}</span></button>
          <button class="button quiet" type="button" title="Delete from this laptop" @click=${() => this.app.library.forget(entry.id)}>${icon("trash")}<span class="hear">Delete ${entry.title}</span></button>
        </li>`,
      )}
    </ul>`;
  }

  private opener(entry: StoredSummary): TemplateResult {
    return html`<button class="open" type="button" @click=${() => this.app.openStored(entry.id)}>
      <div class="name" title=${entry.fileNames.join(", ")}>${entry.title}</div>
      <div class="facts">${this.clock.dateTime(entry.savedMs, { seconds: false })} · ${formatBytes(entry.sourceBytes)} · ${countOf(entry.lines, "line")} ·
        <span class=${entry.alertCount > 0 ? "alerts" : ""}>${entry.alertCount === 0 ? "no alerts" : countOf(entry.alertCount, "alert")}</span>${entry.partial ? " · partial" : nothing} · ${formatBytes(entry.sizeOnDisk)} kept</div>
    </button>`;
  }

  private naming(entry: StoredSummary): TemplateResult {
    return html`<input class="rename" aria-label="Name of the analysis" .value=${entry.title} @keydown=${(event: KeyboardEvent) => this.key(event, entry)} @blur=${(event: FocusEvent) => this.name(event.target as HTMLInputElement, entry)} />`;
  }

  private key(event: KeyboardEvent, entry: StoredSummary): void {
    if (event.key === "Escape") this.write(null);
    else if (event.key === "Enter") this.name(event.target as HTMLInputElement, entry);
    else return;
    event.stopPropagation();
    event.preventDefault();
    // the field goes away, and with it the place of the keys
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`li[data-id="${entry.id}"] .open`)?.focus(),
    );
  }

  private name(input: HTMLInputElement, entry: StoredSummary): void {
    if (this.renamed !== entry.id) return;
    this.write(null);
    if (input.value.trim() !== entry.title) void this.app.library.rename(entry.id, input.value);
  }

  private write(id: string | null): void {
    this.renamed = id;
  }
}

customElements.define("tl-analysis-list", AnalysisList);
