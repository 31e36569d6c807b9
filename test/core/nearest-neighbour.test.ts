/**
 * The least distance to an earlier stretch is the true one to the last bit, though few distances are worked out: of values of
 * all sizes, far outliers, ties, long stretches, and beyond the past that is looked at.
 */
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import { Random } from "../../src/simulate/random.ts";
import { BUILDS } from "./support/instances.ts";

/** Distance per value to the nearest stretch, a value; null where there is none, or no value. */
function distancesOf(values: readonly number[], length: number): (number | null)[] {
  const seen: number[] = [];
  return values.map((value) => {
    if (!(Math.abs(value) < 1e150)) return null;
    seen.push(value);
    const now = seen.length - 1;
    let least = Number.POSITIVE_INFINITY;
    for (let lag = (length >> 1) + 1; lag <= 2000 && now - lag >= length - 1; lag++) {
      let square = 0;
      for (let k = 0; k < length && square < least; k++)
        square += ((seen[now - k] as number) - (seen[now - lag - k] as number)) ** 2;
      least = Math.min(least, square);
    }
    return least === Number.POSITIVE_INFINITY ? null : Math.sqrt(least / length);
  });
}

const random = new Random(11);
const series = (count: number, next: (i: number) => number) => Array.from({ length: count }, (_, i) => next(i));

const COURSES: [string, number, number[]][] = [
  ["noise", 6, series(700, () => random.normal())],
  ["more than the past that is looked at", 6, series(2600, () => random.normal())],
  ["small counts", 6, series(900, () => random.poisson(0.7))],
  ["counts of a wide range", 6, series(500, () => Math.floor(1e6 * random.unit()))],
  [
    "counts of just the range of whole numbers",
    6,
    series(400, (i) => (i % 2) * 18_918 + Math.floor(random.unit() * 1.5)),
  ],
  ["whole numbers far from 0", 6, series(400, () => 9e14 + random.poisson(40))],
  ["heavy tails", 6, series(800, () => (1 - random.unit()) ** -2)],
  ["spikes in more than the range leaves out", 6, series(600, () => random.normal() + (random.unit() < 0.1 ? 1e9 : 0))],
  ["a small swing at a high level", 6, series(500, () => 1e9 + 1e-4 * random.normal())],
  ["the smallest numbers", 6, series(300, () => 1e-310 * random.normal())],
  ["the largest numbers", 6, series(300, () => 1e149 * (2 * random.unit() - 1))],
  ["a rhythm with a level that moves", 6, series(900, (i) => Math.sin(i / 7) + i / 300 + 0.01 * random.normal())],
  ["stretches of two", 2, series(500, () => random.normal())],
  ["long stretches", 97, series(700, (i) => Math.sin(i / 9) + 0.1 * random.normal())],
  ["stretches longer than the past", 5000, series(300, () => random.normal())],
  ["one value", 6, series(300, () => 3.5)],
  ["one value and another", 6, series(300, (i) => (i === 150 ? 1.5 : 0.1))],
  [
    "gaps and no numbers",
    6,
    series(600, (i) => (i % 5 ? random.normal() : [Number.NaN, Number.POSITIVE_INFINITY, 1e200][i % 3]!)),
  ],
  ["nothing", 6, series(50, () => Number.NaN)],
];

describe.each(BUILDS)("nearest neighbours, $build build", ({ wasm }) => {
  const core = new ScoreCore(wasm.scores);

  it.each(COURSES)("are those of every stretch: %s", (_, length, values) => {
    const scorer = core.scorer(Float64Array.from(values, (_value, i) => i * 30));
    const scores = scorer.scoreMeasures(Float64Array.from(values), [
      { kind: "nearest-neighbour", length, squashed: false },
    ]);
    distancesOf(values, length).forEach((wanted, i) => {
      const part = scores.parts(i)[0];
      if (wanted === null) expect(part?.expected, `bin ${i}`).toBeNaN();
      else expect(part?.observed, `bin ${i}`).toBe(wanted);
    });
  });
});
