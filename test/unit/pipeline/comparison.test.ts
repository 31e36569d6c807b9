/** Comparisons of values, files' worth of totals and spans of time, against counts made by hand from the same events. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, TimberlineError } from "../../../src/model/analysis.ts";
import type { CompareSettings, Comparison, ComparisonKey } from "../../../src/model/comparison.ts";
import { analyzeBytes, analyzeSources, memorySource } from "../../golden/memory-source.ts";

const START_MS = Date.UTC(2026, 2, 1, 8);
const MINUTE = 60_000;

interface Made {
  second: number;
  build: string;
  code: string;
}

function csv(events: readonly Made[]): Buffer {
  const rows = [...events]
    .sort((a, b) => a.second - b.second)
    .map(({ second, build, code }) => `${new Date(START_MS + second * 1000).toISOString()},${build},${code}`);
  return Buffer.from(`time,Build,Code\n${rows.join("\n")}\n`);
}

const BUILDS = { field: "Build", old: "1.0", new: "1.1", key: "Code" };

async function compared(events: readonly Made[], compare: CompareSettings): Promise<Comparison> {
  const { report } = await analyzeBytes("codes.csv", csv(events), { settings: { ...DEFAULT_SETTINGS, compare } });
  if (!report.comparison) throw new Error("nothing was compared");
  return report.comparison;
}

/** `times` events of one build and code, one every `every` seconds. */
function events(build: string, code: string, times: number, from = 0, every = 1): Made[] {
  return Array.from({ length: times }, (_, i) => ({ second: from + i * every, build, code }));
}

const keyOf = ({ keys }: Comparison, key: string) => keys.find((one) => one.key === key) as ComparisonKey;

/** What both builds do, so that the plan has its two columns in every case. */
const COMMON = [...events("1.0", "E0", 40, 0, 7), ...events("1.1", "E0", 40, 3, 7)];

describe("a comparison by totals", () => {
  const twice = [
    ...COMMON,
    ...events("1.0", "E1", 100),
    ...events("1.1", "E1", 340),
    ...events("1.0", "E2", 60),
    ...events("1.1", "E2", 20),
  ];

  it("holds a key against its share of all events of its side", async () => {
    const comparison = await compared(twice, { ...BUILDS, by: "totals" });
    expect(comparison.assumption).toMatchObject({ by: "totals", exposure: 2, perBin: 2 });
    expect(comparison.assumption.text).toContain("200 events on the old side and 400 on the new one");
    expect(keyOf(comparison, "E1").ratio).toBeCloseTo(1.7, 12);
    expect(keyOf(comparison, "E0")).toMatchObject({ old: 40, new: 40, ratio: 0.5, verdict: "improved" });
    for (const { ratio, ratioLow, ratioHigh } of comparison.keys) {
      expect(ratioLow).toBeLessThan(ratio as number);
      expect(ratioHigh).toBeGreaterThan(ratio as number);
    }
    const bin = comparison.matrix[1]?.[0] as number;
    expect(bin).toBe(340 / 340 - 2 * 1);
  });

  it("says regressed where equal users would, of sides that are as large", async () => {
    const even = [...COMMON, ...events("1.0", "E1", 30), ...events("1.1", "E1", 80), ...events("1.0", "E2", 50)];
    const [users, totals] = [await compared(even, BUILDS), await compared(even, { ...BUILDS, by: "totals" })];
    expect(users.assumption).toMatchObject({ by: "users", exposure: 1, text: "Equal numbers of users on both sides." });
    expect(totals.keys).toEqual(users.keys);
  });
});

