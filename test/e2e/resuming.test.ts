/** A browser that is closed in the middle of a long reading, and a disk without room. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { exportReport, finished } from "./support/actions.ts";
import { dropFiles, longLog, timberline } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
let log: string;

beforeAll(async () => {
  log = await longLog(product.path, "long.log", 560_000_000);
});

/** @returns how many readings are kept in the page's database */
function keptReadings(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("timberline");
        opening.onsuccess = () => {
          const asked = opening.result.transaction("checkpoints").objectStore("checkpoints").count();
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result);
          };
        };
      }),
  );
}

it("goes on where it was cut off, to the same result", async () => {
  const { page } = product;
  await page.goto(product.url);
  await dropFiles(page, [log]);
  // until a state is kept: then the browser goes
  await expect.poll(() => keptReadings(page), { interval: 20, timeout: 60_000 }).toBe(1);
  const { page: next } = await product.comeBack();
  await next.goto(product.url);
  await dropFiles(next, [log]);
  await next.getByText(/^Reading of long\.log was cut off at \d+ %/).waitFor({ timeout: 15_000 });
  await next.getByRole("button", { name: "Start again" }).waitFor();
  await next.getByRole("button", { name: /^Go on from \d+ %$/ }).click();
  await finished(next);
  const report = await exportReport(next);
  expect(report.completeness.partial).toBe(false);

  const path = product.at("cli.json");
  timberline(["analyze", log, "--report", path]);
  expect(report.digest).toBe(JSON.parse(readFileSync(path, "utf8")).digest);
});

it("reads to the end where there is no room to keep anything, and says so once", async () => {
  const { page } = await product.comeBack();
  await page.goto(product.url);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(product.url);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  await dropFiles(page, [log]);
  await finished(page);
  expect(await page.getByText("There is no room on this machine to keep how far reading is").count()).toBe(1);
});
