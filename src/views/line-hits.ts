/** The way from hit to hit: from the chosen line while it is in view, else from the top; round at the ends once all is searched. */
import type { Searching } from "../app/searching.ts";
import type { TimeRange } from "../charts/level-bins.ts";
import type { FoundHit } from "../model/line-window.ts";
import type { EpochMs } from "../model/units.ts";

/** Where a step begins. */
export interface HitsFrom {
  /** index of the chosen line, if it is in view */
  chosen: number | null;
  topIndex: number;
  byTime: boolean;
}

/** @returns the hit that a step leads to, and what is to be said of it; "" for nothing */
export async function stepToHit(
  searching: Searching,
  { chosen, topIndex, byTime }: HitsFrom,
  direction: 1 | -1,
): Promise<{ hit: FoundHit | null; said: string }> {
  const { state } = searching;
  if (state === null) return { hit: null, said: "Type what to look for: / goes there." };
  const wraps = state.stopped || state.progress?.done === true;
  const index = chosen ?? (direction === 1 ? topIndex - 1 : topIndex);
  const hit = await searching.nextHit({ index, direction, byTime, wraps });
  const end = direction === 1 ? "below" : "above";
  if (hit === null) return { hit, said: wraps ? "No line matches." : `No hit ${end} so far.` };
  return { hit, said: hit.wrapped ? `None ${end}: on from the ${direction === 1 ? "first" : "last"}.` : "" };
}

/** @returns whether a line has a time within a range, null being all times */
export function isWithin(line: { timeMs: EpochMs | null } | null, range: TimeRange | null): boolean {
  const timeMs = line?.timeMs ?? null;
  return timeMs !== null && (range === null || (timeMs >= range.startMs && timeMs < range.endMs));
}

/** @returns which of the hits the chosen line is, from 1, as far as it is known; null for none */
export function hitNumber(
  found: FoundHit | null,
  chosen: { index: number } | null,
  position: number | null,
): number | null {
  if (chosen === null) return null;
  const rank = found?.index === chosen.index ? found.rank : position;
  return rank === null ? null : rank + 1;
}
