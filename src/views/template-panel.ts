/**
 * <tl-template-panel>: a template in the inspector: how often and when, what is to be said of its life and by which rule, its
 * alerts, its parameters, how to correct it, and what finds its lines elsewhere.
 */
import { html, nothing, type TemplateResult } from "lit";
import { copyTemplate, FORM_LABELS, foundBeside, otherLinesFilter } from "../app/template-forms.ts";
import { countOf, formatNumber, formatShare, NO_VALUE } from "../charts/format.ts";
import { rarityOf, statusWords, windowWords } from "../charts/life-words.ts";
import { sparkColumns, sparkPath, sparkSummary } from "../charts/sparkline.ts";
import type { Report, Template } from "../model/report.ts";
import { CountsController } from "./counts-controller.ts";
import { factsOf, rangeOf } from "./facts.ts";
import { inspectorStyles } from "./inspector-panel.styles.ts";
import { levelMark } from "./level-mark.ts";
import { sharedStyles } from "./shared.styles.ts";
import "./template-corrections.ts";
import { TemplateSparks } from "./template-sparks.ts";
import { templateTrace } from "./template-trace.ts";
import { View } from "./view.ts";

const SPARK_COLUMNS = 60;
/** other templates that are named where an expression finds them too */
const MOST_BESIDE = 3;

export class TemplatePanel extends View {
  static override styles = [sharedStyles, inspectorStyles];

  static override properties = { ...View.properties, template: { attribute: false }, copied: { state: true } };

  declare template: Template;
  /** what was copied last, and of which template */
  declare copied: { templateId: string; words: string } | null;

  constructor() {
    super();
    this.copied = null;
  }

  override render(): TemplateResult {
    const report = this.state.result?.report;
    const { template } = this;
    if (report === undefined) return html``;
    const { clock } = factsOf(report);
    const { selecting } = this.app;
    const alerts = report.alerts.filter((alert) => alert.series === `template:${template.id}`);
    return html`<dl class="figures">
        <div class="strong"><dt>events</dt><dd>${formatNumber(template.count)}</dd></div>
        ${this.inSelection()}
        <div><dt>share</dt><dd>${formatShare(template.count / Math.max(1, report.totals.events))}</dd></div>
        <div><dt>level</dt><dd>${levelMark(template.level)}</dd></div>
        ${template.errors === undefined ? nothing : html`<div><dt>errors</dt><dd>${formatNumber(template.errors)}</dd></div>`}
        ${template.life === null ? nothing : html`<div title="An episode ends where five bins pass that hold other events and none of its own"><dt>episodes</dt><dd>${formatNumber(template.life.episodes)}</dd></div>`}
      </dl>
      ${this.overTime(report)}
      ${this.seen(report)}
      ${
        alerts.length === 0
          ? nothing
          : html`<section><h3>Alerts</h3><ul>${alerts.map((alert) => html`<li><button class="link" type="button" @click=${() => selecting.alert(alert.id)}>${clock.range(alert.startMs, alert.endMs)}</button> <span class="muted">${alert.score.toFixed(2)}</span></li>`)}</ul></section>`
      }
      ${templateTrace(report, template, (other) => selecting.template(other.id))}
      ${this.parameters()}
      <tl-template-corrections .app=${this.app} .state=${this.state} .template=${template}></tl-template-corrections>
      ${this.forms(report)}
      <div class="actions"><button class="button primary" type="button" @click=${() => selecting.lines()}>Show its lines</button>
        <button class="button" type="button" title="A chart of it under the time line" aria-pressed=${this.state.charts.includes(`template:${template.id}`)} @click=${() => selecting.toggleChart(`template:${template.id}`)}>Chart</button></div>`;
  }

  /** Its events of the time, levels and values that are selected, where not all are. */
  private inSelection(): TemplateResult | typeof nothing {
    const { counts } = this.counted;
    if (counts === null || counts.of.rangeMs !== this.state.selection.rangeMs) return nothing;
    const { rangeMs, levels, dimensions } = counts.of;
    if (rangeMs === null && levels.length + dimensions.length === 0) return nothing;
    return html`<div><dt>selected</dt><dd>${formatNumber(counts.byTemplate.get(this.template.id) ?? 0)}</dd></div>`;
  }

