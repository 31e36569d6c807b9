/** What is understood of a file as a whole, and its clock: label, encoding, share that was read; zone, offset, first year. */
import { html, nothing, type TemplateResult } from "lit";
import type { PlanDraft, Planning } from "../app/planning.ts";
import { countOf, formatShare } from "../charts/format.ts";
import type { FilePlan } from "../model/plan.ts";
import type { FileReading, Report } from "../model/report.ts";

const ENCODINGS: Record<FilePlan["encoding"], string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16, little-endian",
  "utf-16be": "UTF-16, big-endian",
  "latin-1": "Latin-1",
};

/** Zones that the browser knows, UTC first. */
const TIME_ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

export function fileFacts(report: Report, file: number, plan: FilePlan): TemplateResult {
  const reading = report.reading[file];
  return html`<section>
    <h3>What was found</h3>
    <dl class="facts">
      <dt>Kind</dt><dd>${plan.label}</dd>
      <dt>Encoding</dt><dd>${ENCODINGS[plan.encoding]}${plan.bomBytes > 0 ? ", with byte-order mark" : ""}; lines end with ${plan.lineEnd === "cr" ? "CR" : "LF or CR LF"}</dd>
      <dt>In the sample</dt><dd>${formatShare(plan.confidence)} of the lines were read by it</dd>
      ${reading === undefined ? nothing : html`<dt>In the file</dt><dd>${takenWords(reading, plan.body.kind)}</dd>`}
    </dl>
  </section>`;
}

/** Lines of a line log that match nothing go on with the event above; in other kinds each line stands for itself. */
function takenWords({ lines, layouts, unmatchedLines }: FileReading, kind: FilePlan["body"]["kind"]): string {
  const taken = layouts.reduce((sum, count) => sum + count, 0);
  const begun = `${countOf(taken, "event")} in ${countOf(lines, "line")}`;
  if (unmatchedLines === 0) return begun;
  const missed = `${countOf(unmatchedLines, "line")} ${unmatchedLines === 1 ? "matches" : "match"} nothing`;
  return kind === "lines"
    ? `${begun}; ${missed}: they go on with the event above, or are in none`
    : `${begun}; ${missed}`;
}

export function fileClock(planning: Planning, draft: PlanDraft, plan: FilePlan): TemplateResult {
  const zone = plan.timeZone ?? "";
  return html`<section>
    <h3>Clock</h3>
    <datalist id="zones">${TIME_ZONES.map((name) => html`<option value=${name}></option>`)}</datalist>
    <div class="fields">
      ${zoneField("Zone of all files", draft.timeZone, "UTC", (value) => planning.zone(value ?? "UTC"))}
      ${zoneField("Zone of this file", zone, `as all files: ${draft.timeZone}`, (value) => planning.edit({ ...plan, timeZone: value }))}
      <label><span>Clock offset, seconds</span>
        <input type="number" step="0.001" .value=${String(plan.clockOffsetMs / 1000)}
          @change=${(event: Event) => planning.edit({ ...plan, clockOffsetMs: offsetOf(event) })}></label>
      ${
        plan.lacks === "year"
          ? html`<label><span>Year of the first stamp</span>
              <input type="number" min="1970" max="2200" step="1" placeholder=${draft.preview?.firstYear ?? "from the file’s date"} .value=${String(plan.firstYear ?? "")}
                @change=${(event: Event) => planning.edit(withYear(plan, event))}></label>`
          : nothing
      }
    </div>
    <p class="hint">Zones count for stamps that name none. The offset is added to every time of this file.</p>
  </section>`;
}

function zoneField(
  label: string,
  value: string,
  placeholder: string,
  change: (zone: string | null) => void,
): TemplateResult {
  const changed = (event: Event): void => {
    const text = (event.target as HTMLInputElement).value.trim();
    change(text === "" ? null : text);
  };
  return html`<label><span>${label}</span>
    <input list="zones" autocomplete="off" spellcheck="false" placeholder=${placeholder} .value=${value} @change=${changed}></label>`;
}

/** An empty or unreadable number is no offset, and the field says so. */
function offsetOf(event: Event): number {
  const input = event.target as HTMLInputElement;
  const offsetMs = Number.isFinite(input.valueAsNumber) ? Math.round(input.valueAsNumber * 1000) : 0;
  input.value = String(offsetMs / 1000);
  return offsetMs;
}

function withYear(plan: FilePlan, event: Event): FilePlan {
  const year = (event.target as HTMLInputElement).valueAsNumber;
  const { firstYear: _, ...rest } = plan;
  return Number.isInteger(year) ? { ...rest, firstYear: year } : rest;
}
