/** Which series are compared when nobody chose any. */
import { describe, expect, it } from "vitest";
import type { Alert, Report, Series } from "../../../src/model/report.ts";
import { seriesToBeginWith, seriesWorthComparing, valuesOf } from "../../../src/model/series-choice.ts";

const series = (id: string, kind: Series["kind"], counts: Series["counts"], binMs = 1000): Series => ({
  id,
  kind,
  label: id,
  binMs,
  startMs: 0,
  counts,
});

describe("series worth comparing", () => {
  const report = {
    series: [
      series("events", "events", [1, 2, 3]),
      series("level:info", "level", [1, 1, 1]),
      series("level:error", "level", [0, 1, 0]),
      series("ms", "measure", [null, 1.5, 2]),
      series("template:a", "template", [0, 0, 4]),
      series("template:b", "template", [0, 2, 0]),
      series("template:c", "template", [5, 2, 0]),
      series("difference:x", "difference", [1, 2], 2000),
    ],
    alerts: [
      { series: "template:b", score: 0.6 },
      { series: "template:a", score: 0.9 },
      { series: "difference:x", score: 0.9 },
    ] as Alert[],
  } as unknown as Report;

  it("are those that vary: levels, measures, and what alerts are of", () => {
    const ids = seriesWorthComparing(report, 12).map(({ id }) => id);
    expect(ids).toEqual(["events", "level:error", "ms", "template:a", "template:b"]);
  });

  it("are the likeliest when there are too many, in the order of the report", () => {
    expect(seriesWorthComparing(report, 4).map(({ id }) => id)).toEqual(["events", "level:error", "ms", "template:a"]);
  });

  it("have NaN where there is no value", () => {
    expect([...valuesOf(report.series[3] as Series)]).toEqual([Number.NaN, 1.5, 2]);
  });
});

describe("the series to begin with", () => {
  const all = [series("events", "events", [5, 5]), series("ms", "measure", [1, 2])];
  const of = (wordless: (true | undefined)[], of = all) =>
    seriesToBeginWith({ series: of, templates: wordless.map((one) => ({ wordless: one })) } as Report)?.id;

  it("is a numeric column where events have no sentences, else all events", () => {
    expect(of([true, true])).toBe("ms");
    expect(of([])).toBe("ms");
    expect(of([true, undefined])).toBe("events");
    expect(of([true], all.slice(0, 1))).toBe("events");
  });
});
