/**
 * The whole path of a field engineer: drop a log, watch it read, see an alert and its lines, come back without a
 * network, send the report, and a colleague who opens it sees the same.
 */
import { copyFileSync } from "node:fs";
import { expect, it } from "vitest";
import { expectEvidenceIn } from "../support/evidence.ts";
import { chooseFiles, exportFile, exportReport, finished, saved, showView } from "./support/actions.ts";
import { dropFiles } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();

it("goes from a dropped log to a colleague's screen, offline in between", async () => {
  const log = product.log({ hours: 12, rate: 40, inject: "cascade" });
  const { page, witness } = product;

  // an empty first screen, and everything kept for later
  await product.firstScreen();
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
  expect(expectEvidenceIn(first, [log.path])).toBeGreaterThan(0);
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
  await product.stopServing();
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
  const other = product.log({ name: "other.log", hours: 1, rate: 5 });
  await dropFiles(page, [other.path]);
  await page.getByText("other.log").first().waitFor();
  await finished(page);
  expect((await exportReport(page)).source.files[0]?.name).toBe("other.log");
  expect(witness.complaints).toEqual([]);

  // the colleague has the report, not the log
  await product.serve();
  const colleague = await product.invite("colleague");
  await product.firstScreen(product.url, colleague);
  // a download has no name of its own on the disk
  const sent = product.at(again.name);
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
});
