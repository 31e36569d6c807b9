/** Findings that need no detector, each a sentence and where it leads. */
import type { App } from "../app/app.ts";
import { dimensionsOf } from "../charts/compare-choices.ts";
import { comparisonSentence } from "../charts/compare-words.ts";
import { countOf, formatDuration, formatShare } from "../charts/format.ts";
import type { TimeRange } from "../charts/level-bins.ts";
import { errorSwing, longestGap } from "../charts/level-findings.ts";
import { valueName } from "../model/file-names.ts";
import type { Report } from "../model/report.ts";
import { sideNames } from "./compare-names.ts";
import { factsOf, rangeOf } from "./facts.ts";

export interface Headline {
  sentence: string;
  /** on the button */
  leads: string;
  go(app: App): void;
}

/** @param selected null: the whole file @returns the weightiest first */
export function headlinesOf(report: Report, selected: TimeRange | null): Headline[] {
  const range = rangeOf(report, selected);
  const { bins, clock } = factsOf(report);
  const found: Headline[] = [];
  const swing = range === null || bins === null ? null : errorSwing(bins, range);
  if (swing !== null)
    found.push({
      sentence: `Errors were ${formatShare(swing.share)} of all events at ${clock.range(swing.range.startMs, swing.range.endMs)}, elsewhere ${formatShare(swing.shareElsewhere)}.`,
      leads: "Its errors",
      go: (app) =>
        app.selecting.lines({ rangeMs: swing.range, levels: ["error", "fatal"], alertId: null, templateId: null }),
    });
  const isNew = report.templates.filter(
    ({ status, firstMs }) => status.includes("new") && (range === null || within(firstMs, range)),
  );
  isNew.sort((a, b) => (a.firstMs ?? 0) - (b.firstMs ?? 0));
  const [first] = isNew;
  if (first !== undefined)
    found.push({
      sentence: `${isNew.length === 1 ? "One template is new" : `${countOf(isNew.length, "template")} are new`}${first.firstMs === null ? "" : `, the first at ${clock.dateTime(first.firstMs)}`}: ${first.template}`,
      leads: "Show it",
      go: (app) => app.selecting.template(first.id),
    });
  const gap = range === null || bins === null ? null : longestGap(bins, range);
  if (gap !== null)
    found.push({
      sentence: `Nothing came for ${formatDuration(gap.endMs - gap.startMs)} from ${clock.dateTime(gap.startMs)}.`,
      leads: "Look there",
      go: (app) => {
        const marginMs = gap.endMs - gap.startMs;
        app.selecting.range({ startMs: gap.startMs - marginMs, endMs: gap.endMs + marginMs });
      },
    });
  const compared = selected === null ? comparisonHeadline(report) : null;
  if (compared !== null) found.unshift({ ...compared, leads: "Compare", go: (app) => app.selecting.view("compare") });
  const { unparsedLines, lines } = report.totals;
  if (selected === null && unparsedLines > 0)
    found.push({
      sentence: `${countOf(unparsedLines, "line")}, ${formatShare(unparsedLines / lines)}, ${unparsedLines === 1 ? "was" : "were"} not understood.`,
      leads: "See which",
      go: (app) => app.planning.open(),
    });
  return found;
}

/** What the comparison of a report came to; without one, two values of a field that ask for it. */
function comparisonHeadline(report: Report): Pick<Headline, "sentence"> | null {
  const { comparison } = report;
  if (comparison !== null) return { sentence: comparisonSentence(comparison, sideNames(report, comparison)) };
  const pair = dimensionsOf(report).find(({ values }) => values.length === 2);
  if (pair === undefined) return null;
  const [old, fresh] = pair.values.map(({ value }) => valueName(report, pair.name, value));
  return { sentence: `${pair.name} has two values, ${old} and ${fresh}: what differs between them?` };
}

function within(atMs: number | null, range: TimeRange): boolean {
  return atMs !== null && atMs >= range.startMs && atMs < range.endMs;
}
