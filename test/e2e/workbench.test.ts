/** From opening a file to sending what was found, by keyboard alone; the numbers on the screen are those of the report. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { expectEvidenceIn } from "../support/evidence.ts";
import { finished, saved } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();

const digits = (text: string | null): string => (text ?? "").replaceAll(/[\u202f\s]/g, "");

it("opens, follows an alert to its lines, narrows, and exports, without a mouse", async () => {
  const log = product.log({ hours: 6, rate: 20, inject: "cascade" });
  const { page, witness } = product;
  const { keyboard } = page;
  await product.firstScreen();

  // asked for ahead: a key is quicker than the browser is told that a dialog will be answered
  const asked = page.waitForEvent("filechooser");
  // open: the first thing that Tab reaches in the page is what one comes for
  const open = page.getByRole("button", { name: "Open files" });
  for (let i = 0; i < 12; i++) {
    await keyboard.press("Tab");
    if (await open.evaluate((button) => button.matches(":focus"))) break;
  }
  await keyboard.press("Enter");
  await (await asked).setFiles([log.path]);
  await finished(page);
  await saved(page);

  // what the page says is what the report says
  const [first] = await Promise.all([page.waitForEvent("download"), keyboard.press("e")]);
  const report = JSON.parse(readFileSync(await first.path(), "utf8")) as Report;
  expect(expectEvidenceIn(report, [log.path])).toBeGreaterThan(0);
  const timeLine = page.getByRole("group", { name: /^Time line/ });
  expect(digits(await timeLine.getAttribute("aria-label"))).toContain(`${report.totals.events}events`);
  expect(digits(await timeLine.getAttribute("aria-label"))).toContain(`${report.alerts.length}alert`);

  // an alert on errors by the palette, then its lines
  await keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search or command" }).waitFor();
  await keyboard.type("alert error");
  await keyboard.press("Enter");
  await expect.poll(() => page.url()).toContain("alert=");
  const id = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("alert");
  const strongest = report.alerts.find((alert) => alert.id === id);
  const [cascade] = log.truth.injections;
  expect(strongest?.series).toBe("level:error");
  expect(strongest?.startMs).toBeLessThan(cascade?.endMs ?? 0);
  expect(strongest?.endMs).toBeGreaterThan(cascade?.startMs ?? Number.POSITIVE_INFINITY);
  await page
    .getByText(strongest?.evidence[0]?.text ?? "")
    .first()
    .waitFor();
  await keyboard.press("9");
  await page
    .getByText(strongest?.evidence[0]?.text ?? "")
    .first()
    .waitFor();

  // only one level, zoomed to the alert; the time line counts what is left
  await keyboard.press("z");
  await expect.poll(() => page.url()).toContain("from=");
  await keyboard.press("Escape");
  await keyboard.press("Control+k");
  await keyboard.type("level error");
  await keyboard.press("Enter");
  await expect.poll(() => page.url()).toContain("levels=error");
  const query = new URLSearchParams(new URL(page.url()).hash.slice(1));
  const [from, to] = [Number(query.get("from")), Number(query.get("to"))];
  const lines = readFileSync(log.path, "utf8").split("\n");
  const errors = lines.filter((line) => {
    const stamp = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(line);
    const atMs = stamp === null ? Number.NaN : Date.parse(`${stamp[1]}T${stamp[2]}Z`);
    return / ERROR /.test(line) && atMs >= from && atMs < to;
  });
  expect(errors.length).toBeGreaterThan(10);
  await expect.poll(async () => digits(await timeLine.getAttribute("aria-label"))).toContain(`:${errors.length}events`);

  // everything is in the address: a reload comes back to it
  const address = page.url();
  await page.reload();
  await finished(page);
  expect(page.url()).toBe(address);
  await page.getByRole("group", { name: "Selection" }).getByText("error").first().waitFor();

  // help, and away with it; then what was found is sent
  await keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "hidden" });
  const [download] = await Promise.all([page.waitForEvent("download"), keyboard.press("e")]);
  expect(download.suggestedFilename()).toBe("app.timberline.json");
  expect(witness.complaints).toEqual([]);
});
