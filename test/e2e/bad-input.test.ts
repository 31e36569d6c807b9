/** Input that fails under the reader's hands: folders, files that change or vanish, an endless line, a blocked store. */
import { appendFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { chooseFiles, errorSentences, exportReport, finished, showView } from "./support/actions.ts";
import { dropFiles, longLog } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const LONG_BYTES = 500_000_000;
const GOOD = "2026-01-05T00:00:00Z INFO started\n2026-01-05T00:00:01Z ERROR failed\n";

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);

const product = useProduct();

beforeEach(async () => {
  await product.firstScreen();
  product.witness.complaints.length = 0;
});

function makeFolder(name: string, files: Record<string, string | Uint8Array>): string {
  const path = product.at(name);
  mkdirSync(join(path, "inner"), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

async function choose(page: Page, button: string, paths: string[]): Promise<void> {
  await chooseFiles(page, () => page.getByRole("button", { name: button }).click(), paths);
}

/** A good file after the bad one is analysed as ever. */
async function worksOn(page: Page): Promise<void> {
  await dropFiles(page, [product.write("good.log", GOOD)]);
  await page.getByRole("heading", { name: "good.log" }).waitFor();
  await finished(page);
  expect((await exportReport(page)).totals).toMatchObject({ lines: 2, events: 2 });
}

describe("a folder", () => {
  const logs = { "a.log": GOOD, "inner/b.log": GOOD, "notes.png": PNG, ".hidden": "secret" };

  it("that is dropped opens the logs in it, and says what was left out", async () => {
    const { page, witness } = product;
    await dropFiles(page, [makeFolder("dropped", logs)]);
    await finished(page);
    const report = await exportReport(page);
    expect(report.source.files.map(({ name }) => name)).toEqual(["dropped/a.log", "dropped/inner/b.log"]);
    expect(report.totals.events).toBe(4);
    expect(witness.complaints).toEqual([]);
  });

  it("that is chosen opens the same logs", async () => {
    const { page } = product;
    await choose(page, "Open a folder…", [makeFolder("chosen", logs)]);
    await finished(page);
    expect((await exportReport(page)).source.files.map(({ name }) => name)).toEqual([
      "chosen/a.log",
      "chosen/inner/b.log",
    ]);
  });

  it("without a log gets one sentence", async () => {
    const { page } = product;
    const pictures = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`p${i}.png`, PNG]));
    await dropFiles(page, [makeFolder("pictures", pictures)]);
    const [sentence, ...more] = await errorSentences(page);
    expect(more).toEqual([]);
    expect(sentence).toMatch(/^None of the 6 files .*\.$/);
    expect(sentence!.length).toBeLessThan(200);
    await worksOn(page);
  });

  it("that is empty gets one sentence", async () => {
    const { page } = product;
    await dropFiles(page, [makeFolder("empty", {})]);
    expect(await errorSentences(page)).toEqual([expect.stringMatching(/^There are no files .*\.$/)]);
    await worksOn(page);
  });
});

describe("a file that does not stay as it was while it is read", () => {
  it("becomes shorter: what was read is kept, marked partial, with one sentence", async () => {
    const { page } = product;
    const path = await longLog(product.path, "cut.log", LONG_BYTES);
    await choose(page, "Open files…", [path]);
    await page.getByRole("progressbar", { name: "Bytes read" }).waitFor();
    truncateSync(path, 1_000_000);
    await finished(page);
    await page.getByText("Partial result").waitFor();
    const report = await exportReport(page);
    expect(report.completeness.partial).toBe(true);
    expect(report.completeness.reason).toMatch(/^cut\.log .*(shorter|changed).*\.$/);
    expect(report.totals.lines).toBeGreaterThan(0);
    expect(await page.getByRole("alert").locator("p").count()).toBe(0);
    await showView(page, "Lines");
    await worksOn(page);
  });

  it("grows or is rewritten: the same", async () => {
    const { page } = product;
    const path = await longLog(product.path, "grown.log", LONG_BYTES);
    await choose(page, "Open files…", [path]);
    await page.getByRole("progressbar", { name: "Bytes read" }).waitFor();
    appendFileSync(path, GOOD);
    await finished(page);
    const report = await exportReport(page);
    expect(report.completeness.partial).toBe(true);
    expect(report.completeness.reason).toMatch(/^grown\.log changed .*\.$/);
    expect(report.totals.lines).toBeGreaterThan(0);
    expect(await page.getByRole("alert").locator("p").count()).toBe(0);
    await worksOn(page);
  });

  it("vanishes before its turn: the files before it are kept", async () => {
    const { page } = product;
    const first = await longLog(product.path, "first.log", LONG_BYTES);
    const second = product.write("second.log", GOOD);
    await choose(page, "Open files…", [first, second]);
    await page.getByRole("progressbar", { name: "Bytes read" }).waitFor();
    rmSync(second);
    await finished(page);
    await page.getByText("Partial result").waitFor();
    const report = await exportReport(page);
    expect(report.completeness.reason).toMatch(/^second\.log is no longer there.*\.$/);
    expect(report.completeness.unread).toMatchObject([{ file: "second.log", fromByte: 0 }]);
    expect(report.totals.bytes).toBeGreaterThanOrEqual(LONG_BYTES);
    expect(await page.getByRole("alert").locator("p").count()).toBe(0);
    await worksOn(page);
  });

  it("vanishes while it is read: what was read is kept, with one sentence", async () => {
    const { page } = product;
    const path = await longLog(product.path, "gone.log", LONG_BYTES);
    await choose(page, "Open files…", [path]);
    await page.getByRole("progressbar", { name: "Bytes read" }).waitFor();
    rmSync(path);
    await finished(page);
    const report = await exportReport(page);
    expect(report.completeness.reason).toMatch(/^gone\.log is no longer there.*\.$/);
    expect(report.totals.lines).toBeGreaterThan(0);
    expect(await page.getByRole("alert").locator("p").count()).toBe(0);
    await worksOn(page);
  });
});

it("one line of 50 MB opens, and the page stays responsive", async () => {
  const { page } = product;
  const path = product.write("line.log", `2026-01-05T00:00:00Z INFO ${"x".repeat(50_000_000)}\n${GOOD}`);
  await dropFiles(page, [path]);
  await finished(page);
  expect((await exportReport(page)).totals.lines).toBe(3);
  await showView(page, "Lines");
  await page.getByText("cut at 64 KiB").first().waitFor();
  await worksOn(page);
});

describe("a store that fails leaves the result on screen, with one sentence", () => {
  it.each([
    [
      "blocked",
      () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("denied", "SecurityError");
        };
      },
      /keeps nothing here/,
    ],
    [
      "full",
      () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      },
      /no room left/,
    ],
  ])("%s", async (name, breakStore, sentence) => {
    const own = await product.invite(name);
    await own.page.addInitScript(breakStore);
    await product.firstScreen(product.url, own);
    await dropFiles(own.page, [product.write("kept.log", GOOD)]);
    await finished(own.page);
    expect(await errorSentences(own.page)).toEqual([expect.stringMatching(sentence)]);
    await own.page.getByText("not saved").first().waitFor();
    expect((await exportReport(own.page)).totals.events).toBe(2);
    expect(own.witness.complaints).toEqual([]);
  });
});
