/** How the times of a file are written: each layout as a pattern to edit, and the other orders that its digits allow. */
import { html, nothing, type TemplateResult } from "lit";
import { formatShare } from "../charts/format.ts";
import type { PlanPreview } from "../model/analysis.ts";
import type { FilePlan, TimeLayout } from "../model/plan.ts";
import { timeLayoutsOf, withLeadingTime, withTimeLayout } from "../model/plan-edit.ts";
import { layoutOfPattern, otherOrders, PATTERN_HELP, patternOf } from "../model/time-pattern.ts";
import { unlessFocused } from "./unless-focused.ts";

/** What is typed and cannot be read as a pattern, by the pattern that it would replace. */
export type Typed = ReadonlyMap<string, { text: string; problem: string }>;

export interface TimesPart {
  plan: FilePlan;
  typed: Typed;
  /** what other orders would make of the sample, by their patterns; missing until it is known */
  tried: ReadonlyMap<string, PlanPreview>;
  edit(plan: FilePlan): void;
  type(pattern: string, entry: { text: string; problem: string } | null): void;
}

export function planTimes(part: TimesPart): TemplateResult | typeof nothing {
  if (part.plan.body.kind === "text") return leadingTime(part);
  const layouts = timeLayoutsOf(part.plan.body);
  if (layouts.length === 0) return nothing;
  return html`<section>
    <h3>${layouts.length === 1 ? "How times are written" : "How times are written, in several ways"}</h3>
    ${layouts.map((layout, i) => timeField(part, layout, i))}
    <p class="hint">${PATTERN_HELP}.</p>
  </section>`;
}

/** Of a text in which no time was found: the pattern of one that lines begin with, for somebody who sees it. */
function leadingTime(part: TimesPart): TemplateResult {
  const take = (next: TimeLayout): void => part.edit(withLeadingTime(part.plan, next));
  return html`<section>
    <h3>How times are written</h3>
    <p class="hint">No time was found. If lines begin with one, write its pattern as the lines have it, marks included.</p>
    <div class="time">${patternInput(part, "", 0, take)}</div>
    <p class="hint">${PATTERN_HELP}.</p>
  </section>`;
}

function timeField(part: TimesPart, layout: TimeLayout, index: number): TemplateResult {
  const pattern = patternOf(layout);
  const take = (next: TimeLayout): void => {
    if (patternOf(next) !== pattern) part.edit(withTimeLayout(part.plan, layout, next));
  };
  const others = otherOrders(layout);
  return html`<div class="time">
    ${patternInput(part, pattern, index, take)}
    ${
      others.length === 0
        ? nothing
        : html`<div class="orders" role="group" aria-label="Order of the date">
            ${[layout, ...others].sort(byPattern).map((order) => orderButton(part, layout, order))}</div>`
    }
  </div>`;
}

/** @param pattern what stands there; "" for none yet, which is taken when it is written to the end */
function patternInput(
  part: TimesPart,
  pattern: string,
  index: number,
  take: (layout: TimeLayout) => void,
): TemplateResult {
  const entry = part.typed.get(pattern);
  const isNew = pattern === "";
  const typed = (event: Event): void => {
    const text = (event.target as HTMLInputElement).value;
    try {
      const next = isNew && text.trim() === "" ? null : layoutOfPattern(text);
      part.type(pattern, null);
      if (next !== null) take(next);
    } catch (error) {
      part.type(pattern, { text, problem: error instanceof Error ? error.message : String(error) });
    }
  };
  return html`<label><span>Pattern${index === 0 ? "" : ` ${index + 1}`}</span>
      <input class="pattern" spellcheck="false" autocomplete="off" placeholder=${isNew ? "%d.%m.%Y %H:%M:%S" : nothing} .value=${unlessFocused(entry?.text ?? pattern)}
        aria-invalid=${entry === undefined ? "false" : "true"} aria-describedby=${`time-problem-${index}`} @input=${isNew ? nothing : typed} @change=${isNew ? typed : nothing}></label>
    <p class="hint problem" id=${`time-problem-${index}`} role="status">${entry?.problem ?? nothing}</p>`;
}

const byPattern = (a: TimeLayout, b: TimeLayout): number => (patternOf(a) < patternOf(b) ? -1 : 1);

function orderButton(part: TimesPart, layout: TimeLayout, order: TimeLayout): TemplateResult {
  const tried = part.tried.get(patternOf(order));
  const share =
    tried === undefined || tried.lines === 0 ? "" : `: ${formatShare(1 - tried.unparsedLines / tried.lines)}`;
  const pressed = patternOf(order) === patternOf(layout);
  return html`<button class="button" type="button" aria-pressed=${pressed ? "true" : "false"}
    @click=${() => part.edit(withTimeLayout(part.plan, layout, order))}>${dateWords(order)}${share}</button>`;
}

const WORDS: Record<string, string> = { year4: "year", year2: "year", month: "month", monthName: "month", day: "day" };

/** @returns the order of a date in words: "day, month, year" */
function dateWords(layout: TimeLayout): string {
  return layout.flatMap((element) => (typeof element === "string" ? (WORDS[element] ?? []) : [])).join(", ");
}
