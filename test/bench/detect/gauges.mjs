/** Detectors of numeric columns over simulated gauges: recall by kind, false alarms, and what each detector adds. */
import { fixed, printTable } from "../numbers.mjs";
import { load } from "./simulated.mjs";

const START_MS = Date.UTC(2026, 10, 2);
const BIN_SECONDS = 300;
const DAYS = 30;
const BINS = (DAYS * 86_400) / BIN_SECONDS;
const GAUGES = 40;
const CANDIDATES = ["new-extreme", "time-of-day", "level-shift", "hour-of-week", "trend", "nearest-neighbour"];

function measure({ scoreCore, readDetector, scoreColumn }, gauges, names) {
  const detectors = names.map((name) => readDetector({ name, options: {} }, false));
  const times = Float64Array.from({ length: BINS }, (_, i) => START_MS + i * BIN_SECONDS * 1000);
  const found = {};
  let falseRows = 0;
  for (const { values, injections } of gauges) {
    const scores = scoreColumn(scoreCore, times, values, detectors);
    const hits = times.filter((_, i) => scores[i] >= 0.5);
    for (const { kind, startMs, endMs } of injections) {
      found[kind] ??= [0, 0];
      found[kind][1]++;
      if (hits.some((ms) => ms >= startMs && ms < endMs)) found[kind][0]++;
    }
    falseRows += hits.filter((ms) => !injections.some((one) => ms >= one.startMs && ms < one.endMs + 7_200_000)).length;
  }
  return { found, falseADay: falseRows / gauges.length / DAYS };
}

export async function gaugeChecks() {
  const { ScoreCore } = await load("src/core/score-core.ts");
  const { readDetector } = await load("src/pipeline/detector-settings.ts");
  const { scoreColumn } = await load("src/pipeline/score-series.ts");
  const { simulateGauge, GAUGE_KINDS } = await load("src/simulate/gauge.ts");
  const { DEFAULT_SETTINGS } = await load("src/model/analysis.ts");
  const { loadModules } = await load("src/cli/wasm-modules.ts");
  const scoreCore = new ScoreCore((await loadModules()).scores);
  const tools = { scoreCore, readDetector, scoreColumn };
  const gaugesOf = (kinds) =>
    Array.from({ length: GAUGES }, (_, i) => simulateGauge(500 + i, START_MS, BIN_SECONDS, BINS, kinds));
  const injected = gaugesOf(GAUGE_KINDS);
  const empty = gaugesOf([]);
  const defaults = DEFAULT_SETTINGS.detectors.map(({ name }) => name).filter((name) => CANDIDATES.includes(name));
  const settings = [
    ["default", defaults],
    ...CANDIDATES.map((name) =>
      defaults.includes(name)
        ? [`without ${name}`, defaults.filter((other) => other !== name)]
        : [`with ${name}`, [...defaults, name]],
    ),
    ...CANDIDATES.map((name) => [`only ${name}`, [name]]),
  ];
  const rows = settings.map(([label, names]) => {
    const { found, falseADay } = measure(tools, injected, names);
    const quiet = measure(tools, empty, names);
    const all = Object.values(found).reduce((sum, [hits]) => sum + hits, 0) / (GAUGES * GAUGE_KINDS.length);
    return [
      label,
      fixed(all, 2),
      ...GAUGE_KINDS.map((kind) => fixed(found[kind][0] / found[kind][1], 2)),
      fixed(quiet.falseADay, 3),
      fixed(falseADay, 3),
    ];
  });
  printTable(
    `simulated gauges: ${GAUGES} of ${DAYS} days, a value each ${BIN_SECONDS} s`,
    ["detectors", "recall", ...GAUGE_KINDS, "null false/day", "false/day"],
    rows,
  );
  return { rows };
}
