/**
 * The keys that work everywhere but those of the views, which `views/commands.ts` adds: what the help shows is what is
 * bound. Keys of the time line are its own.
 */
import type { SteerWay } from "../model/steering.ts";
import type { App } from "./app.ts";
import { type PickedFiles, pickFiles, pickFolder } from "./file-access.ts";

/** Where a command stands in the help. */
export const COMMAND_GROUPS = ["Files", "Views", "Time", "Alerts and selection", "Screen"] as const;

export interface KeyCommand {
  /** as `KeyboardEvent.key` has it; `Mod+k` is with Ctrl, or ⌘ on a Mac */
  key: string;
  label: string;
  group: (typeof COMMAND_GROUPS)[number];
  /** for the help, when a key has another name than itself */
  shown?: string;
  /** other keys that do the same */
  also?: readonly string[];
  /** one sentence more, for the palette */
  purpose?: string;
  /** needs a result on screen */
  ofResult?: boolean;
  run(app: App): void;
  /** ends what `run` began, when the key is let go */
  lift?(app: App): void;
}

const picked = (app: App, pick: () => Promise<PickedFiles | null>): void =>
  void pick().then(
    (files) => app.analysing.open(files),
    (error) => app.messages.error(error),
  );

/** A key that moves the time line while it is held; beside one that does so step by step. */
function held(key: string, label: string, way: SteerWay): KeyCommand {
  const run = (app: App): void => app.steering.press(way);
  const lift = (app: App): void => app.steering.lift(way);
  return { key, label, group: "Time", ofResult: true, run, lift };
}

const MOD = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "") ? "⌘" : "Ctrl ";

export const APP_COMMANDS: readonly KeyCommand[] = [
  { key: "o", label: "Open files", group: "Files", run: (app) => picked(app, pickFiles) },
  { key: "f", label: "Open a folder", group: "Files", run: (app) => picked(app, pickFolder) },
  { key: "e", label: "Export the report", group: "Files", ofResult: true, run: (app) => void app.exportReport() },
  { key: "r", label: "How the files are read", group: "Files", ofResult: true, run: (app) => app.planning.open() },
  { key: "+", also: ["="], label: "Zoom in", group: "Time", ofResult: true, run: (app) => app.selecting.zoom(0.5) },
  { key: "-", shown: "−", label: "Zoom out", group: "Time", ofResult: true, run: (app) => app.selecting.zoom(2) },
  { key: "[", label: "Earlier", group: "Time", ofResult: true, run: (app) => app.selecting.pan(-0.5) },
  { key: "]", label: "Later", group: "Time", ofResult: true, run: (app) => app.selecting.pan(0.5) },
  held("w", "Zoom in", "in"),
  held("s", "Zoom out", "out"),
  held("a", "Earlier", "earlier"),
  held("d", "Later", "later"),
  { key: "b", label: "Back to the range before", group: "Time", ofResult: true, run: (app) => app.selecting.back() },
  { key: "B", label: "To the range after", group: "Time", ofResult: true, run: (app) => app.selecting.forward() },
  { key: "0", label: "The whole time line", group: "Time", ofResult: true, run: (app) => app.selecting.range(null) },
  {
    key: "g",
    label: "Go to a time or line…",
    group: "Time",
    ofResult: true,
    run: (app) => app.dialog("palette", "go "),
  },
  {
    key: "S",
    label: "Logarithmic or linear counts",
    group: "Time",
    ofResult: true,
    run: (app) => app.selecting.toggleLogScale(),
  },
  {
    key: "c",
    label: "Add a chart of a series…",
    group: "Time",
    ofResult: true,
    run: (app) => app.dialog("palette", "chart "),
  },
  {
    key: "n",
    label: "Next alert",
    group: "Alerts and selection",
    ofResult: true,
    run: (app) => app.selecting.stepAlert(1),
  },
  {
    key: "p",
    label: "Alert before",
    group: "Alerts and selection",
    ofResult: true,
    run: (app) => app.selecting.stepAlert(-1),
  },
  {
    key: "z",
    label: "Zoom to the selected alert",
    group: "Alerts and selection",
    ofResult: true,
    run: (app) => app.selecting.zoomToAlert(),
  },
  {
    key: "y",
    label: "The selected alert was real",
    group: "Alerts and selection",
    ofResult: true,
    run: (app) => app.marking.markSelected("confirmed"),
  },
  {
    key: "u",
    label: "The selected alert was to be expected",
    group: "Alerts and selection",
    ofResult: true,
    run: (app) => app.marking.markSelected("expected"),
  },
  {
    key: "x",
    label: "The selected alert means nothing",
    group: "Alerts and selection",
    ofResult: true,
    run: (app) => app.marking.markSelected("noise"),
  },
  {
    key: "Escape",
    shown: "Esc",
    label: "Close, or take one part of the selection away",
    group: "Alerts and selection",
    ofResult: true,
    run: (app) => app.selecting.retreat(),
  },
  {
    key: "Mod+k",
    shown: `${MOD}K`,
    label: "Search, or any command",
    group: "Screen",
    run: (app) => app.dialog(app.state.dialog === "palette" ? null : "palette"),
  },
  { key: ",", label: "Settings", group: "Screen", run: (app) => app.dialog("settings") },
  { key: "t", label: "Theme: system, light, dark", group: "Screen", run: (app) => app.nextTheme() },
  {
    key: "i",
    label: "Show or hide the inspector",
    group: "Screen",
    ofResult: true,
    run: (app) => app.toggleInspector(),
  },
  { key: "h", label: "What is where on the screen", group: "Screen", run: (app) => app.dialog("tour") },
  {
    key: "?",
    label: "These keys",
    group: "Screen",
    run: (app) => app.dialog(app.state.dialog === "help" ? null : "help"),
  },
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
  /** keys that are held, by their place on the keyboard: with Shift a key has another name when it is let go */
  const down = new Map<string, KeyCommand>();
  const liftAll = (): void => {
    for (const command of down.values()) command.lift?.(app);
    down.clear();
  };
  const lift = (event: KeyboardEvent): void => {
    down.get(event.code)?.lift?.(app);
    down.delete(event.code);
  };
  const listen = (event: KeyboardEvent): void => {
    const mod = event.ctrlKey || event.metaKey;
    // a Mac does not tell which keys are let go while ⌘ is down
    if (mod) liftAll();
    if (event.altKey || event.defaultPrevented || (!mod && typing(event))) return;
    const { dialog: open, paletteText } = app.state;
    // typed before the script of the palette is there
    if (open === "palette" && !mod && event.key.length === 1) app.holder.set({ paletteText: paletteText + event.key });
    const key = mod ? `Mod+${event.key.toLowerCase()}` : event.key;
    const command = commands.find((one) => one.key === key || one.also?.includes(key));
    if (command === undefined || (command.ofResult && app.state.phase !== "result")) return;
    // an open dialog has the keys to itself, but for the one that opened it
    const { dialog, planning } = app.state;
    if (planning !== null || (dialog !== null && !(dialog === "help" && key === "?") && key !== "Mod+k")) return;
    event.preventDefault();
    if (command.lift !== undefined) {
      if (down.has(event.code)) return;
      down.set(event.code, command);
    }
    command.run(app);
  };
  const controller = new AbortController();
  const { signal } = controller;
  window.addEventListener("keydown", listen, { signal });
  window.addEventListener("keyup", lift, { signal });
  // the key is let go where nobody tells
  window.addEventListener("blur", liftAll, { signal });
  return () => controller.abort();
}

function typing(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
}
