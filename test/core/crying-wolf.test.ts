/** Logs that work in bursts, as installers and nightly jobs do: a burst of everything is one alert, and the tenth is none. */
import { describe, expect, it } from "vitest";
import { ScoreCore } from "../../src/core/score-core.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { readDetector } from "../../src/pipeline/detector-settings.ts";
import { type ScorableSeries, scoreSeries } from "../../src/pipeline/score-series.ts";
import { BUILDS } from "./support/instances.ts";

const COUNT = 20_000;
const bins = { binSeconds: 600, binMs: 600_000, first: 2_900_000, count: COUNT, startMs: 1_740_000_000_000 };
const detectors = DEFAULT_SETTINGS.detectors.map((each) => readDetector(each, false));

/** Twelve bursts over months, in which each of eight templates has its share, unless `extra` says so. */
function batchLog(extra: (burst: number, template: number) => number): ScorableSeries[] {
  const templates = Array.from({ length: 8 }, (_, template) => {
    const values = new Float64Array(COUNT);
    for (let burst = 0; burst < 12; burst++)
      for (let bin = 0; bin < 3; bin++)
        values[800 + burst * 1570 + bin] =
          (20 + ((burst * 5 + template * 3 + bin) % 7)) * (template + 1) * extra(burst, template);
    return values;
  });
  const all = Float64Array.from({ length: COUNT }, (_, i) => templates.reduce((sum, row) => sum + (row[i] ?? 0), 0));
  return [
    { id: "events", kind: "events", label: "events", values: all, level: null },
    ...templates.map(
      (values, i): ScorableSeries => ({ id: `t${i}`, kind: "template", label: "", values, level: null }),
    ),
  ];
}

describe.each(BUILDS)("a log that works in bursts, $build build", ({ wasm }) => {
  const scoreCore = new ScoreCore(wasm.scores);
  const burstsOf = (series: ScorableSeries[], id: string) => {
    const found = scoreSeries(scoreCore, bins, series, detectors).excesses.get(id) ?? [];
    const bursts = found.map(({ endMs }) => Math.floor(((endMs - bins.startMs) / bins.binMs - 801) / 1570));
    return [...new Set(bursts)];
  };

  it("alerts for the first bursts of the whole log only, and for no template", () => {
    const series = batchLog(() => 1);
    expect(burstsOf(series, "events").length).toBeGreaterThan(0);
    expect(burstsOf(series, "events").length).toBeLessThanOrEqual(6);
    for (let template = 0; template < 8; template++) expect(burstsOf(series, `t${template}`)).toEqual([]);
  });

  it("alerts for a template that has more than its share of a burst", () => {
    const series = batchLog((burst, template) => (burst === 9 && template === 2 ? 40 : 1));
    expect(burstsOf(series, "t2")).toEqual([9]);
    expect(burstsOf(series, "t5")).toEqual([]);
  });
});
