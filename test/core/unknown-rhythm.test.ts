/** In a first day its rhythm is not known: a morning is no alert, a burst in it is. */
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import type { Step } from "../../src/core/scorer.ts";
import { BUILDS } from "./support/instances.ts";

const BIN_SECONDS = 30;
const DAY_BINS = 86_400 / BIN_SECONDS;
const STEPS: Step[] = [
  { kind: "mean-threshold", trailing: [1, 2, 8, 40, 200, 720], baseline: 60, lag: 10, below: true },
];

/** Events a bin: four times as many at noon as at midnight, with Poisson's noise; `burst` bins have three times as many. */
function dayOf(seed: number, burst: (bin: number) => boolean): Float64Array {
  let state = seed;
  const unit = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const normal = () => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
  return Float64Array.from({ length: DAY_BINS }, (_, bin) => {
    const rate = 2000 * (1 - 0.6 * Math.cos((2 * Math.PI * bin) / DAY_BINS)) * (burst(bin) ? 3 : 1);
    return Math.max(0, Math.round(rate + Math.sqrt(rate) * normal()));
  });
}

describe.each(BUILDS)("a first day, $build build", ({ wasm }) => {
  const scoresOf = (values: Float64Array) => {
    const scorer = new ScoreCore(wasm.scores).scorer(
      Float64Array.from(values, (_, i) => 1_767_571_200 + i * BIN_SECONDS),
    );
    scorer.setExposure(scorer.profile(values), true);
    return scorer.score(values, STEPS, true).score;
  };

  it("with a rhythm of four to one alerts nobody", () => {
    for (const seed of [1, 2, 3]) expect(Math.max(...scoresOf(dayOf(seed, () => false)))).toBeLessThan(0.5);
  });

  it("with three times the events for a minute alerts in that minute", () => {
    const at = Math.round(DAY_BINS * 0.37);
    const score = scoresOf(dayOf(4, (bin) => bin === at || bin === at + 1));
    expect(Math.max(...score.subarray(at, at + 2))).toBeGreaterThan(0.5);
    expect(Math.max(...score.subarray(0, at))).toBeLessThan(0.5);
  });
});
