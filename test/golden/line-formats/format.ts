/** Lines of one format as a person reads them: what the pipeline must make of each. */
import type { Level } from "../../../src/model/levels.ts";

/** [text, instant in ISO 8601, level, start of the message]; a text alone belongs to the event above it */
export type ExpectedLine = [text: string, iso: string, level: Level | null, message: string] | [text: string];

export interface LineFormat {
  name: string;
  /** date of the file, for stamps without a year; the first of June 2026 when absent */
  lastModified?: string;
  lines: ExpectedLine[];
}
