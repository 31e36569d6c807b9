/** Hours of the week that earlier files taught: reading on from them is reading all in one go; nothing jumps where they end. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import type { Part } from "../../src/core/scorer.ts";
import { hourCells, mergeBaselines } from "../../src/model/baseline-merge.ts";
import { denseCells } from "../../src/model/baselines.ts";
import { withKnownHours } from "../../src/pipeline/known-hours.ts";
import { Random } from "../../src/simulate/random.ts";
import { BUILDS } from "./support/instances.ts";

const HOUR = 3600;
const WIDTH = 1200;
const START = 1_700_000_000 - (1_700_000_000 % HOUR);

/** Hours of values at three bins an hour, a week and more, with gaps. */
const courses = fc
  .tuple(fc.integer({ min: 30, max: 400 }), fc.integer({ min: 30, max: 400 }), fc.integer({ min: 1, max: 1 << 30 }))
  .map(([before, after, seed]) => {
    let state = seed;
    const next = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    const values = (hours: number) =>
      Float64Array.from({ length: hours * 3 }, (_, i) => {
        const drawn = next();
        return drawn < 0.03 ? Number.NaN : Math.round((20 + 15 * Math.sin(i / 11)) * (0.5 + drawn));
      });
    return { before: values(before), after: values(after) };
  });

const secondsFrom = (first: number, count: number) => Float64Array.from({ length: count }, (_, i) => first + i * WIDTH);
const joined = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b]);

const near = (found: number, wanted: number) =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(wanted)));

describe.each(BUILDS)("hours of the week carried over, $build build", ({ wasm }) => {
  const core = new ScoreCore(wasm.scores);
  const cellsOf = (values: Float64Array, first: number, counts: boolean) =>
    core.scorer(secondsFrom(first, values.length)).weekCells(values, counts);
  const one = (cells: Float64Array, firstMs: number) => ({
    binMs: WIDTH * 1000,
    files: [{ firstMs, lastMs: firstMs, events: 1 }],
    series: [hourCells("events", cells)],
  });

  it("expect what one reading of both files expects", () => {
    fc.assert(
      fc.property(courses, fc.boolean(), ({ before, after }, counts) => {
        const boundary = START + before.length * WIDTH;
        const prior = cellsOf(before, START, counts);
        const step = (given: Float64Array | null) =>
          ({ kind: "hour-of-week", period: 1, counts, prior: given }) as const;
        const partsOf = (values: Float64Array, first: number, given: Float64Array | null): Part[] => {
          const scores = core.scorer(secondsFrom(first, values.length)).scoreMeasures(values, [step(given)]);
          return Array.from(values, (_, i) => scores.parts(i)[0] as Part);
        };
        const apart = partsOf(after, boundary, prior);
        const whole = partsOf(joined(before, after), START, null).slice(before.length);
        apart.forEach(({ observed, expected, deviation }, i) => {
          const other = whole[i] as Part;
          expect(Number.isNaN(expected)).toBe(Number.isNaN(other.expected));
          if (Number.isNaN(expected)) return;
          near(observed, other.observed);
          near(expected, other.expected);
          near(deviation, other.deviation);
        });
      }),
      { numRuns: 25 },
    );
  });

  it("are the same cells merged as counted in one go, and however they are grouped", () => {
    fc.assert(
      fc.property(courses, fc.boolean(), ({ before, after }, counts) => {
        const boundary = START + before.length * WIDTH;
        const a = one(cellsOf(before, START, counts), 1);
        const b = one(cellsOf(after, boundary, counts), 2);
        const c = one(cellsOf(before, boundary + after.length * WIDTH, counts), 3);
        const dense = (series: { series: Parameters<typeof denseCells>[0][] }) =>
          denseCells(series.series[0] as Parameters<typeof denseCells>[0]);
        const whole = cellsOf(joined(before, after), START, counts);
        dense(mergeBaselines([a, b])).forEach((value, i) => {
          near(value, whole[i] as number);
        });
        const left = dense(mergeBaselines([mergeBaselines([a, b]), c]));
        const right = dense(mergeBaselines([a, mergeBaselines([b, c])]));
        const turned = dense(mergeBaselines([c, b, a]));
        left.forEach((value, i) => {
          near(value, right[i] as number);
          near(value, turned[i] as number);
        });
      }),
      { numRuns: 25 },
    );
  });

  it("a series without a value teaches nothing, and hours without one stay unknown", () => {
    const empty = cellsOf(new Float64Array(30).fill(Number.NaN), START, false);
    expect(hourCells("events", empty).hours).toEqual([]);
    const gappy = new Float64Array(30).fill(Number.NaN);
    gappy[4] = 7;
    const { hours, values, means, visits } = hourCells("events", cellsOf(gappy, START, false));
    expect([hours.length, values, means, visits]).toEqual([1, [1], [7], [1]]);
  });
});

