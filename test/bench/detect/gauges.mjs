/**
 * Detectors of numeric columns over made-up gauges with labelled anomalies, by the rules of the benchmark: score in its two
 * profiles on the families that were designed on and on those held out, and on the same gauges made short; what is found of
 * each kind, false rows a gauge with and without anomalies, and what each detector adds.
 */
import { readFileSync } from "node:fs";
import { SCORES_RELEASE } from "../../../scripts/paths.mjs";
import { load } from "../load.mjs";
import { fixed, printTable } from "../numbers.mjs";
import { DESIGNED, HELD, makeGauge, NAMES } from "./gauge-families.mjs";
import { normalised, rawScore } from "./nab-rules.mjs";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
/** rows of a short gauge: half a day to some days, in which many questions have no past yet */
const SHORT_ROWS = 700;
/** costs of a false row in the standard profile and where few are wanted */
const STANDARD = 0.11;
const FEW_FALSE = 0.22;
/** those that look at measures; the first ones are on by default */
const CANDIDATES = [
  "new-extreme",
  "time-of-day",
  "nearest-neighbour",
  "forecast",
  "spread",
  "calm",
  "flat-line",
  "level-shift",
  "hour-of-week",
  "trend",
];

export async function gaugeChecks() {
  const { ScoreCore } = await load("src/core/score-core.ts");
  const { readDetector } = await load("src/pipeline/detector-settings.ts");
  const { scoreColumn } = await load("src/pipeline/score-series.ts");
  const { Random } = await load("src/simulate/random.ts");
  const { DEFAULT_SETTINGS } = await load("src/model/analysis.ts");
  const scoreCore = new ScoreCore(await WebAssembly.compile(readFileSync(SCORES_RELEASE)));
  const gaugesOf = (names, isAnomalous, rows) =>
    names.flatMap((name) => SEEDS.map((seed) => makeGauge(name, seed, Random, isAnomalous, rows)));
  const designed = gaugesOf(DESIGNED, true);
  const held = gaugesOf(HELD, true);
  const short = gaugesOf(NAMES, true, SHORT_ROWS);
  const empty = gaugesOf(NAMES, false);

  const measure = (gauges, names) => {
    const detectors = names.map((name) => readDetector({ name, options: {} }, false));
    const scored = gauges.map(({ times, values, windows }) => {
      const scores = scoreColumn(
        scoreCore,
        times.map((second) => second * 1000),
        values,
        detectors,
      );
      return { standard: rawScore(scores, windows, STANDARD), few: rawScore(scores, windows, FEW_FALSE) };
    });
    const falseRows = scored.reduce((sum, { standard }) => sum + standard.falseRows, 0) / gauges.length;
    const kinds = scored.flatMap(({ standard }) => standard.kinds);
    return {
      standard: normalised(scored.map((one) => one.standard)),
      few: normalised(scored.map((one) => one.few)),
      falseRows,
      kinds,
    };
  };

  const defaults = DEFAULT_SETTINGS.detectors.map(({ name }) => name).filter((name) => CANDIDATES.includes(name));
  const settings = [
    ["default", defaults],
    ...CANDIDATES.map((name) =>
      defaults.includes(name)
        ? [`without ${name}`, defaults.filter((other) => other !== name)]
        : [`with ${name}`, [...defaults, name]],
    ),
  ];
  let kinds = [];
  const rows = settings.map(([label, names], place) => {
    const [first, second, begun, quiet] = [designed, held, short, empty].map((gauges) => measure(gauges, names));
    if (place === 0) kinds = [...first.kinds, ...second.kinds];
    const recall = [...first.kinds, ...second.kinds].filter(({ isFound }) => isFound).length;
    return [
      label,
      fixed(first.standard, 1),
      fixed(first.few, 1),
      fixed(second.standard, 1),
      fixed(second.few, 1),
      fixed(begun.standard, 1),
      fixed(recall / (first.kinds.length + second.kinds.length), 2),
      fixed((first.falseRows + second.falseRows) / 2, 2),
      fixed(quiet.falseRows, 2),
    ];
  });
  printTable(
    `simulated gauges: ${NAMES.length} families of ${SEEDS.length}, benchmark's rules`,
    ["detectors", "designed", "low-FP", "held out", "low-FP", "short", "recall", "false rows", "null"],
    rows,
  );
  const names = [...new Set(kinds.map(({ kind }) => kind))].sort();
  const byKind = names.map((name) => {
    const own = kinds.filter(({ kind }) => kind === name);
    const found = own.filter(({ isFound }) => isFound).length;
    return [name, `${found}/${own.length}`, fixed(found / own.length, 2)];
  });
  printTable("simulated gauges by kind", ["kind", "found", "recall"], byKind);
  return { rows, byKind };
}
