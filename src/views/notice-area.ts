/** <tl-notice-area>: messages, the partial-result banner and the offer of a new version, each a row above the views. */
import { css, html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { AppState, Message } from "../app/state.ts";
import { formatBytes } from "../charts/format.ts";
import type { Report } from "../model/report.ts";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class NoticeArea extends View {
  static override styles = [
    sharedStyles,
    css`
      .row { display: flex; align-items: center; gap: var(--tl-2); min-height: 36px; padding: 4px var(--tl-3); border-bottom: 1px solid var(--tl-line); background: var(--tl-surface); }
      .row p { flex: 1; overflow-wrap: anywhere; }
      .row.error { background: var(--tl-alert-soft); box-shadow: inset 3px 0 var(--tl-alert); }
      .row.partial { background: var(--tl-warn-soft); box-shadow: inset 3px 0 var(--tl-level-warn); }
      .row.update { background: var(--tl-accent-soft); }
      b { font-weight: var(--tl-bold); }
    `,
  ];

  protected override get ignores() {
    return [];
  }

  override render(): TemplateResult {
    const { messages, phase, result, applyUpdate, written } = this.state;
    const completeness = phase === "result" ? result?.report.completeness : undefined;
    const running = phase === "reading" || phase === "opening";
    return html`
      ${
        applyUpdate !== null && !running
          ? html`<div class="row update" role="status"><p>A new version of Timberline is ready.</p>
            <button class="button" type="button" @click=${applyUpdate}>Reload</button>
            ${this.closer("Later", () => this.app.holder.set({ applyUpdate: null }))}</div>`
          : nothing
      }
      ${
        completeness?.partial
          ? html`<div class="row partial"><p><b>Partial result.</b> ${completeness.reason ?? "Reading stopped before the end."} ${unreadWords(result!.report)}</p></div>`
          : nothing
      }
      <div role="alert">${messages.filter(({ kind }) => kind === "error").map((message) => this.message(message))}</div>
      <div role="status">${messages.filter(({ kind }) => kind === "info").map((message) => this.message(message))}</div>
      <div class="hear" role="status">${written === null ? nothing : keyed(written, html`<span>${writtenWords(written)}</span>`)}</div>
    `;
  }

  private message({ id, kind, text, action, otherAction }: Message): TemplateResult {
    return html`<div class="row ${kind}">
      <p>${text}</p>
      ${action === null ? nothing : html`<button class="button" type="button" @click=${action.run}>${action.label}</button>`}
      ${otherAction === undefined ? nothing : html`<button class="button" type="button" @click=${otherAction.run}>${otherAction.label}</button>`}
      ${this.closer("Dismiss", () => this.app.messages.dismiss(id))}
    </div>`;
  }

  private closer(label: string, run: () => void): TemplateResult {
    return html`<button class="button quiet" type="button" title=${label} @click=${run}>${icon("close")}<span class="hear">${label}</span></button>`;
  }
}

/** @returns what was handed out, and how large it is */
export function writtenWords({ name, bytes }: NonNullable<AppState["written"]>): string {
  return `exported ${name}, ${formatBytes(bytes)}`;
}

/** @returns how far each file that was not read to its end was read; counted when there are many */
function unreadWords({ completeness, source }: Report): string {
  const { unread } = completeness;
  if (unread.length > 3) return `${unread.length} files were not read to their ends.`;
  return unread
    .filter(({ file, fromByte }) => fromByte !== source.files.find(({ name }) => name === file)?.bytes)
    .map(({ file, fromByte }) => {
      const bytes = source.files.find(({ name }) => name === file)?.bytes;
      // places count bytes unpacked, the size is that on the disk
      const isPart = bytes !== undefined && fromByte < bytes;
      return `${file} was read up to ${formatBytes(fromByte)}${isPart ? ` of ${formatBytes(bytes)}` : ""}.`;
    })
    .join(" ");
}

customElements.define("tl-notice-area", NoticeArea);
