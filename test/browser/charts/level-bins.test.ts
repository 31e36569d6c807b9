import { describe, expect, it } from "vitest";
import {
  codeOfName,
  levelBinsOfReport,
  regroup,
  spanOf,
  sumByLevel,
  totalOfBin,
} from "../../../src/charts/level-bins.ts";
import { PreviewRange } from "../../../src/charts/preview-range.ts";
import { BIN_MS, makeReport, START_MS } from "../fixtures/report.ts";

const report = makeReport();
const bins = levelBinsOfReport(report)!;

describe("levelBinsOfReport", () => {
  it("holds each level's counts, and no events without a level where the levels cover all", () => {
    const sums = sumByLevel(bins, spanOf(bins));
    expect(sums[codeOfName("error")]).toBe(report.totals.levels.error);
    expect(sums[codeOfName("info")]).toBe(report.totals.levels.info);
    expect(sums[0]).toBe(0);
  });

  it("puts what no level explains under no level", () => {
    const withoutLevels = { ...report, series: report.series.filter(({ kind }) => kind === "events") };
    expect(sumByLevel(levelBinsOfReport(withoutLevels)!, spanOf(bins))[0]).toBe(report.totals.events);
  });

  it("is null without times", () => {
    expect(levelBinsOfReport({ ...report, series: [] })).toBeNull();
  });
});

describe("regroup", () => {
  it("keeps every event, in bins that are multiples of the stored ones and start on their own width", () => {
    for (const most of [7, 50, 333, 5000]) {
      const joined = regroup(bins, spanOf(bins), most);
      expect(joined.binMs % BIN_MS).toBe(0);
      expect(joined.startMs % joined.binMs).toBe(0);
      expect(joined.binCount).toBeLessThanOrEqual(most + 2);
      let total = 0;
      for (let bin = 0; bin < joined.binCount; bin++) total += totalOfBin(joined, bin);
      expect(total).toBe(report.totals.events);
    }
  });

  it("does not move bins when the range is moved by less than a bin", () => {
    const range = { startMs: START_MS + 600_000, endMs: START_MS + 6_000_000 };
    const moved = { startMs: range.startMs + 3000, endMs: range.endMs + 3000 };
    expect(regroup(bins, range, 40).startMs).toBe(regroup(bins, moved, 40).startMs);
  });
});

describe("PreviewRange", () => {
  const part = (binCount: number) => ({
    ...regroup(bins, { startMs: START_MS, endMs: START_MS + binCount * BIN_MS }, 1e6),
  });

  it("holds the range it guessed while events stay within it, and ends at the last event", () => {
    const preview = new PreviewRange();
    const first = preview.update(part(400), 0.2);
    expect(first.endMs).toBeGreaterThan(START_MS + 1900 * BIN_MS);
    expect(preview.update(part(600), 0.35)).toBe(first);
    expect(preview.update(part(1900), 1).endMs).toBe(START_MS + 1900 * BIN_MS);
  });
});
