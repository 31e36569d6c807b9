/** What was looked at and found nothing: the report names the highest score that did not alert. */
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { Session } from "../../src/pipeline/session.ts";
import { expectEvidence } from "../support/evidence.ts";
import { RELEASE } from "./support/instances.ts";
import { memorySource } from "./support/memory-source.ts";
import { randomFrom } from "./support/random.ts";

const START_MS = Date.UTC(2026, 1, 1);

/** A log of three hours, an event every few seconds, with a burst of `burst` lines in one second. */
async function analysed(burst: number) {
  const random = randomFrom(4);
  const lines = ["time,level,message"];
  for (let second = 0; second < 10_800; second += 1 + random.below(5)) {
    const count = second > 9000 && second < 9006 ? 1 + burst : 1;
    for (let i = 0; i < count; i++)
      lines.push(`${new Date(START_MS + second * 1000).toISOString()},INFO,step ${i} of the job is done`);
  }
  const session = await Session.open(RELEASE, [memorySource(Buffer.from(`${lines.join("\n")}\n`))], {});
  const settings = { ...DEFAULT_SETTINGS, detectors: [{ name: "mean-threshold" as const, options: {} }] };
  const { report } = await session.analyze(settings);
  await expectEvidence(report, session);
  let highest = 0;
  for await (const { score } of session.scores()) highest = Math.max(highest, score);
  return { report, highest };
}

it("is the highest of all scores where nothing alerts, with its series, detector and time", async () => {
  const { report, highest } = await analysed(3);
  expect(report.alerts).toEqual([]);
  const { seriesCount, binCount, binMs, nearestMiss } = report.scoring ?? {};
  expect(seriesCount).toBeGreaterThan(0);
  expect((binCount ?? 0) * (binMs ?? 0)).toBeGreaterThanOrEqual(10_000_000);
  expect(nearestMiss?.score).toBe(highest);
  expect(highest).toBeGreaterThan(0);
  expect(highest).toBeLessThan(0.5);
  expect(nearestMiss?.detector).toBe("mean-threshold");
  expect(report.series.map(({ id }) => id)).toContain(nearestMiss?.series);
});

it("is of a series without alerts where others have some", async () => {
  const { report } = await analysed(80);
  const alerted = new Set(report.alerts.map(({ series }) => series));
  expect(alerted.size).toBeGreaterThan(0);
  const miss = report.scoring?.nearestMiss;
  expect(miss === null || (miss !== undefined && !alerted.has(miss.series) && miss.score < 0.5)).toBe(true);
});
