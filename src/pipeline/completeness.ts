/** What a report lost under the memory budgets, in sentences. */
import type { CoreTotals } from "../core/core.ts";
import type { Settings } from "../model/report.ts";
import type { Bins } from "./binning.ts";
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
