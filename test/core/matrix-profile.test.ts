/** The matrix profile against its definition, to 1e-9, over hostile series. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MatrixProfile, type WindowProfile } from "../../src/core/matrix-profile.ts";
import type { WasmModules } from "../../src/core/modules.ts";
import { BUILDS } from "./support/instances.ts";
import { naiveDistance, naiveProfile, normalised } from "./support/naive-profile.ts";
import { randomFrom } from "./support/random.ts";

const EXACT = 1e-9;

function profileOf(wasm: WasmModules, values: readonly number[], length: number, cells = 1e6): WindowProfile {
  const profile = new MatrixProfile(wasm.scores, Float64Array.from(values), length);
  while (profile.step(cells) < 1);
  return profile.result();
}

function expectSame(found: ArrayLike<number>, wanted: readonly number[], what: string): void {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    const got = found[i] as number;
    if (Number.isNaN(value)) expect(got, `${what} ${i}`).toBeNaN();
    else expect(Math.abs(got - value), `${what} ${i}: ${got} for ${value}`).toBeLessThanOrEqual(EXACT);
  });
}

function expectDefined(wasm: WasmModules, values: readonly number[], length: number, cells?: number): void {
  const found = profileOf(wasm, values, length, cells);
  const wanted = naiveProfile(values, length);
  expectSame(found.distance, wanted.distance, "distance");
  expectSame(found.earlierDistance, wanted.earlierDistance, "earlier distance");
  const windows = wanted.distance.map((_, i) => normalised(values.slice(i, i + length)));
  const zone = Math.ceil(length / 2);
  found.neighbour.forEach((other, i) => {
    expect(other >= 0, `neighbour of ${i}`).toBe(!Number.isNaN(wanted.distance[i]));
    if (other < 0) return;
    expect(Math.abs(other - i)).toBeGreaterThan(zone);
    const distance = naiveDistance(windows[i] ?? null, windows[other] ?? null, length);
    expect(Math.abs(distance - (found.distance[i] as number))).toBeLessThanOrEqual(EXACT);
  });
  found.earlierNeighbour.forEach((other, i) => {
    expect(other >= 0).toBe(!Number.isNaN(wanted.earlierDistance[i]));
    expect(other).toBeLessThan(i);
  });
}

/** What a generator makes next, from the values before. */
type Next = (random: ReturnType<typeof randomFrom>, t: number, last: number) => number;

const HOSTILE: Record<string, Next> = {
  noise: (random) => random.next(),
  counts: (random) => random.below(4),
  "few events": (random) => (random.next() < 0.05 ? 1 : 0),
  walk: (random, _, last) => last + random.next() - 0.5,
  "exact repeats": (_, t) => [3, 1, 4, 1, 5, 9, 2, 6][t % 8] as number,
  sine: (_, t) => Math.sin(t / 7),
  "level of a billion": (random) => 1e9 + random.below(10),
  "spikes of a billion": (random) => (random.next() < 0.02 ? 1e9 * random.next() : random.below(10)),
  "spikes of all sizes": (random) => 10 ** (random.below(14) - 4) * (random.next() - 0.5),
  "steps of a billion": (random, t) => (t % 100 < 50 ? 0 : 1e9) + random.next(),
  gaps: (random) => (random.next() < 0.02 ? Number.NaN : random.next()),
  infinities: (random) => (random.next() < 0.02 ? Number.POSITIVE_INFINITY : random.below(3)),
  "rounding only": (random) => 0.1 + random.below(2) * 2.8e-17,
  "flat stretches": (random, t) => (Math.floor(t / 20) % 3 === 0 ? 7 : random.below(5)),
};

