/**
 * The detectors whose surprises are summed: against their definitions, against hostile series, and that no score looks
 * ahead.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import type { Scorer, Step } from "../../src/core/scorer.ts";
import { BUILDS, newRawScores } from "./support/instances.ts";
import {
  naiveCombine,
  naiveLevelShift,
  naiveMeanThreshold,
  naiveNewExtreme,
  naiveTrend,
  type Said,
} from "./support/naive-detectors.ts";
import {
  naiveCalm,
  naiveCombineMeasures,
  naiveFlatLine,
  naiveForecast,
  naiveMeanOfDay,
  naiveNearestNeighbour,
  naiveSpread,
  naiveSquash,
} from "./support/naive-measures.ts";

const BIN_SECONDS = 3600;

const MEAN_THRESHOLD: Step = { kind: "mean-threshold", trailing: [1, 4, 16], baseline: 20, lag: 2, below: true };

const STEPS: Step[] = [
  MEAN_THRESHOLD,
  { kind: "silence" },
  { kind: "new-extreme" },
  { kind: "time-of-day" },
  { kind: "mean-of-day", recent: 3 },
  { kind: "level-shift", recent: 4, before: 12 },
  { kind: "hour-of-week", period: 3, counts: false },
  { kind: "hour-of-week", period: 3, counts: true },
  { kind: "trend", window: 10 },
  { kind: "nearest-neighbour", length: 6, squashed: false },
  { kind: "nearest-neighbour", length: 6, squashed: true },
  { kind: "forecast" },
  { kind: "spread", recent: 4, before: 12 },
  { kind: "calm", recent: 6 },
  { kind: "flat-line" },
  // three weeks of earlier files: 6 values an hour about 9
  {
    kind: "hour-of-week",
    period: 3,
    counts: true,
    prior: Float64Array.from({ length: 672 }, (_, i) => [18, 6, 5, 3][i % 4]!),
  },
];

/** a log that has events in every bin */
const busy = (count: number) => new Float64Array(count).fill(9);

const secondsOf = (count: number) => Float64Array.from({ length: count }, (_, i) => 1_700_000_000 + i * BIN_SECONDS);

/** Values with stretches, jumps and gaps, long enough for the tails to be learned. */
const courses = fc
  .array(
    fc.record({
      length: fc.integer({ min: 1, max: 60 }),
      level: fc.integer({ min: -20, max: 40 }),
      swing: fc.integer({ min: 0, max: 10 }),
      gap: fc.integer({ min: 0, max: 12 }).map((n) => n === 0),
    }),
    { minLength: 6, maxLength: 14 },
  )
  .chain((parts) =>
    fc.integer({ min: 1, max: 1 << 30 }).map((seed) => {
      let state = seed;
      const next = () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      return parts.flatMap(({ length, level, swing, gap }) =>
        Array.from({ length }, () => (gap ? Number.NaN : level + swing * (next() - 0.5))),
      );
    }),
  );

const counts = courses.map((values) => values.map((value) => (value > 0 ? Math.round(value) : 0)));

