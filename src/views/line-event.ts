/** The event that the chosen line is of: found among the rows at hand, else asked for; and which rows in view are its own. */
import type { App } from "../app/app.ts";
import { eventOf } from "../app/state.ts";
import type { ShownLine } from "../model/line-window.ts";

/** Rows that are looked back before the files are asked. */
const MOST_BACK = 200;

/**
 * Keeps the event of a chosen line that goes on with one.
 * @param at the line at an index, as far as it is at hand
 */
export async function keepEvent(app: App, line: ShownLine, at: (index: number) => ShownLine | null): Promise<void> {
  if (line.kind !== "continuation" || eventOf(app.state) !== null) return;
  let event = eventNear(line, at);
  if (event === null) {
    const place = { eventOf: line.index };
    const { rows } = await app.searching.window({ place, before: 0, after: 1, onlyHits: false });
    event = rows[0]?.kind === "event" ? rows[0] : null;
  }
  if (event !== null && app.state.line?.index === line.index)
    app.holder.set({ eventOfLine: { index: line.index, event } });
}

function eventNear(line: ShownLine, at: (index: number) => ShownLine | null): ShownLine | null {
  for (let index = line.index - 1; index >= Math.max(0, line.index - MOST_BACK); index--) {
    const row = at(index);
    if (row === null || row.file !== line.file) return null;
    if (row.kind !== "continuation") return row.kind === "event" ? row : null;
  }
  return null;
}

/** @returns indices of the rows in view that are of an event; of one that has a line alone, none */
export function rowsOfEvent(
  rows: readonly (ShownLine | null)[],
  chosen: ShownLine | null,
  event: ShownLine | null,
): ReadonlySet<number> {
  const own = new Set<number>();
  if (chosen === null || event === null) return own;
  for (const row of rows) {
    if (row === null || row.file !== event.file || row.index < event.index) continue;
    if (row.index > chosen.index && row.kind !== "continuation") break;
    own.add(row.index);
  }
  return own.size === 1 && own.has(event.index) ? new Set() : own;
}
