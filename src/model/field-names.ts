/** The dimensions and measures of all files of a plan, by name. */
import type { FieldRole, LayoutStep, Plan } from "./plan.ts";

/** as many as the core has room for */
const MAX_DIMENSIONS = 8;
const MAX_MEASURES = 32;

/** Names of dimensions and measures over all files; a name's place is its number in the core. */
export interface FieldNames {
  dimensions: string[];
  measures: string[];
  /** the last of the dimensions when it is the file itself */
  fileDimension: string | null;
}

/** Gathers the named fields of all files in the order of the plan; what is over the core's limits is left out. */
export function fieldNames(plan: Plan): FieldNames {
  const dimensions = new Set<string>();
  const measures = new Set<string>();
  const fileDimension = plan.fileDimension ?? null;
  const most = fileDimension === null ? MAX_DIMENSIONS : MAX_DIMENSIONS - 1;
  const note = (name: string, role: FieldRole) => {
    if (role === "dimension" && dimensions.size < most) dimensions.add(name);
    if (role === "measure" && measures.size < MAX_MEASURES) measures.add(name);
  };
  for (const { body } of plan.files) {
    if (body.kind === "table") for (const column of body.columns) note(column.name, column.role);
    if (body.kind === "json" || body.kind === "logfmt")
      for (const field of body.fields) note(field.path.join("."), field.role);
    if ("layouts" in body) for (const layout of body.layouts ?? []) walkSteps(layout.steps, note);
  }
  // a field of the same name cannot be told from it
  if (fileDimension !== null) dimensions.delete(fileDimension);
  const all = [...dimensions, ...(fileDimension === null ? [] : [fileDimension])];
  return { dimensions: all, measures: [...measures], fileDimension };
}

function walkSteps(steps: readonly LayoutStep[], note: (name: string, role: FieldRole) => void): void {
  for (const step of steps) {
    if (step.step === "optional") walkSteps(step.steps, note);
    else if ("field" in step && step.field) note(step.field, step.role ?? "ignore");
  }
}
