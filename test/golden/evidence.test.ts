/** Alerts that are scored without their file: the block where their lines lie, marked as such, and lines again with the file. */
import { expect, it } from "vitest";
import { loadModules } from "../../src/cli/wasm-modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { Session } from "../../src/pipeline/session.ts";
import { reportDigest } from "../../src/report/digest.ts";
import { readReport } from "../../src/report/read.ts";
import { compareReports } from "../../src/report/verify.ts";
import { writeReport } from "../../src/report/write.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { memorySource } from "../core/support/memory-source.ts";
import { expectEvidence } from "../support/evidence.ts";

const wasm = await loadModules();
const START_MS = Date.UTC(2026, 10, 2, 8);
const inject = ["cascade", "new-template", "silence", "exception"] as const;
const bytes = Buffer.concat([...simulate({ seed: 5, startMs: START_MS, hours: 3, rate: 8, inject }).lines()]);
const source = memorySource(bytes);
const strict = { ...DEFAULT_SETTINGS, alertDecades: 9 };
const loose = { ...DEFAULT_SETTINGS, alertDecades: 3 };

const stored = await (await Session.open(wasm, [source])).analyze(strict);
stored.report.digest = await reportDigest(stored.report);

async function withoutFile() {
  const session = await Session.restore(wasm, [], stored);
  const report = session.rescore(stored.report, loose);
  await session.addMissingEvidence(report);
  report.digest = await reportDigest(report);
  return report;
}

it("name the block that holds their lines, and what they say, where the file is not at hand", async () => {
  const report = await withoutFile();
  const marked = report.alerts.filter(({ block }) => block);
  expect(marked.length).toBeGreaterThan(2);
  expect(report.alerts.every(({ block, evidence }) => (block === undefined) === evidence.length > 0)).toBe(true);
  const whole = await (await Session.open(wasm, [source])).analyze(loose);
  expect(whole.report.alerts.map(({ id }) => id)).toEqual(report.alerts.map(({ id }) => id));
  let hits = 0;
  for (const { id, series, block } of marked) {
    const { evidence } = whole.report.alerts.find((alert) => alert.id === id)!;
    const inBlock = (at: number) => at >= block!.fromByte && at < block!.toByte;
    // the index tells times and templates roughly: a block may be one ahead of the first line, never behind it
    if (inBlock(evidence[0]!.byteOffset)) hits++;
    expect(block!.fromByte).toBeLessThanOrEqual(evidence[0]!.byteOffset);
    expect(bytes.subarray(0, block!.fromByte).filter((byte) => byte === 10).length + 1).toBe(block!.line);
    expect(block!.exemplar === null).toBe(!series.startsWith("template:"));
  }
  expect(hits).toBeGreaterThan(marked.length / 2);
});

it("are verified as they are: a report says no more than it knows", async () => {
  const report = readReport(writeReport(await withoutFile()));
  const session = await Session.open(wasm, [source], { plan: report.source.plan, inputs: report.inputs });
  const { report: actual } = await session.analyze(report.settings);
  expect(compareReports(report, actual)).not.toEqual([]);
  await session.markAsIn(actual, report);
  expect(compareReports(report, actual)).toEqual([]);
  expect(await reportDigest(actual)).toBe(report.digest);
});

it("get their lines with the file, the same as from the start", async () => {
  const session = await Session.restore(wasm, [source], { ...stored, report: await withoutFile() });
  const report = session.rescore(await withoutFile(), loose);
  await session.addMissingEvidence(report);
  expect(await expectEvidence(report, session)).toBeGreaterThan(5);
  const whole = await (await Session.open(wasm, [source])).analyze(loose);
  expect(await reportDigest(report)).toBe(await reportDigest(whole.report));
});
