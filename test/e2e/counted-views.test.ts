/**
 * Rhythm and distributions of a table with a known rhythm: each cell, bar and quantile on screen is counted from the rows of
 * the file itself, and what is chosen is the selection of all views.
 */
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { brush, exportReport, numberIn, plain, query, showView } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const HOUR_MS = 3_600_000;
/** a Monday */
const START_MS = Date.UTC(2026, 2, 2);
const DAYS = 14;
/** the hour of one Wednesday night that is like no other */
const ODD = { startMs: START_MS + (9 * 24 + 3) * HOUR_MS, count: 90 };
const HOSTS = ["web-1", "web-2", "db-1"];

interface Row {
  atMs: number;
  level: "INFO" | "ERROR";
  host: string;
  ms: number;
}

/** Few events at night, many in office hours. */
function rowsOfHour(startMs: number): Row[] {
  const hours = (startMs - START_MS) / HOUR_MS;
  const [day, hour] = [Math.floor(hours / 24), hours % 24];
  const usual = (hour >= 9 && hour < 17 ? 30 : 6) + ((day * 7 + hour * 5) % 4);
  const count = startMs === ODD.startMs ? ODD.count : usual;
  return Array.from({ length: count }, (_, i) => ({
    atMs: startMs + Math.floor((i / count) * 3600) * 1000,
    level: i % 10 === 4 ? "ERROR" : "INFO",
    host: HOSTS[i % 7 === 0 ? 2 : i % 2]!,
    ms: 10 + ((i * 37 + hours * 11) % 90),
  }));
}

const rows = Array.from({ length: DAYS * 24 }, (_, hour) => rowsOfHour(START_MS + hour * HOUR_MS)).flat();
const within = (from: number, to: number): Row[] => rows.filter(({ atMs }) => atMs >= from && atMs < to);

let report: Report;

beforeAll(async () => {
  const table = rows.map(
    ({ atMs, level, host, ms }) => `${new Date(atMs).toISOString()},${level},${host},${ms},page is served`,
  );
  await product.analyse(product.write("office.csv", ["time,level,host,ms,message", ...table].join("\n")));
  report = await exportReport(product.page);
});

afterEach(() => expect(product.witness.complaints).toEqual([]));

const range = (): [number, number] => [Number(query(product.page).get("from")), Number(query(product.page).get("to"))];

/** Mean and deviation as one writes them, of so many hours. */
function spread(counts: readonly number[]): string {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const deviation = Math.sqrt(counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1));
  const shown = (value: number) => `${Number(value.toPrecision(3))}`;
  return `${shown(mean)} ± ${shown(deviation)}`;
}

it("the rhythm is that of the rows, hour by hour, and leads to its hours", async () => {
  const { page } = product;
  await showView(page, "Rhythm");
  const view = page.locator("tl-rhythm-view");
  const cell = (day: string, hour: string) => view.getByRole("button", { name: new RegExp(`^${day} ${hour}`) });
  const hoursOf = (weekday: number, hour: number): number[] =>
    [0, 7].map((week) => rowsOfHour(START_MS + ((weekday + week) * 24 + hour) * HOUR_MS).length);
  for (const [d, day, hour] of [
    [0, "Monday", 9],
    [2, "Wednesday", 3],
    [6, "Sunday", 23],
  ] as const) {
    const name = `${String(hour).padStart(2, "0")}–${String(hour + 1).padStart(2, "0")}`;
    const told = plain(await cell(day, name).getAttribute("title"));
    expect(told).toBe(`${day} ${name} h: ${spread(hoursOf(d, hour))} events an hour, of 2 hours`);
  }

  await cell("Monday", "09–10").click();
  await view.getByRole("button", { name: "Go to the last one" }).click();
  const lastMonday = START_MS + (7 * 24 + 9) * HOUR_MS;
  await expect.poll(range).toEqual([lastMonday, lastMonday + HOUR_MS]);

  // what breaks it is the one hour that was made so
  const broken = view.getByRole("button", { name: /other hours of its kind/ });
  expect(await broken.count()).toBe(1);
  expect(plain(await broken.locator(".number").textContent())).toBe(`${ODD.count}`);
  await broken.click();
  await expect.poll(range).toEqual([ODD.startMs, ODD.startMs + HOUR_MS]);

  // office hours are preferred, with the test that says so
  await view.getByText("09–17", { exact: false }).first().waitFor();
  await page.keyboard.press("0");
});

