/**
 * Time layouts as people write them, such as `%Y-%m-%d %H:%M:%S`: the letters of POSIX strftime for the elements of a
 * layout. Fraction and zone may be absent in a text, as in a layout.
 */
import type { FilePlan, TimeElement, TimeLayout } from "./plan.ts";

type Named = Exclude<TimeElement, object>;

/** The letter that is written for an element. */
const LETTERS: Record<Named, string> = {
  year4: "Y",
  year2: "y",
  month: "m",
  monthName: "b",
  day: "d",
  dayOfYear: "j",
  weekday: "a",
  hour: "H",
  minute: "M",
  second: "S",
  fraction: "f",
  zone: "z",
  meridiem: "p",
  epoch: "s",
  zoneName: "Z",
  tai64: "x",
  elapsed: "o",
  delta: "q",
  minuteUnpadded: "N",
  secondUnpadded: "G",
};

const clock: TimeLayout = ["hour", { literal: ":" }, "minute", { literal: ":" }, "second"];
const date: TimeLayout = ["year4", { literal: "-" }, "month", { literal: "-" }, "day"];

const ELEMENTS = new Map<string, TimeLayout>([
  ...Object.entries(LETTERS).map(([element, letter]): [string, TimeLayout] => [letter, [element as Named]]),
  // other letters of strftime with the same meaning here
  ["e", ["day"]],
  ["B", ["monthName"]],
  ["h", ["monthName"]],
  ["A", ["weekday"]],
  ["I", ["hour"]],
  ["k", ["hour"]],
  ["l", ["hour"]],
  ["F", date],
  ["T", clock],
]);

/** What the letters mean, for people who write one. */
export const PATTERN_HELP =
  "%Y year, %y year of two digits, %m month, %b name of the month, %d day, %j day of the year, %a week day, %H hour, " +
  "%p AM or PM, %M minute, %S second, %N and %G the same without padding, .%f fraction, %z zone, %Z abbreviation of a zone, %s seconds or more since 1970, %x a TAI64 label, %o seconds since a " +
  "start, %q seconds since the line before, %% a percent sign";

/** @returns the layout written as a pattern; `layoutOfPattern` reads it back */
export function patternOf(layout: TimeLayout): string {
  return layout
    .map((element) => {
      if (typeof element !== "string") return element.literal.replaceAll("%", "%%");
      return element === "fraction" ? ".%f" : `%${LETTERS[element]}`;
    })
    .join("");
}

/**
 * Reads a pattern. A mark before `%f` belongs to the fraction, which a text may lack.
 *
 * @throws RangeError in one sentence: an unknown letter, or nothing of a time
 */
export function layoutOfPattern(pattern: string): TimeLayout {
  const layout: TimeLayout = [];
  const literal = (text: string) => {
    const last = layout.at(-1);
    if (typeof last === "object") layout[layout.length - 1] = { literal: last.literal + text };
    else layout.push({ literal: text });
  };
  for (const [part, letter] of pattern.matchAll(/[.,:]?%f|%(.|$)|[^%]/gsu)) {
    if (part.endsWith("%f")) layout.push("fraction");
    else if (letter === "%") literal("%");
    else if (letter === undefined) literal(part);
    else {
      const elements = ELEMENTS.get(letter);
      if (elements === undefined)
        throw new RangeError(
          letter === "" ? "A letter is missing behind the last %." : `%${letter} is not known here.`,
        );
      for (const element of elements) {
        if (typeof element === "string") layout.push(element);
        else literal(element.literal);
      }
    }
  }
  if (!layout.some((element) => typeof element === "string" && TELLING.has(element)))
    throw new RangeError("The pattern names no part of a time, such as %H or %d.");
  return layout;
}

const TELLING: ReadonlySet<string> = new Set([
  "hour",
  "minute",
  "second",
  "day",
  "dayOfYear",
  "month",
  "monthName",
  "epoch",
  "tai64",
  "elapsed",
  "delta",
]);

/** @returns what stamps of a layout lack */
export function lacksOf(layout: TimeLayout): FilePlan["lacks"] {
  const has = (...elements: Named[]) => elements.some((element) => layout.includes(element));
  if (has("epoch", "tai64", "year4", "year2")) return "nothing";
  return has("month", "monthName", "day", "dayOfYear") ? "year" : "date";
}

/**
 * The other ways in which the same digits may be meant: day, month and a year of two digits in any order of their places.
 * Behind a year of four digits the month comes first everywhere, so nothing is doubted there.
 *
 * @returns layouts that differ from the given one; none where the order cannot be doubted
 */
export function otherOrders(layout: TimeLayout): TimeLayout[] {
  const year = layout.indexOf("year4");
  if (year >= 0 && year < layout.indexOf("day") && year < layout.indexOf("month")) return [];
  const places = layout.flatMap((element, i) =>
    element === "day" || element === "month" || element === "year2" ? [i] : [],
  );
  const elements = places.map((place) => layout[place] as TimeElement);
  return permutations(elements)
    .filter((order) => order.some((element, i) => element !== elements[i]))
    .map((order) => layout.map((element, i) => order[places.indexOf(i)] ?? element));
}

function permutations<T>(values: readonly T[]): T[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((value, i) =>
    permutations([...values.slice(0, i), ...values.slice(i + 1)]).map((rest) => [value, ...rest]),
  );
}
