/** Files large enough for workers of the worker: the same report as that of the command line with one thread. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DIST } from "../../scripts/paths.mjs";
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
let server: Awaited<ReturnType<typeof startServer>>;
let visitor: Visitor;
let logs: string[];
let digest: string;

beforeAll(async () => {
  server = await startServer();
  visitor = await visit(join(folder.path, "profile"));
  logs = [await longLog(folder.path, "first.log", 70_000_000), await longLog(folder.path, "second.log", 70_000_000)];
  const report = join(folder.path, "cli.json");
  timberline(["analyze", ...logs, "--workers", "1", "--report", report]);
  digest = JSON.parse(readFileSync(report, "utf8")).digest;
});

afterAll(async () => {
  await visitor?.close();
  await server.stop();
  folder.remove();
});

it.each(["hosted", "single file"])("two large files, %s", async (variant) => {
  const { page, witness } = visitor;
  await page.goto(variant === "hosted" ? server.url : pathToFileURL(join(DIST, "timberline.html")).href);
  await dropFiles(page, logs);
  await finished(page);
  expect((await exportReport(page)).digest).toBe(digest);
  expect(witness.complaints).toEqual([]);
});
