/** The lines behind each alert, read before the files are let go. */
import type { LinePage, LineQuery, LineRow } from "../model/analysis.ts";
import { type Comparison, NO_LEVEL_KEY } from "../model/comparison.ts";
import type { Level } from "../model/levels.ts";
import type { Alert, Report } from "../model/report.ts";

const LINES_AN_ALERT = 5;
/** lines that are read for the last ones before a silence: of a page, and pages at most */
const PAGE_LINES = 1000;
const MOST_PAGES = 20;
/** how far is looked back at first; what is seldom, further */
const FIRST_BACK_MS = 10_000;
const TEXT_LENGTH = 2000;

/** What the lines of a series are, as a query; null when the series is not made of lines of its own. */
export function queryOf(report: Report, series: string): Partial<LineQuery> | null {
  if (series === "events") return {};
  const [kind = "", rest = ""] = cut(series, ":");
  if (kind === "level") return { levels: [rest === "none" ? null : (rest as Level)] };
  if (kind === "template") return { templateIds: [rest] };
  if (kind === "measure") return {};
  if (kind === "difference" && report.comparison) return queryOfKey(report, report.comparison, rest);
  return null;
}

/** Lines of a key on the new side; spans of time are seen to by the time of the alert. */
function queryOfKey({ templates }: Report, comparison: Comparison, key: string): Partial<LineQuery> {
  const { field, new: value, keyedBy, ranges } = comparison;
  const side = ranges ? [] : [{ name: field, value }];
  if (keyedBy === "template") {
    const templateIds = templates.filter(({ template }) => template === key).map(({ id }) => id);
    return { templateIds, ...(side.length > 0 && { dimensions: side }) };
  }
  if (keyedBy === "level") {
    const levels = [key === NO_LEVEL_KEY ? null : (key as Level)];
    return { levels, ...(side.length > 0 && { dimensions: side }) };
  }
  return { dimensions: [...side, { name: keyedBy, value: key }] };
}

function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Fills in the lines of each alert: the first of its peak; of a silence, which has none, the last before it. A file that can
 * no longer be read leaves the rest as it is.
 */
export async function addEvidence(
  report: Report,
  peaks: ReadonlyMap<string, { startMs: number; endMs: number }>,
  readLines: (query: LineQuery) => Promise<LinePage>,
): Promise<void> {
  for (const alert of report.alerts) {
    const query = queryOf(report, alert.series);
    const peak = peaks.get(alert.id);
    if (!query || !peak) continue;
    const isSilence = alert.observed === 0 && alert.expected > 0 && !alert.series.startsWith("measure:");
    try {
      const first = () => readLines({ ...query, startMs: peak.startMs, endMs: peak.endMs, limit: LINES_AN_ALERT });
      const rows = isSilence ? await lastBefore(report, alert, query, readLines) : (await first()).rows;
      alert.evidence = rows.map((row) => ({
        file: report.source.files[row.file]?.name ?? "",
        line: row.line,
        byteOffset: row.byteOffset,
        text: row.text.slice(0, TEXT_LENGTH),
      }));
      if (alert.evidence.length > 0) delete alert.block;
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      report.completeness.partial = true;
      report.completeness.reason ??= `The lines behind the alerts could not be read: ${error instanceof Error ? error.message : error}`;
      return;
    }
  }
}

/** The last lines of a series before an alert: looked for further and further back, a page at a time. */
async function lastBefore(
  { totals }: Report,
  { startMs }: Alert,
  query: Partial<LineQuery>,
  readLines: (query: LineQuery) => Promise<LinePage>,
): Promise<LineRow[]> {
  const firstMs = totals.firstMs ?? startMs;
  let last: LineRow[] = [];
  for (let backMs = FIRST_BACK_MS; last.length === 0; backMs *= 4) {
    const fromMs = Math.max(firstMs, startMs - backMs);
    let after: LineQuery["after"];
    for (let page = 0; page < MOST_PAGES; page++) {
      const { rows, next } = await readLines({ ...query, startMs: fromMs, endMs: startMs, limit: PAGE_LINES, after });
      last = [...last, ...rows].slice(-LINES_AN_ALERT);
      if (next === null) break;
      after = next;
    }
    if (fromMs <= firstMs) break;
  }
  return last;
}
