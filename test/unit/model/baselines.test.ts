/** Which baselines are kept of a source and which are handed on: no file twice, none to itself or an earlier one, not too many. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baselinesBefore, mergeBaselines, withBaselines, withoutReading } from "../../../src/model/baseline-merge.ts";
import type { Baselines } from "../../../src/model/baselines.ts";
import { readBaselines, writeBaselines } from "../../../src/report/baselines-file.ts";

const DAY = 86_400_000;
const WIDTH = 30_000;

/** Of a day on which hour 5 had `mean`. */
function day(number: number, { mean = 10, binMs = WIDTH, events = 100, lengthMs = DAY - 1 } = {}): Baselines {
  return {
    binMs,
    files: [{ firstMs: number * DAY, lastMs: number * DAY + lengthMs, events }],
    series: [{ id: "events", hours: [5], values: [120], means: [mean], squares: [4], visits: [1] }],
  };
}

const visitsOf = (kept: readonly Baselines[], binMs = WIDTH) =>
  baselinesBefore(kept, binMs, Number.MAX_SAFE_INTEGER)?.series[0]?.visits[0] ?? 0;

describe("what is kept of a source", () => {
  it("counts a file that is analysed again once, in its newest reading", () => {
    const kept = withBaselines(withBaselines([], day(1)), day(1, { mean: 12 }));
    expect(kept).toEqual([day(1, { mean: 12 })]);
  });

  it("counts a file that grew once, as a whole, and not its beginning afterwards", () => {
    const morning = day(1, { events: 40, lengthMs: DAY / 2 });
    expect(withBaselines([morning], day(1))).toEqual([day(1)]);
    expect(withBaselines([day(1)], morning)).toEqual([day(1)]);
  });

  it("takes files that touch at a second as two", () => {
    const [first, second] = [day(1, { lengthMs: DAY }), day(2)];
    expect(withBaselines([first], second)).toEqual([first, second]);
  });

  it("joins what is too much to be kept apart, without losing or doubling any", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          Array.from({ length: 30 }, (_, i) => i),
          { minLength: 1 },
        ),
        (days) => {
          let kept: Baselines[] = [];
          for (const one of days) kept = withBaselines(kept, day(one));
          expect(kept.length).toBeLessThanOrEqual(12);
          expect(visitsOf(kept)).toBe(days.length);
          for (const one of days) kept = withBaselines(kept, day(one));
          expect(visitsOf(kept)).toBe(days.length);
          const files = kept.flatMap((one) => one.files.map(({ firstMs }) => firstMs));
          expect(files).toEqual([...days].sort((a, b) => a - b).map((one) => one * DAY));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("keeps three widths of bins, those used last", () => {
    let kept: Baselines[] = [];
    for (const binMs of [1000, 5000, 10_000, WIDTH]) kept = withBaselines(kept, day(1, { binMs }));
    expect(kept.map(({ binMs }) => binMs)).toEqual([5000, 10_000, WIDTH]);
  });

  it("forgets a reading that another one stands for, but not what is joined", () => {
    const [one, two] = [day(1), day(2)];
    const times = (of: Baselines) => ({ firstMs: of.files[0]!.firstMs, lastMs: of.files[0]!.lastMs });
    expect(withoutReading([one, two], times(one))).toEqual([two]);
    expect(withoutReading([one, two], times(day(3)))).toEqual([one, two]);
    const joined = mergeBaselines([one, two]);
    expect(withoutReading([joined], times(one))).toEqual([joined]);
  });

  it("comes back from a file as it was", () => {
    const kept = withBaselines([day(1)], day(2, { mean: 1 / 3 }));
    expect(readBaselines(writeBaselines(kept), "b.json")).toEqual(kept);
    expect(readBaselines(writeBaselines([]), "b.json")).toEqual([]);
    expect(() => readBaselines('[{"binMs":0}]', "b.json")).toThrow(/b\.json is wrong at 0\.binMs/);
  });
});

describe("what is handed on to a file", () => {
  const kept = [day(1), day(2, { mean: 20 }), day(3), day(9, { binMs: 1000 })];

  it("is of files that ended before it began", () => {
    expect(baselinesBefore(kept, WIDTH, 3 * DAY)?.files.length).toBe(2);
    expect(baselinesBefore(kept, WIDTH, 3 * DAY)?.series[0]).toMatchObject({ means: [15], values: [240], visits: [2] });
    // neither itself nor what came later
    expect(baselinesBefore(kept, WIDTH, 2 * DAY)?.files.map(({ firstMs }) => firstMs)).toEqual([DAY]);
    expect(baselinesBefore(kept, WIDTH, DAY)).toBeNull();
  });

  it("is of bins of its width, where there are any", () => {
    expect(baselinesBefore(kept, 1000, 20 * DAY)?.files.length).toBe(1);
    // of a width that none has: those of the width that was used last
    expect(baselinesBefore(kept, 60_000, 20 * DAY)?.binMs).toBe(kept.at(-1)?.binMs);
    expect(baselinesBefore(kept, 60_000, DAY / 2)).toBeNull();
  });
});
