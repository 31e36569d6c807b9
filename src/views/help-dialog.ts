/** <tl-help-dialog>: the keys, from the tables that bind them. */
import { css, html, type TemplateResult } from "lit";
import { COMMAND_GROUPS, TIME_LINE_KEYS } from "../app/keyboard.ts";
import { COMMANDS } from "./commands.ts";
import { DialogView, dialogStyles } from "./dialog-view.ts";
import { sharedStyles } from "./shared.styles.ts";
import { VIEWS } from "./view-registry.ts";

export class HelpDialog extends DialogView {
  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      dialog { width: min(820px, calc(100vw - 24px)); }
      .keys { columns: 2; column-gap: 40px; }
      section { break-inside: avoid; padding-bottom: var(--tl-4); }
      h3 { margin-bottom: var(--tl-1); font-size: var(--tl-small); color: var(--tl-text-muted); }
      dl div { display: flex; gap: var(--tl-3); justify-content: space-between; padding: 2px 0; }
      dd { white-space: nowrap; }
      .more { margin-bottom: var(--tl-3); color: var(--tl-text-muted); }
      @media (max-width: 699px) { .keys { columns: 1; } }
    `,
  ];
  protected readonly name = "help";

  override render(): TemplateResult {
    const groups = COMMAND_GROUPS.map((group) => ({
      title: group as string,
      keys: COMMANDS.filter((command) => command.group === group).map(({ key, shown, label }) => ({
        shown: shown ?? key,
        label,
      })),
    }));
    const own = VIEWS.flatMap(({ label, keys }) => (keys === undefined ? [] : [{ title: `In ${label}`, keys }]));
    const all = [...groups, { title: "On the time line, when it has the focus", keys: TIME_LINE_KEYS }, ...own];
    return this.titled(
      "Keys",
      html`<p class="more">The mouse on a chart: drag zooms, the wheel zooms around the pointer, sideways or with Shift it pans,
          a double click goes back; beside the lines, a click goes to those of its time. <kbd>w</kbd> <kbd>s</kbd> zoom at the
          pointer and <kbd>a</kbd> <kbd>d</kbd> pan while they are held. <button class="link" type="button" @click=${() => this.app.dialog("tour")}>What is where on the screen</button></p>
        <div class="keys">${all.map(({ title, keys }) => html`<section><h3>${title}</h3><dl>${byLabel(keys).map(([label, shown]) => html`<div><dt>${label}</dt><dd>${shown.map((key) => html` <kbd>${key}</kbd>`)}</dd></div>`)}</dl></section>`)}</div>`,
    );
  }
}

/** @returns each label once, with all its keys */
function byLabel(keys: readonly { shown: string; label: string }[]): [label: string, shown: string[]][] {
  const found = new Map<string, string[]>();
  for (const { shown, label } of keys) found.set(label, [...(found.get(label) ?? []), shown]);
  return [...found];
}

customElements.define("tl-help-dialog", HelpDialog);
