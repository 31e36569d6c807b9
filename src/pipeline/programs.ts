/** The programs of a plan, or a sentence on why there are none: a plan may come from anywhere. */
import type { Program } from "../core/program.ts";
import { TimberlineError } from "../model/analysis.ts";
import type { FieldNames } from "../model/field-names.ts";
import type { Plan } from "../model/plan.ts";
import { compilePlan } from "./compile.ts";

/** @throws TimberlineError "invalid" when a part of the plan cannot be executed */
export function programsOf(plan: Plan, names: FieldNames): Program[] {
  return plan.files.map((file, i) => {
    try {
      return compilePlan(file, names);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const which = plan.files.length === 1 ? "The plan" : `The plan of file ${i + 1}`;
      throw new TimberlineError({ code: "invalid", message: `${which} cannot be used: ${error.message}` });
    }
  });
}
