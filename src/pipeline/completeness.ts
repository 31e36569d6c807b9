/** What a report lost under the memory budgets, in sentences. */
import type { CoreTotals } from "../core/core.ts";
import type { Completeness, Settings } from "../model/report.ts";
import type { Bins } from "./binning.ts";
import type { LeftOut } from "./unpack/unpack.ts";
import { counted, duration } from "./words.ts";

/** @returns null when nothing was lost */
export function coarseness(totals: CoreTotals, settings: Settings, bins: Bins | null): string | null {
  const sentences: string[] = [];
  if (totals.shift > 0)
    sentences.push(
      `Counts are kept for every ${2 ** totals.shift} s, as there is more to count than fits in memory a second.`,
    );
  if (totals.measureShift > 0)
    sentences.push(`Numeric columns are kept for every ${2 ** totals.measureShift} s, for the same reason.`);
  if (totals.leftOut > 0)
    sentences.push(
      `${counted(totals.leftOut, "event")} of templates beyond those that fit in memory, counted by level only.`,
    );
  if (bins && settings.binMs !== null && bins.binMs > settings.binMs)
    sentences.push(
      `Bins are ${duration(bins.binMs)} wide: more of ${duration(settings.binMs)} than can be scored at once.`,
    );
  return sentences.length > 0 ? sentences.join(" ") : null;
}

/** Adds what was left out before reading; a loss of what may be part of the log makes the report partial. */
export function withLeftOut(read: Completeness, leftOut: readonly LeftOut[]): Completeness {
  const loss = leftOut.find(({ isLoss }) => isLoss);
  return {
    ...read,
    partial: read.partial || loss !== undefined,
    reason: read.reason ?? loss?.reason ?? null,
    unread: [...read.unread, ...leftOut.map(({ name, reason }) => ({ file: name, fromByte: 0, reason }))],
  };
}
