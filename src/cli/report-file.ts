/** A report on disk. */
import { readFileSync } from "node:fs";
import { TimberlineError } from "../model/analysis.ts";
import type { Report } from "../model/report.ts";
import { readReport } from "../report/read.ts";

/** @throws TimberlineError "unreadable", or "invalid" when it is no report */
export function readReportFile(path: string): Report {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    throw new TimberlineError({ code: "unreadable", message: `The report ${path} could not be read: ${reason}.` });
  }
  return readReport(text);
}
