/** What the first screen does not need is asked for at its first use; where it does not come, the page says so. */
import { expect, it } from "vitest";
import { errorSentences, finished } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const WORKING_SCREEN = /\/working-screen-[^/]+\.js$/;

const product = useProduct();

it("the working screen comes with the first files, and the page tells when it does not", async () => {
  const { page } = product;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route(WORKING_SCREEN, (route) => route.abort());
  await page.goto(product.url);
  const sample = page.getByRole("button", { name: "Try a sample" });
  await sample.waitFor();
  expect(asked.some((path) => /\/index-[^/]+\.js$/.test(path))).toBe(true);
  // the worker of offline use asks for all files; not this page
  const scripts = () => asked.filter((path) => /\.js$/.test(path) && !path.endsWith("service-worker.js"));
  const OF_RESULTS = /working-screen|-view-|-dialog-|palette-|series-chart|time-plot|uPlot/i;
  expect(scripts().filter((path) => OF_RESULTS.test(path))).toEqual([]);

  await sample.click();
  expect(await errorSentences(page)).toEqual([
    expect.stringMatching(/^The screen for results did not load \(.+\)\. Reload the page\.$/),
  ]);
  await page.unroute(WORKING_SCREEN);
  await page.reload();
  await sample.click();
  await finished(page);
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  expect(asked.filter((path) => WORKING_SCREEN.test(path)).length).toBeGreaterThan(1);
});
