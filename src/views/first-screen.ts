/** <tl-first-screen>: what there is to do before there is a result: drop, open, try a sample, come back to earlier ones. */
import { css, html, nothing, type TemplateResult } from "lit";
import { type PickedFiles, pickFiles, pickFolder } from "../app/file-access.ts";
import { icon, mark } from "./icons.ts";
import "./analysis-list.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class FirstScreen extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; overflow: auto; }
      .column { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--tl-5); width: min(680px, 100%); margin: 0 auto; padding: clamp(16px, 8vh, 88px) var(--tl-4) var(--tl-5); }
      .drop { display: grid; grid-template-columns: minmax(0, 1fr); justify-items: center; gap: var(--tl-4); padding: 44px var(--tl-4) 36px; border: 1.5px dashed var(--tl-line-strong); border-radius: 8px; background: var(--tl-surface); text-align: center; }
      .mark .ridge { fill: var(--tl-ridge); }
      .mark .trees { fill: var(--tl-accent-mark); }
      h1 { font-size: var(--tl-title); font-weight: var(--tl-bold); }
      .words { max-width: 46ch; color: var(--tl-text-muted); }
      .buttons { display: flex; flex-wrap: wrap; justify-content: center; gap: var(--tl-2); }
      .buttons .button { min-height: 34px; padding: 0 var(--tl-4); }
      .private { font-size: var(--tl-small); color: var(--tl-text-muted); text-align: center; }
      h2 { margin-bottom: var(--tl-2); }
      @media (max-width: 699px) { .drop { padding: var(--tl-5) var(--tl-4); } .buttons { flex-direction: column; align-self: stretch; justify-self: stretch; } .buttons .button { min-height: 44px; } }
    `,
  ];

  protected override get ignores() {
    return [];
  }

  override render(): TemplateResult {
    const { stored, phase } = this.state;
    const busy = phase !== "start";
    return html`<main class="column">
      <section class="drop" aria-label="Open">
        ${mark(56)}
        <h1>Drop log or CSV files here</h1>
        <p class="words">Timberline reads them, whatever their size, and tells what happened: how much, when, what is abnormal and why.</p>
        <div class="buttons">
          <button class="button primary" type="button" ?disabled=${busy} @click=${() => this.pick(pickFiles)}>${icon("open")}Open files…</button>
          <button class="button" type="button" ?disabled=${busy} @click=${() => this.pick(pickFolder)}>${icon("folder")}Open a folder…</button>
          <button class="button" type="button" ?disabled=${busy} @click=${() => this.app.analysing.sample()}>${icon("sample")}Try a sample</button>
        </div>
        <p class="private">Nothing leaves this laptop. <button class="link" type="button" @click=${() => this.app.dialog("tour")}>What you will see</button></p>
      </section>
      ${
        stored !== null && stored.length > 0
          ? html`<section aria-labelledby="earlier"><h2 id="earlier">Earlier analyses</h2>
            <tl-analysis-list .app=${this.app} .state=${this.state}></tl-analysis-list></section>`
          : nothing
      }
    </main>`;
  }

  private pick(picker: () => Promise<PickedFiles | null>): void {
    picker().then(
      (picked) => this.app.analysing.open(picked),
      (error) => this.app.messages.error(error),
    );
  }
}

customElements.define("tl-first-screen", FirstScreen);
