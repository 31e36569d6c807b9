/** The base of dialogs over the screen: open while the state says so, closed by Esc, by a click beside it, by its button. */
import { css, html, type PropertyValues, type TemplateResult } from "lit";
import type { DialogName } from "../app/state.ts";
import { icon } from "./icons.ts";
import { View } from "./view.ts";

export const dialogStyles = css`
  dialog { width: min(640px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); padding: 0; border: 1px solid var(--tl-line-strong); border-radius: 8px; background: var(--tl-raised); color: var(--tl-text); font: var(--tl-body) / var(--tl-leading) var(--tl-font); box-shadow: 0 8px 40px var(--tl-shadow); }
  dialog::backdrop { background: oklch(20% 0 0 / 35%); }
  .dialog-head { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; justify-content: space-between; gap: var(--tl-3); padding: var(--tl-3) var(--tl-3) var(--tl-2) var(--tl-5); background: var(--tl-raised); }
  .dialog-body { padding: 0 var(--tl-5) var(--tl-5); }
  @media (max-width: 699px) { .dialog-head { padding-left: var(--tl-4); } .dialog-body { padding: 0 var(--tl-4) var(--tl-4); } }
`;

export abstract class DialogView extends View {
  protected abstract readonly name: DialogName;
  protected override readonly followsDialogs = true;

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("state")) return;
    const dialog = this.renderRoot.querySelector("dialog");
    const wanted = this.state.dialog === this.name;
    if (dialog === null || dialog.open === wanted) return;
    if (wanted) {
      dialog.showModal();
      this.opened();
    } else dialog.close();
  }

  /** After it was opened. */
  protected opened(): void {}

  protected close(): void {
    if (this.state.dialog === this.name) this.app.dialog(null);
  }

  /** @param label of the dialog, for screen readers where it has no heading */
  protected frame(content: TemplateResult, label: string): TemplateResult {
    // Esc: the browser tells of the closed dialog in a later task, and the next key may come before
    const cancelled = (event: Event): void => {
      if (event.target === event.currentTarget) this.close();
    };
    // that it was closed is told late too, and it may have been opened again
    const closed = (event: Event): void => {
      if (!(event.currentTarget as HTMLDialogElement).open) this.close();
    };
    return html`<dialog aria-label=${label} @cancel=${cancelled} @close=${closed} @click=${(event: Event) => event.target instanceof HTMLDialogElement && this.close()}>${content}</dialog>`;
  }

  protected titled(title: string, content: TemplateResult): TemplateResult {
    return this.frame(
      html`<div class="dialog-head"><h2>${title}</h2><button class="button quiet" type="button" title="Close (Esc)" @click=${() => this.close()}>${icon("close")}<span class="hear">Close</span></button></div>
        <div class="dialog-body">${content}</div>`,
      title,
    );
  }
}
