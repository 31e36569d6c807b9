/**
 * The values under the pointer, at the pointer: a flag on the time axis of the time line, so that it covers labels and no
 * data. It follows the pointer past Lit; what it says changes with the bin.
 */
import { html, nothing, type TemplateResult } from "lit";
import { countOf, formatNumber } from "../charts/format.ts";
import { type LevelBins, totalOfBin } from "../charts/level-bins.ts";
import type { TimeLinePicture } from "./time-line-picture.ts";

/** @param hovered null: no pointer is over a chart */
export function timeFlag(picture: TimeLinePicture, hovered: { bins: LevelBins; bin: number } | null): TemplateResult {
  // one element that stays, as it is placed from outside
  return html`<div class="flag ${picture.clock.lacks === "date" ? "low" : ""}" ?hidden=${hovered === null} aria-hidden="true">${hovered === null ? nothing : values(picture, hovered)}</div>`;
}

function values(
  { clock, drawn, range }: TimeLinePicture,
  { bins, bin }: { bins: LevelBins; bin: number },
): TemplateResult {
  const startMs = bins.startMs + bin * bins.binMs;
  const isWithinDay = clock.date(range.startMs) === clock.date(range.endMs - 1);
  const millis = bins.binMs < 1000;
  const counts = drawn.map(({ row, color }) => ({ color, count: bins.counts[row * bins.binCount + bin]! }));
  return html`<b>${isWithinDay ? clock.time(startMs, { millis }) : clock.dateTime(startMs, { millis })}</b>
    <span>${countOf(totalOfBin(bins, bin, drawn), "event")}</span>
    ${counts.map(({ color, count }) => (count === 0 ? nothing : html`<span class="part"><span class="swatch" data-color=${color}></span> ${formatNumber(count)}</span>`))}`;
}

/**
 * Puts the flag to the pointer, shifted by as much of its own width as the pointer is across the plot: so it never leaves it.
 * @param share place of the pointer in the plot, 0…1 @param box of the plot, CSS pixels
 */
export function placeFlag(flag: HTMLElement | null, share: number | null, box: { left: number; width: number }): void {
  if (flag === null || share === null) return;
  flag.style.left = `${box.left + share * box.width}px`;
  flag.style.transform = `translateX(${-share * 100}%)`;
}
