/** Vanished templates and the drift of the mix of templates: against their definitions, and that no score looks ahead. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import { BUILDS } from "./support/instances.ts";
import type { Said } from "./support/naive-detectors.ts";
import { naiveDrift, naiveVanished } from "./support/naive-templates-scored.ts";

const secondsOf = (count: number) => Float64Array.from({ length: count }, (_, i) => 1_700_000_000 + i * 30);

/** Events of some templates, each with a chance of its own that changes once. */
const logs = fc
  .record({
    seed: fc.integer({ min: 1, max: 1 << 30 }),
    count: fc.integer({ min: 250, max: 600 }),
    chances: fc.array(fc.tuple(fc.double({ min: 0.05, max: 1 }), fc.double({ min: 0, max: 1 })), {
      minLength: 2,
      maxLength: 6,
    }),
    changeAt: fc.double({ min: 0.3, max: 1 }),
  })
  .map(({ seed, count, chances, changeAt }) => {
    let state = seed;
    const next = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    return chances.map(([first, second]) =>
      Array.from({ length: count }, (_, i) => (next() < (i < count * changeAt ? first : second) ? 1 + (i % 4) : 0)),
    );
  });

function agree(found: readonly Said[], wanted: readonly Said[]) {
  found.forEach((one, i) => {
    const other = wanted[i] as Said;
    const about = `bin ${i}: ${JSON.stringify(one)} for ${JSON.stringify(other)}`;
    expect(Math.abs(one.surprise - other.surprise), about).toBeLessThanOrEqual(1e-5 * (1 + other.surprise));
    if (other.surprise > 0) {
      expect(one.observed, about).toBeCloseTo(other.observed, 6);
      expect(one.expected, about).toBeCloseTo(other.expected, 6);
    }
  });
}

const total = (rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0));

describe.each(BUILDS)("detectors of templates, $build build", ({ wasm }) => {
  const core = new ScoreCore(wasm.scores);
  const scorerOf = (count: number) => core.scorer(secondsOf(count));
  const vanished = (values: readonly number[], events: readonly number[]): Said[] => {
    const { surprise, expected } = scorerOf(values.length).vanished(
      Float64Array.from(values),
      Float64Array.from(events),
    );
    return values.map((_, i) => ({ surprise: surprise[i] ?? 0, observed: 0, expected: expected[i] ?? 0 }));
  };
  const drift = (rows: readonly (readonly number[])[]) => {
    const count = rows[0]?.length ?? 0;
    return scorerOf(count).drift(
      rows.map((row) => Float64Array.from(row)),
      16,
      48,
    );
  };

  it("a vanished template is what its definition says", () => {
    fc.assert(
      fc.property(logs, (rows) => {
        const events = total(rows);
        for (const row of rows) agree(vanished(row, events), naiveVanished(row, events));
      }),
      { numRuns: 25 },
    );
  });

  it("drift is what its definition says", () => {
    fc.assert(
      fc.property(logs, (rows) => {
        const scores = drift(rows);
        const found = (rows[0] ?? []).map((_, i) => scores.parts(i)[0] as Said);
        agree(found, naiveDrift(rows, 16, 48));
      }),
      { numRuns: 25 },
    );
  });

  it("neither looks at anything later", () => {
    fc.assert(
      fc.property(logs, fc.double({ min: 0.2, max: 0.9 }), (rows, share) => {
        const n = Math.floor((rows[0]?.length ?? 0) * share);
        const past = rows.map((row) => row.slice(0, n));
        expect([...drift(rows).score.subarray(0, n)]).toEqual([...drift(past).score]);
        const all = vanished(rows[0] ?? [], total(rows)).slice(0, n);
        expect(all).toEqual(vanished(past[0] ?? [], total(past)));
      }),
      { numRuns: 40 },
    );
  });

  it("a template that came every few bins and stops is missed; not when the whole log is silent", () => {
    const count = 3000;
    const row = Array.from({ length: count }, (_, i) => (i < 2500 && (i * 7) % 10 < 3 ? 2 : 0));
    const busy = new Array<number>(count).fill(20);
    const missed = vanished(row, busy);
    expect(Math.max(...missed.slice(0, 2500).map(({ surprise }) => surprise))).toBeLessThan(2);
    expect(missed[2560]?.surprise).toBeGreaterThan(4);
    const asleep = busy.map((events, i) => (i < 2500 ? events : 0));
    expect(Math.max(...vanished(row, asleep).map(({ surprise }) => surprise))).toBeLessThan(2);
  });

  it("a mix that changes its shares drifts once", () => {
    const count = 4000;
    const noise = (i: number, k: number) => (i * (k + 3) * 7919) % 5;
    const rows = [0, 1, 2, 3].map((k) =>
      Array.from({ length: count }, (_, i) => 4 * (k + 1) + noise(i, k) + (k === 0 && i >= 3000 ? 30 : 0)),
    );
    const over = [...drift(rows).score].flatMap((score, i) => (score >= 0.5 ? [i] : []));
    expect(over.length).toBeGreaterThan(0);
    expect(over.length).toBeLessThan(4);
    expect(over[0]).toBeGreaterThanOrEqual(3000);
    expect(over[0]).toBeLessThan(3016);
  });

  it.each<[string, number[][]]>([
    ["empty", [[], []]],
    ["one bin", [[1], [0]]],
    ["all zero", [new Array<number>(600).fill(0), new Array<number>(600).fill(0)]],
    ["constant", [new Array<number>(600).fill(3), new Array<number>(600).fill(9)]],
    ["all NaN", [new Array<number>(600).fill(Number.NaN), new Array<number>(600).fill(1)]],
    ["large", [new Array<number>(600).fill(1e9), Array.from({ length: 600 }, (_, i) => (i > 400 ? 5e9 : 1e9))]],
  ])("scores templates that are %s in bounds", (name, rows) => {
    const { score } = drift(rows);
    const missed = vanished(rows[0] ?? [], total(rows));
    expect(score.every((one) => one >= 0 && one <= 1)).toBe(true);
    expect(missed.every(({ surprise, expected }) => surprise >= 0 && Number.isFinite(surprise + expected))).toBe(true);
    if (name !== "large") expect(score.every((one) => one < 0.5)).toBe(true);
  });
});
