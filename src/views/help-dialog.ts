/** <tl-help-dialog>: the keys, from the tables that bind them. */
import { css, html, type PropertyValues, type TemplateResult } from "lit";
import { TIME_LINE_KEYS } from "../app/keyboard.ts";
import { COMMANDS } from "./commands.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class HelpDialog extends View {
  static override styles = [
    sharedStyles,
    css`
      dialog { width: min(640px, calc(100vw - 32px)); padding: var(--tl-4) var(--tl-5) var(--tl-5); border: 1px solid var(--tl-line-strong); border-radius: 8px; background: var(--tl-raised); color: var(--tl-text); font: var(--tl-body) / var(--tl-leading) var(--tl-font); box-shadow: 0 8px 40px var(--tl-shadow); }
      dialog::backdrop { background: oklch(20% 0 0 / 35%); }
      .head { display: flex; align-items: center; justify-content: space-between; margin-bottom: var(--tl-3); }
      .keys { columns: 2; column-gap: 32px; }
      .keys div { display: flex; gap: var(--tl-3); justify-content: space-between; padding: 3px 0; break-inside: avoid; }
      h3 { margin: var(--tl-4) 0 var(--tl-2); }
      @media (max-width: 699px) { .keys { columns: 1; } }
    `,
  ];

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("state")) return;
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog === null || dialog.open === this.state.helpOpen) return;
    if (this.state.helpOpen) dialog.showModal();
    else dialog.close();
  }

  override render(): TemplateResult {
    const close = (): void => this.app.holder.set({ helpOpen: false });
    return html`<dialog aria-labelledby="keys" @close=${close} @click=${(event: Event) => event.target instanceof HTMLDialogElement && close()}>
      <div class="head"><h2 id="keys">Keys</h2><button class="button" type="button" @click=${close}>Close</button></div>
      <dl class="keys">${COMMANDS.map(({ key, shown, label }) => html`<div><dt>${label}</dt><dd><kbd>${shown ?? key}</kbd></dd></div>`)}</dl>
      <h3>On the time line</h3>
      <dl class="keys">${TIME_LINE_KEYS.map(({ shown, label }) => html`<div><dt>${label}</dt><dd><kbd>${shown}</kbd></dd></div>`)}</dl>
    </dialog>`;
  }
}

customElements.define("tl-help-dialog", HelpDialog);
