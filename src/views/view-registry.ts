/**
 * The views, one entry each: add a view by adding its entry here. Its name stands in `VIEW_NAMES` of `app/state.ts`
 * (that is the order of the rail), its element is loaded at its first use. The rail, the bottom bar, the keys, the help
 * and the command palette are all made of this table.
 */
import { html, type TemplateResult } from "lit";
import type { App } from "../app/app.ts";
import { type AppState, VIEW_NAMES, type ViewName } from "../app/state.ts";
import type { Report } from "../model/report.ts";
import type { IconName } from "./icons.ts";
import { LINE_KEYS } from "./line-keys.ts";

/** Parts of the selection, as people call them. */
export type SelectionPart = "time" | "level" | "template" | "dimension" | "text";

export interface ViewEntry {
  label: string;
  /** shows it; must be free in `app/keyboard.ts` */
  key: string;
  icon: IconName;
  /** one sentence for the palette and the help: what it answers */
  purpose: string;
  /** scrolls within itself and fills its place */
  fixed?: true;
  /** parts of the selection that it answers for; where it does not, the chips say so */
  follows: readonly SelectionPart[];
  /** parts that it answers for only with the stored counts, which an imported report has not */
  counts?: readonly SelectionPart[];
  /** whether there is anything to see for a report; absent: always */
  offered?(report: Report): boolean;
  /** keys of its own while it has the focus, for the help */
  keys?: readonly { shown: string; label: string }[];
  /** defines its element */
  load(): Promise<unknown>;
  render(app: App, state: AppState): TemplateResult;
}

const OF_CELLS: readonly SelectionPart[] = ["level", "template", "dimension"];

const ENTRIES: Partial<Record<ViewName, ViewEntry>> = {
  overview: {
    label: "Overview",
    key: "1",
    icon: "overview",
    purpose: "What the files are, and what stands out",
    follows: ["time"],
    counts: OF_CELLS,
    load: () => import("./overview-view.ts"),
    render: (app, state) => html`<tl-overview-view .app=${app} .state=${state}></tl-overview-view>`,
  },
  alerts: {
    label: "Alerts",
    key: "2",
    icon: "alerts",
    purpose: "Everything that was unlike its past, with the evidence",
    follows: ["time", "level", "template"],
    load: () => import("./alerts-view.ts"),
    render: (app, state) => html`<tl-alerts-view .app=${app} .state=${state}></tl-alerts-view>`,
  },
  templates: {
    label: "Templates",
    key: "3",
    icon: "templates",
    purpose: "What the lines say, counted",
    follows: ["time", "level", "template"],
    counts: ["dimension"],
    fixed: true,
    keys: [
      { shown: "/", label: "Look for a template" },
      { shown: "↓ ↑", label: "From row to row" },
    ],
    load: () => import("./templates-view.ts"),
    render: (app, state) => html`<tl-templates-view .app=${app} .state=${state}></tl-templates-view>`,
  },
  compare: {
    label: "Compare",
    key: "4",
    icon: "compare",
    purpose: "One build, file or range against another",
    follows: ["time"],
    load: () => import("./compare-view.ts"),
    render: (app, state) => html`<tl-compare-view .app=${app} .state=${state}></tl-compare-view>`,
  },
  rhythm: {
    label: "Rhythm",
    key: "5",
    icon: "rhythm",
    purpose: "Which hours and days a series prefers, and what breaks its rhythm",
    follows: ["level", "template"],
    load: () => import("./rhythm-view.ts"),
    render: (app, state) => html`<tl-rhythm-view .app=${app} .state=${state}></tl-rhythm-view>`,
  },
  shapes: {
    label: "Shapes",
    key: "6",
    icon: "shapes",
    purpose: "What stands alone in a series, and what repeats",
    follows: ["time"],
    load: () => import("./shapes-view.ts"),
    render: (app, state) => html`<tl-shapes-view .app=${app} .state=${state}></tl-shapes-view>`,
  },
  correlation: {
    label: "Correlation",
    key: "7",
    icon: "correlation",
    purpose: "Which series go together, and who leads",
    follows: ["time"],
    keys: [{ shown: "← → ↑ ↓", label: "From cell to cell of the matrix" }],
    load: () => import("./correlation-view.ts"),
    render: (app, state) => html`<tl-correlation-view .app=${app} .state=${state}></tl-correlation-view>`,
  },
  distributions: {
    label: "Distributions",
    key: "8",
    icon: "distributions",
    purpose: "What the events of the range are made of, and how numbers lie",
    follows: ["time"],
    counts: OF_CELLS,
    load: () => import("./distributions-view.ts"),
    render: (app, state) => html`<tl-distributions-view .app=${app} .state=${state}></tl-distributions-view>`,
  },
  lines: {
    label: "Lines",
    key: "9",
    icon: "lines",
    purpose: "The raw lines of the selection",
    follows: ["time", "level", "template", "dimension", "text"],
    fixed: true,
    keys: LINE_KEYS,
    load: () => import("./lines-view.ts"),
    render: (app, state) => html`<tl-lines-view .app=${app} .state=${state}></tl-lines-view>`,
  },
  library: {
    label: "Library",
    key: "l",
    icon: "library",
    purpose: "Earlier analyses kept in this browser",
    follows: ["time", "level", "template", "dimension", "text"],
    load: () => import("./library-view.ts"),
    render: (app, state) => html`<tl-library-view .app=${app} .state=${state}></tl-library-view>`,
  },
};

export type RegisteredView = ViewEntry & { name: ViewName };

/** All views there are, in the order of the rail. */
export const VIEWS: readonly RegisteredView[] = VIEW_NAMES.flatMap((name) => {
  const entry = ENTRIES[name];
  return entry === undefined ? [] : [{ name, ...entry }];
});

/** @returns the views that have something to show for a report */
export function viewsFor(report: Report | undefined): RegisteredView[] {
  return VIEWS.filter(({ offered }) => offered === undefined || (report !== undefined && offered(report)));
}

/** @returns the view that is shown for a name: the overview where there is none of that name for the report */
export function viewNamed(name: ViewName, report: Report | undefined): RegisteredView {
  const offered = viewsFor(report);
  return offered.find((view) => view.name === name) ?? offered[0]!;
}

/** @param hasCounts whether the stored counts are at hand @returns parts of the selection, of those given, that a view does not answer for */
export function notFollowed(view: ViewEntry, hasCounts: boolean, parts: readonly SelectionPart[]): SelectionPart[] {
  const followed = [...view.follows, ...(hasCounts ? (view.counts ?? []) : [])];
  return parts.filter((part) => !followed.includes(part));
}
