/**
 * Records whose fields have names (JSON objects, key=value lines): which field is the time, the level, the message, a
 * dimension or a measure, by its name and by what its values look like.
 */
import type { JsonField, LevelScale, TimeLayout } from "../../model/plan.ts";
import { isLevelLetter, isLevelWord } from "./level-words.ts";
import { type FoundTime, findTime, wholeTime } from "./time-layouts.ts";
import { settleDayOrder } from "./time-order.ts";
import { isTrace } from "./traces.ts";

export type Scalar = string | number | boolean;

/** Fields of one record by the name that their path makes; `isListed`: in an element of an array, so of one of several. */
export type Flat = Map<string, { path: string[]; value: Scalar; isListed?: boolean }>;

export interface NamedFields {
  fields: JsonField[];
  time: TimeLayout | null;
  /** other ways in which times are written; see PlanBody */
  otherTimes: TimeLayout[];
  lacks: FoundTime["lacks"];
  levelScale: LevelScale;
  /** share of the records that have the time */
  timedShare: number;
}

interface Entry {
  name: string;
  path: string[];
  /** the last key that says something, in lower case */
  leaf: string;
  isListed: boolean;
  values: Scalar[];
}

/** the telling names, best first; what is not among them counts behind */
const TIME_NAMES = [
  /^(?:@timestamp|@t|timestamp|time|ts|t|datetime|time_?unix_?nano|instant|asctime|__realtime_timestamp)$/,
  /^(?:date|_time|event_?time|log_?time|record_?time|when|eventtimestamp|time_?stamp.*)$/,
  /(?:time|time_?stamp|date|_at|_ts)$/,
];
const LEVEL_NAMES = [
  /^(?:@l|level|lvl|log_?level|level_?name|levelname|severity|severity_?text|loglevel)$/,
  /^(?:priority|syslog_?severity|severity_?number|s|sev|levelno|level_value)$/,
];
const MESSAGE_NAMES = [
  /^(?:@m|msg|message|short_message)$/,
  /^(?:@mt|log|text|body|event|full_message|messagetemplate)$/,
  /^(?:description|error|err|reason|statement)$/,
];
const TRACE_NAME =
  /^(?:@x|stack|stack_?trace|extended_?stack_?trace|back_?trace|trace_?back|exception|exc_info|exc_text|error|err|error_?verbose)$/;
/** names under which a key holds the value of its parent, as in {"t":{"$date":…}} */
const WRAPPERS = /^(?:\$date|\$numberlong|epochsecond|seconds|stringvalue|string|value)$/;
const NANOS = /^(?:nanoofsecond|nanos|nanoseconds|nanosecond)$/;
/** numbers under such a name are names, not amounts */
const NAME_NAME = /(?:version|status|code|port|line|level|pid|tid|id|thread|uid|gid|[^a-z]v|^v)$/;
const CALENDAR_DAY = /^\d{4}([-/.])\d{1,2}\1\d{1,2}$|^\d{1,2}([-/.])\d{1,2}\2\d{4}$/;
const CLOCK = /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\b/;

const MAX_DIMENSIONS = 4;
const MAX_DIMENSION_VALUES = 32;
const MAX_MEASURES = 8;
/** of a role; programs that write into one file have names of their own */
const MAX_ALTERNATIVES = 6;
/** so many values of a field are looked at */
const LOOKED_AT = 100;

/** @param records at least one @returns what the fields are; some may be none of all that */
export function describeFields(records: readonly Flat[]): NamedFields {
  const entries = gather(records);
  const times = timeEntries(entries);
  const [time] = times;
  const rest = time ? restOf(time.entry, entries) : undefined;
  const levels = ranked(entries, LEVEL_NAMES, isLevelLike);
  const messages = ranked(entries, MESSAGE_NAMES, (entry) =>
    mostly(entry.values, (value) => typeof value === "string"),
  );
  const [level] = levels;
  const fields: JsonField[] = [];
  const add = (from: readonly Entry[], role: JsonField["role"]) => {
    for (const { path } of from) fields.push({ path, role });
  };
  const alternatives = (from: readonly Entry[]) => (from[0] && covers(from[0], records) ? from.slice(0, 1) : from);
  const stamped = rest ? times.slice(0, 1) : timesTogether(times, records);
  add(
    stamped.map(({ entry }) => entry),
    "time",
  );
  if (rest) add([rest], "timeRest");
  const scale = scaleOf(level, entries);
  add(alternatives(levels.filter((entry) => scaleOf(entry, entries) === scale)).slice(0, MAX_ALTERNATIVES), "level");
  add(alternatives(messages).slice(0, MAX_ALTERNATIVES), "message");
  const isFree = ({ path }: Entry) => fields.every((field) => field.path.join("\0") !== path.join("\0"));
  const traces = entries.filter((entry) => TRACE_NAME.test(entry.leaf) && isFree(entry) && entry.values.some(isTrace));
  add(traces.slice(0, MAX_ALTERNATIVES), "trace");
  const taken = new Set(fields.map(({ path }) => path.join("\0")));
  const free = entries.filter(
    ({ path, values, isListed }) => !isListed && !taken.has(path.join("\0")) && values.length >= records.length / 5,
  );
  add(free.filter(isDimension).slice(0, MAX_DIMENSIONS), "dimension");
  add(free.filter(isMeasure).slice(0, MAX_MEASURES), "measure");
  const stamps = time?.entry.values.map(String) ?? [];
  return {
    fields,
    time: time ? settleDayOrder(time.found.layout, stamps) : null,
    otherTimes: rest ? [] : otherLayouts(stamped),
    lacks: time?.found.lacks ?? "nothing",
    levelScale: scale,
    timedShare: (time?.entry.values.length ?? 0) / records.length,
  };
}