describe.each(BUILDS)("matrix profile, $build build", ({ wasm }) => {
  it.each(Object.entries(HOSTILE))("is that of the definition: %s", (_, next) => {
    const random = randomFrom(5);
    for (let run = 0; run < 6; run++) {
      const count = 8 + random.below(run < 4 ? 100 : 250);
      const values: number[] = [];
      for (let t = 0; t < count; t++) values.push(next(random, t, values.at(-1) ?? 0));
      expectDefined(
        wasm,
        values,
        2 + random.below(Math.min(count - 2, run % 2 === 0 ? 12 : 60)),
        1 + random.below(3000),
      );
    }
  });

  it("is that of the definition for any values and windows", () => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
      { weight: 3, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 1e9, -1e12, Number.NEGATIVE_INFINITY, 1e-9) },
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 70 }), fc.nat(), (values, choice) => {
        expectDefined(wasm, values, 2 + (choice % (values.length - 1)));
      }),
      { numRuns: 150 },
    );
  });

  it("is the same however it is sliced", () => {
    const random = randomFrom(9);
    const values = Array.from({ length: 6000 }, () => random.below(9) + (random.next() < 0.01 ? 1e6 : 0));
    const whole = profileOf(wasm, values, 30, 1e12);
    const sliced = profileOf(wasm, values, 30, 1e4);
    expect(sliced).toEqual(whole);
  });

  it("keeps its digits over many rows and behind spikes", () => {
    const random = randomFrom(11);
    const values = Array.from({ length: 6000 }, (_, t) => (t % 1700 === 800 ? 1e9 : Math.sin(t / 9) + random.next()));
    const length = 40;
    const found = profileOf(wasm, values, length);
    const windows = Array.from({ length: values.length - length + 1 }, (_, i) =>
      normalised(values.slice(i, i + length)),
    );
    for (let i = 0; i < windows.length; i += 797) {
      let nearest = Number.POSITIVE_INFINITY;
      windows.forEach((window, j) => {
        if (Math.abs(i - j) > 20) nearest = Math.min(nearest, naiveDistance(windows[i] ?? null, window, length));
      });
      expect(Math.abs((found.distance[i] as number) - nearest)).toBeLessThanOrEqual(EXACT);
    }
  });

  it("a gap makes no discord, and flat windows are equal to each other", () => {
    const random = randomFrom(2);
    const wave = (t: number) => Math.sin(t / 3) + random.next() * 0.05;
    const values = Array.from({ length: 400 }, (_, t) => (t === 200 ? Number.NaN : t >= 300 ? 5 : wave(t)));
    const { distance, kind } = profileOf(wasm, values, 20);
    for (let i = 181; i <= 200; i++) {
      expect(distance[i]).toBeNaN();
      expect(kind[i]).toBe(2);
    }
    expect(kind[310]).toBe(1);
    expect(distance[310]).toBe(0);
    expect(Math.max(...distance.slice(0, 181))).toBeLessThan(1);
  });

  it("a flat window that is alone is half like all others", () => {
    const random = randomFrom(3);
    const values = Array.from({ length: 120 }, (_, t) => (t >= 60 && t < 70 ? 0 : random.next()));
    const { distance } = profileOf(wasm, values, 10);
    expect(distance[60]).toBeCloseTo(Math.sqrt(10), 12);
  });

  it("distances from one window are those of the definition", () => {
    const values = [...Array(90).keys()].map((t) => (t % 17 === 3 ? Number.NaN : (t * t) % 23));
    const length = 8;
    const profile = new MatrixProfile(wasm.scores, Float64Array.from(values), length);
    while (profile.step(1e6) < 1);
    const windows = Array.from({ length: 83 }, (_, i) => normalised(values.slice(i, i + length)));
    for (const i of [0, 5, 44])
      expectSame(
        profile.distancesFrom(i),
        windows.map((window) => naiveDistance(windows[i] ?? null, window, length)),
        "from",
      );
  });

  it("refuses windows that the series cannot hold", () => {
    for (const length of [0, 1, 4, 2.5, Number.NaN])
      expect(() => new MatrixProfile(wasm.scores, new Float64Array(3), length)).toThrow(RangeError);
    expect(() => new MatrixProfile(wasm.scores, new Float64Array(0), 2)).toThrow(RangeError);
  });
});
