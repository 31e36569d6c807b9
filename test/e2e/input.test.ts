/** What goes wrong with input: a stop in the middle, files that are no logs. */
import { describe, expect, it } from "vitest";
import { exportReport, finished, saved } from "./support/actions.ts";
import { dropFiles, longLog } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();

it("Stop keeps what was read as a partial result, marked so, and stored", async () => {
  const { page } = product;
  const path = await longLog(product.path, "long.log", 700_000_000);
  await product.firstScreen();
  await dropFiles(page, [path]);
  await page.getByRole("group", { name: /^Time line/ }).waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await finished(page);
  await page.getByText("Partial result").waitFor();
  await saved(page);
  const report = await exportReport(page);
  expect(report.completeness.partial).toBe(true);
  expect(report.completeness.reason).toMatch(/\w.*\./);
  expect(report.totals.bytes).toBeGreaterThan(0);
  expect(report.totals.bytes).toBeLessThan(700_000_000);
  expect(report.completeness.unread).toMatchObject([{ file: "long.log" }]);
  await page.reload();
  await finished(page);
  expect((await exportReport(page)).digest).toBe(report.digest);
});

it("a file is opened also where the view under it was drawn anew while it was held over the page", async () => {
  const { page } = product;
  await product.analyse(product.write("first.log", "2026-01-05T00:00:00Z INFO started\n"));
  await dropFiles(page, [product.write("second.log", "2026-01-05T00:00:00Z INFO again\n")], async () => {
    await page.locator(".dropping").waitFor();
    await page.locator("tl-overview-view").evaluate((view) => view.replaceWith(document.createElement("main")));
  });
  await page.getByRole("heading", { name: "second.log" }).waitFor();
  await finished(page);
});

describe("what is no log gets one clear sentence, and the page works on", () => {
  const png = Uint8Array.from(
    Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
      "base64",
    ),
  );

  it.each([
    ["an empty file", "empty.log", ""],
    ["a picture", "picture.png", png],
    ["NUL bytes", "zeros.log", new Uint8Array(100_000)],
    ["a header without rows", "header.csv", "time,level,message\n"],
  ])("%s", async (_, name, content) => {
    const { page, witness } = product;
    witness.complaints.length = 0;
    await product.firstScreen();
    await dropFiles(page, [product.write(name, content)]);
    const sentences = page.locator('[role="alert"] p, [role="status"] p');
    await sentences.filter({ hasText: name }).first().waitFor();
    const told = await sentences.allInnerTexts();
    expect(told.filter((text) => text.includes(name))).toHaveLength(1);
    expect(told.join(" ")).not.toMatch(/undefined|NaN|Error:|went wrong inside/);

    // a good file after it is analysed as ever
    const good = product.write("good.log", "2026-01-05T00:00:00Z INFO started\n2026-01-05T00:00:01Z ERROR failed\n");
    await dropFiles(page, [good]);
    await page.getByText("good.log").first().waitFor();
    await finished(page);
    const report = await exportReport(page);
    expect(report.totals).toMatchObject({ lines: 2, events: 2 });
    expect(report.totals.levels).toMatchObject({ info: 1, error: 1 });
    expect(witness.complaints).toEqual([]);
  });
});
