/**
 * <tl-series-picker>: chooses a series of the report by typing a part of its name. A combobox of the ARIA pattern: the
 * focus stays in the field, arrows go through the list.
 *
 * @event tl-choose with the id of the series
 */
import { css, html, nothing, type TemplateResult } from "lit";
import type { Report, Series } from "../model/report.ts";
import { seriesLabel } from "./facts.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

/** More are found by typing on. */
const MOST_SHOWN = 40;

const KINDS: Record<Series["kind"], string> = {
  events: "events",
  level: "level",
  template: "template",
  dimension: "value",
  measure: "column",
  difference: "comparison",
};

export class ChooseEvent extends Event {
  readonly seriesId: string;
  constructor(seriesId: string) {
    super("tl-choose", { bubbles: true, composed: true });
    this.seriesId = seriesId;
  }
}

export class SeriesPicker extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: inline-block; position: relative; min-width: 0; }
      label { display: flex; align-items: center; gap: var(--tl-2); color: var(--tl-text-muted); font-size: var(--tl-small); }
      input { width: 100%; min-width: 0; height: 28px; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); font: inherit; color: var(--tl-text); text-overflow: ellipsis; }
      ul { position: absolute; z-index: 4; top: 100%; right: 0; left: 0; min-width: min(420px, 80vw); max-height: 300px; margin-top: 2px; overflow-y: auto; border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); box-shadow: 0 4px 16px var(--tl-shadow); }
      li { display: flex; gap: var(--tl-2); padding: 4px var(--tl-2); cursor: pointer; }
      li .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      li .kind { color: var(--tl-text-muted); font-size: var(--tl-small); }
      li[aria-selected="true"] { background: var(--tl-accent-soft); outline: 1px solid var(--tl-accent-mark); outline-offset: -1px; }
      li.none { color: var(--tl-text-muted); cursor: default; }
    `,
  ];
  static override properties = {
    ...View.properties,
    label: { attribute: false },
    chosen: { attribute: false },
    omit: { attribute: false },
    typed: { state: true },
    active: { state: true },
  };

  declare label: string;
  /** id of the series that the field names; null: the field is empty, as for adding one */
  declare chosen: string | null;
  /** ids that are not offered */
  declare omit: readonly string[];
  /** null: the list is closed */
  declare typed: string | null;
  declare active: number;

  constructor() {
    super();
    this.chosen = null;
    this.omit = [];
    this.typed = null;
    this.active = 0;
  }

  private get found(): Series[] {
    const report = this.state.result?.report;
    if (report === undefined || this.typed === null) return [];
    const words = this.typed.toLowerCase().split(/\s+/).filter(Boolean);
    return report.series.filter((series) => {
      if (this.omit.includes(series.id)) return false;
      const name = nameOf(report, series.id).toLowerCase();
      return words.every((word) => name.includes(word) || series.id.toLowerCase().includes(word));
    });
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const open = this.typed !== null;
    const found = this.found;
    const shown = found.slice(0, MOST_SHOWN);
    const name = this.chosen === null ? "" : nameOf(report, this.chosen);
    return html`<label><span>${this.label}</span><input type="text" role="combobox" autocomplete="off" spellcheck="false" placeholder="type a part of its name"
        aria-autocomplete="list" aria-expanded=${open} aria-controls=${open ? "found" : nothing}
        aria-activedescendant=${open && shown.length > 0 ? `s${this.active}` : nothing}
        .value=${this.typed ?? name} title=${name} @focus=${this.unfold} @click=${this.unfold} @blur=${this.close} @input=${this.type} @keydown=${this.key}></label>
      ${
        open
          ? html`<ul id="found" role="listbox" aria-label="Series" @mousedown=${(event: Event) => event.preventDefault()}>${shown.map(
              (series, i) =>
                html`<li id="s${i}" role="option" aria-selected=${i === this.active} @click=${() => this.choose(series)}><span class="name">${nameOf(report, series.id)}</span><span class="kind">${KINDS[series.kind]}</span></li>`,
            )}${found.length === 0 ? html`<li class="none" role="option" aria-disabled="true" aria-selected="false">No series is called so.</li>` : nothing}${found.length > shown.length ? html`<li class="none" role="option" aria-disabled="true" aria-selected="false">and ${found.length - shown.length} more: type on</li>` : nothing}</ul>`
          : nothing
      }`;
  }

  private readonly unfold = (event: Event): void => {
    if (this.typed !== null) return;
    this.typed = "";
    this.active = 0;
    (event.target as HTMLInputElement).select();
  };

  private readonly close = (): void => {
    this.typed = null;
  };

  private readonly type = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.active = 0;
  };

  private readonly key = (event: KeyboardEvent): void => {
    const count = Math.min(MOST_SHOWN, this.found.length);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.typed ??= "";
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = count === 0 ? 0 : (this.active + step + count) % count;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(`#s${this.active}`)?.scrollIntoView({ block: "nearest" }),
      );
    } else if (event.key === "Enter") {
      const series = this.found[this.active];
      if (series !== undefined) this.choose(series);
    } else if (event.key === "Escape" && this.typed !== null) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private choose(series: Series): void {
    this.typed = null;
    this.dispatchEvent(new ChooseEvent(series.id));
  }
}

/** @returns what a series is called, a template without its braces */
function nameOf(report: Report, id: string): string {
  return seriesLabel(report, id);
}

customElements.define("tl-series-picker", SeriesPicker);
