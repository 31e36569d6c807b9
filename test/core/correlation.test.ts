/** Lagged correlation against its definition; what independent pairs and chances are worth, against known cases. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Correlator } from "../../src/core/correlator.ts";
import { BUILDS } from "./support/instances.ts";
import { randomFrom } from "./support/random.ts";

const isValue = (value: number | undefined): value is number => value !== undefined && Math.abs(value) < 1e150;

/** The values less the line of least squares through them; NaN in gaps. */
function naiveDetrended(values: readonly number[]): number[] {
  const present = values.flatMap((y, x) => (isValue(y) ? [{ x, y }] : []));
  const mean = (of: (point: { x: number; y: number }) => number) =>
    present.reduce((sum, point) => sum + of(point) / present.length, 0);
  const x0 = mean(({ x }) => x);
  const y0 = mean(({ y }) => y);
  const sxx = mean(({ x }) => (x - x0) ** 2);
  const slope = sxx === 0 ? 0 : mean(({ x, y }) => (x - x0) * (y - y0)) / sxx;
  return values.map((y, x) => (isValue(y) ? y - y0 - slope * (x - x0) : Number.NaN));
}

function naiveR(a: readonly number[], b: readonly number[], lag: number): { r: number; pairs: number } {
  const both = a.flatMap((value, t) => (isValue(value) && isValue(b[t + lag]) ? [[value, b[t + lag] as number]] : []));
  const n = both.length;
  if (n < 8) return { r: Number.NaN, pairs: n };
  const means = [0, 1].map((side) => both.reduce((sum, pair) => sum + (pair[side] as number) / n, 0));
  const product = (p: number, q: number) =>
    both.reduce(
      (sum, pair) => sum + ((pair[p] as number) - (means[p] as number)) * ((pair[q] as number) - (means[q] as number)),
      0,
    );
  const flat = [0, 1].some((side) => {
    const largest = Math.max(...both.map((pair) => Math.abs(pair[side] as number)));
    return Math.sqrt(product(side, side) / n) <= 1e-13 * largest || product(side, side) < 1e-280;
  });
  return { r: flat ? Number.NaN : product(0, 1) / Math.sqrt(product(0, 0)) / Math.sqrt(product(1, 1)), pairs: n };
}

describe.each(BUILDS)("correlation, $build build", ({ wasm }) => {
  const { scores } = wasm;

  function expectDefined(a: readonly number[], b: readonly number[], most: number): void {
    const correlator = new Correlator(scores, a.length, most);
    const first = correlator.detrend(Float64Array.from(a));
    const second = correlator.detrend(Float64Array.from(b));
    const found = correlator.correlate(first, second);
    const [plainA, plainB] = [naiveDetrended(a), naiveDetrended(b)];
    expect(found.r.length).toBe(2 * most + 1);
    for (let lag = -most; lag <= most; lag++) {
      const { r, pairs } = naiveR(plainA, plainB, lag);
      expect(found.pairs[lag + most]).toBe(pairs);
      const got = found.r[lag + most] as number;
      if (Number.isNaN(r)) expect(got, `r at ${lag}`).toBeNaN();
      else expect(Math.abs(got - r), `r at ${lag}: ${got} for ${r}`).toBeLessThanOrEqual(1e-9);
    }
  }

  it("is that of the definition, with gaps and spikes", () => {
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 9 }) },
      { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1e6, noNaN: true }) },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 60 }), fc.nat(), (pairs, choice) => {
        expectDefined(
          pairs.map(([a]) => a),
          pairs.map(([, b]) => b),
          choice % pairs.length,
        );
      }),
      { numRuns: 150 },
    );
  });

  it("keeps its digits at a level of a billion", () => {
    const random = randomFrom(4);
    const a = Array.from({ length: 80 }, () => 1e9 + random.below(10));
    expectDefined(a, [...a.slice(5), ...a.slice(0, 5)], 20);
  });

  it("says who follows whom", () => {
    const random = randomFrom(7);
    const cause = Array.from({ length: 300 }, () => random.below(20));
    const effect = cause.map((_, t) => (cause[t - 3] ?? 0) * 2 + random.below(3));
    const correlator = new Correlator(scores, 300, 10);
    const { r } = correlator.correlate(
      correlator.detrend(Float64Array.from(cause)),
      correlator.detrend(Float64Array.from(effect)),
    );
    expect([...r].indexOf(Math.max(...r)) - 10).toBe(3);
  });

  it("has no r for series that do not vary", () => {
    expectDefined(
      Array(40).fill(3),
      [...Array(40).keys()].map((t) => (t * 7) % 11),
      5,
    );
    expectDefined(
      [...Array(40).keys()],
      [...Array(40).keys()].map((t) => (t * 7) % 11),
      5,
    );
  });

  it("autocorrelated series are worth fewer pairs", () => {
    const random = randomFrom(8);
    const walk = (keeping: number) => {
      let value = 0;
      return Float64Array.from({ length: 4000 }, () => {
        value = value * keeping + random.next() + random.next() - random.next() - random.next();
        return value;
      });
    };
    const correlator = new Correlator(scores, 4000, 1);
    const worth = (keeping: number) =>
      correlator.effectivePairs(4000, correlator.detrend(walk(keeping)), correlator.detrend(walk(keeping)));
    expect(worth(0)).toBeGreaterThan(3600);
    // of two first-order series N (1 − φ²) / (1 + φ²) remain
    expect(worth(0.9) / 4000 / (0.19 / 1.81)).toBeGreaterThan(0.7);
    expect(worth(0.9) / 4000 / (0.19 / 1.81)).toBeLessThan(1.4);
  });

  it("the autocorrelation is that of the definition", () => {
    const values = [...Array(64).keys()].map((t) => (t % 13 === 5 ? Number.NaN : (t * t) % 17));
    const correlator = new Correlator(scores, 64, 1);
    const found = correlator.autocorrelationOf(correlator.detrend(Float64Array.from(values)));
    const plain = naiveDetrended(values);
    const present = plain.filter(isValue);
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
    const meanProduct = (lag: number) => {
      const products = plain.flatMap((value, t) => {
        const later = plain[t + lag];
        return isValue(value) && isValue(later) ? [(value - mean) * (later - mean)] : [];
      });
      return products.reduce((sum, product) => sum + product, 0) / products.length;
    };
    expect(found.length).toBe(17);
    found.forEach((value, lag) => {
      expect(value).toBeCloseTo(meanProduct(lag) / meanProduct(0), 9);
    });
  });

  it("chances are those of Student's t", () => {
    const correlator = new Correlator(scores, 10, 1);
    // from tables: r = 0.632 and 0.765 at 10 pairs are 5 % and 1 %, r = 0.195 at 100 pairs 5 %
    expect(correlator.tail(0.6319, 10)).toBeCloseTo(0.05, 4);
    expect(correlator.tail(-0.7646, 10)).toBeCloseTo(0.01, 4);
    expect(correlator.tail(0.19655, 100)).toBeCloseTo(0.05, 3);
    expect(correlator.tail(0, 50)).toBeCloseTo(1, 12);
    expect(correlator.tail(1, 50)).toBe(0);
    expect(correlator.tail(0.9, 2)).toBe(1);
  });
});
