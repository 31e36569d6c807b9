/**
 * The place in the app as the URL's hash, so that a reload, a bookmark and the Back key come back to it:
 * `#a=<stored id>&view=templates&from=<ms>&to=<ms>&alert=a1&template=<hex>&levels=error,none&is=host=web-1&text=timeout&log=1
 * &by=host&chart=level:error`; of rhythm and shapes `&series=level:error&hour=41&window=48`, of correlations `&with=…&lag=60`
 * and the two of a cell as `&pair=…&pair=…`. `is`, `with` and `chart` may stand more than once; the name in `is` is
 * percent-encoded once more, so that the first `=` ends it. `at=2:310` is line 310 of the second file, `only=1` shows hits alone, `merged=1` files by time. What is compared: compare-hash.ts.
 */
import type { CompareSettings } from "../model/comparison.ts";
import { LEVELS, type Level } from "../model/levels.ts";
import { readCompare, writeCompare } from "./compare-hash.ts";
import { draftOf } from "./comparing.ts";
import {
  type AppState,
  type DimensionValue,
  NO_SELECTION,
  type Selection,
  type Studied,
  VIEW_NAMES,
  type ViewName,
} from "./state.ts";

/** Series that are correlated at a time, at most. */
export const MOST_COMPARED = 24;

const HOURS_A_WEEK = 168;

/** Charts under the time line, at most. */
export const MOST_CHARTS = 12;

export interface Place {
  storedId: string | null;
  view: ViewName;
  selection: Selection;
  logScale: boolean;
  stackBy: string | null;
  charts: string[];
  studied: Studied;
  lineAt: AppState["lineAt"];
  onlyHits: boolean;
  byTime: boolean;
  /** what is compared; null where nothing is said of it */
  compare: CompareSettings | null;
}

/** @returns the hash with its `#`; "" for the first screen */
export function placeToHash(state: AppState): string {
  if (state.result === null) return "";
  const { rangeMs, alertId, templateId, levels, dimensions, text } = state.selection;
  const query = new URLSearchParams();
  if (state.storedId !== null) query.set("a", state.storedId);
  query.set("view", state.view);
  if (rangeMs !== null) {
    query.set("from", String(rangeMs.startMs));
    query.set("to", String(rangeMs.endMs));
  }
  if (alertId !== null) query.set("alert", alertId);
  if (templateId !== null) query.set("template", templateId);
  if (levels.length > 0) query.set("levels", levels.map((level) => level ?? "none").join(","));
  for (const { name, value } of dimensions) query.append("is", `${encodeURIComponent(name)}=${value}`);
  if (text !== "") query.set("text", text);
  if (state.logScale) query.set("log", "1");
  if (state.stackBy !== null) query.set("by", state.stackBy);
  for (const id of state.charts) query.append("chart", id);
  const { seriesId, hour, window, compared, mostLag, pair } = state.studied;
  if (seriesId !== null) query.set("series", seriesId);
  if (hour !== null) query.set("hour", String(hour));
  if (window !== null) query.set("window", String(window));
  for (const id of compared) query.append("with", id);
  if (mostLag !== null) query.set("lag", String(mostLag));
  for (const id of pair ?? []) query.append("pair", id);
  if (state.lineAt !== null) query.set("at", `${state.lineAt.file + 1}:${state.lineAt.line}`);
  if (state.onlyHits) query.set("only", "1");
  if (state.byTime) query.set("merged", "1");
  const draft = draftOf(state);
  if (draft !== null) writeCompare(query, draft.asked);
  return `#${query}`;
}

/** @returns the place a hash names; what is missing or not understood is as at the start */
export function placeOfHash(hash: string): Place {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const view = VIEW_NAMES.find((name) => name === query.get("view")) ?? "overview";
  const startMs = Number.parseFloat(query.get("from") ?? "");
  const endMs = Number.parseFloat(query.get("to") ?? "");
  const levels = (query.get("levels") ?? "")
    .split(",")
    .filter((name) => name === "none" || (LEVELS as readonly string[]).includes(name))
    .map((name) => (name === "none" ? null : (name as Level)));
  return {
    storedId: query.get("a"),
    view,
    selection: {
      ...NO_SELECTION,
      rangeMs: startMs < endMs ? { startMs, endMs } : null,
      alertId: query.get("alert"),
      templateId: query.get("template"),
      levels,
      dimensions: query.getAll("is").flatMap((word) => dimensionOf(word) ?? []),
      text: query.get("text") ?? "",
    },
    logScale: query.get("log") === "1",
    lineAt: lineOf(query.get("at") ?? ""),
    onlyHits: query.get("only") === "1",
    byTime: query.get("merged") === "1",
    stackBy: query.get("by"),
    charts: [...new Set(query.getAll("chart"))].slice(0, MOST_CHARTS),
    studied: {
      seriesId: query.get("series"),
      hour: hourOf(query.get("hour")),
      window: binsOf(query.get("window")),
      compared: [...new Set(query.getAll("with"))].slice(0, MOST_COMPARED),
      mostLag: binsOf(query.get("lag")),
      pair: pairOf(query.getAll("pair")),
    },
    compare: readCompare(query),
  };
}

function binsOf(word: string | null): number | null {
  return word !== null && /^\d{1,6}$/.test(word) ? Number(word) : null;
}

function hourOf(word: string | null): number | null {
  return word !== null && /^\d{1,3}$/.test(word) && Number(word) < HOURS_A_WEEK ? Number(word) : null;
}

function pairOf([row, column]: string[]): Studied["pair"] {
  return row === undefined || column === undefined ? null : [row, column];
}

function lineOf(word: string): Place["lineAt"] {
  const [, file, line] = /^([1-9]\d*):([1-9]\d*)$/.exec(word) ?? [];
  return file === undefined ? null : { file: Number(file) - 1, line: Number(line) };
}

function dimensionOf(word: string): DimensionValue | null {
  const at = word.indexOf("=");
  if (at <= 0) return null;
  try {
    return { name: decodeURIComponent(word.slice(0, at)), value: word.slice(at + 1) };
  } catch {
    // a lone per cent sign
    return null;
  }
}
