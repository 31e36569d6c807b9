/** How the user wants things shown, kept in the browser; theme and density are put on the root element for the style sheets. */
import { DEFAULT_DISPLAY, type Display, THEMES, type Theme } from "./state.ts";

const KEY = "timberline-theme";

/** @returns the kept choice; "system" when there is none or storage is blocked */
export function keptTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? "system";
  } catch {
    return "system";
  }
}

/** Shows a theme and keeps it where the browser lets us. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // blocked storage: the choice holds for this page
  }
}

const DISPLAY_KEY = "timberline-display";

/** @returns what was kept, as far as it is understood; the defaults where there is nothing or storage is blocked */
export function keptDisplay(): Display {
  try {
    const kept = JSON.parse(localStorage.getItem(DISPLAY_KEY) ?? "{}") as Partial<Record<keyof Display, unknown>>;
    return {
      timeZone: typeof kept.timeZone === "string" ? kept.timeZone : DEFAULT_DISPLAY.timeZone,
      barPixels: ([2, 4, 8] as const).find((pixels) => pixels === kept.barPixels) ?? DEFAULT_DISPLAY.barPixels,
      grouping:
        (["space", "comma", "none"] as const).find((kind) => kind === kept.grouping) ?? DEFAULT_DISPLAY.grouping,
      density: (["comfortable", "compact"] as const).find((kind) => kind === kept.density) ?? DEFAULT_DISPLAY.density,
    };
  } catch {
    return DEFAULT_DISPLAY;
  }
}

export function applyDensity({ density }: Display): void {
  document.documentElement.dataset.density = density;
}

export function keepDisplay(display: Display): void {
  try {
    localStorage.setItem(DISPLAY_KEY, JSON.stringify(display));
  } catch {
    // blocked storage: the choice holds for this page
  }
}
