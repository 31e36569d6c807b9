/** The single file, opened from the disk without any server. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { formatNumber } from "../../src/charts/format.ts";
import { exportReport, finished, showView } from "./support/actions.ts";
import { dropFiles, generateLog, temporaryFolder, timberline, type Visitor, visit } from "./support/product.ts";

const folder = temporaryFolder();
const file = join(DIST, "timberline.html");
let visitor: Visitor;

beforeAll(async () => {
  visitor = await visit(join(folder.path, "profile"));
});

afterAll(async () => {
  await visitor.close();
  folder.remove();
});

it("is at most 1 MB and names nothing beside it", () => {
  expect(statSync(file).size).toBeLessThanOrEqual(1_000_000);
  const page = readFileSync(file, "utf8").replaceAll(/<script type="module">[\s\S]*?<\/script>/g, "");
  expect(page).not.toMatch(/<(?:script|link|img)[^>]*(?:src|href)="(?!data:)/);
});

it("analyses a dropped log, keeps it over a reload, and finds what the command line finds", async () => {
  const { page, witness } = visitor;
  const log = generateLog(folder.path, { hours: 1, rate: 10 });
  await page.goto(pathToFileURL(file).href);
  await dropFiles(page, [log.path]);
  await finished(page);
  const report = await exportReport(page);

  const reportPath = join(folder.path, "cli.json");
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
