/**
 * <tl-template-corrections>: what a user can correct about the selected template (its name, noise, a split at a parameter, a
 * merge with another one), and the corrections made so far, each of which can be taken back.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { editsOf, editWords } from "../app/correcting.ts";
import { countOf, formatNumber } from "../charts/format.ts";
import { alikeTemplates } from "../charts/template-likeness.ts";
import type { Report, Template } from "../model/report.ts";
import type { TemplateSplit } from "../model/template-edits.ts";
import { templateText } from "./level-mark.ts";
import { sharedStyles } from "./shared.styles.ts";
import { templateCorrectionsStyles } from "./template-corrections.styles.ts";
import { View } from "./view.ts";

const MOST_ALIKE = 5;
const SHOWN_WORDS = 4;

export class TemplateCorrections extends View {
  static override styles = [sharedStyles, templateCorrectionsStyles];

  static override properties = {
    ...View.properties,
    template: { attribute: false },
    splits: { state: true },
    text: { state: true },
    working: { state: true },
    said: { state: true },
    open: { state: true },
    unkept: { state: true },
  };

  declare template: Template;
  /** by parameter; null until they are known */
  declare splits: TemplateSplit[] | null;
  /** words of the template that is looked for */
  declare text: string;
  declare working: boolean;
  /** what was done last */
  declare said: string;
  /** nothing is looked for before it is opened: there may be ten thousand templates */
  declare open: boolean;
  /** corrections that the next files of the source do not begin with here */
  declare unkept: number;
  private asked = 0;

  constructor() {
    super();
    this.splits = null;
    this.text = "";
    this.working = false;
    this.said = "";
    this.open = false;
    this.unkept = 0;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("template") as Template | undefined;
    const isOther = changed.has("template") && before !== this.template;
    if (isOther && before?.id !== this.template.id) this.text = "";
    if (isOther && before !== undefined && !this.working) this.said = "";
    if (this.open && (isOther || changed.has("open"))) {
      void this.findSplits();
      if (!this.working) void this.findUnkept();
    }
  }

  private async findUnkept(): Promise<void> {
    const report = this.state.result?.report;
    const edits = report && editsOf(report);
    if (report === undefined || edits?.length === 0) return;
    const unkept = await this.app.correcting.unkeptCount(report);
    const now = this.state.result?.report;
    if (now !== undefined && editsOf(now) === edits) this.unkept = unkept;
  }

  private async findSplits(): Promise<void> {
    const mine = ++this.asked;
    this.splits = null;
    if (!this.template.template.includes("<*>")) return;
    try {
      const splits = await this.app.templateSplits(this.template.id);
      if (mine === this.asked) this.splits = splits;
    } catch (error) {
      this.app.messages.error(error);
    }
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    return html`<details @toggle=${this.toggled}>
      <summary>Correct this template</summary>
      ${this.open ? this.content(report) : nothing}
    </details>`;
  }

  private readonly toggled = (event: Event): void => {
    this.open = (event.currentTarget as HTMLDetailsElement).open;
  };

  private content(report: Report): TemplateResult {
    return html`${this.app.correcting.possible ? this.controls(report) : this.imported()}
      <p class="muted said" role="status">${this.working ? "grouping anew…" : this.said}</p>
      ${this.made(report)}`;
  }

  private imported(): TemplateResult {
    return html`<p class="muted">This report was imported without its counts: open its log to correct templates.</p>
      <button class="button" type="button" @click=${() => this.app.analysing.reopen()}>Open its log…</button>`;
  }

  private controls(report: Report): TemplateResult {
    const { template, working } = this;
    return html`<fieldset ?disabled=${working}>
        <legend class="hear">Corrections</legend>
        <label class="name">Name <input type="text" maxlength="80" placeholder="none" .value=${template.name ?? ""} @change=${this.rename} /></label>
        <label class="check"><input type="checkbox" .checked=${template.noise === true} @change=${this.mark} /> Noise: raises no alerts</label>
        ${template.template.includes("<*>") ? this.splitting() : nothing}
        ${this.merging(report)}
      </fieldset>`;
  }

  private splitting(): TemplateResult {
    const { splits } = this;
    return html`<h4>Split by the word at a parameter</h4>
      ${
        splits === null
          ? html`<p class="muted">looking…</p>`
          : html`<ol class="choices">${splits.map((split, i) => this.split(split, i))}</ol>`
      }`;
  }

  private split({ parts, hasRest }: TemplateSplit, parameter: number): TemplateResult {
    const made = parts.length + (hasRest ? 1 : 0);
    const place = html`<span class="place mono">${templateText(contextOf(this.template.template, parameter))}</span>`;
    if (parts.length === 0)
      return html`<li>${place}<span class="muted">cannot be split: every word has digits, which are masked while reading</span></li>`;
    if (made < 2) return html`<li>${place}<span class="muted">is always “${parts[0]?.words}”</span></li>`;
    const words = parts.slice(0, SHOWN_WORDS).map(({ words }) => words);
    const more = parts.length > words.length ? ", …" : "";
    return html`<li>${place}
      <button class="button" type="button" @click=${() => this.doSplit(parameter, made)}>Split into ${formatNumber(made)}</button>
      <span class="words mono" title=${parts.map(({ words, events }) => `${words}: ${formatNumber(events)}`).join("\n")}>${words.join(", ")}${more}${hasRest ? html` <span class="muted">and the rest</span>` : nothing}</span></li>`;
  }

  private merging(report: Report): TemplateResult {
    const others = alikeTemplates(report.templates, this.template, this.text, MOST_ALIKE);
    return html`<h4 id="merge">Merge with</h4>
      <input type="search" class="find" aria-label="Find a template to merge with" placeholder="Find another template" .value=${this.text} @input=${this.find} />
      ${
        others.length === 0
          ? html`<p class="muted">No other template ${this.text === "" ? "is like it" : "has these words"}.</p>`
          : html`<ul class="choices" aria-labelledby="merge">${others.map(
              (other) =>
                html`<li><button class="button" type="button" @click=${() => this.doMerge(other)}>Merge<span class="hear"> with ${other.template}</span></button><span class="words mono" title=${other.template} aria-hidden="true">${templateText(other.template)}</span></li>`,
            )}</ul>`
      }`;
  }

  /** All corrections of the analysis, the last one first. */
  private made(report: Report): TemplateResult | typeof nothing {
    const edits = editsOf(report);
    if (edits.length === 0) return nothing;
    const places = edits.map((_, i) => i).reverse();
    return html`<h4>${countOf(edits.length, "correction")} of this source</h4>
      ${
        this.unkept === 0
          ? html`<p class="muted note">Also made in its next files.</p>`
          : html`<p class="muted note">${this.unkept === edits.length ? "They came with the report." : `${countOf(this.unkept, "correction")} came with the report.`}</p>
        <button class="button" type="button" @click=${() => this.keepAll(report)}>Make them in its next files too</button>`
      }
      <ol class="choices made">${places.map((place) => {
        const words = editWords(edits[place] as (typeof edits)[number]);
        return html`<li><span class="words" title=${words}>${words}</span>
          <button class="button" type="button" ?disabled=${this.working || !this.app.correcting.possible} @click=${() => this.takeBack(place)}>Undo<span class="hear"> ${words}</span></button></li>`;
      })}</ol>`;
  }

  /** @param done says what was done, once it is */
  private async work(done: string | (() => string), change: Promise<void>): Promise<void> {
    const had = this.shadowRoot?.activeElement ?? null;
    this.working = true;
    await change;
    await this.findUnkept();
    await this.updateComplete;
    this.working = false;
    this.said = typeof done === "string" ? done : done();
    await this.updateComplete;
    // a control that was used is disabled meanwhile, or gone; keys go on from here
    if (had === null || document.activeElement !== document.body) return;
    const next = had.isConnected && !had.matches(":disabled") ? had : this.renderRoot.querySelector("summary");
    (next as HTMLElement | null)?.focus({ preventScroll: true });
  }

  private readonly rename = (event: Event): void => {
    const name = (event.target as HTMLInputElement).value.trim();
    const said = name === "" ? "The name was taken away." : `Named “${name}”.`;
    void this.work(said, this.app.correcting.name(this.template, name));
  };

  private readonly mark = (event: Event): void => {
    const { checked } = event.target as HTMLInputElement;
    const said = checked ? "Marked as noise: it raises no alerts." : "No longer noise.";
    void this.work(said, this.app.correcting.noise(this.template, checked));
  };

  private readonly find = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
  };

  private doSplit(parameter: number, made: number): void {
    void this.work(`Split into ${countOf(made, "template")}.`, this.app.correcting.split(this.template, parameter));
  }

  private doMerge(other: Template): void {
    void this.work("Merged.", this.app.correcting.merge([this.template, other]));
  }

  private async keepAll(report: Report): Promise<void> {
    await this.app.correcting.keepAll(report);
    await this.findUnkept();
    this.said = "Kept: the next files of this source begin with them.";
  }

  private takeBack(place: number): void {
    const before = this.state.result?.report;
    const said = (): string => {
      const after = this.state.result?.report;
      const isSame = before !== undefined && after !== undefined && readAlike(before, after);
      return isSame ? "Taken back; the corrections after it still make the same of these templates." : "Taken back.";
    };
    void this.work(said, this.app.correcting.remove(place));
  }
}

/** Whether two groupings show the same templates. */
function readAlike(one: Report, other: Report): boolean {
  const shown = ({ templates }: Report): string =>
    JSON.stringify(templates.map(({ id, template, name, noise }) => [id, template, name, noise]));
  return shown(one) === shown(other);
}

/** @returns a parameter between the words beside it: "was <*> at" */
function contextOf(template: string, parameter: number): string {
  const pieces = template.split("<*>").map((piece) => piece.trim().split(/\s+/));
  return `${pieces[parameter]?.at(-1) ?? ""} <*> ${pieces[parameter + 1]?.[0] ?? ""}`.trim();
}

customElements.define("tl-template-corrections", TemplateCorrections);
