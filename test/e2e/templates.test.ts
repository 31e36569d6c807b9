/**
 * Templates of an analysed file: found, sorted, followed over a brushed range, and corrected; what was corrected is still so
 * after a reload, in the next file of the same source, and in a report that was sent.
 */
import { copyFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import type { App } from "../../src/app/app.ts";
import type { Report, Template } from "../../src/model/report.ts";
import {
  brush,
  chooseFiles,
  exportFile,
  exportReport,
  finished,
  numberIn,
  plain,
  query,
  saved,
  showView,
} from "./support/actions.ts";
import { dropFiles } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const SECONDS = 7200;
/** seconds of the log in which a disk fails */
const [FAILS_FROM, FAILS_TO] = [4200, 4320];
const USERS = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"];

const stamp = (day: number, second: number): string =>
  new Date(Date.UTC(2026, 2, day, 8) + second * 1000).toISOString();

/** Two hours of a day in March, with known sentences. */
function linesOf(day: number): string[] {
  const lines: string[] = [];
  for (let s = 0; s < SECONDS; s++) {
    const say = (words: string): void => void lines.push(`${stamp(day, s)} ${words}`);
    if (s % 2 === 0) say(`INFO request ${s} served in ${(s * 31) % 500} ms`);
    if (s % 10 === 1) say(`INFO user ${USERS[(s * 7 + (s >> 4)) % 8]} logged in`);
    if (s % 30 === 3) say(`INFO VM ${s % 60 === 3 ? "started" : "paused"} on node ${s % 7}`);
    if (s % 60 === 5) say("DEBUG heartbeat of the scheduler");
    if (s >= FAILS_FROM && s < FAILS_TO)
      for (let k = 0; k < 2; k++) say(`ERROR disk sdb write failed at sector ${s * 10 + k}`);
  }
  return lines;
}

const lines = linesOf(14);
const counted = (words: string | RegExp): number => lines.filter((line) => line.match(words)).length;

let report: Report;

beforeAll(async () => {
  await product.analyse(product.write("audit-2026-03-14.log", `${lines.join("\n")}\n`));
  report = await exportReport(product.page);
  await showView(product.page, "Templates");
});

const templateOf = (words: string, within = report): Template => {
  const found = within.templates.find(({ template }) => template.includes(words));
  if (found === undefined) throw new Error(`No template says ${words}`);
  return found;
};

const rows = () => product.page.locator("tl-templates-view .row");
const row = (words: string) => rows().filter({ hasText: words });
const inspector = () => product.page.getByRole("complementary", { name: "Inspector" });

/** Level, events, share, and text of each row that is drawn, from the top. */
async function listed(): Promise<{ events: number; share: string; text: string }[]> {
  const found = await rows().evaluateAll((all) =>
    all
      .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .map((one) => [...one.querySelectorAll('[role="gridcell"]')].map((cell) => cell.textContent ?? "")),
  );
  return found.map((cells) => ({
    events: numberIn(cells[1]!),
    share: plain(cells[2]!),
    text: plain(cells[4]!),
  }));
}

const search = (words: string) => product.page.getByRole("searchbox", { name: "Search templates" }).fill(words);
const sortBy = (name: string) =>
  product.page.locator("tl-templates-view").getByRole("columnheader", { name }).getByRole("button").click();

it("are counted as the report and the file have it, and sorted by what is asked", async () => {
  const { page } = product;
  await page.getByRole("heading", { name: `${report.templates.length} templates` }).waitFor();
  const byCount = [...report.templates].sort((a, b) => b.count - a.count);
  const found = await listed();
  expect(found.map(({ events }) => events)).toEqual(byCount.map(({ count }) => count));
  expect(found[0]).toEqual({
    events: counted(/request \d+ served/),
    share: `${((counted(/request \d+ served/) / report.totals.events) * 100).toFixed(0)} %`,
    text: "request <*> served in <*> ms",
  });
  await sortBy("events");
  expect((await listed()).map(({ events }) => events)).toEqual(byCount.map(({ count }) => count).reverse());
  await sortBy("template");
  const texts = (await listed()).map(({ text }) => text.replace(/^bursty ?/, ""));
  expect(texts).toEqual([...texts].sort());
  await sortBy("events");
});

it("are searched by words", async () => {
  const { page } = product;
  await search("vm node");
  await page.getByRole("heading", { name: "2 templates" }).waitFor();
  expect((await listed()).map(({ events }) => events)).toEqual([counted("VM started"), counted("VM paused")]);
  await search("");
  // by keys alone
  await page.locator("tl-templates-view").getByRole("heading").click();
  await page.keyboard.press("/");
  await page.keyboard.type("vm started");
  await page.getByRole("heading", { name: "1 template", exact: true }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => query(page).get("template")).toBe(templateOf("VM started").id);
  await page.keyboard.press("Escape");
  await search("nowhere");
  await page.getByText(`None of ${report.templates.length} templates holds all of these words`).waitFor();
  await search("");
  await page.getByRole("heading", { name: `${report.templates.length} templates` }).waitFor();
});

it("show when they were said, in the row and in the panel", async () => {
  const failed = row("disk sdb");
  // the failure is in a sixtieth of the log, behind its middle third's beginning
  expect(await failed.locator("svg.spark").getAttribute("aria-label")).toBe("in few places, most midway");
  expect(await row("heartbeat").locator("svg.spark").getAttribute("aria-label")).toMatch(/^throughout/);
  // also within a bin of what the report keeps
  const setRange = (range: { startMs: number; endMs: number } | null) =>
    product.page.evaluate(
      (wanted) => (document.querySelector("tl-app") as unknown as { app: App }).app.selecting.range(wanted),
      range,
    );
  const { startMs, binMs } = report.series[0]!;
  await setRange({ startMs: startMs + 10 * binMs, endMs: startMs + 11 * binMs });
  const bars = row("request").locator("svg.spark path");
  await expect.poll(() => bars.getAttribute("d")).toMatch(/M\d+.*M\d+/);
  await setRange(null);
  await failed.click();
  const panel = product.page.locator("tl-template-panel");
  expect(plain(await panel.locator(".figures").textContent())).toContain(`events${counted("disk sdb")} `);
  const seen = panel.locator("section").filter({ hasText: "last" }).first();
  expect(plain(await seen.textContent())).toContain(stamp(14, FAILS_FROM).slice(11, 23));
  expect(plain(await seen.textContent())).toContain(stamp(14, FAILS_TO - 1).slice(11, 23));
  await expect.poll(() => query(product.page).get("template")).toBe(templateOf("disk sdb").id);
  await product.page.keyboard.press("Escape");
});

it("that tell a brushed range apart are named, and the table counts the range", async () => {
  const { page } = product;
  await brush(page, FAILS_FROM / SECONDS - 0.02, FAILS_TO / SECONDS + 0.02);
  const [from, to] = [Number(query(page).get("from")), Number(query(page).get("to"))];
  const telling = inspector().locator(".telling li");
  await telling.first().filter({ hasText: "disk sdb write failed" }).waitFor();
  const within = (words: string): number =>
    lines.filter(
      (line) => line.includes(words) && Date.parse(line.slice(0, 24)) >= from && Date.parse(line.slice(0, 24)) < to,
    ).length;
  expect(numberIn(await telling.first().locator(".at").textContent())).toBe(within("disk sdb"));
  await expect
    .poll(async () => numberIn(await row("request").locator(".number").first().textContent()))
    .toBe(within("served in"));
  // also where the range ends within bins
  const startMs = Date.parse(stamp(14, FAILS_FROM + 7));
  const seconds = 84;
  await page.evaluate(
    (range) => (document.querySelector("tl-app") as unknown as { app: App }).app.selecting.range(range),
    { startMs, endMs: startMs + seconds * 1000 },
  );
  await expect.poll(async () => numberIn(await telling.first().locator(".at").textContent())).toBe(2 * seconds);
  await telling.first().getByRole("button").click();
  const figures = page.locator("tl-template-panel .figures");
  await expect
    .poll(async () => plain(await figures.textContent()))
    .toMatch(new RegExp(`events${counted("disk sdb")} selected${2 * seconds} `));
  await page.keyboard.press("Escape");
  await page.keyboard.press("0");
  await expect.poll(() => page.url()).not.toContain("from=");
});

/** Opens the corrections of a template. */
async function correct(words: string) {
  await row(words).first().click();
  const corrections = product.page.locator("tl-template-corrections");
  const closed = corrections.locator("details:not([open]) > summary");
  await corrections.locator("details > summary").waitFor();
  if (await closed.isVisible()) await closed.click();
  return corrections;
}

it("are corrected: named, marked as noise, merged, split", async () => {
  const { page } = product;
  let corrections = await correct("heartbeat");
  await corrections.getByRole("textbox", { name: "Name" }).fill("pulse");
  await page.keyboard.press("Tab");
  await row("pulse").waitFor();
  await corrections.getByText("Named “pulse”.").waitFor();
  await corrections.getByRole("checkbox", { name: /^Noise/ }).check();
  await row("pulse").getByText("noise", { exact: true }).waitFor();
  await corrections.getByText("Marked as noise: it raises no alerts.").waitFor();

  corrections = await correct("VM started");
  await corrections.getByRole("button", { name: "Merge with VM paused on node <*>" }).click();
  await row("VM <*> on node").waitFor();
  expect(numberIn(await row("VM <*> on node").locator(".number").first().textContent())).toBe(counted(/ VM /));

  corrections = await correct("user <*> logged in");
  await corrections.getByRole("button", { name: "Split into 8" }).click();
  await page.getByRole("heading", { name: `${report.templates.length - 1 + 7} templates` }).waitFor();
  await corrections.getByText(/^Split into 8 templates/).waitFor();
  for (const user of USERS) {
    const one = row(`user ${user} logged in`);
    expect(numberIn(await one.locator(".number").first().textContent())).toBe(counted(`user ${user} `));
  }
  await saved(page);
});

/** What was corrected, as the screen and the report have it. */
async function expectCorrected(day: number): Promise<Report> {
  const { page } = product;
  const said = linesOf(day);
  const corrected = await exportReport(page);
  expect(corrected.templates.map(({ count }) => count).reduce((a, b) => a + b)).toBe(corrected.totals.events);
  expect(templateOf("heartbeat", corrected)).toMatchObject({ name: "pulse", noise: true });
  expect(templateOf("VM <*>", corrected).count).toBe(said.filter((line) => line.includes(" VM ")).length);
  for (const user of USERS)
    expect(templateOf(`user ${user} logged`, corrected).count).toBe(
      said.filter((line) => line.includes(`user ${user} `)).length,
    );
  await showView(page, "Templates");
  await row("pulse").getByText("noise", { exact: true }).waitFor();
  await row("user carol logged in").waitFor();
  return corrected;
}

it("stay corrected over a reload, in the next file of the source, and in a report that was sent", async () => {
  const { page, witness } = product;
  await saved(page);
  await page.reload();
  await finished(page);
  const again = await expectCorrected(14);

  await product.analyse(product.write("audit-2026-03-15.log", `${linesOf(15).join("\n")}\n`));
  expect((await expectCorrected(15)).inputs.templateEdits).toEqual(again.inputs.templateEdits);

  const { path, name, report: sent } = await exportFile(page);
  const colleague = await product.invite("colleague");
  await product.firstScreen(product.url, colleague);
  copyFileSync(path, product.at(name));
  await dropFiles(colleague.page, [product.at(name)]);
  await finished(colleague.page);
  expect(await exportReport(colleague.page)).toEqual(sent);
  await showView(colleague.page, "Templates");
  await colleague.page
    .locator("tl-templates-view .row")
    .filter({ hasText: "pulse" })
    .getByText("noise", { exact: true })
    .waitFor();

  // with the log the colleague has its lines, and the corrections can be changed and kept
  const panel = colleague.page.locator("tl-template-panel");
  await colleague.page.locator("tl-templates-view .row").filter({ hasText: "request" }).click();
  await chooseFiles(colleague.page, () => panel.getByRole("button", { name: "Open the file again…" }).click(), [
    product.at("audit-2026-03-15.log"),
  ]);
  await colleague.page.getByText("Its files were read, and give the report that was imported").waitFor();
  expect((await exportReport(colleague.page)).digest).toBe(sent.digest);
  await panel.getByText("From all").waitFor();
  await panel.getByText("Correct this template").click();
  await panel.getByRole("button", { name: "Make them in its next files too" }).click();
  await panel.getByText("Kept: the next files of this source begin with them.").waitFor();
  await saved(colleague.page);
  await product.firstScreen(product.url, colleague);
  await dropFiles(colleague.page, [product.at("audit-2026-03-14.log")]);
  await finished(colleague.page);
  expect((await exportReport(colleague.page)).inputs.templateEdits).toEqual(sent.inputs.templateEdits);
  expect([...witness.complaints, ...colleague.witness.complaints]).toEqual([]);
});
