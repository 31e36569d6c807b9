/** Statistics by group, rolling and TF-IDF, the hypergeometric tail and KPSS, against plain sums; the causal ones look at no later bin. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import { BUILDS } from "./support/instances.ts";

const value = fc.oneof(fc.integer({ min: -50, max: 400 }), fc.nat(3), fc.constant(Number.NaN), fc.constant(1e9));
const series = fc.array(value, { maxLength: 200 });

/** Least, greatest, mean, deviation, p95 of some values. */
function plain(values: readonly number[]) {
  const usable = values.filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  const n = usable.length;
  const mean = usable.reduce((a, b) => a + b, 0) / n;
  const squares = usable.reduce((a, b) => a + (b - mean) ** 2, 0);
  const deviation = n === 0 ? Number.NaN : n === 1 ? 0 : Math.sqrt(squares / (n - 1));
  const none = Number.NaN;
  return {
    n,
    min: usable[0] ?? none,
    max: usable.at(-1) ?? none,
    mean,
    deviation,
    p95: usable[Math.ceil(n * 0.95) - 1] ?? none,
  };
}

function near(found: number | undefined, wanted: number, about: string) {
  if (Number.isNaN(wanted)) expect(found, about).toBeNaN();
  else
    expect(Math.abs((found as number) - wanted), `${about}: ${found} for ${wanted}`).toBeLessThanOrEqual(
      1e-9 * (1 + Math.abs(wanted)) + 1e-4 * Number(Math.abs(wanted) > 1e6),
    );
}

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));
const choose = (n: number, k: number): bigint =>
  k < 0 || k > n ? 0n : factorial(n) / (factorial(k) * factorial(n - k));

describe.each(BUILDS)("statistics of series, $build build", ({ wasm }) => {
  const { statistics } = new ScoreCore(wasm.scores);

  it("by group are those of the group's values", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 9 }), fc.nat(1000), (values, groupCount, seed) => {
        const groups = Uint32Array.from(values, (_, i) => ((i * 7919 + seed) % 31) % (groupCount + 1));
        const found = statistics.byGroup(Float64Array.from(values), groups, groupCount);
        for (let g = 0; g < groupCount; g++) {
          const wanted = plain(values.filter((_, i) => groups[i] === g));
          expect(found.count[g]).toBe(wanted.n);
          for (const name of ["min", "max", "mean", "deviation", "p95"] as const)
            near(found[name][g], wanted[name], name);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("rolling are those of the last bins", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 40 }), (values, window) => {
        const found = statistics.rolling(Float64Array.from(values), window);
        values.forEach((_, i) => {
          const wanted = plain(values.slice(Math.max(0, i + 1 - window), i + 1));
          for (const name of ["min", "max", "p95"] as const)
            expect(found[name][i], `${name} of ${i}`).toEqual(wanted[name]);
          near(found.mean[i], wanted.mean, `mean of ${i}`);
          near(found.deviation[i], wanted.deviation, `deviation of ${i}`);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("TF-IDF weighs a share by how few bins so far hold it", () => {
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => fc.array(fc.array(fc.nat(6), { minLength: n, maxLength: n }), { minLength: 1, maxLength: 60 }));
    fc.assert(
      fc.property(rows, (bins) => {
        const totals = Float64Array.from(bins, (bin) => bin.reduce((a, b) => a + b, 0));
        const templates = (bins[0] as number[]).map((_, t) => Float64Array.from(bins, (bin) => bin[t] as number));
        const found = statistics.tfIdf(templates, totals);
        templates.forEach((counts, t) => {
          counts.forEach((count, i) => {
            const held = counts.slice(0, i + 1).filter((c) => c > 0).length;
            const wanted = totals[i] === 0 ? 0 : (count / (totals[i] as number)) * Math.log((i + 2) / (1 + held));
            near(found[t]?.[i], wanted, `template ${t}, bin ${i}`);
          });
        });
      }),
      { numRuns: 200 },
    );
  });

  it("the hypergeometric tail is the exact sum", () => {
    const draw = fc
      .nat(60)
      .chain((total) =>
        fc.tuple(fc.constant(total), fc.nat(total), fc.nat(total), fc.integer({ min: -1, max: total + 1 })),
      );
    fc.assert(
      fc.property(draw, ([total, marked, drawn, hits]) => {
        let sum = 0n;
        for (let k = Math.max(0, hits); k <= drawn; k++) sum += choose(marked, k) * choose(total - marked, drawn - k);
        const wanted = Number((sum * 10n ** 30n) / choose(total, drawn)) / 1e30;
        const found = statistics.hypergeometricTail(hits, drawn, marked, total);
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(wanted * 1e-9 + 1e-25);
      }),
      { numRuns: 500 },
    );
  });

  it("KPSS is the sum of its definition, high for a walk and low for noise", () => {
    const defined = (values: readonly number[], lags: number): number => {
      const n = values.length;
      const mean = values.reduce((a, b) => a + b, 0) / n;
      const e = values.map((v) => v - mean);
      let partial = 0;
      let squares = 0;
      for (const one of e) {
        partial += one;
        squares += partial ** 2;
      }
      let variance = e.reduce((a, b) => a + b * b, 0);
      for (let lag = 1; lag <= lags; lag++)
        for (let i = lag; i < n; i++)
          variance += 2 * (1 - lag / (lags + 1)) * (e[i] as number) * (e[i - lag] as number);
      return squares / n ** 2 / (variance / n);
    };
    const noise = Array.from({ length: 400 }, (_, i) => (Math.sin(i * 12.9898) * 43758.5453) % 1);
    const walk = noise.map(
      (
        (sum) => (v: number) =>
          (sum += v)
      )(0),
    );
    for (const values of [noise, walk]) near(statistics.kpss(Float64Array.from(values), 8), defined(values, 8), "KPSS");
    expect(statistics.kpss(Float64Array.from(noise), 8)).toBeLessThan(0.463);
    expect(statistics.kpss(Float64Array.from(walk), 8)).toBeGreaterThan(0.739);
    expect(statistics.kpss(new Float64Array(50).fill(7), 8)).toBe(0);
    expect(statistics.kpss(new Float64Array(11), 3)).toBeNaN();
  });

  it("of hostile series are finite or NaN, and end", () => {
    for (const values of [[], [Number.NaN], [Infinity, -Infinity, 1], Array(40).fill(1e308), [0, 0, 0]]) {
      const of = Float64Array.from(values);
      const { mean } = statistics.byGroup(of, new Uint32Array(of.length), 1);
      expect(Number.isFinite(mean[0]) || Number.isNaN(mean[0])).toBe(true);
      for (const column of Object.values(statistics.rolling(of, 3)))
        expect([...column].every((one) => Number.isFinite(one) || Number.isNaN(one))).toBe(true);
    }
  });
});
