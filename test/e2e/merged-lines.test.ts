/** Lines of three services in one list: file after file, or merged by time, also of hits alone; each says of which file it is. */
import { afterEach, beforeAll, expect, it } from "vitest";
import { finished, query, saved, showView } from "./support/actions.ts";
import { dropFiles } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const START_MS = Date.UTC(2026, 8, 1, 9);
const NAMES = ["cart.log", "mail.log", "stock.log"];

interface Line {
  file: number;
  timeMs: number;
  text: string;
}

/** Each service in its own rhythm; a few lines have the same stamp. */
const files = NAMES.map((name, file) =>
  Array.from({ length: 4000 - file * 900 }, (_, i): Line => {
    const timeMs = START_MS + file * 300_000 + i * (400 + 100 * file);
    const text = `${new Date(timeMs).toISOString()} ${i % 50 === 9 ? "ERROR" : "INFO"} ${name.slice(0, -4)} did step ${i} of its work`;
    return { file, timeMs, text };
  }),
);
const merged = files.flat().sort((a, b) => a.timeMs - b.timeMs || a.file - b.file);

beforeAll(async () => {
  const { page } = product;
  await product.firstScreen();
  const paths = NAMES.map((name, i) => product.write(name, files[i]!.map(({ text }) => `${text}\n`).join("")));
  await dropFiles(page, paths);
  await finished(page);
  await saved(page);
  await showView(page, "Lines");
});

afterEach(() => expect(product.witness.complaints).toEqual([]));

const rows = () => product.page.locator("tl-lines-view .line:not(.waiting)");
const chosen = () => product.page.locator("tl-lines-view .line.chosen .text");

/** The rows on screen from the top: number of the file, text. */
async function shown(): Promise<string[]> {
  return rows().evaluateAll((all) =>
    all
      .slice(0, 20)
      .map((row) => `${row.querySelector(".file")?.textContent} ${row.querySelector(".text")?.textContent}`),
  );
}

const asShown = (lines: readonly Line[]): string[] => lines.map(({ file, text }) => `${file + 1} ${text}`);

/** What is on screen is a stretch of these lines, from one of them on. */
async function expectStretch(lines: readonly Line[], about: string): Promise<void> {
  const all = asShown(lines);
  await expect
    .poll(async () => {
      const seen = await shown();
      const at = all.indexOf(seen[0] ?? "");
      const isStretch = seen.length === 20 && seen.every((row, i) => row === all[at + i]);
      return isStretch && seen.some((row) => row.includes(about));
    })
    .toBe(true);
}

async function goTo(place: string): Promise<void> {
  const { page } = product;
  await page.getByRole("button", { name: "Go to…" }).click();
  await page.getByRole("textbox", { name: "Go to" }).fill(place);
  await page.keyboard.press("Enter");
}

it("one file after the other, then by time at the same line, and back", async () => {
  const { page } = product;
  await goTo("09:10:00");
  const first = merged.find(({ timeMs }) => timeMs >= START_MS + 600_000)!;
  await chosen().filter({ hasText: first.text }).waitFor();
  await expectStretch(files.flat(), first.text);

  await page.getByRole("button", { name: "By time" }).click();
  await expectStretch(merged, first.text);
  expect(new Set((await shown()).map((row) => row[0]))).toEqual(new Set(["1", "2", "3"]));
  await expect.poll(() => query(page).get("merged")).toBe("1");
  expect(await rows().locator(".file").first().getAttribute("title")).toMatch(/\.log$/);

  await goTo("09:20:00");
  const later = merged.find(({ timeMs }) => timeMs >= START_MS + 1_200_000)!;
  await chosen().filter({ hasText: later.text }).waitFor();
  await expectStretch(merged, later.text);
  await page.keyboard.press("j");
  const next = merged[merged.indexOf(later) + 1]!.text;
  await chosen().filter({ hasText: next }).waitFor();

  await page.keyboard.press("T");
  await expectStretch(files.flat(), next);
  await page.keyboard.press("T");
  await expectStretch(merged, next);
});

it("hits alone, and the next one, in the order of time", async () => {
  const { page } = product;
  await page.getByRole("searchbox", { name: "Look for" }).fill("level:error");
  await page.keyboard.press("Enter");
  const errors = merged.filter(({ text }) => text.includes(" ERROR "));
  await page.getByText(`${errors.length} lines match`, { exact: true }).waitFor();
  await goTo("09:00:00");
  await chosen().filter({ hasText: merged[0]!.text }).waitFor();
  for (const error of errors.slice(0, 12)) {
    await page.keyboard.press("n");
    await chosen().filter({ hasText: error.text }).waitFor();
  }
  await page.getByRole("button", { name: "Only hits" }).click();
  await expectStretch(errors, errors[11]!.text);
  // a hit has another number in the other order
  const byFile = files.flat().filter(({ text }) => text.includes(" ERROR "));
  await page.getByText(`Hit 12 of ${errors.length}`, { exact: true }).waitFor();
  await page.keyboard.press("T");
  await page.getByText(`Hit ${byFile.indexOf(errors[11]!) + 1} of ${errors.length}`, { exact: true }).waitFor();
});
