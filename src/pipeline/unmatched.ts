/**
 * Why no layout took a line, and how far the best one came. Nothing is parsed a second way: layouts cut after each of
 * their steps run in the core, and the longest that still matches tells how far.
 */
import { Core, DEFAULT_BUDGETS } from "../core/core.ts";
import { fieldNames } from "../model/field-names.ts";
import type { FilePlan, LayoutStep, LineLayout, PlanBody, TimeLayout } from "../model/plan.ts";
import { patternOf } from "../model/time-pattern.ts";
import { compilePlan } from "./compile.ts";

/** characters shown of what stands where the reading ended */
const FOUND_LENGTH = 24;

/**
 * @param texts lines that the plan does not take, without line ends
 * @returns one sentence a line
 */
export function explainUnmatched(module: WebAssembly.Module, plan: FilePlan, texts: readonly string[]): string[] {
  const { body } = plan;
  if (body.kind === "lines") return explainLines(module, plan, body.layouts, texts);
  if (body.kind === "text") return texts.map(() => "The line is empty.");
  const values = timeTexts(module, plan, body, texts);
  return texts.map((text, i) => explainRecord(body, text, values[i] ?? null));
}

interface Reached {
  /** steps of `layout` that matched */
  steps: number;
  layout: LineLayout;
  /** characters passed over, blanks behind the last step included */
  column: number;
}

function explainLines(
  module: WebAssembly.Module,
  plan: FilePlan,
  layouts: readonly LineLayout[],
  texts: readonly string[],
): string[] {
  const core = new Core(module, DEFAULT_BUDGETS, 0, 0);
  core.writeRows();
  const encoder = new TextEncoder();
  const lines = texts.map((text) => encoder.encode(`${text}\n`));
  const best = texts.map((): Reached | null => null);
  for (const layout of layouts)
    for (let steps = 0; steps < layout.steps.length; steps++) {
      const part: FilePlan = {
        ...plan,
        lineEnd: "lf",
        body: {
          kind: "lines",
          layouts: [{ ...layout, steps: layout.steps.slice(0, steps), messageFromStep: undefined }],
        },
      };
      core.startFile(compilePlan(part, fieldNames({ version: 1, files: [part] })), 0, 0, 1970, 0);
      lines.forEach((line, i) => {
        const [row] = core.rows(line, false);
        if (row?.kind !== "event") return;
        const column = new TextDecoder().decode(line.subarray(0, row.messageStart)).length;
        const known = best[i] ?? null;
        if (known === null || column > known.column || (column === known.column && steps > known.steps))
          best[i] = { steps, layout, column };
      });
    }
  return texts.map((text, i) => sentence(text, best[i] ?? null));
}

function sentence(text: string, reached: Reached | null): string {
  if (reached === null) return "The plan has no layout for lines.";
  const { layout, steps, column } = reached;
  const matched = layout.steps.slice(0, steps).flatMap((step) => nameOf(step) ?? []);
  const expected = expectation(layout.steps[steps]);
  const rest = text.slice(column);
  const found = rest === "" ? "the line ends there" : `found “${short(rest)}”`;
  const where = `expected ${expected} at column ${column + 1}, ${found}.`;
  if (matched.length === 0) return `${where.charAt(0).toUpperCase()}${where.slice(1)}`;
  return `Matched ${matched.join(", ")}; then ${where}`;
}

function short(text: string): string {
  return text.length > FOUND_LENGTH ? `${text.slice(0, FOUND_LENGTH - 1)}…` : text;
}

/** A step as something that was read; null for what goes without saying. */
function nameOf(step: LayoutStep): string | null {
  if (step.step === "blank" || step.step === "optional") return null;
  if (step.step === "literal") return `“${step.text}”`;
  if (step.step === "time") return "time";
  if (step.step === "levelIs") return null;
  return "field" in step && step.field ? step.field : NAMES[step.step];
}

const NAMES = {
  token: "a word",
  bracket: "brackets",
  until: "a text",
  source: "source",
  quoted: "a quoted text",
  level: "level",
  status: "status",
  priority: "priority",
  timeOver: "a second time",
  levelMark: "level",
} as const;

/** A step as something that was looked for. */
function expectation(step: LayoutStep | undefined): string {
  switch (step?.step) {
    case undefined:
      return "more";
    case "literal":
      return `“${step.text}”`;
    case "blank":
      return "a blank";
    case "bracket":
      return `a text in ${step.open}${step.close}`;
    case "until":
      return step.byte === "\n" ? "another line" : `a text up to “${step.byte}”`;
    case "source":
      return "a name that ends with a colon";
    case "quoted":
      return "a text in double quotes";
    case "level":
      return "a level word";
    case "status":
      return "a status of three digits";
    case "priority":
      return "a priority such as <13>";
    case "time":
    case "timeOver":
      return `a time as ${patternOf(step.layout)}`;
    case "levelMark":
      return "a mark for a level, one of . - * #";
    case "token":
    case "levelIs":
      return "a word";
    case "optional":
      return expectation(step.steps[0]);
  }
}

type Record = Extract<PlanBody, { kind: "table" | "json" | "logfmt" }>;

/** What stands in the time's column or field of each line; null where there is none. */
function timeTexts(
  module: WebAssembly.Module,
  plan: FilePlan,
  body: Record,
  texts: readonly string[],
): (string | null)[] {
  const asDimension = { ...plan, lineEnd: "lf", body: timeAsDimension(body) } satisfies FilePlan;
  const names = fieldNames({ version: 1, files: [asDimension] });
  const core = new Core(module, DEFAULT_BUDGETS, names.dimensions.length, 0);
  core.writeRows();
  core.startFile(compilePlan(asDimension, names), 0, 0, 1970, 0);
  return texts.map((text) => {
    const line = new TextEncoder().encode(text);
    // a row that has no line end of its own ends with the text
    core.resumeAt({ byteOffset: 0, line: 2 ** 20, turns: 0, lastSeen: -1, continues: false });
    const [row] = core.rows(line, true);
    const value = row?.kind === "event" ? row.values[0] : null;
    return value ? new TextDecoder().decode(line.subarray(value.start, value.start + value.length)) : null;
  });
}

function timeAsDimension(body: Record): Record {
  if (body.kind === "table")
    return {
      ...body,
      time: null,
      columns: body.columns.map(({ name, role }) => ({ name, role: role === "time" ? "dimension" : "ignore" })),
    };
  return {
    ...body,
    time: null,
    layouts: [],
    fields: body.fields.flatMap(({ path, role }) => (role === "time" ? [{ path, role: "dimension" as const }] : [])),
  };
}

function explainRecord(body: Record, text: string, value: string | null): string {
  const pattern = body.time === null ? "" : patternOf(body.time satisfies TimeLayout);
  if (body.kind === "table") {
    const at = body.columns.findIndex(({ role }) => role === "time");
    const name = body.columns[at]?.name ?? "";
    if (value === null) return `The row has no column ${at + 1}, “${name}”, which holds the time.`;
    return `“${name}” holds “${short(value)}”, which is no time as ${pattern}.`;
  }
  const name = body.fields.find(({ role }) => role === "time")?.path.join(".") ?? "";
  const isJson = body.kind === "json";
  if (isJson && !/^[\s,[]*\{/.test(text)) return "The line is no JSON object.";
  if (value === null) return `The ${isJson ? "object" : "record"} has no “${name}”, which holds the time.`;
  return `“${name}” holds “${short(value)}”, which is no time as ${pattern}.`;
}
