/** Where the ticks of a time axis stand, on round wall-clock times, and what they say. */
import type { DurationMs, EpochMs } from "../model/units.ts";
import type { ZoneClock } from "./zone-clock.ts";

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

const STEPS_MS: readonly DurationMs[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  S,
  2 * S,
  5 * S,
  10 * S,
  15 * S,
  30 * S,
  M,
  2 * M,
  5 * M,
  10 * M,
  15 * M,
  30 * M,
  H,
  2 * H,
  3 * H,
  6 * H,
  12 * H,
  D,
  2 * D,
  7 * D,
  14 * D,
  30 * D,
  90 * D,
  180 * D,
  365 * D,
  730 * D,
  1825 * D,
];

/** @returns ascending moments in [minMs, maxMs], at most `maxCount` of them, on multiples of a round step */
export function timeTicks(clock: ZoneClock, minMs: EpochMs, maxMs: EpochMs, maxCount: number): EpochMs[] {
  const spanMs = maxMs - minMs;
  if (!(spanMs > 0) || maxCount < 1) return [];
  const stepMs = STEPS_MS.find((step) => spanMs / step <= maxCount) ?? spanMs;
  const ticks: EpochMs[] = [];
  const firstWallMs = Math.ceil((minMs + clock.offsetMs(minMs)) / stepMs) * stepMs;
  for (let wallMs = firstWallMs; ticks.length <= maxCount + 1; wallMs += stepMs) {
    const guessMs = wallMs - clock.offsetMs(minMs);
    const atMs = wallMs - clock.offsetMs(guessMs);
    if (atMs > maxMs) break;
    if (atMs >= minMs && atMs !== ticks.at(-1)) ticks.push(atMs);
  }
  return ticks;
}

/** @returns a label a tick: times, and the date only at the first tick and where the day changes */
export function tickLabels(clock: ZoneClock, ticks: readonly EpochMs[]): string[] {
  const stepMs = ticks.length > 1 ? ticks[1]! - ticks[0]! : D;
  if (stepMs >= 27 * D) return ticks.map((atMs) => clock.month(atMs));
  if (stepMs >= D - H) return ticks.map((atMs) => clock.shortDate(atMs) || clock.time(atMs, { seconds: false }));
  let day = Number.NaN;
  return ticks.map((atMs) => {
    const time = stepMs < S ? clock.time(atMs, { millis: true }) : clock.time(atMs, { seconds: stepMs < M });
    const newDay = clock.dayNumber(atMs);
    const changed = newDay !== day;
    day = newDay;
    const date = changed ? clock.shortDate(atMs) : "";
    return date === "" ? time : `${time}\n${date}`;
  });
}
