/** How often an hour had been seen when something happened, in the log and in earlier files of its source. */
import type { Bins } from "./binning.ts";
import type { ScorableSeries } from "./score-series.ts";

/** as in assembly/scores/hour-of-week.ts */
const LEAST_VISITS = 3;

/** From which hours an expectation came, and how often they had come. */
export interface HoursSeen {
  unit: "week" | "day" | "hour";
  seen: number;
  /** of them in earlier files */
  earlier: number;
}

/** The finest hours that were seen often enough before a time, as the detector takes them. */
export function hoursSeen(bins: Bins, { values, prior }: ScorableSeries, atMs: number): HoursSeen {
  const now = Math.floor(atMs / 3_600_000);
  const own = { week: 0, day: 0, hour: 0 };
  let last = Number.NaN;
  for (let i = 0; i < bins.count; i++) {
    const hour = Math.floor((bins.startMs + i * bins.binMs) / 3_600_000);
    if (hour >= now) break;
    if (hour === last || Number.isNaN(values[i])) continue;
    last = hour;
    own.hour++;
    if ((now - hour) % 24 === 0) own.day++;
    if ((now - hour) % 168 === 0) own.week++;
  }
  const before = { week: 0, day: 0, hour: 0 };
  const week = ((now % 168) + 168) % 168;
  for (let hour = 0; prior && hour < 168; hour++) {
    const visits = prior[hour * 4 + 3] as number;
    before.hour += visits;
    if (hour % 24 === week % 24) before.day += visits;
    if (hour === week) before.week += visits;
  }
  const unit = (["week", "day", "hour"] as const).find((one) => own[one] + before[one] >= LEAST_VISITS) ?? "hour";
  return { unit, seen: own[unit] + before[unit], earlier: before[unit] };
}
