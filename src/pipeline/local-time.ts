/** Instants on the wall clock of a log: hours, weekdays and calendar periods, with the moments at which they begin. */
import type { Inputs } from "../model/report.ts";
import type { Period } from "../model/studies.ts";
import type { EpochMs } from "../model/units.ts";
import { wallClockMs } from "./zone.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const SEASONS = ["winter", "spring", "summer", "autumn"] as const;

/** Number of an hour since 1970 on the wall clock; 0 is Thursday 0:00. */
export function localHour(atMs: EpochMs, transitions: Inputs["zoneTransitions"]): number {
  return Math.floor(wallClockMs(atMs, transitions) / HOUR_MS);
}

/** 0…167 from Monday 0:00. */
export function hourOfWeek(localHour: number): number {
  return (((localHour + 72) % 168) + 168) % 168;
}

/**
 * The calendar period of an instant on the wall clock: minute `2026-11-28T13:05`, hour `2026-11-28T13`, day `2026-11-28`, ISO
 * 8601 week `2026-W48`, month `2026-11`, season `2026-autumn` (from the first of March, June, September and December; winter has
 * the year in which it ends).
 */
export function periodOf(atMs: EpochMs, period: Period, transitions: Inputs["zoneTransitions"]): string {
  const local = new Date(wallClockMs(atMs, transitions));
  const iso = local.toISOString();
  const time = iso.indexOf("T");
  switch (period) {
    case "minute":
      return iso.slice(0, time + 6);
    case "hour":
      return iso.slice(0, time + 3);
    case "day":
      return iso.slice(0, time);
    case "week":
      return isoWeek(local);
    case "month":
      return iso.slice(0, time - 3);
    case "season": {
      const month = local.getUTCMonth();
      const season = SEASONS[Math.floor(((month + 1) % 12) / 3)];
      return `${local.getUTCFullYear() + (month === 11 ? 1 : 0)}-${season}`;
    }
  }
}

/** The year of a week is that of its Thursday. Source: ISO 8601. */
function isoWeek(local: Date): string {
  const day = Math.floor(local.getTime() / DAY_MS);
  const thursday = new Date((day - ((((day + 3) % 7) + 7) % 7) + 3) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}
