/** What is said of a log where it has little to say: the same span everywhere, no empty boxes, no hints at what is not there. */
import { afterEach, expect, it } from "vitest";
import { rhythmSummary } from "../../../src/charts/rhythm-words.ts";
import type { Report } from "../../../src/model/report.ts";
import type { RhythmCell } from "../../../src/model/studies.ts";
import { type Mounted, mount, openFile, settled } from "../fixtures/mount.ts";
import { BIN_MS, makeReport, START_MS } from "../fixtures/report.ts";

let m: Mounted;

afterEach(() => m.shell.remove());

async function show(report: Report): Promise<void> {
  m = await mount(report);
  await openFile(m);
}

const words = (host: string, selector = "*"): string => {
  const root = m.shell.renderRoot.querySelector(host)!.shadowRoot!;
  return [...root.querySelectorAll(selector)]
    .map(({ textContent }) => textContent)
    .join(" ")
    .replaceAll(/\s+/g, " ");
};

it("the span goes from the first event to the last, in the inspector and in the story alike", async () => {
  const report = makeReport();
  const lastMs = START_MS + 2 * 3_600_000 + 11 * 60_000;
  await show({ ...report, totals: { ...report.totals, firstMs: START_MS, lastMs } });
  expect(words("tl-overview-view", ".story")).toContain("in 2 h 11 min,");
  expect(words("tl-inspector", ".figures")).toContain("2 h 11 min");
  m.app.selecting.range({ startMs: START_MS, endMs: START_MS + 60 * BIN_MS });
  await settled(m.shell);
  expect(words("tl-inspector", ".figures")).toContain("10 min");
});

it("one alert is not the strongest of all", async () => {
  const report = makeReport();
  await show({ ...report, alerts: report.alerts.slice(0, 1), incidents: [] });
  expect(words("tl-overview-view", ".story")).toMatch(/1 alert at 2026-/);
});

it("a log without times is not told to drag on a time line, nor to be scored", async () => {
  const report = makeReport();
  const totals = { ...report.totals, firstMs: null, lastMs: null };
  await show({ ...report, alerts: [], incidents: [], series: [], scoring: null, totals });
  expect(words("tl-inspector", ".hint")).not.toMatch(/Drag|alert/);
  m.app.selecting.view("alerts");
  await settled(m.shell);
  const view = m.shell.renderRoot.querySelector("tl-alerts-view")!.shadowRoot!;
  expect(view.querySelector("tl-alert-tools")!.shadowRoot!.querySelector("input")).toBeNull();
});

it("events that all lack a level have no box of levels", async () => {
  const report = makeReport();
  const { levels, events } = report.totals;
  const none = { ...Object.fromEntries(Object.keys(levels).map((name) => [name, 0])), none: events } as typeof levels;
  const series = report.series.filter(({ kind }) => kind !== "level");
  await show({ ...report, series, totals: { ...report.totals, levels: none } });
  expect(words("tl-overview-view", "h2")).not.toContain("Levels");
  expect(words("tl-inspector", "h3")).not.toContain("Levels");
});

it("the inspector beside the lines does not lead to the lines", async () => {
  await show(makeReport());
  const leads = () => words("tl-inspector", "button").includes("Show the lines");
  expect(leads()).toBe(true);
  m.app.selecting.view("lines");
  await settled(m.shell);
  expect(leads()).toBe(false);
});

it("hours that are all alike have neither a busiest nor a quietest one", () => {
  const day = Array.from({ length: 24 }, (): RhythmCell => ({ hours: 3, mean: 60, deviation: 0 }) as RhythmCell);
  const rhythm = { day, stationary: true } as Parameters<typeof rhythmSummary>[0];
  expect(rhythmSummary(rhythm, "events an hour")).toBe("All hours alike: 60 events an hour.");
  day[7] = { ...day[7]!, mean: 90 };
  expect(rhythmSummary(rhythm, "events an hour")).toMatch(/^Most between 07–08.h, 90 events an hour; least between/);
});
