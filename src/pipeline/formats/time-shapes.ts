/**
 * The shapes in which people write a time, each as a pattern and the layout that the core reads it by. What a shape cannot
 * tell (day or month first) is settled over the sample, see time-order.ts.
 */
import type { TimeElement, TimeLayout } from "../../model/plan.ts";
import { MONTH, WEEKDAY, ZONE_MINUTES } from "./time-names.ts";

export type Lacks = "nothing" | "year" | "date";

export interface Shape {
  name: string;
  pattern: RegExp;
  lacks: Lacks;
  layout: (match: RegExpExecArray) => TimeLayout;
}

const FRACTION = "(?:[.,:]\\d{1,9})?";
const NAMED_ZONE = ` (?:${Object.keys(ZONE_MINUTES)
  .filter((name) => name !== "UTC" && name !== "GMT")
  .join("|")})(?![\\w])`;
const NUMBERED_ZONE = " ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})(?![\\w])";
const ZONE = `(?<zone>${NUMBERED_ZONE}|${NAMED_ZONE})?`;
const CLOCK = "\\d{1,2}:\\d{2}:\\d{2}";
/** newer Java writes a narrow no-break space */
const MERIDIEM = "(?<meridiem>[ \\u202f]?[AP]M(?![A-Z]))?";

const literal = (text: string): TimeElement => ({ literal: text });
/** a separator as it stands in the match; nothing for none */
const between = (text: string): TimeElement[] => (text === "" ? [] : [literal(text)]);
const clockOf = (mark: string): TimeLayout => ["hour", literal(mark), "minute", literal(mark), "second"];
const clock = clockOf(":");

/** AM or PM with what stands before it. */
function meridiemOf({ groups }: RegExpExecArray): TimeLayout {
  const text = groups?.meridiem;
  return text ? [...between(text.slice(0, -2)), "meridiem"] : [];
}

/** The optional zone; where it is an abbreviation, the lines are taken to have one each. */
function zoneOf({ groups }: RegExpExecArray): TimeLayout {
  const text = groups?.zone?.trim();
  return text !== undefined && text in ZONE_MINUTES && text !== "UTC" && text !== "GMT" ? ["zoneName"] : ["zone"];
}

/** @param source of the pattern; case is of no matter in names of months and days */
const named = (source: string) => new RegExp(source, "iu");

