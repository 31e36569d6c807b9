import { describe, expect, it } from "vitest";
import { evidenceRows, lineFilterOf, lineQueryOf } from "../../../src/app/line-query.ts";
import { NO_SELECTION } from "../../../src/app/state.ts";
import { makeReport } from "../fixtures/report.ts";

const report = makeReport();
const [errors, , template] = report.alerts;

describe("lineQueryOf", () => {
  it("asks for the alert's time and its series", () => {
    expect(lineQueryOf(report, { ...NO_SELECTION, alertId: errors!.id })).toEqual({
      startMs: errors!.startMs,
      endMs: errors!.endMs,
      levels: ["error"],
    });
    expect(lineQueryOf(report, { ...NO_SELECTION, alertId: template!.id }).templateIds).toEqual([
      template!.series.slice("template:".length),
    ]);
  });

  it("narrows the alert to the selected range", () => {
    const rangeMs = { startMs: errors!.startMs + 1000, endMs: errors!.endMs + 1e9 };
    const query = lineQueryOf(report, { ...NO_SELECTION, alertId: errors!.id, rangeMs });
    expect([query.startMs, query.endMs]).toEqual([errors!.startMs + 1000, errors!.endMs]);
  });

  it("asks for events without a level, and for a dimension's value with an equals sign in it", () => {
    const dimension = { ...report.series[0]!, id: "key=a=b", kind: "dimension" as const };
    const made = {
      ...report,
      series: [...report.series, dimension],
      alerts: [
        { ...errors!, series: "key=a=b" },
        { ...errors!, id: "n", series: "level:none" },
      ],
    };
    expect(lineQueryOf(made, { ...NO_SELECTION, alertId: errors!.id }).dimensions).toEqual([
      { name: "key", value: "a=b" },
    ]);
    expect(lineQueryOf(made, { ...NO_SELECTION, alertId: "n" }).levels).toEqual([null]);
  });
});

it("asks for the chosen values of dimensions before those of the alert", () => {
  const dimensions = [{ name: "host", value: "a" }];
  expect(lineQueryOf(report, { ...NO_SELECTION, dimensions }).dimensions).toEqual(dimensions);
});

describe("lineFilterOf", () => {
  it("joins all parts of a selection; values of one dimension are alternatives", () => {
    const selection = {
      ...NO_SELECTION,
      rangeMs: { startMs: 1, endMs: 2 },
      levels: ["warn" as const],
      dimensions: [
        { name: "host", value: "a" },
        { name: "host", value: "b" },
        { name: "user", value: "c" },
      ],
      text: "x -y",
    };
    expect(lineFilterOf(report, selection)).toEqual({
      filter: {
        kind: "and",
        of: [
          { kind: "time", startMs: 1, endMs: 2 },
          { kind: "level", levels: ["warn"] },
          {
            kind: "or",
            of: [
              { kind: "dimension", name: "host", value: "a" },
              { kind: "dimension", name: "host", value: "b" },
            ],
          },
          { kind: "dimension", name: "user", value: "c" },
          {
            kind: "and",
            of: [
              { kind: "text", text: "x", exact: false },
              { kind: "not", of: { kind: "text", text: "y", exact: false } },
            ],
          },
        ],
      },
      mistake: null,
    });
    expect(lineFilterOf(report, NO_SELECTION)).toEqual({ filter: null, mistake: null });
  });

  it("tells a mistake in the text, and means the rest", () => {
    const { filter, mistake } = lineFilterOf(report, { ...NO_SELECTION, levels: [null], text: "(" });
    expect(filter).toEqual({ kind: "level", levels: [null] });
    expect(mistake?.at).toBe(1);
  });
});

describe("evidenceRows", () => {
  it("gives each line once, in the order of the file", () => {
    const rows = evidenceRows(report, NO_SELECTION);
    expect(rows.map(({ line }) => line)).toEqual([48_211, 48_219, 48_227, 48_235, 48_243]);
  });

  it("is empty for a template without an alert", () => {
    expect(evidenceRows(report, { ...NO_SELECTION, templateId: "1234" })).toEqual([]);
  });
});
