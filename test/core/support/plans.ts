/** Plans of the kinds that the core tests read, compiled as the pipeline compiles them. */
import type { Core } from "../../../src/core/core.ts";
import { fieldNames } from "../../../src/model/field-names.ts";
import type { FilePlan, LayoutStep, PlanBody, TableColumn, TimeLayout } from "../../../src/model/plan.ts";
import { compilePlan } from "../../../src/pipeline/compile.ts";

export const ISO: TimeLayout = [
  "year4",
  { literal: "-" },
  "month",
  { literal: "-" },
  "day",
  { literal: "T" },
  "hour",
  { literal: ":" },
  "minute",
  { literal: ":" },
  "second",
  "fraction",
  "zone",
];

export function filePlan(body: PlanBody, lineEnd: FilePlan["lineEnd"] = "lf"): FilePlan {
  return {
    encoding: "utf-8",
    bomBytes: 0,
    lineEnd,
    ansi: false,
    timeZone: null,
    clockOffsetMs: 0,
    label: "",
    body,
    lacks: "nothing",
    confidence: 1,
  };
}

/** `time level message` lines; anything else continues the event before. */
export function linesPlan(
  time: TimeLayout = ISO,
  more: LayoutStep[] = [{ step: "blank" }, { step: "level" }],
): FilePlan {
  return filePlan({
    kind: "lines",
    layouts: [{ id: "a", label: "", steps: [{ step: "time", layout: time }, ...more] }],
  });
}

export function tablePlan(
  columns: TableColumn[],
  options: { time?: TimeLayout | null; delimiter?: string; headerLines?: number; lineEnd?: FilePlan["lineEnd"] } = {},
): FilePlan {
  const { time = null, delimiter = ",", headerLines = 0, lineEnd = "lf" } = options;
  return filePlan({ kind: "table", delimiter, quoted: true, headerLines, columns, time }, lineEnd);
}

/** Starts a file at place 0 with a plan's program; the core must have the plan's numbers of dimensions and measures. */
export function startPlan(core: Core, plan: FilePlan, firstYear = 2026, file = 0): void {
  core.startFile(compilePlan(plan, fieldNames({ version: 1, files: [plan] })), file, 0, firstYear, 0);
}
