/**
 * The ways in which people write a time, recognised in a text and described as the core reads them. General shapes only;
 * what a shape cannot tell (day or month first) is settled over the sample by `settleDayOrder`.
 */
import type { TimeElement, TimeLayout } from "../../model/plan.ts";

export interface FoundTime {
  layout: TimeLayout;
  /** where the stamp begins and ends in the text */
  start: number;
  end: number;
  lacks: "nothing" | "year" | "date";
  /** equal for stamps of the same shape */
  shape: string;
}

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
const WEEKDAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*";
const FRACTION = "(?:[.,:]\\d{1,9})?";
const ZONE = "(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})(?![\\w]))?";
const CLOCK = "\\d{1,2}:\\d{2}:\\d{2}";
const clock: TimeLayout = ["hour", { literal: ":" }, "minute", { literal: ":" }, "second"];
const literal = (text: string): TimeElement => ({ literal: text });

interface Shape {
  name: string;
  pattern: RegExp;
  lacks: FoundTime["lacks"];
  layout: (match: RegExpExecArray) => TimeLayout;
}

/** Separators between two groups of digits, as they stand in the match. */
const between = (text: string): TimeElement[] => (text === "" ? [] : [literal(text)]);

const SHAPES: Shape[] = [
  {
    name: "iso",
    pattern: new RegExp(
      `(?<!\\d)\\d{4}([-/.])\\d{1,2}\\1\\d{1,2}(T|t|[ _:-]|, | {2})\\d{1,2}([:.])\\d{2}\\3\\d{2}${FRACTION}( [AP]M)?${ZONE}`,
    ),
    lacks: "nothing",
    layout: ([, date = "-", middle = " ", time = ":", meridiem]) => [
      "year4",
      literal(date),
      "month",
      literal(date),
      "day",
      literal(middle),
      "hour",
      literal(time),
      "minute",
      literal(time),
      "second",
      "fraction",
      ...(meridiem ? [literal(" "), "meridiem" as const] : []),
      "zone",
    ],
  },
  {
    name: "ordinal",
    pattern: new RegExp(`(?<!\\d)\\d{4}-\\d{3}(T| )${CLOCK}${FRACTION}${ZONE}`),
    lacks: "nothing",
    layout: ([, middle = "T"]) => ["year4", literal("-"), "dayOfYear", literal(middle), ...clock, "fraction", "zone"],
  },
  {
    name: "compact",
    pattern: new RegExp(
      `(?<!\\d)(?:19|20)\\d{2}[01]\\d[0-3]\\d([T -]?)[0-2]\\d(:?)[0-5]\\d\\2[0-6]\\d${FRACTION}${ZONE}(?!\\d)`,
    ),
    lacks: "nothing",
    layout: ([, middle = "", colon = ""]) => [
      "year4",
      "month",
      "day",
      ...between(middle),
      "hour",
      ...between(colon),
      "minute",
      ...between(colon),
      "second",
      "fraction",
      "zone",
    ],
  },
  {
    name: "compact2",
    pattern: new RegExp(`(?<!\\d)\\d{2}[01]\\d[0-3]\\d +([0-2]?\\d)(:?)[0-5]\\d\\2[0-6]\\d${FRACTION}(?!\\d)`),
    lacks: "nothing",
    layout: ([, , colon = ""]) => [
      "year2",
      "month",
      "day",
      literal(" "),
      "hour",
      ...between(colon),
      "minute",
      ...between(colon),
      "second",
      "fraction",
    ],
  },
  {
    name: "day-month-name",
    pattern: new RegExp(`(?<![\\d\\w])\\d{1,2}([/ -])${MONTH}\\1(\\d{4})([: T])${CLOCK}${FRACTION}${ZONE}`),
    lacks: "nothing",
    layout: ([, date = "/", , middle = ":"]) => [
      "day",
      literal(date),
      "monthName",
      literal(date),
      "year4",
      literal(middle),
      ...clock,
      "fraction",
      "zone",
    ],
  },
  {
    name: "ctime",
    pattern: new RegExp(`(?<!\\w)${WEEKDAY} ${MONTH} [ \\d]\\d ${CLOCK}${FRACTION} \\d{4}`),
    lacks: "nothing",
    layout: () => [
      "weekday",
      literal(" "),
      "monthName",
      literal(" "),
      "day",
      literal(" "),
      ...clock,
      "fraction",
      literal(" "),
      "year4",
    ],
  },
  {
    name: "month-name-year",
    pattern: new RegExp(`(?<!\\w)${MONTH} \\d{1,2}, \\d{4} ${CLOCK}${FRACTION}( [AP]M)?`),
    lacks: "nothing",
    layout: ([, meridiem]) => [
      "monthName",
      literal(" "),
      "day",
      literal(", "),
      "year4",
      literal(" "),
      ...clock,
      "fraction",
      ...(meridiem ? [literal(" "), "meridiem" as const] : []),
    ],
  },
  {
    name: "syslog-year",
    pattern: new RegExp(`(?<!\\w)${MONTH} [ \\d]\\d \\d{4} ${CLOCK}${FRACTION}`),
    lacks: "nothing",
    layout: () => ["monthName", literal(" "), "day", literal(" "), "year4", literal(" "), ...clock, "fraction"],
  },
  {
    name: "syslog",
    pattern: new RegExp(`(?<!\\w)${MONTH} [ \\d]\\d ${CLOCK}${FRACTION}`),
    lacks: "year",
    layout: () => ["monthName", literal(" "), "day", literal(" "), ...clock, "fraction"],
  },
  {
    name: "numbers-year-last",
    pattern: new RegExp(`(?<!\\d)\\d{1,2}([/.-])\\d{1,2}\\1\\d{4}(,? )${CLOCK}${FRACTION}( [AP]M)?${ZONE}`),
    lacks: "nothing",
    layout: ([, date = "/", middle = " ", meridiem]) => [
      "month",
      literal(date),
      "day",
      literal(date),
      "year4",
      literal(middle),
      ...clock,
      "fraction",
      ...(meridiem ? [literal(" "), "meridiem" as const] : []),
      "zone",
    ],
  },
  {
    name: "two-digit-year",
    pattern: new RegExp(`(?<!\\d)\\d{2}([/.-])\\d{2}\\1\\d{2}([ T])${CLOCK}${FRACTION}`),
    lacks: "nothing",
    layout: ([, date = "/", middle = " "]) => [
      "year2",
      literal(date),
      "month",
      literal(date),
      "day",
      literal(middle),
      ...clock,
      "fraction",
    ],
  },
  {
    name: "month-day",
    pattern: new RegExp(`(?<![\\d./-])[01]\\d([-/])[0-3]\\d ${CLOCK}${FRACTION}(?!\\d)`),
    lacks: "year",
    layout: ([, date = "-"]) => ["month", literal(date), "day", literal(" "), ...clock, "fraction"],
  },
  {
    name: "epoch",
    pattern: /(?<![\w.-])(?:[89]\d{8}|[1-3]\d{9})(?:\.\d{1,9}|\d{3}|\d{6}|\d{9})?(?![\w-])/,
    lacks: "nothing",
    layout: () => ["epoch"],
  },
  {
    name: "clock",
    pattern: new RegExp(`(?<![\\w:.-])${CLOCK}${FRACTION}( [AP]M)?(?![\\w:])`),
    lacks: "date",
    layout: ([, meridiem]) => [...clock, "fraction", ...(meridiem ? [literal(" "), "meridiem" as const] : [])],
  },
];

