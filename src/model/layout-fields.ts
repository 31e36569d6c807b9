/** The texts that layouts of a line log pass over and could name: which there are, and giving them names and roles. */
import type { FieldRole, FilePlan, LayoutStep, LineLayout, PlanBody } from "./plan.ts";

type NamingStep = Extract<LayoutStep, { field?: string }>;

/** A step that can name what it passes over, in the first layout that begins so. */
export interface LayoutField {
  /** index into the layouts */
  layout: number;
  /** index into its steps */
  step: number;
  kind: NamingStep["step"];
  /** "" without */
  name: string;
  role: FieldRole;
}

function isNaming(step: LayoutStep | undefined): step is NamingStep {
  return step !== undefined && NAMING.has(step.step);
}

const NAMING: ReadonlySet<string> = new Set(["token", "bracket", "until", "source", "quoted"]);

/** @returns the fields of a line log's layouts in their order, once where layouts begin alike; none for other kinds */
export function layoutFields(body: PlanBody): LayoutField[] {
  if (body.kind !== "lines") return [];
  const known = new Set<string>();
  return body.layouts.flatMap((layout, i) =>
    layout.steps.flatMap((step, s): LayoutField[] => {
      const head = headOf(layout, s);
      if (!isNaming(step) || known.has(head)) return [];
      known.add(head);
      return [{ layout: i, step: s, kind: step.step, name: step.field ?? "", role: step.role ?? "ignore" }];
    }),
  );
}

/** @returns the plan with a field named and given a role, in all layouts that begin alike; without a name it has none */
export function withLayoutField(
  file: FilePlan,
  { layout, step }: LayoutField,
  name: string,
  role: FieldRole,
): FilePlan {
  const { body } = file;
  const first = body.kind === "lines" ? body.layouts[layout] : undefined;
  if (body.kind !== "lines" || first === undefined) return file;
  const head = headOf(first, step);
  const layouts = body.layouts.map((other) => {
    const named = other.steps[step];
    if (!isNaming(named) || headOf(other, step) !== head) return other;
    const { field: _, role: __, ...bare } = named;
    const next = (name === "" ? bare : { ...bare, field: name, role }) as LayoutStep;
    return { ...other, steps: other.steps.map((same, i) => (i === step ? next : same)) };
  });
  return { ...file, body: { ...body, layouts } };
}

/** The steps up to and with one, as a text that does not depend on their names. */
function headOf({ steps }: LineLayout, step: number): string {
  return JSON.stringify(steps.slice(0, step + 1), (key, value) =>
    key === "field" || key === "role" ? undefined : value,
  );
}