describe.each(BUILDS)("summed detectors, $build build", ({ wasm }) => {
  const core = new ScoreCore(wasm.scores);
  const raw = newRawScores(wasm);
  const scorerOf = (count: number): Scorer => core.scorer(secondsOf(count));
  /** over bins of half a minute, where no line is lowered */
  const fineScorer = (count: number): Scorer => core.scorer(Float64Array.from({ length: count }, (_, i) => i * 30));

  const said = (values: readonly number[], step: Step): Said[] => {
    const scores = scorerOf(values.length).scoreMeasures(Float64Array.from(values), [step]);
    return values.map((_, i) => {
      const [part] = scores.parts(i);
      if (!part) throw new Error("no part");
      return part;
    });
  };

  const agree = (found: readonly Said[], wanted: readonly Said[]) => {
    found.forEach((one, i) => {
      const other = wanted[i] as Said;
      const about = `bin ${i}: ${JSON.stringify(one)} for ${JSON.stringify(other)}`;
      expect(Math.abs(one.surprise - other.surprise), about).toBeLessThanOrEqual(1e-5 * (1 + other.surprise));
      if (other.surprise > 0) {
        expect(one.observed, about).toBeCloseTo(other.observed, 5);
        expect(one.expected, about).toBeCloseTo(other.expected, 5);
      }
    });
  };

  it.each<[string, Step, (values: readonly number[]) => Said[]]>([
    ["new-extreme", { kind: "new-extreme" }, naiveNewExtreme],
    ["level-shift", { kind: "level-shift", recent: 4, before: 12 }, (values) => naiveLevelShift(values, 4, 12)],
    ["trend", { kind: "trend", window: 10 }, (values) => naiveTrend(values, 10)],
    ["nearest-neighbour", STEPS[9] as Step, (values) => naiveNearestNeighbour(values, 6)],
    ["squashed neighbours", STEPS[10] as Step, (values) => naiveNearestNeighbour(naiveSquash(values), 6)],
    [
      "mean-of-day",
      { kind: "mean-of-day", recent: 3 },
      (values) => naiveMeanOfDay(values, secondsOf(values.length), 3),
    ],
    ["forecast", { kind: "forecast" }, naiveForecast],
    ["spread", { kind: "spread", recent: 4, before: 12 }, (values) => naiveSpread(naiveSquash(values), 4, 12)],
    ["calm", { kind: "calm", recent: 6 }, (values) => naiveCalm(values, 6)],
    ["flat-line", { kind: "flat-line" }, naiveFlatLine],
  ])("%s is what its definition says", (_, step, naive) => {
    fc.assert(
      fc.property(courses, (values) => agree(said(values, step), naive(values))),
      { numRuns: 20 },
    );
  });

  it("mean-threshold gives the tail of the negative binomial that the past foretells", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 12 }), (values, trailing) => {
        const step: Step = { kind: "mean-threshold", trailing: [trailing], baseline: 20, lag: 2, below: false };
        const scores = scorerOf(values.length).score(Float64Array.from(values), [step], false);
        const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);
        values.forEach((_, i) => {
          const [part] = scores.parts(i);
          if (!part || !(part.surprise > 0)) return;
          expect(part.observed).toBe(sum(values.slice(i + 1 - trailing, i + 1)));
          expect(part.width).toBe(trailing);
          expect(part.observed).toBeGreaterThan(part.expected + 3 * part.deviation);
          const shape = part.expected ** 2 / (part.deviation ** 2 - part.expected);
          expect(part.surprise).toBeCloseTo(raw.countSurprise(part.observed, part.expected, shape), 4);
          // longer windows take their past uncapped
          if (trailing > 1) {
            const end = i + 1 - trailing - 2;
            const past = values.slice(Math.max(0, end - Math.max(20, trailing * 8)), end);
            expect(part.expected).toBeCloseTo(((sum(past) + 0.5) / (past.length + 1)) * trailing, 6);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it("mean-threshold is what its definition says, for windows that share the past", () => {
    const settings = { trailing: [1, 4, 24], baseline: 20, lag: 2 };
    const step: Step = { kind: "mean-threshold", ...settings, below: false };
    fc.assert(
      fc.property(counts, (values) => {
        const scorer = scorerOf(values.length);
        const wanted = naiveMeanThreshold(values, settings, 86_400 / BIN_SECONDS, raw.countSurprise);
        const told = scorer.score(Float64Array.from(values), [{ ...step, everywhere: true }], false).score;
        const scores = scorer.score(Float64Array.from(values), [step], false);
        expect([...scores.score]).toEqual([...told]);
        wanted.forEach((surprise, i) => {
          const found = scores.parts(i)[0]?.surprise as number;
          expect(Math.abs(found - surprise), `bin ${i}: ${found} for ${surprise}`).toBeLessThan(1e-6 * (1 + surprise));
        });
      }),
      { numRuns: 30 },
    );
  });

  it("mean-threshold finds nothing in a count that follows its exposure", () => {
    const exposure = Float64Array.from({ length: 600 }, (_, i) => 200 + 150 * Math.sin(i / 40) + (i > 400 ? 2000 : 0));
    const values = exposure.map((e) => Math.round(e / 10));
    const scorer = scorerOf(values.length);
    scorer.setExposure(exposure);
    const alone = scorer.score(values, [MEAN_THRESHOLD], false).score;
    expect(Math.max(...alone)).toBeGreaterThan(0.5);
    const exposed = scorer.score(values, [MEAN_THRESHOLD], true).score;
    expect(Math.max(...exposed)).toBeLessThan(0.5);
  });

  it("silence grows with what is missing, and no sooner where gaps are usual", () => {
    const regular = Array.from({ length: 300 }, () => 3);
    const quiet = [...regular, ...new Array<number>(12).fill(0)];
    const scores = scorerOf(quiet.length).score(Float64Array.from(quiet), [{ kind: "silence" }], false);
    expect(Math.max(...scores.score.subarray(0, 300))).toBe(0);
    const after = [...scores.surprise.subarray(300)];
    expect(after).toEqual([...after].sort((a, b) => a - b));
    // 36 events missing: 36 / ln 10 decades
    expect(after.at(-1)).toBeCloseTo(36 / Math.LN10, 0);
    const gappy = Array.from({ length: 600 }, (_, i) => (i % 40 < 20 ? 6 : 0));
    const usual = scorerOf(600).score(Float64Array.from(gappy), [{ kind: "silence" }], false).score;
    expect(Math.max(...usual.subarray(300))).toBeLessThan(0.5);
  });

  it("time of day finds a usual value at an unusual hour, and hour of week too", () => {
    const usual = Array.from({ length: 24 * 28 }, (_, i) => 100 + (i % 24) * 10 + ((i * 7) % 5));
    const odd = [...usual];
    const at = 24 * 25 + 3;
    odd[at] = 300;
    for (const step of [
      { kind: "time-of-day" },
      { kind: "mean-of-day", recent: 1 },
      { kind: "hour-of-week", period: 1, counts: false },
    ] as const) {
      const { surprise } = scorerOf(odd.length).scoreMeasures(Float64Array.from(odd), [step]);
      expect(surprise[at]).toBe(Math.max(...surprise));
      expect(surprise[at]).toBeGreaterThan(2.5);
    }
  });

  it("combine learns the tail of the sum and takes off the number of series", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { minLength: 150, maxLength: 400 }),
        fc.integer({ min: 1, max: 400 }),
        (sums, active) => {
          const n = sums.length;
          const place = raw.allocate(n * 8 * 9);
          new Float64Array(raw.memory.buffer, place, n).set(sums);
          new Float64Array(raw.memory.buffer, place + n * 40, n).fill(active);
          new Float64Array(raw.memory.buffer, place + n * 64, n).set(secondsOf(n).map((_, i) => i * 30));
          raw.combine(place, place, place, 1, n, place + n * 40, place + n * 64, place + n * 48);
          const found = [...new Float64Array(raw.memory.buffer, place + n * 48, n)];
          const wanted = naiveCombine(sums, new Array<number>(n).fill(active));
          for (const [i, score] of wanted.entries()) expect(found[i]).toBeCloseTo(score, 9);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("detectors that ask the same question do not add up", () => {
    const values = Float64Array.from({ length: 800 }, (_, i) => 50 + (i % 24) + ((i * 7) % 5) + (i === 700 ? 60 : 0));
    const steps: Step[] = [
      { kind: "hour-of-week", period: 1, counts: false },
      { kind: "new-extreme" },
      { kind: "time-of-day" },
    ];
    const scores = scorerOf(800).score(values, steps, false);
    const parts = scores.parts(700);
    expect(parts.map(({ step }) => step)).toEqual([0, 1, 2]);
    const [week, extreme, day] = parts.map(({ surprise }) => surprise) as [number, number, number];
    expect(Math.min(week, extreme, day)).toBeGreaterThan(0.5);
    expect(scores.surprise[700]).toBeLessThanOrEqual(Math.max(week, day) + extreme + 1e-9);
  });

  it("an exceedance silences smaller ones after it, and speaks again when it is much larger", () => {
    const values = Array.from({ length: 400 }, (_, i) => Math.sin(i * 1.7) * (1 + ((i * 13) % 7) / 7));
    for (const [i, value] of [40, 41, 42, 40_000].entries()) values[300 + i] = value;
    const { score } = scorerOf(400).scoreMeasures(Float64Array.from(values), [{ kind: "new-extreme" }]);
    expect(score[300]).toBeGreaterThanOrEqual(0.5);
    expect(score[301]).toBe(0.4999999);
    expect(score[303]).toBeGreaterThanOrEqual(0.5);
  });

  it("measures are combined by the diagonal of their surprises", () => {
    const surprises = fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { minLength: 450, maxLength: 900 });
    fc.assert(
      fc.property(surprises, fc.integer({ min: 1, max: 40 }), fc.constantFrom(30, 300, 3600), (all, active, step) => {
        const n = Math.floor(all.length / 3);
        // the last question begins late
        const columns = [0, 1, 2].map((q) =>
          all.slice(q * n, q * n + n).map((one, i) => (q < 2 || i > n / 2 ? one : 0)),
        );
        const seconds = Array.from({ length: n }, (_, i) => i * step);
        const place = raw.allocate(n * 8 * 20);
        const put = (row: number, values: readonly number[]) =>
          new Float64Array(raw.memory.buffer, place + n * 8 * row, n).set(values);
        columns.forEach((column, q) => {
          put(5 * q, column);
        });
        put(15, new Array<number>(n).fill(active));
        put(16, seconds);
        put(17, seconds);
        const at = (row: number) => place + n * 8 * row;
        raw.combineMeasures(at(17), place, 3, n, at(15), at(16), at(18));
        const found = [...new Float64Array(raw.memory.buffer, at(18), n)];
        const wanted = naiveCombineMeasures(columns, seconds, active);
        for (const [i, score] of wanted.entries()) expect(found[i]).toBeCloseTo(score, 9);
      }),
      { numRuns: 30 },
    );
  });

  it("rare templates: the first time after long is rare, the hundredth is not, and one episode counts once", () => {
    const values = new Array<number>(3000).fill(0);
    for (let i = 0; i < 1500; i += 15) values[i] = 1;
    values[2000] = 1;
    values[2001] = 4;
    values[2012] = 1;
    const common = fineScorer(3000).rarity(Float64Array.from(values), null, busy(3000), 10);
    expect(common.episodes[1499]).toBeGreaterThan(90);
    expect(common.surprise[2000]).toBeLessThan(1.6);
    const fresh = Float64Array.from(values, (value, i) => (i < 1500 ? 0 : value));
    const rare = fineScorer(3000).rarity(fresh, null, busy(3000), 10);
    expect(rare.surprise[2000]).toBeCloseTo(-Math.log10(0.5 / 2001), 9);
    // more lines of one episode add a little, at most a decade; they make it no more usual
    expect(rare.surprise[2001]).toBeCloseTo(-Math.log10(0.5 / 2002) + 1, 9);
    expect(rare.episodes[2009]).toBe(0);
    expect(rare.episodes[2010]).toBe(1);
    // since it first came it is frequent
    expect(rare.surprise[2012]).toBeCloseTo(-Math.log10(1.5 / 13), 9);
    const constant = fineScorer(3000).rarity(new Float64Array(3000).fill(2), null, busy(3000), 10);
    expect(constant.surprise[2990]).toBeLessThan(2);
  });

  it("rarity counts more where the level is rare too", () => {
    const all = new Float64Array(2000).fill(100);
    const severe = Float64Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 1 : 0));
    const scorer = fineScorer(2000);
    const severity = scorer.severities(severe, all);
    expect(severity[1999]).toBeCloseTo(-Math.log10(1001 / 199_902), 3);
    const once = Float64Array.from({ length: 2000 }, (_, i) => (i === 1500 ? 1 : 0));
    expect(scorer.rarity(once, severity, all, 10).surprise[1500]).toBeCloseTo(-Math.log10(0.5 / 1501) + 1.5, 9);
  });

  it("in a log that says something new all the time, rarity is tamed", () => {
    const most = Float64Array.from({ length: 4000 }, (_, i) => (i % 10 === 0 ? 4 + (i % 30) / 30 : 0));
    const scorer = scorerOf(4000);
    const tamed = scorer.tame(most);
    // what a two-hundredth of the bins before reached must be exceeded
    const sorted = [...most.subarray(0, 3990)].sort((a, b) => b - a);
    expect(tamed[3990]).toBeCloseTo((sorted[Math.floor(3990 / 200) - 1] as number) - 4, 9);
    const quiet = Float64Array.from({ length: 4000 }, (_, i) => (i === 3000 || i === 3990 ? 4.5 : 0));
    expect(scorer.tame(quiet)[3990]).toBe(0);
  });

  const hostile: Record<string, number[]> = {
    empty: [],
    "one bin": [7],
    "all zero": new Array<number>(500).fill(0),
    constant: new Array<number>(500).fill(42),
    "all NaN": new Array<number>(500).fill(Number.NaN),
    infinite: Array.from({ length: 500 }, (_, i) => (i % 7 === 0 ? Number.POSITIVE_INFINITY : i % 11)),
    "minus infinite": Array.from({ length: 500 }, (_, i) => (i % 90 === 0 ? Number.NEGATIVE_INFINITY : 3)),
    gappy: Array.from({ length: 500 }, (_, i) => (i % 3 === 0 ? i % 17 : Number.NaN)),
    large: Array.from({ length: 500 }, (_, i) => 1e9 + (i % 5) * 1e7 + (i > 450 ? 5e9 : 0)),
    "largest numbers": Array.from({ length: 500 }, (_, i) => (i % 2 === 0 ? Number.MAX_VALUE : 0)),
    tiny: Array.from({ length: 500 }, (_, i) => (i % 5) * 5e-324),
    "still, then moving": Array.from({ length: 3000 }, (_, i) => (i % 1000 < 300 ? 3 : ((i * 7919) % 101) / 50)),
    negative: Array.from({ length: 500 }, (_, i) => -(i % 9)),
  };

  it.each(Object.entries(hostile))("scores a series that is %s in bounds", (_, values) => {
    for (const step of STEPS) {
      const series = Float64Array.from(values);
      const scorer = scorerOf(values.length);
      for (const run of [() => scorer.score(series, [step], false), () => scorer.scoreMeasures(series, [step])]) {
        const { score, surprise, parts } = run();
        for (const [i, one] of score.entries()) {
          if (!(one >= 0 && one <= 1)) throw new Error(`${step.kind}: score ${one} of bin ${i}`);
          if (!(Number.isFinite(surprise[i]) && (surprise[i] as number) >= 0))
            throw new Error(`${step.kind}: surprise ${surprise[i]} of bin ${i}`);
          if (one < 0.5) continue;
          const [part] = parts(i);
          expect([part?.observed, part?.expected].every(Number.isFinite), `${step.kind} of bin ${i}`).toBe(true);
        }
      }
    }
    const quiet = ["empty", "one bin", "all zero", "constant", "all NaN"];
    if (!quiet.includes(_)) return;
    const { score } = scorerOf(values.length).scoreMeasures(Float64Array.from(values), STEPS);
    expect(score.every((one) => one < 0.5)).toBe(true);
  });

  it("score no bin by what comes later", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STEPS), courses, courses, fc.boolean(), (step, past, more, asMeasure) => {
        const n = past.length;
        const run = (values: readonly number[]) => {
          const scorer = scorerOf(values.length);
          scorer.setExposure(Float64Array.from(values, (value, i) => (Number.isNaN(value) ? 0 : 30 + value + (i % 5))));
          scorer.setActive(Float64Array.from(values, (_, i) => 1 + Math.floor(i / 50)));
          const exposed = step.kind === "mean-threshold" || step.kind === "silence";
          const series = Float64Array.from(values);
          const scores = asMeasure ? scorer.scoreMeasures(series, [step]) : scorer.score(series, [step], exposed);
          return [...scores.score.subarray(0, n)];
        };
        expect(run([...past, ...more])).toEqual(run(past));
      }),
      { numRuns: 160 },
    );
  });

  it("rarity and its taming look at nothing later", () => {
    fc.assert(
      fc.property(counts, counts, (past, more) => {
        const n = past.length;
        const run = (values: readonly number[]) => {
          const scorer = scorerOf(values.length);
          const sparse = Float64Array.from(values, (value) => (value > 20 ? value : 0));
          const severe = scorer.severities(sparse, Float64Array.from(values));
          const { surprise } = scorer.rarity(sparse, severe, Float64Array.from(values), 3);
          const tamed = scorer.tame(surprise);
          const profile = scorer.profile(Float64Array.from(values));
          return [severe, surprise, tamed, profile].map((column) => [...column.subarray(0, n)]);
        };
        expect(run([...past, ...more])).toEqual(run(past));
      }),
      { numRuns: 40 },
    );
  });
});
