/** Zone, clock and year of each file, as inputs; and what the pipeline makes of them. */
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import type { FilePlan, Plan } from "../../../src/model/plan.ts";
import { resolveInputs } from "../../../src/pipeline/file-inputs.ts";
import { Session } from "../../../src/pipeline/session.ts";
import { zoneTransitions } from "../../../src/pipeline/zone.ts";
import { reportDigest } from "../../../src/report/digest.ts";
import { readReport } from "../../../src/report/read.ts";
import { compareReports } from "../../../src/report/verify.ts";
import { writeReport } from "../../../src/report/write.ts";
import { RELEASE } from "../../core/support/instances.ts";
import { filePlan } from "../../core/support/plans.ts";
import { memorySource } from "../../golden/memory-source.ts";

const TEXT: FilePlan = filePlan({ kind: "text" });
const SPAN = { first: 2025, last: 2026 };

describe("inputs", () => {
  it("hold a zone by file only where it differs from that of the analysis", () => {
    const plans = [null, "Europe/Berlin", "UTC"].map((timeZone) => ({ ...TEXT, timeZone, clockOffsetMs: 250 }));
    const { zoneTransitions: rows, files } = resolveInputs(plans, [null, null, null], "Europe/Berlin", SPAN);
    expect(rows).toEqual(zoneTransitions("Europe/Berlin", 2025, 2026));
    expect(files).toEqual([
      { firstYear: null, clockOffsetMs: 250 },
      { firstYear: null, clockOffsetMs: 250 },
      { firstYear: null, clockOffsetMs: 250, zoneTransitions: [] },
    ]);
  });

  it("take the year of the plan before the guessed one, where stamps lack it, and offsets for it", () => {
    const yearless: FilePlan = { ...TEXT, lacks: "year", firstYear: 2011, timeZone: "Europe/Berlin" };
    const { files } = resolveInputs([yearless, { ...TEXT, firstYear: 2011 }], [2025, 2025], "UTC", SPAN);
    expect(files).toMatchObject([{ firstYear: 2011 }, { firstYear: null }]);
    expect(files[0]?.zoneTransitions).toEqual(zoneTransitions("Europe/Berlin", 2011, 2026));
  });

  it("name a zone that is not known", () => {
    expect(() => resolveInputs([{ ...TEXT, timeZone: "Mars/Base" }], [null], "UTC", SPAN)).toThrow(/"Mars\/Base"/);
  });
});

describe("files with zones and clocks of their own", () => {
  const lines = (hours: readonly string[]) =>
    Buffer.from(hours.map((hour) => `2026-03-29 ${hour}:30:00 INFO tick ${hour}\n`).join(""));
  // the second hour is skipped in Berlin that night
  const sources = () => [
    memorySource("utc.log", lines(["00", "01", "02"]), [64], Date.UTC(2026, 3, 1)),
    memorySource("berlin.log", lines(["01", "02", "03"]), [64], Date.UTC(2026, 3, 1)),
  ];

  async function edited(): Promise<Plan> {
    const { opened } = await Session.open(RELEASE, sources());
    const [first, second] = opened.plan.files as [FilePlan, FilePlan];
    return {
      version: 1,
      files: [
        { ...first, clockOffsetMs: -90_500 },
        { ...second, timeZone: "Europe/Berlin" },
      ],
    };
  }

  async function timesOf(session: Session): Promise<string[]> {
    const { rows } = await session.readLines({ limit: 100 });
    return rows.map(({ file, timeMs }) => `${file} ${new Date(timeMs ?? 0).toISOString()}`);
  }

  const TIMES = [
    "0 2026-03-29T00:28:29.500Z",
    "0 2026-03-29T01:28:29.500Z",
    "0 2026-03-29T02:28:29.500Z",
    "1 2026-03-29T00:30:00.000Z",
    "1 2026-03-29T01:30:00.000Z",
    "1 2026-03-29T01:30:00.000Z",
  ];

  it("are read so, shown so, and verified from a report that was written and read", async () => {
    const session = await Session.open(RELEASE, sources(), { plan: await edited() });
    const { report, partial } = await session.analyze(DEFAULT_SETTINGS);
    expect([report.totals.firstMs, report.totals.lastMs].map((ms) => new Date(ms ?? 0).toISOString())).toEqual([
      "2026-03-29T00:28:29.500Z",
      "2026-03-29T02:28:29.500Z",
    ]);
    expect(await timesOf(session)).toEqual(TIMES);
    const restored = await Session.restore(RELEASE, sources(), { report, partial });
    expect(await timesOf(restored)).toEqual(TIMES);
    expect(restored.rescore(report, report.settings)).toMatchObject({ inputs: report.inputs, totals: report.totals });
    report.digest = await reportDigest(report);
    const copy = readReport(writeReport(report));
    const again = await Session.open(RELEASE, sources(), { plan: copy.source.plan, inputs: copy.inputs });
    const { report: second } = await again.analyze(copy.settings);
    expect(compareReports(copy, second)).toEqual([]);
    expect(await reportDigest(second)).toBe(report.digest);
  });

  it("say in the report what their layouts took", async () => {
    const session = await Session.open(RELEASE, sources());
    const { report } = await session.analyze(DEFAULT_SETTINGS);
    expect(report.reading.map(({ lines: n, layouts }) => [n, layouts.reduce((sum, taken) => sum + taken, 0)])).toEqual([
      [3, 3],
      [3, 3],
    ]);
  });
});
