import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeElement, TimeLayout } from "../../../src/model/plan.ts";
import { lacksOf, layoutOfPattern, otherOrders, patternOf } from "../../../src/model/time-pattern.ts";

const NAMES = [
  ...(["year4", "year2", "month", "monthName", "day", "dayOfYear", "weekday", "hour", "minute", "second"] as const),
  ...([
    "fraction",
    "zone",
    "zoneName",
    "meridiem",
    "epoch",
    "tai64",
    "elapsed",
    "delta",
    "minuteUnpadded",
    "secondUnpadded",
  ] as const),
];
const element: fc.Arbitrary<TimeElement> = fc.oneof(
  fc.constantFrom(...NAMES),
  fc
    .string({ minLength: 1, maxLength: 3, unit: fc.constantFrom("%", "Y", "-", " ", "T", "é", "𝄞") })
    .map((literal) => ({ literal })),
);

/** Literals side by side are one, as a pattern cannot tell them apart. */
function joined(layout: TimeLayout): TimeLayout {
  return layout.reduce<TimeLayout>((sum, next) => {
    const last = sum.at(-1);
    if (typeof last === "object" && typeof next === "object")
      sum[sum.length - 1] = { literal: last.literal + next.literal };
    else sum.push(next);
    return sum;
  }, []);
}

describe("patterns of time layouts", () => {
  it("read back as the layout that they were written from", () => {
    const layouts = fc.array(element, { maxLength: 12 }).map((elements) => joined([...elements, "hour"]));
    fc.assert(
      fc.property(layouts, (layout) => {
        expect(layoutOfPattern(patternOf(layout))).toEqual(layout);
      }),
    );
  });

  it("are what strftime calls them", () => {
    expect(layoutOfPattern("%F %T,%f %z")).toEqual(layoutOfPattern("%Y-%m-%d %H:%M:%S.%f %z"));
    expect(layoutOfPattern("%S %Z")).toEqual(["second", { literal: " " }, "zoneName"]);
    expect(patternOf(layoutOfPattern("%A, %e. %B %Y %I:%M %p"))).toBe("%a, %d. %b %Y %H:%M %p");
    expect(layoutOfPattern("100%% %s")).toEqual([{ literal: "100% " }, "epoch"]);
  });

  it.each([
    ["%Q", "%Q is not known here."],
    ["%H:%", "A letter is missing behind the last %."],
    ["today", "The pattern names no part of a time, such as %H or %d."],
    ["%z", "The pattern names no part of a time, such as %H or %d."],
  ])("%s is refused in a sentence", (pattern, sentence) => {
    expect(() => layoutOfPattern(pattern)).toThrow(new RangeError(sentence));
  });
});

it("a layout lacks the year, the date or nothing", () => {
  expect(["%s", "%y%m%d", "%b %d %T", "%j %T", "%T"].map((pattern) => lacksOf(layoutOfPattern(pattern)))).toEqual([
    "nothing",
    "nothing",
    "year",
    "year",
    "date",
  ]);
});

it("day, month and a short year can be meant in any order of their places", () => {
  const orders = (pattern: string) => otherOrders(layoutOfPattern(pattern)).map(patternOf);
  expect(orders("%m/%d/%Y %T")).toEqual(["%d/%m/%Y %H:%M:%S"]);
  expect(orders("%y-%m-%d").sort()).toEqual(["%d-%m-%y", "%d-%y-%m", "%m-%d-%y", "%m-%y-%d", "%y-%d-%m"]);
  expect(orders("%d %b %Y")).toEqual([]);
  expect(orders("%Y-%m-%d")).toEqual([]);
  expect(orders("%s")).toEqual([]);
});
