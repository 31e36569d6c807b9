/** Two sides of a log against each other, key by key: counts a bin, and verdicts by exact tests. */
import type { Core } from "../core/core.ts";
import type { ScoreCore } from "../core/score-core.ts";
import { TimberlineError } from "../model/analysis.ts";
import {
  COMPARE_KEYS,
  type CompareAssumption,
  type CompareSettings,
  type Comparison,
  type ComparisonKey,
  NO_LEVEL_KEY,
  NO_VALUE_KEY,
} from "../model/comparison.ts";
import type { FieldNames } from "../model/field-names.ts";
import { levelOfCode } from "../model/levels.ts";
import { seriesThatFit } from "./binning.ts";
import { type CompareBins, type Extent, lengthOf, type Side, type Sides, sidesOf } from "./compare-sides.ts";
import { benjaminiHochberg } from "./false-discoveries.ts";
import type { Grouping } from "./grouping.ts";
import { duration, number } from "./words.ts";

const SIGNIFICANT = 0.05;
/** chance that the ratio lies below its interval, and above */
const TAIL = 0.025;
const MOST_KEYS = 2000;

/** The counts of a comparison, from which all else follows. */
export interface Compared {
  settings: CompareSettings;
  sides: Sides;
  bins: CompareBins;
  keyedBy: string;
  /** in natural order */
  keys: readonly string[];
  /** all that there are */
  keyCount: number;
  eventsLeftOut: number;
  /** events, a row of `bins.count` a key; of "rest" what a bin of it has on average */
  old: Float64Array;
  new: Float64Array;
  /** by key, of all the time of the side */
  oldTotals: Float64Array;
  newTotals: Float64Array;
  assumption: CompareAssumption;
}

/** The dimension whose values are the keys of a comparison when none is named: the remaining one, the file aside. */
function keyDimensionOf({ dimensions, fileDimension }: FieldNames, field: string): string | null {
  return dimensions.find((name) => name !== field && name !== fileDimension) ?? null;
}

/** What the keys of a comparison are. @throws TimberlineError "invalid" when there is no such dimension */
export function keyedBy({ names, templates }: Grouping, { key, field, ranges }: CompareSettings): string {
  if (key === null) {
    // what changed over time is told by sentences, where there are any
    if (ranges && templates.length > 1) return "template";
    return keyDimensionOf(names, ranges ? "" : field) ?? "template";
  }
  if (names.dimensions.includes(key) || (COMPARE_KEYS as readonly string[]).includes(key)) return key;
  throw new TimberlineError({ code: "invalid", message: `There is no dimension "${key}" to use as key.` });
}

/** The key of each facet. */
function keysOf(grouping: Grouping, by: string): (facet: number) => string {
  const dimension = grouping.names.dimensions.indexOf(by);
  if (dimension >= 0) return (i) => grouping.valuesOf[i]?.[dimension] ?? NO_VALUE_KEY;
  if (by === "level") return (i) => levelOfCode(grouping.facets[i]?.level ?? 0) ?? NO_LEVEL_KEY;
  return (i) => grouping.templates[grouping.templateOf[i] ?? 0]?.template ?? "";
}

