/** Reads an input of an analysis from the text of a JSON file that may come from anywhere: alone, or out of a report. */
import * as v from "valibot";
import { TimberlineError } from "../model/analysis.ts";
import { REPORT_FORMAT, type Report } from "../model/report.ts";
import { readReport } from "./read.ts";

/**
 * @param what the file is, for the sentence: "The plan P.json"
 * @param ofReport takes the input out of a report
 * @throws TimberlineError "invalid" in one sentence: not JSON, or the path of the first field that is wrong
 */
export function readInput<T>(
  text: string,
  what: string,
  schema: v.GenericSchema<unknown, T>,
  ofReport: (report: Report) => T,
): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(`${what} is not JSON.`);
  }
  if ((value as { format?: unknown } | null)?.format === REPORT_FORMAT) return ofReport(readReport(text));
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const where = v.getDotPath(parsed.issues[0]) ?? "its top";
  throw invalid(`${what} is wrong at ${where}: ${parsed.issues[0].message}.`);
}

function invalid(message: string): TimberlineError {
  return new TimberlineError({ code: "invalid", message });
}
