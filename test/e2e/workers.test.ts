/** Files large enough for workers of the worker: the same report as that of the command line with one thread. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { exportReport, finished } from "./support/actions.ts";
import { dropFiles, longLog, timberline } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
let logs: string[];
let digest: string;

beforeAll(async () => {
  logs = [await longLog(product.path, "first.log", 70_000_000), await longLog(product.path, "second.log", 70_000_000)];
  const report = product.at("cli.json");
  timberline(["analyze", ...logs, "--workers", "1", "--report", report]);
  digest = JSON.parse(readFileSync(report, "utf8")).digest;
});

it.each(["hosted", "single file"])("two large files, %s", async (variant) => {
  const { page, witness } = product;
  await page.goto(variant === "hosted" ? product.url : pathToFileURL(join(DIST, "timberline.html")).href);
  await dropFiles(page, logs);
  await finished(page);
  expect((await exportReport(page)).digest).toBe(digest);
  expect(witness.complaints).toEqual([]);
});
