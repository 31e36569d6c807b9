/** <tl-command-palette>: one box for everything: type a few letters, choose with the arrows, Enter. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { DialogView, dialogStyles } from "./dialog-view.ts";
import { icon } from "./icons.ts";
import { type FoundItem, findItems, type PaletteItem, paletteItems } from "./palette-items.ts";
import { sharedStyles } from "./shared.styles.ts";

export class CommandPalette extends DialogView {
  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      dialog { width: min(680px, calc(100vw - 24px)); margin-top: min(96px, 10vh); max-height: min(560px, 80dvh); overflow: hidden; }
      dialog[open] { display: flex; flex-direction: column; }
      .ask { display: flex; align-items: center; gap: var(--tl-2); padding: 0 var(--tl-4); border-bottom: 1px solid var(--tl-line); color: var(--tl-text-muted); }
      input { flex: 1; min-width: 0; height: 46px; border: 0; outline: 0; background: none; color: var(--tl-text); font: inherit; font-size: var(--tl-large); }
      input:focus-visible { outline: 0; }
      ul { flex: 1; min-height: 0; overflow-y: auto; padding: var(--tl-1) 0; }
      li { display: grid; grid-template-columns: 76px minmax(0, 1fr) auto; gap: var(--tl-3); align-items: baseline; padding: 5px var(--tl-4); cursor: pointer; }
      li[aria-selected="true"] { background: var(--tl-accent-soft); box-shadow: inset 3px 0 var(--tl-accent-mark); }
      .kind, .note { font-size: var(--tl-small); color: var(--tl-text-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .text { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .text.mono { font-family: var(--tl-mono); font-size: var(--tl-small); }
      mark { background: none; color: var(--tl-accent); font-weight: var(--tl-bold); }
      .nothing { padding: var(--tl-4); color: var(--tl-text-muted); }
      @media (max-width: 699px) { li { padding: 10px var(--tl-3); grid-template-columns: 60px minmax(0, 1fr) auto; } input { font-size: 16px; } }
      @media (forced-colors: active) { li[aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; } }
    `,
  ];
  static override properties = { ...DialogView.properties, text: { state: true }, at: { state: true } };
  protected readonly name = "palette";

  declare text: string;
  /** the chosen one */
  declare at: number;

  private items: PaletteItem[] = [];
  private found: FoundItem[] = [];

  constructor() {
    super();
    this.text = "";
    this.at = 0;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.state.dialog !== "palette") return;
    const before = changed.get("state") as typeof this.state | undefined;
    if (changed.has("state") && before?.dialog !== "palette") {
      this.items = paletteItems(this.state);
      this.text = this.state.paletteText;
      this.at = 0;
    }
    if (changed.has("text") || changed.has("state")) this.found = findItems(this.items, this.text, this.state);
  }

  protected override opened(): void {
    const input = this.renderRoot.querySelector("input");
    if (input === null) return;
    input.value = this.text;
    input.focus();
    input.setSelectionRange(this.text.length, this.text.length);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has("at"))
      this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  override render(): TemplateResult {
    if (this.state.dialog !== "palette") return this.frame(html``, "Search or command");
    const { found, at } = this;
    return this.frame(
      html`<div class="ask">${icon("search")}<input type="text" role="combobox" aria-label="Search or command" aria-expanded="true" aria-controls="found" aria-autocomplete="list"
            aria-activedescendant=${found.length > 0 ? `item-${at}` : nothing} placeholder="Search, command, “go 12:30”, “go 48211”" autocomplete="off" spellcheck="false"
            @input=${this.type} @keydown=${this.key} /></div>
        <ul id="found" role="listbox" aria-label="What was found">${found.map((item, i) => this.item(item, i))}</ul>
        ${found.length === 0 ? html`<p class="nothing" role="status">Nothing has these letters in this order.</p>` : nothing}`,
      "Search or command",
    );
  }

  private item(item: FoundItem, index: number): TemplateResult {
    const note = item.kind === "command" || item.kind === "view" ? html`<kbd>${item.note}</kbd>` : item.note;
    return html`<li id="item-${index}" role="option" aria-selected=${index === this.at} @click=${() => this.run(item)} @pointermove=${() => this.point(index)}>
      <span class="kind">${item.kind}</span> <span class="text ${item.kind === "template" ? "mono" : ""}">${marked(item)}</span> <span class="note">${note}</span></li>`;
  }

  private point(index: number): void {
    this.at = index;
  }

  private type(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.at = 0;
  }

  private key(event: KeyboardEvent): void {
    const last = this.found.length - 1;
    const next = {
      ArrowDown: this.at >= last ? 0 : this.at + 1,
      ArrowUp: this.at <= 0 ? last : this.at - 1,
      PageDown: Math.min(last, this.at + 10),
      PageUp: Math.max(0, this.at - 10),
    }[event.key];
    if (event.key === "Enter") {
      const item = this.found[this.at];
      if (item !== undefined) this.run(item);
    } else if (next !== undefined) this.at = Math.max(0, next);
    else return;
    event.preventDefault();
  }

  private run(item: PaletteItem): void {
    this.app.dialog(null);
    item.run(this.app);
  }
}

/** @returns the text with the letters that matched set apart */
function marked({ text, places }: FoundItem): TemplateResult[] {
  const parts: TemplateResult[] = [];
  let from = 0;
  for (let i = 0; i < places.length; ) {
    const start = places[i]!;
    let end = start + 1;
    for (i++; places[i] === end; i++) end++;
    parts.push(html`${text.slice(from, start)}<mark>${text.slice(start, end)}</mark>`);
    from = end;
  }
  return [...parts, html`${text.slice(from)}`];
}

customElements.define("tl-command-palette", CommandPalette);
