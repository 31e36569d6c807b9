/** What the id of a series stands for: the events that it counts, or the column whose means it holds. */
import type { EventFilter } from "../model/counts.ts";
import { LEVELS, type Level } from "../model/levels.ts";

export type SeriesRef = { kind: "count"; filter: EventFilter } | { kind: "measure"; measure: string };

/** @returns null for what is no series of counts or means, such as a difference */
export function seriesRefOf(id: string): SeriesRef | null {
  if (id === "events") return { kind: "count", filter: {} };
  const [, kind, rest = ""] = /^(level|template|measure|difference):(.*)$/s.exec(id) ?? [];
  if (kind === "level") {
    const level = LEVELS.find((name) => name === rest) ?? null;
    return level === null && rest !== "none"
      ? null
      : { kind: "count", filter: { levels: [level satisfies Level | null] } };
  }
  if (kind === "template") return { kind: "count", filter: { templateIds: [rest] } };
  if (kind === "measure") return { kind: "measure", measure: rest };
  if (kind === "difference") return null;
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(id) ?? [];
  return name === undefined || value === undefined
    ? null
    : { kind: "count", filter: { dimensions: [{ name, value }] } };
}
