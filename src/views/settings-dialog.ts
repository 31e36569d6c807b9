/** <tl-settings-dialog>: how things are shown: theme, density, zone, width of bars, numbers. No result depends on it. */
import { css, html, type TemplateResult } from "lit";
import { type Display, THEMES, type Theme } from "../app/state.ts";
import { formatNumber } from "../charts/format.ts";
import { DialogView, dialogStyles } from "./dialog-view.ts";
import { sharedStyles } from "./shared.styles.ts";
import { zonesOffered } from "./zones.ts";

const THEME_WORDS: Record<Theme, string> = { system: "as the system", light: "light", dark: "dark" };
const BAR_WORDS: Record<Display["barPixels"], string> = { 2: "fine", 4: "middle", 8: "coarse" };
const GROUPING_WORDS: Record<Display["grouping"], string> = {
  space: "narrow spaces",
  comma: "commas",
  none: "nothing",
};

export class SettingsDialog extends DialogView {
  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      dialog { width: min(520px, calc(100vw - 24px)); }
      .row { display: grid; grid-template-columns: 168px minmax(0, 1fr); gap: 2px var(--tl-4); align-items: center; padding: var(--tl-2) 0; border-top: 1px solid var(--tl-line); }
      .row p { grid-column: 2; font-size: var(--tl-small); color: var(--tl-text-muted); }
      select { min-height: 30px; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: inherit; max-width: 100%; }
      @media (max-width: 699px) { .row { grid-template-columns: minmax(0, 1fr); } .row p { grid-column: 1; } }
    `,
  ];
  protected readonly name = "settings";

  override render(): TemplateResult {
    const { theme, display, result } = this.state;
    const own = result?.report.source.timeZone;
    return this.titled(
      "Settings",
      html`
        ${this.choice(
          "Theme",
          THEMES.map((name) => [name, THEME_WORDS[name]]),
          theme,
          (name) => this.app.theme(name as Theme),
          "High contrast and reduced motion follow the system.",
        )}
        ${this.choice(
          "Density",
          (["comfortable", "compact"] as const).map((kind) => [kind, kind]),
          display.density,
          (density) => this.app.display({ density: density as Display["density"] }),
          "Compact shows more rows at once; on narrow screens the room stays.",
        )}
        ${this.choice(
          "Times are shown in",
          [
            ["", own === undefined ? "the zone of each log" : `the zone of the log (${own})`],
            ...zonesOffered().map((zone) => [zone, zone] as const),
          ],
          display.timeZone ?? "",
          (zone) => this.app.display({ timeZone: zone || null }),
          "Only how times are written. What stamps without a zone mean is set under “How the files are read” (r).",
        )}
        ${this.choice(
          "Bars of the time line",
          ([2, 4, 8] as const).map((pixels) => [String(pixels), BAR_WORDS[pixels]]),
          String(display.barPixels),
          (pixels) => this.app.display({ barPixels: Number(pixels) as Display["barPixels"] }),
          "The width of a bin follows the zoom, and is always said. Scored bins are set under “How the files are read”.",
        )}
        ${this.choice(
          "Thousands apart by",
          (["space", "comma", "none"] as const).map((kind) => [kind, GROUPING_WORDS[kind]]),
          display.grouping,
          (kind) => this.app.display({ grouping: kind as Display["grouping"] }),
          `As in ${formatNumber(1_234_567)}.`,
        )}
      `,
    );
  }

  private choice(
    label: string,
    options: readonly (readonly [value: string, words: string])[],
    chosen: string,
    choose: (value: string) => void,
    words: string,
  ): TemplateResult {
    const id = label.replaceAll(" ", "-");
    return html`<div class="row"><label for=${id}>${label}</label>
      <select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
      </select><p>${words}</p></div>`;
  }
}

customElements.define("tl-settings-dialog", SettingsDialog);
