/**
 * Files of one day each of one source: what knowing the hours of earlier files adds to what a file tells by itself. All events
 * of simulated days are scored, as they are and with a part of the day changed in size.
 */

import { load } from "../load.mjs";
import { fixed, printTable } from "../numbers.mjs";

const START_MS = Date.UTC(2026, 10, 2);
const DAY_MS = 86_400_000;
const BIN_SECONDS = 30;
const BIN_MS = BIN_SECONDS * 1000;
const BINS_AN_HOUR = 3600 / BIN_SECONDS;
const DAYS = 21;
/** files that only teach */
const TAUGHT = 4;
const RATES = [3, 30, 120];
/** by how much all events are changed, and for how many hours */
const CHANGES = [
  { share: 0.6, hours: 2 },
  { share: 1, hours: 1 },
  { share: -0.5, hours: 2 },
];
const GRACE_MS = 600_000;

/** So many bins each as one. */
function joined(values, times) {
  const wide = new Float64Array(values.length / times);
  values.forEach((value, i) => {
    wide[Math.floor(i / times)] += value;
  });
  return wide;
}

function widened({ binSeconds, binMs, first, count, startMs }, times) {
  return { binSeconds: binSeconds * times, binMs: binMs * times, first: first / times, count: count / times, startMs };
}

export async function dailyFileChecks() {
  const { ScoreCore } = await load("src/core/score-core.ts");
  const { loadModules } = await load("src/cli/wasm-modules.ts");
  const { readDetector } = await load("src/pipeline/detector-settings.ts");
  const { scoreSeries } = await load("src/pipeline/score-series.ts");
  const { episodes } = await load("src/pipeline/exceedances.ts");
  const { baselinesOf } = await load("src/pipeline/baselines.ts");
  const { baselinesBefore, withBaselines } = await load("src/model/baseline-merge.ts");
  const { denseCells } = await load("src/model/baselines.ts");
  const { simulateCounts } = await load("src/simulate/counts.ts");
  const { DEFAULT_SETTINGS } = await load("src/model/analysis.ts");
  const scoreCore = new ScoreCore((await loadModules()).scores);
  const detectors = DEFAULT_SETTINGS.detectors.map((each) => readDetector(each, false));

  const alertsOf = (bins, values, prior, priorWidth) => {
    const series = [{ id: "events", kind: "events", label: "events", values, level: null, prior, priorWidth }];
    return episodes(scoreSeries(scoreCore, bins, series, detectors).excesses.get("events") ?? [], 5 * BIN_MS);
  };

  /** @param taughtBins bins of 30 s in one of earlier files; 0 for none */
  function measure(rate, taughtBins) {
    const priorWidth = 1 / Math.max(1, taughtBins);
    let kept = [];
    let wrong = 0;
    const found = CHANGES.map(() => 0);
    for (let day = 0; day < DAYS; day++) {
      const startMs = START_MS + day * DAY_MS;
      const counts = simulateCounts(
        { startMs, hours: 24, rate, restless: true, seed: 500 + day, inject: [] },
        BIN_SECONDS,
      );
      const { binCount: count } = counts;
      const bins = { binSeconds: BIN_SECONDS, binMs: BIN_MS, first: startMs / BIN_MS, count, startMs };
      const values = new Float64Array(count);
      for (const { values: own } of counts.series) for (let i = 0; i < count; i++) values[i] += own[i];
      const cells = baselinesBefore(kept, BIN_MS, startMs)?.series.find(({ id }) => id === "events");
      const prior = taughtBins > 0 && cells ? denseCells(cells) : null;
      if (day >= TAUGHT) {
        wrong += alertsOf(bins, values, prior, priorWidth).length;
        CHANGES.forEach(({ share, hours }, i) => {
          const from = (4 + ((day * 7) % 16)) * BINS_AN_HOUR;
          const to = from + hours * BINS_AN_HOUR;
          const changed = values.map((value, at) => (at >= from && at < to ? Math.round(value * (1 + share)) : value));
          const [fromMs, toMs] = [startMs + from * BIN_MS, startMs + to * BIN_MS + GRACE_MS];
          const isHit = ({ endMs }) => endMs > fromMs && endMs - BIN_MS < toMs;
          if (alertsOf(bins, changed, prior, priorWidth).some(({ all }) => all.some(isHit))) found[i]++;
        });
      }
      const file = { firstMs: startMs, lastMs: startMs + DAY_MS - 1, events: 1 };
      const wide = joined(values, Math.max(1, taughtBins));
      const series = [{ id: "events", kind: "events", label: "events", values: wide, level: null }];
      kept = withBaselines(kept, baselinesOf(scoreCore, widened(bins, values.length / wide.length), series, file));
    }
    const days = DAYS - TAUGHT;
    return [fixed(wrong / days, 2), ...found.map((times) => `${times}/${days}`)];
  }

  const rows = RATES.flatMap((rate) => [
    [rate, "by itself", ...measure(rate, 0)],
    [rate, "with earlier files", ...measure(rate, 1)],
    [rate, "with those in bins of 5 min", ...measure(rate, 10)],
  ]);
  const names = CHANGES.map(({ share, hours }) => `${share > 0 ? "+" : "−"}${Math.abs(share * 100)} % for ${hours} h`);
  printTable(
    `files of one day each: all events, ${DAYS - TAUGHT} days`,
    ["events/s", "a file judged", "false a day", ...names],
    rows,
  );
  return { rows };
}
