/** Instants as ISO 8601 in UTC. */
import type { EpochMs } from "./units.ts";

/** Years that `Date` writes with four digits. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * @param timeMs may have a fraction
 * @returns as 2026-11-02T08:00:00.123Z, or with six decimals when there are microseconds; null for null or an instant
 * that ISO 8601 cannot write with a four-digit year
 */
export function isoTime(timeMs: EpochMs | null): string | null {
  if (timeMs === null || !(timeMs >= FIRST_MS && timeMs <= LAST_MS)) return null;
  const wholeMs = Math.floor(timeMs);
  const text = new Date(wholeMs).toISOString();
  const micros = Math.round((timeMs - wholeMs) * 1000);
  if (micros === 0 || micros === 1000) return text;
  return `${text.slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
}
