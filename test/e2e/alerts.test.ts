/**
 * Alerts of an analysed file: listed, filtered, sorted, stepped through by keys; the alert line moved with the list following
 * it; and marked, with what the marks say of the detectors. Every number is that of the report, or of the command line.
 */
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { Alert, Report } from "../../src/model/report.ts";
import { expectEvidenceIn } from "../support/evidence.ts";
import { exportReport, finished, plain, query, saved, showView } from "./support/actions.ts";
import { timberline } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
let log: string;
let report: Report;

beforeAll(async () => {
  log = product.log({ hours: 6, rate: 10, inject: "cascade" }).path;
  await product.analyse(log);
  report = await exportReport(product.page);
  expectEvidenceIn(report, [log]);
  await showView(product.page, "Alerts");
});

afterEach(() => expect(product.witness.complaints).toEqual([]));

const view = () => product.page.locator("tl-alerts-view");
const rows = () => view().locator(".alert:not(.incident)");
const scoresOf = (alerts: readonly Alert[]): string[] => alerts.map(({ score }) => score.toFixed(2)).sort();
const shownScores = async (): Promise<string[]> =>
  (await rows().locator(".score > span").allTextContents()).map((text) => plain(text).replace("score ", "")).sort();

const byTime = (alerts: readonly Alert[]): Alert[] => [...alerts].sort((a, b) => a.startMs - b.startMs);
const seriesOf = (kind: string): Alert[] => report.alerts.filter(({ series }) => series.startsWith(`${kind}:`));
const ofSeries = (series: string): Alert => report.alerts.find((alert) => alert.series === series)!;
const choose = (label: string, option: string) => view().getByLabel(label, { exact: true }).selectOption(option);

async function heading(count: number, of = report.alerts.length): Promise<void> {
  const words = count < of ? `${count} of ${of} alerts` : `${count} alert${count === 1 ? "" : "s"}`;
  await view().getByRole("heading", { name: words, exact: true }).waitFor();
}

it("are those of the report, and are filtered by kind and words", async () => {
  expect(report.alerts.length).toBeGreaterThan(5);
  await heading(report.alerts.length);
  expect(await shownScores()).toEqual(scoresOf(report.alerts));

  await choose("Series", "levels");
  await heading(seriesOf("level").length);
  expect(await shownScores()).toEqual(scoresOf(seriesOf("level")));
  await choose("Series", "templates");
  await heading(seriesOf("template").length);
  await choose("Series", "all series");

  const words = view().getByRole("searchbox", { name: "Search alerts" });
  const textOf = ({ series, explanation }: Alert): string =>
    `${report.templates.find(({ id }) => series === `template:${id}`)?.template ?? series} ${explanation}`;
  await words.fill("payment");
  const found = report.alerts.filter((alert) => /payment/i.test(textOf(alert)));
  expect(found.length).toBeGreaterThan(0);
  await heading(found.length);
  expect(await shownScores()).toEqual(scoresOf(found));
  await words.fill("payment nobody");
  await view().getByRole("button", { name: "Show all of them" }).click();
  await heading(report.alerts.length);
});

it("are sorted: the strongest incident first, or the earliest", async () => {
  const first = view().locator(".alert").first();
  const strongest = report.alerts.reduce((most, alert) => (alert.score > most.score ? alert : most));
  const [incident] = report.incidents;
  expect(incident?.alerts).toContain(strongest.id);
  expect(plain(await first.textContent())).toContain(`${incident!.alerts.length} alerts in`);
  await choose("Order", "by time");
  const [earliest] = byTime(report.alerts);
  expect(incident!.alerts).not.toContain(earliest!.id);
  expect(plain(await first.textContent())).toContain(new Date(earliest!.startMs).toISOString().slice(11, 19));
  await choose("Order", "by score");
});

it("are stepped through in time by n and p, and each is told as the report has it", async () => {
  const { page } = product;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const order = byTime(report.alerts);
  for (const { id, observed, expected, threshold } of order.slice(0, 4)) {
    await page.keyboard.press("n");
    await expect.poll(() => query(page).get("alert")).toBe(id);
    const figures = plain(await inspector.locator("dl.figures").textContent());
    const shown = [...figures.matchAll(/(observed|expected|threshold) ?([\d ,.]+)/g)].map(([, name, number]) => [
      name,
      Number(number!.replaceAll(" ", "")),
    ]);
    expect(shown.map(([name]) => name)).toEqual(["observed", "expected", "threshold"]);
    for (const [i, value] of [observed, expected, threshold].entries())
      expect(shown[i]![1]).toBeCloseTo(value, value < 100 ? 0 : -1);
    expect(await rows().and(page.locator('[aria-current="true"]')).count()).toBe(1);
  }
  await page.keyboard.press("p");
  await expect.poll(() => query(page).get("alert")).toBe(order[2]!.id);
  await page.keyboard.press("Escape");
});

