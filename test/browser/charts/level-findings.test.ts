import { describe, expect, it } from "vitest";
import { codeOfName, type LevelBins, levelBinsOfReport, spanOf } from "../../../src/charts/level-bins.ts";
import { errorSwing, longestGap } from "../../../src/charts/level-findings.ts";
import { BIN_MS, makeReport, START_MS } from "../fixtures/report.ts";

const bins = levelBinsOfReport(makeReport())!;

function flat(
  binCount: number,
  change: (set: (bin: number, level: "info" | "error", count: number) => void) => void,
): LevelBins {
  const made: LevelBins = { startMs: 0, binMs: 1000, binCount, counts: new Float64Array(8 * binCount) };
  const set = (bin: number, level: "info" | "error", count: number) => {
    made.counts[codeOfName(level) * binCount + bin] = count;
  };
  for (let bin = 0; bin < binCount; bin++) set(bin, "info", 100);
  change(set);
  return made;
}

describe("when errors were a larger share", () => {
  it("is where they were, with the shares there and elsewhere", () => {
    const made = flat(48, (set) => {
      for (let bin = 0; bin < 48; bin++) set(bin, "error", 5);
      for (const bin of [20, 21]) set(bin, "error", 50);
    });
    const swing = errorSwing(made, spanOf(made))!;
    expect(swing.range).toEqual({ startMs: 20_000, endMs: 22_000 });
    expect(swing.share).toBeCloseTo(100 / 300, 9);
    expect(swing.shareElsewhere).toBeCloseTo(230 / 4830, 9);
  });

  it("is not told where they are few or everywhere", () => {
    const few = flat(48, (set) => set(3, "error", 8));
    const even = flat(48, (set) => {
      for (let bin = 0; bin < 48; bin++) set(bin, "error", 40);
    });
    expect(errorSwing(few, spanOf(few))).toBeNull();
    expect(errorSwing(even, spanOf(even))).toBeNull();
  });
});

describe("the longest gap", () => {
  it("is between events, and within the range", () => {
    const gap = longestGap(bins, spanOf(bins))!;
    expect(gap).toEqual({ startMs: START_MS + 981 * BIN_MS, endMs: START_MS + 1040 * BIN_MS });
    expect(longestGap(bins, { startMs: START_MS, endMs: START_MS + 900 * BIN_MS })).toBeNull();
  });

  it("is none where events are rare anyway, or where the log ends", () => {
    const rare = flat(100, (set) => {
      for (let bin = 0; bin < 100; bin++) if (bin % 10 > 0) set(bin, "info", 0);
    });
    const ended = flat(100, (set) => {
      for (let bin = 80; bin < 100; bin++) set(bin, "info", 0);
    });
    expect(longestGap(rare, spanOf(rare))).toBeNull();
    expect(longestGap(ended, spanOf(ended))).toBeNull();
  });
});
