/** The stack trace of a template: what was thrown, the functions it came through, and where else the same was thrown. */
import { html, nothing, type TemplateResult } from "lit";
import { countOf, formatNumber } from "../charts/format.ts";
import type { Report, Template } from "../model/report.ts";
import { LANGUAGE_NAMES, messageOf, sharingException } from "../model/trace.ts";
import { templateText } from "./level-mark.ts";

const MOST_SHARING = 3;
const SHOWN_FRAMES = 2;

/** @param choose shows another template */
export function templateTrace(
  report: Report,
  template: Template,
  choose: (other: Template) => void,
): TemplateResult | typeof nothing {
  const { trace } = template;
  if (!trace) return nothing;
  const more = trace.frameCount - trace.frames.length;
  const heading = trace.language === null ? "Stack trace" : `Stack trace of ${LANGUAGE_NAMES[trace.language]}`;
  return html`<section class="trace"><h3>${heading}</h3>
    ${trace.exception === "" ? nothing : html`<p class="mono thrown">${trace.exception}</p>`}
    ${trace.frames.length === 0 ? nothing : html`<ol aria-label="Functions, innermost first">${trace.frames.map((frame) => html`<li class="mono">${frame}</li>`)}</ol>`}
    ${more > 0 ? html`<p class="muted by">and ${countOf(more, "more function")} further out</p>` : nothing}
    ${sharing(report, template, choose)}</section>`;
}

function sharing(
  report: Report,
  template: Template,
  choose: (other: Template) => void,
): TemplateResult | typeof nothing {
  const others = sharingException(report.templates, template);
  if (others.length === 0) return nothing;
  const events = others.reduce((sum, { count }) => sum + count, 0);
  const rest = others.length - MOST_SHARING;
  return html`<p class="muted by">The same was thrown with other frames in ${countOf(events, "event")} of ${countOf(others.length, "other template")}:</p>
    <ul class="related">${others
      .slice(0, MOST_SHARING)
      .map(
        (other) =>
          html`<li><span class="at">${formatNumber(other.count)}</span><button class="link" type="button" title=${other.template} @click=${() => choose(other)}>${whereElse(template, other)}</button></li>`,
      )}</ul>
    ${rest > 0 ? html`<p class="muted">and ${countOf(rest, "more template")}</p>` : nothing}`;
}

/** What tells another template of the same exception: its frames, and its message where that differs too. */
function whereElse(template: Template, other: Template): TemplateResult {
  const message = messageOf(other);
  const frames = other.trace?.frames.slice(0, SHOWN_FRAMES).join(" ← ") ?? "";
  return html`${message === messageOf(template) ? nothing : html`${templateText(message)} `}<span class="mono">${frames === "" ? "without frames" : `at ${frames}`}</span>`;
}
