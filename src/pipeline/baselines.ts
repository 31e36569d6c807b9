/** What an analysis teaches of the hours of the week, and what of earlier files it is given. Loaded when it is needed. */
import type { ScoreCore } from "../core/score-core.ts";
import { hourCells } from "../model/baseline-merge.ts";
import type { Baselines } from "../model/baselines.ts";
import type { Bins } from "./binning.ts";
import type { ScorableSeries } from "./score-series.ts";

/** series that are kept for later files: all events, levels, numeric columns */
const MOST_SERIES = 24;

/** levels that are told of in each file: one without any has none at all its hours */
const SEVERE = ["level:warn", "level:error", "level:fatal"];

/** Whether hours of the week are told of a series. */
export function hasHours({ kind }: Pick<ScorableSeries, "kind">): boolean {
  return kind === "events" || kind === "level" || kind === "measure";
}

/** What the series of one analysis teach, for later files of the same source; `secondsOf` the bins. */
export function baselinesOf(
  scoreCore: ScoreCore,
  bins: Bins,
  series: readonly ScorableSeries[],
  file: Baselines["files"][number],
): Baselines {
  const seconds = Float64Array.from({ length: bins.count }, (_, i) => bins.startMs / 1000 + i * bins.binSeconds);
  const scorer = scoreCore.scorer(seconds);
  const absent = SEVERE.filter((id) => !series.some((one) => one.id === id)).map((id) => ({
    id,
    kind: "level" as const,
    values: new Float64Array(bins.count),
  }));
  const told = [...absent, ...series.filter(hasHours)].slice(0, MOST_SERIES);
  return {
    binMs: bins.binMs,
    files: [file],
    series: told
      .map(({ id, kind, values }) => hourCells(id, scorer.weekCells(values, kind !== "measure")))
      .filter(({ hours }) => hours.length > 0),
  };
}
