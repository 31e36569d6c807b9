/**
 * <tl-plan-dialog>: how the files are read, and how else they could be. Every change shows at once what it would make of
 * the first lines; only "Read again" changes the analysis. Loaded when it is first asked for.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { PlanDraft } from "../app/planning.ts";
import { ZoneClock } from "../charts/zone-clock.ts";
import type { PlanPreview } from "../model/analysis.ts";
import type { FilePlan, PlanBody } from "../model/plan.ts";
import { timeLayoutsOf, withColumns, withTimeLayout } from "../model/plan-edit.ts";
import { otherOrders, patternOf } from "../model/time-pattern.ts";
import { icon } from "./icons.ts";
import { planBody } from "./plan-body.ts";
import { planDialogStyles } from "./plan-dialog.styles.ts";
import { fileClock, fileFacts } from "./plan-file.ts";
import { planPreview, unmatchedLines } from "./plan-preview.ts";
import { planScoring } from "./plan-scoring.ts";
import { planTimes, type Typed } from "./plan-times.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class PlanDialog extends View {
  static override styles = [sharedStyles, planDialogStyles];
  static override properties = {
    ...View.properties,
    typed: { state: true },
    tried: { state: true },
    told: { state: true },
  };

  /** what is typed and is no pattern yet */
  declare typed: Typed;
  /** what other orders of the date would make of the sample */
  declare tried: ReadonlyMap<string, PlanPreview>;
  /** what a button did, in a few words */
  declare told: string;

  constructor() {
    super();
    this.typed = new Map();
    this.tried = new Map();
    this.told = "";
  }

  private get draft(): PlanDraft | null {
    return this.state.planning;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("state")) return;
    const before = (changed.get("state") as this["state"] | undefined)?.planning;
    if (this.draft?.plan === before?.plan && this.draft?.file === before?.file) return;
    this.told = "";
    if (before?.file !== this.draft?.file || this.draft === null) this.typed = new Map();
    void this.tryOrders();
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog !== null && !dialog.open) dialog.showModal();
  }

  override render(): TemplateResult | typeof nothing {
    const { draft, app, state } = this;
    const { result } = state;
    const report = result?.report;
    const plan = draft?.plan.files[draft.file];
    if (draft === null || result === null || report === undefined || plan === undefined) return nothing;
    const attached = state.files === "attached";
    const clock = new ZoneClock(draft.timeZone, plan.lacks);
    const reading = report.reading[draft.file];
    const edit = (next: FilePlan): void => app.planning.edit(next);
    return html`<dialog aria-labelledby="plan-title" @close=${() => app.planning.close()} @cancel=${() => app.planning.close()}>
      <div class="frame">
        ${this.head(draft)}
        <div class="columns">
          <div class="form">
            ${fileFacts(report, draft.file, plan)}
            ${fileClock(app.planning, draft, plan)}
            ${planTimes({ plan, typed: this.typed, tried: this.tried, edit, type: (pattern, entry) => this.type(pattern, entry) })}
            ${planBody({ plan, reading, preview: draft.preview, edit, recut: (body) => void this.recut(plan, body) })}
            ${planScoring(app.planning, draft, result, () => void app.sources.forgetBaselines(report))}
          </div>
          <div class="shown">
            ${planPreview(draft.preview, clock, attached)}
            ${unmatchedLines(draft.unmatched, reading?.unmatchedLines ?? 0)}
          </div>
        </div>
        ${this.foot(draft, attached)}
      </div>
    </dialog>`;
  }

  private head(draft: PlanDraft): TemplateResult {
    const files = this.state.result?.report.source.files ?? [];
    return html`<div class="head">
      <h2 id="plan-title">How ${files.length > 1 ? "the files are" : `${files[0]?.name ?? "the file"} is`} read</h2>
      ${
        files.length > 1
          ? html`<select aria-label="File" @change=${(event: Event) => this.app.planning.showFile((event.target as HTMLSelectElement).selectedIndex)}>
            ${files.map(({ name }, i) => html`<option ?selected=${i === draft.file}>${name}</option>`)}</select>`
          : nothing
      }
      <button class="button quiet" type="button" title="Close" @click=${() => this.app.planning.close()}>${icon("close")}<span class="hear">Close</span></button>
    </div>`;
  }

  private foot(draft: PlanDraft, attached: boolean): TemplateResult {
    const { planning, analysing } = this.app;
    const broken = draft.problem !== null || this.typed.size > 0;
    return html`<div class="foot">
      <button class="button" type="button" @click=${() => void planning.save()}>Save the plan…</button>
      <button class="button" type="button" @click=${() => this.copy()}>Copy it</button>
      <button class="button" type="button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>("#load")?.click()}>Load a plan…</button>
      <input id="load" type="file" accept=".json,application/json" hidden @change=${(event: Event) => this.load(event)}>
      <span role="status" class=${draft.problem === null ? "told" : "problem"}>${draft.problem ?? this.told}</span>
      <span class="end">
        ${
          attached
            ? html`<button class="button" type="button" @click=${() => planning.readAsDetected()}>As detected</button>
              <button class="button primary" type="button" ?disabled=${broken} @click=${() => planning.readAgain()}>Read again</button>`
            : html`<button class="button primary" type="button" @click=${() => void analysing.reopen().then(() => planning.open())}>Choose the file…</button>`
        }
      </span>
    </div>`;
  }

  private async copy(): Promise<void> {
    const copied = await this.app.planning.copy();
    this.told = copied ? "Copied." : "The browser did not allow to copy; save it instead.";
  }

  private load(event: Event): void {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file !== undefined) void this.app.planning.load(file);
    input.value = "";
  }

  private type(pattern: string, entry: { text: string; problem: string } | null): void {
    const typed = new Map(this.typed);
    if (entry === null) typed.delete(pattern);
    else typed.set(pattern, entry);
    this.typed = typed;
  }

  /** Cuts a table another way, with the columns that come of it. */
  private async recut(plan: FilePlan, body: PlanBody): Promise<void> {
    const cut = { ...plan, body };
    const preview = await this.app.planning.tryPlan(cut);
    this.app.planning.edit(preview === null ? cut : withColumns(cut, preview.columns));
  }

  /** Tries the other orders of the date, so that each says what it would read. */
  private async tryOrders(): Promise<void> {
    const { draft } = this;
    const plan = draft?.plan.files[draft.file];
    if (draft === null || plan === undefined) return;
    const tried = new Map<string, PlanPreview>();
    for (const layout of timeLayoutsOf(plan.body))
      for (const order of otherOrders(layout).length > 0 ? [layout, ...otherOrders(layout)] : []) {
        const preview = await this.app.planning.tryPlan(withTimeLayout(plan, layout, order));
        if (this.draft?.plan !== draft.plan || this.draft.file !== draft.file) return;
        if (preview !== null) tried.set(patternOf(order), preview);
      }
    this.tried = tried;
  }
}

customElements.define("tl-plan-dialog", PlanDialog);
