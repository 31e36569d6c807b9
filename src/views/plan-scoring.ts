/** In which bins is counted and which detectors look at them: what can be changed without reading the files again. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { PlanDraft, Planning } from "../app/planning.ts";
import { countOf, exactDuration, formatWidth } from "../charts/format.ts";
import type { ShownResult } from "../model/analysis.ts";
import { DETECTOR_LABELS } from "../model/detector-labels.ts";
import { DETECTOR_NAMES, type DetectorName, type DetectorSettings, type Report } from "../model/report.ts";
import { factsOf } from "./facts.ts";

const BIN_WIDTHS_MS = [1, 5, 10, 30, 60, 300, 900, 3600, 86_400].map((seconds) => seconds * 1000);

/** Numbers that a detector cannot do without; others are known from the report once it ran. */
const NEEDED: Partial<Record<DetectorName, readonly string[]>> = { "fixed-limits": ["low", "high"] };

/** @param forget forgets what is kept of the source's hours */
export function planScoring(
  planning: Planning,
  draft: PlanDraft,
  { report, partial }: ShownResult,
  forget: () => void,
): TemplateResult {
  const { settings } = report;
  const chosen = (event: Event): void => {
    const value = Number((event.target as HTMLSelectElement).value);
    planning.bin(value === 0 ? null : value);
  };
  const own = draft.binMs === null ? [] : [draft.binMs];
  const widths = [...new Set([...BIN_WIDTHS_MS, ...own])].sort((a, b) => a - b);
  const changed = draft.binMs !== settings.binMs || draft.detectors !== settings.detectors;
  return html`<section>
    <h3>Bins and detectors</h3>
    <div class="fields">
      <label><span>Width of a bin</span><select @change=${chosen}>
        <option value="0" ?selected=${draft.binMs === null}>chosen from the span</option>
        ${widths.map((ms) => html`<option value=${ms} title=${exactDuration(ms)} ?selected=${draft.binMs === ms}>${formatWidth(ms)}</option>`)}</select></label>
      <div class="labelled"><span>${partial.byteLength === 0 ? "an imported report has no bins to score" : "without reading the files"}</span>
        <button class="button" type="button" ?disabled=${!changed || partial.byteLength === 0} @click=${() => void planning.scoreAgain()}>Score again</button></div>
    </div>
    ${hoursKnown(report, forget)}
    <ul class="detectors">${DETECTOR_NAMES.map((name) => detectorRow(planning, draft, report, name))}</ul>
  </section>`;
}

/** What earlier files taught, where it was an input. */
function hoursKnown(report: Report, forget: () => void): TemplateResult | typeof nothing {
  const { baselines } = report.inputs;
  if (baselines === undefined) return nothing;
  const { files, binMs } = baselines;
  const { clock } = factsOf(report);
  const firstMs = Math.min(...files.map((file) => file.firstMs));
  const lastMs = Math.max(...files.map((file) => file.lastMs));
  const used =
    binMs === report.scoring?.binMs
      ? ""
      : `; of bins of ${formatWidth(binMs)}, so that all events are expected by them, and other series begin anew`;
  return html`<div class="fields hours"><div class="labelled"><span>Hours of the week, from ${countOf(files.length, "earlier file")} of this source, ${clock.range(firstMs, lastMs)}${used}</span>
    <button class="button" type="button" @click=${forget}>Forget them</button></div></div>`;
}

function detectorRow(planning: Planning, draft: PlanDraft, report: Report, name: DetectorName): TemplateResult {
  const settings = draft.detectors.find((detector) => detector.name === name);
  const toggle = (): void => {
    const others = draft.detectors.filter((detector) => detector.name !== name);
    planning.detectors(settings === undefined ? [...others, { name, options: {} }] : others);
  };
  return html`<li>
    <label class="tick"><input type="checkbox" .checked=${live(settings !== undefined)} @change=${toggle}><span>${DETECTOR_LABELS[name]}</span></label>
    ${settings === undefined ? nothing : options(planning, draft, report, settings)}
  </li>`;
}

function options(planning: Planning, draft: PlanDraft, report: Report, settings: DetectorSettings): TemplateResult {
  const { name } = settings;
  const ran = report.detectorsRun.find((detector) => detector.name === name)?.options ?? {};
  const keys = new Set([...(NEEDED[name] ?? []), ...Object.keys(ran), ...Object.keys(settings.options)]);
  const numbers = [...keys].filter((key) => typeof (settings.options[key] ?? ran[key] ?? 0) === "number");
  const set = (key: string, event: Event): void => {
    const value = (event.target as HTMLInputElement).valueAsNumber;
    const { [key]: _, ...rest } = settings.options;
    const changed = { name, options: Number.isFinite(value) ? { ...rest, [key]: value } : rest };
    planning.detectors(draft.detectors.map((detector) => (detector.name === name ? changed : detector)));
  };
  return html`<span class="options">${numbers.map(
    (
      key,
    ) => html`<label><span>${key}</span><input type="number" step="any" .value=${String(settings.options[key] ?? ran[key] ?? "")}
      @change=${(event: Event) => set(key, event)}></label>`,
  )}</span>`;
}
