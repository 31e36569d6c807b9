import { describe, expect, it } from "vitest";
import {
  countOf,
  exactDuration,
  formatBytes,
  formatDuration,
  formatNumber,
  formatShare,
  formatShort,
  formatWidth,
} from "../../../src/charts/format.ts";

const plain = (text: string): string => text.replaceAll("\u202f", " ");

describe("numbers on screen", () => {
  it("groups digits and keeps few decimals", () => {
    expect([9_233_860, 1214, 999, 12.456, 0.04567, -1500, 0].map((n) => plain(formatNumber(n)))).toEqual([
      "9 233 860",
      "1 214",
      "999",
      "12.46",
      "0.046",
      "−1 500",
      "0",
    ]);
    expect(formatNumber(Number.NaN)).toBe("–");
  });

  it("shortens for axes", () => {
    expect([950, 12_000, 101_224, 3_400_000].map((n) => plain(formatShort(n)))).toEqual(["950", "12k", "101k", "3.4M"]);
  });

  it("says bytes in binary units", () => {
    expect([712, 1536, 1_095_216_660].map((n) => plain(formatBytes(n)))).toEqual(["712 B", "1.50 KiB", "1.02 GiB"]);
  });

  it("never rounds something to nothing or less than all to all", () => {
    expect([0, 0.0001, 0.056, 0.5, 0.99999, 1].map((n) => plain(formatShare(n)))).toEqual([
      "0 %",
      "< 0.1 %",
      "5.6 %",
      "50 %",
      "> 99.9 %",
      "100 %",
    ]);
  });

  it("says durations in at most two units", () => {
    expect([20, 1500, 59_999, 100_000, 3_600_000, 19_000_000, 90_000_000].map((n) => plain(formatDuration(n)))).toEqual(
      ["20 ms", "1.5 s", "60 s", "1 min 40 s", "1 h", "5 h 17 min", "1 d 1 h"],
    );
  });

  it("says widths of bins as people do, and exactly where asked", () => {
    const widths = [
      [1000, "1 s", "1 s"],
      [32_000, "32 s", "32 s"],
      [64_000, "about 1 min 5 s", "1 min 4 s"],
      [90_000, "1 min 30 s", "1 min 30 s"],
      [304_000, "about 5 min", "5 min 4 s"],
      [512_000, "about 8 min 30 s", "8 min 32 s"],
      [1_200_000, "20 min", "20 min"],
      [1_216_000, "about 20 min", "20 min 16 s"],
      [3_584_000, "about 1 h", "59 min 44 s"],
      [4_096_000, "about 1 h 10 min", "1 h 8 min 16 s"],
      [8_192_000, "about 2 h 15 min", "2 h 16 min 32 s"],
      [65_536_000, "about 18 h", "18 h 12 min 16 s"],
      [108_000_000, "1 d 6 h", "1 d 6 h"],
      [131_072_000, "about 1 d 12 h", "1 d 12 h 24 min 32 s"],
      [604_800_000, "7 d", "7 d"],
    ] as const;
    expect(widths.map(([ms]) => [ms, plain(formatWidth(ms)), plain(exactDuration(ms))])).toEqual(widths);
  });

  it("lets nouns agree with counts", () => {
    expect([countOf(1, "line"), countOf(2, "line"), countOf(0, "series", "series")]).toEqual([
      "1 line",
      "2 lines",
      "0 series",
    ]);
  });
});
