/**
 * A template taken to other tools: copied as an expression of theirs, with what else that expression would find. Tools look
 * at one line, so a stack trace plays no part.
 */
import type { Report, Template } from "../model/report.ts";
import { messageOf } from "../model/trace.ts";
import { lineWriting } from "../report/line-writing.ts";
import { alsoFound, exportTemplate, type TemplateForm } from "../report/template-export.ts";

export const FORM_LABELS: Readonly<Record<TemplateForm, string>> = {
  regex: "regex",
  grok: "Grok",
  grep: "grep -E",
  loki: "Loki",
};

/** @returns whether the browser let it be copied */
export async function copyTemplate(report: Report, template: Template, form: TemplateForm): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(formOf(report, template, form));
    return true;
  } catch {
    return false;
  }
}

/** The other templates whose lines the expressions of one of them find too, and their events. */
export function foundBeside(report: Report, template: Template): { templates: Template[]; events: number } {
  const templates = alsoFound(template, report.templates);
  return { templates, events: templates.reduce((sum, { count }) => sum + count, 0) };
}

/** @returns a filter of lines: those that the regular expression finds and that are of other templates, or of none */
export function otherLinesFilter(report: Report, template: Template): string {
  return `/${formOf(report, template, "regex").replaceAll("/", "\\/")}/ -template:${template.id}`;
}

function formOf({ source }: Report, template: Template, form: TemplateForm): string {
  return exportTemplate(messageOf(template), form, lineWriting(source.plan));
}
