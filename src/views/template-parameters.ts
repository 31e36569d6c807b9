/**
 * <tl-template-parameters>: what stands at each parameter of a template in the lines of the chosen range: type, different
 * values, the commonest, and for numbers how they lie. The lines are read when it is shown, and again for another range.
 */
import { css, html, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { countOf, formatNumber, formatShare } from "../charts/format.ts";
import { TimberlineError } from "../model/analysis.ts";
import type { NumberSummary, Parameter, TemplateParameters, TimedQuantiles } from "../model/parameters.ts";
import type { Template } from "../model/report.ts";
import { factsOf } from "./facts.ts";
import { templateText } from "./level-mark.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

const SHOWN_VALUES = 3;
const SHOWN_PARAMETERS = 12;

export class TemplateParameterTable extends View {
  static override styles = [
    sharedStyles,
    css`
      section { padding: var(--tl-3) var(--tl-4); border-top: 1px solid var(--tl-line); }
      h3 { margin-bottom: var(--tl-1); font-size: var(--tl-small); color: var(--tl-text-muted); }
      .note { font-size: var(--tl-small); }
      .parameter { color: var(--tl-accent); }
      table { width: 100%; border-collapse: collapse; table-layout: fixed; }
      th, td { padding: 2px 0; font-weight: 400; text-align: left; vertical-align: top; }
      tbody + tbody > tr:first-child > * { padding-top: var(--tl-3); }
      .name { width: 64%; overflow-wrap: anywhere; }
      .name .together { font-size: var(--tl-small); }
      .name .mono { margin-right: var(--tl-2); }
      .distinct { text-align: right; color: var(--tl-text-muted); font-size: var(--tl-small); }
      .value { overflow: hidden; font: var(--tl-small) / 18px var(--tl-mono); text-overflow: ellipsis; white-space: nowrap; }
      dl { display: flex; flex-wrap: wrap; gap: 0 var(--tl-4); }
      dl div { display: flex; gap: var(--tl-1); align-items: baseline; }
      dt { color: var(--tl-text-muted); font-size: var(--tl-small); }
      dd { font: var(--tl-small) / 20px var(--tl-mono); white-space: nowrap; }
      .over-time { display: block; width: 100%; height: 38px; margin: 2px 0; border-bottom: 1px solid var(--tl-line); fill: var(--tl-ridge); }
      .over-time .median { fill: var(--tl-accent-mark); }
      .button { margin-top: var(--tl-2); }
    `,
  ];

  static override properties = {
    ...View.properties,
    template: { attribute: false },
    found: { state: true },
    failure: { state: true },
    all: { state: true },
  };

  declare template: Template;
  /** null while they are read */
  declare found: TemplateParameters | null;
  declare failure: string | null;
  /** shows more than the first parameters */
  declare all: boolean;
  /** number of the newest question; answers to older ones are passed over */
  private asked = 0;

  constructor() {
    super();
    this.found = null;
    this.failure = null;
    this.all = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("state") as typeof this.state | undefined;
    const beforeTemplate = changed.get("template") as Template | undefined;
    // a correction leaves the id where the smallest signature stays
    const other =
      changed.has("template") &&
      (beforeTemplate?.id !== this.template.id || beforeTemplate.template !== this.template.template);
    const moved =
      changed.has("state") &&
      (before?.selection.rangeMs !== this.state.selection.rangeMs || before?.files !== this.state.files);
    if (other) this.all = false;
    if (other || moved) void this.read();
  }

  private async read(): Promise<void> {
    const mine = ++this.asked;
    this.found = null;
    this.failure = null;
    if (this.state.files !== "attached") return;
    try {
      const found = await this.app.templateParameters(this.template.id, this.state.selection.rangeMs ?? {});
      if (mine === this.asked) this.found = found;
    } catch (error) {
      if (mine === this.asked)
        this.failure = error instanceof TimberlineError ? error.message : "The parameters could not be read.";
    }
  }

  override render(): TemplateResult {
    return html`<section aria-busy=${this.state.files === "attached" && this.found === null && this.failure === null}>
      <h3 id="title">Parameters</h3>${this.body()}</section>`;
  }

  private body(): TemplateResult {
    if (this.state.files !== "attached") return this.withoutFile();
    if (this.failure !== null) return html`<p role="alert">${this.failure}</p>`;
    const { found } = this;
    if (found === null) return html`<p class="muted" role="status">reading its lines…</p>`;
    const shown = this.all ? found.parameters : found.parameters.slice(0, SHOWN_PARAMETERS);
    const more = found.parameters.length - shown.length;
    return html`${found.events === 0 ? nothing : html`<table aria-labelledby="title">${shown.map((parameter) => this.parameter(parameter, found))}</table>`}
      ${more === 0 ? nothing : html`<button class="button" type="button" @click=${this.showAll}>Show ${countOf(more, "more parameter", "more parameters")}</button>`}
      <p class="muted note" role="status">${this.basis(found)}</p>`;
  }

  private readonly showAll = (): void => {
    this.all = true;
  };

  private withoutFile(): TemplateResult {
    if (this.state.files === "asking") return html`<p class="muted" role="status">checking the file…</p>`;
    return html`<p class="muted">They are read from the file, which is not open.</p>
      <button class="button" type="button" @click=${() => this.app.analysing.reopen()}>Open the file again…</button>`;
  }

  private parameter(
    { context, type, typeCount, distinct, distinctEstimate, top, numbers }: Parameter,
    all: TemplateParameters,
  ): TemplateResult {
    const share = typeCount === all.events ? "" : ` ${formatShare(typeCount / all.events)}`;
    return html`<tbody>
      <tr><th scope="rowgroup" class="name"><span class="mono">${templateText(context)}</span> <span class="muted together">${type}${share}</span></th>
        ${all.complete ? html`<td class="distinct">${countOf(distinct, "value")}</td>` : html`<td class="distinct" title=${`${countOf(distinct, "different value")} in ${countOf(all.events, "event")}; estimated for all of them by how many came but once`}>≈ ${countOf(about(distinct, distinctEstimate), "value")}</td>`}</tr>
      ${this.values(top.slice(0, SHOWN_VALUES), distinct)}
      ${numbers === null || distinct === 1 ? nothing : html`<tr><td colspan="2">${this.numbers(numbers)}</td></tr>`}
    </tbody>`;
  }

  /** The commonest values; of those that all came once, a few as examples. */
  private values(top: Parameter["top"], distinct: number): TemplateResult | TemplateResult[] {
    if (distinct > 1 && top[0]?.count === 1) {
      const some = top.map(({ value }) => value).join(", ");
      return html`<tr><td class="value" colspan="2" title=${some}><span class="muted">each once:</span> ${some}${distinct > top.length ? ", …" : ""}</td></tr>`;
    }
    return top.map(
      ({ value, count }) =>
        html`<tr><td class="value" title=${value}>${value}</td><td class="number">${formatNumber(count)}</td></tr>`,
    );
  }

  private numbers({ unit, min, median, p95, max, overTime }: NumberSummary): TemplateResult {
    const written = (value: number): string => `${formatNumber(value)}${unit === "" ? "" : `\u202f${unit}`}`;
    return html`${overTime.length < 2 ? nothing : this.overTime(overTime, written)}<dl>${Object.entries({ min, median, p95, max }).map(([name, value]) => html`<div><dt>${name}</dt><dd>${written(value)}</dd></div>`)}</dl>`;
  }

  /** A bar from the least to the greatest of each part of the time, the median as a mark; and the table behind it. */
  private overTime(parts: readonly TimedQuantiles[], written: (value: number) => string): TemplateResult {
    const { clock } = factsOf(this.state.result!.report);
    const [from, to] = [parts[0]!.startMs, parts.at(-1)!.endMs];
    const low = Math.min(0, ...parts.map(({ min }) => min));
    const high = Math.max(low + Number.MIN_VALUE, ...parts.map(({ max }) => max));
    const x = (atMs: number): number => ((atMs - from) / (to - from)) * 240;
    const y = (value: number): number => 36 - ((value - low) / (high - low)) * 34;
    const words = `over time: median from ${written(Math.min(...parts.map(({ median }) => median)))} to ${written(Math.max(...parts.map(({ median }) => median)))}`;
    return html`<svg class="over-time" viewBox="0 0 240 38" preserveAspectRatio="none" role="img" aria-label=${words}>${parts.map(
      ({ startMs, endMs, min, median, max }) => {
        const width = Math.max(1, (x(endMs) - x(startMs)) * 0.8);
        return svg`<rect x=${x(startMs)} width=${width} y=${y(max)} height=${Math.max(1, y(min) - y(max))} /><rect class="median" x=${x(startMs)} width=${width} y=${y(median) - 1} height="2" />`;
      },
    )}</svg>
      <div class="hear"><table><caption>Numbers over time</caption><thead><tr><th scope="col">from</th><th scope="col">median</th><th scope="col">p95</th><th scope="col">min</th><th scope="col">max</th></tr></thead>
        <tbody>${parts.map(({ startMs, min, median, p95, max }) => html`<tr><th scope="row">${clock.dateTime(startMs)}</th><td>${written(median)}</td><td>${written(p95)}</td><td>${written(min)}</td><td>${written(max)}</td></tr>`)}</tbody></table></div>`;
  }

  /** What the figures are of. */
  private basis({ events, unaligned, complete }: TemplateParameters): string {
    const ranged = this.state.selection.rangeMs !== null;
    if (events === 0 && unaligned === 0)
      return ranged ? "None of its events lie in the range." : "None of its events were found.";
    if (events === 0) return "The messages of its events do not show where the parameters are.";
    const of = complete || ranged ? "" : ` of ${formatNumber(this.template.count)}`;
    const basis = complete
      ? `From all ${countOf(events, "event")}${ranged ? " of the range" : ""}.`
      : `From ${formatNumber(events)}${of} events, spread over the ${ranged ? "range" : "file"}.`;
    return unaligned === 0 ? basis : `${basis} ${countOf(unaligned, "more message")} could not be taken apart.`;
  }
}

/** @returns an estimate in two digits, but no less than was seen */
function about(seen: number, estimate: number): number {
  return Math.max(seen, Number(estimate.toPrecision(2)));
}

customElements.define("tl-template-parameters", TemplateParameterTable);