function gather(records: readonly Flat[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const record of records)
    for (const [name, { path, value, isListed = false }] of record) {
      const entry = entries.get(name) ?? { name, path, leaf: leafOf(path), isListed, values: [] };
      entry.values.push(value);
      entries.set(name, entry);
    }
  return [...entries.values()];
}

function leafOf(path: readonly string[]): string {
  const last = (key: string | undefined) => key?.split(".").at(-1)?.toLowerCase() ?? "";
  const leaf = last(path.at(-1));
  return path.length > 1 && WRAPPERS.test(leaf) ? last(path.at(-2)) : leaf;
}

function rankOf(leaf: string, names: readonly RegExp[]): number {
  const rank = names.findIndex((name) => name.test(leaf));
  return rank < 0 ? names.length : rank;
}

function mostly(values: readonly Scalar[], test: (value: Scalar) => boolean): boolean {
  const some = values.slice(0, LOOKED_AT);
  return some.filter(test).length >= some.length * 0.9;
}

function covers(entry: Entry, records: readonly Flat[]): boolean {
  return entry.values.length >= records.length * 0.999;
}

/** Entries of telling names that pass a test; best name first, then the shallowest, then those that more records have. */
function ranked(entries: readonly Entry[], names: readonly RegExp[], test: (entry: Entry) => boolean): Entry[] {
  return entries
    .filter((entry) => rankOf(entry.leaf, names) < names.length && test(entry))
    .sort(
      (a, b) =>
        rankOf(a.leaf, names) - rankOf(b.leaf, names) ||
        a.path.length - b.path.length ||
        b.values.length - a.values.length,
    );
}

interface TimeEntry {
  entry: Entry;
  found: FoundTime;
}

function timeEntries(entries: readonly Entry[]): TimeEntry[] {
  const rank = ({ entry, found }: TimeEntry) =>
    rankOf(entry.leaf, TIME_NAMES) + (found.lacks === "nothing" ? 0 : TIME_NAMES.length + 1);
  return entries
    .flatMap((entry): TimeEntry[] => {
      const found = timeOf(entry, entries);
      return found ? [{ entry, found }] : [];
    })
    .sort(
      (a, b) =>
        rank(a) - rank(b) || a.entry.path.length - b.entry.path.length || b.entry.values.length - a.entry.values.length,
    );
}

/** The best entry, and where that is not in every record, those that stand in for it: full stamps, or written as it is. */
function timesTogether(times: readonly TimeEntry[], records: readonly Flat[]): TimeEntry[] {
  const [best] = times;
  if (!best || covers(best.entry, records)) return times.slice(0, 1);
  const layout = JSON.stringify(best.found.layout);
  const isFull = ({ entry, found }: TimeEntry) =>
    found.lacks === "nothing" && best.found.lacks === "nothing" && rankOf(entry.leaf, TIME_NAMES) < 2;
  return times
    .filter((time) => isFull(time) || JSON.stringify(time.found.layout) === layout)
    .slice(0, MAX_ALTERNATIVES);
}

/** The layouts of full stamps among the values that differ from that of the first entry, commonest first. */
function otherLayouts(times: readonly TimeEntry[]): TimeLayout[] {
  const [best] = times;
  if (best?.found.lacks !== "nothing") return [];
  const counts = new Map<string, { layout: TimeLayout; stamps: string[] }>();
  for (const { entry } of times)
    for (const value of entry.values.slice(0, LOOKED_AT)) {
      const found = valueTime(String(value));
      if (found?.lacks !== "nothing") continue;
      const key = JSON.stringify(found.layout);
      const known = counts.get(key) ?? { layout: found.layout, stamps: [] };
      known.stamps.push(String(value));
      counts.set(key, known);
    }
  counts.delete(JSON.stringify(best.found.layout));
  return [...counts.values()]
    .sort((a, b) => b.stamps.length - a.stamps.length)
    .slice(0, MAX_ALTERNATIVES)
    .map(({ layout, stamps }) => settleDayOrder(layout, stamps));
}

