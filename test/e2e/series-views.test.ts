/** Shapes and correlations in the built product: what the screen says is what the exported report's numbers give, by definition. */
import { beforeAll, expect, it } from "vitest";
import type { Report, Series } from "../../src/model/report.ts";
import { naiveProfile } from "../core/support/naive-profile.ts";
import { exportReport, plain, query, showView } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
let report: Report;

const seriesOf = (id: string): Series => report.series.find((series) => series.id === id)!;
const valuesOf = (id: string): number[] => seriesOf(id).counts.map((value) => value ?? Number.NaN);

beforeAll(async () => {
  const { path } = product.log({ hours: 2, rate: 8, inject: "cascade" });
  const { page } = product;
  await product.analyse(path);
  report = await exportReport(page);
});

it("the first discord is the farthest window by definition, and leads to its lines", async () => {
  const { page, witness } = product;
  await showView(page, "Shapes");
  await page.getByRole("combobox", { name: "of" }).fill("error");
  await page.keyboard.press("Enter");
  const window = page.getByRole("spinbutton", { name: "window" });
  await window.fill("24");
  await window.press("Enter");
  await page.getByText("Of all stretches of").waitFor();
  await page.waitForURL(/[#&]series=/);
  const id = query(page).get("series")!;
  const { startMs, binMs } = seriesOf(id);
  const { distance } = naiveProfile(valuesOf(id), 24);
  const most = Math.max(...distance.filter((value) => !Number.isNaN(value)));
  const row = page.locator("tl-shapes-view .finds tbody tr").first();
  await expect.poll(async () => plain(await row.textContent())).toContain(String(Number(most.toFixed(2))));
  await row.getByRole("button", { name: /^Lines/ }).click();
  await page.waitForURL(/[#&]from=/);
  const [from, to] = [Number(query(page).get("from")), Number(query(page).get("to"))];
  expect(distance[(from - startMs) / binMs]).toBeCloseTo(most, 9);
  expect(to - from).toBe(24 * binMs);
  expect(witness.complaints).toEqual([]);
});

it("a cell without lags is Pearson's r of the two series, and is reached by keys", async () => {
  const { page, witness } = product;
  await page.keyboard.press("0");
  await showView(page, "Correlation");
  const lag = page.getByRole("spinbutton", { name: "lags up to" });
  await lag.fill("0");
  await lag.press("Enter");
  const cell = page.locator("tl-correlation-view td[aria-selected='true'] button");
  await cell.focus();
  await page.keyboard.press("ArrowRight");
  const heads = page.locator("tl-correlation-view .matrix tbody th");
  const title = plain(await cell.getAttribute("title"));
  const names = await heads.evaluateAll((all) => all.map((head) => head.getAttribute("title") ?? ""));
  const place = await cell.evaluate((button) => {
    const all = [...button.closest("tbody")!.querySelectorAll(".cell")];
    return all.indexOf(button);
  });
  const [a, b] = [names[Math.floor(place / names.length)]!, names[place % names.length]!];
  const byName = (name: string): string => {
    const template = report.templates.find((one) => one.template === name);
    return template ? `template:${template.id}` : report.series.find(({ label }) => label === name)!.id;
  };
  const r = pearson(detrended(valuesOf(byName(a))), detrended(valuesOf(byName(b))));
  expect(plain(await cell.textContent()).replace("−", "-")).toBe(r.toFixed(2));
  expect(title).toContain(`r = ${r.toFixed(2).replace("-", "−")}`);
  expect(witness.complaints).toEqual([]);
});

function detrended(values: readonly number[]): number[] {
  const n = values.length;
  const y0 = values.reduce((sum, value) => sum + value / n, 0);
  const x0 = (n - 1) / 2;
  const slope = values.reduce((sum, y, x) => sum + (x - x0) * (y - y0), 0) / ((n * (n * n - 1)) / 12);
  return values.map((y, x) => y - y0 - slope * (x - x0));
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const product = (p: readonly number[], q: readonly number[]) => p.reduce((sum, value, i) => sum + value * q[i]!, 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}
