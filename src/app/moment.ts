/** Reads a time that a person types: `12:30`, `12:30:15`, `2026-01-05 12:30`, `5 Jan 12:30`, ms or seconds since 1970. */
import type { EpochMs } from "../model/units.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY_MS = 86_400_000;

/**
 * @param offsetMs of the shown zone from UTC at a moment
 * @returns the moment; without a date the first day of the span that has this time in it; null for anything else
 */
export function readMoment(
  text: string,
  span: { startMs: EpochMs; endMs: EpochMs },
  offsetMs: (atMs: EpochMs) => number,
): EpochMs | null {
  const words = text.trim();
  if (/^\d{10}(\.\d+)?$/.test(words)) return Number(words) * 1000;
  if (/^\d{13}$/.test(words)) return Number(words);
  const iso = words.replace(/(\d)t(\d)/i, "$1 $2").replace(/z$/i, "");
  const match =
    /^(?:(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.? ([a-z]{3})[a-z]*\.?(?: (\d{4}))?)(?:[ ,]+|$))?(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?$/i.exec(
      iso,
    );
  if (match === null || iso === "") return null;
  const [, year, month, day, otherDay, monthName, otherYear, hours = "0", minutes = "0", seconds = "0", fraction = ""] =
    match;
  const timeMs =
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, "0") || 0);
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const toUtc = (wallMs: number): EpochMs => {
    const guessMs = wallMs - offsetMs(wallMs);
    return wallMs - offsetMs(guessMs);
  };
  if (year !== undefined) return dated(Number(year), Number(month) - 1, Number(day), timeMs, toUtc);
  if (monthName !== undefined) {
    const index = MONTHS.indexOf(monthName.toLowerCase());
    const startYear = new Date(span.startMs + offsetMs(span.startMs)).getUTCFullYear();
    return index < 0 ? null : dated(Number(otherYear ?? startYear), index, Number(otherDay), timeMs, toUtc);
  }
  const firstDay = Math.floor((span.startMs + offsetMs(span.startMs)) / DAY_MS) * DAY_MS;
  for (let wallMs = firstDay + timeMs; ; wallMs += DAY_MS) {
    const atMs = toUtc(wallMs);
    if (atMs >= span.startMs) return atMs < span.endMs ? atMs : toUtc(firstDay + timeMs);
  }
}

function dated(
  year: number,
  month: number,
  day: number,
  timeMs: number,
  toUtc: (wallMs: number) => EpochMs,
): EpochMs | null {
  const dayMs = Date.UTC(year, month, day);
  return new Date(dayMs).getUTCDate() === day ? toUtc(dayMs + timeMs) : null;
}
