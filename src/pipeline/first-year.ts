/** The year of stamps that have none, from what the file's bytes and its date tell. */
import { lineTime } from "./formats/line-header.ts";
import { type FoundTime, findTime } from "./formats/time-layouts.ts";
import { monthOf } from "./formats/time-names.ts";
import type { Sample } from "./sample.ts";

const DAY_MS = 86_400_000;
const TIME_WITHIN = 120;
/** the leap day, as day of a leap year */
const LEAP_DAY = 60;
/** share of the lines that must have a year for it to count for the others */
const ENOUGH = 0.02;

/**
 * The year of the first stamp, for stamps without one. Where other lines have a full date, theirs. Else the last stamp is
 * taken to be from the last year in which it is not later than the file's modification; a first stamp later in the year
 * than the last is from the year before. A leap day makes it a leap year.
 */
export function firstYearOf(sample: Sample, lastModified: number): number {
  const year = new Date(lastModified).getUTCFullYear();
  const days = sample.lines.map(dayOfYear).filter((day) => day !== null);
  const [first] = days;
  const last = sample.tailLines.map(dayOfYear).findLast((day) => day !== null);
  if (first === undefined || last === undefined) return year;
  const dated = yearOfDated(sample.lines, first);
  if (dated !== null) return dated;
  // a day's grace for zones
  const lastYear = Date.UTC(year, 0, last) > lastModified + 2 * DAY_MS ? year - 1 : year;
  const turns = first > last;
  let firstYear = turns ? lastYear - 1 : lastYear;
  if (days.includes(LEAP_DAY)) while (!isLeap(turns && first > LEAP_DAY ? firstYear + 1 : firstYear)) firstYear--;
  return firstYear;
}

function isLeap(year: number): boolean {
  return new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
}

/** The year that the first full stamp gives the first one without; null when too few lines have one. */
function yearOfDated(lines: readonly string[], first: number): number | null {
  const dated = lines.flatMap((line) => {
    const found = lineTime(line);
    if (found?.lacks !== "nothing" || !found.layout.includes("year4")) return [];
    const stamp = line.slice(found.start, found.end);
    return [{ year: Number(/(?<!\d)\d{4}/.exec(stamp)?.[0]), day: dayOfStamp(stamp, found) }];
  });
  const [one] = dated;
  if (!one || dated.length < lines.length * ENOUGH) return null;
  return one.day !== null && first > one.day + 183 ? one.year - 1 : one.year;
}

/** Day 1…366 of a leap year of the first stamp of a line, when it has no year; null otherwise. */
function dayOfYear(line: string): number | null {
  const found = findTime(line, TIME_WITHIN);
  return found?.lacks === "year" ? dayOfStamp(line.slice(found.start, found.end), found) : null;
}

/** Day 1…366 of a leap year of a stamp with a month; null when it tells none. */
function dayOfStamp(stamp: string, { layout }: FoundTime): number | null {
  const name = /(?:^|[\d/ -])(\p{L}{3,})/u.exec(stamp)?.[1];
  const rest = layout.includes("year4") ? stamp.replace(/(?<!\d)\d{4}/, "") : stamp;
  const numbers = /^\D*(\d{1,2})\D*(\d{1,2})/.exec(rest);
  const month = layout.includes("monthName") ? monthOf(name ?? "") : Number(numbers?.[1]);
  const day = Number(layout.includes("monthName") ? numbers?.[1] : numbers?.[2]);
  if (!month || !(day >= 1 && day <= 31)) return null;
  return Math.round((Date.UTC(2000, month - 1, day) - Date.UTC(2000, 0, 1)) / DAY_MS) + 1;
}
