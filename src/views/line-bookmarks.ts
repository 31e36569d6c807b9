/** <tl-line-bookmarks>: the lines that the user marked, with their notes; each leads to its line. */
import { css, html, nothing, type TemplateResult } from "lit";
import { formatNumber } from "../charts/format.ts";
import type { Bookmark } from "../model/report.ts";
import { icon } from "./icons.ts";
import type { LinesView } from "./lines-view.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class LineBookmarks extends View {
  static override styles = [
    sharedStyles,
    css`
      .head { display: flex; align-items: center; justify-content: space-between; margin-bottom: var(--tl-2); }
      li { display: flex; gap: var(--tl-2); align-items: center; padding: 3px 0; border-top: 1px solid var(--tl-line); }
      .go { flex: 1; min-width: 0; display: grid; grid-template-columns: auto 1fr; gap: 2px var(--tl-2); padding: 3px 0; border: 0; background: none; text-align: left; cursor: pointer; }
      .go:hover .text { text-decoration: underline; }
      .at { color: var(--tl-text-muted); font: var(--tl-small) var(--tl-mono); }
      .text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font: var(--tl-small) var(--tl-mono); }
      .note { grid-column: 2; }
    `,
  ];
  static override properties = { ...View.properties, view: { attribute: false } };

  declare view: LinesView;

  override render(): TemplateResult {
    const { all } = this.app.bookmarks;
    const { line } = this.state;
    const files = this.state.result?.report.source.files ?? [];
    return html`<section aria-label="Bookmarks"><div class="head"><h3>Bookmarks</h3><button class="button quiet" type="button" title="Close (M)" @click=${() => this.view.toggleList()}>${icon("close")}<span class="hear">Close</span></button></div>
      ${
        all.length === 0
          ? html`<p class="muted">None yet. Choose a line and press <kbd>m</kbd>; a note can be written beside it.</p>`
          : html`<ol>${all.map(
              (one) => html`<li>${this.way(one, files.length > 1 ? (files[one.file]?.name ?? "") : "")}
              <button class="button quiet" type="button" title="Take the bookmark away" @click=${() => this.app.bookmarks.remove(one)}>${icon("close")}<span class="hear">Take the bookmark of line ${one.line} away</span></button></li>`,
            )}</ol>`
      }
      ${line === null || this.app.bookmarks.at(line) !== null ? nothing : html`<button class="button" type="button" @click=${() => this.app.bookmarks.toggle(line)}>Bookmark line ${formatNumber(line.line)}</button>`}</section>`;
  }

  private way({ file, line, text, note }: Bookmark, fileName: string): TemplateResult {
    return html`<button class="go" type="button" @click=${() => this.view.go({ file, line }, true)}>
      <span class="at">${fileName === "" ? "" : `${fileName}:`}${formatNumber(line)}</span><span class="text">${text}</span>
      ${note === "" ? nothing : html`<span class="note">${note}</span>`}</button>`;
  }
}

customElements.define("tl-line-bookmarks", LineBookmarks);