/** The time that the values of an entry are, alone or with their clock in another entry. */
function timeOf(entry: Entry, entries: readonly Entry[]): FoundTime | null {
  const named = rankOf(entry.leaf, TIME_NAMES) < TIME_NAMES.length;
  const clock = restOf(entry, entries);
  if (clock && CALENDAR_DAY.test(String(entry.values[0]).trim()))
    return wholeTime(`${String(entry.values[0]).trim()} ${String(clock.values[0]).trim()}`);
  const times = entry.values.slice(0, LOOKED_AT).map((value) => valueTime(String(value)));
  const good = times.filter((time) => time !== null);
  const [first] = good;
  if (!first || good.length < times.length * 0.9) return null;
  // a bare number is a time only under a name that says so
  return first.layout[0] !== "epoch" || named ? first : null;
}

/** A whole stamp, or one with the letters of a zone behind its offset, as in "… -0400 EDT". */
function valueTime(text: string): FoundTime | null {
  const whole = wholeTime(text);
  if (whole) return whole;
  const found = findTime(text, 0);
  return found?.start === 0 && /^ \(?[A-Z]{2,5}\)?$/.test(text.slice(found.end)) ? found : null;
}

/** The entry that completes the times of another: its nanoseconds beside it, or the clock beside a calendar day. */
function restOf(entry: Entry, entries: readonly Entry[]): Entry | undefined {
  const parent = entry.path.slice(0, -1).join("\0");
  const siblings = entries.filter((other) => other !== entry && other.path.slice(0, -1).join("\0") === parent);
  if (/^\d{9,10}$/.test(String(entry.values[0])))
    return siblings.find(({ path }) => NANOS.test(path.at(-1)?.toLowerCase() ?? ""));
  if (!CALENDAR_DAY.test(String(entry.values[0]).trim())) return undefined;
  return siblings.find(({ values }) => mostly(values, (value) => CLOCK.test(String(value).trim())));
}

function isLevelText(text: string): boolean {
  return isLevelWord(text.trim()) || /^(?:dpanic|d[1-5])$/i.test(text.trim());
}

function isLevelLike({ leaf, values }: Entry): boolean {
  const isNumber = (value: Scalar) => /^\d{1,3}$/.test(String(value));
  if (leaf === "s" || leaf === "sev")
    return mostly(values, (value) => isLevelText(String(value)) || isLevelLetter(String(value)));
  return mostly(
    values,
    (value) => isLevelText(String(value)) || isLevelLetter(String(value)) || isNumber(value) || isShortWord(value),
  );
}

/** a level of the program's own, as some have; yields none */
function isShortWord(value: Scalar): boolean {
  return typeof value === "string" && /^[A-Za-z]{0,13}\d?$/.test(value);
}

/** Which numbers mean which level: told by the name, by their range, and by fields that only one format has. */
function scaleOf(level: Entry | undefined, entries: readonly Entry[]): LevelScale {
  if (!level) return "words";
  const numbers = level.values.map((value) => (String(value).trim() === "" ? Number.NaN : Number(value)));
  if (!numbers.every((value) => Number.isInteger(value))) return "words";
  if (/number$/.test(level.leaf)) return "otel";
  const most = Math.max(...numbers);
  if (most >= 10) return "bunyan";
  const ofSyslog = /priority|severity/.test(level.leaf) || entries.some(({ name }) => name === "short_message");
  return ofSyslog || most > 4 ? "syslog" : "zero-to-four";
}

function isDimension({ leaf, values }: Entry): boolean {
  const distinct = new Set(values).size;
  const repeats = distinct > 1 && distinct <= MAX_DIMENSION_VALUES && values.length >= distinct * 5;
  if (!repeats) return false;
  if (values.every((value) => typeof value !== "number" && !isNumeric(value))) return true;
  return NAME_NAME.test(leaf) && values.every((value) => /^\d+$/.test(String(value)));
}

function isMeasure({ leaf, values }: Entry): boolean {
  return !NAME_NAME.test(leaf) && new Set(values).size > 1 && values.every(isNumeric);
}

function isNumeric(value: Scalar): boolean {
  return (
    typeof value === "number" ||
    (typeof value === "string" && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value))
  );
}

/** The roles in words, e.g. "time in ts, level in level". */
export function describeRoles(fields: readonly JsonField[]): string {
  return fields.map(({ path, role }) => `${role} in ${path.join(".")}`).join(", ") || "no known fields";
}
