/** Templates that tell a range from the rest, against TF-IDF counted out window by window. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { tellingTemplates } from "../../../src/charts/telling-templates.ts";
import type { Report, Series, Template } from "../../../src/model/report.ts";
import { makeReport } from "../fixtures/report.ts";

const BIN_MS = 1000;
const START_MS = 50_000;

/** @param counts by template its counts by bin; null: a template without a series */
function reportOf(counts: number[][], bins: number, lone: Partial<Template>[] = []): Report {
  const series = (id: string, kind: Series["kind"], values: number[]): Series => ({
    id,
    kind,
    label: id,
    binMs: BIN_MS,
    startMs: START_MS,
    counts: values,
  });
  const report = makeReport();
  const [model] = report.templates;
  const all = Array.from({ length: bins }, (_, i) => counts.reduce((sum, one) => sum + one[i]!, 0));
  return {
    ...report,
    series: [series("events", "events", all), ...counts.map((one, t) => series(`template:t${t}`, "template", one))],
    templates: [
      ...counts.map((_, t) => ({ ...model!, id: `t${t}` })),
      ...lone.map((one, i) => ({ ...model!, id: `lone${i}`, ...one })),
    ],
  };
}

const range = (first: number, end: number) => ({ startMs: START_MS + first * BIN_MS, endMs: START_MS + end * BIN_MS });

it("weighs as counted out window by window", () => {
  const cases = fc.integer({ min: 2, max: 30 }).chain((bins) =>
    fc.tuple(
      fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: bins, maxLength: bins }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.integer({ min: 0, max: bins - 1 }),
      fc.integer({ min: 1, max: bins }),
      fc.boolean(),
    ),
  );
  fc.assert(
    fc.property(cases, ([counts, first, length, isExact]) => {
      const bins = counts[0]!.length;
      const end = Math.min(bins, first + length);
      const width = end - first;
      // all windows that reach over a bin, the range among them
      const windows: number[][] = [];
      for (let from = first - Math.ceil(first / width) * width; from < bins; from += width)
        windows.push(Array.from({ length: width }, (_, k) => from + k).filter((i) => i >= 0 && i < bins));
      const sum = (values: number[], window: number[]) => window.reduce((total, i) => total + values[i]!, 0);
      const all = (window: number[]) => counts.reduce((total, one) => total + sum(one, window), 0);
      const own = Array.from({ length: width }, (_, k) => first + k);
      const used = windows.filter((window) => all(window) > 0);
      const expected = counts
        .map((one, t) => {
          const share = sum(one, own) / all(own);
          const alike = used.reduce((total, window) => total + Math.min(1, sum(one, window) / all(window) / share), 0);
          return { id: `t${t}`, count: sum(one, own), alike, weight: share * Math.log(used.length / alike) };
        })
        .filter(({ count, alike }) => count > 0 && alike * 2 < used.length)
        .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
      const exact = isExact
        ? new Map(counts.flatMap((one, t) => (sum(one, own) > 0 ? [[`t${t}`, sum(one, own)]] : [])))
        : null;
      const found = tellingTemplates(reportOf(counts, bins), range(first, end), 99, exact);
      if (all(own) === 0 || used.length < 2) {
        expect(found).toBeNull();
        return;
      }
      expect(found?.windowCount).toBe(used.length);
      expect(found?.templates.map(({ template, count }) => [template.id, count])).toEqual(
        expected.map(({ id, count }) => [id, count]),
      );
      found?.templates.forEach(({ weight, windows: alike }, i) => {
        expect(weight).toBeCloseTo(expected[i]!.weight, 12);
        expect(alike).toBeCloseTo(expected[i]!.alike, 12);
      });
    }),
  );
});

it("names a burst of something common, and what stands nowhere else, but not what is always there", () => {
  const steady = Array.from({ length: 20 }, () => 100);
  const burst = steady.map((_, i) => (i === 12 ? 200 : 2));
  const alone = steady.map((_, i) => (i === 12 ? 5 : 0));
  const found = tellingTemplates(reportOf([steady, burst, alone], 20), range(12, 13), 5);
  expect(found?.templates.map(({ template }) => template.id)).toEqual(["t1", "t2"]);
  expect(found?.windowCount).toBe(20);
});

it("takes a template without a series when all of it lies in the range", () => {
  const lone = [
    { count: 3, firstMs: START_MS + 2100, lastMs: START_MS + 2900 },
    { count: 3, firstMs: START_MS + 2100, lastMs: START_MS + 3000 },
    { count: 3, firstMs: null, lastMs: null },
  ];
  const found = tellingTemplates(reportOf([[9, 9, 9, 9]], 4, lone), range(2, 3), 5);
  expect(found?.templates.map(({ template, count }) => [template.id, count])).toEqual([["lone0", 3]]);
  expect(tellingTemplates(reportOf([[9, 9, 9, 9]], 4, lone), range(0, 4), 5)).toBeNull();
});

it("says nothing of a range between two bins, and of one without events", () => {
  const report = reportOf([[9, 0, 9, 1]], 4);
  expect(tellingTemplates(report, { startMs: START_MS + 100, endMs: START_MS + 900 }, 5)).toBeNull();
  expect(tellingTemplates(report, range(1, 2), 5)).toBeNull();
});

it("counts a range that begins or ends within a bin exactly, where exact counts are at hand", () => {
  const steady = Array.from({ length: 12 }, () => 90);
  const burst = steady.map((_, i) => (i === 2 ? 6 : i === 3 ? 2 : 0));
  const seldom = { count: 6, firstMs: START_MS, lastMs: START_MS + 11_999 };
  const report = reportOf([steady, burst], 12, [seldom]);
  const told = (at: { startMs: number; endMs: number }, exact: [string, number][] | null) =>
    tellingTemplates(report, at, 5, exact && new Map(exact))?.templates.map(({ template, count }) => [
      template.id,
      count,
    ]);
  const late = { startMs: START_MS + 1900, endMs: START_MS + 3100 };
  expect(told(late, null)).toEqual([["t1", 8]]);
  // the other one of the template without a series is somewhere else
  const counts: [string, number][] = [
    ["t0", 100],
    ["t1", 7],
    ["lone0", 5],
  ];
  expect(told(late, counts)).toEqual([
    ["t1", 7],
    ["lone0", 5],
  ]);
  const within = { startMs: START_MS + 2100, endMs: START_MS + 2900 };
  expect(told(within, null)).toBeUndefined();
  expect(
    told(within, [
      ["t0", 70],
      ["t1", 3],
    ]),
  ).toEqual([["t1", 3]]);
});
