/**
 * Two builds of a log that is opened as any other: the sides chosen, the comparison put into the report, and the numbers
 * on screen those of the file and of the report.
 */
import { expect, it } from "vitest";
import { exportReport, query } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();

const START_MS = Date.UTC(2026, 2, 3, 10);
const MINUTES = 60;

/** By minute and code: how often each build has it. Code E7 is four times as frequent in the new build. */
function counts(code: string, minute: number): { old: number; new: number } {
  if (code === "E7") return { old: 1, new: 4 };
  return code === "E2" ? { old: 1 + (minute % 2), new: 1 + (minute % 2) } : { old: 2, new: 2 };
}
const CODES = ["E1", "E2", "E7"];

function log(): string {
  const rows = ["time,build,code"];
  for (let minute = 0; minute < MINUTES; minute++)
    for (const code of CODES) {
      const { old, new: fresh } = counts(code, minute);
      const stamp = (i: number) => new Date(START_MS + minute * 60_000 + i * 1000).toISOString();
      for (let i = 0; i < old; i++) rows.push(`${stamp(i)},1.0,${code}`);
      for (let i = 0; i < fresh; i++) rows.push(`${stamp(20 + i)},2.0,${code}`);
    }
  return `${rows.join("\n")}\n`;
}

it("two builds are compared on screen, and the report says the same", async () => {
  const { page, witness } = product;
  await product.analyse(product.write("builds.csv", log()));
  await page.keyboard.press("4");

  await page.getByLabel("Compare", { exact: true }).selectOption("build");
  await page.getByLabel("Broken down by").selectOption("code");
  const said = page.locator("tl-compare-view .said p");
  await expect.poll(() => said.textContent()).toMatch(/1 of 3 .* regressed/);
  expect(await said.textContent()).toContain("E7");

  const total = (code: string, side: "old" | "new"): number =>
    Array.from({ length: MINUTES }, (_, minute) => counts(code, minute)[side]).reduce((sum, n) => sum + n, 0);
  const row = page.locator("tl-compare-table tbody tr").filter({ hasText: "E7" });
  const cells = (await row.locator("th, td").allTextContents()).map((text) => text.trim());
  expect(cells.slice(0, 4)).toEqual(["E7", String(total("E7", "old")), String(total("E7", "new")), "4×"]);
  expect(cells.at(-1)).toContain("regressed");

  // the other way round it improved
  await page.getByRole("button", { name: "Exchange old and new" }).click();
  await expect.poll(() => said.textContent()).toMatch(/1 improved/);
  await page.getByRole("button", { name: "Exchange old and new" }).click();
  await expect.poll(() => said.textContent()).toMatch(/1 of 3 .* regressed/);

  await page.getByRole("button", { name: "Put into the report" }).click();
  await page.getByText("in the report", { exact: true }).waitFor();
  const { comparison } = await exportReport(page);
  expect(comparison).toMatchObject({ field: "build", old: "1.0", new: "2.0" });
  expect(comparison?.keys.map(({ key, old, new: fresh, verdict }) => [key, old, fresh, verdict])).toEqual(
    CODES.map((code) => [code, total(code, "old"), total(code, "new"), code === "E7" ? "regressed" : "unchanged"]),
  );
  expect(witness.complaints).toEqual([]);
});

it("a cell says what both builds had then, and leads to exactly those lines", async () => {
  const { page, witness } = product;
  await page.getByLabel("Width of bins").selectOption(String(60_000));
  await page
    .locator("tl-compare-picture")
    .getByRole("group", { name: /^Heatmap of 3 rows by 60 bins of 1.min/ })
    .focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  const told = await page.locator("tl-compare-picture .hear[role=status]").textContent();
  const [, code, at, old, fresh] = /^(E\d), (?:[\d-]+ )?([\d:]+): 1\.0 (\d+), 2\.0 (\d+)/.exec(told ?? "") ?? [];
  expect(at).toBe("10:01:00");
  expect({ old: Number(old), new: Number(fresh) }).toEqual(counts(code!, 1));

  await page.keyboard.press("Enter");
  await expect.poll(() => query(page).get("view")).toBe("lines");
  expect([Number(query(page).get("from")), Number(query(page).get("to"))]).toEqual([
    START_MS + 60_000,
    START_MS + 120_000,
  ]);
  expect(query(page).getAll("is")).toEqual(["build=1.0", "build=2.0", `code=${code}`]);
  const both = Number(old) + Number(fresh);
  await page.getByText(`${both} lines match`, { exact: true }).waitFor();
  const rows = page.locator("tl-lines-view .line.hit .text");
  await expect.poll(() => rows.count()).toBe(both);
  for (const text of await rows.allInnerTexts()) expect(text).toMatch(new RegExp(`,${code}$`));
  expect(witness.complaints).toEqual([]);
});
