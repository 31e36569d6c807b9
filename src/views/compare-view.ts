/**
 * <tl-compare-view>: two sides of the log against each other: the choice of them, what came of it in a sentence, the heatmap
 * over time and the verdicts. Owns what picture and table share: the order of the keys, the filter, and the key chosen.
 */
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type ComparisonDraft, comparedBy, draftOf } from "../app/comparing.ts";
import { pickFiles } from "../app/file-access.ts";
import type { AppState } from "../app/state.ts";
import { type KeyOrder, orderedKeys } from "../charts/compare-cells.ts";
import { firstLimits, proposalFor, spanOfReport } from "../charts/compare-choices.ts";
import { comparisonSentence, VERDICT_MARKS } from "../charts/compare-words.ts";
import { formatNumber } from "../charts/format.ts";
import type { Comparison, Verdict } from "../model/comparison.ts";
import type { Report } from "../model/report.ts";
import { proposedRanges } from "./compare-chooser.ts";
import { sideNames } from "./compare-names.ts";
import { noTimes } from "./no-times.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";
import "./compare-picture.ts";
import "./compare-table.ts";

const VERDICTS: readonly Verdict[] = ["regressed", "improved", "unchanged"];

export class CompareView extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      .said { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2) var(--tl-3); padding: 0 var(--tl-4) var(--tl-3); }
      .said p { flex: 1 1 420px; max-width: 110ch; }
      .said .state { color: var(--tl-text-muted); font-size: var(--tl-small); }
      .failure { margin: 0 var(--tl-4) var(--tl-3); padding: var(--tl-2) var(--tl-3); border: 1px solid var(--tl-alert); border-radius: var(--tl-radius); background: var(--tl-alert-soft); }
      .filters { display: flex; flex-wrap: wrap; align-items: center; gap: var(--tl-2); }
      .filters .button { min-height: 24px; font-size: var(--tl-small); }
      .filters .button[aria-pressed="true"] { background: var(--tl-accent-soft); color: var(--tl-accent); border-color: var(--tl-accent-mark); font-weight: var(--tl-bold); }
      input { width: 180px; min-height: 24px; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: inherit; font: inherit; font-size: var(--tl-small); }
      .counting { opacity: .6; }
      .actions { display: flex; flex-wrap: wrap; gap: var(--tl-2); }
      @media (max-width: 699px) { .said { padding: 0 var(--tl-3) var(--tl-2); } .said p { flex-basis: 100%; } }
    `,
  ];
  static override properties = {
    ...View.properties,
    sorted: { state: true },
    text: { state: true },
    verdict: { state: true },
    selectedKey: { state: true },
    keeping: { state: true },
  };

  declare sorted: KeyOrder;
  declare text: string;
  declare verdict: Verdict | null;
  declare selectedKey: string | null;
  declare keeping: boolean;

  private order: readonly number[] = [];

  constructor() {
    super();
    this.sorted = { column: "verdict", descending: false };
    this.text = "";
    this.verdict = null;
    this.selectedKey = null;
    this.keeping = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("state") as AppState | undefined;
    const comparison = draftOf(this.state)?.comparison ?? null;
    const another = changed.has("state") && (before === undefined || draftOf(before)?.comparison !== comparison);
    if (!another && !["sorted", "text", "verdict"].some((name) => changed.has(name))) return;
    this.order =
      comparison === null ? [] : orderedKeys(comparison.keys, this.sorted, { text: this.text, verdict: this.verdict });
  }

  protected override updated(): void {
    const { result, phase } = this.state;
    if (result === null || phase !== "result") return;
    const draft = draftOf(this.state);
    if (draft === null) this.app.comparing.begin(proposalFor(result.report));
    else if (draft.comparison !== null && !draft.counting && draft.failure === null && !draft.asked.limits)
      this.app.comparing.limits(firstLimits(draft.comparison));
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const draft = draftOf(this.state);
    const isCounted = (this.state.result?.partial.byteLength ?? 0) > 0;
    if (!isCounted && (draft?.comparison ?? report.comparison) === null) return this.withoutCounts();
    if (draft === null) return this.empty(report);
    const { comparison, failure } = draft;
    return html`<h2 class="hear">Compare</h2><tl-compare-chooser .app=${this.app} .state=${this.state}></tl-compare-chooser>
      ${failure === null ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
      ${comparison === null ? html`<div class="empty"><p role="status">${draft.counting ? "Counting…" : ""}</p></div>` : this.answer(report, draft, comparison)}`;
  }

  private answer(report: Report, draft: ComparisonDraft, comparison: Comparison): TemplateResult {
    const pick = ({ detail }: CustomEvent<string | null>): void => {
      this.selectedKey = detail;
    };
    return html`<div class=${draft.counting ? "counting" : ""}>
      <div class="said"><p>${comparisonSentence(comparison, sideNames(report, comparison))}</p>${this.keeper(report, draft)}</div>
      <tl-compare-picture .app=${this.app} .state=${this.state} .order=${this.order} .selectedKey=${this.selectedKey} @pick-key=${pick}></tl-compare-picture>
      <tl-compare-table .app=${this.app} .state=${this.state} .order=${this.order} .sorted=${this.sorted} .selectedKey=${this.selectedKey} @pick-key=${pick}
        @order=${({ detail }: CustomEvent<KeyOrder>) => {
          this.sorted = detail;
        }}>${this.filters(comparison)}</tl-compare-table></div>`;
  }

  private keeper(report: Report, draft: ComparisonDraft): TemplateResult {
    const held = comparedBy(report);
    if (held !== null && isSame(held, draft.asked))
      return html`<span class="state">in the report</span><button class="button" type="button" ?disabled=${this.keeping} @click=${() => this.run(() => this.app.comparing.drop())}>Take out of the report</button>`;
    return html`<span class="state">${held === null ? "not in the report" : "differs from the report"}</span>
      <button class="button primary" type="button" ?disabled=${this.keeping || draft.counting || draft.failure !== null} title="The report then holds this comparison, and its alerts stand on the time line" @click=${() => this.run(() => this.app.comparing.keep())}>Put into the report</button>`;
  }

  private run(work: () => Promise<void>): void {
    this.keeping = true;
    void work().finally(() => {
      this.keeping = false;
    });
  }

  private filters({ keys }: Comparison): TemplateResult {
    const counts = VERDICTS.map((verdict) => keys.filter((key) => key.verdict === verdict).length);
    return html`<div class="filters" role="group" aria-label="Verdicts shown">
      ${VERDICTS.map(
        (verdict, i) =>
          html`<button class="button" type="button" aria-pressed=${this.verdict === verdict} @click=${() => this.toggleVerdict(verdict)}>${VERDICT_MARKS[verdict]} ${verdict} ${formatNumber(counts[i]!)}</button>`,
      )}
      <input type="search" placeholder="Search keys" aria-label="Search keys" .value=${this.text} @input=${(
        event: Event,
      ) => {
        this.text = (event.currentTarget as HTMLInputElement).value;
      }} /></div>`;
  }

  private toggleVerdict(verdict: Verdict): void {
    this.verdict = this.verdict === verdict ? null : verdict;
  }

  private withoutCounts(): TemplateResult {
    return html`<div class="empty"><h2>No counts to compare</h2>
      <p>An imported report holds no counts of values and templates together. Open the log itself to compare.</p>
      <div class="actions"><button class="button primary" type="button" @click=${this.open}>Open files…</button></div></div>`;
  }

  private empty(report: Report): TemplateResult {
    const span = spanOfReport(report);
    if (span === null) return noTimes(this.app, "nothing can be compared over time");
    if (proposalFor(report) !== null) return html`<div class="empty"><p role="status">Counting…</p></div>`;
    return html`<div class="empty"><h2>No field has two values</h2>
      <p>Compare two ranges of time instead: mark one on the time line first, or begin with the two halves of the log. Or open two files together: each then counts as a value of the field “file”.</p>
      <div class="actions"><button class="button primary" type="button" @click=${() => this.app.comparing.choose(proposedRanges(span, this.state.selection.rangeMs))}>Compare ranges of time</button>
        <button class="button" type="button" @click=${this.open}>Open files…</button></div></div>`;
  }

  private readonly open = (): void => {
    pickFiles().then(
      (picked) => this.app.analysing.open(picked),
      (error) => this.app.messages.error(error),
    );
  };
}

function isSame(a: ComparisonDraft["asked"], b: ComparisonDraft["asked"]): boolean {
  const plain = ({
    field,
    old,
    new: fresh,
    key,
    ranges,
    by = "users",
    binMs = null,
    limits,
  }: ComparisonDraft["asked"]) =>
    JSON.stringify({ ...(ranges ? { ranges } : { field, old, fresh }), key, by, binMs, limits });
  return plain(a) === plain(b);
}

customElements.define("tl-compare-view", CompareView);
