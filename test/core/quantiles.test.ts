/** Quantiles and histograms of numeric columns against sorted values, in any order and in parts, under a budget too. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { BUILDS, newCore, newRaw } from "./support/instances.ts";
import { feed } from "./support/outcome.ts";
import { ISO, startPlan, tablePlan } from "./support/plans.ts";

const START = 1_767_225_600;
const stamp = (second: number) => new Date(second * 1000).toISOString().slice(0, 19);

const amount = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer({ min: -20, max: 20 }),
  fc.constantFrom(0, 1e-12, -1e-12, 1e-9, 1e26, -1e26, 0.1, 1 / 3),
);
const events = fc.array(fc.record({ second: fc.integer({ min: 0, max: 900 }), value: amount }), {
  minLength: 1,
  maxLength: 250,
});

interface Event {
  second: number;
  value: number;
}

describe.each(BUILDS)("quantiles, $build build", ({ module }) => {
  function read(input: readonly Event[], measureCells = 0): Core {
    const core = newCore(module, { measures: 1, budgets: { measureCells } });
    const columns = [
      { name: "time", role: "time" },
      { name: "value", role: "measure" },
    ] as const;
    startPlan(core, tablePlan([...columns], { time: ISO }));
    feed(core, Buffer.from(input.map(({ second, value }) => `${stamp(START + second)},${value}\n`).join("")), [700]);
    core.settle();
    return core;
  }

  const columnsOf = (core: Core, width: number) =>
    (["median", "p95"] as const).map((what) => [...core.measure(0, what, START / width, 900 / width + 1, width)]);

  it("are the value of their rank, to a 64th", () => {
    fc.assert(
      fc.property(events, fc.constantFrom(1, 60, 900), (input, width) => {
        const core = read(input);
        expect(core.totals().quantileShift).toBe(0);
        for (const [column, q] of [
          [0, 0.5],
          [1, 0.95],
        ] as const)
          columnsOf(core, width)[column]?.forEach((found, bin) => {
            const values = input
              .filter(({ second }) => Math.floor(second / width) === bin)
              .map(({ value }) => value)
              .sort((a, b) => a - b);
            if (values.length === 0) expect(found).toBeNaN();
            else {
              const wanted = values[Math.max(1, Math.ceil(values.length * q)) - 1] as number;
              expect(Math.abs(found - wanted)).toBeLessThanOrEqual(Math.abs(wanted) / 64 + 2 ** -33);
            }
          });
      }),
      { numRuns: 50 },
    );
  });

  it("do not depend on order, on parts, or on where a budget made bins wider", () => {
    fc.assert(
      fc.property(events, fc.nat(250), fc.constantFrom(0, 20), (input, cut, budget) => {
        const whole = read(input, budget);
        const reversed = read([...input].reverse(), budget);
        const parts = read(input.slice(0, cut), budget);
        parts.merge(read(input.slice(cut), budget).partial());
        parts.settle();
        for (const other of [reversed, parts]) {
          expect(other.totals().quantileShift).toBe(whole.totals().quantileShift);
          expect(columnsOf(other, 60)).toEqual(columnsOf(whole, 60));
          expect(other.histogram(0, 0, 4e12)).toEqual(whole.histogram(0, 0, 4e12));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("a histogram holds each value once, in a bucket around it", () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 900 }), (input, until) => {
        const found = read(input).histogram(0, START * 1000, (START + until) * 1000);
        const inside = input.filter(({ second }) => second < until);
        expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(inside.length);
        for (const { from, to, count } of found) {
          expect(from).toBeLessThan(to);
          const held = inside.filter(({ value }) => {
            const kept = Math.abs(value) < 2 ** -33 ? 0 : value;
            return from < 0 ? kept > from && kept <= to && kept < 0 : kept >= from && kept < to;
          });
          expect(held.length, `[${from}, ${to})`).toBe(count);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("buckets ascend with their values and are narrow", () => {
    const wasm = newRaw(module);
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [low, high] = a <= b ? [a, b] : [b, a];
        expect(wasm.bucketOf(low)).toBeLessThanOrEqual(wasm.bucketOf(high));
        const bucket = wasm.bucketOf(a);
        const width = wasm.edgeOfBucket(bucket + 1) - wasm.edgeOfBucket(bucket);
        expect(width).toBeLessThanOrEqual(Math.abs(a) / 32 + 2 ** -33);
      }),
      { numRuns: 2000 },
    );
  });
});
