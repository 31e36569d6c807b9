/** A week of daily files, one after the other: what the earlier ones taught, the next one is judged by. */
import { describe, expect, it } from "vitest";
import { loadModules } from "../../src/cli/wasm-modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { withBaselines } from "../../src/model/baseline-merge.ts";
import type { Baselines } from "../../src/model/baselines.ts";
import type { Report } from "../../src/model/report.ts";
import { Session } from "../../src/pipeline/session.ts";
import { reportDigest } from "../../src/report/digest.ts";
import { readReport } from "../../src/report/read.ts";
import { compareReports } from "../../src/report/verify.ts";
import { writeReport } from "../../src/report/write.ts";
import { memorySource } from "../core/support/memory-source.ts";
import { dailyLog } from "../support/daily-logs.ts";
import { expectEvidence } from "../support/evidence.ts";

const wasm = await loadModules();
const HOUR_MS = 3_600_000;

async function analysed(text: string, kept: readonly Baselines[]) {
  const session = await Session.open(wasm, [memorySource(Buffer.from(text))]);
  session.useBaselines(kept);
  const { report, baselines } = await session.analyze(DEFAULT_SETTINGS);
  await expectEvidence(report, session);
  return { report, baselines: baselines as Baselines, session };
}

/** Alerts of all events, with the hours in which they began. */
const ofEvents = ({ alerts }: Report) => alerts.filter(({ series }) => series === "events");
const hourOf = (startMs: number) => (startMs / HOUR_MS) % 24;

let kept: Baselines[] = [];
const first = await analysed(dailyLog(0).text, []);
for (let day = 0; day < 7; day++) {
  const { baselines } = day === 0 ? first : await analysed(dailyLog(day).text, kept);
  kept = withBaselines(kept, baselines);
}
// as busy as noon at three in the night
const odd = dailyLog(7, { from: 180, to: 200 });

describe("a day after a week of others", () => {
  it("alone, is alarmed by its first morning; the earlier ones know that it comes", async () => {
    expect(ofEvents(first.report).map(({ startMs }) => Math.floor(hourOf(startMs)))).toContain(6);
    const { report } = await analysed(dailyLog(7).text, kept);
    expect(ofEvents(report)).toEqual([]);
    expect(report.inputs.baselines?.files.length).toBe(7);
  });

  it("finds a normal size at the wrong hour, says by what, and is the same again by its inputs", async () => {
    const { report } = await analysed(odd.text, kept);
    const [alert, ...others] = ofEvents(report);
    expect(others).toEqual([]);
    expect(hourOf(alert!.startMs)).toBeGreaterThan(2.9);
    expect(hourOf(alert!.endMs)).toBeLessThan(3.9);
    expect(alert?.explanation).toMatch(/hours of earlier files|from earlier files/);
    report.digest = await reportDigest(report);
    const exported = readReport(writeReport(report));
    const again = await Session.open(wasm, [memorySource(Buffer.from(odd.text))], {
      plan: exported.source.plan,
      inputs: exported.inputs,
    });
    const { report: actual } = await again.analyze(exported.settings);
    expect(compareReports(exported, actual)).toEqual([]);
    expect(await reportDigest(actual)).toBe(report.digest);
  });

  it("keeps them when it is scored again, also in bins of another width", async () => {
    const { report, session } = await analysed(odd.text, kept);
    const again = session.rescore(report, { ...DEFAULT_SETTINGS, alertDecades: 5 });
    expect(again.inputs.baselines).toEqual(report.inputs.baselines);
    const wide = session.rescore(report, { ...DEFAULT_SETTINGS, binMs: 60_000 });
    expect(wide.inputs.baselines).toEqual(report.inputs.baselines);
    // nothing of the morning, which surprises the day alone
    expect(ofEvents(wide).map(({ startMs }) => Math.floor(hourOf(startMs + HOUR_MS / 10)))).toEqual([3]);
    const alone = await analysed(odd.text, []);
    const without = alone.session.rescore(alone.report, { ...DEFAULT_SETTINGS, binMs: 60_000 });
    expect(ofEvents(without).length).toBeGreaterThan(1);
    // how counts vary by bin does not follow
    const detectors = [{ name: "hour-of-week" as const, options: {} }];
    const settings = { ...DEFAULT_SETTINGS, detectors, alertDecades: 1.5, binMs: 60_000 };
    const byHour = (of: { session: Session; report: Report }) => ofEvents(of.session.rescore(of.report, settings));
    expect(byHour({ session, report }).map(({ score }) => score)).toEqual(byHour(alone).map(({ score }) => score));
  });

  it("says how often its hour was seen, and that earlier files saw it", async () => {
    const detectors = [{ name: "hour-of-week" as const, options: {} }];
    const settings = { ...DEFAULT_SETTINGS, detectors, alertDecades: 1.5 };
    const [before, after] = await Promise.all(
      [[], kept].map(async (known) => {
        const session = await Session.open(wasm, [memorySource(Buffer.from(odd.text))]);
        session.useBaselines(known);
        return (await session.analyze(settings)).report;
      }),
    );
    expect(ofEvents(before!).filter(({ startMs }) => hourOf(startMs) < 4)).toEqual([]);
    const told = ofEvents(after!).filter(({ startMs }) => hourOf(startMs) < 4);
    expect(told.map(({ explanation }) => explanation).join("\n")).toMatch(
      /expected at this hour of the day \(7 days seen, all from earlier files\)/,
    );
  });

  it("is not judged by itself, nor by what came after it", async () => {
    const { baselines } = await analysed(odd.text, kept);
    const with7 = withBaselines(kept, baselines);
    const { report } = await analysed(odd.text, with7);
    expect(report.inputs.baselines?.files.length).toBe(7);
    const { report: early } = await analysed(dailyLog(1).text, with7);
    expect(early.inputs.baselines?.files.length).toBe(1);
  });
});
