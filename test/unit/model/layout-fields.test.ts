import { expect, it } from "vitest";
import { layoutFields, withLayoutField } from "../../../src/model/layout-fields.ts";
import type { FilePlan, LayoutStep } from "../../../src/model/plan.ts";
import { filePlan, ISO } from "../../core/support/plans.ts";

const HEAD: LayoutStep[] = [
  { step: "time", layout: ISO },
  { step: "blank" },
  { step: "token", field: "host", role: "dimension" },
  { step: "bracket", open: "[", close: "]" },
];
const PLAN: FilePlan = filePlan({
  kind: "lines",
  layouts: [
    { id: "a", label: "", steps: [...HEAD, { step: "level" }, { step: "source" }] },
    { id: "b", label: "", steps: [...HEAD.slice(0, 2), { step: "token" }, ...HEAD.slice(3)] },
    { id: "c", label: "", steps: [{ step: "quoted" }] },
  ],
});

it("texts that layouts pass over are listed once where layouts begin alike", () => {
  expect(layoutFields(PLAN.body)).toEqual([
    { layout: 0, step: 2, kind: "token", name: "host", role: "dimension" },
    { layout: 0, step: 3, kind: "bracket", name: "", role: "ignore" },
    { layout: 0, step: 5, kind: "source", name: "", role: "ignore" },
    { layout: 2, step: 0, kind: "quoted", name: "", role: "ignore" },
  ]);
  expect(layoutFields({ kind: "text" })).toEqual([]);
});

it("a name and a role go to all layouts that begin alike, and can be taken away", () => {
  const [, bracket] = layoutFields(PLAN.body);
  const named = withLayoutField(PLAN, bracket!, "thread", "dimension");
  const steps = (plan: FilePlan) =>
    plan.body.kind === "lines" ? plan.body.layouts.map((layout) => layout.steps[3]) : [];
  const thread = { step: "bracket", open: "[", close: "]", field: "thread", role: "dimension" };
  expect(steps(named)).toEqual([thread, thread, undefined]);
  expect(withLayoutField(named, bracket!, "", "dimension")).toEqual(PLAN);
});
