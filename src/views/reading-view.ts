/** <tl-reading-view>: while reading, what was understood of the files and what is still to come. */
import { css, html, nothing, type TemplateResult } from "lit";
import { countOf, formatBytes, formatNumber, formatShare } from "../charts/format.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class ReadingView extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; padding: var(--tl-4); }
      .figures { display: flex; flex-wrap: wrap; gap: var(--tl-3) 40px; margin-bottom: var(--tl-4); }
      dt { font-size: var(--tl-small); color: var(--tl-text-muted); }
      dd { font-size: var(--tl-title); font-weight: var(--tl-bold); }
      li { padding: 2px 0; overflow-wrap: anywhere; }
      ul { margin-bottom: var(--tl-4); }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { opened, progress } = this.state;
    if (opened === null) return nothing;
    return html`
      <dl class="figures">
        <div><dt>lines so far</dt><dd>${formatNumber(progress?.lines ?? 0)}</dd></div>
        <div><dt>events so far</dt><dd>${formatNumber(progress?.events ?? 0)}</dd></div>
        <div><dt>${countOf(opened.files.length, "file")}</dt><dd>${formatBytes(opened.files.reduce((sum, { bytes }) => sum + bytes, 0))}</dd></div>
      </dl>
      <ul>${opened.files.map((file, i) => {
        const plan = opened.plan.files[i];
        return html`<li>${file.name}${plan === undefined ? nothing : html`<span class="muted">: ${plan.label}, ${formatShare(plan.confidence)} of the sample matched</span>`}</li>`;
      })}</ul>
      <p class="muted">Alerts, templates and lines follow when all is read. Stop keeps what was read so far.</p>`;
  }
}

customElements.define("tl-reading-view", ReadingView);
