/** Numeric columns: a chart each, gaps and alerts in it, and the same in words and numbers. */
import { afterEach, expect, it } from "vitest";
import type { Report, Series } from "../../../src/model/report.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { BIN_MS, makeReport, START_MS } from "../fixtures/report.ts";

let m: Mounted;

afterEach(() => m.shell.remove());

function measure(name: string, values: (number | null)[]): Series {
  return { id: `measure:${name}`, kind: "measure", label: name, binMs: BIN_MS, startMs: START_MS, counts: values };
}

/** @returns a report of a table of times and numbers, without levels and templates */
function tableReport(measures: Series[]): Report {
  const report = makeReport();
  const { events } = report.totals;
  const levels = { trace: 0, debug: 0, info: 0, notice: 0, warn: 0, error: 0, fatal: 0, none: events };
  const all = report.series.filter(({ kind }) => kind === "events");
  const templates = report.templates.slice(0, 1);
  const alerts = report.alerts.slice(0, 1);
  return { ...report, templates, alerts, series: [...all, ...measures], totals: { ...report.totals, levels } };
}

const overview = (): ShadowRoot => m.shell.renderRoot.querySelector("tl-overview-view")!.shadowRoot!;
const charts = (): ShadowRoot[] =>
  [...overview().querySelectorAll("tl-series-chart")].map((chart) => chart.shadowRoot!);
const label = (chart: ShadowRoot): string =>
  chart.querySelector(".plot")!.getAttribute("aria-label")!.replaceAll("\u202f", " ");

async function show(measures: Series[]): Promise<void> {
  m = await mount(tableReport(measures));
  await openFile(m);
  await settled(m.shell);
}

const VALUES = Array.from({ length: 1900 }, (_, bin) =>
  bin >= 500 && bin < 700 ? null : bin === 1400 ? 250 : 100 + (bin % 3) * 10,
);

it("has a chart, words and a table, and leaves out what a table of numbers has not", async () => {
  await show([measure("value", VALUES)]);
  expect(charts()).toHaveLength(1);
  expect(label(charts()[0]!)).toMatch(
    /^value, .*: mean 110.*, from 100 to 250, highest at 2026-03-14 12:53:20; no values in 200 bins\.$/,
  );
  expect(overview().querySelector(".levels")).toBeNull();
  const cells = [...charts()[0]!.querySelectorAll("td")].map((cell) => cell.textContent);
  expect(cells.length).toBeLessThanOrEqual(24);
  expect(cells).toContain("no values");
});

it("answers for the selected range", async () => {
  await show([measure("value", VALUES)]);
  m.app.selecting.range({ startMs: START_MS + 500 * BIN_MS, endMs: START_MS + 600 * BIN_MS });
  await settled(m.shell);
  expect(label(charts()[0]!)).toMatch(/: no values\.$/);
  m.app.selecting.range({ startMs: START_MS, endMs: START_MS + 3 * BIN_MS });
  await settled(m.shell);
  expect(label(charts()[0]!)).toContain("mean 110, from 100 to 120");
});

it("draws a line where there are values, nothing in a gap, and shades its alerts", async () => {
  const report = tableReport([measure("value", VALUES)]);
  const [alert] = report.alerts;
  m = await mount({ ...report, alerts: [{ ...alert!, series: "measure:value" }] });
  await openFile(m);
  await settled(m.shell);
  const chart = charts()[0]!;
  const canvas = chart.querySelector("canvas")!;
  const over = chart.querySelector<HTMLElement>(".u-over")!;
  const ratio = canvas.width / canvas.clientWidth;
  const column = (bin: number): Uint8ClampedArray => {
    const x = Math.round((over.offsetLeft + (over.clientWidth * (bin + 0.5)) / 1900) * ratio);
    const top = Math.round(over.offsetTop * ratio);
    return canvas.getContext("2d")!.getImageData(x, top, 1, Math.round(over.clientHeight * ratio)).data;
  };
  const inked = (bin: number): number => column(bin).filter((value, i) => i % 4 === 3 && value > 200).length;
  const shaded = (bin: number): number => column(bin).filter((value, i) => i % 4 === 3 && value > 0).length;
  expect(inked(200)).toBeGreaterThan(inked(550));
  expect(shaded(1420)).toBeGreaterThan(shaded(200));
  expect(label(chart)).toContain("; 1 alert.");
});

it("shows six of many, the rest on demand", async () => {
  await show(Array.from({ length: 9 }, (_, i) => measure(`column ${i}`, VALUES)));
  expect(charts()).toHaveLength(6);
  const more = overview().querySelector<HTMLElement>("button[aria-expanded]")!;
  expect(more.textContent).toBe("3 more");
  more.click();
  await settled(m.shell);
  expect(charts()).toHaveLength(9);
});
