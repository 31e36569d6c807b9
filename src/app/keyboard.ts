/**
 * The keys that work everywhere but those of the views, which `views/commands.ts` adds: what the help shows is what is
 * bound. Keys of the time line are its own.
 */
import type { App } from "./app.ts";
import { pickFiles, pickFolder } from "./file-access.ts";

export interface KeyCommand {
  key: string;
  label: string;
  /** for the help, when a key has another name than itself */
  shown?: string;
  run(app: App): void;
}

export const APP_COMMANDS: readonly KeyCommand[] = [
  {
    key: "o",
    label: "Open files",
    run: (app) =>
      void pickFiles().then(
        (p) => app.analysing.open(p),
        (e) => app.messages.error(e),
      ),
  },
  {
    key: "f",
    label: "Open a folder",
    run: (app) =>
      void pickFolder().then(
        (p) => app.analysing.open(p),
        (e) => app.messages.error(e),
      ),
  },
  { key: "e", label: "Export the report", run: (app) => void app.exportReport() },
  { key: "r", label: "How the files are read", run: (app) => app.planning.open() },
  { key: "n", label: "Next alert", run: (app) => app.selecting.stepAlert(1) },
  { key: "p", label: "Alert before", run: (app) => app.selecting.stepAlert(-1) },
  { key: "y", label: "The selected alert was real", run: (app) => app.marking.markSelected("confirmed") },
  { key: "u", label: "The selected alert was to be expected", run: (app) => app.marking.markSelected("expected") },
  { key: "x", label: "The selected alert means nothing", run: (app) => app.marking.markSelected("noise") },
  { key: "z", label: "Zoom to the selected alert", run: (app) => app.selecting.zoomToAlert() },
  { key: "b", label: "Back to the range before", run: (app) => app.selecting.back() },
  { key: "0", label: "The whole time line", run: (app) => app.selecting.range(null) },
  { key: "s", label: "Logarithmic or linear counts", run: (app) => app.selecting.toggleLogScale() },
  { key: "t", label: "Theme: system, light, dark", run: (app) => app.nextTheme() },
  { key: "Escape", shown: "Esc", label: "Clear the selection", run: (app) => app.selecting.clear() },
  { key: "?", label: "These keys", run: (app) => app.holder.set({ helpOpen: !app.state.helpOpen }) },
];

/** Keys of the time line while it has the focus; bound by the chart, listed here for the help. */
export const TIME_LINE_KEYS: readonly { shown: string; label: string }[] = [
  { shown: "← →", label: "Step from bin to bin" },
  { shown: "Shift ← →", label: "Mark a range" },
  { shown: "Enter", label: "Zoom into the bin or range" },
  { shown: "+ −", label: "Zoom in, out" },
  { shown: "Page Up, Down", label: "Earlier, later" },
  { shown: "Backspace", label: "Back" },
];

/** @returns an end to the listening */
export function bindKeys(app: App, commands: readonly KeyCommand[]): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event)) return;
    const command = commands.find(({ key }) => key === event.key);
    if (command === undefined || (app.state.helpOpen && command.key !== "?")) return;
    // an open dialog has the keys to itself
    if (app.state.planning !== null) return;
    event.preventDefault();
    command.run(app);
  };
  window.addEventListener("keydown", listen);
  return () => window.removeEventListener("keydown", listen);
}

function typing(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
}
