/** A page that is closed in the middle of a long reading, and a disk without room. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportReport, finished } from "./support/actions.ts";
import {
  dropFiles,
  longLog,
  startServer,
  temporaryFolder,
  timberline,
  type Visitor,
  visit,
} from "./support/product.ts";

const folder = temporaryFolder();
const profile = join(folder.path, "profile");
let server: Awaited<ReturnType<typeof startServer>>;
let visitor: Visitor;
let log: string;

beforeAll(async () => {
  server = await startServer();
  log = await longLog(folder.path, "long.log", 800_000_000);
  visitor = await visit(profile);
});

afterAll(async () => {
  await visitor?.close();
  await server.stop();
  folder.remove();
});

it("goes on where it was cut off, to the same result", async () => {
  const { page, context } = visitor;
  await page.goto(server.url);
  await dropFiles(page, [log]);
  // until a state is kept: then the page goes, as a tab that is closed
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open("timberline");
        opening.onsuccess = () => {
          const count = opening.result.transaction("checkpoints").objectStore("checkpoints").count();
          count.onsuccess = () => {
            opening.result.close();
            resolve(count.result > 0);
          };
        };
      }),
    null,
    { polling: 50, timeout: 60_000 },
  );
  await page.close();

  const next = await context.newPage();
  await next.goto(server.url);
  await dropFiles(next, [log]);
  await next.getByText(/^Reading of long\.log was cut off at \d+ %/).waitFor({ timeout: 15_000 });
  await next.getByRole("button", { name: "Start again" }).waitFor();
  await next.getByRole("button", { name: /^Go on from \d+ %$/ }).click();
  await finished(next);
  const report = await exportReport(next);
  expect(report.completeness.partial).toBe(false);

  const path = join(folder.path, "cli.json");
  timberline(["analyze", log, "--report", path]);
  expect(report.digest).toBe(JSON.parse(readFileSync(path, "utf8")).digest);
  await next.close();
});

it("reads to the end where there is no room to keep anything, and says so once", async () => {
  const page = await visitor.context.newPage();
  await page.goto(server.url);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(server.url);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  await dropFiles(page, [log]);
  await finished(page);
  expect(await page.getByText("There is no room on this machine to keep how far reading is").count()).toBe(1);
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await page.close();
});
