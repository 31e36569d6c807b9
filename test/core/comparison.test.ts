/** Tests of two counts against exact sums, bounds of their ratio, and windows of two tables against plain ones. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import { BUILDS } from "./support/instances.ts";

const SCALE = 10n ** 60n;

/** P(X ≥ more), X ~ Binomial(more + less, share / 1000), as an exact fraction; to 1e-60. */
function exactTail(more: number, less: number, share = 500): number {
  const n = more + less;
  const [p, q] = [BigInt(share), BigInt(1000 - share)];
  let sum = 0n;
  let choose = 1n;
  for (let k = 0; k <= n; k++) {
    if (k >= more) sum += choose * p ** BigInt(k) * q ** BigInt(n - k);
    choose = (choose * BigInt(n - k)) / BigInt(k + 1);
  }
  return Number((sum * SCALE) / 1000n ** BigInt(n)) / 1e60;
}

/** The same for a share that is any number, by sums of logarithms. */
function tailOf(more: number, less: number, share: number): number {
  const n = more + less;
  let lnChoose = 0;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    if (k >= more) sum += Math.exp(lnChoose + k * Math.log(share) + (n - k) * Math.log1p(-share));
    lnChoose += Math.log(n - k) - Math.log(k + 1);
  }
  return sum;
}

const near = (value: number, expected: number, relative: number) =>
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(Math.abs(expected) * relative);

const count = fc.oneof(fc.nat(5), fc.nat(60), fc.nat(400));

describe.each(BUILDS)("two counts, $build build", ({ wasm }) => {
  const core = new ScoreCore(wasm.scores);

  it("of a fair coin have the exact tail", () => {
    for (const [more, less] of [
      [0, 5],
      [1, 0],
      [2, 0],
      [10, 1],
      [5, 5],
      [40, 60],
      [60, 40],
      [500, 400],
      [150, 40],
      [900, 1100],
    ] as const)
      near(core.binomialTail(more, less), exactTail(more, less), 1e-9);
    expect(core.binomialTail(0, 0)).toBe(1);
  });

  it("of any share have the exact tail", () => {
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 999 }), (more, less, share) => {
        const expected = exactTail(more, less, share);
        if (expected > 1e-50) near(core.binomialTail(more, less, share / 1000), expected, 1e-8);
      }),
      { numRuns: 150 },
    );
  });

  it("that are large follow the normal law", () => {
    // one deviation above the mean, with the correction for whole numbers: P = Q(1) = 0.158655
    const n = 100_000_000;
    expect(core.binomialTail(n / 2 + 5000, n / 2 - 5000)).toBeCloseTo(0.158655, 4);
    expect(core.binomialTail(n / 2, n / 2)).toBeCloseTo(0.5, 3);
    // a fifth of n: deviation 4000
    expect(core.binomialTail(n / 5 + 4000, (4 * n) / 5 - 4000, 0.2)).toBeCloseTo(0.158655, 4);
  });

  it("have tails of both sides that add up to one", () => {
    const positive = fc.integer({ min: 1, max: 3000 });
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (more, less, share) => {
        const sum = core.binomialTail(more, less, share) + core.binomialTail(less + 1, more - 1, 1 - share);
        expect(sum).toBeCloseTo(1, 8);
      }),
      { numRuns: 200 },
    );
  });

  it("have a ratio that is bounded where the tail is the chance", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), count, fc.constantFrom(0.025, 0.005, 0.2), (more, less, tail) => {
        const odds = core.oddsBound(more, less, tail);
        near(tailOf(more, less, odds / (1 + odds)), tail, 1e-8);
      }),
      { numRuns: 300 },
    );
  });

  it("have bounds that are known in closed form", () => {
    // all of n on one side: x^n = tail
    for (const n of [1, 3, 50, 100_000]) {
      const x = 0.025 ** (1 / n);
      near(core.oddsBound(n, 0, 0.025), x / (1 - x), 1e-9);
    }
    // one of n + 1: 1 − (1 − x)^(n + 1) = tail
    for (const n of [1, 3, 50, 100_000]) {
      const x = -Math.expm1(Math.log1p(-0.025) / (n + 1));
      near(core.oddsBound(1, n, 0.025), x / (1 - x), 1e-9);
    }
    expect(core.oddsBound(0, 7, 0.025)).toBe(0);
    // large: ln odds has a deviation of √(1/k + 1/m)
    const bound = Math.log(core.oddsBound(1_000_000, 1_000_000, 0.025));
    expect(bound).toBeCloseTo(-1.959964 * Math.sqrt(2e-6), 5);
  });
});

describe.each(BUILDS)("windows of two tables, $build build", ({ wasm }) => {
  const core = new ScoreCore(wasm.scores);
  const table = fc
    .record({ rows: fc.integer({ min: 1, max: 5 }), count: fc.integer({ min: 1, max: 40 }) })
    .chain(({ rows, count: width }) => {
      const values = fc.array(fc.nat(50), { minLength: rows * width, maxLength: rows * width });
      return fc.record({ count: fc.constant(width), old: values, fresh: values, comparable: fc.nat(width) });
    });

  it("are the plain ones", () => {
    const scale = fc.constantFrom(1, 0.5, 3);
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 12 }), scale, fc.boolean(), (tables, trailing, perBin, asRatio) => {
        const { count: width, old, fresh, comparable } = tables;
        const found = core.compareWindows(Float64Array.from(old), Float64Array.from(fresh), width, {
          comparable,
          trailing,
          perBin,
          asRatio,
        });
        found.forEach((value, at) => {
          const bin = at % width;
          if (bin + 1 < trailing || bin >= comparable) {
            expect(value).toBeNaN();
            return;
          }
          const sum = (values: number[]) => values.slice(at + 1 - trailing, at + 1).reduce((a, b) => a + b, 0);
          const [before, after] = [sum(old), sum(fresh)];
          const ratio = (after + 0.5) / (perBin * (before + 0.5));
          expect(value).toBeCloseTo(asRatio ? ratio : (after - perBin * before) / trailing, 9);
        });
      }),
    );
  });

  it("of more values than go into memory at once are the same", () => {
    const width = 700;
    const rows = 3000;
    const old = Float64Array.from({ length: width * rows }, (_, i) => (i * 7919) % 13);
    const fresh = Float64Array.from({ length: width * rows }, (_, i) => (i * 104_729) % 17);
    const settings = { comparable: width, trailing: 9, perBin: 1, asRatio: false };
    const whole = core.compareWindows(old, fresh, width, settings);
    const from = 2345 * width;
    const row = core.compareWindows(old.slice(from, from + width), fresh.slice(from, from + width), width, settings);
    expect([...whole.subarray(from, from + width)]).toEqual([...row]);
  });
});
