/** <tl-reading-line>: how far reading has come: bytes, speed, lines, time left, and Stop. */
import { css, html, nothing, type TemplateResult } from "lit";
import { countOf, formatBytes, formatDuration } from "../charts/format.ts";
import type { Progress } from "../model/analysis.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const PHASE_WORDS: Record<Progress["phase"], string> = {
  reading: "Reading",
  templates: "Finding templates",
  scoring: "Scoring",
  evidence: "Reading the lines behind the alerts",
};

export class ReadingLine extends View {
  static override styles = [
    sharedStyles,
    css`
      .line { position: relative; display: flex; align-items: center; gap: var(--tl-4); height: 40px; padding: 0 var(--tl-3); background: var(--tl-surface); border-bottom: 1px solid var(--tl-line); white-space: nowrap; overflow: hidden; }
      .line b { font-weight: var(--tl-bold); }
      .line .button { margin-left: auto; }
      .facts { display: flex; gap: var(--tl-4); min-width: 0; overflow: hidden; color: var(--tl-text-muted); }
      progress { position: absolute; left: 0; right: 0; bottom: -1px; width: 100%; height: 3px; appearance: none; border: 0; background: var(--tl-grid); }
      progress::-webkit-progress-bar { background: var(--tl-grid); }
      progress::-webkit-progress-value { background: var(--tl-accent-mark); }
      progress::-moz-progress-bar { background: var(--tl-accent-mark); }
      @media (max-width: 699px) { .line, .facts { gap: var(--tl-2); } .optional { display: none; } }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { phase, progress, stopping } = this.state;
    if (phase === "opening") return html`<div class="line" role="status"><b>Opening…</b></div>`;
    if (phase !== "reading") return nothing;
    const share = progress === null || progress.bytesTotal === 0 ? 0 : progress.bytesRead / progress.bytesTotal;
    return html`<div class="line">
      <b>${stopping ? "Stopping" : PHASE_WORDS[progress?.phase ?? "reading"]}</b>
      ${progress === null ? nothing : this.facts(progress)}
      <button class="button" type="button" title="Keeps what was read as a partial result" ?disabled=${stopping} @click=${() => this.app.analysing.stop()}>Stop</button>
      <progress aria-label="Bytes read" max="100" .value=${share * 100}></progress>
    </div>`;
  }

  private facts({ phase, bytesRead, bytesTotal, lines, elapsedMs }: Progress): TemplateResult {
    const bytesPerMs = elapsedMs > 0 ? bytesRead / elapsedMs : 0;
    const leftMs = bytesPerMs > 0 ? (bytesTotal - bytesRead) / bytesPerMs : Number.NaN;
    return html`<span class="facts">
      <span>${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}</span>
      ${phase === "reading" && elapsedMs > 0 ? html`<span class="optional">${formatBytes(bytesPerMs * 1000)}/s</span>` : nothing}
      <span class="optional">${countOf(lines, "line")}</span>
      ${Number.isFinite(leftMs) && elapsedMs > 500 && leftMs > 0 ? html`<span>${formatDuration(Math.ceil(leftMs / 1000) * 1000)} left</span>` : nothing}
    </span>`;
  }
}

customElements.define("tl-reading-line", ReadingLine);
