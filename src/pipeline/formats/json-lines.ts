/** JSON: an object a line, among other lines or not; or objects and arrays of objects over any number of lines. */
import type { LineLayout, PlanBody } from "../../model/plan.ts";
import { inferLines } from "./line-header.ts";
import { describeFields, describeRoles, type Flat } from "./named-fields.ts";
import type { FoundTime } from "./time-layouts.ts";

export interface SniffedJson {
  body: Extract<PlanBody, { kind: "json" }>;
  lacks: FoundTime["lacks"];
  label: string;
}

const MAX_LINES = 1000;
const MAX_DEPTH = 6;
/** of the sampled lines, objects with a time are fewer only where they stand in another log's messages */
const LEAST_SHARE = 0.1;
/** so much of a text is looked through for objects over several lines */
const MAX_TEXT = 131_072;

/** @returns null when too few of the lines are JSON objects */
export function sniffJsonLines(lines: readonly string[]): SniffedJson | null {
  const some = lines.slice(0, MAX_LINES);
  const objects: Record<string, unknown>[] = [];
  const others: string[] = [];
  for (const line of some) {
    const object = parseObject(line);
    if (object) objects.push(object);
    else others.push(line);
  }
  const share = objects.length / some.length;
  if (objects.length === 0 || share < LEAST_SHARE) return null;
  const found = describe(objects);
  if (share < 0.5 && found.timedShare < 0.8) return null;
  const layouts = layoutsOf(others, found.lacks);
  return {
    body: { ...found.body, ...(layouts.length > 0 ? { layouts } : {}) },
    lacks: found.lacks,
    label: `JSON lines: ${describeRoles(found.body.fields)}${layouts.length > 0 ? "; and lines of text" : ""}`,
  };
}

/** @param text the head of the file @returns null when it does not begin with objects over several lines, or an array */
export function sniffJsonObjects(text: string): SniffedJson | null {
  if (!/^\s*(?:\[\s*)?\{/.test(text)) return null;
  const { objects, coveredShare } = objectsOf(text.slice(0, MAX_TEXT));
  if (objects.length === 0 || coveredShare < 0.5) return null;
  const found = describe(objects);
  return {
    body: { ...found.body, records: "objects" },
    lacks: found.lacks,
    label: `JSON objects: ${describeRoles(found.body.fields)}`,
  };
}

function describe(objects: readonly Record<string, unknown>[]) {
  const { fields, time, otherTimes, lacks, levelScale, timedShare } = describeFields(objects.map(flatten));
  // the compact format of Serilog leaves the level out where it is information
  const times = fields.filter(({ role }) => role === "time");
  const isCompact = times.length === 1 && times[0]?.path.join() === "@t";
  const body: SniffedJson["body"] = {
    kind: "json",
    fields,
    time,
    ...(otherTimes.length > 0 ? { otherTimes } : {}),
    levelScale,
    ...(isCompact ? { defaultLevel: "info" as const } : {}),
  };
  return { body, lacks, timedShare };
}

/** Layouts of the lines that are no objects; none when they have no times of their own. */
function layoutsOf(others: readonly string[], lacks: FoundTime["lacks"]): LineLayout[] {
  if (others.length === 0) return [];
  const inferred = inferLines(others);
  return inferred && inferred.share >= 0.2 && inferred.lacks === lacks ? inferred.layouts : [];
}

function parseObject(text: string): Record<string, unknown> | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The objects at the top of a text, or in an array there, and the share of the text that they make up. */
function objectsOf(text: string): { objects: Record<string, unknown>[]; coveredShare: number } {
  const objects: Record<string, unknown>[] = [];
  let covered = 0;
  let start = -1;
  let depth = 0;
  const token = /"(?:[^"\\]|\\[\s\S])*"|[{}[\]]/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const mark = match[0];
    if (start < 0) {
      if (mark !== "{") continue;
      start = match.index;
      depth = 0;
    }
    if (mark === "{" || mark === "[") depth++;
    else if (mark === "}" || mark === "]") depth--;
    if (depth > 0) continue;
    const object = parseObject(text.slice(start, match.index + 1));
    if (object) {
      objects.push(object);
      covered += match.index + 1 - start;
    }
    start = -1;
  }
  // an object that the sample cuts off is no reason for doubt
  const whole = start < 0 ? text.trimEnd().length : start;
  return { objects, coveredShare: covered / Math.max(1, whole) };
}

/** Scalars by their path; of the elements of an array, which have its path, the first counts. */
function flatten(object: Record<string, unknown>): Flat {
  const flat: Flat = new Map();
  const walk = (value: unknown, path: string[], depth: number, isListed = false) => {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      const name = path.join(".");
      if (!flat.has(name)) flat.set(name, { path, value, isListed });
    } else if (typeof value === "object" && value !== null && depth < MAX_DEPTH) {
      if (!Array.isArray(value))
        for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], depth + 1, isListed);
      else for (const element of value) if (typeof element === "object") walk(element, path, depth + 1, true);
    }
  };
  walk(object, [], 0);
  return flat;
}
