/**
 * Which part of a report follows from the bytes, the inputs and the settings alone. Two honest analyses of the same log
 * agree on all of it; it is what the digest covers and what `verify` compares.
 */
import type { Report } from "../model/report.ts";

/** Changes whenever the same report would get another digest. */
export const DIGEST_METHOD = 5;

/** The inputs without the names that a user gave to templates: those are for people. */
function findingsDependOn({ templateEdits, ...others }: Report["inputs"]) {
  const edits = templateEdits?.filter(({ kind }) => kind !== "name") ?? [];
  return edits.length === 0 ? others : { ...others, templateEdits: edits };
}

/**
 * Leaves out what may differ between two runs over the same content: names of files, their sizes on disk, dates and
 * digests, who wrote the report, the wording of why reading stopped, the user's annotations and names, and the digest itself.
 * Files count by their position: evidence and unread ranges carry the index of the file; what was
 * left out before reading is no part of what was analysed. Of files with the same name the first is meant.
 */
export function determinedPart(report: Report) {
  const indexOf = (name: string) => report.source.files.findIndex((file) => file.name === name);
  return {
    fileCount: report.source.files.length,
    plan: report.source.plan,
    timeZone: report.source.timeZone,
    settings: report.settings,
    inputs: findingsDependOn(report.inputs),
    reading: report.reading,
    completeness: {
      partial: report.completeness.partial,
      coarsened: report.completeness.coarsened,
      unread: report.completeness.unread
        .map(({ file, fromByte }) => ({ file: indexOf(file), fromByte }))
        .filter(({ file }) => file >= 0),
    },
    detectorsRun: report.detectorsRun,
    scoring: report.scoring,
    totals: report.totals,
    series: report.series,
    templates: report.templates.map(({ name: _, ...template }) => template),
    comparison: report.comparison,
    alerts: report.alerts.map(({ block, ...alert }) => ({
      ...alert,
      ...(block && { block: { ...block, file: indexOf(block.file) } }),
      evidence: alert.evidence.map((line) => ({ ...line, file: indexOf(line.file) })),
    })),
    incidents: report.incidents,
  };
}
