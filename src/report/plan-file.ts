/** Reads a plan from the text of a JSON file that may come from anywhere: a plan alone, or that of a report. */
import * as v from "valibot";
import { TimberlineError } from "../model/analysis.ts";
import type { Plan } from "../model/plan.ts";
import { REPORT_FORMAT } from "../model/report.ts";
import { planSchema } from "../model/report-schema.ts";
import { readReport } from "./read.ts";

/**
 * @param name of the file, for the sentence
 * @throws TimberlineError "invalid" in one sentence: not JSON, or the path of the first field that is wrong
 */
export function readPlan(text: string, name: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(`The plan ${name} is not JSON.`);
  }
  if ((value as { format?: unknown } | null)?.format === REPORT_FORMAT) return readReport(text).source.plan;
  const parsed = v.safeParse(planSchema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const where = v.getDotPath(parsed.issues[0]) ?? "its top";
  throw invalid(`The plan ${name} is wrong at ${where}: ${parsed.issues[0].message}.`);
}

/** @returns the text of a plan's file, which `readPlan` and `timberline analyze --plan` take */
export function writePlan(plan: Plan): string {
  return `${JSON.stringify(v.parse(planSchema, plan), null, 2)}\n`;
}

function invalid(message: string): TimberlineError {
  return new TimberlineError({ code: "invalid", message });
}
