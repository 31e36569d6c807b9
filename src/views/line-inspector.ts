/** <tl-line-inspector>: the chosen raw line: whole text, its template and fields, bookmark and note, and ways to copy it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { eventOf } from "../app/state.ts";
import { rangesAsked } from "../charts/compare-choices.ts";
import { countOf, formatNumber } from "../charts/format.ts";
import { valueName } from "../model/file-names.ts";
import { quoted } from "../model/line-filter.ts";
import type { ShownLine } from "../model/line-window.ts";
import type { Report } from "../model/report.ts";
import { factsOf } from "./facts.ts";
import { icon } from "./icons.ts";
import { levelMark, templateText } from "./level-mark.ts";
import type { LinesView } from "./lines-view.ts";
import { sharedStyles } from "./shared.styles.ts";
import { View } from "./view.ts";

export class LineInspector extends View {
  static override styles = [
    sharedStyles,
    css`
      :host { display: block; padding: var(--tl-3) var(--tl-4); }
      section { padding: var(--tl-3) 0; border-top: 1px solid var(--tl-line); }
      h3 { margin-bottom: var(--tl-1); color: var(--tl-text-muted); font-size: var(--tl-small); }
      .head { display: flex; align-items: center; gap: var(--tl-2); padding-bottom: var(--tl-2); }
      .head h2 { flex: 1; }
      .kind { padding-bottom: var(--tl-2); color: var(--tl-text-muted); font-size: var(--tl-small); }
      .text { max-height: 14em; overflow: auto; margin: 0; padding: var(--tl-2); border: 1px solid var(--tl-line); border-radius: var(--tl-radius); background: var(--tl-surface); font: var(--tl-small) / 1.4 var(--tl-mono); white-space: pre-wrap; overflow-wrap: anywhere; }
      dl { display: grid; grid-template-columns: auto 1fr; gap: 3px var(--tl-3); }
      dt { color: var(--tl-text-muted); }
      dd { overflow-wrap: anywhere; font: var(--tl-small) / 1.4 var(--tl-mono); }
      .row { display: flex; flex-wrap: wrap; gap: var(--tl-1); align-items: center; }
      .row .button { min-height: 24px; font-size: var(--tl-small); padding: 0 var(--tl-2); }
      textarea { width: 100%; min-height: 56px; margin-top: var(--tl-2); padding: var(--tl-2); border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised); color: var(--tl-text); font: var(--tl-body) / var(--tl-leading) var(--tl-font); resize: vertical; }
      .link { overflow-wrap: anywhere; }
    `,
  ];
  static override properties = { ...View.properties, line: { attribute: false } };

  declare line: ShownLine;

  override render(): TemplateResult {
    const report = this.state.result?.report;
    if (report === undefined) return html``;
    const { line } = this;
    const name = report.source.files[line.file]?.name ?? "";
    const { clock } = factsOf(report);
    // what a line that goes on with an event is about, its first line says
    const event = eventOf(this.state) ?? line;
    return html`<div class="head"><h2>Line ${formatNumber(line.line)}</h2>
        <button class="button quiet" type="button" title="Close" @click=${() => this.app.selecting.line(null)}>${icon("close")}<span class="hear">Close</span></button></div>
      <p class="kind">${name}${event.timeMs === null ? nothing : html`<br />${clock.dateTime(event.timeMs, { millis: true })} ${clock.zoneLabel(event.timeMs)}`}
        ${line.kind === "event" ? nothing : html`<br />${event === line ? KINDS[line.kind] : this.goesOnWith(event)}`}</p>
      <section><pre class="text" tabindex="0" aria-label="Text of the line">${line.text}</pre></section>
      ${this.since(report, event)}
      ${this.template(report, event)}
      ${this.fields(report, event)}
      ${this.bookmark()}
      <section><h3>Copy with 3 lines around</h3><div class="row">
        <button class="button" type="button" title="Copy (c)" @click=${() => this.lines?.copy("text")}>As text</button>
        <button class="button" type="button" title="Copy as Markdown (C)" @click=${() => this.lines?.copy("markdown")}>As Markdown</button></div></section>`;
  }

  /** The view beside it, which knows the lines around. */
  private get lines(): LinesView | null {
    const { host: inspector } = this.getRootNode() as ShadowRoot;
    return (inspector.getRootNode() as ShadowRoot).querySelector<LinesView>("tl-lines-view");
  }

  private goesOnWith({ line }: ShownLine): TemplateResult {
    return html`goes on with <button class="link" type="button" title="To the first line of its event (Enter)" @click=${() => this.lines?.toEvent()}>the event in line ${formatNumber(line)}</button>`;
  }

  /** What was said since, such as a deploy or a restart: the range, or both sides of it held against each other. */
  private since(report: Report, { timeMs }: ShownLine): TemplateResult | typeof nothing {
    const { whole } = factsOf(report);
    if (timeMs === null || whole === null || timeMs <= whole.startMs) return nothing;
    const { selecting, comparing } = this.app;
    const counted = (this.state.result?.partial.byteLength ?? 0) > 0;
    return html`<section><h3>Since this line</h3><div class="row">
      <button class="button" type="button" title="Only the time from this line on (F)" @click=${() => selecting.cut(timeMs, "since")}>From here on</button>
      <button class="button" type="button" title="Only the time up to this line (U)" @click=${() => selecting.cut(timeMs, "until")}>Until here</button>
      <button class="button" type="button" ?disabled=${!counted} title="What is new, more or less since this line: all the time after it against all before it" @click=${() => {
        const sides = rangesAsked({ ...whole, endMs: timeMs }, { ...whole, startMs: timeMs });
        void comparing.choose({ ...sides, key: "template" });
        selecting.view("compare");
      }}>Compare with before</button></div></section>`;
  }

  private template(report: Report, { templateId }: ShownLine): TemplateResult | typeof nothing {
    const template = report.templates.find(({ id }) => id === templateId);
    if (template === undefined) return nothing;
    const { selecting } = this.app;
    return html`<section><h3>Template</h3><p class="mono">${templateText(template.template)}</p>
      <div class="row"><button class="link" type="button" @click=${() => {
        selecting.template(template.id);
        selecting.view("templates");
      }}>To the templates</button><span class="muted">·</span>
      <button class="link" type="button" @click=${() => selecting.template(template.id)}>Find its ${countOf(template.count, "event")}</button></div></section>`;
  }

  private fields(report: Report, { level, fields, kind }: ShownLine): TemplateResult | typeof nothing {
    if (kind !== "event") return nothing;
    const names = Object.entries(fields);
    return html`<section><h3>Fields</h3><dl>
      <dt>level</dt><dd>${levelMark(level)} ${level === null ? "" : html`<button class="link" type="button" title="Only this level" @click=${() => this.app.selecting.toggleLevel(level)}>${level}</button>`}</dd>
      ${names.map(([name, value]) => html`<dt>${name}</dt><dd><button class="link" type="button" title="Look for it" @click=${() => this.lookFor(report, name, value)}>${valueName(report, name, value)}</button></dd>`)}
    </dl></section>`;
  }

  private lookFor(report: Report, name: string, value: string): void {
    const isCounted = report.series.some(({ kind, id }) => kind === "dimension" && id === `${name}=${value}`);
    if (isCounted) this.app.selecting.toggleDimension({ name, value });
    else this.app.selecting.text(quoted(value));
  }

  private bookmark(): TemplateResult {
    const known = this.app.bookmarks.at(this.line);
    return html`<section><h3>Bookmark</h3><div class="row">
      <button class="button" type="button" aria-pressed=${known !== null} title="Bookmark (m)" @click=${() => this.app.bookmarks.toggle(this.line)}>${known === null ? "Bookmark this line" : "Take the bookmark away"}</button></div>
      <textarea aria-label="Note" placeholder="A note, kept with the report" .value=${known?.note ?? ""} @change=${(event: Event) => this.app.bookmarks.note(this.line, (event.currentTarget as HTMLTextAreaElement).value.trim())}></textarea></section>`;
  }
}

const KINDS = {
  continuation: "goes on with the event above",
  unparsed: "in no event: no layout took it",
  header: "names the columns, or is a comment",
} as const;

customElements.define("tl-line-inspector", LineInspector);