/** @throws TimberlineError "invalid" when there is no such dimension, or a side has no event */
export function compare(core: Core, grouping: Grouping, extent: Extent, settings: CompareSettings): Compared {
  checkLimits(settings);
  const by = keyedBy(grouping, settings);
  const sides = sidesOf(settings, grouping, extent);
  const { bins } = sides;
  const keyOf = keysOf(grouping, by);
  const all = new Map<string, number>();
  const keyOfFacet = Int32Array.from(grouping.facets, (_, i) => {
    if (!mayHold(sides.old, i) && !mayHold(sides.new, i)) return -1;
    const key = keyOf(i);
    const known = all.get(key) ?? all.size;
    all.set(key, known);
    return known;
  });
  const texts = [...all.keys()];
  const oldOfAll = totalsOf(core, sides.old, keyOfFacet, texts.length);
  const newOfAll = totalsOf(core, sides.new, keyOfFacet, texts.length);
  const oldEvents = sum(oldOfAll);
  const newEvents = sum(newOfAll);
  for (const [side, events] of [
    [sides.old, oldEvents],
    [sides.new, newEvents],
  ] as const)
    if (events === 0)
      throw new TimberlineError({
        code: "invalid",
        message: side.facets ? `No event has ${side.name}.` : `No event lies in ${side.name}.`,
      });
  const eventsOf = (key: number) => (oldOfAll[key] as number) + (newOfAll[key] as number);
  const present = texts.map((_, key) => key).filter((key) => eventsOf(key) > 0);
  // the commonest, when there are more than can be held
  const kept = present
    .sort((a, b) => eventsOf(b) - eventsOf(a) || naturally(texts[a] as string, texts[b] as string))
    .slice(0, seriesThatFit(bins, MOST_KEYS))
    .sort((a, b) => naturally(texts[a] as string, texts[b] as string));
  const rowOfKey = new Int32Array(texts.length).fill(-1);
  kept.forEach((key, row) => {
    rowOfKey[key] = row;
  });
  const rows = keyOfFacet.map((key) => (key < 0 ? -1 : (rowOfKey[key] as number)));
  const oldTotals = Float64Array.from(kept, (key) => oldOfAll[key] as number);
  const newTotals = Float64Array.from(kept, (key) => newOfAll[key] as number);
  return {
    settings,
    sides,
    bins,
    keyedBy: by,
    keys: kept.map((key) => texts[key] as string),
    keyCount: present.length,
    eventsLeftOut: oldEvents + newEvents - sum(oldTotals) - sum(newTotals),
    old: isRest(sides) ? meansOfRest(sides, oldTotals) : binsOf(core, sides.old, rows, kept.length, bins),
    new: binsOf(core, sides.new, rows, kept.length, bins),
    oldTotals,
    newTotals,
    assumption: assumptionOf(settings, sides, oldEvents, newEvents),
  };
}

function checkLimits({ limits, by = "users" }: CompareSettings): void {
  const wrong = (message: string): never => {
    throw new TimberlineError({ code: "invalid", message });
  };
  if (by !== "users" && by !== "totals") wrong(`Sides are compared by users or totals, not by "${by}".`);
  if (!limits) return;
  const { threshold, trailing, mode } = limits;
  if (!(threshold > 0 && Number.isFinite(threshold))) wrong("The threshold of a comparison must be above 0.");
  if (trailing.length === 0 || !trailing.every((bins) => Number.isInteger(bins) && bins >= 1))
    wrong("A comparison looks at whole numbers of trailing bins, of at least 1.");
  if (mode !== "difference" && mode !== "ratio") wrong("The mode of a comparison is difference or ratio.");
}

function mayHold({ facets }: Side, facet: number): boolean {
  return facets === null || facets[facet] === true;
}

function isRest({ ranges }: Sides): boolean {
  return ranges !== null && ranges.old === null;
}

/** Rows of the facets of a side, −1 for the others. */
function rowsOf({ facets }: Side, rows: Int32Array): Int32Array {
  return facets === null ? rows : rows.map((row, i) => (facets[i] ? row : -1));
}

/** Events of a side by row, over all its time. */
function totalsOf(core: Core, side: Side, rows: Int32Array, rowCount: number): Float64Array {
  const own = rowsOf(side, rows);
  const totals = new Float64Array(rowCount);
  for (const span of side.spans) {
    const binSeconds = span.endSecond - span.startSecond;
    core.table(own, null, rowCount, { ...span, binCount: 1, binSeconds }).forEach((count, row) => {
      totals[row] = (totals[row] as number) + count;
    });
  }
  return totals;
}

function binsOf(core: Core, side: Side, rows: Int32Array, rowCount: number, bins: CompareBins): Float64Array {
  const { binSeconds, count: binCount } = bins;
  const [span] = side.spans as [Side["spans"][number]];
  return core.table(rowsOf(side, rows), null, rowCount, { ...span, binCount, binSeconds });
}

/** Of each key the events that a bin of the old side has on average. */
function meansOfRest({ old, bins }: Sides, totals: Float64Array): Float64Array {
  const share = bins.binSeconds / lengthOf(old.spans);
  const means = new Float64Array(totals.length * bins.count);
  totals.forEach((total, row) => {
    means.fill(total * share, row * bins.count, (row + 1) * bins.count);
  });
  return means;
}

