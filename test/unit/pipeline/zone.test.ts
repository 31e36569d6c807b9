/** The table of a zone against the calendar of the runtime, at ordinary times, in gaps and in repeated hours. */
import { describe, expect, it } from "vitest";
import type { Inputs } from "../../../src/model/report.ts";
import { wallClockMs, zoneTransitions } from "../../../src/pipeline/zone.ts";

const HOUR = 3600;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock's digits at an instant, as seconds of the same digits in UTC. */
function wallClock(timeZone: string, second: number): number {
  const two = "2-digit";
  const digits = { year: "numeric", month: two, day: two, hour: two, minute: two, second: two } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", ...digits });
  formats.set(timeZone, format);
  const [day = 0, month = 1, year = 0, hour, minute, s] = (format.format(second * 1000).match(/\d+/g) ?? []).map(
    Number,
  );
  return Date.UTC(year, month - 1, day, hour, minute, s) / 1000;
}

/** As assembly/time.ts reads a local stamp. */
function toUtc(local: number, rows: Inputs["zoneTransitions"]): number {
  return local - (rows.findLast(({ localStartSeconds }) => localStartSeconds <= local)?.offsetSeconds ?? 0);
}

const utc = (...parts: [number, number, number, number, number?]) => Date.UTC(...parts) / 1000;

describe.each([
  "Europe/Berlin",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Casablanca",
  "Pacific/Apia",
])("the zone table of %s", (timeZone) => {
  const rows = zoneTransitions(timeZone, 2010, 2020);

  it("leads from a wall clock back to its instant", () => {
    const wrong: number[] = [];
    for (let second = utc(2010, 0, 2, 0); second < utc(2020, 11, 30, 0); second += 43 * HOUR + 1234) {
      const back = toUtc(wallClock(timeZone, second), rows);
      // in a repeated hour two instants have one wall clock
      if (back !== second && wallClock(timeZone, back) !== wallClock(timeZone, second)) wrong.push(second);
    }
    expect(wrong).toEqual([]);
  });

  it("is ascending, with a change in every row", () => {
    rows.slice(1).forEach((row, i) => {
      expect(row.localStartSeconds).toBeGreaterThan(rows[i]?.localStartSeconds ?? 0);
      expect(row.offsetSeconds).not.toBe(rows[i]?.offsetSeconds);
    });
  });

  it("tells the wall clock at any instant, just before and after changes too", () => {
    const instants = rows
      .slice(1)
      .flatMap(({ localStartSeconds, offsetSeconds }) =>
        [-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3].map((hours) => localStartSeconds - offsetSeconds + hours * HOUR),
      );
    for (let second = utc(2010, 5, 1, 0); second < utc(2020, 1, 1, 0); second += 97 * HOUR) instants.push(second);
    const wrong = instants.filter((second) => wallClockMs(second * 1000, rows) / 1000 !== wallClock(timeZone, second));
    expect(wrong).toEqual([]);
  });
});

describe("Europe/Berlin", () => {
  const rows = zoneTransitions("Europe/Berlin", 2025, 2026);

  it("lands after the gap in spring", () => {
    expect(toUtc(utc(2026, 2, 29, 1, 59), rows)).toBe(utc(2026, 2, 29, 0, 59));
    expect(toUtc(utc(2026, 2, 29, 2, 30), rows)).toBe(utc(2026, 2, 29, 1, 30));
    expect(toUtc(utc(2026, 2, 29, 3, 0), rows)).toBe(utc(2026, 2, 29, 1, 0));
  });

  it("takes the repeated hour in autumn for the first one", () => {
    expect(toUtc(utc(2026, 9, 25, 1, 59), rows)).toBe(utc(2026, 9, 24, 23, 59));
    expect(toUtc(utc(2026, 9, 25, 2, 30), rows)).toBe(utc(2026, 9, 25, 0, 30));
    expect(toUtc(utc(2026, 9, 25, 3, 0), rows)).toBe(utc(2026, 9, 25, 2, 0));
  });
});

describe("a zone table", () => {
  it("is empty for UTC, and of one row for a zone without changes", () => {
    expect(zoneTransitions("UTC", 2020, 2026)).toEqual([]);
    expect(zoneTransitions("Asia/Kathmandu", 2020, 2026).map(({ offsetSeconds }) => offsetSeconds)).toEqual([20_700]);
  });

  it("of an unknown zone is refused", () => {
    expect(() => zoneTransitions("Europe/Nowhere", 2020, 2026)).toThrow(RangeError);
  });
});
