/** `timberline templates`: the templates of a report, a row each, or what finds their lines with other tools. */
import { parseArgs } from "node:util";
import type { Report, Template } from "../model/report.ts";
import { messageOf } from "../model/trace.ts";
import { lineWriting } from "../report/line-writing.ts";
import { alsoFound, exportTemplate, TEMPLATE_FORMS, type TemplateForm } from "../report/template-export.ts";
import { fromCallersFolder } from "./paths.ts";
import { readReportFile } from "./report-file.ts";
import { UsageError } from "./usage.ts";

/** @returns the exit status: 1 when no template is one of those that were asked for */
export function runTemplates(args: string[]): number {
  const { form, wanted, path } = optionsOf(args);
  const report = readReportFile(fromCallersFolder(path));
  const chosen = report.templates
    .filter((template) => isMeant(template, wanted) && (form === null || !template.wordless))
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  const rows = chosen.map((template) => (form === null ? lifeRow(template) : formRow(report, template, form)));
  process.stdout.write(rows.map((row) => `${row.join("\t")}\n`).join(""));
  return chosen.length === 0 ? 1 : 0;
}

function optionsOf(args: string[]): { form: TemplateForm | null; wanted: string; path: string } {
  const options = { as: { type: "string" }, template: { type: "string" } } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError("templates takes one report.");
  const form = TEMPLATE_FORMS.find((one) => one === values.as) ?? null;
  if (values.as !== undefined && form === null)
    throw new UsageError(`--as takes one of ${TEMPLATE_FORMS.join(", ")}, not "${values.as}".`);
  return { form, wanted: values.template ?? "", path };
}

/** By the beginning of the id, or by words of the text or name, all of them, in any case. */
function isMeant({ id, template, name }: Template, wanted: string): boolean {
  const text = `${name ?? ""} ${template}`.toLowerCase();
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.includes(word)) || id.startsWith(wanted);
}

function lifeRow({ id, count, level, status, firstMs, lastMs, template, name }: Template): string[] {
  const when = (atMs: number | null): string => (atMs === null ? "-" : new Date(atMs).toISOString());
  const text = name === undefined ? template : `${name}: ${template}`;
  return [id, `${count}`, level ?? "-", status.join(",") || "-", when(firstMs), when(lastMs), oneLine(text)];
}

function formRow(report: Report, template: Template, form: TemplateForm): string[] {
  const others = alsoFound(template, report.templates).reduce((sum, { count }) => sum + count, 0);
  const text = exportTemplate(messageOf(template), form, lineWriting(report.source.plan));
  return [template.id, `${template.count}`, `${others}`, text];
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they would break the row
  return text.replace(/[\0-\x1f]+/g, " ");
}
