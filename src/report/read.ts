/** Reads a report from the text of a JSON file that may come from anywhere. */
import * as v from "valibot";
import { TimberlineError } from "../model/analysis.ts";
import { REPORT_FORMAT, REPORT_VERSION, type Report } from "../model/report.ts";
import { reportSchema } from "../model/report-schema.ts";

function invalid(message: string): TimberlineError {
  return new TimberlineError({ code: "invalid", message });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("This is not a Timberline report: it is not complete JSON. Export it again where it came from.");
  }
}

/**
 * @returns the report, with only the keys that this version knows
 * @throws TimberlineError "invalid" with one sentence: not JSON, not a report, of a newer version, or the path of the
 * first field that is wrong
 */
export function readReport(text: string): Report {
  const value = parse(text);
  const head = (value ?? {}) as { format?: unknown; version?: unknown };
  if (head.format !== REPORT_FORMAT) {
    throw invalid('This is not a Timberline report: its "format" is not "timberline-report".');
  }
  if (typeof head.version === "number" && head.version > REPORT_VERSION) {
    throw invalid(`This report has version ${head.version}; this Timberline reads up to ${REPORT_VERSION}. Update it.`);
  }
  const result = v.safeParse(reportSchema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw invalid(`This report is damaged${path ? ` at ${path}` : ""}: ${issue.message}.`);
}
