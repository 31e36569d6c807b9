/**
 * How a file is read can be changed: a table of one day, whose dates are day first though nothing says so, is read again
 * with the other order, a zone, and another role; the plan that the page saves gives the same report on the command line.
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import type { Report } from "../../src/model/report.ts";
import { exportReport, finished, saved, showView } from "./support/actions.ts";
import { dropFiles, timberline } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const at = (name: string) => product.at(name);

/** Ten hours of the second of April, an event a minute, written day first; one row is broken. */
function table(): string {
  const rows = ["when,machine,level,text,parts"];
  for (let minute = 0; minute < 600; minute++) {
    const hour = 8 + Math.floor(minute / 60);
    const stamp = `02/04/2026 ${String(hour).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00`;
    rows.push(`${stamp},press-${minute % 3},${minute % 40 === 0 ? "ERROR" : "INFO"},pressed a part,${minute % 7}`);
  }
  rows.push("none,press-1,INFO,no time,1");
  return `${rows.join("\n")}\n`;
}

const span = ({ totals }: Report) => [totals.firstMs, totals.lastMs].map((ms) => new Date(ms ?? 0).toISOString());

async function openPlan(page: Page) {
  await page.getByRole("button", { name: /^comma-separated table/ }).click();
  const dialog = page.getByRole("dialog", { name: /is read$/ });
  await dialog.getByText("600 events in 602 sampled lines").waitFor();
  return dialog;
}

async function readAgain(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await finished(page);
  await saved(page);
}

it("a wrong guess is seen, mended and read again, and the command line agrees", async () => {
  const { page, witness } = product;
  await product.analyse(product.write("press.csv", table()));
  const guessed = await exportReport(page);
  expect(span(guessed)).toEqual(["2026-02-04T08:00:00.000Z", "2026-02-04T17:59:00.000Z"]);
  expect(guessed.reading).toEqual([{ lines: 602, layouts: [600], unmatchedLines: 1 }]);

  const dialog = await openPlan(page);
  await dialog.getByText("“when” holds “none”, which is no time").waitFor();
  await dialog.getByRole("cell", { name: "2026-02-04 08:00:00.000", exact: true }).waitFor();
  // seen at once, before anything is read again
  await dialog.getByRole("button", { name: /^day, month, year/ }).click();
  await dialog.getByRole("cell", { name: "2026-04-02 08:00:00.000", exact: true }).waitFor();
  await dialog.getByLabel("Zone of this file").fill("Europe/Berlin");
  await dialog.getByLabel("Zone of this file").press("Tab");
  await dialog.getByRole("cell", { name: "2026-04-02 06:00:00.000", exact: true }).waitFor();
  await dialog.getByLabel("Clock offset, seconds").fill("-30");
  await dialog.getByLabel("Clock offset, seconds").press("Tab");
  await dialog.getByRole("cell", { name: "2026-04-02 05:59:30.000", exact: true }).waitFor();
  await dialog.getByLabel("Role of parts").selectOption("ignore");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save the plan…" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("press.plan.json");
  await download.saveAs(at("press.plan.json"));
  await readAgain(page);

  const mended = await exportReport(page);
  expect(span(mended)).toEqual(["2026-04-02T05:59:30.000Z", "2026-04-02T15:58:30.000Z"]);
  expect(mended.totals).toMatchObject({ lines: 602, events: 600, unparsedLines: 1, levels: { error: 15 } });
  expect(guessed.series.map(({ id }) => id)).not.toEqual(mended.series.map(({ id }) => id));
  expect(mended.source.plan).toEqual(JSON.parse(readFileSync(at("press.plan.json"), "utf8")) as Plan);
  // the first reading is replaced, and raw lines are read by the new plan
  await showView(page, "Lines");
  await page.getByText("05:59:30").first().waitFor();

  timberline(["analyze", at("press.csv"), "--plan", at("press.plan.json"), "--report", at("press.json")]);
  const written = JSON.parse(readFileSync(at("press.json"), "utf8")) as Report;
  expect(written.digest).toBe(mended.digest);
  expect(timberline(["verify", at("press.json"), at("press.csv")])).toContain(mended.digest);

  // and back to what was guessed, by one click
  await showView(page, "Overview");
  await openPlan(page);
  await page.getByRole("button", { name: "As detected" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await finished(page);
  await saved(page);
  expect((await exportReport(page)).digest).toBe(guessed.digest);
  await page.reload();
  await finished(page);
  expect((await exportReport(page)).digest).toBe(guessed.digest);
  expect(witness.complaints).toEqual([]);
});

it("the zone of all files counts for stamps without one, on the page and on the command line", async () => {
  const { page } = product;
  await dropFiles(page, [product.write("plain.log", "2026-07-01 12:00:00 INFO a\n2026-07-01T12:00:00Z INFO b\n")]);
  await page.getByRole("heading", { name: "plain.log", exact: true }).waitFor();
  await saved(page);
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: /is read$/ });
  await dialog.getByLabel("Zone of all files").fill("Europe/Berlin");
  await dialog.getByLabel("Zone of all files").press("Tab");
  await dialog.getByText("UTC+2").first().waitFor();
  await readAgain(page);
  const report = await exportReport(page);
  expect(span(report)).toEqual(["2026-07-01T10:00:00.000Z", "2026-07-01T12:00:00.000Z"]);
  timberline(["analyze", at("plain.log"), "--time-zone", "Europe/Berlin", "--report", at("plain.json")]);
  expect((JSON.parse(readFileSync(at("plain.json"), "utf8")) as Report).digest).toBe(report.digest);
});

