/** <tl-analysis-list>: the analyses kept on this laptop, newest first, to open or delete; deleting asks once more. */
import { css, html, nothing, type TemplateResult } from "lit";
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
      @media (max-width: 699px) { .facts { white-space: normal; } }
      .alerts { color: var(--tl-ink-error); }
    `,
  ];
  static override properties = { ...View.properties, doomed: { state: true } };

  /** the entry whose deletion is being asked about */
  declare doomed: string | null;

  private readonly clock = new ZoneClock(Intl.DateTimeFormat().resolvedOptions().timeZone);

  constructor() {
    super();
    this.doomed = null;
  }

  override render(): TemplateResult {
    return html`<ul>
      ${(this.state.stored ?? []).map(
        (entry) => html`<li aria-current=${entry.id === this.state.storedId}>
          <button class="open" type="button" @click=${() => this.app.openStored(entry.id)}>
            <div class="name">${entry.title}</div>
            <div class="facts">${this.clock.dateTime(entry.savedMs, { seconds: false })} · ${formatBytes(entry.sourceBytes)} · ${countOf(entry.lines, "line")} ·
              <span class=${entry.alertCount > 0 ? "alerts" : ""}>${entry.alertCount === 0 ? "no alerts" : countOf(entry.alertCount, "alert")}</span>${entry.partial ? " · partial" : nothing} · ${formatBytes(entry.sizeOnDisk)} kept</div>
          </button>
          ${
            this.doomed === entry.id
              ? html`<button class="button" type="button" @click=${() => this.forget(entry.id)}>Delete</button>
                <button class="button quiet" type="button" @click=${() => this.ask(null)}>Keep</button>`
              : html`<button class="button quiet" type="button" title="Delete from this laptop" @click=${() => this.ask(entry.id)}>${icon("trash")}<span class="hear">Delete ${entry.title}</span></button>`
          }
        </li>`,
      )}
    </ul>`;
  }

  private ask(id: string | null): void {
    this.doomed = id;
  }

  private forget(id: string): void {
    this.doomed = null;
    void this.app.library.remove(id);
  }
}

customElements.define("tl-analysis-list", AnalysisList);
