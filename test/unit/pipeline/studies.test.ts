/** Series by id, rhythm, aggregates, histograms and window features of a made-up log, against what was put into it. */
import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import { modelsOf } from "../../../src/pipeline/aggregates.ts";
import { periodOf } from "../../../src/pipeline/local-time.ts";
import { Session } from "../../../src/pipeline/session.ts";
import type { Studies } from "../../../src/pipeline/studies.ts";
import { zoneTransitions } from "../../../src/pipeline/zone.ts";
import { RELEASE } from "../../core/support/instances.ts";
import { memorySource } from "../../core/support/memory-source.ts";

const START_MS = Date.UTC(2026, 2, 2); // a Monday
const HOUR_MS = 3_600_000;
const DAYS = 28;

/** Four weeks: 10 reports an hour; 3 backups at 2:00 each night; warnings on Saturdays; a flood of reports once. */
const FLOOD_MS = START_MS + 17 * 24 * HOUR_MS + 13 * HOUR_MS;
function lines(): string[] {
  const found: string[] = [];
  const put = (atMs: number, text: string) => found.push(`${new Date(atMs).toISOString()} ${text}\n`);
  for (let hour = 0; hour < DAYS * 24; hour++) {
    const atMs = START_MS + hour * HOUR_MS;
    for (let i = 0; i < 10; i++) put(atMs + i * 300_000, `INFO report ${i} written in ${(hour % 24) + i} ms`);
    if (hour % 24 === 2) for (let i = 0; i < 3; i++) put(atMs + 600_000, `ERROR backup ${i} failed`);
    if (Math.floor(hour / 24) % 7 === 5) put(atMs + 900_000, "WARN nobody is here");
    if (atMs === FLOOD_MS) for (let i = 0; i < 400; i++) put(atMs + 1_000_000 + i, `INFO report ${i} written in 5 ms`);
  }
  return found;
}

async function studiesOf(text: string, timeZone = "UTC") {
  const session = await Session.open(RELEASE, [memorySource(Buffer.from(text))], { timeZone });
  const { report } = await session.analyze({ ...DEFAULT_SETTINGS, timeZone, detectors: [] });
  return { studies: await session.studies(), report };
}

