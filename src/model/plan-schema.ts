/** What a plan from elsewhere must look like, exactly the types of plan.ts: report-schema.ts has the compiler check it. */
import * as v from "valibot";
import { FIELD_ROLES, type LayoutStep, TIME_ELEMENTS } from "./plan.ts";
import { count, finite, level, share, whole } from "./schema-parts.ts";

const timeElement = v.union([v.picklist(TIME_ELEMENTS), v.object({ literal: v.string() })]);

const timeLayout = v.array(timeElement);

const fieldRole = v.picklist(FIELD_ROLES);

const named = { field: v.optional(v.string()), role: v.optional(fieldRole) };

/** One step of a line layout; recursive, and named in the published schema. */
export const layoutStep: v.GenericSchema<LayoutStep> = v.variant("step", [
  v.object({ step: v.literal("literal"), text: v.string() }),
  v.object({ step: v.literal("blank"), optional: v.optional(v.boolean()) }),
  v.object({ step: v.literal("token"), ...named }),
  v.object({ step: v.literal("bracket"), open: v.string(), close: v.string(), ...named }),
  v.object({ step: v.literal("until"), byte: v.string(), ...named }),
  v.object({ step: v.literal("source"), ...named }),
  v.object({ step: v.literal("quoted"), ...named }),
  v.object({ step: v.literal("level") }),
  v.object({ step: v.literal("status") }),
  v.object({ step: v.literal("priority") }),
  v.object({ step: v.literal("time"), layout: timeLayout }),
  v.object({ step: v.literal("timeOver"), layout: timeLayout }),
  v.object({ step: v.literal("levelMark") }),
  v.object({ step: v.literal("levelIs"), level }),
  v.object({ step: v.literal("optional"), steps: v.array(v.lazy(() => layoutStep)) }),
]);

const lineLayout = v.object({
  id: v.string(),
  label: v.string(),
  steps: v.array(layoutStep),
  messageFromStep: v.optional(count),
  searchLevel: v.optional(v.boolean()),
});

const fields = v.array(v.object({ path: v.array(v.string()), role: fieldRole }));
const levelScale = v.picklist(["words", "syslog", "bunyan", "zero-to-four", "http-status", "otel"]);
const layouts = v.array(lineLayout);

const planBody = v.variant("kind", [
  v.object({ kind: v.literal("lines"), layouts }),
  v.object({
    kind: v.literal("table"),
    delimiter: v.string(),
    quoted: v.boolean(),
    headerLines: count,
    columns: v.array(v.object({ name: v.string(), role: fieldRole })),
    time: v.nullable(timeLayout),
    levelScale: v.optional(levelScale),
    decimalComma: v.optional(v.boolean()),
    padded: v.optional(v.boolean()),
    comment: v.optional(v.string()),
    directives: v.optional(v.boolean()),
    unset: v.optional(v.string()),
  }),
  v.object({
    kind: v.literal("json"),
    fields,
    time: v.nullable(timeLayout),
    otherTimes: v.optional(v.array(timeLayout)),
    levelScale,
    records: v.optional(v.picklist(["lines", "objects"])),
    defaultLevel: v.optional(level),
    layouts: v.optional(layouts),
  }),
  v.object({
    kind: v.literal("logfmt"),
    fields,
    time: v.nullable(timeLayout),
    otherTimes: v.optional(v.array(timeLayout)),
    levelScale,
    records: v.optional(v.picklist(["lines", "paragraphs"])),
    layouts: v.optional(layouts),
  }),
  v.object({ kind: v.literal("text") }),
]);

/** One plan a file; also what `--plan` reads. */
export const planSchema = v.object({
  version: v.literal(1),
  fileDimension: v.optional(v.string()),
  files: v.array(
    v.object({
      encoding: v.picklist(["utf-8", "utf-16le", "utf-16be", "latin-1"]),
      bomBytes: count,
      lineEnd: v.picklist(["lf", "cr", "any"]),
      ansi: v.boolean(),
      timeZone: v.nullable(v.string()),
      clockOffsetMs: finite,
      firstYear: v.optional(whole),
      label: v.string(),
      body: planBody,
      lacks: v.picklist(["nothing", "year", "date"]),
      confidence: share,
    }),
  ),
});
