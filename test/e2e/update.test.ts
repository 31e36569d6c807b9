/** A new version of the app is offered, and taken over when the user says so. */
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { useProduct } from "./support/use-product.ts";

const product = useProduct({ served: false });
const root = product.at("site");

beforeAll(async () => {
  cpSync(DIST, root, { recursive: true });
  await product.serve(root);
});

it("offers a waiting version, and Reload switches to it", async () => {
  const { page } = product;
  await page.goto(product.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  expect(await page.getByText("A new version of Timberline is ready").count()).toBe(0);

  appendFileSync(join(root, "service-worker.js"), "\n// the next version\n");
  await page.reload();
  await page.getByText("A new version of Timberline is ready").waitFor();
  const waits = () =>
    navigator.serviceWorker.getRegistration().then((registration) => registration?.waiting?.state ?? null);
  expect(await page.evaluate(waits)).toBe("installed");

  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
  await page.getByRole("button", { name: "Try a sample" }).waitFor();
  expect(await page.evaluate(waits)).toBeNull();
  expect(await page.getByText("A new version of Timberline is ready").count()).toBe(0);
});
