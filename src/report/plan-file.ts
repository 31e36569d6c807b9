/** Reads a plan from the text of a JSON file that may come from anywhere: a plan alone, or that of a report. */
import * as v from "valibot";
import type { Plan } from "../model/plan.ts";
import { planSchema } from "../model/plan-schema.ts";
import { readInput } from "./input-file.ts";

/**
 * @param name of the file, for the sentence
 * @throws TimberlineError "invalid" in one sentence: not JSON, or the path of the first field that is wrong
 */
export function readPlan(text: string, name: string): Plan {
  return readInput(text, `The plan ${name}`, planSchema, ({ source }) => source.plan);
}

/** @returns the text of a plan's file, which `readPlan` and `timberline analyze --plan` take */
export function writePlan(plan: Plan): string {
  return `${JSON.stringify(v.parse(planSchema, plan), null, 2)}\n`;
}
