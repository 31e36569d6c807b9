/** Raw lines of the built product, of a file of some 30 MB: jumps, filters that count as grep counts, bookmarks that last, copies. */
import { execFileSync } from "node:child_process";
import { appendFileSync, createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { finished as written } from "node:stream/promises";
import { beforeAll, expect, it } from "vitest";
import { chooseFiles, exportReport, finished, saved, showView } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const START_MS = Date.UTC(2026, 2, 14, 8);
const LINES = 350_000;
let log: string;

/** a line a tenth of a second; now and then an error with a trace */
function line(i: number): string {
  if (i % 1000 === 501) return "    at pool.acquire (pool.ts:88)";
  const stamp = new Date(START_MS + i * 100).toISOString();
  if (i % 1000 === 500) return `${stamp} ERROR pool lease ${i} timed out after ${i % 77} ms`;
  return `${stamp} INFO request ${i} for /item/${i % 89} took ${(i * 31) % 500} ms from 10.0.${i % 7}.${i % 11}`;
}

/** What grep counts. */
function grep(...args: string[]): number {
  return Number(execFileSync("grep", ["-c", ...args, log], { encoding: "utf8" }));
}

beforeAll(async () => {
  log = product.at("requests.log");
  const stream = createWriteStream(log);
  for (let i = 0; i < LINES; i += 1000)
    stream.write(Array.from({ length: 1000 }, (_, k) => `${line(i + k)}\n`).join(""));
  stream.end();
  await written(stream);
  const { page } = product;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await product.analyse(log);
  await showView(page, "Lines");
});

const chosen = () => product.page.locator("tl-lines-view .line.chosen .text");

async function goTo(place: string, text: string): Promise<void> {
  const { page } = product;
  await page.getByRole("button", { name: "Go to…" }).click();
  await page.getByRole("textbox", { name: "Go to" }).fill(place);
  await page.keyboard.press("Enter");
  await chosen().filter({ hasText: text }).waitFor();
}

/** Types a filter. @returns how many lines it finds */
async function found(filter: string): Promise<number> {
  const { page } = product;
  await page.getByRole("searchbox", { name: "Look for" }).fill(filter);
  await page.keyboard.press("Enter");
  const status = page
    .locator("tl-line-tools .found")
    .filter({ hasText: /lines? match(es)?/ })
    .filter({ hasNotText: "so far" });
  await page.getByTitle(`Take away: ${filter}`, { exact: true }).waitFor();
  await status.waitFor();
  const words = (await status.textContent()) ?? "";
  return words.startsWith("No line") ? 0 : Number(/^[\d\u202f]+/.exec(words)?.[0].replaceAll("\u202f", ""));
}

it("are gone to by line, by time and by share", async () => {
  await goTo("300000", line(299_999));
  await goTo("08:05:00", line(3000));
  await goTo("2026-03-14 12:00", line(144_000));
  await goTo("100%", line(LINES - 1));
  await goTo("1", line(0));
});

it("are found as grep finds them", async () => {
  expect(await found("/item/88 took 4")).toBe(grep("-E", "/item/88.*took.*4|4.*/item/88"));
  expect(await found("ERROR")).toBe(grep("ERROR"));
  expect(await found('"after 7" OR acquire')).toBe(grep("-iE", "after 7|acquire"));
  expect(await found("/took (1|2)\\d\\d ms/ 10.0.3 -/item/7")).toBe(
    Number(
      execFileSync("bash", ["-c", `grep -E 'took (1|2)[0-9][0-9] ms' "$0" | grep -F 10.0.3 | grep -vcF /item/7`, log], {
        encoding: "utf8",
      }),
    ),
  );
  // a trace is of its event
  expect(await found("level:error acquire")).toBe(grep("acquire"));
  expect(await found("NOT request")).toBe(grep("-v", "request"));
  expect(await found("nowhere to be seen")).toBe(0);
});

it("are shown alone, and hits are gone to from one to the next", async () => {
  const { page } = product;
  await found("timed out");
  await page.getByRole("button", { name: "Only hits" }).click();
  const rows = page.locator("tl-lines-view .line .text");
  await rows.first().filter({ hasText: "timed out" }).waitFor();
  expect((await rows.allInnerTexts()).every((text) => text.includes("timed out"))).toBe(true);
  await page.getByRole("button", { name: "Only hits" }).click();
  await rows.filter({ hasText: "request" }).first().waitFor();
  await goTo("1", line(0));
  await page.keyboard.press("n");
  await chosen()
    .filter({ hasText: line(500) })
    .waitFor();
  await page.keyboard.press("n");
  await chosen()
    .filter({ hasText: line(1500) })
    .waitFor();
  await page.keyboard.press("N");
  await chosen()
    .filter({ hasText: line(500) })
    .waitFor();
});

it("are copied with where they stand", async () => {
  const { page } = product;
  await goTo("200001", line(200_000));
  await page.keyboard.press("c");
  await page.getByText("Copied 7 lines.").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(
    Array.from({ length: 7 }, (_, i) => `requests.log:${199_998 + i}: ${line(199_997 + i)}`).join("\n"),
  );
});

it("keep bookmarks and notes, in the report and beyond a reload", async () => {
  const { page } = product;
  await goTo("200001", line(200_000));
  await page.keyboard.press("m");
  await page.getByRole("textbox", { name: "Note" }).fill("the first sign");
  await page.getByRole("textbox", { name: "Note" }).blur();
  const kept = [{ file: 0, line: 200_001, text: line(200_000), note: "the first sign" }];
  expect((await exportReport(page)).annotations.bookmarks).toMatchObject(kept);
  await saved(page);
  await page.reload();
  await finished(page);
  expect((await exportReport(page)).annotations.bookmarks).toMatchObject(kept);
  // the address says which line was chosen: with the file it is there again
  await chooseFiles(
    page,
    () =>
      page
        .getByRole("button", { name: /^Open requests\.log/ })
        .first()
        .click(),
    [log],
  );
  await chosen()
    .filter({ hasText: line(200_000) })
    .waitFor();
  await page
    .getByRole("button", { name: /bookmark/ })
    .first()
    .click();
  await page.getByRole("button", { name: /the first sign/ }).waitFor();
  expect(product.witness.complaints).toEqual([]);
});

it("keep bookmarks when the file is read anew, also grown, and set none in another day's file", async () => {
  const { page } = product;
  const bookmarks = async () => (await exportReport(page)).annotations.bookmarks ?? [];
  const kept = await bookmarks();
  expect(kept).toHaveLength(1);
  appendFileSync(log, `${line(LINES)}\n${line(LINES + 1)}\n`);
  await product.analyse(log);
  await page.getByText("A bookmark of this content came back.").waitFor();
  const grown = await exportReport(page);
  expect(grown.totals.lines).toBe(LINES + 2);
  expect(grown.annotations.bookmarks).toEqual(kept);
  await showView(page, "Lines");
  await page
    .getByRole("button", { name: /bookmark/ })
    .first()
    .click();
  await page.getByRole("button", { name: /the first sign/ }).click();
  await chosen()
    .filter({ hasText: line(200_000) })
    .waitFor();

  // the same line at the same place, but another file
  const lines = readFileSync(log, "utf8").split("\n");
  lines[0] = lines[0]!.replace("/item/0", "/item/1");
  writeFileSync(log, lines.join("\n"));
  await product.analyse(log);
  expect(await bookmarks()).toEqual([]);

  // what is taken away does not come back
  lines[0] = line(0);
  writeFileSync(log, lines.join("\n"));
  await product.analyse(log);
  expect(await bookmarks()).toEqual(kept);
  await showView(page, "Lines");
  await goTo("200001", line(200_000));
  await page.keyboard.press("m");
  await expect.poll(bookmarks).toEqual([]);
  await product.analyse(log);
  expect(await bookmarks()).toEqual([]);
});
