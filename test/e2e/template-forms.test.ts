/** A template taken to other tools: what is copied finds its lines by grep itself, and what else it finds is counted and shown. */
import { execFileSync } from "node:child_process";
import { afterEach, beforeAll, expect, it } from "vitest";
import { query, showView } from "./support/actions.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();
const USERS = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"];

/** Beats, some after a crash with NULs before them; notes that speak of beats; names that are beats. */
const lines = Array.from({ length: 1200 }, (_, i) => {
  const stamp = new Date(Date.UTC(2026, 2, 14, 8) + i * 1000).toISOString();
  if (i % 40 === 7) return `${stamp} INFO note: heartbeat of node ${i} was late, they say`;
  if (i % 10 === 3)
    return `${stamp} INFO user ${USERS[(i * 7) % 8]} left "${i % 3 === 0 ? "renamed to user left" : `${USERS[(i * 3) % 7]}'s hall`}"`;
  if (i % 200 === 5) return `${stamp} INFO renamed to user left`;
  return `${stamp} INFO heartbeat\0of node ${i} was`;
});
const counted = (words: RegExp): number => lines.filter((line) => words.test(line)).length;

beforeAll(async () => {
  await product.visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await product.analyse(product.write("beats.log", `${lines.join("\n")}\n`));
  await showView(product.page, "Templates");
});

afterEach(() => expect(product.witness.complaints).toEqual([]));

const panel = () => product.page.locator("tl-template-panel");
const choose = (words: string | RegExp) =>
  product.page.locator("tl-templates-view .row").filter({ hasText: words }).first().click();

it("is copied as a command that finds all of its lines, NULs and all", async () => {
  await choose(/heartbeat.of node/);
  await panel().getByRole("button", { name: "grep -E" }).click();
  await panel().getByText("Copied as grep -E.").waitFor();
  const command = await product.page.evaluate(() => navigator.clipboard.readText());
  const found = execFileSync("sh", ["-c", `${command} "$0" | wc -l`, product.at("beats.log")], { encoding: "utf8" });
  expect(Number(found)).toBe(counted(/heartbeat.of node/));
});

it("says which other templates it finds, and counts and shows their lines", async () => {
  const { page } = product;
  await choose(/heartbeat.of node/);
  const others = counted(/note: heartbeat/);
  await panel()
    .getByText(new RegExp(`the texts of 1 other template with ${others} events match too`))
    .waitFor();
  await panel().getByRole("button", { name: "Count and show those lines" }).click();
  await page.getByText(`${others} lines match`).waitFor();
  expect(query(page).get("view")).toBe("lines");
});

it("counts lines by their values too, where no other text matches", async () => {
  const { page } = product;
  await showView(page, "Templates");
  await choose("renamed to user left");
  await panel().getByText("No other template's text matches; values in its lines may.").waitFor();
  await panel().getByRole("button", { name: "Count and show other lines" }).click();
  await page.getByText(`${counted(/left "renamed to user left"/)} lines match`).waitFor();
});
