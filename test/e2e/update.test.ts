/** A new version of the app is offered, and taken over when the user says so. */
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
import { startServer, temporaryFolder, type Visitor, visit } from "./support/product.ts";

const folder = temporaryFolder();
const root = join(folder.path, "site");
let server: Awaited<ReturnType<typeof startServer>>;
let visitor: Visitor;

beforeAll(async () => {
  cpSync(DIST, root, { recursive: true });
  server = await startServer(root);
  visitor = await visit(join(folder.path, "profile"));
});

afterAll(async () => {
  await visitor?.close();
  await server.stop();
  folder.remove();
});

it("offers a waiting version, and Reload switches to it", async () => {
  const { page } = visitor;
  await page.goto(server.url);
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
