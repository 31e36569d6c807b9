/** What people type to go somewhere: `12345`, `2:12345` (file 2), `50%`, `14:03`, `14:03:05.250`, `2026-11-28 14:03`. */
import type { ZoneClock } from "../charts/zone-clock.ts";
import type { LinePlace } from "../model/line-window.ts";
import type { EpochMs } from "../model/units.ts";

const DAY_MS = 86_400_000;
const TIME = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]|$))?(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)?$/;

export interface WhereFrom {
  clock: ZoneClock;
  /** of the line at hand, whose day a time without a date means; null without */
  nowMs: EpochMs | null;
  lineCount: number;
  fileCount: number;
  /** index of the file at hand */
  file: number;
}

/** @returns the place, or a sentence on what can be typed */
export function parsePlace(typed: string, from: WhereFrom): { place: LinePlace } | { mistake: string } {
  const text = typed.trim().replaceAll(/[\u202f\u00a0]/g, "");
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(text);
  if (share) return { place: { index: Math.floor((Math.min(Number(share[1]), 100) / 100) * (from.lineCount - 1)) } };
  const number = /^\d+(?: \d{3})*$/.test(text) ? Number(text.replaceAll(" ", "")) : Number.NaN;
  if (number > 0) return { place: { file: from.file, line: number } };
  const inFile = /^(\d+):(\d+)$/.exec(text);
  const time = TIME.exec(text);
  if (
    time &&
    text !== "" &&
    !(inFile && from.fileCount > 1 && Number(inFile[1]) <= from.fileCount && !/^\d{1,2}:\d{2}$/.test(text))
  ) {
    const timeMs = timeOf(time, from);
    if (timeMs !== null) return { place: { timeMs } };
  }
  if (inFile && Number(inFile[1]) >= 1 && Number(inFile[1]) <= from.fileCount)
    return { place: { file: Number(inFile[1]) - 1, line: Number(inFile[2]) } };
  return { mistake: "Type a line (12345), a share (50%), or a time (14:03, 14:03:05, 2026-11-28 14:03)." };
}

/** The moment that a wall clock in the zone shows; of two, the first. */
function timeOf(
  [, year, month, day, hour, minute, second, fraction]: RegExpExecArray,
  from: WhereFrom,
): EpochMs | null {
  const { clock, nowMs } = from;
  if (year === undefined && (nowMs === null || hour === undefined)) return null;
  const dayMs =
    year === undefined ? clock.dayNumber(nowMs ?? 0) * DAY_MS : Date.UTC(Number(year), Number(month) - 1, Number(day));
  const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  if (h > 23 || m > 59 || s > 59) return null;
  const wallMs = dayMs + ((h * 60 + m) * 60 + s) * 1000 + Number((fraction ?? "0").padEnd(3, "0"));
  const guessMs = wallMs - clock.offsetMs(wallMs);
  return wallMs - clock.offsetMs(guessMs);
}
