/**
 * From opening a file to the causal lines of what went wrong, in at most five actions, by mouse and by keyboard: a cascade,
 * whose cause moved first; an exception that never came before; a silence, whose last words come before it.
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectEvidenceIn } from "../support/evidence.ts";
import { exportReport, finished } from "./support/actions.ts";
import { dropFiles } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const MOST_ACTIONS = 5;

const product = useProduct();

/** Counts what a user does. */
class Hands {
  count = 0;
  async do(action: () => Promise<unknown>): Promise<void> {
    this.count++;
    await action();
  }
}

interface Story {
  kind: "cascade" | "exception" | "silence";
  /** part of what the overview says of the finding */
  finding: RegExp;
  /** in the finding's incident, who moved first; null where the finding says it itself */
  firstMover: RegExp | null;
  /** what is typed into the palette */
  typed: string;
  /** the line that tells the cause, of the lines of the log and the time of the injection */
  cause(lines: readonly string[], startMs: number, endMs: number): string;
}

const timeOf = (line: string): number => Date.parse(line.slice(0, 24));

function firstWithin(lines: readonly string[], words: string, startMs: number, endMs: number): string {
  return (
    lines.find((line) => line.includes(words) && timeOf(line) >= startMs && timeOf(line) < endMs) ?? "no such line"
  );
}

const STORIES: Story[] = [
  {
    kind: "cascade",
    finding: /Payment of order|Reservation for order|error/,
    firstMover: /Slow write to/,
    typed: "alert slow write",
    cause: (lines, startMs, endMs) => firstWithin(lines, "Slow write to", startMs, endMs),
  },
  {
    kind: "exception",
    finding: /Unhandled exception in search/,
    firstMover: null,
    typed: "alert unhandled exception",
    cause: (lines, startMs, endMs) => firstWithin(lines, "Unhandled exception in search", startMs, endMs),
  },
  {
    kind: "silence",
    finding: /No events between/,
    firstMover: null,
    typed: "alert all events",
    cause: (lines, startMs) => lines.findLast((line) => timeOf(line) < startMs) ?? "no such line",
  },
];

async function seen(page: Page, line: string): Promise<void> {
  // its beginning is cut into cells by time and level; the message is what one reads
  const message = line.slice(line.indexOf("] ") + 2).trim();
  await page.locator("tl-lines-view").getByText(message.slice(0, 40)).first().waitFor();
}

describe.each(STORIES)("the causal lines of a $kind", ({ kind, finding, firstMover, typed, cause }) => {
  const log = product.log({ name: `${kind}.log`, hours: 3, rate: 10, inject: kind });
  const [injected] = log.truth.injections;
  const line = cause(readFileSync(log.path, "utf8").split("\n"), injected?.startMs ?? 0, injected?.endMs ?? 0);

  it("are reached by mouse", async () => {
    const { page } = product;
    const hands = new Hands();
    await product.firstScreen();
    await hands.do(() => dropFiles(page, [log.path]));
    await finished(page);
    await hands.do(() => page.locator("tl-overview-view .alert").filter({ hasText: finding }).first().click());
    const inspector = page.getByRole("complementary", { name: "Inspector" });
    if (firstMover !== null) await hands.do(() => inspector.getByRole("button", { name: firstMover }).first().click());
    await hands.do(() => inspector.getByRole("button", { name: "Show its lines" }).click());
    await seen(page, line);
    expect(hands.count).toBeLessThanOrEqual(MOST_ACTIONS);
    expect(expectEvidenceIn(await exportReport(page), [log.path])).toBeGreaterThan(0);
  });

  it("are reached by keyboard", async () => {
    const { page } = product;
    const { keyboard } = page;
    const hands = new Hands();
    await product.firstScreen();
    const asked = page.waitForEvent("filechooser");
    await hands.do(() => keyboard.press("o"));
    await (await asked).setFiles([log.path]);
    await finished(page);
    await hands.do(() => keyboard.press("Control+k"));
    await page.getByRole("combobox", { name: "Search or command" }).waitFor();
    await hands.do(() => keyboard.type(typed));
    await hands.do(() => keyboard.press("Enter"));
    await expect.poll(() => page.url()).toContain("alert=");
    await hands.do(() => keyboard.press("9"));
    await seen(page, line);
    expect(hands.count).toBeLessThanOrEqual(MOST_ACTIONS);
  });
});
