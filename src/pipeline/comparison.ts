/** Two values of a dimension against each other, key by key: counts, differences, tests and threshold exceedances. */
import type { Core } from "../core/core.ts";
import type { ScoreCore } from "../core/score-core.ts";
import { TimberlineError } from "../model/analysis.ts";
import type { CompareSettings, Comparison, ComparisonKey } from "../model/report.ts";
import { type Bins, seriesThatFit } from "./binning.ts";
import type { FieldNames } from "./compile.ts";
import type { MeanThreshold } from "./detector-settings.ts";
import { type Excess, excesses } from "./exceedances.ts";
import { benjaminiHochberg } from "./false-discoveries.ts";
import type { Grouping } from "./grouping.ts";

const SIGNIFICANT = 0.05;
const MOST_KEYS = 2000;

export interface ComparedKey {
  key: string;
  old: Float64Array;
  new: Float64Array;
  oldTotal: number;
  newTotal: number;
}

/** The dimension whose values are the keys of a comparison when none is named: the remaining one, the file aside. */
export function keyDimensionOf({ dimensions, fileDimension }: FieldNames, field: string): string | null {
  return dimensions.find((name) => name !== field && name !== fileDimension) ?? null;
}

/** Counts per bin of both values for each key, keys in natural order. @throws TimberlineError when there is no such field */
export function compareKeys(core: Core, grouping: Grouping, bins: Bins, compare: CompareSettings): ComparedKey[] {
  const { dimensions } = grouping.names;
  const field = dimensions.indexOf(compare.field);
  if (field < 0)
    throw new TimberlineError({
      code: "invalid",
      message: `There is no dimension "${compare.field}" to compare; there are: ${dimensions.join(", ") || "none"}.`,
    });
  const keyName = compare.key ?? keyDimensionOf(grouping.names, compare.field);
  const keyDimension = keyName === null ? -1 : dimensions.indexOf(keyName);
  if (compare.key !== null && keyDimension < 0)
    throw new TimberlineError({ code: "invalid", message: `There is no dimension "${compare.key}" to use as key.` });
  const keyOf = (i: number): string => {
    if (keyDimension >= 0) return grouping.valuesOf[i]?.[keyDimension] ?? "(none)";
    return grouping.templates[grouping.templateOf[i] ?? 0]?.template ?? "";
  };
  const inOld = grouping.facets.map((_, i) => grouping.valuesOf[i]?.[field] === compare.old);
  const inNew = grouping.facets.map((_, i) => grouping.valuesOf[i]?.[field] === compare.new);
  for (const [side, present] of [
    [compare.old, inOld],
    [compare.new, inNew],
  ] as const)
    if (!present.includes(true))
      throw new TimberlineError({ code: "invalid", message: `No event has ${compare.field} = ${side}.` });
  const totals = new Map<string, number>();
  grouping.facets.forEach(({ count }, i) => {
    if (inOld[i] || inNew[i]) totals.set(keyOf(i), (totals.get(keyOf(i)) ?? 0) + count);
  });
  // the commonest, when there are more than can be held
  const keys = [...totals]
    .sort((a, b) => b[1] - a[1] || naturally(a[0], b[0]))
    .slice(0, seriesThatFit(bins, MOST_KEYS))
    .map(([key]) => key)
    .sort(naturally);
  const rowOf = new Map(keys.map((key, row) => [key, row]));
  const side = (present: readonly boolean[]) => {
    const rows = Int32Array.from(grouping.facets, (_, i) => (present[i] ? (rowOf.get(keyOf(i)) ?? -1) : -1));
    return core.series(rows, null, keys.length, bins.first, bins.count, bins.binSeconds);
  };
  const old = side(inOld);
  const fresh = side(inNew);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return keys.map((key, row) => {
    const before = old[row] ?? new Float64Array();
    const after = fresh[row] ?? new Float64Array();
    return { key, old: before, new: after, oldTotal: sum(before), newTotal: sum(after) };
  });
}

/** Numbers by size, texts by code unit. */
function naturally(a: string, b: string): number {
  const x = Number(a);
  const y = Number(b);
  if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Verdicts under equal users: each side is expected to have half of a key's events. One-sided exact binomial tests in
 * both directions, each corrected over the keys.
 */
export function describeComparison(
  scoreCore: ScoreCore,
  keys: readonly ComparedKey[],
  bins: Bins,
  compare: CompareSettings,
): Comparison {
  const worse = keys.map(({ oldTotal, newTotal }) => scoreCore.binomialTail(newTotal, oldTotal));
  const better = keys.map(({ oldTotal, newTotal }) => scoreCore.binomialTail(oldTotal, newTotal));
  const qWorse = benjaminiHochberg(worse);
  const qBetter = benjaminiHochberg(better);
  return {
    field: compare.field,
    old: compare.old,
    new: compare.new,
    binMs: bins.binMs,
    startMs: bins.startMs,
    matrix: keys.map((key) => Array.from(key.new, (value, i) => value - (key.old[i] ?? 0))),
    keys: keys.map(({ key, oldTotal, newTotal }, i): ComparisonKey => {
      const qValue = qWorse[i] ?? 1;
      return {
        key,
        old: oldTotal,
        new: newTotal,
        ratio: oldTotal === 0 ? null : newTotal / oldTotal,
        pValue: worse[i] ?? 1,
        qValue,
        verdict: qValue < SIGNIFICANT ? "regressed" : (qBetter[i] ?? 1) < SIGNIFICANT ? "improved" : "unchanged",
      };
    }),
  };
}

/** Exceedances of one key: the mean of the trailing bins strictly above the threshold, full windows only. */
export function keyExcesses(
  scoreCore: ScoreCore,
  key: ComparedKey,
  detector: MeanThreshold,
  trailing: number,
  bins: Bins,
): Excess[] {
  const newMeans = scoreCore.trailingMeans(key.new, trailing);
  const oldMeans = scoreCore.trailingMeans(key.old, trailing);
  const difference = scoreCore.trailingMeans(
    key.new.map((value, i) => value - (key.old[i] ?? 0)),
    trailing,
  );
  const half = 0.5 / trailing;
  const values =
    detector.mode === "difference"
      ? difference
      : newMeans.map((mean, i) => (mean + half) / ((oldMeans[i] ?? 0) + half));
  const { threshold } = detector;
  const score = values.map((value) => {
    if (Number.isNaN(value)) return Number.NaN;
    const plain = 1 - 2 ** (-Math.max(0, value) / threshold);
    return value > threshold ? plain : Math.min(plain, 0.4999999);
  });
  const constant = (value: number) => new Float64Array(values.length).fill(value);
  const expected = detector.mode === "difference" ? constant(0) : constant(1);
  return excesses(
    { score, observed: values, expected, deviation: constant(0), threshold: constant(threshold) },
    detector,
    key.key,
    trailing,
    bins,
  );
}
