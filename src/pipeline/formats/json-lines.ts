/** JSON lines: which keys hold time, level, message and dimensions, by their names and by what their values look like. */
import type { JsonField, LevelScale, PlanBody } from "../../model/plan.ts";
import { isLevelWord } from "./level-words.ts";
import { type FoundTime, wholeTime } from "./time-layouts.ts";

export interface SniffedJson {
  body: Extract<PlanBody, { kind: "json" }>;
  lacks: FoundTime["lacks"];
  label: string;
}

const TIME_NAME =
  /^(?:@?timestamp|@t|_?time|ts|t|datetime|date|asctime|epochsecond|__realtime_timestamp|event_?time|.*_?time(?:stamp)?|when|created(?:_?at)?)$/i;
const LEVEL_NAME = /^(?:@l|level|lvl|log_?level|levelname|severity|severity_?text|priority)$/i;
const MESSAGE_NAME = /^(?:@mt?|msg|message|short_message|text|event|log|body|description)$/i;
const MAX_DIMENSIONS = 4;
const MAX_DIMENSION_VALUES = 32;
const MAX_DEPTH = 4;

type Flat = Map<string, { path: string[]; value: string | number | boolean }>;

/** @returns null when fewer than half of the lines are JSON objects */
export function sniffJson(lines: readonly string[]): SniffedJson | null {
  const objects = lines.map(parseObject).filter((object) => object !== null);
  if (objects.length === 0 || objects.length < lines.length / 2) return null;
  const flat = objects.map(flatten);
  const keys = new Map<string, { path: string[]; values: (string | number | boolean)[] }>();
  for (const object of flat)
    for (const [name, { path, value }] of object) {
      const entry = keys.get(name) ?? { path, values: [] };
      entry.values.push(value);
      keys.set(name, entry);
    }
  const entries = [...keys.values()].filter(({ values }) => values.length >= objects.length / 2);
  const leaf = (path: readonly string[]) => path.at(-1) ?? "";
  const shallowFirst = (a: { path: string[] }, b: { path: string[] }) => a.path.length - b.path.length;
  const times = entries
    .map(({ path, values }) => ({ path, found: wholeTime(String(values[0])) }))
    .filter(({ path, found }) => found !== null && (TIME_NAME.test(leaf(path)) || found.layout[0] !== "epoch"))
    .sort((a, b) => Number(TIME_NAME.test(leaf(b.path))) - Number(TIME_NAME.test(leaf(a.path))) || shallowFirst(a, b));
  const time = times[0] ?? null;
  const level = entries.filter(({ path }) => LEVEL_NAME.test(leaf(path))).sort(shallowFirst)[0];
  const message = entries
    .filter(({ path, values }) => MESSAGE_NAME.test(leaf(path)) && values.every((value) => typeof value === "string"))
    .sort(shallowFirst)[0];
  const fields: JsonField[] = [];
  if (time) fields.push({ path: time.path, role: "time" });
  if (level) fields.push({ path: level.path, role: "level" });
  if (message) fields.push({ path: message.path, role: "message" });
  const taken = new Set(fields.map(({ path }) => path.join(".")));
  const dimensions = entries.filter(({ path, values }) => {
    const distinct = new Set(values).size;
    return (
      !taken.has(path.join(".")) &&
      values.every((value) => typeof value === "string") &&
      distinct > 1 &&
      distinct <= MAX_DIMENSION_VALUES &&
      values.length >= distinct * 5
    );
  });
  for (const { path } of dimensions.slice(0, MAX_DIMENSIONS)) fields.push({ path, role: "dimension" });
  return {
    body: {
      kind: "json",
      fields,
      time: time?.found?.layout ?? null,
      levelScale: scaleOf(level?.values ?? [], leaf(level?.path ?? [])),
    },
    lacks: time?.found?.lacks ?? "nothing",
    label: `JSON lines: ${fields.map(({ path, role }) => `${role} in ${path.join(".")}`).join(", ") || "no known fields"}`,
  };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function flatten(object: Record<string, unknown>): Flat {
  const flat: Flat = new Map();
  const walk = (value: unknown, path: string[]) => {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      flat.set(path.join("."), { path, value });
    else if (typeof value === "object" && value !== null && !Array.isArray(value) && path.length < MAX_DEPTH)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(object, []);
  return flat;
}

function scaleOf(values: readonly unknown[], name: string): LevelScale {
  if (values.some((value) => isLevelWord(String(value)))) return "words";
  const numbers = values.map(Number).filter((value) => Number.isInteger(value));
  if (numbers.length < values.length || numbers.length === 0) return "words";
  if (/priority|severity/i.test(name) && Math.max(...numbers) <= 7) return "syslog";
  return Math.max(...numbers) >= 10 ? "bunyan" : "zero-to-four";
}
