/**
 * All that the screen shows, as one immutable value; views read it, commands replace it. Also what a selection is, and
 * the small questions that views ask of the state.
 */
import type { Opened, Progress, ShownResult } from "../model/analysis.ts";
import type { Level } from "../model/levels.ts";
import type { ShownLine } from "../model/line-window.ts";
import type { Alert, Report, Template } from "../model/report.ts";
import type { EpochMs, HexId, LineNumber } from "../model/units.ts";
import type { StoredSummary } from "../store/store.ts";
import type { ComparisonDraft } from "./comparing.ts";
import type { PlanDraft } from "./planning.ts";

/** The views, in the order of the rail. What a view is called, its key and its script: `views/view-registry.ts`. */
export const VIEW_NAMES = [
  "overview",
  "alerts",
  "templates",
  "compare",
  "rhythm",
  "shapes",
  "correlation",
  "distributions",
  "lines",
  "library",
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export type { StoredSummary } from "../store/store.ts";

export type DialogName = "help" | "palette" | "settings" | "tour";

/** How things are shown; kept in the browser, and no part of any result. */
export interface Display {
  /** zone that times are shown in; null: that of the report */
  timeZone: string | null;
  /** CSS pixels a bar of the time line takes at least */
  barPixels: 2 | 4 | 8;
  /** what stands between groups of three digits */
  grouping: "space" | "comma" | "none";
  /** how close rows and parts of the screen stand */
  density: "comfortable" | "compact";
}

export const DEFAULT_DISPLAY: Display = {
  timeZone: null,
  barPixels: 4,
  grouping: "space",
  density: "comfortable",
};

/** What everything below the time line answers for; each part is null or empty when not chosen. */
export interface Selection {
  /** half-open */
  rangeMs: { startMs: EpochMs; endMs: EpochMs } | null;
  alertId: string | null;
  templateId: HexId | null;
  /** null is "no level"; empty: all levels */
  levels: (Level | null)[];
  /** values of one dimension are alternatives, different dimensions must all hold; empty: all */
  dimensions: DimensionValue[];
  /** what lines must say: plain words, /regular expressions/, AND OR NOT; "" is any */
  text: string;
}

/** One value of a dimension: a file is named by its place, `#1`. */
export interface DimensionValue {
  name: string;
  value: string;
}

export const NO_SELECTION: Selection = {
  rangeMs: null,
  alertId: null,
  templateId: null,
  levels: [],
  dimensions: [],
  text: "",
};

/** What was chosen in the views of rhythm, shapes and correlations; null or empty: as suggested. */
export interface Studied {
  /** whose rhythm and shapes */
  seriesId: string | null;
  /** of the week, 0…167 from Monday 00:00 */
  hour: number | null;
  /** bins of a window */
  window: number | null;
  /** which are correlated */
  compared: string[];
  /** bins */
  mostLag: number | null;
  /** the two that are looked at, by their ids: row and column of the matrix */
  pair: readonly [row: string, column: string] | null;
}

export const NOTHING_STUDIED: Studied = {
  seriesId: null,
  hour: null,
  window: null,
  compared: [],
  mostLag: null,
  pair: null,
};

export interface Message {
  id: number;
  kind: "error" | "info";
  /** one sentence: what happened, to what, and what can be done */
  text: string;
  action: { label: string; run: () => void } | null;
  /** where there are two things to choose from */
  otherAction?: { label: string; run: () => void };
}

/** Whether raw lines can be read: `asking` while the files are being checked. */
export type FilesState = "attached" | "asking" | "absent";

export type SavedState = "saving" | "saved" | "not-saved";

export interface StorageState {
  usedBytes: number;
  quotaBytes: number;
  /** whether the browser may not clear it by itself when room gets short */
  persisted: boolean;
}

export interface AppState {
  phase: "start" | "opening" | "reading" | "result";
  view: ViewName;
  /** earlier analyses; null until the store has answered */
  stored: StoredSummary[] | null;
  /** what the browser keeps for this app; null until it was asked, or where it does not tell */
  storage: StorageState | null;
  opened: Opened | null;
  progress: Progress | null;
  stopping: boolean;
  result: ShownResult | null;
  storedId: string | null;
  saved: SavedState;
  files: FilesState;
  selection: Selection;
  /** where the chosen raw line stands; null for none */
  lineAt: { file: number; line: LineNumber } | null;
  /** that line, once it was read */
  line: ShownLine | null;
  /** the first line of the event that the line at an index goes on with, once it was found; see `eventOf` */
  eventOfLine: { index: number; event: ShownLine } | null;
  /** whether the lines that the selection means are shown alone, or marked among all */
  onlyHits: boolean;
  /** whether lines of several files are merged by time, instead of file after file */
  byTime: boolean;
  /** ranges to go back to, latest last */
  rangeHistory: Selection["rangeMs"][];
  /** ranges that were come back from, the next one last */
  rangeFuture: Selection["rangeMs"][];
  /** the dimension whose values the time line is stacked by; null: by level */
  stackBy: string | null;
  /** what the views of rhythm, shapes and correlations look at */
  studied: Studied;
  /** ids of the series with a chart of their own under the time line, from top to bottom */
  charts: string[];
  logScale: boolean;
  theme: Theme;
  /** what lies over the screen, one at a time; how the files are read is `planning` */
  dialog: DialogName | null;
  /** what the palette begins with */
  paletteText: string;
  display: Display;
  /** the inspector on a wide screen */
  inspectorOpen: boolean;
  /** where the lines view is asked to be; a new object each time */
  goTo: { line: number } | { atMs: EpochMs } | null;
  /** how the files are read, while that is looked at; else null */
  planning: PlanDraft | null;
  /** the comparison that is looked at; null before the first one */
  comparing: ComparisonDraft | null;
  messages: Message[];
  /** the file that was handed out just now */
  written: { name: string; bytes: number } | null;
  /** applies a waiting new version; null when there is none */
  applyUpdate: (() => void) | null;
}

export const INITIAL_STATE: AppState = {
  phase: "start",
  view: "overview",
  stored: null,
  storage: null,
  opened: null,
  progress: null,
  stopping: false,
  result: null,
  storedId: null,
  saved: "not-saved",
  files: "absent",
  selection: NO_SELECTION,
  lineAt: null,
  line: null,
  eventOfLine: null,
  onlyHits: false,
  byTime: false,
  rangeHistory: [],
  rangeFuture: [],
  stackBy: null,
  studied: NOTHING_STUDIED,
  charts: [],
  logScale: false,
  theme: "system",
  dialog: null,
  paletteText: "",
  display: DEFAULT_DISPLAY,
  inspectorOpen: true,
  goTo: null,
  planning: null,
  comparing: null,
  messages: [],
  written: null,
  applyUpdate: null,
};

/** Holds the state; tells `change` listeners once for all replacements of one task. */
export class StateHolder extends EventTarget {
  private current: AppState;
  private told = true;

  constructor(initial: AppState = INITIAL_STATE) {
    super();
    this.current = initial;
  }

  get state(): AppState {
    return this.current;
  }

  set(patch: Partial<AppState>): void {
    this.current = { ...this.current, ...patch };
    if (!this.told) return;
    this.told = false;
    queueMicrotask(() => {
      this.told = true;
      this.dispatchEvent(new Event("change"));
    });
  }
}

export function reportOf(state: AppState): Report | null {
  return state.result?.report ?? null;
}

export function selectedAlert(state: AppState): Alert | null {
  const id = state.selection.alertId;
  return id === null ? null : (reportOf(state)?.alerts.find((alert) => alert.id === id) ?? null);
}

export function selectedTemplate(state: AppState): Template | null {
  const id = state.selection.templateId;
  return id === null ? null : (reportOf(state)?.templates.find((template) => template.id === id) ?? null);
}

/** @returns a report's name for people: its title, else its files */
export function titleOf(report: Report): string {
  const [first, ...more] = report.source.files;
  return (
    report.annotations.title ??
    (first === undefined ? "no file" : `${first.name}${more.length > 0 ? ` +${more.length}` : ""}`)
  );
}

/** @returns the first line of the event that the chosen line is of; null where it is of none, or that is not known yet */
export function eventOf({ line, eventOfLine }: AppState): ShownLine | null {
  if (line === null || line.kind === "event") return line;
  return eventOfLine?.index === line.index && line.kind === "continuation" ? eventOfLine.event : null;
}
