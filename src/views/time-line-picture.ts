/**
 * What the time line draws for a state: which counts, in which layers, over which range. Counts of the selection come
 * from the cells; until they are there, and where there are none, from the report's own series as far as these go.
 */
import type { CountSubject } from "../app/count-feed.ts";
import type { AppState, Selection } from "../app/state.ts";
import {
  ALL_LEVEL_NAMES,
  binsOfCounts,
  codeOfName,
  type LevelBins,
  sumByLevel,
  type TimeRange,
} from "../charts/level-bins.ts";
import { levelColor, VALUE_COLORS, valueColor } from "../charts/palette.ts";
import type { Layer } from "../charts/stack-painter.ts";
import type { ZoneClock } from "../charts/zone-clock.ts";
import type { Counts, EventFilter } from "../model/counts.ts";
import { valueName } from "../model/file-names.ts";
import { levelOfCode } from "../model/levels.ts";
import type { Report, Series } from "../model/report.ts";
import { dimensionsOf, factsOf, rangeOf, valuesOf } from "./facts.ts";

/** A layer with a name, and whether it is chosen. */
export interface NamedLayer extends Layer {
  /** a level's name, or a value */
  name: string;
  chosen: boolean;
  /** adds it to the selection or takes it out; absent for what is no part of it */
  part?: { level: ReturnType<typeof levelOfCode> } | { name: string; value: string };
}

export interface TimeLinePicture {
  source: LevelBins;
  /** all there are, chosen or not */
  layers: NamedLayer[];
  /** those that are drawn, the first at the base line */
  drawn: NamedLayer[];
  range: TimeRange;
  whole: TimeRange;
  clock: ZoneClock;
  /** while reading: the picture grows, and the y axis never shrinks */
  provisional: boolean;
  /** what the picture leaves out of the selection; "" when nothing */
  note: string;
}

/** @returns the layers by level, most severe first */
export function levelLayers(levels: Selection["levels"]): NamedLayer[] {
  return ALL_LEVEL_NAMES.map((name) => {
    const row = codeOfName(name);
    const level = levelOfCode(row);
    return {
      row,
      color: levelColor(name),
      name: name === "none" ? "no level" : name,
      chosen: levels.includes(level),
      part: { level },
    };
  });
}

/** What the stack is of: the dimension, if the report still has it; null: levels. */
export function stackedBy(state: AppState, report: Report): string | null {
  return state.stackBy !== null && dimensionsOf(report).includes(state.stackBy) ? state.stackBy : null;
}

/** @returns the question for the cells; the parts that layers stand for are left to the layers */
export function subjectOfStack(state: AppState, report: Report): CountSubject {
  const { levels, dimensions, templateId } = state.selection;
  const by = stackedBy(state, report);
  const filter: EventFilter = {};
  const values = dimensions.filter(({ name }) => name !== by);
  if (by !== null && levels.length > 0) filter.levels = levels;
  if (values.length > 0) filter.dimensions = values;
  if (templateId !== null) filter.templateIds = [templateId];
  if (by === null) return { filter, split: { by: "level" } };
  return { filter, split: { by: "dimension", name: by, values: valuesOf(report, by).slice(0, VALUE_COLORS) } };
}

function layersOf(state: AppState, report: Report): NamedLayer[] {
  const by = stackedBy(state, report);
  const { levels, dimensions } = state.selection;
  if (by === null) return levelLayers(levels);
  const values = valuesOf(report, by).slice(0, VALUE_COLORS);
  const layers = values.map(
    (value, row): NamedLayer => ({
      row,
      color: valueColor(row),
      name: valueName(report, by, value),
      chosen: dimensions.some((one) => one.name === by && one.value === value),
      part: { name: by, value },
    }),
  );
  return [...layers, { row: values.length, color: valueColor(VALUE_COLORS), name: "others and none", chosen: false }];
}

/** @param counts the answer for `subjectOfStack`; null while there is none */
export function pictureOf(state: AppState, report: Report, counts: Counts | null): TimeLinePicture | null {
  const { bins, clock, whole } = factsOf(report);
  const range = rangeOf(report, state.selection.rangeMs);
  if (bins === null || range === null || whole === null) return null;
  const layers = layersOf(state, report);
  const { source, note } =
    counts !== null ? { source: binsOfCounts(counts), note: "" } : storedSource(state, report, bins);
  const chosen = layers.filter((layer) => layer.chosen);
  const drawn = chosen.length > 0 ? chosen : layers;
  return { source, layers, drawn, range, whole, clock, provisional: false, note };
}

/** The report's series have no counts of parts together: what is drawn then says so. */
function storedSource(state: AppState, report: Report, bins: LevelBins): { source: LevelBins; note: string } {
  const { templateId, dimensions } = state.selection;
  const by = stackedBy(state, report);
  const { seriesById } = factsOf(report);
  if (by !== null) {
    const values = valuesOf(report, by).slice(0, VALUE_COLORS);
    const series = values.map((value) => seriesById.get(`${by}=${value}`));
    return { source: stackOf(bins, series), note: filterNote(templateId !== null || dimensions.length > 0) };
  }
  const only = templateId !== null && dimensions.length === 0 ? seriesById.get(`template:${templateId}`) : undefined;
  if (only !== undefined) {
    const level = report.templates.find(({ id }) => id === templateId)?.level ?? "none";
    const counts = new Float64Array(bins.counts.length);
    addSeries(counts, codeOfName(level) * bins.binCount, bins, only);
    return { source: { ...bins, counts }, note: "" };
  }
  return { source: bins, note: filterNote(templateId !== null || dimensions.length > 0) };
}

function filterNote(filtered: boolean): string {
  return filtered ? "of all events" : "";
}

/** @returns a row a series, and a last one with the rest of all events */
function stackOf(bins: LevelBins, series: readonly (Series | undefined)[]): LevelBins {
  const { binCount } = bins;
  const counts = new Float64Array((series.length + 1) * binCount);
  series.forEach((one, row) => {
    if (one !== undefined) addSeries(counts, row * binCount, bins, one);
  });
  const rest = series.length * binCount;
  for (let bin = 0; bin < binCount; bin++) {
    let left = 0;
    for (let at = bin; at < bins.counts.length; at += binCount) left += bins.counts[at]!;
    for (let row = 0; row < series.length; row++) left -= counts[row * binCount + bin]!;
    counts[rest + bin] = Math.max(0, left);
  }
  return { ...bins, counts };
}

function addSeries(counts: Float64Array, place: number, bins: LevelBins, series: Series): void {
  const shift = Math.round((series.startMs - bins.startMs) / bins.binMs);
  series.counts.forEach((count, i) => {
    if (i + shift >= 0 && i + shift < bins.binCount) counts[place + i + shift] = count ?? 0;
  });
}

/** @returns events a layer in the bins that are seen, by the row of the layer */
export function sumsOf({ source, range }: TimeLinePicture): Float64Array {
  const startMs = Math.floor(range.startMs / source.binMs) * source.binMs;
  return sumByLevel(source, { startMs, endMs: range.endMs });
}
