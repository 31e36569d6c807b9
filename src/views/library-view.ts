/** <tl-library-view>: earlier analyses beside the one on screen. */
import { css, html, type TemplateResult } from "lit";
import "./analysis-list.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class LibraryView extends View {
  static override styles = [
    sharedStyles,
    css`:host { display: block; padding: var(--tl-4); max-width: 860px; } h2 { margin-bottom: var(--tl-2); } p { margin-bottom: var(--tl-3); color: var(--tl-text-muted); }`,
  ];

  override render(): TemplateResult {
    const kept = this.state.stored ?? [];
    return html`<h2>Library</h2>
      <p>${kept.length === 0 ? "Nothing is kept yet; an analysis is saved here as it finishes." : "Kept in this browser, on this laptop. The logs themselves are not copied."}</p>
      ${kept.length === 0 ? "" : html`<tl-analysis-list .app=${this.app} .state=${this.state}></tl-analysis-list>`}`;
  }
}

customElements.define("tl-library-view", LibraryView);
