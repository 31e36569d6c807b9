/** The time line in words and numbers, for those who do not see it: a summary sentence, one bin, and a table. */
import { html, type TemplateResult } from "lit";
import { countOf, formatWidth } from "../charts/format.ts";
import { type LevelBins, regroup, sumByLevel, totalOfBin } from "../charts/level-bins.ts";
import { sumsOf, type TimeLinePicture } from "./time-line-picture.ts";

/** Rows of the table, at most. */
const TABLE_ROWS = 24;

export function summaryWords(picture: TimeLinePicture, alertCount: number, logScale: boolean): string {
  const { clock, range, drawn, source } = picture;
  const sums = sumsOf(picture);
  const total = drawn.reduce((sum, { row }) => sum + sums[row]!, 0);
  const busiest = busiestBin(regroup(source, range, TABLE_ROWS), picture);
  const peak =
    busiest === null
      ? ""
      : `; most at ${clock.dateTime(busiest.startMs)}, ${countOf(busiest.count, "event")} in ${formatWidth(busiest.binMs)}`;
  const alerts = alertCount > 0 ? `; ${countOf(alertCount, "alert")}` : "";
  return `Time line, ${clock.range(range.startMs, range.endMs)} ${clock.zoneLabel(range.startMs)}: ${countOf(total, "event")}${peak}${alerts}${logScale ? "; logarithmic" : ""}. Arrow keys step, plus and minus zoom.`;
}

export function binWords(picture: TimeLinePicture, bins: LevelBins, bin: number): string {
  const parts = picture.drawn
    .map(({ name, row }) => ({ name, count: bins.counts[row * bins.binCount + bin]! }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name} ${count}`);
  const total = totalOfBin(bins, bin, picture.drawn);
  return `${picture.clock.dateTime(bins.startMs + bin * bins.binMs)}: ${countOf(total, "event")}${parts.length > 0 ? `, ${parts.join(", ")}` : ""}`;
}

export function eventsTable(picture: TimeLinePicture): TemplateResult {
  const bins = regroup(picture.source, picture.range, TABLE_ROWS);
  const sums = sumByLevel(bins, { startMs: bins.startMs, endMs: Number.POSITIVE_INFINITY });
  const layers = picture.drawn.filter(({ row }) => sums[row]! > 0);
  return html`<div class="hear"><table>
    <caption>Events, ${formatWidth(bins.binMs)} a row</caption>
    <thead><tr><th scope="col">time</th>${layers.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${Array.from({ length: bins.binCount }, (_, bin) => html`<tr><th scope="row">${picture.clock.dateTime(bins.startMs + bin * bins.binMs)}</th>${layers.map(({ row }) => html`<td>${bins.counts[row * bins.binCount + bin]}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

function busiestBin(
  bins: LevelBins,
  { drawn }: TimeLinePicture,
): { startMs: number; count: number; binMs: number } | null {
  let best = -1;
  let most = 0;
  for (let bin = 0; bin < bins.binCount; bin++) {
    const count = totalOfBin(bins, bin, drawn);
    if (count <= most) continue;
    most = count;
    best = bin;
  }
  return best < 0 ? null : { startMs: bins.startMs + best * bins.binMs, count: most, binMs: bins.binMs };
}
