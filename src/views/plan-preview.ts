/** What the edited plan makes of the first lines, and which lines of the analysis on screen matched nothing. */
import { html, nothing, type TemplateResult } from "lit";
import { countOf, formatNumber } from "../charts/format.ts";
import type { ZoneClock } from "../charts/zone-clock.ts";
import type { PlanPreview, PreviewRow, UnmatchedLine } from "../model/analysis.ts";
import { levelMark } from "./level-mark.ts";

export function planPreview(preview: PlanPreview | null, clock: ZoneClock, attached: boolean): TemplateResult {
  if (preview === null)
    return html`<section><h3>Preview</h3><p class="muted">${attached ? "Reading the first lines…" : "The file is not open: choose it again to see what a change would do."}</p></section>`;
  return html`<section>
    <h3>The first lines, read by this plan</h3>
    <p class="counted" role="status">${countedWords(preview, clock)}</p>
    <div class="rows" tabindex="0" role="group" aria-label="First lines">
      <table>
        <thead><tr><th scope="col">Line</th><th scope="col">Time</th><th scope="col">Level</th><th scope="col">Message</th></tr></thead>
        <tbody>${preview.rows.map((row) => previewRow(row, clock))}</tbody>
      </table>
    </div>
  </section>`;
}

function countedWords({ lines, events, unparsedLines, firstMs, lastMs }: PlanPreview, clock: ZoneClock): string {
  const read = `${countOf(events, "event")} in ${countOf(lines, "sampled line")}`;
  const left = unparsedLines === 0 ? "" : `, ${formatNumber(unparsedLines)} of them in none`;
  const span =
    firstMs === null || lastMs === null ? "no times" : `${clock.range(firstMs, lastMs)} ${clock.zoneLabel(firstMs)}`;
  return `${read}${left}; ${span}.`;
}

const KIND_WORDS: Record<PreviewRow["kind"], string> = {
  event: "",
  continuation: "goes on",
  unparsed: "in no event",
  header: "header",
};

function previewRow({ line, text, kind, timeMs, level, message }: PreviewRow, clock: ZoneClock): TemplateResult {
  const isEvent = kind === "event";
  return html`<tr class=${isEvent ? "" : kind === "unparsed" ? "other unparsed" : "other"}>
    <td class="at">${line}</td>
    <td>${isEvent ? (timeMs === null ? "no time" : clock.dateTime(timeMs, { millis: true })) : KIND_WORDS[kind]}</td>
    <td>${isEvent ? levelMark(level) : nothing}</td>
    <td class="text" title=${text}>${isEvent ? message : text}</td>
  </tr>`;
}

export function unmatchedLines(lines: readonly UnmatchedLine[] | null, count: number): TemplateResult | typeof nothing {
  if (lines === null || lines.length === 0) return nothing;
  const head =
    count > lines.length ? `The first ${lines.length} of ${countOf(count, "line")}` : countOf(lines.length, "line");
  return html`<section>
    <h3>${head} that matched nothing when the file was read</h3>
    <ol class="missed">${lines.map(
      ({ line, text, reason }) =>
        html`<li><p class="mono" title=${text}><b>${formatNumber(line)}</b>${text}</p><p class="hint">${reason}</p></li>`,
    )}</ol>
  </section>`;
}
