/**
 * The whole path of a field engineer: drop a log, watch it read, see an alert and its lines, come back without a
 * network, send the report, and a colleague who opens it sees the same.
 */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chooseFiles, exportFile, exportReport, finished, saved, showView } from "./support/actions.ts";
import { dropFiles, generateLog, startServer, temporaryFolder, type Visitor, visit } from "./support/product.ts";

const folder = temporaryFolder();
let server: Awaited<ReturnType<typeof startServer>>;
let engineer: Visitor;
let colleague: Visitor;

beforeAll(async () => {
  server = await startServer();
  engineer = await visit(join(folder.path, "engineer"));
  colleague = await visit(join(folder.path, "colleague"));
});

afterAll(async () => {
  await Promise.all([engineer?.close(), colleague?.close()]);
  await server.stop();
  folder.remove();
});

it("goes from a dropped log to a colleague's screen, offline in between", async () => {
  const log = generateLog(folder.path, { hours: 12, rate: 40, inject: "cascade" });
  const { page, witness } = engineer;

  // an empty first screen, and everything kept for later
  await page.goto(server.url);
  await page.getByText("Nothing leaves this laptop").waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.active?.state));

  // reading: progress, a way to stop, and a time line that is already there
  await dropFiles(page, [log.path]);
  await page.getByRole("progressbar", { name: "Bytes read" }).waitFor();
  await page.getByRole("button", { name: "Stop" }).waitFor();
  await page.getByRole("group", { name: /^Time line/ }).waitFor();
  await finished(page);
  await saved(page);
  await page.getByRole("group", { name: /^Time line.*alert/ }).waitFor();

  // an alert where the log was made to have one, with the lines behind it
  const first = await exportReport(page);
  const [cascade] = log.truth.injections;
  const found = first.alerts.filter(
    ({ startMs, endMs }) => cascade && startMs < cascade.endMs && endMs > cascade.startMs,
  );
  expect(found.map(({ series }) => series)).toContain("level:error");
  const shown = found.find(({ evidence }) => evidence.length > 0);
  expect(shown?.explanation).toMatch(/\d/);
  // the screen sets templates in a type of their own, so the words after the template
  const why = shown?.explanation.split("`").at(-1)?.trim() ?? "";
  await showView(page, "Alerts");
  await page.getByText(why).first().click();
  await page
    .getByText(shown?.evidence[0]?.text ?? "")
    .first()
    .waitFor();

  // raw lines, read from the file
  await showView(page, "Lines");
  await page
    .getByText(shown?.evidence[0]?.text ?? "")
    .first()
    .waitFor();

  // the network is gone, and so is the tab: everything comes back but the raw lines
  await server.stop();
  await page.reload();
  await finished(page);
  const again = await exportFile(page);
  expect(again.report).toEqual({ ...first, source: again.report.source });
  expect(again.name).toBe("app.timberline.json");

  // with the file, raw lines work again
  await showView(page, "Lines");
  await chooseFiles(
    page,
    () =>
      page
        .getByRole("button", { name: /^Open app\.log/ })
        .first()
        .click(),
    [log.path],
  );
  await page
    .getByText(shown?.evidence[0]?.text ?? "")
    .first()
    .waitFor();

  // a new analysis without a server
  const other = generateLog(folder.path, { name: "other.log", hours: 1, rate: 5 });
  await dropFiles(page, [other.path]);
  await page.getByText("other.log").first().waitFor();
  await finished(page);
  expect((await exportReport(page)).source.files[0]?.name).toBe("other.log");
  expect(witness.complaints).toEqual([]);

  // the colleague has the report, not the log
  const elsewhere = await startServer();
  await colleague.page.goto(elsewhere.url);
  await colleague.page.getByText("Nothing leaves this laptop").waitFor();
  // a download has no name of its own on the disk
  const sent = join(folder.path, again.name);
  copyFileSync(again.path, sent);
  await dropFiles(colleague.page, [sent]);
  await finished(colleague.page);
  const received = await exportReport(colleague.page);
  expect(received).toEqual(again.report);
  await showView(colleague.page, "Alerts");
  await colleague.page.getByText(why).first().click();
  await colleague.page
    .getByText(shown?.evidence[0]?.text ?? "")
    .first()
    .waitFor();
  expect(colleague.witness.complaints).toEqual([]);
  await elsewhere.stop();
});