it("swapping old and new swaps the verdicts, whatever is taken to be equal", async () => {
  const count = fc.oneof(fc.constant(0), fc.nat(6), fc.nat(90));
  const codes = fc.array(fc.record({ old: count, new: count }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(codes, fc.constantFrom("users" as const, "totals" as const), async (each, by) => {
      const made = each.flatMap(({ old, new: fresh }, i) => [
        ...events("1.0", `K${i}`, old),
        ...events("1.1", `K${i}`, fresh),
      ]);
      const there = await compared([...COMMON, ...made], { ...BUILDS, by });
      const back = await compared([...COMMON, ...made], { ...BUILDS, old: "1.1", new: "1.0", by });
      const opposite = { regressed: "improved", improved: "regressed", unchanged: "unchanged" };
      expect(back.keys.map(({ verdict }) => opposite[verdict])).toEqual(there.keys.map(({ verdict }) => verdict));
      there.keys.forEach((key, i) => {
        const other = back.keys[i] as ComparisonKey;
        expect(other.qValue).toBeCloseTo(key.qFewer, 9);
        expect(other.pFewer).toBeCloseTo(key.pValue, 9);
        if (key.ratio && other.ratio) expect(other.ratio * key.ratio).toBeCloseTo(1, 9);
        if (key.ratioLow) expect((other.ratioHigh as number) * key.ratioLow).toBeCloseTo(1, 9);
      });
    }),
    { numRuns: 25, seed: 4 },
  );
});

describe("spans of time", () => {
  // a calm quarter of an hour, then one with more of E1 and without E2
  const log = [
    ...events("1.0", "E0", 1800, 0, 1),
    ...events("1.1", "E1", 30, 0, 30),
    ...events("1.1", "E1", 180, 900, 5),
    ...events("1.0", "E2", 90, 0, 10),
  ];
  const span = (from: number, to: number) => ({ startMs: START_MS + from * 1000, endMs: START_MS + to * 1000 });
  const of = (old: [number, number] | null, fresh: [number, number], more: Partial<CompareSettings> = {}) =>
    compared(log, {
      field: "",
      old: "",
      new: "",
      key: "Code",
      ranges: { old: old && span(...old), new: span(...fresh) },
      ...more,
    });
  const counts = (comparison: Comparison) =>
    Object.fromEntries(comparison.keys.map(({ key, old, new: fresh }) => [key, [old, fresh]]));

  it("of one length are laid over each other at their starts", async () => {
    const comparison = await of([0, 900], [900, 1800], { binMs: MINUTE });
    expect(counts(comparison)).toEqual({ E0: [900, 900], E1: [30, 180], E2: [90, 0] });
    expect(comparison.keys.map(({ verdict }) => verdict)).toEqual(["unchanged", "regressed", "improved"]);
    expect(comparison).toMatchObject({ field: "time", binMs: MINUTE, startMs: START_MS + 900_000 });
    expect(comparison.matrix).toEqual([new Array(15).fill(0), new Array(15).fill(10), new Array(15).fill(-6)]);
    expect(comparison.oldCounts[1]).toEqual(new Array(15).fill(2));
    expect(comparison.assumption.text).toContain("equal lengths of time");
  });

  it("of other lengths are expected to have events in proportion, and are compared while both last", async () => {
    const comparison = await of([600, 900], [900, 1800], { binMs: MINUTE });
    expect(counts(comparison)).toEqual({ E0: [300, 900], E1: [10, 180], E2: [30, 0] });
    expect(comparison.assumption).toMatchObject({ by: "users", exposure: 3, perBin: 1 });
    expect(keyOf(comparison, "E0")).toMatchObject({ ratio: 1, verdict: "unchanged" });
    expect(comparison.matrix[1]).toEqual([...new Array(5).fill(10), ...new Array(10).fill(null)]);
  });

  it("are held against all the rest by its mean", async () => {
    const comparison = await of(null, [900, 1200], { binMs: MINUTE });
    expect(counts(comparison)).toEqual({ E0: [1500, 300], E1: [150, 60], E2: [90, 0] });
    expect(comparison.assumption.exposure).toBeCloseTo(300 / 1500, 12);
    expect(comparison.oldCounts[1]).toEqual(new Array(5).fill(150 / 25));
    expect(comparison.matrix[1]).toEqual(new Array(5).fill(12 - 6));
    expect(comparison).toMatchObject({ old: "rest", ranges: { old: null, new: span(900, 1200) } });
  });

  it("by totals are held against their shares", async () => {
    const comparison = await of([0, 900], [900, 1800], { by: "totals", binMs: MINUTE });
    expect(comparison.assumption.exposure).toBeCloseTo(1080 / 1020, 12);
    expect(comparison.assumption.perBin).toBeCloseTo(1080 / 1020, 12);
  });

  it("are cut to the log, and named by what was asked for", async () => {
    const comparison = await of([-500, 900], [900, 9000]);
    expect(comparison.ranges).toEqual({ old: span(0, 900), new: span(900, 1800) });
    expect(comparison.new).toBe("2026-03-01T08:15:00.000Z/2026-03-01T10:30:00.000Z");
  });

  it("raise alerts at the times of the new one, with its lines", async () => {
    const limits = { threshold: 5, trailing: [3], mode: "difference" as const };
    const compare: CompareSettings = {
      ...{ field: "", old: "", new: "", key: "Code", binMs: MINUTE, limits },
      ranges: { old: span(0, 900), new: span(900, 1800) },
    };
    const settings = { ...DEFAULT_SETTINGS, compare };
    const { report } = await analyzeBytes("codes.csv", csv(log), { settings });
    const alerts = report.alerts.filter(({ series }) => series.startsWith("difference:"));
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ series: "difference:E1", startMs: START_MS + 900_000, observed: 10 });
    expect(alerts[0]?.exceedances).toHaveLength(13);
    expect(alerts[0]?.evidence.length).toBeGreaterThan(0);
    expect(alerts[0]?.evidence.every(({ text }) => text.endsWith(",E1"))).toBe(true);
    // the other detectors look at what they look at without a comparison
    const { report: plain } = await analyzeBytes("codes.csv", csv(log), {});
    expect(report.alerts.filter(({ series }) => !series.startsWith("difference:"))).toHaveLength(plain.alerts.length);
    expect(report.detectorsRun).toEqual(plain.detectorsRun);
  });

  it("that meet within a stored bin part there: it belongs to the later one", async () => {
    const later = await of([0, 900.4], [900.4, 1800]);
    expect(later.ranges).toEqual({ old: span(0, 900), new: span(900, 1800) });
    const earlier = await of([900.4, 1800], [0, 900.4]);
    expect(earlier.ranges).toEqual({ old: span(900, 1800), new: span(0, 900) });
  });

  it.each([
    ["overlap", [0, 900], [800, 1800]],
    ["nothing of the log's time", [5000, 6000], [0, 900]],
  ] as const)("that %s are refused", async (words, old, fresh) => {
    await expect(of([...old], [...fresh])).rejects.toThrow(words);
  });
});

