/** The single file, opened from the disk without any server. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { formatNumber } from "../../src/charts/format.ts";
import { exportReport, finished, showView } from "./support/actions.ts";
import { dropFiles, timberline } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct({ served: false });
const file = join(DIST, "timberline.html");

it("is at most 1 MB and names nothing beside it", () => {
  expect(statSync(file).size).toBeLessThanOrEqual(1_000_000);
  const page = readFileSync(file, "utf8").replaceAll(/<script type="module">[\s\S]*?<\/script>/g, "");
  expect(page).not.toMatch(/<(?:script|link|img)[^>]*(?:src|href)="(?!data:)/);
});

it("analyses a dropped log, keeps it over a reload, and finds what the command line finds", async () => {
  const { page, witness } = product;
  const log = product.log({ hours: 1, rate: 10 });
  await page.goto(pathToFileURL(file).href);
  await dropFiles(page, [log.path]);
  await finished(page);
  const report = await exportReport(page);

  const reportPath = product.at("cli.json");
  timberline(["analyze", log.path, "--report", reportPath]);
  expect(report.digest).toBe(JSON.parse(readFileSync(reportPath, "utf8")).digest);

  // lines are searched in a worker of their own, to which no other worker may send the core here
  await showView(page, "Lines");
  await page.getByRole("searchbox", { name: "Look for" }).fill("/item \\d+ is now/");
  const found = readFileSync(log.path, "utf8").match(/^.*item \d+ is now/gm)?.length ?? 0;
  expect(found).toBeGreaterThan(5);
  await page.getByText(`${formatNumber(found)} lines match`, { exact: true }).waitFor();

  await page.reload();
  await finished(page);
  expect((await exportReport(page)).digest).toBe(report.digest);

  expect(witness.complaints).toEqual([]);
  expect(witness.requests.filter((url) => !/^(?:file|blob|data):/.test(url))).toEqual([]);
});
