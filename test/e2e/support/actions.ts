/** What users do and wait for, in the words that are on the screen. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
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
  return { path, name: download.suggestedFilename(), report: JSON.parse(readFileSync(path, "utf8")) as Report };
}

export async function exportReport(page: Page): Promise<Report> {
  return (await exportFile(page)).report;
}

/** Shows one of the views. */
export async function showView(
  page: Page,
  name: "Overview" | "Alerts" | "Templates" | "Shapes" | "Correlation" | "Lines" | "Library",
): Promise<void> {
  await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name }).click();
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