describe("keys", () => {
  const log = Buffer.from(
    `time,level,host,message\n${Array.from({ length: 400 }, (_, i) => {
      const lost = i % 4 === 3;
      const what = lost ? "ERROR,%,lost the lease" : "INFO,%,took a step";
      return `${new Date(START_MS + i * 1000).toISOString()},${what.replace("%", i % 2 === 0 ? "a" : "b")}\n`;
    }).join("")}`,
  );
  const of = async (key: string | null) => {
    const compare = { field: "host", old: "a", new: "b", key };
    const { report } = await analyzeBytes("hosts.csv", log, { settings: { ...DEFAULT_SETTINGS, compare } });
    return report.comparison as Comparison;
  };

  it("are levels or templates where that is asked for", async () => {
    expect((await of("level")).keys.map(({ key, old, new: fresh }) => [key, old, fresh])).toEqual([
      ["error", 0, 100],
      ["info", 200, 100],
    ]);
    const templates = await of("template");
    expect(templates.keyedBy).toBe("template");
    expect(templates.keys.map(({ old, new: fresh }) => [old, fresh])).toEqual([
      [0, 100],
      [200, 100],
    ]);
    await expect(of("colour")).rejects.toThrow(TimberlineError);
  });

  it("beyond those that can be held are counted, and said to be left out", async () => {
    const rare = Array.from({ length: 260 }, (_, i) => [
      ...events("1.0", `K${i}`, 12, i),
      ...events("1.1", `K${i}`, i < 150 ? 2 : 0, i),
    ]).flat();
    const long = [...COMMON, ...rare, ...events("1.1", "E0", 1, 49_990)];
    const { report: few } = await analyzeBytes("codes.csv", csv(COMMON), {});
    const source = memorySource("codes.csv", csv(long), [65_536], START_MS);
    const settings = { ...DEFAULT_SETTINGS, compare: { ...BUILDS, binMs: 1000 } };
    // by the plan of a log with few codes, as so many would be taken for ids
    const { report } = await analyzeSources([source], settings, undefined, few.source.plan);
    const comparison = report.comparison as Comparison;
    expect(comparison.keyCount).toBe(261);
    expect(comparison.keys.length).toBeLessThan(261);
    const kept = comparison.keys.reduce((sum, { old, new: fresh }) => sum + old + fresh, 0);
    expect(kept + comparison.eventsLeftOut).toBe(long.length);
    expect(comparison.keys.filter(({ key }) => Number(key.slice(1)) < 150)).toHaveLength(151);
  });
});
