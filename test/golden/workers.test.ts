/** A result must not depend on how many readers shared the work: samples made long, and several files together. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { FilePlan } from "../../src/model/plan.ts";
import type { Report } from "../../src/model/report.ts";
import { benchLog } from "../../src/simulate/bench-log.ts";
import { analyzeBytes, analyzeSources, memorySource, sampleBytes } from "./memory-source.ts";

const WORKERS = [2, 4, 8];
const CHUNKS = [97, 65_536, 1_048_576];
const RUN = 65_536;
const SAMPLES = readdirSync(new URL("samples/", import.meta.url)).filter((name) =>
  /\.(log|csv|tsv|jsonl|txt)$/.test(name),
);

/** Length of the first line with its end, LF or lone CR. */
function headerBytes(content: Buffer): number {
  return content.indexOf(content.includes(10) ? 10 : 13) + 1;
}

/** A sample over and over, its header once, until it has several runs of the line index. */
function long(name: string, bytes: number): Uint8Array {
  const content = Buffer.from(sampleBytes(name));
  const header = /\.[ct]sv$/.test(name) ? headerBytes(content) : 0;
  const body = content.subarray(header);
  const times = Math.ceil(bytes / body.length);
  return Buffer.concat([content.subarray(0, header), ...Array.from({ length: times }, () => body)]);
}

describe("workers", () => {
  it.each(SAMPLES)("of any number give the digest of one for %s, made long", async (name) => {
    const content = long(name, 200_000);
    const { report } = await analyzeBytes(name, content);
    expect(report.totals.bytes).toBe(content.length);
    for (const workers of WORKERS) {
      const chunkBytes = [CHUNKS[workers % CHUNKS.length] as number];
      const shared = await analyzeBytes(name, content, { chunkBytes, readers: { workers, pieceBytes: RUN } });
      expect(shared.report).toEqual(report);
    }
  });

  it("give the digest of one for a log of many blocks, whatever the pieces", async () => {
    const content = Buffer.concat([...benchLog(3_000_000)]);
    const { report } = await analyzeBytes("application.log", content);
    for (const workers of WORKERS)
      for (const pieceBytes of [RUN, 5 * RUN, 1 << 20]) {
        const shared = await analyzeBytes("application.log", content, { readers: { workers, pieceBytes } });
        expect(shared.report.digest).toBe(report.digest);
      }
  });

  it("give the digest of one for several files of many formats", async () => {
    const files = ["iso-app.log", "quoted.csv", "access.log", "notes.txt", "app.jsonl", "syslog.log"];
    const sources = () =>
      files.map((name, i) => memorySource(name, long(name, i % 2 ? 2_000 : 300_000), [10_007], Date.UTC(2026, 2, 4)));
    const { report } = await analyzeSources(sources());
    for (const workers of WORKERS) {
      const shared = await analyzeSources(sources(), DEFAULT_SETTINGS, { workers, pieceBytes: 2 * RUN });
      expect(shared.report).toEqual(report);
    }
  });

  it("find the header of a table that is longer than a piece", async () => {
    const header = `time,${Array.from({ length: 14_000 }, (_, i) => `column ${i}`).join(",")}\n`;
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `2026-01-02T03:04:${String(i % 60).padStart(2, "0")}Z,${i % 7},a\n`,
    );
    const content = Buffer.from(header + rows.join(""));
    const { report } = await analyzeBytes("wide.csv", content);
    const shared = await analyzeBytes("wide.csv", content, { readers: { workers: 2, pieceBytes: RUN } });
    expect(shared.report).toEqual(report);
  });
});

/** What does not name a place in a file. */
function withoutPlaces(report: Report) {
  const { totals, series, templates, alerts, incidents } = report;
  return {
    totals: { ...totals, bytes: 0, lines: 0 },
    series,
    templates,
    incidents,
    alerts: alerts.map(({ evidence, ...alert }) => ({ ...alert, texts: evidence.map(({ text }) => text) })),
  };
}

describe("a file cut between events", () => {
  it.each(["iso-app.log", "access.log", "app.jsonl", "builds.csv", "codes.tsv"])(
    "opened as two is the whole but for places: %s",
    async (name) => {
      const content = Buffer.from(long(name, 90_000));
      const header = /\.[ct]sv$/.test(name) ? content.subarray(0, headerBytes(content)) : Buffer.alloc(0);
      // in a log, a line that does not begin with its date may continue the event before
      const startOfEvent = /\.log$/.test(name) ? /\n(?=\d)/g : /[\r\n](?=\S)/g;
      const starts = [...content.toString("latin1").matchAll(startOfEvent)].map(({ index }) => index + 1);
      const cut = starts[Math.floor(starts.length / 2)] as number;
      const whole = await analyzeBytes(name, content);
      const pieces = [content.subarray(0, cut), Buffer.concat([header, content.subarray(cut)])];
      const sources = pieces.map((bytes, i) => memorySource(`${i}-${name}`, bytes, [5000], Date.UTC(2026, 2, 4, 9)));
      const [plan] = whole.report.source.plan.files as [FilePlan];
      const two = await analyzeSources(sources, DEFAULT_SETTINGS, undefined, { version: 1, files: [plan, plan] });
      expect(withoutPlaces(two.report)).toEqual(withoutPlaces(whole.report));
      expect(two.report.totals.lines).toBe(whole.report.totals.lines + (header.length > 0 ? 1 : 0));
    },
  );
});
