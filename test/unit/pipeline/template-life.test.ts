/** The rules of a template's life, each met and each just missed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exposureOf, lifeOf } from "../../../src/pipeline/template-life.ts";

const BINS = 1000;
const EVERYWHERE = new Float64Array(BINS).fill(50);

/** @param at events of the template by bin */
function told(at: Record<number, number>, events: Float64Array = EVERYWHERE) {
  const values = new Float64Array(events.length);
  for (const [bin, count] of Object.entries(at)) values[Number(bin)] = count;
  const first = values.findIndex((count) => count > 0);
  const last = values.findLastIndex((count) => count > 0);
  return lifeOf(values, exposureOf(events), first, last);
}

/** Events in every `step`th bin of [from, to). */
const every = (step: number, from: number, to: number, count = 1): Record<number, number> =>
  Object.fromEntries(Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => [from + i * step, count]));

describe("new", () => {
  it("is what came late and would have been expected before", () => {
    const { life, status } = told(every(2, 810, BINS));
    expect(status).toEqual(["new"]);
    expect(life.before).toBeCloseTo(0.81, 10);
    // 95 events in 19 % of the log: 405 in the 81 % before
    expect(life.expectedBefore).toBeCloseTo(405, 6);
  });

  it("is not what may just have come late by chance", () => {
    // 7 in the second half: one begins it, 6 are expected before, chance 1 in 400
    expect(told(every(80, 500, BINS)).life.expectedBefore).toBeCloseTo(7, 10);
    expect(told(every(80, 500, BINS)).status).toEqual([]);
    expect(told(every(55, 500, BINS)).status).toEqual(["new"]);
  });

  it("is not what is there soon after the start, however often it comes", () => {
    expect(told(every(1, 49, BINS, 20)).status).toEqual([]);
    expect(told(every(1, 51, BINS, 20)).status).toEqual(["new"]);
  });

  it("is no burst, whose many events are one", () => {
    const { life, status } = told({ 810: 40 });
    expect(life.expectedBefore).toBeGreaterThan(100);
    expect(status).not.toContain("new");
    expect(told(every(1, 810, 816, 40)).status).not.toContain("new");
  });

  it("goes by events of the log, not by the clock", () => {
    // nine tenths of the time the log says nothing at all
    const night = new Float64Array(BINS).map((_, i) => (i < 900 ? (i < 10 ? 50 : 0) : 50));
    expect(told(every(2, 900, BINS), night).life.before).toBeCloseTo(10 / 110, 10);
    expect(told(every(12, 900, BINS), night).status).toEqual([]);
    expect(told(every(12, 900, BINS)).status).toEqual(["new"]);
  });
});

it("vanished mirrors new", () => {
  const anyBins = fc.dictionary(fc.nat(BINS - 1).map(String), fc.integer({ min: 1, max: 50 }), { minKeys: 1 });
  fc.assert(
    fc.property(anyBins, (bins) => {
      const turned = Object.fromEntries(Object.entries(bins).map(([bin, count]) => [BINS - 1 - Number(bin), count]));
      const [one, other] = [told(bins), told(turned)];
      expect(other.status.includes("vanished")).toBe(one.status.includes("new"));
      expect(other.status.includes("new")).toBe(one.status.includes("vanished"));
      expect(other.life.after).toBeCloseTo(one.life.before, 10);
      expect(other.life.expectedAfter).toBeCloseTo(one.life.expectedBefore, 6);
      expect(other.life.episodes).toBe(one.life.episodes);
    }),
    // where a bin lies half in one part, which of them has it is another one when the time is turned
    { seed: 20_260_304 },
  );
  expect(told(every(2, 0, 190)).status).toEqual(["vanished"]);
});