describe("known hours as what all events are measured against", () => {
  const core = new ScoreCore(BUILDS[0]!.wasm.scores);
  const flat = (count: number) => new Float64Array(count).fill(3);
  const weekOf = (days: number) => {
    const values = Float64Array.from({ length: days * 72 }, (_, i) => 100 * (1 + (Math.floor(i / 3) % 24)));
    return core.scorer(secondsFrom(START - (START % 86_400), values.length)).weekCells(values, true);
  };
  const morning = secondsFrom(START - (START % 86_400) + 14 * 86_400, 72 * 4);

  it("stand for the first three days, and the log's own after that", () => {
    const known = withKnownHours(flat(morning.length), morning, weekOf(14))!;
    known.slice(0, 72 * 3).forEach((events, i) => {
      expect(events).toBeCloseTo(100 * (1 + (Math.floor(i / 3) % 24)) + 0.5, 6);
    });
    expect([...known.slice(72 * 3)]).toEqual([...flat(72)]);
  });

  it("are as many events in bins of another width", () => {
    const random = new Random(5);
    // three bins of 20 min an hour, few and clumped: roots do not add up
    const counts = Float64Array.from({ length: 28 * 72 }, (_, i) =>
      random.poisson(random.unit() < 0.2 ? 9 : 0.4 + (i % 72) / 72),
    );
    const wide = Float64Array.from(
      { length: counts.length / 3 },
      (_, i) => counts[3 * i]! + counts[3 * i + 1]! + counts[3 * i + 2]!,
    );
    const day = START - (START % 86_400);
    const hours = Float64Array.from({ length: wide.length }, (_, i) => day + i * HOUR);
    const narrow = core.scorer(secondsFrom(day, counts.length)).weekCells(counts, true);
    const week = 28 * 86_400;
    const known = withKnownHours(
      flat(24),
      hours.slice(0, 24).map((second) => second + week),
      narrow,
      3,
    )!;
    // of the hour of one weekday, seen four times
    const own = known.map((_, hour) => [0, 7, 14, 21].reduce((sum, d) => sum + wide[d * 24 + hour]!, 0) / 4);
    known.forEach((events, hour) => {
      expect(events).toBeCloseTo(own[hour]! + 0.5, 9);
    });
    const back = withKnownHours(
      flat(72),
      secondsFrom(day + week, 72),
      core.scorer(hours).weekCells(wide, true),
      1 / 3,
    )!;
    back.forEach((events, i) => {
      expect(events).toBeCloseTo(own[Math.floor(i / 3)]! / 3 + 0.5, 9);
    });
    expect(Math.max(...own)).toBeGreaterThan(4);
  });

  it("are not taken where one of them was seen less than three times", () => {
    expect(withKnownHours(flat(morning.length), morning, weekOf(2))).toBeNull();
    const gap = weekOf(14);
    for (let day = 0; day < 7; day++) gap.fill(0, (day * 24 + 5) * 4, (day * 24 + 6) * 4);
    expect(withKnownHours(flat(morning.length), morning, gap)).toBeNull();
  });
});
