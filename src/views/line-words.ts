/** What the view of lines says about where it stands, and about what was not found. */
import type { SearchState } from "../app/searching.ts";
import type { Selection } from "../app/state.ts";
import { countOf } from "../charts/format.ts";
import type { ShownLine } from "../model/line-window.ts";
import type { Report } from "../model/report.ts";
import { factsOf } from "./facts.ts";

/** @param share how far down the list is, 0…1; null when all of it is in view @returns file, day and share */
export function placeWords(report: Report, rows: readonly (ShownLine | null)[], share: number | null): string {
  const top = rows.find((row) => row !== null);
  if (!top) return "";
  const { clock } = factsOf(report);
  const timeMs = rows.find((row) => row !== null && row.timeMs !== null)?.timeMs ?? null;
  return [
    report.source.files[top.file]?.name,
    timeMs === null ? "" : `${clock.date(timeMs)} ${clock.zoneLabel(timeMs)}`.trim(),
    share === null ? "" : `${Math.floor(Math.min(1, share) * 100)}\u202f%`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** @returns what was looked at in vain, and how to find more */
export function nothingFoundWords({ totals }: Report, selection: Selection, { stopped }: SearchState): string {
  const parts = [
    selection.rangeMs !== null || selection.alertId !== null ? "the time" : "",
    selection.templateId !== null ? "the template" : "",
    selection.levels.length > 0 ? "the level" : "",
    selection.dimensions.length > 0 ? "the values" : "",
    selection.text !== "" ? "the text" : "",
  ].filter(Boolean);
  const looked = stopped
    ? "The search was stopped before its end"
    : `All ${countOf(totals.lines, "line")} were looked at`;
  const what = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)} together` : (parts[0] ?? "");
  return `${looked}, for ${what}. Take a chip above away to find more, or show all lines.`;
}
