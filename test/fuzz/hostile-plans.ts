/** Plans as a user might edit them, or worse: whatever the types allow. */

import { LEVELS } from "../../src/model/levels.ts";
import {
  FIELD_ROLES,
  type FilePlan,
  type LayoutStep,
  type LineLayout,
  type PlanBody,
  TIME_ELEMENTS,
  type TimeLayout,
} from "../../src/model/plan.ts";
import { ISO } from "../core/support/plans.ts";
import type { Choice } from "./choice.ts";

const SCALES = ["words", "syslog", "bunyan", "zero-to-four", "http-status", "otel"] as const;
const NAMES = ["a", "b", "time", "level", "value", "é"];
const BYTES = [" ", "\n", ",", ";", "\t", "|", ":", "=", '"', "[", "]", "-", "x"];

function timeLayout(choice: Choice): TimeLayout {
  if (choice.chance(0.4)) return ISO;
  return choice.times(choice.int(1, 10), () =>
    choice.chance(0.3) ? { literal: choice.of(BYTES) } : choice.of(TIME_ELEMENTS),
  );
}

function step(choice: Choice, depth: number): LayoutStep {
  const named = choice.chance(0.5)
    ? { field: choice.of(NAMES), role: choice.of(["dimension", "measure", "ignore"] as const) }
    : {};
  switch (choice.below(depth > 0 ? 10 : 11)) {
    case 0:
      return { step: "literal", text: choice.of(["", "-", " - ", "é", "[", "x"]) };
    case 1:
      return { step: "blank", optional: choice.chance(0.5) };
    case 2:
      return { step: "token", ...named };
    case 3:
      return {
        step: "bracket",
        open: choice.of(["[", "(", "{", "<"]),
        close: choice.of(["]", ")", "}", ">"]),
        ...named,
      };
    case 4:
      return { step: "until", byte: choice.of(BYTES), ...named };
    case 5:
      return { step: "source", ...named };
    case 6:
      return { step: "quoted", ...named };
    case 7:
      return { step: "level" };
    case 8:
      return choice.chance(0.3)
        ? { step: "levelIs", level: choice.of(LEVELS) }
        : { step: choice.of(["status", "priority", "levelMark"] as const) };
    case 9:
      return { step: choice.chance(0.8) ? "time" : "timeOver", layout: timeLayout(choice) };
    default:
      return { step: "optional", steps: choice.times(choice.int(1, 3), () => step(choice, depth + 1)) };
  }
}

function layout(choice: Choice): LineLayout {
  const steps = choice.times(choice.int(1, 7), () => step(choice, 0));
  if (choice.chance(0.6)) steps.unshift({ step: "time", layout: timeLayout(choice) });
  return {
    id: "f",
    label: "",
    steps,
    ...(choice.chance(0.2) ? { messageFromStep: choice.below(steps.length) } : {}),
    ...(choice.chance(0.3) ? { searchLevel: true } : {}),
  };
}

function namedFields(choice: Choice) {
  return {
    fields: choice.times(choice.of([1, 3, 6, 80]), () => ({
      path: choice.times(choice.int(1, 3), () => choice.of([...NAMES, "msg", "more", ""])),
      role: choice.of(FIELD_ROLES),
    })),
    time: choice.chance(0.6) ? timeLayout(choice) : null,
    levelScale: choice.of(SCALES),
  };
}

export function randomBody(choice: Choice): PlanBody {
  switch (choice.below(5)) {
    case 0:
      return { kind: "lines", layouts: choice.times(choice.int(1, 4), () => layout(choice)) };
    case 1:
      return {
        kind: "table",
        delimiter: choice.of(BYTES),
        quoted: choice.chance(0.7),
        headerLines: choice.of([0, 0, 1, 2, 50]),
        columns: choice.times(choice.of([1, 3, 5, 40, 300]), () => ({
          name: choice.of(NAMES),
          role: choice.of(FIELD_ROLES),
        })),
        time: choice.chance(0.6) ? timeLayout(choice) : null,
        levelScale: choice.of(SCALES),
        decimalComma: choice.chance(0.2),
        padded: choice.chance(0.2),
        directives: choice.chance(0.2),
        ...(choice.chance(0.3) ? { comment: choice.of(["#", ...BYTES]) } : {}),
        ...(choice.chance(0.3) ? { unset: choice.of(["-", "", "(empty)", "longer than eight"]) } : {}),
      };
    case 2:
      return {
        kind: "json",
        ...namedFields(choice),
        records: choice.of(["lines", "objects"] as const),
        ...(choice.chance(0.2) ? { defaultLevel: choice.of(LEVELS) } : {}),
        layouts: choice.times(choice.below(3), () => layout(choice)),
      };
    case 3:
      return {
        kind: "logfmt",
        ...namedFields(choice),
        records: choice.of(["lines", "paragraphs"] as const),
        layouts: choice.times(choice.below(3), () => layout(choice)),
      };
    default:
      return { kind: "text" };
  }
}

/** A plan that was sniffed, with one thing changed. */
export function edited(choice: Choice, plan: FilePlan): FilePlan {
  const { body } = plan;
  switch (choice.below(5)) {
    case 0:
      return { ...plan, lineEnd: plan.lineEnd === "lf" ? "cr" : "lf" };
    case 1:
      return { ...plan, clockOffsetMs: choice.of([1, -3_600_000, 86_400_000 * 365, 0.5]) };
    case 2:
      return { ...plan, body: randomBody(choice) };
    default:
  }
  if (body.kind === "table") {
    const columns = body.columns.map((column) =>
      choice.chance(0.3) ? { ...column, role: choice.of(FIELD_ROLES) } : column,
    );
    return {
      ...plan,
      body: { ...body, columns, headerLines: choice.of([0, body.headerLines, 3]), quoted: choice.chance(0.5) },
    };
  }
  if (body.kind === "json")
    return {
      ...plan,
      body: {
        ...body,
        fields: body.fields.map((field) => (choice.chance(0.3) ? { ...field, role: choice.of(FIELD_ROLES) } : field)),
      },
    };
  if (body.kind === "lines")
    return {
      ...plan,
      body: {
        ...body,
        layouts: body.layouts.map((one) => {
          const steps = one.steps.flatMap((own) => (choice.chance(0.2) ? [step(choice, 0), own] : [own]));
          return { ...one, steps };
        }),
      },
    };
  return { ...plan, body: randomBody(choice) };
}