it("a stored analysis is scored in other bins without its file, whatever was open before", async () => {
  const { page } = product;
  // what was opened last is another file
  await page.getByRole("heading", { name: "plain.log", exact: true }).waitFor();
  await showView(page, "Library");
  await page.getByText("press.csv").first().click();
  await page.getByRole("heading", { name: "press.csv", exact: true }).waitFor();
  const before = await exportReport(page);
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: /is read$/ });
  await dialog.getByLabel("Width of a bin").selectOption({ label: "15\u202fmin" });
  await dialog.getByRole("button", { name: "Score again" }).click();
  await dialog.waitFor({ state: "detached" });
  const after = await exportReport(page);
  expect(after.totals).toEqual(before.totals);
  expect(after.settings).toEqual({ ...before.settings, binMs: 900_000 });
  expect(new Set(after.series.map(({ binMs }) => binMs))).toEqual(new Set([900_000]));
  timberline(["analyze", at("press.csv"), "--bin", "15m", "--report", at("bins.json")]);
  const whole = JSON.parse(readFileSync(at("bins.json"), "utf8")) as Report;
  expect(after.series).toEqual(whole.series);
});

it("times that were not recognised are read by a pattern, from the view that misses them", async () => {
  const { page } = product;
  const lines = Array.from({ length: 90 }, (_, i) => {
    const clock = `10h${String(Math.floor(i / 2)).padStart(2, "0")}m${i % 2 ? "31" : "01"}s`;
    return `05*03*2026 at ${clock} ${i % 30 === 7 ? `job ${i} failed\n  detail of job ${i}` : `worker ${i} started`}\n`;
  });
  await product.analyse(product.write("odd.log", lines.join("")));
  const text = await exportReport(page);
  expect([text.totals.firstMs, text.totals.events]).toEqual([null, 93]);
  await showView(page, "Rhythm");
  await page.getByText("No event has a time, so there is no hour to look at.").waitFor();
  await page.locator(".view").getByRole("button", { name: "How the files are read" }).click();
  const dialog = page.getByRole("dialog", { name: /is read$/ });
  const pattern = dialog.getByLabel("Pattern");
  await pattern.fill("%d*%m*%Y at %Q");
  await pattern.press("Enter");
  await dialog.getByText("%Q is not known here.").waitFor();
  await pattern.fill("%d*%m*%Y at %Hh%Mm%Ss");
  await pattern.press("Enter");
  await dialog.getByRole("cell", { name: "2026-03-05 10:00:01.000", exact: true }).waitFor();
  await readAgain(page);
  const report = await exportReport(page);
  expect(span(report)).toEqual(["2026-03-05T10:00:01.000Z", "2026-03-05T10:44:31.000Z"]);
  expect(report.totals).toMatchObject({ lines: 93, events: 90, unparsedLines: 0 });
  expect(report.totals.levels.error).toBe(3);
});
