/**
 * The comparison of two builds on numbers that can be worked out by hand. samples/builds.csv, in bins of 10 s from
 * 10:00:00, has these counts, old build 2.0.4 and new build 2.1.0:
 *
 *   bin                 0   1   2   3   4     old  new
 *   overheat  old       0   0   0   1   0       1
 *             new       2   2   0   6   0           10
 *             new−old   2   2   0   5   0
 *   doorjam   new−old   1   1   0   0   0       0    2
 *   lowvolt   new−old   0   0   0   0  −3       3    0
 *
 * The mean of two trailing bins strictly above 1: overheat at bins 0–1 (2), 2–3 (2.5), 3–4 (2.5), but not at 1–2 (1);
 * doorjam at 0–1 is 1, which is not above 1.
 *
 * Of 11 errors 10 new: P(X ≥ 10), X ~ Binomial(11, ½), = 12/2048. Of 2, 2 new: 1/4. Of 3, none new: 1.
 * Benjamini–Hochberg over 3 keys: 3 · 12/2048, 3/2 · 1/4, 1.
 */
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { Settings } from "../../src/model/report.ts";
import { analyzeSample, CHUNK_SIZES } from "./memory-source.ts";

const START_MS = Date.UTC(2026, 2, 3, 10);
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  binMs: 10_000,
  compare: { field: "build", old: "2.0.4", new: "2.1.0", key: null },
  detectors: [{ name: "mean-threshold", options: { threshold: 1, trailing: [2] } }],
};

function exceedance(key: string, fromBin: number, value: number) {
  return { key, startMs: START_MS + fromBin * 10_000, endMs: START_MS + (fromBin + 2) * 10_000, trailing: 2, value };
}

describe("comparison", () => {
  it("counts the difference of each key per bin, empty bins as 0", async () => {
    const { comparison } = (await analyzeSample("builds.csv", { settings: SETTINGS })).report;
    expect(comparison).toMatchObject({ field: "build", old: "2.0.4", new: "2.1.0", binMs: 10_000, startMs: START_MS });
    const rows = comparison?.keys.map(({ key }, index) => [key, comparison.matrix[index]]) ?? [];
    expect(Object.fromEntries(rows)).toEqual({
      overheat: [2, 2, 0, 5, 0],
      doorjam: [1, 1, 0, 0, 0],
      lowvolt: [0, 0, 0, 0, -3],
    });
  });

  it("finds the bins whose trailing mean is strictly above the threshold", async () => {
    const { alerts } = (await analyzeSample("builds.csv", { settings: SETTINGS })).report;
    const found = alerts.flatMap((alert) => {
      for (const { startMs, endMs } of alert.exceedances) {
        expect(startMs).toBeGreaterThanOrEqual(alert.startMs);
        expect(endMs).toBeLessThanOrEqual(alert.endMs);
      }
      return alert.exceedances;
    });
    found.sort((a, b) => a.startMs - b.startMs);
    expect(found).toEqual([
      exceedance("overheat", 0, 2),
      exceedance("overheat", 2, 2.5),
      exceedance("overheat", 3, 2.5),
    ]);
  });

  it("judges each key by the exact test", async () => {
    const { comparison } = (await analyzeSample("builds.csv", { settings: SETTINGS })).report;
    const judged = comparison?.keys.map(({ key, ...rest }) => [key, rest]) ?? [];
    const expected = {
      overheat: { old: 1, new: 10, ratio: 10, pValue: 12 / 2048, qValue: 36 / 2048, verdict: "regressed" },
      doorjam: { old: 0, new: 2, ratio: null, pValue: 0.25, qValue: 0.375, verdict: "unchanged" },
      lowvolt: { old: 3, new: 0, ratio: 0, pValue: 1, qValue: 1, verdict: "unchanged" },
    };
    const near = Object.entries(expected).map(([key, { pValue, qValue, ...rest }]) => [
      key,
      expect.objectContaining({ ...rest, pValue: expect.closeTo(pValue, 12), qValue: expect.closeTo(qValue, 12) }),
    ]);
    expect(Object.fromEntries(judged)).toEqual(Object.fromEntries(near));
  });

  it("has the same digest at every chunk size", async () => {
    const digests = new Set<string>();
    for (const chunkBytes of CHUNK_SIZES) {
      digests.add((await analyzeSample("builds.csv", { chunkBytes, settings: SETTINGS })).report.digest);
    }
    expect([...digests]).toHaveLength(1);
  });
});
