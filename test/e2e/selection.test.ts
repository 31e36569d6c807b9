/**
 * One selection for all views: what is chosen in one of them counts in every other, and the numbers of all are those of the
 * rows of the file; a view that does not follow a part says so.
 */
import { afterEach, beforeAll, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { brush, exportReport, finished, numberIn, plain, query, showView } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const START_MS = Date.UTC(2026, 6, 6, 4);
const SECONDS = 14_400;

interface Row {
  atMs: number;
  level: "info" | "warn" | "error";
  host: "north" | "south";
  message: string;
}

/** An hour in, the south begins to fail. */
const rows = Array.from({ length: SECONDS }, (_, s): Row => {
  const host = s % 3 === 0 ? "south" : "north";
  const fails = host === "south" && s >= 3600 && s < 4200;
  const warns = !fails && s % 20 === 7;
  return {
    atMs: START_MS + s * 1000,
    level: fails ? "error" : warns ? "warn" : "info",
    host,
    message: fails
      ? `pump ${s % 4} lost pressure at step ${s}`
      : warns
        ? `queue of ${s % 50} parts is long`
        : `part ${s} was pressed`,
  };
});

let report: Report;

beforeAll(async () => {
  const table = rows.map(({ atMs, level, host, message }) =>
    [new Date(atMs).toISOString(), level.toUpperCase(), host, message].join(","),
  );
  await product.analyse(product.write("plant.csv", ["time,level,host,message", ...table].join("\n")));
  report = await exportReport(product.page);
});

afterEach(() => expect(product.witness.complaints).toEqual([]));

/** Rows of the selection that the address names. */
function meant(): Row[] {
  const of = query(product.page);
  const [from, to] = [Number(of.get("from") ?? 0), Number(of.get("to") ?? Number.POSITIVE_INFINITY)];
  const levels = of.get("levels")?.split(",");
  const hosts = of.getAll("is").map((word) => word.replace("host=", ""));
  return rows.filter(
    ({ atMs, level, host }) =>
      atMs >= from &&
      atMs < to &&
      (levels === undefined || levels.includes(level)) &&
      (hosts.length === 0 || hosts.includes(host)),
  );
}

const of = (level: Row["level"], among = meant()): number => among.filter((row) => row.level === level).length;
const saying = (words: string, among = meant()): number =>
  among.filter(({ message }) => message.includes(words)).length;
const digits = (text: string | null): string => plain(text).replaceAll(/(\d) (?=\d{3})/g, "$1");

async function chips(): Promise<string> {
  return plain(await product.page.getByRole("group", { name: "Selection" }).textContent());
}

/** Events that the time line counts. */
async function onTimeLine(): Promise<number> {
  const label = await product.page.getByRole("group", { name: /^Time line/ }).getAttribute("aria-label");
  return Number(/: (\d+) events?/.exec(digits(label))?.[1] ?? Number.NaN);
}

/** What the overview and the inspector say of the selection. */
async function expectOverview(): Promise<void> {
  const { page } = product;
  await showView(page, "Overview");
  const view = page.locator("tl-overview-view");
  const count = meant().length;
  await expect
    .poll(async () => digits(await view.locator(".story").textContent()))
    .toMatch(new RegExp(`^${count} events? in`));
  const levels = view.locator(".levels tbody tr");
  const shown = await levels.evaluateAll((all) =>
    all.map((row) => [row.querySelector(".level")?.textContent ?? "", row.querySelector(".number")?.textContent ?? ""]),
  );
  const present = (["error", "warn", "info"] as const).filter((level) => of(level) > 0);
  expect(shown.map(([, number]) => numberIn(number!))).toEqual(present.map((level) => of(level)));
  const templates = view.locator("section").filter({ hasText: "Most frequent templates" }).locator(".template");
  const counts = (await templates.locator(".number").allTextContents()).map(numberIn);
  const expected = ["pressed", "lost pressure", "is long"].map((words) => saying(words)).filter((n) => n > 0);
  expect(counts).toEqual(expected.sort((a, b) => b - a));
  const figures = page.getByRole("complementary", { name: "Inspector" }).locator("dl.figures");
  expect(digits(await figures.textContent())).toContain(`events${count}`);
  expect(await onTimeLine()).toBe(count);
}

async function expectTemplates(): Promise<void> {
  const { page } = product;
  await showView(page, "Templates");
  const row = (words: string) => page.locator("tl-templates-view .row").filter({ hasText: words });
  for (const words of ["pressed", "lost pressure", "is long"]) {
    const count = saying(words);
    if (count === 0) await expect.poll(() => row(words).count()).toBe(0);
    else await expect.poll(async () => numberIn(await row(words).locator(".number").first().textContent())).toBe(count);
  }
}

it("a value that is chosen counts in every view", async () => {
  const { page } = product;
  await showView(page, "Distributions");
  await page.locator("tl-distributions-view").getByRole("button", { name: "south" }).click();
  await expect.poll(() => query(page).get("is")).toBe("host=south");
  expect(saying("lost pressure")).toBe(200);
  await expectOverview();
  await expectTemplates();
  // the failure is all of the south, but the north's part of each sentence is not in its picture
  const picture = page.locator("tl-templates-view .row").filter({ hasText: "is long" }).locator("svg path");
  const ofSouth = await picture.getAttribute("d");
  await showView(page, "Distributions");
  const bar = (title: string, name: string) =>
    page
      .locator("tl-distributions-view")
      .getByRole("table", { name: `Events by ${title}` })
      .locator("tr")
      .filter({ hasText: name })
      .locator(".number")
      .first();
  await expect.poll(async () => numberIn(await bar("levels", "error").textContent())).toBe(of("error"));
  // the other value stays to be chosen, with what it would add
  const north = rows.filter(({ host }) => host === "north").length;
  expect(numberIn(await bar("host", "north").textContent())).toBe(north);
  await page.locator("tl-distributions-view").getByRole("button", { name: "south" }).click();
  await showView(page, "Templates");
  await expect.poll(() => picture.getAttribute("d")).not.toBe(ofSouth);
  await showView(page, "Distributions");
  await page.locator("tl-distributions-view").getByRole("button", { name: "south" }).click();
  await showView(page, "Templates");
  await expect.poll(() => picture.getAttribute("d")).toBe(ofSouth);
});

it("a level and a range narrow it further, everywhere alike", async () => {
  const { page } = product;
  await brush(page, 0.2, 0.4);
  await expectOverview();
  await expectTemplates();
  await page.locator("tl-time-line .legend").getByRole("button", { name: /warn/ }).click();
  await expect.poll(() => query(page).get("levels")).toBe("warn");
  expect(of("warn")).toBeGreaterThan(5);
  await expectOverview();
  await expectTemplates();
});

it("alerts are those of the level and time that are chosen", async () => {
  const { page } = product;
  await showView(page, "Alerts");
  const view = page.locator("tl-alerts-view");
  expect(report.alerts.some(({ series }) => series === "level:error")).toBe(true);
  expect(report.alerts.some(({ series }) => series === "level:warn")).toBe(false);
  await view.getByRole("heading", { name: "No alerts in this selection" }).waitFor();
  expect(await chips()).toContain("Not followed here: dimension.");
  await page.locator("tl-time-line .legend").getByRole("button", { name: /warn/ }).click();
  await page.keyboard.press("0");
  await page.locator("tl-time-line .legend").getByRole("button", { name: /error/ }).click();
  await expect.poll(() => query(page).get("levels")).toBe("error");
  const levelOf = (series: string) => report.templates.find(({ id }) => series === `template:${id}`)?.level;
  const expected = report.alerts.filter(({ series }) => series === "level:error" || levelOf(series) === "error");
  await expect.poll(() => view.locator(".alert:not(.incident)").count()).toBe(expected.length);
});

it("a view that does not follow a part says so, and one that follows all says nothing", async () => {
  const { page } = product;
  await showView(page, "Rhythm");
  await expect.poll(chips).toContain("Not followed here: dimension.");
  await showView(page, "Lines");
  await expect.poll(chips).not.toContain("Not followed");
  const found = page.locator("tl-line-tools .found");
  await expect.poll(async () => digits(await found.textContent())).toBe(`${meant().length} lines match`);
});

it("a text is looked for from any view: its hits are on the time line, bin by bin", async () => {
  const { page } = product;
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.url()).not.toContain("levels=");
  await page.getByRole("searchbox", { name: "Look for" }).fill("pressure");
  await page.keyboard.press("Enter");
  await showView(page, "Overview");
  expect(await chips()).toContain("Not followed here: text. Its hits are on the time line.");
  const hits = page.locator("tl-hit-row");
  const label = async () => digits(await hits.getByRole("img").getAttribute("aria-label"));
  await expect.poll(label).toMatch(/^Lines with pressure over time: 200; most at/);
  await expect.poll(async () => plain(await hits.locator(".found").textContent())).toBe("200 lines");
  const counted = async (): Promise<[string, number][]> =>
    (await hits.locator("tbody tr").allTextContents()).map((row) => {
      const [, at, count] = /^.*(\d\d:\d\d:\d\d)\s*(\d+)$/.exec(plain(row)) ?? [];
      return [at!, Number(count)];
    });
  const table = await counted();
  const widthMs = Date.parse(`1970-01-01T${table[1]![0]}Z`) - Date.parse(`1970-01-01T${table[0]![0]}Z`);
  for (const [at, count] of table) {
    const from = Date.parse(`2026-07-06T${at}Z`);
    expect([at, count]).toEqual([
      at,
      saying(
        "pressure",
        rows.filter(({ atMs }) => atMs >= from && atMs < from + widthMs),
      ),
    ]);
  }

  // closer, and with a level beside it: the text and all other parts together
  await brush(page, 0.24, 0.27);
  await expect.poll(label).toMatch(new RegExp(`^Lines with pressure over time: ${saying("pressure")}; most at`));
  expect(saying("pressure")).toBeGreaterThan(20);
  expect(saying("pressure")).toBeLessThan(200);
  await expect.poll(async () => (await counted()).reduce((sum, [, count]) => sum + count, 0)).toBe(saying("pressure"));
  // under the pointer the legend is a readout
  await page.mouse.move(0, 0);
  await page.locator("tl-time-line .legend").getByRole("button", { name: /info/ }).click();
  await expect.poll(label).toBe("Lines with pressure over time: 0");
  await page.getByTitle("Take away: pressure").click();
  await hits.waitFor({ state: "detached" });
});

it("the same selection counts the same after a reload, without the file", async () => {
  const { page } = product;
  await showView(page, "Distributions");
  await page.locator("tl-distributions-view").getByRole("button", { name: "south" }).click();
  await expect.poll(() => query(page).get("is")).toBe("host=south");
  const count = meant().length;
  expect(query(page).get("levels")).toBe("info");
  expect(query(page).get("from")).not.toBeNull();
  await page.reload();
  await finished(page);
  expect(meant().length).toBe(count);
  await expectOverview();
  await expectTemplates();
});
