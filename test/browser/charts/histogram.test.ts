/** Bars of a histogram hold every value of its buckets once, over the same edges. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histogramBars } from "../../../src/charts/histogram.ts";

const buckets = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 900 })), { minLength: 1, maxLength: 40 })
  .map((parts) => {
    let at = -100;
    return parts.map(([width, count]) => {
      const from = at;
      at += width;
      return { from, to: at, count };
    });
  });

describe("bars of a histogram", () => {
  it("hold all values, between the first and the last edge", () => {
    fc.assert(
      fc.property(buckets, fc.integer({ min: 1, max: 60 }), (given, atMost) => {
        const found = histogramBars(given, atMost)!;
        const total = given.reduce((sum, { count }) => sum + count, 0);
        expect(found.bars.length).toBe(atMost);
        expect(found.bars.reduce((sum, { count }) => sum + count, 0)).toBeCloseTo(total, 6);
        expect([found.count, found.least, found.greatest]).toEqual([total, given[0]!.from, given.at(-1)!.to]);
        expect(found.median).toBeLessThanOrEqual(found.p95);
        expect(found.logarithmic).toBe(false);
      }),
    );
  });

  it("are of equal ratio where values are far apart", () => {
    const found = histogramBars(
      [
        { from: 1, to: 2, count: 5 },
        { from: 512, to: 1024, count: 5 },
      ],
      10,
    )!;
    expect(found.logarithmic).toBe(true);
    expect(found.bars.map(({ count }) => count)).toEqual([5, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
    expect([found.median, found.p95]).toEqual([1.5, 768]);
  });

  it("are none without values", () => expect(histogramBars([], 10)).toBeNull());
});
