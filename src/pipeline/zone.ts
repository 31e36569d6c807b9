/** Offsets of an IANA zone as a table by local time, for stamps that carry no zone. */
import type { Inputs } from "../model/report.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError when the zone is not known here */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = { year: "numeric", month: "numeric", day: "numeric" } as const;
    const clock = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone, ...numeric, ...clock });
    formats.set(timeZone, format);
  }
  return format;
}

/** Seconds to add to UTC for the zone's wall clock. @throws RangeError when the zone is not known here */
function offsetSeconds(timeZone: string, atMs: number): number {
  const parts = formatOf(timeZone).formatToParts(atMs);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return Math.round((local - Math.floor(atMs / 1000) * 1000) / 1000);
}

/**
 * The zone's offsets between two years, each from the local time at which it begins. In a repeated hour the offset
 * before the change holds; in a skipped hour the one before it, so such a stamp lands after the gap (RFC 5545 §3.3.5).
 * Empty for UTC.
 */
export function zoneTransitions(timeZone: string, fromYear: number, toYear: number): Inputs["zoneTransitions"] {
  if (timeZone === "UTC") return [];
  const rows: Inputs["zoneTransitions"] = [];
  const end = Date.UTC(toYear + 1, 0, 2);
  let at = Date.UTC(fromYear, 0, 1) - DAY_MS;
  let offset = offsetSeconds(timeZone, at);
  rows.push({ localStartSeconds: -(2 ** 40), offsetSeconds: offset });
  while (at < end) {
    const next = Math.min(at + 14 * DAY_MS, end);
    const nextOffset = offsetSeconds(timeZone, next);
    if (nextOffset === offset) {
      at = next;
      continue;
    }
    let low = at;
    let high = next;
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (offsetSeconds(timeZone, middle) === offset) low = middle;
      else high = middle;
    }
    const changed = offsetSeconds(timeZone, high);
    // from the first local time at which the new offset holds and the old one no longer does
    rows.push({
      localStartSeconds: high / 1000 + Math.max(offset, changed),
      offsetSeconds: changed,
    });
    offset = changed;
    at = Math.max(high, at + HOUR_MS);
  }
  return rows;
}

/** The wall clock at an instant, as epoch ms of the same digits in UTC. */
export function wallClockMs(atMs: number, transitions: Inputs["zoneTransitions"]): number {
  const seconds = atMs / 1000;
  // a row begins at a local time of the larger of the two offsets around it
  const row = transitions.findLast(
    ({ localStartSeconds: start, offsetSeconds: own }, i) =>
      start - Math.max(own, transitions[i - 1]?.offsetSeconds ?? own) <= seconds,
  );
  return atMs + (row?.offsetSeconds ?? 0) * 1000;
}
