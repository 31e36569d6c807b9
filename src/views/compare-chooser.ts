/** <tl-compare-chooser>: what is compared with what, by which key, and what is taken to be equal. */
import { css, html, nothing, type TemplateResult } from "lit";
import { draftOf } from "../app/comparing.ts";
import { type Dimension, dimensionsOf, firstWidth, rangesAsked, spanOfReport } from "../charts/compare-choices.ts";
import { COMPARE_KEYS, type CompareSettings, type TimeSpan } from "../model/comparison.ts";
import { valueName } from "../model/file-names.ts";
import type { Report } from "../model/report.ts";
import { factsOf } from "./facts.ts";
import { icon } from "./icons.ts";
import { sharedStyles } from "./shared.styles.ts";
import type { OfferedValue, ValueEvent } from "./value-box.ts";
import "./value-box.ts";
import { View } from "./view.ts";

/** Which time the old side of a range is. */
type OldRange = "before" | "rest" | "own";

const OLD_RANGES: Record<OldRange, string> = {
  before: "as much time before",
  rest: "all the rest",
  own: "another range",
};

export class CompareChooser extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; }
      form { display: flex; flex-wrap: wrap; align-items: end; gap: var(--tl-2) var(--tl-3); padding: var(--tl-3) var(--tl-4) var(--tl-2); }
      label { display: flex; flex-direction: column; gap: 2px; min-width: 0; font-size: var(--tl-small); color: var(--tl-text-muted); }
      select, .span { min-height: 28px; max-width: 260px; padding: 0 var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: inherit; font-size: var(--tl-body); }
      .span { display: flex; align-items: center; gap: var(--tl-2); max-width: none; border-color: var(--tl-line); background: none; white-space: nowrap; }
      .sides { display: flex; flex-wrap: wrap; align-items: end; gap: var(--tl-2); }
      .sides.spans { flex-basis: 100%; }
      .swap { padding: 0 var(--tl-2); }
      .swap svg { transform: rotate(90deg); }
      fieldset { display: flex; margin: 0; padding: 0; border: 0; }
      legend { padding: 0; margin-bottom: 2px; font-size: var(--tl-small); color: var(--tl-text-muted); }
      fieldset .button + .button { margin-left: -1px; }
      fieldset .button:first-of-type { border-radius: var(--tl-radius) 0 0 var(--tl-radius); }
      fieldset .button:last-of-type { border-radius: 0 var(--tl-radius) var(--tl-radius) 0; }
      .button[aria-pressed="true"] { background: var(--tl-accent-soft); color: var(--tl-accent); border-color: var(--tl-accent-mark); font-weight: var(--tl-bold); }
      .hint { flex-basis: 100%; color: var(--tl-text-muted); font-size: var(--tl-small); }
      @media (max-width: 699px) { form { padding: var(--tl-2) var(--tl-3); } select { max-width: 44vw; } .span { white-space: normal; } }
    `,
  ];

  static override properties = { ...View.properties, all: { state: true } };

  /** all values of a field, where the report holds the commonest only; null while that is not known */
  declare all: { of: string; values: OfferedValue[] } | null;
  private asked = "";

  constructor() {
    super();
    this.all = null;
  }

  protected override updated(): void {
    const compared = draftOf(this.state)?.asked;
    const { result } = this.state;
    if (result === null || compared === undefined || compared.ranges) return;
    const of = `${result.report.digest} ${compared.field}`;
    if (of === this.asked) return;
    this.asked = of;
    void this.findValues(of, compared.field);
  }

  private async findValues(of: string, field: string): Promise<void> {
    try {
      const found = await this.app.study({ kind: "values", dimension: field });
      if (found === null || this.asked !== of) return;
      const names = found.map(({ value }) => valueName(this.report, field, value));
      const often = new Set(names.filter((name, i) => names.indexOf(name) !== i));
      const values = found.map(({ value, count }, i) => {
        const name = names[i] ?? value;
        return { value, count, name: often.has(name) ? `${name} (${value})` : name };
      });
      this.all = { of, values };
    } catch (error) {
      this.app.messages.error(error);
    }
  }

  /** Asks for something else; limits stay only where they still mean the same. */
  private ask(part: Partial<CompareSettings>): void {
    const asked = draftOf(this.state)?.asked;
    if (asked === undefined) return;
    const { limits: _, ...rest } = { ...asked, ...part };
    void this.app.comparing.choose(rest);
  }

  private get report(): Report {
    return this.state.result!.report;
  }

  override render(): TemplateResult {
    const asked = draftOf(this.state)?.asked;
    if (this.state.result === null || asked === undefined) return html``;
    const dimensions = dimensionsOf(this.report).filter(({ values }) => values.length > 1);
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
      <label>Compare
        <select aria-label="Compare" @change=${this.fieldChosen}>
          ${dimensions.map(({ name }) => html`<option value=${name} ?selected=${!asked.ranges && name === asked.field}>${name}</option>`)}
          <option value="" ?selected=${asked.ranges !== undefined}>ranges of time</option>
        </select></label>
      ${asked.ranges ? nothing : this.values(asked, dimensions)}
      <label>Broken down by
        <select aria-label="Broken down by" @change=${(event: Event) => this.ask({ key: chosenIn(event) })}>
          ${this.keys(asked).map((key) => html`<option value=${key} ?selected=${key === this.keyOf(asked)}>${key}</option>`)}
        </select></label>
      <fieldset><legend>Taken to be equal</legend>
        <button class="button" type="button" aria-pressed=${asked.by !== "totals"} title="As many users on both sides: counts stand for themselves" @click=${() => this.ask({ by: "users" })}>users</button>
        <button class="button" type="button" aria-pressed=${asked.by === "totals"} title="Each key by its share of all events of its side" @click=${() => this.ask({ by: "totals" })}>totals</button>
      </fieldset>
      ${asked.ranges ? this.spans(asked.ranges) : nothing}
    </form>`;
  }

  private values(asked: CompareSettings, dimensions: readonly Dimension[]): TemplateResult {
    const values = dimensions.find(({ name }) => name === asked.field)?.values.map(({ value }) => value) ?? [];
    const all = this.all !== null && this.all.of === this.asked ? this.all.values : [];
    const box = (side: "old" | "new", other: string): TemplateResult => {
      const offered = all.filter(({ value }) => value !== other);
      const label = side === "old" ? "Old" : "New";
      return html`<label>${label}
        <tl-value-box .label=${label} .values=${offered} .chosen=${asked[side]} @tl-value=${({ value }: ValueEvent) => this.ask({ [side]: value })}></tl-value-box></label>`;
    };
    const select = (side: "old" | "new", other: string): TemplateResult => {
      const offered = values.includes(asked[side]) ? values : [asked[side], ...values];
      return html`<label>${side === "old" ? "Old" : "New"}
        <select aria-label=${side === "old" ? "Old" : "New"} @change=${(event: Event) => this.ask({ [side]: chosenIn(event) })}>
          ${offered.map((value) => html`<option value=${value} ?selected=${value === asked[side]} ?disabled=${value === other}>${valueName(this.report, asked.field, value)}</option>`)}
        </select></label>`;
    };
    const choice = all.length > values.length ? box : select;
    return html`<div class="sides">${choice("old", asked.new)}${this.swap(() => this.ask({ old: asked.new, new: asked.old }))}${choice("new", asked.old)}</div>`;
  }

  private swap(run: () => void): TemplateResult {
    return html`<button class="button swap" type="button" title="Exchange old and new" @click=${run}>${icon("compare")}<span class="hear">Exchange old and new</span></button>`;
  }

  private spans(ranges: NonNullable<CompareSettings["ranges"]>): TemplateResult {
    const { clock } = factsOf(this.report);
    const selected = this.state.selection.rangeMs;
    const words = ({ startMs, endMs }: TimeSpan): string => clock.range(startMs, endMs);
    const kind: OldRange = ranges.old === null ? "rest" : isBefore(ranges.old, ranges.new) ? "before" : "own";
    const kinds = (Object.keys(OLD_RANGES) as OldRange[]).filter((each) => each !== "own" || kind === "own");
    const { old } = ranges;
    return html`<div class="sides spans">
        <label>Old <select aria-label="Old range" @change=${(event: Event) => this.oldChosen(chosenIn(event) as OldRange, ranges.new)}>
          ${kinds.map((each) => html`<option value=${each} ?selected=${each === kind}>${OLD_RANGES[each]}</option>`)}</select></label>
        ${old === null ? nothing : html`<span class="span">${words(old)}</span>${this.swap(() => this.askRanges(ranges.new, old))}`}
        <label>New <span class="span">${words(ranges.new)}</span></label>
        ${
          selected === null
            ? nothing
            : html`<button class="button" type="button" ?disabled=${sameSpan(selected, ranges.new)} @click=${() => this.askRanges(kind === "rest" ? null : kind === "before" ? beforeOf(selected) : ranges.old, selected)}>Marked range as new</button>
              <button class="button" type="button" ?disabled=${old !== null && sameSpan(selected, old)} @click=${() => this.askRanges(selected, ranges.new)}>as old</button>`
        }
      </div>
      ${selected === null ? html`<p class="hint">Mark a range on the time line to compare it.</p>` : nothing}`;
  }

  private askRanges(old: TimeSpan | null, fresh: TimeSpan): void {
    this.ask({ ranges: { old, new: fresh }, binMs: firstWidth(Math.max(lengthOf(fresh), old ? lengthOf(old) : 0)) });
  }

  private oldChosen(kind: OldRange, fresh: TimeSpan): void {
    if (kind === "rest") this.askRanges(null, fresh);
    else if (kind === "before") this.askRanges(beforeOf(fresh), fresh);
  }

  private readonly fieldChosen = (event: Event): void => {
    const field = chosenIn(event);
    const asked = draftOf(this.state)?.asked;
    const span = spanOfReport(this.report);
    if (asked === undefined || span === null) return;
    const by = asked.by === undefined ? {} : { by: asked.by };
    if (field === "") {
      void this.app.comparing.choose({ ...proposedRanges(span, this.state.selection.rangeMs), ...by });
      return;
    }
    const dimension = dimensionsOf(this.report).find(({ name }) => name === field);
    const [old, fresh] = dimension?.values.slice(-2).map(({ value }) => value) ?? [];
    if (old === undefined || fresh === undefined) return;
    const binMs = firstWidth(span.endMs - span.startMs);
    void this.app.comparing.choose({ field, old, new: fresh, key: null, binMs, ...by });
  };

  private keys({ field, ranges }: CompareSettings): string[] {
    const { fileDimension } = this.report.source.plan;
    const names = dimensionsOf(this.report).map(({ name }) => name);
    const rest = names.filter((name) => (ranges || name !== field) && name !== fileDimension);
    return [
      ...new Set([...rest, ...COMPARE_KEYS, ...(fileDimension && field !== fileDimension ? [fileDimension] : [])]),
    ];
  }

  private keyOf(asked: CompareSettings): string | undefined {
    return asked.key ?? draftOf(this.state)?.comparison?.keyedBy;
  }
}

function chosenIn(event: Event): string {
  return (event.currentTarget as HTMLSelectElement).value;
}

function lengthOf({ startMs, endMs }: TimeSpan): number {
  return endMs - startMs;
}

function sameSpan(a: TimeSpan, b: TimeSpan): boolean {
  return a.startMs === b.startMs && a.endMs === b.endMs;
}

function beforeOf(span: TimeSpan): TimeSpan {
  return { startMs: span.startMs - lengthOf(span), endMs: span.startMs };
}

function isBefore(old: TimeSpan, fresh: TimeSpan): boolean {
  return sameSpan(old, beforeOf(fresh));
}

/** @returns the marked range against as much time before it; without one, the second half of the log against the first */
export function proposedRanges(whole: TimeSpan, marked: TimeSpan | null): CompareSettings {
  const middleMs = Math.floor((whole.startMs + whole.endMs) / 2000) * 1000;
  const before = marked && beforeOf(marked);
  return marked && before && before.endMs > whole.startMs
    ? rangesAsked(before, marked)
    : rangesAsked({ startMs: whole.startMs, endMs: middleMs }, { startMs: middleMs, endMs: whole.endMs });
}

customElements.define("tl-compare-chooser", CompareChooser);
