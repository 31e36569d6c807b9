/** Statistics and the detectors with limits of their own against plain sums; and that no score looks ahead. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LimitScores, ScoreCore } from "../../src/core/score-core.ts";
import { BUILDS, newRawScores } from "./support/instances.ts";

const counts = fc.array(fc.oneof(fc.nat(6), fc.nat(6), fc.nat(400)), { minLength: 1, maxLength: 160 });

/** −log10 P(X ≥ observed) of a negative binomial of a whole shape r and success probability a / (a + b), exactly. */
function exactSurprise(observed: number, shape: number, a: number, b: number): number {
  // terms C(k + r − 1, k) a^k b^r / (a + b)^(k + r); the tail is 1 minus the terms below `observed`
  let below = 0n;
  let choose = 1n;
  const total = BigInt(a + b) ** BigInt(observed + shape);
  for (let k = 0; k < observed; k++) {
    below += choose * BigInt(a) ** BigInt(k) * BigInt(b) ** BigInt(shape) * BigInt(a + b) ** BigInt(observed - k);
    choose = (choose * BigInt(k + shape)) / BigInt(k + 1);
  }
  const digits = 400n;
  const tail = ((total - below) * 10n ** digits) / total;
  const text = tail.toString();
  return Number(digits) - (text.length - 1) - Math.log10(Number(`${text[0]}.${text.slice(1, 17)}`));
}

const near = (value: number, expected: number, relative: number) =>
  expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(Math.abs(expected) * relative);

describe.each(BUILDS)("statistics, $build build", ({ wasm }) => {
  const raw = newRawScores(wasm);

  it("countSurprise is the exact tail", () => {
    for (const [observed, shape, a, b] of [
      [1, 1, 1, 1],
      [3, 2, 1, 4],
      [10, 5, 2, 3],
      [40, 7, 3, 10],
      [200, 20, 1, 2],
      [60, 60, 1, 30],
      [5, 3, 40, 2],
      [120, 4, 1, 1],
    ] as const) {
      const mean = (shape * a) / b;
      near(raw.countSurprise(observed, mean, shape), exactSurprise(observed, shape, a, b), 1e-8);
    }
  });

  it("countSurprise of a large shape is Poisson's", () => {
    // P(X ≥ 10), X ~ Poisson(2): 1 − e^−2 Σ 2^k/k! for k < 10
    let term = Math.exp(-2) * 2 ** 10;
    for (let k = 2; k <= 10; k++) term /= k;
    let tail = 0;
    for (let k = 11, t = term; k < 60; k++) {
      tail += t;
      t *= 2 / k;
    }
    near(raw.countSurprise(10, 2, 1e7), -Math.log10(tail), 1e-4);
    expect(raw.countSurprise(0, 2, 10)).toBe(0);
  });

  it("countSurprise grows with the count and shrinks with the mean", () => {
    const mean = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    const shape = fc.double({ min: 0.5, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), mean, shape, (observed, m, r) => {
        const surprise = raw.countSurprise(observed, m, r);
        expect(surprise).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(surprise)).toBe(true);
        const slack = 1e-6 * (1 + surprise);
        expect(raw.countSurprise(observed + 1 + observed / 10, m, r)).toBeGreaterThanOrEqual(surprise - slack);
        expect(raw.countSurprise(observed, m * 1.1, r)).toBeLessThanOrEqual(surprise + slack);
      }),
      { numRuns: 1000 },
    );
  });
});

describe.each(BUILDS)("detectors, $build build", ({ wasm }) => {
  const core = new ScoreCore(wasm.scores);

  it("ema-bands follow the moving average and its deviation", () => {
    const gappy = fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.nat(500), fc.constant(Number.NaN)), {
      minLength: 1,
      maxLength: 120,
    });
    fc.assert(
      fc.property(
        gappy,
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.boolean(),
        (values, period, k, below, isCount) => {
          const found = core.scoreEmaBands(Float64Array.from(values), period, k, below, isCount);
          const seen: number[] = [];
          let mean = 0;
          let variance = 0;
          values.forEach((value, i) => {
            if (Number.isNaN(value) || seen.length < period) {
              expect(found.score[i]).toBeNaN();
              if (Number.isNaN(value)) return;
              seen.push(value);
              mean = seen.reduce((a, b) => a + b, 0) / seen.length;
              variance = seen.reduce((a, b) => a + (b - mean) ** 2, 0) / seen.length;
              return;
            }
            // of counts at least what Poisson gives
            const deviation = Math.sqrt(Math.max(variance, isCount ? mean + 1 : mean ** 2 * 1e-6 + 1e-18));
            const distance = (value - mean) / deviation;
            const beyond = Math.max(0, below ? Math.abs(distance) : distance);
            expect(found.expected[i]).toBeCloseTo(mean, 6);
            if (deviation > 1e-3) {
              expect(found.deviation[i]).toBeCloseTo(deviation, 4);
              expect(found.score[i]).toBeCloseTo(1 - 2 ** (-beyond / k), 4);
            }
            const multiplier = 2 / (period + 1);
            const change = value - mean;
            mean += multiplier * change;
            variance = (1 - multiplier) * (variance + multiplier * change ** 2);
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it("score no bin by what comes later", () => {
    const upTo = (scores: LimitScores, n: number) =>
      Object.values(scores).map((column: Float64Array) => [...column.subarray(0, n)]);
    fc.assert(
      fc.property(counts, counts, (past, more) => {
        const n = past.length;
        const [a, b] = [Float64Array.from(past), Float64Array.from([...past, ...more])];
        expect(upTo(core.scoreEmaBands(b, 10, 3, true, true), n)).toEqual(
          upTo(core.scoreEmaBands(a, 10, 3, true, true), n),
        );
      }),
      { numRuns: 100 },
    );
  });
});
