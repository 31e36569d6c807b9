/** Turns a file's plan into the program that the core executes. */
import {
  AFTER_BLANKS,
  KIND,
  MEASURE_SLOT,
  NO_SLOT,
  type Program,
  ROLE,
  STEP,
  TIME,
  type TimeProgram,
} from "../core/program.ts";
import type { FieldNames } from "../model/field-names.ts";
import { codeOfLevel } from "../model/levels.ts";
import type { FieldRole, FilePlan, LayoutStep, LevelScale, LineLayout, PlanBody, TimeLayout } from "../model/plan.ts";

/** in the argument of a time: how many layouts behind it hold for it too */
const OTHER_TIMES_SHIFT = 8;
const LEVEL_SCALES: Record<LevelScale, number> = {
  words: 0,
  syslog: 1,
  bunyan: 2,
  "zero-to-four": 3,
  "http-status": 4,
  otel: 5,
};

/** @throws RangeError when the plan cannot be executed, e.g. a literal that is not Latin-1 */
export function compilePlan(plan: FilePlan, names: FieldNames): Program {
  const { body } = plan;
  const program: Program = {
    kind: kindOf(body),
    lineEnd: plan.lineEnd === "cr" ? 0x0d : 0x0a,
    escapes: plan.ansi,
    loneReturns: plan.lineEnd === "any",
    hasFileValue: names.fileDimension !== null,
    times: [],
    layouts: [],
    table: null,
    fields: [],
    defaultLevel: 0,
    decimalComma: false,
    unset: "",
  };
  const slot = (name: string | undefined, role: FieldRole | undefined) => slotOf(names, name, role);
  // layouts of one head share its time, and the caches of it
  const known = new Map<string, number>();
  const time = (layout: TimeLayout) => {
    const key = JSON.stringify(layout);
    const index = known.get(key) ?? program.times.push(compileTime(layout)) - 1;
    known.set(key, index);
    return index;
  };
  if ("layouts" in body) program.layouts = (body.layouts ?? []).map((layout) => compileLayout(layout, slot, time));
  if (body.kind === "table") compileTable(program, body, slot, time, plan.lacks);
  if (body.kind === "json" || body.kind === "logfmt") {
    // the other ways in which times are written come right behind the first
    const others = body.time ? (body.otherTimes ?? []) : [];
    const timeIndex = body.time ? program.times.push(compileTime(body.time)) - 1 : 0;
    program.times.push(...others.map(compileTime));
    const times = timeIndex | (others.length << OTHER_TIMES_SHIFT);
    program.fields = body.fields
      .map(({ path, role }) => ({
        path,
        ...roleOf(role, slot(path.join("."), role), body.time, times, body.levelScale),
      }))
      .filter(({ role }) => role !== ROLE.ignore);
    if (body.kind === "json") program.defaultLevel = codeOfLevel(body.defaultLevel ?? null);
  }
  return program;
}

function kindOf(body: PlanBody): number {
  if (body.kind === "json" && body.records === "objects") return KIND.objects;
  if (body.kind === "logfmt" && body.records === "paragraphs") return KIND.paragraphs;
  return KIND[body.kind];
}

function compileTable(
  program: Program,
  body: Extract<PlanBody, { kind: "table" }>,
  slot: SlotOf,
  time: (layout: TimeLayout) => number,
  lacks: FilePlan["lacks"],
): void {
  const timeIndex = body.time ? time(body.time) : 0;
  const names = body.columns.map(({ name }) => name);
  program.decimalComma = body.decimalComma ?? false;
  program.unset = body.unset ?? "";
  program.table = {
    delimiter: byteOf(body.delimiter),
    quoted: body.quoted,
    padded: body.padded ?? false,
    directives: body.directives ?? false,
    headerLines: body.headerLines,
    comment: body.comment === undefined ? 0 : byteOf(body.comment),
    roles: body.columns.map(({ name, role }) =>
      roleOf(role, slot(name, role), body.time, timeIndex, body.levelScale ?? "words"),
    ),
    names,
    headers: body.headerLines > 0 && !body.padded ? headerTexts(names, body.delimiter) : [],
    lacksDate: lacks === "date",
  };
}

