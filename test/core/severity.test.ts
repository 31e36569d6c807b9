/** Alerts that last: how severe they become, that a stage uses nothing later, when they are over. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { readDetector } from "../../src/pipeline/detector-settings.ts";
import { withoutEchoes } from "../../src/pipeline/echoes.ts";
import { type Episode, type Excess, episodes } from "../../src/pipeline/exceedances.ts";
import { type ScorableSeries, scoreSeries } from "../../src/pipeline/score-series.ts";
import { courseOf, lastingGroups, stagesOf } from "../../src/pipeline/severity.ts";
import { BUILDS } from "./support/instances.ts";

const BIN_MS = 30_000;
const START_MS = 1_740_000_000_000;
const detectors = DEFAULT_SETTINGS.detectors.map((each) => readDetector(each, false));

const over = fc.array(
  fc.record({
    endMs: fc.integer({ min: 1, max: 40 }).map((bin) => bin * BIN_MS),
    score: fc.oneof(fc.constant(0.5), fc.constant(1), fc.double({ min: 0.5, max: 1, noNaN: true })),
  }),
  { minLength: 1, maxLength: 60 },
);

describe.each(BUILDS)("severity, $build build", ({ wasm }) => {
  const core = new ScoreCore(wasm.scores);

  it("is the score of one bin, rises with each further one, and never passes 1", () => {
    fc.assert(
      fc.property(over, (all) => {
        const stages = stagesOf(core, all);
        const [first] = stages;
        const firstScore = Math.max(...all.filter(({ endMs }) => endMs === first?.endMs).map(({ score }) => score));
        expect(first?.severity).toBeCloseTo(firstScore, 12);
        stages.forEach(({ severity }, i) => {
          const before = stages[i - 1]?.severity ?? 0.5;
          expect(severity).toBeLessThanOrEqual(1);
          expect(severity).toBeGreaterThanOrEqual(before);
          if (i > 0 && before < 0.999) expect(severity).toBeGreaterThan(before);
        });
        expect(stages.map(({ endMs }) => endMs)).toEqual(
          [...new Set(all.map(({ endMs }) => endMs))].sort((a, b) => a - b),
        );
      }),
    );
  });

  it("of a bin uses nothing later", () => {
    fc.assert(
      fc.property(over, fc.integer({ min: 1, max: 40 }), (all, bin) => {
        const past = all.filter(({ endMs }) => endMs <= bin * BIN_MS);
        expect(stagesOf(core, past)).toEqual(stagesOf(core, all).slice(0, stagesOf(core, past).length));
      }),
    );
  });

  it("takes ten times as long for twice as improbable", () => {
    const bins = (count: number, score: number) =>
      Array.from({ length: count }, (_, i) => ({ endMs: (i + 1) * BIN_MS, score }));
    expect(stagesOf(core, bins(10, 0.5)).at(-1)?.severity).toBeCloseTo(0.75, 12);
    expect(stagesOf(core, bins(100, 0.5)).at(-1)?.severity).toBeCloseTo(0.875, 12);
    expect(stagesOf(core, bins(10, 0.75)).at(-1)?.severity).toBeCloseTo(0.9375, 12);
  });

  /** Errors that are ten times as many for a time, in a log that goes on as before. */
  const burst = (length: number, count: number): ScorableSeries => ({
    id: "events",
    kind: "events",
    label: "events",
    level: null,
    values: Float64Array.from({ length: count }, (_, i) => (i >= 2000 && i < 2000 + length ? 60 : 4 + ((i * 7) % 5))),
  });
  const alertsOf = (length: number, count: number) => {
    const bins = { binSeconds: 30, binMs: BIN_MS, first: START_MS / BIN_MS, count, startMs: START_MS };
    const found = scoreSeries(core, bins, [burst(length, count)], detectors).excesses.get("events") ?? [];
    return episodes(found, 5 * BIN_MS).map(({ all, endMs }) => ({ endMs, ...courseOf(core, all, bins, 5) }));
  };

  it("is the greater the longer a burst of one size lasts, and the alert ends", () => {
    const courses = [1, 2, 4, 8, 16].map((length) => {
      const [alert, ...others] = alertsOf(length, 4000);
      expect(others).toEqual([]);
      expect(alert?.ongoing).toBe(false);
      expect(alert?.endMs).toBeGreaterThanOrEqual(START_MS + (2000 + length) * BIN_MS);
      return alert;
    });
    courses.slice(1).forEach((one, i) => {
      expect(one?.severity).toBeGreaterThanOrEqual(courses[i]?.severity as number);
      expect(one?.binsOver).toBeGreaterThan(courses[i]?.binsOver as number);
    });
  });

  it("does not grow by windows that only hold what was over long ago", () => {
    const at = (bin: number) => START_MS + bin * BIN_MS;
    const values = new Float64Array(600).fill(4).fill(60, 100, 108);
    const window = (endBin: number, trailing: number): Excess => {
      const observed = values.subarray(endBin - trailing, endBin).reduce((sum, value) => sum + value, 0);
      const detector = readDetector({ name: "mean-threshold", options: {} }, false);
      const said = {
        observed,
        value: observed / trailing,
        expected: 4 * trailing,
        deviation: 2.5 * Math.sqrt(trailing),
      };
      const score = 0.8;
      const kept = { key: "events", threshold: 0, surprise: 9, shares: [] };
      return { detector, startMs: at(endBin - trailing), endMs: at(endBin), trailing, score, ...said, ...kept };
    };
    const keptEnds = (last: Excess): number[] => {
      const [episode] = episodes([window(105, 2), window(109, 8), last], 5 * BIN_MS);
      const found = withoutEchoes(core, { startMs: START_MS, binMs: BIN_MS }, values, episode as Episode, 5);
      return found.map(({ endMs }) => (endMs - START_MS) / BIN_MS);
    };
    expect(keptEnds(window(250, 200))).toEqual([105, 109]);
    // within a few quiet bins it is the same burst
    expect(keptEnds(window(114, 40))).toEqual([105, 109, 114]);
    // what else the window holds is over the line alone
    values.fill(30, 200, 250);
    expect(keptEnds(window(250, 200))).toEqual([105, 109, 250]);
  });

  it("of a measure counts the bins that its exceedance silences, until a few in a row are quiet", () => {
    const at = (bin: number, score = 0.6) => ({ startMs: (bin - 1) * BIN_MS, endMs: bin * BIN_MS, score });
    const groups = lastingGroups(
      [at(10, 0.7), at(60, 0.9), at(200)],
      [at(5), at(11, 0.8), at(16), at(30), at(61), at(66), at(70), at(201)],
      BIN_MS,
      5,
    );
    expect(groups.map(({ told, over }) => [told, over].map((all) => all.map(({ endMs }) => endMs / BIN_MS)))).toEqual([
      [[10], [10, 11, 16]],
      [[60], [60, 61, 66, 70]],
      [[200], [200, 201]],
    ]);
    // what did not alert is no peak
    expect(groups[0]?.over.map(({ score }) => score)).toEqual([0.7, 0.7, 0.6]);
    // a further exceedance while it lasts is the same alert
    expect(lastingGroups([at(10), at(20)], [at(12), at(16)], BIN_MS, 5).length).toBe(1);
    expect(lastingGroups([at(10), at(20)], [at(12)], BIN_MS, 5).length).toBe(2);
  });

  it("of a measure that stays where it went rises while that is news", () => {
    const count = 6000;
    let state = 5;
    const values = Float64Array.from({ length: count }, (_, i) => {
      state = (state * 48271) % 2147483647;
      return 50 + (6 * state) / 2147483647 + (i >= 5000 ? 30 : 0);
    });
    const series: ScorableSeries = { id: "measure:ms", kind: "measure", label: "ms", level: null, values };
    const courseAt = (seen: number) => {
      const bins = { binSeconds: 30, binMs: BIN_MS, first: START_MS / BIN_MS, count: seen, startMs: START_MS };
      const { excesses, still, scores } = scoreSeries(
        core,
        bins,
        [{ ...series, values: values.slice(0, seen) }],
        detectors,
      );
      const groups = lastingGroups(excesses.get("measure:ms") ?? [], still.get("measure:ms") ?? [], BIN_MS, 5);
      const group = groups.find(({ told }) => (told[0]?.endMs ?? 0) > START_MS + 5000 * BIN_MS);
      expect(Math.max(...scores)).toBeGreaterThanOrEqual(0.5);
      return group ? courseOf(core, group.over, bins, 5) : null;
    };
    const courses = [5002, 5004, 5008].map(courseAt);
    courses.forEach((one, i) => {
      expect(one?.ongoing).toBe(true);
      if (i === 0) return;
      expect(one?.binsOver).toBeGreaterThan(courses[i - 1]?.binsOver as number);
      expect(one?.severity).toBeGreaterThan(courses[i - 1]?.severity as number);
    });
    expect(courseAt(count)?.ongoing).toBe(false);
  });

  it("of an alert in a log that ends is that of the longer log at the same time, and it is going on", () => {
    const whole = alertsOf(16, 4000)[0];
    let before = 0;
    for (let seen = 1; seen <= 16; seen++) {
      const [alert] = alertsOf(16, 2000 + seen);
      expect(alert).toMatchObject({ ongoing: true, binsOver: seen });
      expect(alert?.severity).toBeGreaterThanOrEqual(before);
      before = alert?.severity ?? 1;
    }
    expect(whole?.severity).toBeGreaterThanOrEqual(before);
    expect(alertsOf(16, (whole!.endMs - START_MS) / BIN_MS + 5)[0]?.ongoing).toBe(true);
    expect(alertsOf(16, (whole!.endMs - START_MS) / BIN_MS + 6)[0]?.ongoing).toBe(false);
  });
});
