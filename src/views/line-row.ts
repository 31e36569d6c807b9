/** One raw line as it is drawn: its gutter, time, level, and text with what stands out in it. */
import { html, nothing, type TemplateResult } from "lit";
import { formatNumber } from "../charts/format.ts";
import type { ZoneClock } from "../charts/zone-clock.ts";
import type { ShownLine, TextSpan } from "../model/line-window.ts";
import type { Bookmark, Report } from "../model/report.ts";
import type { DurationMs } from "../model/units.ts";
import { factsOf } from "./facts.ts";
import { levelMark } from "./level-mark.ts";

/** units of a line's text that are drawn; the inspector has all of it */
const MOST_DRAWN = 4000;

export interface RowContext {
  clock: ZoneClock;
  millis: boolean;
  /** whether times are shown at all */
  timed: boolean;
  /** whether the files have tags */
  tagged: boolean;
  fileNames: readonly string[];
  /** whether lines that are no hits stand back */
  filtered: boolean;
  /** since the timed line above; null where not shown */
  deltas: boolean;
}

/** @param rows those in view; null where not at hand yet */
export function rowContext(
  report: Report,
  rows: readonly (ShownLine | null)[],
  { filtered, deltas }: Pick<RowContext, "filtered" | "deltas">,
): RowContext {
  return {
    clock: factsOf(report).clock,
    millis: rows.some((row) => row !== null && row.timeMs !== null && row.timeMs % 1000 !== 0),
    timed: report.totals.firstMs !== null,
    tagged: report.source.files.length > 1,
    fileNames: report.source.files.map(({ name }) => name),
    filtered,
    deltas,
  };
}

export interface RowState {
  chosen: boolean;
  /** whether it is of the event of the chosen line, which has several */
  ofEvent: boolean;
}

/** @param sinceMs since the timed line above; null without */
export function lineRow(
  row: ShownLine,
  { clock, millis, timed, tagged, fileNames, filtered, deltas }: RowContext,
  { chosen, ofEvent }: RowState,
  bookmark: Bookmark | null,
  sinceMs: DurationMs | null,
): TemplateResult {
  const classes = ["line", row.kind, row.kind === "event" ? (row.level ?? "") : ""];
  if (chosen) classes.push("chosen");
  if (ofEvent) classes.push("of-event");
  if (filtered) classes.push(row.isHit === true ? "hit" : row.isHit === false ? "other" : "");
  return html`<div class=${classes.filter(Boolean).join(" ")} role="option" id="line-${row.index}" data-index=${row.index} aria-selected=${chosen}>
    <span class="mark">${bookmark === null ? nothing : html`<span class="flag" title=${bookmark.note === "" ? "Bookmark" : bookmark.note}>◆<span class="hear">bookmark${bookmark.note === "" ? "" : `: ${bookmark.note}`}</span></span>`}</span>
    ${tagged ? html`<span class="file" title=${fileNames[row.file] ?? ""}>${row.file + 1}</span>` : nothing}
    <span class="at">${formatNumber(row.line)}</span>
    ${timed ? html`<span class="time">${row.timeMs === null ? "" : clock.time(row.timeMs, { millis })}</span>` : nothing}
    ${deltas ? html`<span class="delta">${sinceMs === null ? "" : deltaText(sinceMs)}</span>` : nothing}
    <span class="letter-place">${row.kind === "event" ? levelMark(row.level) : nothing}</span>
    <span class="text">${textOf(row)}${row.truncated ? html`<span class="cut">… cut at 64 KiB</span>` : nothing}</span>
  </div>`;
}

/** Stands where a row is on its way. */
export function emptyRow(): TemplateResult {
  return html`<div class="line waiting" role="option" aria-selected="false"><span class="hear">reading</span></div>`;
}

/** @returns `+0.137`, `+12.250`, `+3:04`, `−0.020`, in seconds or minutes and seconds or hours, minutes, seconds */
export function deltaText(durationMs: DurationMs): string {
  const sign = durationMs < 0 ? "−" : "+";
  const size = Math.abs(Math.round(durationMs));
  if (size < 60_000) return `${sign}${(size / 1000).toFixed(3)}`;
  const seconds = Math.floor(size / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${sign}${minutes}:${two(seconds % 60)}`;
  return `${sign}${formatNumber(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

function textOf({ text, parameters, marks }: ShownLine): (TemplateResult | string)[] {
  const drawn = text.length > MOST_DRAWN ? text.slice(0, MOST_DRAWN) : text;
  const parts = partsOf(drawn.length, parameters, marks).map(({ from, to, parameter, mark }) => {
    const piece = drawn.slice(from, to);
    if (mark) return html`<mark>${piece}</mark>`;
    return parameter ? html`<span class="parameter">${piece}</span>` : piece;
  });
  return drawn === text
    ? parts
    : [...parts, html`<span class="cut">… ${formatNumber(text.length - drawn.length)} more characters</span>`];
}

/** The text cut wherever a parameter or a mark begins or ends. */
export function partsOf(
  length: number,
  parameters: readonly TextSpan[],
  marks: readonly TextSpan[],
): { from: number; to: number; parameter: boolean; mark: boolean }[] {
  const cuts = [0, length, ...parameters.flat(), ...marks.flat()].filter((at) => at >= 0 && at <= length);
  const places = [...new Set(cuts)].sort((a, b) => a - b);
  const within = (spans: readonly TextSpan[], at: number) => spans.some(([from, to]) => at >= from && at < to);
  return places.slice(1).map((to, i) => {
    const from = places[i] as number;
    return { from, to, parameter: within(parameters, from), mark: within(marks, from) };
  });
}