it("aggregates by calendar period are saved as the rows give them", async () => {
  const { page } = product;
  await page.getByLabel("Calendar period").selectOption("day");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Aggregates, CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("office.by-day.csv");
  const [head, ...lines] = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");
  const names = head!.split(",");
  const table = lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [names[i]!, value])));
  const errors = table.filter(({ series }) => series === "level:error");
  expect(errors).toHaveLength(DAYS);
  const perDay = Array.from({ length: DAYS }, (_, day) => {
    const [from, to] = [START_MS + day * 24 * HOUR_MS, START_MS + (day + 1) * 24 * HOUR_MS];
    return within(from, to).filter(({ level }) => level === "ERROR").length;
  });
  expect(errors.map(({ count }) => Number(count))).toEqual(perDay);
});

/** The bars of a card: what each counts. */
async function bars(title: string): Promise<Record<string, number>> {
  const table = product.page.locator("tl-distributions-view").getByRole("table", { name: `Events by ${title}` });
  await table.waitFor();
  const cells = await table
    .locator("tr")
    .evaluateAll((all) =>
      all.map((one) => [
        one.querySelector("th .name")?.getAttribute("title") ?? "",
        one.querySelector(".number")?.textContent ?? "",
      ]),
    );
  return Object.fromEntries(cells.map(([name, count]) => [name!, numberIn(count!)]));
}

function countsBy(name: "level" | "host", counted: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of counted) {
    const value = row[name].toLowerCase();
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

it("distributions count the rows, of the whole and of a range, and a bar is a choice for all views", async () => {
  const { page } = product;
  await showView(page, "Distributions");
  expect(await bars("levels")).toEqual(countsBy("level", rows));
  expect(await bars("host")).toEqual(countsBy("host", rows));
  expect(report.totals.levels).toMatchObject({
    info: countsBy("level", rows).info,
    error: countsBy("level", rows).error,
  });

  await brush(page, 0.3, 0.5);
  const shown = within(...range());
  expect(shown.length).toBeGreaterThan(500);
  await expect.poll(() => bars("host")).toEqual(countsBy("host", shown));
  expect(await bars("levels")).toEqual(countsBy("level", shown));

  await page.locator("tl-distributions-view").getByRole("button", { name: "web-2" }).click();
  await page.getByRole("group", { name: "Selection" }).getByText("web-2").waitFor();
  await expect.poll(() => query(page).get("is")).toBe("host=web-2");
  await page.keyboard.press("Escape");
  await page.keyboard.press("0");
});

it("quantiles of a numeric column are those of its values, also over time", async () => {
  const { page } = product;
  const view = page.locator("tl-distributions-view");
  const picture = view.getByRole("img", { name: /^Histogram of ms/ });
  const sorted = rows.map(({ ms }) => ms).sort((a, b) => a - b);
  const [median, p95] = [sorted[Math.floor(sorted.length / 2)]!, sorted[Math.floor(sorted.length * 0.95)]!];
  const whole = `${rows.length} values`;
  await expect
    .poll(async () => plain(await picture.getAttribute("aria-label")).replace(/(\d) (\d{3})/, "$1$2"))
    .toContain(whole);
  const told = plain(await picture.getAttribute("aria-label"));
  const numbers = /median ([\d.]+), 95 % below ([\d.]+), from ([\d.]+) to ([\d.]+)/.exec(told)!.slice(1).map(Number);
  // to within 2 %, as the picture says
  for (const [i, value] of [median, p95, sorted[0]!, sorted.at(-1)!].entries())
    expect(Math.abs(numbers[i]! - value) / value).toBeLessThan(0.02);
  await view.getByRole("button", { name: "p95 over time" }).click();
  await page.locator("tl-series-chart canvas").waitFor();
  await expect.poll(() => query(page).getAll("chart")).toEqual(["measure-p95:ms"]);
});
