/** Lines as text for elsewhere: each with its file and number, as compilers and grep write them. */
import type { Searching } from "../app/searching.ts";
import { countOf } from "../charts/format.ts";
import type { ShownLine } from "../model/line-window.ts";
import type { Report } from "../model/report.ts";

/** lines that are copied around the chosen one, above and below */
const COPIED_AROUND = 3;

/** Copies a line with those around it. @returns what was done, in a sentence */
export async function copyAround(
  report: Report,
  searching: Searching,
  { index }: ShownLine,
  byTime: boolean,
  form: "text" | "markdown",
): Promise<string> {
  const query = { place: { index }, before: COPIED_AROUND, after: COPIED_AROUND + 1, onlyHits: false, byTime };
  return copyLines(report, (await searching.window(query)).rows, form);
}

/** @returns what was done, in a sentence */
async function copyLines(report: Report, rows: readonly ShownLine[], form: "text" | "markdown"): Promise<string> {
  try {
    await navigator.clipboard.writeText(form === "text" ? asPlainText(report, rows) : asMarkdown(report, rows));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return "The browser did not allow copying.";
  }
  return `Copied ${countOf(rows.length, "line")}${form === "text" ? "" : " as Markdown"}.`;
}

/** @returns `app.log:1234: the line`, a line each */
export function asPlainText(report: Report, rows: readonly ShownLine[]): string {
  return rows.map((row) => `${fileName(report, row)}:${row.line}: ${row.text}`).join("\n");
}

/** @returns a block of code under the name of the file, with its own lines' numbers */
export function asMarkdown(report: Report, rows: readonly ShownLine[]): string {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return "";
  const fence = "`".repeat(Math.max(3, ...rows.map(({ text }) => longestRun(text) + 1)));
  const oneFile = rows.every(({ file }) => file === first.file);
  const lines = first.line === last.line ? `line ${first.line}` : `lines ${first.line}–${last.line}`;
  const head = oneFile ? `**${fileName(report, first)}**, ${lines}` : "**Lines of several files**";
  const width = String(Math.max(...rows.map(({ line }) => line))).length;
  const prefix = (row: ShownLine) => `${oneFile ? "" : `${fileName(report, row)}:`}${String(row.line).padStart(width)}`;
  return `${head}\n\n${fence}text\n${rows.map((row) => `${prefix(row)}  ${row.text}`).join("\n")}\n${fence}\n`;
}

function fileName(report: Report, { file }: ShownLine): string {
  return report.source.files[file]?.name ?? `#${file + 1}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
