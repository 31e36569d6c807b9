/** What users do and wait for, in the words that are on the screen. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Report } from "../../../src/model/report.ts";

/** Waits until an analysis is on screen and its reading has ended. */
export async function finished(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Export/ }).waitFor({ timeout: 30_000 });
}

/** Waits until the analysis on screen is kept. */
export async function saved(page: Page): Promise<void> {
  await page.getByText("saved on this laptop").waitFor();
}

/** Exports the report on screen. @returns what the downloaded file holds, and its path */
export async function exportFile(page: Page): Promise<{ path: string; name: string; report: Report }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Export/ }).click(),
  ]);
  const path = await download.path();
  const report = JSON.parse(readFileSync(path, "utf8")) as Report;
  // without its file an alert names the block of its lines
  for (const { explanation, evidence, block } of report.alerts)
    expect(evidence.length > 0 || block !== undefined, explanation).toBe(true);
  return { path, name: download.suggestedFilename(), report };
}

export async function exportReport(page: Page): Promise<Report> {
  return (await exportFile(page)).report;
}

/** Shows one of the views. */
export async function showView(
  page: Page,
  name:
    | "Overview"
    | "Alerts"
    | "Templates"
    | "Compare"
    | "Rhythm"
    | "Shapes"
    | "Correlation"
    | "Distributions"
    | "Lines"
    | "Library",
): Promise<void> {
  await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name }).click();
}

/** @returns text as one reads it, numbers with plain spaces between their digits */
export function plain(text: string | null): string {
  return (text ?? "").replaceAll(/[\u202f\s]+/g, " ").trim();
}

/** @returns the number that a text begins with */
export function numberIn(text: string | null): number {
  return Number.parseFloat((text ?? "").replaceAll(/[\u202f\s]/g, ""));
}

/** What the address says of the place in the app. */
export function query(page: Page): URLSearchParams {
  return new URLSearchParams(new URL(page.url()).hash.slice(1));
}

/** Drags over the time line. @param from and to, shares of its width */
export async function brush(page: Page, from: number, to: number): Promise<void> {
  const box = await page.locator("tl-time-line .u-over").first().boundingBox();
  if (box === null) throw new Error("There is no time line");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * ((from + to) / 2), y);
  await page.mouse.move(box.x + box.width * to, y);
  await page.mouse.up();
  await page.waitForURL(/[#&]from=/);
}

/** @returns the sentences that the page tells as errors, once there is one */
export async function errorSentences(page: Page): Promise<string[]> {
  const rows = page.getByRole("alert").locator("p");
  await rows.first().waitFor();
  return rows.allInnerTexts();
}

/** Does what opens the file dialog, and chooses files in it. */
export async function chooseFiles(page: Page, open: () => Promise<void>, files: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), open()]);
  await chooser.setFiles(files);
}