/** The earliest stamp in the first `within` characters; of those that begin together, the first shape in the list. */
export function findTime(text: string, within: number): FoundTime | null {
  let best: FoundTime | null = null;
  const head = text.slice(0, within + 48);
  for (const shape of SHAPES) {
    const match = shape.pattern.exec(head);
    if (!match || match.index > within) continue;
    // a shape without date or year is only of use when no fuller one is near
    if (best && (match.index >= best.start || shape.lacks !== "nothing")) continue;
    const layout = shape.layout(match);
    best = {
      layout,
      start: match.index,
      end: match.index + match[0].length,
      lacks: shape.lacks,
      shape: `${shape.name} ${JSON.stringify(layout)}`,
    };
  }
  return best;
}

/** A text that is a stamp and nothing else, blanks aside. */
export function wholeTime(text: string): FoundTime | null {
  const trimmed = text.trim();
  const found = findTime(trimmed, 0);
  return found && found.start === 0 && found.end === trimmed.length ? found : null;
}

/** Puts the day before the month in month/day/year layouts when the stamps say so. */
export function settleDayOrder(layout: TimeLayout, stamps: readonly string[]): TimeLayout {
  const month = layout.indexOf("month");
  const day = layout.indexOf("day");
  if (!layout.includes("year4") || month !== 0 || day !== 2) return layout;
  const dayFirst = stamps.some((stamp) => Number.parseInt(stamp, 10) > 12);
  if (!dayFirst) return layout;
  const swapped = [...layout];
  swapped[0] = "day";
  swapped[2] = "month";
  return swapped;
}
