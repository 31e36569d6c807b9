/** What is typed to go somewhere. */
import { describe, expect, it } from "vitest";
import { ZoneClock } from "../../../src/charts/zone-clock.ts";
import { parsePlace } from "../../../src/views/line-place.ts";

const from = (timeZone: string, fileCount = 1) => ({
  clock: new ZoneClock(timeZone),
  nowMs: Date.UTC(2026, 10, 28, 23, 30),
  lineCount: 1001,
  fileCount,
  file: fileCount - 1,
});

describe("a place", () => {
  it.each([
    ["12345", { file: 0, line: 12_345 }],
    ["12 345", { file: 0, line: 12_345 }],
    ["50%", { index: 500 }],
    ["100 %", { index: 1000 }],
    ["250%", { index: 1000 }],
    ["14:03", { timeMs: Date.UTC(2026, 10, 28, 14, 3) }],
    ["14:03:05,25", { timeMs: Date.UTC(2026, 10, 28, 14, 3, 5, 250) }],
    ["2026-11-01", { timeMs: Date.UTC(2026, 10, 1) }],
    [" 2026-11-01T06:07 ", { timeMs: Date.UTC(2026, 10, 1, 6, 7) }],
  ])("“%s” in a file in UTC", (typed, place) => {
    expect(parsePlace(typed, from("UTC"))).toEqual({ place });
  });

  it("is a time of the zone's own day", () => {
    // 23:30 UTC is 05:15 of the next day there
    expect(parsePlace("04:00", from("Asia/Kathmandu"))).toEqual({
      place: { timeMs: Date.UTC(2026, 10, 28, 22, 15) },
    });
  });

  it("is in the file at hand, or in the one that is named", () => {
    expect(parsePlace("7", from("UTC", 3))).toEqual({ place: { file: 2, line: 7 } });
    expect(parsePlace("2:7", from("UTC", 3))).toEqual({ place: { file: 1, line: 7 } });
    expect(parsePlace("2:30", from("UTC", 3))).toEqual({ place: { timeMs: Date.UTC(2026, 10, 28, 2, 30) } });
    expect(parsePlace("2:1234", from("UTC", 3))).toEqual({ place: { file: 1, line: 1234 } });
  });

  it.each(["", "x", "25:00", "0", "9:7", "-4", "1e3"])("“%s” is none", (typed) => {
    expect(parsePlace(typed, from("UTC"))).toMatchObject({ mistake: expect.stringContaining("Type a line") });
  });
});
