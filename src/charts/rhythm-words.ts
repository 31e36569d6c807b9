/** Hours and weekdays of a rhythm in words. */
import type { Preference, Rhythm, RhythmCell } from "../model/studies.ts";
import { formatNumber, formatShare, NO_VALUE } from "./format.ts";

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const two = (value: number): string => String(value).padStart(2, "0");

/** @returns `02–03 h` */
export function hourName(hour: number): string {
  return `${two(hour)}–${two(hour + 1)}\u202fh`;
}

/** @returns `12.5 ± 3.1` of so many hours; a dash where none was seen */
export function cellWords({ hours, mean, deviation }: RhythmCell): string {
  if (mean === null) return NO_VALUE;
  const spread = hours < 2 || deviation === null ? "" : ` ± ${formatNumber(round(deviation))}`;
  return `${formatNumber(round(mean))}${spread}`;
}

const round = (value: number): number => Number(value.toPrecision(3));

/** Neighbouring hours, or weekdays, that one series prefers. */
export interface PreferenceRun {
  series: string;
  by: Preference["by"];
  /** the first and the last one; hours may run over midnight, then the last is below the first */
  first: number;
  last: number;
  members: Preference[];
}

/** @param preferences of any series @returns what is next to each other as one, the most certain first */
export function preferenceRuns(preferences: readonly Preference[]): PreferenceRun[] {
  const runs: PreferenceRun[] = [];
  const ofGroup = new Map<string, Preference[]>();
  for (const one of preferences) {
    const key = `${one.by} ${one.series}`;
    ofGroup.set(key, [...(ofGroup.get(key) ?? []), one]);
  }
  for (const group of ofGroup.values()) {
    const { by, series } = group[0]!;
    const size = by === "hour" ? 24 : 7;
    const at = new Map(group.map((one) => [one.index, one]));
    for (const start of group) {
      // where all are preferred nothing is
      if (at.has((start.index + size - 1) % size)) continue;
      const members = [start];
      for (let next = at.get((start.index + 1) % size); next && next !== start; next = at.get((next.index + 1) % size))
        members.push(next);
      runs.push({ series, by, first: start.index, last: members.at(-1)!.index, members });
    }
  }
  const surest = ({ members }: PreferenceRun): number => Math.min(...members.map(({ pValue }) => pValue));
  return runs.sort((a, b) => surest(a) - surest(b) || a.first - b.first);
}

/** @returns what is claimed, and the test behind it: of several hours that of the least certain one */
export function preferenceWords({ by, first, last, members }: PreferenceRun): { claim: string; test: string } {
  const days = first === last ? `${WEEKDAYS[first]}s` : `${WEEKDAYS[first]} to ${WEEKDAYS[last]}`;
  const when = by === "hour" ? `${two(first)}–${two(last + 1)}\u202fh` : days;
  const known = members.flatMap(({ share }) => (share === null ? [] : [share]));
  const part =
    known.length < members.length ? "" : `${formatShare(known.reduce((sum, share) => sum + share, 0))} of it `;
  const { high, hours, allHigh, allHours, qValue } = members.reduce((a, b) => (b.qValue > a.qValue ? b : a));
  const each = members.length === 1 ? "above" : "each above";
  const least = members.length === 1 ? "" : "at least ";
  return {
    claim: `${part}${when}`,
    test: `${each} the median in ${least}${formatNumber(high)} of ${formatNumber(hours)} such hours, all hours in ${formatShare(allHigh / allHours)}; chance ${members.length === 1 ? "" : "at most "}${chanceWords(qValue)}, corrected`,
  };
}

/** @returns `1 in 4 000`, `1 in 10¹²` */
function chanceWords(p: number): string {
  if (p >= 1e-6) return `1 in ${formatNumber(Number((1 / p).toPrecision(1)))}`;
  const decades = p > 0 ? Math.floor(-Math.log10(p)) : 300;
  return `1 in 10${[...String(decades)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}`;
}

/** @returns the rhythm in one sentence: its busiest and quietest hour of the day, and whether its level moves */
export function rhythmSummary({ day, stationary }: Rhythm, unit: string): string {
  const seen = day.map((cell, hour) => ({ hour, mean: cell.mean })).filter((one) => one.mean !== null);
  if (seen.length === 0) return "No hour was seen as a whole.";
  const by = seen.sort((a, b) => b.mean! - a.mean! || a.hour - b.hour);
  const [most, least] = [by[0]!, by.at(-1)!];
  const [high, low] = [formatNumber(round(most.mean!)), formatNumber(round(least.mean!))];
  if (high === low) return `All hours alike: ${high} ${unit}.`;
  const level =
    stationary === null
      ? ""
      : stationary
        ? " Its level stays the same over the log (KPSS)."
        : " Its level moves over the log (KPSS), so hours early and late in it may differ.";
  return `Most between ${hourName(most.hour)}, ${high} ${unit}; least between ${hourName(least.hour)}, ${low}.${level}`;
}
