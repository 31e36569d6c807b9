/** Several files on one time line: the dimension of files, their order, and what does not depend on their names. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadModules } from "../../src/cli/wasm-modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { Settings } from "../../src/model/report.ts";
import { Session } from "../../src/pipeline/session.ts";
import { reportDigest } from "../../src/report/digest.ts";
import { tarOf, zipOf } from "../support/archives.ts";
import { expectEvidence } from "../support/evidence.ts";
import { memorySource } from "./memory-source.ts";

const wasm = await loadModules();
const MODIFIED = Date.UTC(2026, 2, 4, 9);
const two = (n: number) => String(n).padStart(2, "0");

/** Lines of an hour, one a minute. */
function hour(at: number, word: string, level = "INFO"): Buffer {
  return Buffer.from(
    Array.from({ length: 60 }, (_, i) => `2026-03-01T${two(at)}:${two(i)}:00Z ${level} ${word} step ${i}\n`).join(""),
  );
}

async function analyze(files: [string, Uint8Array][], settings: Settings = DEFAULT_SETTINGS) {
  const sources = files.map(([name, content]) => memorySource(name, content, [1000], MODIFIED));
  const session = await Session.open(wasm, sources);
  const { report } = await session.analyze(settings);
  await expectEvidence(report, session);
  report.digest = await reportDigest(report);
  return { session, report };
}

const names = (report: { source: { files: { name: string }[] } }) => report.source.files.map(({ name }) => name);

describe("several files", () => {
  it("each count as a value of a dimension", async () => {
    const { report, session } = await analyze([
      ["a.log", hour(8, "walk")],
      ["b.log", hour(9, "run")],
    ]);
    expect(report.source.plan.fileDimension).toBe("file");
    const series = report.series.filter(({ id }) => id.startsWith("file="));
    expect(series.map(({ id }) => id)).toEqual(["file=#1", "file=#2"]);
    const query = { dimensions: [{ name: "file", value: "#2" }], limit: 100 };
    const page = await session.readLines(query);
    expect(page.rows).toHaveLength(60);
    expect(page.rows.every(({ file }) => file === 1)).toBe(true);
  });

  it("of the same lines share their templates", async () => {
    const { report } = await analyze([
      ["a.log", hour(8, "walk")],
      ["b.log", hour(9, "walk")],
    ]);
    expect(report.templates).toMatchObject([{ count: 120, template: "walk step <*>" }]);
  });

  it("are compared by name, and kept by place", async () => {
    const compare = { field: "file", old: "old/app.log", new: "new/app.log", key: null };
    const files = (old: string, young: string): [string, Uint8Array][] => [
      [old, hour(8, "walk")],
      [young, Buffer.concat([hour(8, "walk"), hour(8, "fall", "ERROR")])],
    ];
    const { report } = await analyze(files("old/app.log", "new/app.log"), { ...DEFAULT_SETTINGS, compare });
    expect(report.settings.compare).toMatchObject({ old: "#1", new: "#2" });
    expect(report.comparison?.keys.map(({ key, old, new: young }) => [key, old, young])).toEqual([
      ["fall step <*>", 0, 60],
      ["walk step <*>", 60, 60],
    ]);
    const renamed = { field: "file", old: "x.log", new: "y.log", key: null };
    const { report: other } = await analyze(files("x.log", "y.log"), { ...DEFAULT_SETTINGS, compare: renamed });
    expect(other.digest).toBe(report.digest);
    await expect(
      analyze(files("old/app.log", "new/app.log"), {
        ...DEFAULT_SETTINGS,
        compare: { ...compare, old: "app.log" },
      }),
    ).rejects.toThrow(/2 files are called "app\.log"/);
  });

  it("alone has no dimension of files", async () => {
    const { report } = await analyze([["a.log", hour(8, "walk")]]);
    expect(report.source.plan.fileDimension).toBeUndefined();
    expect(report.series.some(({ id }) => id.startsWith("file="))).toBe(false);
  });

  it("of a rotated set are read oldest first, wherever they lie", async () => {
    const set: [string, Uint8Array][] = [
      ["app.log", hour(10, "walk")],
      ["app.log.1", hour(9, "walk")],
      ["app.log.2.gz", gzipSync(hour(8, "walk"))],
    ];
    const { report } = await analyze(set);
    expect(names(report)).toEqual(["app.log.2.gz", "app.log.1", "app.log"]);
    const members = set.map(([path, content]) => ({ path: `var/log/${path}`, content }));
    for (const [name, archive] of [
      ["x.tar", tarOf(members)],
      ["x.tgz", gzipSync(tarOf(members))],
      ["x.zip", zipOf(members)],
    ] as const) {
      const { report: packed } = await analyze([[name, archive]]);
      expect(names(packed)).toEqual(names(report).map((one) => `${name}/var/log/${one}`));
      expect(packed.digest).toBe(report.digest);
    }
  });

  it("with as many fields as there may be keep the dimension of files", async () => {
    const objects = (from: number) =>
      Buffer.from(
        Array.from(
          { length: 60 },
          (_, i) =>
            `${JSON.stringify({ time: `2026-03-01T${two(from)}:${two(i)}:00Z`, level: "info", msg: "walk", ...Object.fromEntries([..."abcdefghijk"].map((key) => [key, `${key}${i % 2}`])) })}\n`,
        ).join(""),
      );
    const { report } = await analyze([
      ["a.jsonl", objects(8)],
      ["b.jsonl", objects(9)],
    ]);
    const dimensions = new Set(
      report.series.filter(({ kind }) => kind === "dimension").map(({ id }) => id.split("=")[0]),
    );
    expect(dimensions).toContain("file");
    expect(dimensions.size).toBeLessThanOrEqual(8);
  });
});

describe("a file cut between events into two", () => {
  it("equals the whole but for positions, with the dimension of files off", async () => {
    const header = "time,level,message\n";
    const row = (i: number) => `2026-03-01 10:${two(i)}:00,info,step ${i} done\n`;
    const rows = Array.from({ length: 60 }, (_, i) => row(i));
    const { report: whole } = await analyze([["a.csv", Buffer.from(header + rows.join(""))]]);
    const [filePlan] = whole.source.plan.files;
    const parts = [rows.slice(0, 25), rows.slice(25)].map((some, i) =>
      memorySource(`${i}.csv`, Buffer.from(header + some.join("")), [100], MODIFIED),
    );
    const session = await Session.open(wasm, parts, { plan: { version: 1, files: [filePlan!, filePlan!] } });
    const { report } = await session.analyze(DEFAULT_SETTINGS);
    expect(report.series).toEqual(whole.series);
    expect(report.templates).toEqual(whole.templates);
    expect(report.totals).toMatchObject({
      events: 60,
      lines: 62,
      firstMs: whole.totals.firstMs,
      lastMs: whole.totals.lastMs,
    });
  });
});
