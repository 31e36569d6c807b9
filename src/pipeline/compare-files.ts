/** A comparison of files, asked for by their names, put in the places by which files count. */
import { TimberlineError } from "../model/analysis.ts";
import { fileIndexOf, fileLabel, type Plan } from "../model/plan.ts";
import type { CompareSettings, Settings } from "../model/report.ts";

/**
 * @param names of the files in their order @returns the settings as the report keeps them
 * @throws TimberlineError "invalid" when a name is that of no file, or of several
 */
export function byPlaceOfFile(settings: Settings, plan: Plan, names: readonly string[]): Settings {
  const { compare } = settings;
  if (!compare || compare.field !== plan.fileDimension) return settings;
  const placed: CompareSettings = { ...compare, old: labelOf(compare.old, names), new: labelOf(compare.new, names) };
  return { ...settings, compare: placed };
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
