/** Hours and weekdays of a rhythm in words. */
import type { Preference, Rhythm, RhythmCell } from "../model/studies.ts";
import { formatNumber, formatShare, NO_VALUE } from "./format.ts";

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** @returns `02–03 h` */
export function hourName(hour: number): string {
  return `${String(hour).padStart(2, "0")}–${String(hour + 1).padStart(2, "0")}\u202fh`;
}

/** @returns `12.5 ± 3.1` of so many hours; a dash where none was seen */
export function cellWords({ hours, mean, deviation }: RhythmCell): string {
  if (mean === null) return NO_VALUE;
  const spread = hours < 2 || deviation === null ? "" : ` ± ${formatNumber(round(deviation))}`;
  return `${formatNumber(round(mean))}${spread}`;
}

const round = (value: number): number => Number(value.toPrecision(3));

/** @returns what a preference claims, and the test behind it, in two parts */
export function preferenceWords({ by, index, high, hours, allHigh, allHours, share, qValue }: Preference): {
  claim: string;
  test: string;
} {
  const when = by === "hour" ? `between ${hourName(index)}` : `on ${WEEKDAYS[index]}s`;
  const part = share === null ? "" : `${formatShare(share)} of it `;
  return {
    claim: `${part}${when}`.trim(),
    test: `above the median in ${formatNumber(high)} of ${formatNumber(hours)} such hours, in ${formatShare(allHigh / allHours)} of all; chance ${chanceWords(qValue)} after correction`,
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
  const level =
    stationary === null
      ? ""
      : stationary
        ? " Its level stays the same over the log (KPSS)."
        : " Its level moves over the log (KPSS), so hours early and late in it may differ.";
  return `Most between ${hourName(most.hour)}, ${formatNumber(round(most.mean!))} ${unit}; least between ${hourName(least.hour)}, ${formatNumber(round(least.mean!))}.${level}`;
}