describe("rare", () => {
  it("is what comes in few episodes of little", () => {
    expect(told({ 100: 1, 101: 2, 500: 1, 900: 1 }).status).toEqual(["rare"]);
    expect(told({ 100: 1, 300: 1, 500: 1, 900: 1 }).status).toEqual([]);
  });

  it("is not what comes once and stays", () => {
    const { life, status } = told(every(1, 300, 700));
    expect(life.episodes).toBe(1);
    expect(status).not.toContain("rare");
  });

  it("is nothing in a log that is too short to tell", () => {
    expect(told({ 20: 1 }, new Float64Array(40).fill(5)).status).toEqual([]);
    expect(told({ 20: 1 }, new Float64Array(60).fill(5)).status).toEqual(["rare"]);
  });
});

describe("bursty", () => {
  it("is what has half of its events in few windows", () => {
    const { life, status } = told({ ...every(20, 0, BINS), ...every(1, 400, 420, 10) });
    expect(status).toEqual(["bursty"]);
    expect(life.busiest).toBeGreaterThan(0.8);
    expect(life.busiestOf).toBeCloseTo(0.05, 2);
    expect(told({ ...every(20, 0, BINS), ...every(1, 400, 420, 2) }).status).toEqual([]);
  });

  it("is not what follows the log's own bursts", () => {
    const swings = new Float64Array(BINS).map((_, i) => (i % 100 < 5 ? 1000 : 10));
    const along = Object.fromEntries(Array.from(swings, (count, i) => [i, count / 10]));
    expect(told(along, swings).status).toEqual([]);
    expect(told(along, new Float64Array(BINS).fill(1000)).status).toEqual([]);
    expect(told({ ...every(1, 0, BINS), 500: 5000 }, swings.with(500, 5000)).status).toEqual(["bursty"]);
  });

  it("says nothing of fewer than twenty events", () => {
    expect(told({ 100: 19 }).status).toEqual(["rare"]);
    expect(told({ 100: 20 }).status).toEqual(["rare", "bursty"]);
  });

  it("is not what a few windows have more of by chance", () => {
    // half of 20 events in five of 60 windows, two in each
    const twice = { ...every(12, 0, 60, 2), ...every(12, 3, 60), ...every(12, 7, 60) };
    expect(told(twice, new Float64Array(60).fill(50)).life.busiest).toBe(0.5);
    expect(told(twice, new Float64Array(60).fill(50)).status).toEqual([]);
  });

  it("looks at the time that a template lived", () => {
    expect(told(every(1, 960, BINS, 3)).status).toEqual(["new"]);
    expect(told({ ...every(2, 900, BINS), ...every(1, 950, 953, 40) }).status).toContain("bursty");
  });
});

describe("episodes", () => {
  it("end where five bins of other events pass", () => {
    expect(told({ 10: 1, 15: 1 }).life.episodes).toBe(1);
    expect(told({ 10: 1, 16: 1 }).life.episodes).toBe(2);
  });

  it("do not end where nothing was logged at all", () => {
    const gap = EVERYWHERE.slice().fill(0, 11, 16);
    expect(told({ 10: 1, 16: 1 }, gap).life.episodes).toBe(1);
  });
});

it("windows hold about equal numbers of events, and every figure is finite and in its range", () => {
  const counts = fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(counts, (pairs) => {
      const events = Float64Array.from(pairs, ([a, b]) => a + b);
      const values = Float64Array.from(pairs, ([a]) => a);
      fc.pre(values.some((count) => count > 0));
      const first = values.findIndex((count) => count > 0);
      const last = values.findLastIndex((count) => count > 0);
      const { life } = lifeOf(values, exposureOf(events), first, last);
      for (const figure of Object.values(life)) expect(Number.isFinite(figure)).toBe(true);
      for (const share of [life.before, life.after, life.busiest, life.busiestOf])
        expect(share >= 0 && share <= 1).toBe(true);
      expect(life.windows).toBeGreaterThan(0);
      expect(life.windows).toBeLessThanOrEqual(life.windowCount);
      expect(life.windowCount).toBeLessThanOrEqual(100);
      expect(life.episodes).toBeGreaterThan(0);
    }),
  );
  expect(told(every(1, 0, BINS)).life).toMatchObject({ windows: 100, windowCount: 100 });
});
