/** A comparison as it was asked for, put in the words that the report keeps: files by their places, spans by their times. */
import { TimberlineError } from "../model/analysis.ts";
import type { CompareSettings } from "../model/comparison.ts";
import { fileIndexOf, fileLabel, type Plan } from "../model/plan.ts";
import { withNamedSpans } from "./compare-sides.ts";

/**
 * @param names of the files in their order
 * @throws TimberlineError "invalid" when a name is that of no file, or of several
 */
export function placedCompare(compare: CompareSettings, plan: Plan, names: readonly string[]): CompareSettings {
  if (compare.ranges) return withNamedSpans(compare);
  if (compare.field !== plan.fileDimension) return compare;
  return { ...compare, old: labelOf(compare.old, names), new: labelOf(compare.new, names) };
}

function labelOf(wanted: string, names: readonly string[]): string {
  const index = fileIndexOf(wanted);
  if (index !== null && index < names.length) return wanted;
  const whole = names.indexOf(wanted);
  if (whole >= 0) return fileLabel(whole);
  const ends = names.flatMap((name, i) => (name.endsWith(`/${wanted}`) ? [i] : []));
  if (ends.length === 1) return fileLabel(ends[0] as number);
  const which = ends.length > 1 ? `${ends.length} files are called "${wanted}"` : `There is no file "${wanted}"`;
  throw new TimberlineError({ code: "invalid", message: `${which}: there are ${listed(names)}.` });
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
