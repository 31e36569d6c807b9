import { describe, expect, it } from "vitest";
import { tickLabels, timeTicks } from "../../../src/charts/time-ticks.ts";
import { ZoneClock } from "../../../src/charts/zone-clock.ts";

const NOON = Date.UTC(2026, 10, 22, 12, 3, 4, 50);
const DAY_MS = 86_400_000;

describe("ZoneClock", () => {
  it("shows wall-clock time and the zone's name at that moment", () => {
    const kathmandu = new ZoneClock("Asia/Kathmandu");
    expect(kathmandu.dateTime(NOON)).toBe("2026-11-22 17:48:04");
    expect(kathmandu.zoneLabel(NOON)).toBe("UTC+5:45");
    expect(new ZoneClock("UTC").time(NOON, { millis: true })).toBe("12:03:04.050");
  });

  it("follows the change to summer time", () => {
    const berlin = new ZoneClock("Europe/Berlin");
    const before = Date.UTC(2026, 2, 29, 0, 59, 59);
    expect(berlin.time(before)).toBe("01:59:59");
    expect(berlin.time(before + 1000)).toBe("03:00:00");
    expect(berlin.zoneLabel(before)).toBe("UTC+1");
    expect(berlin.zoneLabel(before + 1000)).toBe("UTC+2");
  });

  it("shows no year and no date where the stamps lack them", () => {
    expect(new ZoneClock("UTC", "year").dateTime(NOON)).toBe("22 Nov 12:03:04");
    expect(new ZoneClock("UTC", "date").dateTime(NOON)).toBe("12:03:04");
  });

  it("says the date of a range once within a day", () => {
    const utc = new ZoneClock("UTC");
    expect(utc.range(NOON, NOON + 60_000)).toBe("2026-11-22 12:03:04 – 12:04:04");
    expect(utc.range(NOON, NOON + DAY_MS)).toBe("2026-11-22 12:03:04 – 2026-11-23 12:03:04");
  });

  it("takes a zone that does not exist as UTC", () => {
    expect(new ZoneClock("Mars/Olympus").timeZone).toBe("UTC");
  });
});

describe("timeTicks", () => {
  it("stands on round wall-clock times of the zone and says the date where the day changes", () => {
    const kathmandu = new ZoneClock("Asia/Kathmandu");
    const startMs = Date.UTC(2026, 10, 22, 15, 0);
    const ticks = timeTicks(kathmandu, startMs, startMs + 6 * 3_600_000, 8);
    expect(tickLabels(kathmandu, ticks)).toEqual([
      "21:00\n22 Nov",
      "22:00",
      "23:00",
      "00:00\n23 Nov",
      "01:00",
      "02:00",
    ]);
  });

  it("never gives more ticks than asked for, at any zoom", () => {
    const utc = new ZoneClock("UTC");
    for (const spanMs of [5, 80, 999, 61_000, 7_200_000, 40 * DAY_MS, 4000 * DAY_MS]) {
      const ticks = timeTicks(utc, NOON, NOON + spanMs, 7);
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(ticks.length).toBeGreaterThan(0);
      expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
    }
  });
});
