/** The user's choice of light or dark, kept in the browser and put on the root element for the style sheets. */
import { THEMES, type Theme } from "./state.ts";

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