describe("studies of a log", () => {
  let studies: Studies;
  beforeAll(async () => {
    ({ studies } = await studiesOf(lines().join("")));
  });

  it("names the hours and days that series prefer, and no others", () => {
    const { rhythms, hours, lacking } = studies.rhythms([
      "events",
      "level:error",
      "level:warn",
      "level:fatal",
      "no such",
    ]);
    expect([lacking, hours]).toEqual([null, DAYS * 24]);
    expect(rhythms.map(({ series }) => series)).toEqual(["events", "level:error", "level:warn", "level:fatal"]);
    const claims = rhythms.flatMap(({ series, preferences }) =>
      preferences.map(({ by, index, high, hours, share }) => [series, by, index, high, hours, share]),
    );
    expect(claims).toContainEqual(["level:error", "hour", 2, DAYS, DAYS, 1]);
    expect(claims).toContainEqual(["level:warn", "weekday", 5, 96, 96, 1]);
    expect(claims.filter(([series]) => series !== "events").length).toBe(2);
    const errors = rhythms[1];
    expect(errors?.day[2]).toEqual({ hours: DAYS, mean: 3, deviation: 0 });
    expect(errors?.day[3]).toEqual({ hours: DAYS, mean: 0, deviation: 0 });
    expect(errors?.week[2]).toEqual({ hours: 4, mean: 3, deviation: 0 });
    expect(errors?.weekdays[0]?.hours).toBe(96);
  });

  it("finds the hour that breaks the rhythm first", () => {
    // of the other 27 days at that hour, four Saturdays have a warning besides
    const [events] = studies.rhythms(["events"]).rhythms;
    expect(events?.breaks[0]).toMatchObject({ startMs: FLOOD_MS, endMs: FLOOD_MS + HOUR_MS, value: 410 });
    expect(events?.breaks[0]?.expected).toBeCloseTo(10.145, 3);
    expect(events?.breaks.length).toBe(1);
  });

  it("counts by day, week, month and season, with the statistics of minutes", () => {
    const days = studies.aggregates(["events", "level:error"], "day");
    expect(days.baseMs).toBe(60_000);
    const [first] = days.rows;
    expect(first).toMatchObject({
      series: "events",
      period: "2026-03-02",
      startMs: START_MS,
      count: 243,
      min: 0,
      max: 4,
    });
    expect(first?.mean).toBeCloseTo(243 / 1440, 12);
    expect(days.rows.filter(({ series }) => series === "level:error").every(({ count }) => count === 3)).toBe(true);
    const total = days.rows.filter(({ series }) => series === "events").reduce((sum, { count }) => sum + count, 0);
    for (const period of ["minute", "hour", "week", "month", "season"] as const) {
      const { rows } = studies.aggregates(["events"], period);
      expect(
        rows.reduce((sum, { count }) => sum + count, 0),
        period,
      ).toBe(total);
    }
    expect(studies.aggregates(["events"], "week").rows.map(({ period }) => period)).toEqual([
      "2026-W10",
      "2026-W11",
      "2026-W12",
      "2026-W13",
    ]);
  });

  it("gives a row a window, with volume, rates, rolling statistics, novelty and TF-IDF", () => {
    const found = studies.features();
    if (!found) throw new Error("no features");
    const { features, startMs, binMs } = found;
    const column = (name: string) => features.find((one) => one.name === name)?.values ?? [];
    expect([startMs, binMs]).toEqual([START_MS, 30_000]);
    const windows = column("events").length;
    expect(features.every(({ values }) => values.length === windows)).toBe(true);
    expect([...column("new templates")].reduce((sum, n) => sum + n, 0)).toBe(3);
    const flood = Math.floor((FLOOD_MS + 1_000_000 - START_MS) / binMs);
    expect(column("events")[flood]).toBe(400);
    expect(column("events max 5m")[flood + 9]).toBe(400);
    expect(column("events max 5m")[flood + 10]).toBeLessThan(400);
    expect(column("rate:error")[flood]).toBe(0);
    expect(column("rate:error")[flood + 1]).toBeNaN();
    expect(features.filter(({ name }) => name.startsWith("tfidf ")).length).toBe(3);
  });

  it("models are found by the path of their names; what is unknown is left out", () => {
    const models = modelsOf(studies.aggregates(["level:error"], "hour"), ["acme", undefined, "shop/eu", ""]);
    expect(models["acme/shop%2Feu/2026-03-02/02/level:error"]).toMatchObject({ count: 3, max: 3 });
    expect(Object.keys(modelsOf(studies.aggregates(["level:error"], "day"), []))[0]).toBe("2026-03-02/level:error");
  });

  it("says why there is no rhythm", async () => {
    const { studies: few } = await studiesOf("2026-03-02T00:00:00Z INFO a\n2026-03-02T05:00:00Z INFO a\n");
    expect(few.rhythms(["events"])).toMatchObject({ rhythms: [], lacking: expect.stringContaining("a day at least") });
    const { studies: none } = await studiesOf("no times\nat all\n");
    expect(none.rhythms(["events"]).lacking).toMatch(/No event has a time/);
    expect([none.aggregates(["events"], "day").rows, none.features()]).toEqual([[], null]);
  });
});

describe("numeric columns", () => {
  const text = `time,ms\n${Array.from({ length: 200 }, (_, i) => `${new Date(START_MS + i * 1000).toISOString()},${i}\n`).join("")}`;

  it("have histograms, and aggregates of their values", async () => {
    const { studies } = await studiesOf(text);
    const all = studies.histogram("ms", START_MS, START_MS + 200_000);
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(200);
    expect(studies.histogram("ms", START_MS, START_MS + 50_000).at(-1)?.to).toBeGreaterThan(49);
    expect(studies.histogram("other", 0, 4e12)).toEqual([]);
    const [max] = studies.aggregates(["measure-max:ms"], "hour").rows;
    expect(max).toMatchObject({ count: 200, max: 199 });
    const [p95] = studies.aggregates(["measure-p95:ms"], "day").rows;
    expect(p95?.max).toBeGreaterThan(190);
  });
});

describe("calendar periods", () => {
  const berlin = zoneTransitions("Europe/Berlin", 2025, 2027);
  it.each([
    ["2026-03-29T00:59:59Z", "hour", "2026-03-29T01"],
    ["2026-03-29T01:00:00Z", "hour", "2026-03-29T03"],
    ["2026-10-25T00:30:00Z", "hour", "2026-10-25T02"],
    ["2026-10-25T01:30:00Z", "hour", "2026-10-25T02"],
    ["2026-11-27T23:30:00Z", "day", "2026-11-28"],
    ["2027-01-01T12:00:00Z", "week", "2026-W53"],
    ["2025-12-29T12:00:00Z", "week", "2026-W01"],
    ["2026-12-01T00:00:00Z", "season", "2027-winter"],
    ["2026-11-30T12:00:00Z", "season", "2026-autumn"],
    ["2026-02-28T12:00:00Z", "season", "2026-winter"],
    ["2026-03-01T00:00:00Z", "month", "2026-03"],
    ["2026-03-01T00:00:30Z", "minute", "2026-03-01T01:00"],
  ] as const)("%s is in the %s %s in Berlin", (iso, period, name) => {
    expect(periodOf(Date.parse(iso), period, berlin)).toBe(name);
  });
});
