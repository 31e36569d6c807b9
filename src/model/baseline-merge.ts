/** Adding up what files teach of the hours of the week, and which of it is kept and handed on. Loaded when it is needed. */
import { type Baselines, denseCells, HOURS, type HourCells, NUMBERS } from "./baselines.ts";
import type { DurationMs, EpochMs } from "./units.ts";

/** so many are kept apart for a source and width; older ones are joined, as they need not be told apart any more */
const MOST_APART = 12;
/** widths that are kept for a source */
const MOST_WIDTHS = 3;

/** The other way round than `denseCells`: hours that were not seen are left out. */
export function hourCells(id: string, dense: Float64Array): HourCells {
  const cells: HourCells = { id, hours: [], values: [], means: [], squares: [], visits: [] };
  for (let hour = 0; hour < HOURS; hour++) {
    const [values = 0, mean = 0, squares = 0, visits = 0] = dense.subarray(hour * NUMBERS, (hour + 1) * NUMBERS);
    if (!(values > 0)) continue;
    cells.hours.push(hour);
    cells.values.push(values);
    cells.means.push(mean);
    cells.squares.push(squares);
    cells.visits.push(visits);
  }
  return cells;
}

function mergeCells(a: HourCells, b: HourCells): HourCells {
  const [into, from] = [denseCells(a), denseCells(b)];
  for (let at = 0; at < into.length; at += NUMBERS) {
    const [before = 0, mean = 0, squares = 0, visits = 0] = into.subarray(at, at + NUMBERS);
    const [more = 0, otherMean = 0, otherSquares = 0, otherVisits = 0] = from.subarray(at, at + NUMBERS);
    if (more === 0) continue;
    const total = before + more;
    const change = otherMean - mean;
    const between = (change * change * before * more) / total;
    into.set([total, mean + (change * more) / total, squares + otherSquares + between, visits + otherVisits], at);
  }
  return hourCells(a.id, into);
}

/** @param all of one width, one at least; of other files each */
export function mergeBaselines(all: readonly Baselines[]): Baselines {
  const [first] = all as readonly [Baselines];
  const series = new Map<string, HourCells>();
  for (const one of all)
    for (const cells of one.series) {
      const known = series.get(cells.id);
      series.set(cells.id, known ? mergeCells(known, cells) : cells);
    }
  return { binMs: first.binMs, files: all.flatMap(({ files }) => files).sort(byTime), series: [...series.values()] };
}

function byTime(a: Baselines["files"][number], b: Baselines["files"][number]): number {
  return a.firstMs - b.firstMs || a.lastMs - b.lastMs;
}

/** @returns what was kept of files that ended before a time, merged: of this width, else of the one used last; null without any */
export function baselinesBefore(kept: readonly Baselines[], binMs: DurationMs, firstMs: EpochMs): Baselines | null {
  const earlier = kept.filter(({ files }) => files.every(({ lastMs }) => lastMs <= firstMs));
  const same = earlier.filter((one) => one.binMs === binMs);
  const last = earlier.at(-1)?.binMs;
  const chosen = same.length > 0 ? same : earlier.filter((one) => one.binMs === last);
  return chosen.length === 0 ? null : mergeBaselines(chosen);
}

/**
 * @param added of one file
 * @returns the kept ones with it, by time. Files whose times overlap hold the same events as likely as not: of those the one
 * with the most events counts, and of equal ones the new one; what is joined already stays.
 */
export function withBaselines(kept: readonly Baselines[], added: Baselines): Baselines[] {
  const same = kept.filter(({ binMs }) => binMs === added.binMs);
  const overlapping = same.filter((one) => one.files.some((file) => added.files.some((own) => overlap(file, own))));
  const stays = ({ files }: Baselines) => files.length > 1 || eventsOf(files) > eventsOf(added.files);
  if (overlapping.some(stays)) return [...kept];
  const others = kept.filter(({ binMs }) => binMs !== added.binMs);
  const widths = [...new Set(others.map(({ binMs }) => binMs))].slice(-(MOST_WIDTHS - 1));
  const own = [...same.filter((one) => !overlapping.includes(one)), added].sort((a, b) => startOf(a) - startOf(b));
  const excess = own.length - MOST_APART;
  const apart = excess > 0 ? [mergeBaselines(own.slice(0, excess + 1)), ...own.slice(excess + 1)] : own;
  // the width that was used last stands last
  return [...others.filter(({ binMs }) => widths.includes(binMs)), ...apart];
}

/** @returns the kept ones without that of one reading, where it is not joined to others yet */
export function withoutReading(
  kept: readonly Baselines[],
  { firstMs, lastMs }: { firstMs: EpochMs | null; lastMs: EpochMs | null },
): Baselines[] {
  return kept.filter(
    ({ files: [one, ...more] }) => more.length > 0 || one?.firstMs !== firstMs || one?.lastMs !== lastMs,
  );
}

function overlap(a: { firstMs: EpochMs; lastMs: EpochMs }, b: { firstMs: EpochMs; lastMs: EpochMs }): boolean {
  return (a.firstMs < b.lastMs && b.firstMs < a.lastMs) || (a.firstMs === b.firstMs && a.lastMs === b.lastMs);
}

function eventsOf(files: Baselines["files"]): number {
  return files.reduce((sum, { events }) => sum + events, 0);
}

function startOf({ files }: Baselines): EpochMs {
  return files[0]?.firstMs ?? 0;
}
