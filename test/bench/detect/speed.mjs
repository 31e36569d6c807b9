/** How long one detector takes over 200 series of a week in bins of half a minute, in one thread. */

import { load } from "../load.mjs";
import { fixed, printTable } from "../numbers.mjs";

const SERIES = 200;
const BINS = 20_160;
const LIMIT_MS = 200;

const STEPS = [
  { kind: "mean-threshold", trailing: [1, 2, 8, 40, 200, 720], baseline: 60, lag: 10, below: false },
  { kind: "silence" },
  { kind: "new-extreme" },
  { kind: "time-of-day" },
  { kind: "level-shift", recent: 24, before: 240 },
  { kind: "hour-of-week", period: 12, counts: true },
  { kind: "trend", window: 120 },
  { kind: "mean-of-day", recent: 12 },
  { kind: "forecast" },
  { kind: "spread", recent: 48, before: 480 },
  { kind: "calm", recent: 24 },
  { kind: "flat-line" },
  { kind: "nearest-neighbour", length: 6, squashed: false },
  { kind: "nearest-neighbour", length: 6, squashed: true },
];
/** looked at as measures are: combined otherwise, and some with the far values drawn in */
const MEASURES = new Set(["mean-of-day", "forecast", "spread", "calm", "flat-line", "nearest-neighbour"]);

export async function speedCheck() {
  const { ScoreCore } = await load("src/core/score-core.ts");
  const { Random } = await load("src/simulate/random.ts");
  const { loadModules } = await load("src/cli/wasm-modules.ts");
  const scoreCore = new ScoreCore((await loadModules()).scores);
  const random = new Random(3);
  const series = Array.from({ length: SERIES }, (_, s) =>
    Float64Array.from({ length: BINS }, () => random.poisson(0.05 * 1.03 ** s)),
  );
  const scorer = scoreCore.scorer(Float64Array.from({ length: BINS }, (_, i) => 1_767_571_200 + i * 30));
  const times = STEPS.map((step) => {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round++) {
      const started = process.cpuUsage();
      for (const values of series)
        MEASURES.has(step.kind) ? scorer.scoreMeasures(values, [step]) : scorer.score(values, [step], false);
      best = Math.min(best, process.cpuUsage(started).user / 1000);
    }
    return [
      step.squashed ? `${step.kind}, squashed` : step.kind,
      fixed(best),
      best <= LIMIT_MS ? "" : "over the limit",
    ];
  });
  printTable(
    `one detector, ${SERIES} series, ${BINS} bins, best of 3`,
    ["detector", "CPU ms", `limit ${LIMIT_MS}`],
    times,
  );
  return { passed: times.every(([, , verdict]) => verdict === ""), times };
}