  private readonly counted = new CountsController(this);
  private readonly sparks = new TemplateSparks(SPARK_COLUMNS, () => this.requestUpdate());

  private overTime(report: Report): TemplateResult | typeof nothing {
    const { seriesById, whole } = factsOf(report);
    const series = seriesById.get(`template:${this.template.id}`);
    const range = rangeOf(report, this.state.selection.rangeMs) ?? whole;
    if (series === undefined || range === null) return nothing;
    const { selection } = this.state;
    const isNeeded = this.sparks.needed(selection, series.binMs);
    const asked = isNeeded
      ? this.sparks.of(this.app, selection, range, [this.template.id]).get(this.template.id)
      : null;
    const columns = asked?.length ? asked : sparkColumns(series, range, SPARK_COLUMNS);
    return html`<section><h3>Over time</h3><svg class="spark ${this.template.level ?? "none"}" viewBox="0 0 ${SPARK_COLUMNS} 40" preserveAspectRatio="none" role="img" aria-label=${sparkSummary(columns)}><path d=${sparkPath(columns, 40)} /></svg></section>`;
  }

  /** First and last, and each status with its rule in words. */
  private seen(report: Report): TemplateResult {
    const { clock } = factsOf(report);
    const { template } = this;
    const when = (atMs: number | null): string => (atMs === null ? NO_VALUE : clock.dateTime(atMs, { millis: true }));
    const rarity = rarityOf(template);
    return html`<section><h3>Seen</h3><p>first ${when(template.firstMs)}<br />last ${when(template.lastMs)}</p>
      ${template.life === null || rarity === null ? nothing : html`<p class="by muted">Rarity ${rarity.toFixed(1)}: in ${windowWords(template.life)}.</p>`}
      ${
        template.status.length === 0
          ? nothing
          : html`<ul class="status">${template.status.map((status) => html`<li><span class="tag ${status}">${status}</span> ${statusWords(template, status, (atMs) => clock.dateTime(atMs))}.</li>`)}</ul>`
      }</section>`;
  }

  /** What stands at its parameters; the script comes with the first use. */
  private parameters(): TemplateResult | typeof nothing {
    if (!this.template.template.includes("<*>")) return nothing;
    import("./template-parameters.ts").catch((error: unknown) => this.app.messages.error(error));
    return html`<tl-template-parameters .app=${this.app} .state=${this.state} .template=${this.template}></tl-template-parameters>`;
  }

  /** The template as other tools write it, to be copied; events without a message have nothing to be found by. */
  private forms(report: Report): TemplateResult | typeof nothing {
    const { template } = this;
    if (template.wordless) return nothing;
    const beside = foundBeside(report, template);
    const copy = async (form: keyof typeof FORM_LABELS): Promise<void> => {
      const done = await copyTemplate(report, template, form);
      const words = done ? `Copied as ${FORM_LABELS[form]}.` : "The browser did not allow copying.";
      this.copied = { templateId: template.id, words };
    };
    return html`<section><h3>Copy as</h3>
      <div class="forms">${(Object.keys(FORM_LABELS) as (keyof typeof FORM_LABELS)[]).map((form) => html`<button class="button" type="button" @click=${() => copy(form)}>${FORM_LABELS[form]}</button>`)}</div>
      <p class="muted" role="status">${this.copied?.templateId === template.id ? this.copied.words : ""}</p>
      ${
        beside.templates.length === 0
          ? html`<p class="muted">Finds all of its events. No other template's text matches; values in its lines may.</p>`
          : html`<p class="muted">Finds all of its events, and others: the texts of ${countOf(beside.templates.length, "other template")} with ${countOf(beside.events, "event")} match too.</p>
            <ul class="mono">${beside.templates.slice(0, MOST_BESIDE).map(({ template: text }) => html`<li class="muted">${text}</li>`)}</ul>`
      }
      <button class="link" type="button" @click=${() => this.app.selecting.lines({ templateId: null, alertId: null, text: otherLinesFilter(report, template) })}>Count and show ${beside.templates.length === 0 ? "other" : "those"} lines</button></section>`;
  }
}

customElements.define("tl-template-panel", TemplatePanel);
