/** Files of one source opened one after the other: the next is judged by what the ones before taught, until that is forgotten. */
import { expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { dailyLog } from "../support/daily-logs.ts";
import { expectEvidenceIn } from "../support/evidence.ts";
import { exportFile, exportReport } from "./support/actions.ts";
import { timberline } from "./support/product.ts";
import { useProduct } from "./support/use-product.ts";

const product = useProduct();

const ofEvents = ({ alerts }: Report) => alerts.filter(({ series }) => series === "events");
const hourOf = (ms: number) => (ms / 3_600_000) % 24;

it("the fourth day knows its hours by the three before it, verifies by itself, and begins anew once they are forgotten", async () => {
  const { page, witness } = product;
  const write = (day: number, busy?: Parameters<typeof dailyLog>[1]) => {
    const { name, text } = dailyLog(day, busy);
    return product.write(name, text);
  };
  for (const day of [0, 1, 2]) await product.analyse(write(day));
  const odd = write(3, { from: 180, to: 200 });
  await product.analyse(odd);
  await page.getByText("Hours of the week are judged by 3 earlier files of this source too").waitFor();

  const { path, report } = await exportFile(page);
  expect(report.inputs.baselines?.files.length).toBe(3);
  expectEvidenceIn(report, [odd]);
  expect(ofEvents(report).length).toBe(1);
  expect(hourOf(ofEvents(report)[0]!.startMs)).toBeGreaterThan(2.9);
  expect(hourOf(ofEvents(report)[0]!.endMs)).toBeLessThan(4);
  expect(timberline(["verify", path, odd])).toContain(report.digest);
  // those of a report are taken on the command line, and what came of it goes on
  const [out, kept] = [product.at("again.json"), product.at("kept.json")];
  timberline(["analyze", odd, "--baselines", path, "--report", out, "--baselines-out", kept]);
  expect(timberline(["verify", out, odd])).toContain(report.digest);

  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/Hours of the week, from 3 earlier files of this source/).waitFor();
  await dialog.getByRole("button", { name: "Forget them" }).click();
  await page.keyboard.press("Escape");
  await page.getByText("The hours of the week of this source are forgotten").waitFor();

  await product.analyse(odd);
  const alone = await exportReport(page);
  expect(alone.inputs.baselines).toBeUndefined();
  expect(ofEvents(alone)).not.toEqual(ofEvents(report));
  expect(witness.complaints).toEqual([]);
});
