/** Changes to a file's plan as people make them: a layout of time for another, a role for a column. All return copies. */
import type { FieldRole, FilePlan, LayoutStep, PlanBody, TableColumn, TimeLayout } from "./plan.ts";
import { lacksOf, patternOf } from "./time-pattern.ts";

/** @returns the different layouts of time in a plan, in the order of their first use */
export function timeLayoutsOf(body: PlanBody): TimeLayout[] {
  const all: TimeLayout[] = "time" in body && body.time !== null ? [body.time] : [];
  if ("otherTimes" in body) all.push(...(body.otherTimes ?? []));
  if ("layouts" in body) all.push(...(body.layouts ?? []).flatMap(({ steps }) => timesOfSteps(steps)));
  return [...new Map(all.map((layout) => [patternOf(layout), layout])).values()];
}

function timesOfSteps(steps: readonly LayoutStep[]): TimeLayout[] {
  return steps.flatMap((step) =>
    step.step === "time" ? [step.layout] : step.step === "optional" ? timesOfSteps(step.steps) : [],
  );
}

/** @returns the plan with `to` wherever it had `from`; what stamps lack follows from all layouts of time */
export function withTimeLayout(file: FilePlan, from: TimeLayout, to: TimeLayout): FilePlan {
  const pattern = patternOf(from);
  const replace = (layout: TimeLayout) => (patternOf(layout) === pattern ? to : layout);
  const inSteps = (steps: readonly LayoutStep[]): LayoutStep[] =>
    steps.map((step) => {
      if (step.step === "time") return { ...step, layout: replace(step.layout) };
      return step.step === "optional" ? { ...step, steps: inSteps(step.steps) } : step;
    });
  let { body } = file;
  if ("layouts" in body && body.layouts)
    body = { ...body, layouts: body.layouts.map((layout) => ({ ...layout, steps: inSteps(layout.steps) })) };
  if ("time" in body && body.time !== null) body = { ...body, time: replace(body.time) };
  if ("otherTimes" in body && body.otherTimes) body = { ...body, otherTimes: body.otherTimes.map(replace) };
  return { ...file, body, lacks: lackingOf(timeLayoutsOf(body)) };
}

/** @returns the plan of a text as that of a line log: an event begins where a line begins with a time, its message is the rest */
export function withLeadingTime(file: FilePlan, time: TimeLayout): FilePlan {
  const steps: LayoutStep[] = [
    { step: "time", layout: time },
    { step: "blank", optional: true },
  ];
  const label = "time, message";
  const body: PlanBody = { kind: "lines", layouts: [{ id: "by-hand", label, steps, searchLevel: true }] };
  return { ...file, body, label: `line log: ${label}`, lacks: lacksOf(time) };
}

/** Beside stamps with a date those without take theirs; a year is wanted for what comes before any. */
function lackingOf(layouts: readonly TimeLayout[]): FilePlan["lacks"] {
  const lacking = new Set(layouts.map(lacksOf));
  return lacking.size > 1 ? "year" : ([...lacking][0] ?? "nothing");
}

/** Roles of which a plan has one; another column that has it gives it up. */
const SINGLE: ReadonlySet<FieldRole> = new Set(["time", "timeRest", "level", "message", "trace"]);

/**
 * Gives a column of a table a role.
 *
 * @param time how the column's values are to be read when it becomes the time; null leaves the layout as it was
 */
export function withColumnRole(file: FilePlan, index: number, role: FieldRole, time: TimeLayout | null): FilePlan {
  if (file.body.kind !== "table") return file;
  const columns = file.body.columns.map((column, i) => {
    if (i === index) return { ...column, role };
    return SINGLE.has(role) && column.role === role ? { ...column, role: "ignore" as const } : column;
  });
  return withTimeOf(file, { ...file.body, columns }, columns, role, time);
}

/** The same for a field of records, which the plan may not name yet; a field without a role is left out. */
export function withFieldRole(
  file: FilePlan,
  path: readonly string[],
  role: FieldRole,
  time: TimeLayout | null,
): FilePlan {
  if (file.body.kind !== "json" && file.body.kind !== "logfmt") return file;
  const name = JSON.stringify(path);
  const others = file.body.fields.filter(
    (field) => JSON.stringify(field.path) !== name && !(SINGLE.has(role) && field.role === role),
  );
  const fields = role === "ignore" ? others : [...others, { path: [...path], role }];
  return withTimeOf(file, { ...file.body, fields }, fields, role, time);
}

/** A body without a time column has no layout of time either: its lines are events without a time. */
function withTimeOf<B extends Extract<PlanBody, { kind: "table" | "json" | "logfmt" }>>(
  file: FilePlan,
  body: B,
  fields: readonly { role: FieldRole }[],
  role: FieldRole,
  time: TimeLayout | null,
): FilePlan {
  const layout = role === "time" && time !== null ? time : body.time;
  const kept = fields.some((field) => field.role === "time") ? layout : null;
  const edited = { ...body, time: kept };
  return { ...file, body: edited, lacks: lackingOf(timeLayoutsOf(edited)) };
}

/** A column that a sample holds, and how its values read as times. */
export interface ColumnHint {
  path: string[];
  values: string[];
  time: TimeLayout | null;
}

/** @returns the plan of a table that is cut another way, with roles that its values suggest */
export function withColumns(file: FilePlan, hints: readonly ColumnHint[]): FilePlan {
  if (file.body.kind !== "table") return file;
  const timeAt = hints.findIndex(({ time }) => time !== null);
  const messageAt = hints.findIndex(
    ({ values }, i) => i !== timeAt && values.some((value) => /\S+\s+\S+\s+\S/.test(value)),
  );
  const columns = hints.map(({ path, values }, i): TableColumn => {
    const numeric = values.length > 0 && values.every((value) => /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(value));
    const role = i === timeAt ? "time" : i === messageAt ? "message" : numeric ? "measure" : "ignore";
    return { name: path[0] ?? "", role };
  });
  const time = hints[timeAt]?.time ?? null;
  const label = `table, ${columns.length} ${columns.length === 1 ? "column" : "columns"}`;
  const body = { ...file.body, columns, time };
  return { ...file, label, body, lacks: lackingOf(timeLayoutsOf(body)) };
}