/** The ways in which most programs write a header of these names. */
function headerTexts(names: readonly string[], delimiter: string): string[] {
  const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`);
  const needed = names.map((name, i) => (/["\r\n]/.test(name) || name.includes(delimiter) ? (quoted[i] ?? "") : name));
  return [...new Set([names.join(delimiter), quoted.join(delimiter), needed.join(delimiter)])];
}

function roleOf(role: FieldRole, slot: number, layout: TimeLayout | null, timeIndex: number, scale: LevelScale) {
  if (role === "time") return { role: layout ? ROLE.time : ROLE.ignore, argument: timeIndex };
  if (role === "timeRest") {
    const completesSeconds = layout?.length === 1 && layout[0] === "epoch";
    return { role: completesSeconds ? ROLE.timeNanos : ROLE.timeRest, argument: timeIndex };
  }
  if (role === "level") return { role: ROLE.level, argument: LEVEL_SCALES[scale] };
  if (role === "message") return { role: ROLE.message, argument: 0 };
  if (role === "trace") return { role: ROLE.trace, argument: 0 };
  return slot === NO_SLOT ? { role: ROLE.ignore, argument: 0 } : { role: ROLE.slot, argument: slot };
}

function slotOf(names: FieldNames, name: string | undefined, role: FieldRole | undefined): number {
  const dimension = role === "dimension" ? names.dimensions.indexOf(name ?? "") : -1;
  if (dimension >= 0) return dimension;
  const measure = role === "measure" ? names.measures.indexOf(name ?? "") : -1;
  return measure >= 0 ? MEASURE_SLOT + measure : NO_SLOT;
}

function byteOf(text: string): number {
  const code = text.charCodeAt(0);
  if (text.length !== 1 || code > 255) throw new RangeError(`"${text}" is not a single byte.`);
  return code;
}

type SlotOf = (name: string | undefined, role: FieldRole | undefined) => number;

function compileLayout(layout: LineLayout, slot: SlotOf, time: (layout: TimeLayout) => number): Uint32Array {
  const words = compileSteps(layout.steps, slot, time, layout.messageFromStep);
  return Uint32Array.from([...(layout.searchLevel ? [STEP.searchLevel] : []), ...words, STEP.end]);
}

function compileSteps(
  steps: readonly LayoutStep[],
  slot: SlotOf,
  time: (layout: TimeLayout) => number,
  messageFromStep?: number,
): number[] {
  const words: number[] = [];
  let afterBlanks = 0;
  const put = (op: number, a = 0, b = 0, c = 0) => {
    words.push((op | afterBlanks | (a << 8) | (b << 16) | (c << 24)) >>> 0);
    afterBlanks = 0;
  };
  steps.forEach((step, i) => {
    if (i === messageFromStep) put(STEP.message);
    const named = "field" in step ? slot(step.field, step.role) : NO_SLOT;
    switch (step.step) {
      case "literal":
        for (const byte of new TextEncoder().encode(step.text)) put(STEP.literal, byte);
        break;
      case "blank":
        // blanks before a plain step go with it: one step less on every line
        if (!step.optional && isPlain(steps[i + 1]) && i + 1 !== messageFromStep) afterBlanks = AFTER_BLANKS;
        else put(STEP.blank, step.optional ? 1 : 0);
        break;
      case "token":
        put(STEP.token, named);
        break;
      case "bracket":
        put(STEP.bracket, byteOf(step.open), byteOf(step.close), named);
        break;
      case "until":
        put(STEP.until, byteOf(step.byte), named);
        break;
      case "source":
        put(STEP.source, named);
        break;
      case "quoted":
        put(STEP.quoted, named);
        break;
      case "level":
        put(STEP.level);
        break;
      case "status":
        put(STEP.status);
        break;
      case "priority":
        put(STEP.priority);
        break;
      case "time":
        put(STEP.time, time(step.layout));
        if (headsRepeat(steps, i, messageFromStep, slot)) put(STEP.head);
        break;
      case "timeOver":
        put(STEP.timeOver, time(step.layout));
        break;
      case "levelMark":
        put(STEP.levelMark);
        break;
      case "levelIs":
        put(STEP.levelIs, codeOfLevel(step.level));
        break;
      case "optional": {
        const inner = compileSteps(step.steps, slot, time);
        put(STEP.optional, inner.length + 1);
        words.push(...inner);
        put(STEP.optionalEnd);
        break;
      }
    }
  });
  return words;
}

/**
 * Whether what stands between the time and the message may be remembered by its bytes: nothing is read before the time,
 * and the steps behind it look at nothing but those bytes and capture no numbers.
 */
function headsRepeat(
  steps: readonly LayoutStep[],
  time: number,
  messageFromStep: number | undefined,
  slot: SlotOf,
): boolean {
  const behind = steps.slice(time + 1);
  const captures = (step: LayoutStep) => "field" in step && slot(step.field, step.role) !== NO_SLOT;
  const readsBefore = steps.slice(0, time).some((step) => !PASSED_OVER.has(step.step) || captures(step));
  const bounded = behind.every(
    (step) =>
      HEAD_STEPS.has(step.step) && !("field" in step && slot(step.field, step.role) >= MEASURE_SLOT && captures(step)),
  );
  return messageFromStep === undefined && behind.length > 1 && bounded && !readsBefore;
}

const PASSED_OVER: ReadonlySet<string> = new Set(["literal", "blank", "token", "bracket", "until", "source", "quoted"]);
const HEAD_STEPS: ReadonlySet<string> = new Set([
  ...["literal", "blank", "token", "bracket", "until", "source"],
  ...["level", "levelMark", "levelIs"],
]);

function isPlain(step: LayoutStep | undefined): boolean {
  return step !== undefined && step.step !== "blank" && step.step !== "optional";
}

/** Elements whose text decides the second. */
const DECIDING = new Set([
  "year4",
  "year2",
  "month",
  "monthName",
  "day",
  "dayOfYear",
  "hour",
  "minute",
  "second",
  "minuteUnpadded",
  "secondUnpadded",
  "meridiem",
]);

const TAIL = new Set(["fraction", "zone", "zoneName", "epoch", "tai64", "elapsed", "delta"]);

function compileTime(layout: TimeLayout): TimeProgram {
  const ops: number[] = [];
  let lastDeciding = -1;
  let firstOther = layout.length;
  layout.forEach((element, i) => {
    if (typeof element !== "string") return;
    if (DECIDING.has(element)) lastDeciding = i;
    if (TAIL.has(element)) firstOther = Math.min(firstOther, i);
  });
  let cacheable = 0;
  layout.forEach((element, i) => {
    if (typeof element === "string") ops.push(TIME[element]);
    else for (const byte of new TextEncoder().encode(element.literal)) ops.push(TIME.literal, byte);
    if (i === lastDeciding && firstOther > lastDeciding) cacheable = ops.length;
  });
  ops.push(TIME.end);
  return { ops: Uint8Array.from(ops), cacheable };
}
