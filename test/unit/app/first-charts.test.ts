/** A table of numbers opens with its numbers over time. */
import { expect, it } from "vitest";
import { firstCharts } from "../../../src/app/first-charts.ts";
import type { Report } from "../../../src/model/report.ts";
import { sampleReport } from "../../support/sample-report.ts";

const measures = ["a", "b", "c"].map(
  (name) => ({ id: `measure:${name}`, kind: "measure" }) as Report["series"][number],
);

it("shows the first columns where events have neither words nor levels", () => {
  const report = sampleReport();
  const { totals } = report;
  const numbers = {
    ...report,
    series: measures,
    templates: report.templates.map((one) => ({ ...one, wordless: true })),
    totals: { ...totals, levels: { ...totals.levels, none: totals.events } },
  };
  expect(firstCharts(numbers)).toEqual(["measure:a", "measure:b"]);
  expect(firstCharts({ ...numbers, templates: report.templates })).toEqual([]);
  expect(firstCharts({ ...numbers, totals: { ...totals, levels: { ...totals.levels, none: 0 } } })).toEqual([]);
  expect(firstCharts({ ...numbers, series: [] })).toEqual([]);
});
