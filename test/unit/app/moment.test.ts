import { describe, expect, it } from "vitest";
import { readMoment } from "../../../src/app/moment.ts";

const START = Date.UTC(2026, 0, 5, 10);
const SPAN = { startMs: START, endMs: START + 2 * 86_400_000 };
const utc = (): number => 0;

describe("a time that a person types", () => {
  it.each([
    ["2026-01-05 12:30", Date.UTC(2026, 0, 5, 12, 30)],
    ["2026-01-05T12:30:15.25Z", Date.UTC(2026, 0, 5, 12, 30, 15, 250)],
    ["2026-01-06", Date.UTC(2026, 0, 6)],
    ["6 Jan 12:30", Date.UTC(2026, 0, 6, 12, 30)],
    ["6 January 2026 12:30:01", Date.UTC(2026, 0, 6, 12, 30, 1)],
    ["12:30", Date.UTC(2026, 0, 5, 12, 30)],
    ["9:15:02", Date.UTC(2026, 0, 6, 9, 15, 2)],
    ["1767616200", 1_767_616_200_000],
    ["1767616200123", 1_767_616_200_123],
  ])("%s", (text, expected) => {
    expect(readMoment(text, SPAN, utc)).toBe(expected);
  });

  it.each(["", "lunch", "25:00", "12:75", "2026-02-30", "6 Foo 12:30", "48211"])("%s is none", (text) => {
    expect(readMoment(text, SPAN, utc)).toBeNull();
  });

  it("is in the zone that is shown", () => {
    const offset = (): number => 2 * 3_600_000;
    expect(readMoment("12:30", SPAN, offset)).toBe(Date.UTC(2026, 0, 5, 10, 30));
    expect(readMoment("11:59", SPAN, offset)).toBe(Date.UTC(2026, 0, 6, 9, 59));
  });
});