/** What the command line finds under another alert line: series, time and score. */
function found(...options: string[]) {
  const path = product.at("line.json");
  timberline(["analyze", log, "--report", path, ...options]);
  return foundIn(JSON.parse(readFileSync(path, "utf8")) as Report);
}
const foundIn = ({ alerts }: Report) => alerts.map(({ series, startMs, score }) => ({ series, startMs, score }));

/** Moves the sensitivity by so many half decades; scores again meanwhile, and the hand does not wait for it. */
async function slide(key: "ArrowLeft" | "ArrowRight", steps: number): Promise<void> {
  await view().getByRole("slider", { name: "Sensitivity" }).focus();
  for (let step = 0; step < steps; step++) await product.page.keyboard.press(key);
}

it("follow the sensitivity while it is moved, and a floor of events", async () => {
  const { page } = product;
  const fewer = found("--alert-decades", "7");
  expect(fewer.length).toBeLessThan(report.alerts.length);
  await slide("ArrowLeft", 6);
  await heading(fewer.length, fewer.length);
  // lines on the way may leave as many
  await expect.poll(async () => (await exportReport(page)).settings.alertDecades).toBe(7);
  const strict = await exportReport(page);
  expectEvidenceIn(strict, [log]);
  expect(foundIn(strict)).toEqual(fewer);
  await slide("ArrowRight", 6);
  await heading(report.alerts.length);

  const floor = view().getByRole("spinbutton", { name: /At least/ });
  const large = found("--least-events", "60");
  expect(large.length).toBeLessThan(report.alerts.length);
  await floor.fill("60");
  await page.keyboard.press("Tab");
  await heading(large.length, large.length);
  expect(foundIn(await exportReport(page))).toEqual(large);
  await floor.fill("0");
  await page.keyboard.press("Tab");
  await heading(report.alerts.length);
  expect((await exportReport(page)).digest).toBe(report.digest);
});

it("are marked with a note, and the marks say how good the detectors are, also under another line", async () => {
  const { page } = product;
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const analysis = view().locator(".analysis");
  const select = async ({ id }: Alert): Promise<void> => {
    const at = byTime(report.alerts).findIndex((alert) => alert.id === id);
    await page.keyboard.press("Escape");
    await expect.poll(() => query(page).get("alert")).toBeNull();
    for (let i = 0; i <= at; i++) await page.keyboard.press("n");
    await expect.poll(() => query(page).get("alert")).toBe(id);
  };
  const [error, warn] = [ofSeries("level:error"), ofSeries("level:warn")];
  const [noise] = byTime(report.alerts);

  await select(error);
  await inspector.getByRole("button", { name: "Confirmed" }).click();
  const note = inspector.getByRole("textbox", { name: "Note" });
  await note.fill("the payment outage");
  await note.press("Tab");
  expect(plain(await analysis.textContent())).toBe("Precision 100 %, 1 of 1 marked were real · recall 100 %");
  await select(warn);
  await page.keyboard.press("y");
  await select(noise!);
  await page.keyboard.press("x");
  await expect
    .poll(async () => plain(await analysis.textContent()))
    .toMatch(/^Precision 67 %, 2 of 3 marked were real/);

  await choose("Marks", "confirmed");
  await heading(2);
  await choose("Marks", "expected or noise");
  await heading(1);
  await choose("Marks", "not marked yet");
  await heading(report.alerts.length - 3);
  await choose("Marks", "marked or not");

  const spanOf = ({ series, startMs, endMs }: Alert) => ({ series, startMs, endMs });
  const kept = [
    { ...spanOf(error), verdict: "confirmed", note: "the payment outage" },
    { ...spanOf(warn), verdict: "confirmed", note: "" },
    { ...spanOf(noise!), verdict: "noise", note: "" },
  ];
  expect((await exportReport(page)).annotations.marks).toEqual(kept);

  // a line that the weak one does not reach: it is missed, by what was said of it
  await slide("ArrowLeft", 6);
  await expect
    .poll(async () => plain(await analysis.textContent()))
    .toMatch(/recall 50 %, 1 confirmed is not found here$/);
  await saved(page);
  await page.reload();
  await finished(page);
  expect((await exportReport(page)).annotations.marks).toEqual(kept);
  await expect
    .poll(async () => plain(await analysis.textContent()))
    .toMatch(/recall 50 %, 1 confirmed is not found here$/);
});
