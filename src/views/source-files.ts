/** The files of a report as facts: those that were read and how, and those that were left out with the reason. */
import { html, nothing, type TemplateResult } from "lit";
import { countOf, formatBytes, formatShare } from "../charts/format.ts";
import type { FilePlan } from "../model/plan.ts";
import type { Report, SourceFile } from "../model/report.ts";

/** More files than this are behind a summary to open. */
const MOST_SHOWN = 8;

export function sourceFiles({ source, completeness }: Report): TemplateResult {
  const rows = source.files.map((file, i) => fileFact(file, source.plan.files[i]));
  const read = new Set(source.files.map(({ name }) => name));
  const leftOut = completeness.unread.filter(({ file }) => !read.has(file));
  return html`${rows.slice(0, MOST_SHOWN)}${
    rows.length > MOST_SHOWN
      ? html`<div><dt>More files</dt><dd><details><summary>${countOf(rows.length - MOST_SHOWN, "file")} more</summary><dl class="read">${rows.slice(MOST_SHOWN)}</dl></details></dd></div>`
      : nothing
  }${
    leftOut.length > 0
      ? html`<div><dt>Left out</dt><dd><details><summary>${countOf(leftOut.length, "file")} not read</summary><ul>${leftOut.map(({ reason }) => html`<li>${reason}</li>`)}</ul></details></dd></div>`
      : nothing
  }`;
}

const LINE_ENDS: Record<FilePlan["lineEnd"], string> = {
  lf: "",
  cr: ", lines end in CR",
  any: ", lines end in LF or CR",
};

function fileFact(file: SourceFile, plan: FilePlan | undefined): TemplateResult {
  const layout =
    plan === undefined
      ? nothing
      : html` · ${plan.label}, ${plan.encoding.toUpperCase()}${LINE_ENDS[plan.lineEnd]} · ${formatShare(plan.confidence)} of the sample matched`;
  return html`<div><dt>File</dt><dd>${file.name} · ${formatBytes(file.bytes)}${layout}</dd></div>`;
}
