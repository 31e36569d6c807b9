/** What the id of a series stands for: the events that it counts, or the column whose values it tells of. */
import type { EventFilter } from "../model/counts.ts";
import { LEVELS, type Level } from "../model/levels.ts";
import { type MeasureStatistic, measureOfId } from "../model/measure-statistics.ts";

export type SeriesRef =
  | { kind: "count"; filter: EventFilter }
  | { kind: "measure"; measure: string; statistic: MeasureStatistic };

/** @returns null for what is no series of counts or of a column, such as a difference */
export function seriesRefOf(id: string): SeriesRef | null {
  if (id === "events") return { kind: "count", filter: {} };
  const column = measureOfId(id);
  if (column !== null) return { kind: "measure", ...column };
  const [, kind, rest = ""] = /^(level|template|difference):(.*)$/s.exec(id) ?? [];
  if (kind === "level") {
    const level = LEVELS.find((name) => name === rest) ?? null;
    return level === null && rest !== "none"
      ? null
      : { kind: "count", filter: { levels: [level satisfies Level | null] } };
  }
  if (kind === "template") return { kind: "count", filter: { templateIds: [rest] } };
  if (kind === "difference") return null;
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(id) ?? [];
  return name === undefined || value === undefined
    ? null
    : { kind: "count", filter: { dimensions: [{ name, value }] } };
}
