/** A comparison as cells of a heatmap: values by key and bin, the order of the rows, and how far its colours reach. */
import type { Comparison, ComparisonKey, Verdict } from "../model/comparison.ts";

export type CellMode = "difference" | "ratio";

/** What a cell shows: each bin by itself, or the mean of the trailing bins that end with it. */
export interface CellChoice {
  mode: CellMode;
  trailing: number;
}

/** A row a key in the order of the comparison's keys, `count` values each; NaN where there is none. */
export interface Cells {
  count: number;
  rows: Float64Array[];
}

/**
 * @returns differences new − old a bin, the old side weighed; or binary logarithms of (new + ½) / (old + ½); over trailing
 *   bins the mean, from the first full window on
 */
export function cellsOf(comparison: Comparison, { mode, trailing }: CellChoice): Cells {
  const count = comparison.matrix[0]?.length ?? 0;
  const { perBin } = comparison.assumption;
  const rows = comparison.matrix.map((differences, row) => {
    const old = comparison.oldCounts[row];
    const values = new Float64Array(count).fill(Number.NaN);
    let difference = 0;
    let before = 0;
    for (let bin = 0; bin < count; bin++) {
      if (differences[bin] === null) break;
      difference += differences[bin]!;
      before += old?.[bin] ?? 0;
      if (bin >= trailing) {
        difference -= differences[bin - trailing]!;
        before -= old?.[bin - trailing] ?? 0;
      }
      if (bin + 1 < trailing) continue;
      const after = difference + perBin * before;
      values[bin] = mode === "ratio" ? Math.log2((after + 0.5) / (perBin * (before + 0.5))) : difference / trailing;
    }
    return values;
  });
  return { count, rows };
}

/** @returns what colours reach: nearly the largest amount, so that one cell does not fade all others; at least `least` */
export function reachOf({ rows }: Cells, least: number): number {
  const amounts = rows.flatMap((row) => Array.from(row, Math.abs)).filter((value) => value > 0);
  if (amounts.length === 0) return least;
  amounts.sort((a, b) => a - b);
  return Math.max(least, roundUp(amounts[Math.floor((amounts.length - 1) * 0.99)]!));
}

/** @returns the next number of one or two digits: 1, 1.5, 2, 3 … 9, 10, 15 */
export function roundUp(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value));
  const step = value / size <= 2 ? 0.5 : 1;
  return Number((Math.ceil(value / size / step - 1e-9) * step * size).toPrecision(3));
}

/** What a row of the heatmap or of the table is sorted by. */
export const KEY_COLUMNS = ["verdict", "key", "old", "new", "ratio", "p", "q"] as const;
export type KeyColumn = (typeof KEY_COLUMNS)[number];

export interface KeyOrder {
  column: KeyColumn;
  descending: boolean;
}

const RANKS: Record<Verdict, number> = { regressed: 0, improved: 1, unchanged: 2 };

/** The p- and q-value of the direction that a key moved in. */
export function chancesOf({ pValue, qValue, pFewer, qFewer, ratio, verdict }: ComparisonKey): { p: number; q: number } {
  const fewer = verdict === "improved" || (verdict === "unchanged" && ratio !== null && ratio < 1);
  return fewer ? { p: pFewer, q: qFewer } : { p: pValue, q: qValue };
}

/** @returns places of the keys that match, in order; of equal ones the surer and then the larger come first */
export function orderedKeys(
  keys: readonly ComparisonKey[],
  { column, descending }: KeyOrder,
  filter: { text: string; verdict: Verdict | null },
): number[] {
  const text = filter.text.trim().toLowerCase();
  const sign = descending ? -1 : 1;
  const wanted = keys.flatMap((one, place) =>
    (filter.verdict === null || one.verdict === filter.verdict) && (text === "" || one.key.toLowerCase().includes(text))
      ? [place]
      : [],
  );
  const surest = (a: ComparisonKey, b: ComparisonKey): number =>
    RANKS[a.verdict] - RANKS[b.verdict] || chancesOf(a).p - chancesOf(b).p || b.old + b.new - a.old - a.new;
  const byColumn = (a: ComparisonKey, b: ComparisonKey, i: number, j: number): number => {
    switch (column) {
      case "verdict":
        return RANKS[a.verdict] - RANKS[b.verdict];
      case "key":
        return i - j;
      case "ratio":
        return (a.ratio ?? Number.MAX_VALUE) - (b.ratio ?? Number.MAX_VALUE);
      case "p":
      case "q":
        return chancesOf(a)[column] - chancesOf(b)[column];
      default:
        return a[column] - b[column];
    }
  };
  return wanted.sort((i, j) => {
    const [a, b] = [keys[i]!, keys[j]!];
    return sign * byColumn(a, b, i, j) || surest(a, b) || i - j;
  });
}