export const SHAPES: readonly Shape[] = [
  {
    name: "iso",
    pattern: new RegExp(
      `(?<!\\d)\\d{4}([-/.])\\d{1,2}\\1\\d{1,2}(T|t|[ _:-]|, | {2})\\d{1,2}([:.])\\d{2}\\3\\d{2}${FRACTION}${MERIDIEM}${ZONE}`,
    ),
    lacks: "nothing",
    layout: (match) => {
      const [, date = "-", middle = " ", mark = ":"] = match;
      const day: TimeLayout = ["year4", literal(date), "month", literal(date), "day", literal(middle)];
      return [...day, ...clockOf(mark), "fraction", ...meridiemOf(match), ...zoneOf(match)];
    },
  },
  {
    name: "iso-minute",
    pattern: new RegExp(`(?<!\\d)\\d{4}-\\d{2}-\\d{2}([T ])\\d{2}:\\d{2}(?![:.,\\d])${ZONE}`),
    lacks: "nothing",
    layout: (match) => {
      const [, middle = " "] = match;
      const day: TimeLayout = ["year4", literal("-"), "month", literal("-"), "day", literal(middle)];
      return [...day, "hour", literal(":"), "minute", ...zoneOf(match)];
    },
  },
  {
    name: "ordinal",
    pattern: new RegExp(`(?<!\\d)\\d{4}-\\d{3}(T| )${CLOCK}${FRACTION}${ZONE}`),
    lacks: "nothing",
    layout: (match) => {
      const [, middle = "T"] = match;
      return ["year4", literal("-"), "dayOfYear", literal(middle), ...clock, "fraction", ...zoneOf(match)];
    },
  },
  {
    name: "compact",
    pattern: new RegExp(
      `(?<!\\d)(?:19|20)\\d{2}[01]\\d[0-3]\\d(?:([T -]?)[0-2]\\d[0-5]\\d[0-6]\\d|([T -]?)\\d{1,2}:\\d{1,2}:\\d{1,2})${FRACTION}${ZONE}(?!\\d)`,
    ),
    lacks: "nothing",
    layout: (match) => {
      const [, middle = match[2] ?? ""] = match;
      const colon = literal(":");
      // with colons some write no leading zeros
      const ofDay: TimeLayout =
        match[2] === undefined
          ? ["hour", "minute", "second"]
          : ["hour", colon, "minuteUnpadded", colon, "secondUnpadded"];
      return ["year4", "month", "day", ...between(middle), ...ofDay, "fraction", ...zoneOf(match)];
    },
  },
  {
    name: "compact2",
    pattern: new RegExp(`(?<!\\d)\\d{2}[01]\\d[0-3]\\d +([0-2]?\\d)(:?)[0-5]\\d\\2[0-6]\\d${FRACTION}(?!\\d)`),
    lacks: "nothing",
    layout: ([, , colon = ""]) => {
      const ofDay: TimeLayout = ["hour", ...between(colon), "minute", ...between(colon), "second"];
      return ["year2", "month", "day", literal(" "), ...ofDay, "fraction"];
    },
  },
  {
    name: "day-month-name",
    pattern: named(
      `(?<![\\d\\w])\\d{1,2}([/ -])${MONTH}\\1(\\d{4}|\\d{2})(?!\\d)([: T]| {2})\\d{1,2}([:.])\\d{2}\\4\\d{2}${FRACTION}${MERIDIEM}${ZONE}`,
    ),
    lacks: "nothing",
    layout: (match) => {
      const [, date = "/", year = "", middle = ":", mark = ":"] = match;
      const years: TimeElement = year.length === 4 ? "year4" : "year2";
      const day: TimeLayout = ["day", literal(date), "monthName", literal(date), years, literal(middle)];
      return [...day, ...clockOf(mark), "fraction", ...meridiemOf(match), ...zoneOf(match)];
    },
  },
  {
    name: "ctime",
    pattern: named(
      `(?<![\\p{L}\\d])${WEEKDAY} ${MONTH} [ \\d]\\d ${CLOCK}${FRACTION}${MERIDIEM}(?<between>${NUMBERED_ZONE}|${NAMED_ZONE})? \\d{4}(?!\\d)`,
    ),
    lacks: "nothing",
    layout: (match) => {
      const zone: TimeLayout = match.groups?.between ? ["zoneName"] : [];
      const day: TimeLayout = ["weekday", literal(" "), "monthName", literal(" "), "day", literal(" ")];
      return [...day, ...clock, "fraction", ...meridiemOf(match), ...zone, literal(" "), "year4"];
    },
  },
  {
    name: "month-name-year",
    pattern: named(`(?<![\\p{L}\\d])${MONTH} \\d{1,2}, \\d{4},? ${CLOCK}${FRACTION}${MERIDIEM}`),
    lacks: "nothing",
    layout: (match) => {
      const middle = /\d{4}, /.test(match[0]) ? ", " : " ";
      const day: TimeLayout = ["monthName", literal(" "), "day", literal(", "), "year4", literal(middle)];
      return [...day, ...clock, "fraction", ...meridiemOf(match)];
    },
  },
  {
    name: "syslog-year",
    pattern: named(`(?<![\\p{L}\\d])${MONTH} [ \\d]\\d \\d{4} ${CLOCK}${FRACTION}${ZONE}`),
    lacks: "nothing",
    layout: (match) => {
      const day: TimeLayout = ["monthName", literal(" "), "day", literal(" "), "year4", literal(" ")];
      return [...day, ...clock, "fraction", ...zoneOf(match)];
    },
  },
  {
    name: "syslog",
    pattern: named(`(?<![\\p{L}\\d])${MONTH} [ \\d]?\\d ${CLOCK}${FRACTION}`),
    lacks: "year",
    layout: () => ["monthName", literal(" "), "day", literal(" "), ...clock, "fraction"],
  },
  {
    name: "day-month-name-only",
    pattern: named(`(?<![\\d\\w])\\d{1,2}([ /-])${MONTH}([ :T])${CLOCK}${FRACTION}`),
    lacks: "year",
    layout: ([, date = " ", middle = " "]) => [
      "day",
      literal(date),
      "monthName",
      literal(middle),
      ...clock,
      "fraction",
    ],
  },
  {
    name: "numbers-year-last",
    pattern: new RegExp(
      `(?<!\\d)\\d{1,2}([/.-])\\d{1,2}\\1\\d{4}(,? |[T_:-])\\d{1,2}([:.])\\d{2}\\3\\d{2}${FRACTION}${MERIDIEM}${ZONE}`,
    ),
    lacks: "nothing",
    layout: (match) => {
      const [, date = "/", middle = " ", mark = ":"] = match;
      const day: TimeLayout = ["month", literal(date), "day", literal(date), "year4", literal(middle)];
      return [...day, ...clockOf(mark), "fraction", ...meridiemOf(match), ...zoneOf(match)];
    },
  },
  {
    name: "two-digit-year",
    pattern: new RegExp(`(?<![\\d./-])\\d{1,2}([/.-])\\d{1,2}\\1\\d{2}(,? |T)${CLOCK}${FRACTION}${MERIDIEM}`),
    lacks: "nothing",
    layout: (match) => {
      const [, date = "/", middle = " "] = match;
      const day: TimeLayout = ["year2", literal(date), "month", literal(date), "day", literal(middle)];
      return [...day, ...clock, "fraction", ...meridiemOf(match)];
    },
  },
  {
    name: "month-day",
    pattern: new RegExp(`(?<![\\d./-])[01]\\d([-/.])[0-3]\\d ${CLOCK}${FRACTION}(?!\\d)`),
    lacks: "year",
    layout: ([, date = "-"]) => ["month", literal(date), "day", literal(" "), ...clock, "fraction"],
  },
  {
    name: "compact-month-day",
    pattern: new RegExp(`(?<=^|\\b[A-Z])[01]\\d[0-3]\\d ${CLOCK}\\.\\d{1,9}(?!\\d)`),
    lacks: "year",
    layout: () => ["month", "day", literal(" "), ...clock, "fraction"],
  },
  {
    name: "tai64",
    pattern: /(?<=@)4000[\da-f]{20}(?![\w])|(?<=@)4000[\da-f]{12}(?![\w])/,
    lacks: "nothing",
    layout: () => ["tai64"],
  },
  {
    name: "epoch",
    pattern: /(?<![\w.-])(?:[89]\d{8}|[1-3]\d{9})(?:\.\d{1,9}|\d{3}|\d{6}|\d{9})?(?![\w-])/,
    lacks: "nothing",
    layout: () => ["epoch"],
  },
  {
    name: "clock",
    pattern: new RegExp(`(?<![\\w:.-])${CLOCK}${FRACTION}${MERIDIEM}(?![\\w:])`),
    lacks: "date",
    layout: (match) => [...clock, "fraction", ...meridiemOf(match)],
  },
  {
    name: "elapsed",
    pattern: /(?<=^(?:<\d{1,3}>)?\[?) *\d{1,8}\.\d{3,9}(?=s?[\]:]|[ \t])/,
    lacks: "date",
    layout: () => ["elapsed"],
  },
];