function assumptionOf(
  { by = "users" }: CompareSettings,
  { old, new: fresh, ranges }: Sides,
  oldEvents: number,
  newEvents: number,
): CompareAssumption {
  const oldSeconds = lengthOf(old.spans);
  const newSeconds = lengthOf(fresh.spans);
  const lengths = ranges ? newSeconds / oldSeconds : 1;
  if (by === "totals") {
    const exposure = newEvents / oldEvents;
    const each = `${number(oldEvents)} events on the old side and ${number(newEvents)} on the new one`;
    return { by, exposure, perBin: exposure / lengths, text: `Measured by totals: ${each}.` };
  }
  const text =
    lengths === 1
      ? `Equal numbers of users on both sides${ranges ? ", and equal lengths of time" : ""}.`
      : `Equal numbers of users at all times: ${about(oldSeconds)} on the old side and ${about(newSeconds)} on the new one.`;
  return { by, exposure: lengths, perBin: 1, text };
}

/** A length in words, of hours and more to one in a hundred: 388 839 s is 108 h. */
function about(seconds: number): string {
  const unit = seconds >= 360_000 ? 3600 : seconds >= 6000 ? 60 : 1;
  return duration(Math.round(seconds / unit) * unit * 1000);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Numbers by size, texts by code unit. */
function naturally(a: string, b: string): number {
  const x = Number(a);
  const y = Number(b);
  if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Verdicts: of each key's events the new side is expected to have its share under the assumption, by chance more or fewer. */
export function describeComparison(scoreCore: ScoreCore, compared: Compared): Comparison {
  const { sides, bins, keys, oldTotals, newTotals, assumption } = compared;
  const { exposure } = assumption;
  const newShare = exposure / (1 + exposure);
  const oldShare = 1 / (1 + exposure);
  const counts = keys.map((_, row) => ({ old: oldTotals[row] as number, new: newTotals[row] as number }));
  const worse = counts.map(({ old, new: fresh }) => Math.min(1, scoreCore.binomialTail(fresh, old, newShare)));
  const better = counts.map(({ old, new: fresh }) => Math.min(1, scoreCore.binomialTail(old, fresh, oldShare)));
  const qWorse = benjaminiHochberg(worse);
  const qBetter = benjaminiHochberg(better);
  return {
    field: sides.field,
    old: compared.settings.old,
    new: compared.settings.new,
    keyedBy: compared.keyedBy,
    ranges: sides.ranges,
    assumption,
    keyCount: compared.keyCount,
    eventsLeftOut: compared.eventsLeftOut,
    binMs: bins.binMs,
    startMs: bins.startMs,
    matrix: keys.map((_, row) => differencesOf(compared, row)),
    oldCounts: keys.map((_, row) => Array.from(compared.old.subarray(row * bins.count, (row + 1) * bins.count))),
    keys: keys.map((key, row): ComparisonKey => {
      const { old, new: fresh } = counts[row] as (typeof counts)[number];
      const qValue = qWorse[row] as number;
      const qFewer = qBetter[row] as number;
      return {
        key,
        old,
        new: fresh,
        ratio: old === 0 ? null : fresh / old / exposure,
        ratioLow: scoreCore.oddsBound(fresh, old, TAIL) / exposure,
        ratioHigh: old === 0 ? null : 1 / scoreCore.oddsBound(old, fresh, TAIL) / exposure,
        pValue: worse[row] as number,
        qValue,
        pFewer: better[row] as number,
        qFewer,
        verdict: qValue < SIGNIFICANT ? "regressed" : qFewer < SIGNIFICANT ? "improved" : "unchanged",
      };
    }),
  };
}

/** New − old of one key a bin, the old one weighed; null where one of the sides has ended. */
export function differencesOf({ old, new: fresh, bins, assumption }: Compared, row: number): (number | null)[] {
  return Array.from({ length: bins.count }, (_, i) => {
    const at = row * bins.count + i;
    return i < bins.comparable ? (fresh[at] as number) - assumption.perBin * (old[at] as number) : null;
  });
}
