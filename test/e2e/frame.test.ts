/** The frame of the app with scrollbars that take room: the page itself never scrolls, and one time is at one place. */
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { brush, showView } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();

beforeAll(async () => {
  const { path } = product.log({ hours: 2, rate: 8, inject: "cascade" });
  await product.page.setViewportSize({ width: 1440, height: 700 });
  await product.analyse(path);
});

/** @returns left and right ends of the plots of an element, in pixels */
const endsIn = (page: Page, element: string): Promise<[number, number][]> =>
  page.locator(`${element} .u-over`).evaluateAll((plots) =>
    plots.map((plot) => {
      const { left, right } = plot.getBoundingClientRect();
      return [Math.round(left), Math.round(right)];
    }),
  );

it("scrolls inside the views alone", async () => {
  const { page } = product;
  for (const view of ["Overview", "Alerts", "Templates", "Compare", "Rhythm", "Shapes", "Distributions"] as const) {
    await showView(page, view);
    await page.locator(".view").evaluate((box) => box.scrollTo(0, box.scrollHeight));
    const [high, wide] = await page.evaluate(() => {
      const { scrollHeight, scrollWidth } = document.documentElement;
      return [scrollHeight - innerHeight, scrollWidth - innerWidth];
    });
    expect([view, high, wide]).toEqual([view, 0, 0]);
  }
});

it("a time is at one place in all charts, whatever scrolls", async () => {
  const { page } = product;
  await showView(page, "Overview");
  const [before] = await endsIn(page, "tl-time-line");
  await showView(page, "Shapes");
  await page.getByText("Of all stretches of").waitFor();
  expect(await page.locator(".view").evaluate((box) => box.scrollHeight > box.clientHeight)).toBe(true);
  expect(await endsIn(page, "tl-time-line")).toEqual([before]);
  for (const ends of await endsIn(page, "tl-shapes-view")) expect(ends).toEqual(before);
});

it("charts of series under the time line are as wide as it is, also when they scroll", async () => {
  const { page } = product;
  for (const level of ["error", "warn", "info", "debug"]) {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search or command" }).fill(`chart ${level}`);
    await page.keyboard.press("Enter");
  }
  await brush(page, 0.2, 0.6);
  const all = await endsIn(page, "tl-time-line");
  expect(all.length).toBeGreaterThan(3);
  for (const ends of all) expect(ends).toEqual(all[0]);
});
