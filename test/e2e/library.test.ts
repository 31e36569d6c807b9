/**
 * What is kept and how it is shown: analyses found, renamed, deleted and taken back, opened again with the numbers of their
 * reports; settings that change the looks and no result; and the ways to them by help, tour and palette.
 */
import { afterEach, beforeAll, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { exportReport, finished, plain, query, showView } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const START_MS = Date.UTC(2026, 4, 11, 6);

/** One event a second; every tenth one is an error. */
function log(events: number): string {
  return Array.from({ length: events }, (_, i) => {
    const stamp = new Date(START_MS + i * 1000).toISOString();
    return `${stamp} ${i % 10 === 3 ? "ERROR" : "INFO"} part ${i} was ${i % 10 === 3 ? "rejected" : "made"}\n`;
  }).join("");
}

const SIZES = { "press.log": 3000, "oven.log": 1500, "paint.log": 1200 };
const reports = new Map<string, Report>();

beforeAll(async () => {
  for (const [name, events] of Object.entries(SIZES)) {
    await product.analyse(product.write(name, log(events)));
    reports.set(name, await exportReport(product.page));
  }
  await showView(product.page, "Library");
});

afterEach(() => expect(product.witness.complaints).toEqual([]));

const view = () => product.page.locator("tl-library-view");
const titles = async (): Promise<string[]> => (await view().locator("li .name").allInnerTexts()).sort();
const open = (name: string) => view().getByRole("button", { name: new RegExp(`^${name} `) });

it("lists what was analysed with its numbers, and finds it by name", async () => {
  expect(await titles()).toEqual(["oven.log", "paint.log", "press.log"]);
  for (const [name, { totals, alerts }] of reports) {
    const told = plain(await open(name).textContent());
    expect(told.replace(/(\d) (\d{3})/, "$1$2")).toContain(`${totals.lines} lines`);
    expect(told).toContain(alerts.length === 0 ? "no alerts" : `${alerts.length} alert`);
  }
  await view().getByRole("searchbox", { name: "Search analyses" }).fill("P .log");
  await view().getByRole("heading", { name: "2 analyses" }).waitFor();
  expect(await titles()).toEqual(["paint.log", "press.log"]);
  await view().getByRole("searchbox", { name: "Search analyses" }).fill("");
  await view().getByLabel("Order").selectOption("name");
  expect(await view().locator("li .name").allInnerTexts()).toEqual(["oven.log", "paint.log", "press.log"]);
});

it("renames one, also for the next visit and in what is sent", async () => {
  const { page } = product;
  await view().getByRole("button", { name: "Rename oven.log" }).click();
  await view().getByRole("textbox", { name: "Name of the analysis" }).fill("Oven, night shift");
  await page.keyboard.press("Enter");
  await open("Oven, night shift").waitFor();
  await page.reload();
  await open("Oven, night shift").click();
  await page.getByRole("heading", { name: "Oven, night shift" }).waitFor();
  const renamed = await exportReport(page);
  expect(renamed.annotations.title).toBe("Oven, night shift");
  expect(renamed.digest).toBe(reports.get("oven.log")!.digest);
  expect(renamed.totals.events).toBe(SIZES["oven.log"]);
  await showView(page, "Library");
});

it("deletes one with a way back, and for good when the page goes", async () => {
  const { page } = product;
  await view().getByRole("button", { name: "Delete paint.log" }).click();
  await view().getByRole("heading", { name: "2 analyses" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await view().getByRole("heading", { name: "3 analyses" }).waitFor();
  expect(await titles()).toContain("paint.log");
  await view().getByRole("button", { name: "Delete paint.log" }).click();
  await view().getByRole("heading", { name: "2 analyses" }).waitFor();
  await page.reload();
  await view().getByRole("heading", { name: "2 analyses" }).waitFor();
  expect(await titles()).toEqual(["Oven, night shift", "press.log"]);
});

it("opens one again, as its report has it", async () => {
  const { page } = product;
  const kept = reports.get("press.log")!;
  await open("press.log").click();
  await page.getByRole("heading", { name: "press.log" }).waitFor();
  expect((await exportReport(page)).digest).toBe(kept.digest);
  const label = await page.getByRole("group", { name: /^Time line/ }).getAttribute("aria-label");
  expect(plain(label)).toContain("3 000 events");
});

it("settings change how things are shown, last, and leave the result as it is", async () => {
  const { page } = product;
  const before = await exportReport(page);
  await page.keyboard.press(",");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.getByLabel("Theme").selectOption("dark");
  await dialog.getByLabel("Thousands apart by").selectOption("comma");
  await dialog.getByLabel("Times are shown in").selectOption("Asia/Tokyo");
  await page.keyboard.press("Escape");
  const shown = async (): Promise<void> => {
    const facts = page.locator("tl-overview-view .what");
    await expect.poll(async () => plain(await facts.textContent())).toContain("3,000");
    // six in the morning is three in the afternoon there
    expect(plain(await facts.textContent())).toContain("15:00:00 UTC+9");
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
  };
  await showView(page, "Overview");
  await shown();
  await page.reload();
  await finished(page);
  await shown();
  expect(await exportReport(page)).toEqual(before);
  await page.keyboard.press("t");
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).not.toBe("dark");
});

it("help, tour and palette lead on", async () => {
  const { page } = product;
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await help.getByText("Export the report").waitFor();
  await help.getByRole("button", { name: "What is where on the screen" }).click();
  const tour = page.getByRole("dialog", { name: "What is where" });
  await tour.getByText("never leave this machine", { exact: false }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search or command" }).fill("part rejected");
  await page.keyboard.press("Enter");
  const rejected = (await exportReport(page)).templates.find(({ template }) => template.includes("rejected"));
  expect(rejected?.count).toBe(300);
  await expect.poll(() => query(page).get("template")).toBe(rejected?.id);
  const label = () => page.getByRole("group", { name: /^Time line/ }).getAttribute("aria-label");
  await expect.poll(async () => plain(await label())).toContain(": 300 events");
});
