/**
 * Wall-clock times in one IANA zone: the zone's offset at a moment, texts for tables and axes, and the zone's name.
 * Intl is asked once an hour of log time and remembered, so that a thousand rows cost a thousand additions.
 */
import type { DurationMs, EpochMs } from "../model/units.ts";

/** What the log's stamps lack; what is lacking is not shown. */
export type Lacking = "nothing" | "year" | "date";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (value: number): string => String(value).padStart(2, "0");

export class ZoneClock {
  readonly timeZone: string;
  readonly lacks: Lacking;
  private readonly format: Intl.DateTimeFormat | null;
  private readonly offsets = new Map<number, DurationMs>();

  /** An unknown zone is shown as UTC. */
  constructor(timeZone: string, lacks: Lacking = "nothing") {
    this.lacks = lacks;
    let format: Intl.DateTimeFormat | null = null;
    if (timeZone !== "UTC") {
      try {
        format = new Intl.DateTimeFormat("en-GB", {
          timeZone,
          hourCycle: "h23",
          year: "numeric",
          month: "numeric",
          day: "numeric",
          hour: "numeric",
          minute: "numeric",
          second: "numeric",
        });
      } catch {
        format = null;
      }
    }
    this.format = format;
    this.timeZone = format === null ? "UTC" : timeZone;
  }

  /** @returns the zone's offset from UTC at a moment, in ms; east is positive */
  offsetMs(atMs: EpochMs): DurationMs {
    if (this.format === null || !Number.isFinite(atMs)) return 0;
    const quarter = Math.floor(atMs / (HOUR_MS / 4));
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    const startMs = quarter * (HOUR_MS / 4);
    const part: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(startMs)) part[type] = Number(value);
    const wallMs = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
    const offset = wallMs - startMs;
    if (this.offsets.size > 10_000) this.offsets.clear();
    this.offsets.set(quarter, offset);
    return offset;
  }

  private wall(atMs: EpochMs): Date {
    return new Date(atMs + this.offsetMs(atMs));
  }

  /** @returns a number that is the same for all moments of one calendar day in the zone */
  dayNumber(atMs: EpochMs): number {
    return Math.floor((atMs + this.offsetMs(atMs)) / DAY_MS);
  }

  /** @returns `12:03:41`, with `.250` when `millis`, without seconds when `seconds` is false */
  time(atMs: EpochMs, options: { millis?: boolean; seconds?: boolean } = {}): string {
    const at = this.wall(atMs);
    const minutes = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
    if (options.seconds === false) return minutes;
    const seconds = `${minutes}:${two(at.getUTCSeconds())}`;
    return options.millis ? `${seconds}.${String(at.getUTCMilliseconds()).padStart(3, "0")}` : seconds;
  }

  /** @returns `2026-11-22`, `22 Nov` for logs without a year, "" for logs without a date */
  date(atMs: EpochMs): string {
    if (this.lacks === "date") return "";
    const at = this.wall(atMs);
    if (this.lacks === "year") return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
    return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  }

  /** @returns `22 Nov`, for axes; "" for logs without a date */
  shortDate(atMs: EpochMs): string {
    if (this.lacks === "date") return "";
    const at = this.wall(atMs);
    return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
  }

  /** @returns `Nov 2026`, `Nov` for logs without a year */
  month(atMs: EpochMs): string {
    const at = this.wall(atMs);
    const name = MONTHS[at.getUTCMonth()]!;
    return this.lacks === "year" ? name : `${name} ${at.getUTCFullYear()}`;
  }

  /** @returns date, where there is one, and time of day */
  dateTime(atMs: EpochMs, options: { millis?: boolean; seconds?: boolean } = {}): string {
    return `${this.date(atMs)} ${this.time(atMs, options)}`.trim();
  }

  /** @returns an interval, its date said once when both ends are on one day: `2026-11-22 12:00:00 – 12:05:00` */
  range(startMs: EpochMs, endMs: EpochMs): string {
    const sameDay = this.dayNumber(startMs) === this.dayNumber(endMs);
    const millis = endMs - startMs < 2000;
    const end = sameDay ? this.time(endMs, { millis }) : this.dateTime(endMs, { millis });
    return `${this.dateTime(startMs, { millis })} – ${end}`;
  }

  /** @returns the zone as people say it at a moment: `UTC`, `UTC+2`, `UTC−3:30` */
  zoneLabel(atMs: EpochMs): string {
    const minutes = Math.round(this.offsetMs(atMs) / 60_000);
    if (minutes === 0) return "UTC";
    const size = Math.abs(minutes);
    const rest = size % 60;
    return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${rest === 0 ? "" : `:${two(rest)}`}`;
  }
}
