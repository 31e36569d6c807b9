/**
 * What the command palette offers: every command, view, alert, level, value, series, template, stored analysis and zone,
 * and places to go to that are read from what was typed. Finding is by `app/fuzzy.ts`.
 */
import type { App } from "../app/app.ts";
import { fuzzyMatch } from "../app/fuzzy.ts";
import { readMoment } from "../app/moment.ts";
import type { AppState } from "../app/state.ts";
import { formatNumber } from "../charts/format.ts";
import { valueName } from "../model/file-names.ts";
import { LEVELS } from "../model/levels.ts";
import type { Report } from "../model/report.ts";
import { COMMANDS } from "./commands.ts";
import { dimensionsOf, factsOf, seriesLabel, subjectOf, valuesOf } from "./facts.ts";
import { viewsFor } from "./view-registry.ts";
import { zonesOffered } from "./zones.ts";

export interface PaletteItem {
  /** a word in front, which is searched too: "alert", "template" */
  kind: string;
  text: string;
  /** on the right: a key, a count, a time */
  note: string;
  /** among equals, earlier ones have the higher weight */
  weight: number;
  run(app: App): void;
}

export interface FoundItem extends PaletteItem {
  /** places of the matching letters in `text` */
  places: number[];
}

const MOST_FOUND = 40;

/** @returns all that can be found without reading the question; made once a report, as it may be ten thousand */
export function paletteItems(state: AppState): PaletteItem[] {
  const report = state.phase === "result" ? (state.result?.report ?? null) : null;
  // what a key does while it is held, another command does once
  const commands = COMMANDS.filter(
    ({ ofResult, key, lift }) => key !== "Mod+k" && lift === undefined && (report !== null || !ofResult),
  );
  const views = new Set(viewsFor(report ?? undefined).map(({ label }) => label));
  const items: PaletteItem[] = commands
    .filter(({ group, label }) => group !== "Views" || views.has(label))
    .map(({ label, group, key, shown, run }) => ({
      kind: group === "Views" ? "view" : "command",
      text: label,
      note: shown ?? key,
      weight: group === "Views" ? 12 : 10,
      run,
    }));
  if (report !== null) items.push(...itemsOfReport(report));
  for (const { id, title, savedMs } of state.stored ?? [])
    items.push({
      kind: "open",
      text: title,
      note: new Date(savedMs).toISOString().slice(0, 10),
      weight: 4,
      run: (app) => void app.openStored(id),
    });
  for (const zone of zonesOffered())
    items.push({ kind: "zone", text: zone, note: "", weight: -4, run: (app) => app.display({ timeZone: zone }) });
  return items;
}

function itemsOfReport(report: Report): PaletteItem[] {
  const { clock } = factsOf(report);
  const items: PaletteItem[] = [];
  for (const alert of report.alerts)
    items.push({
      kind: "alert",
      text: subjectOf(report, alert),
      note: clock.dateTime(alert.startMs),
      weight: 6 + alert.score,
      run: (app) => app.selecting.alert(alert.id),
    });
  for (const level of [...LEVELS, null]) {
    const count = report.totals.levels[level ?? "none"];
    if (count > 0)
      items.push({
        kind: "level",
        text: level ?? "no level",
        note: formatNumber(count),
        weight: 6,
        run: (app) => app.selecting.toggleLevel(level),
      });
  }
  for (const name of dimensionsOf(report)) {
    items.push({ kind: "stack", text: `by ${name}`, note: "", weight: 3, run: (app) => app.selecting.stackBy(name) });
    for (const value of valuesOf(report, name))
      items.push({
        kind: name,
        text: valueName(report, name, value),
        note: "",
        weight: 5,
        run: (app) => app.selecting.toggleDimension({ name, value }),
      });
  }
  for (const { id, kind } of report.series)
    if (kind !== "difference")
      items.push({
        kind: "chart",
        text: seriesLabel(report, id),
        note: kind === "template" ? "" : kind,
        weight: kind === "template" ? -1 : 2,
        run: (app) => app.selecting.toggleChart(id),
      });
  for (const { id, template, count } of report.templates)
    items.push({
      kind: "template",
      text: template,
      note: formatNumber(count),
      weight: 0,
      run: (app) => {
        app.selecting.template(id);
        app.selecting.view("templates");
      },
    });
  return items;
}

/** @returns the best of the items, after the places that the question itself names; best first */
export function findItems(items: readonly PaletteItem[], question: string, state: AppState): FoundItem[] {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0)
    return items.filter(({ kind }) => kind === "view" || kind === "command").map((item) => ({ ...item, places: [] }));
  const found: { item: PaletteItem; score: number; places: number[] }[] = [];
  for (const item of items) {
    const head = item.kind.length + 1;
    const match = fuzzyMatch(words, `${item.kind} ${item.text}`);
    if (match === null) continue;
    const places = match.places.filter((place) => place >= head).map((place) => place - head);
    found.push({ item, score: match.score + item.weight, places });
  }
  found.sort((a, b) => b.score - a.score);
  return [
    ...placesNamed(question, state),
    ...found.slice(0, MOST_FOUND).map(({ item, places }) => ({ ...item, places })),
  ];
}

/** @returns a moment or a line that the question names, with or without "go" before it */
function placesNamed(question: string, state: AppState): FoundItem[] {
  const report = state.phase === "result" ? state.result?.report : undefined;
  if (report === undefined) return [];
  const place = question.trim().replace(/^(go|go to|line|time)\b\s*/i, "");
  const { clock, whole } = factsOf(report);
  const items: FoundItem[] = [];
  const line = /^[\d\s,\u202f]+$/.test(place) ? Number(place.replace(/\D/g, "")) : 0;
  if (line >= 1 && line <= report.totals.lines)
    items.push({
      kind: "go",
      text: `to line ${formatNumber(line)}`,
      note: "",
      weight: 0,
      places: [],
      run: (app) => app.selecting.goTo({ line }),
    });
  const atMs = whole === null ? null : readMoment(place, whole, (at) => clock.offsetMs(at));
  if (whole !== null && atMs !== null && atMs >= whole.startMs && atMs < whole.endMs) {
    const words = `${clock.dateTime(atMs)} ${clock.zoneLabel(atMs)}`;
    items.push(
      {
        kind: "go",
        text: `to ${words}`,
        note: "time line",
        weight: 0,
        places: [],
        run: (app) => app.selecting.showMoment(atMs),
      },
      {
        kind: "go",
        text: `to ${words}`,
        note: "lines",
        weight: 0,
        places: [],
        run: (app) => app.selecting.goTo({ atMs }),
      },
    );
  }
  return items;
}
