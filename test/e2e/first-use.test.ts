/** What the first screen does not need is asked for at its first use; where it does not come, the page says so. */
import { expect, it } from "vitest";
import { errorSentences, finished } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const WORKING_SCREEN = /\/working-screen-[^/]+\.js$/;
/** what the worker needs once files are read */
const AFTER_READING = /\/counted-analysis-[^/]+\.js$/;

const product = useProduct();

it("the working screen and what makes the report come with the first files, and the page tells when they do not", async () => {
  const { page } = product;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  for (const late of [WORKING_SCREEN, AFTER_READING]) await page.route(late, (route) => route.abort());
  await page.goto(product.url);
  const sample = page.getByRole("button", { name: "Try a sample" });
  await sample.waitFor();
  expect(asked.some((path) => /\/index-[^/]+\.js$/.test(path))).toBe(true);
  // the worker of offline use asks for all files; not this page
  const scripts = () => asked.filter((path) => /\.js$/.test(path) && !path.endsWith("service-worker.js"));
  const OF_RESULTS = /working-screen|counted-analysis|-view-|-dialog-|palette-|series-chart|time-plot|uPlot/i;
  expect(scripts().filter((path) => OF_RESULTS.test(path))).toEqual([]);

  await sample.click();
  await page.getByText("What makes the report did not load").waitFor();
  expect((await errorSentences(page)).sort()).toEqual([
    expect.stringMatching(/^The screen for results did not load \(.+\)\. Reload the page\.$/),
    expect.stringMatching(/^What makes the report did not load \(.+\)\. Reload the page\.$/),
  ]);
  for (const late of [WORKING_SCREEN, AFTER_READING]) await page.unroute(late);
  await page.reload();
  await sample.click();
  await finished(page);
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  for (const late of [WORKING_SCREEN, AFTER_READING])
    expect(asked.filter((path) => late.test(path)).length).toBeGreaterThan(1);
});
