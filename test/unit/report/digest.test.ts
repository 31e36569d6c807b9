import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { canonicalJson } from "../../../src/report/canonical.ts";
import { reportDigest } from "../../../src/report/digest.ts";
import { readReport } from "../../../src/report/read.ts";
import { compareReports } from "../../../src/report/verify.ts";
import { writeReport } from "../../../src/report/write.ts";
import { sampleReport } from "../../support/sample-report.ts";

function changed(change: (report: Report) => void): Report {
  const report = sampleReport();
  change(report);
  return report;
}

/** What two honest analyses of the same content may differ in. */
const UNDETERMINED: Record<string, (report: Report) => void> = {
  "a file's name": (report) => {
    const [file] = report.source.files;
    if (file) file.name = "renamed.log";
    for (const alert of report.alerts) for (const line of alert.evidence) line.file = "renamed.log";
  },
  "a file's date": (report) => Object.assign(report.source.files[0] as object, { lastModified: 5 }),
  "a file's size on disk": (report) => Object.assign(report.source.files[0] as object, { bytes: 77 }),
  "a file's digest": (report) => Object.assign(report.source.files[0] as object, { digest: "e".repeat(64) }),
  "the tool": (report) => Object.assign(report.tool, { version: "9.9.9" }),
  "the wording of why reading stopped": (report) => Object.assign(report.completeness, { reason: "It stopped." }),
  annotations: (report) => Object.assign(report, { annotations: {} }),
  "the digest itself": (report) => Object.assign(report, { digest: "0".repeat(64) }),
};

const DETERMINED: Record<string, (report: Report) => void> = {
  "a total": (report) => Object.assign(report.totals, { lines: 61 }),
  "a level": (report) => Object.assign(report.totals.levels, { fatal: 2 }),
  "a setting": (report) => Object.assign(report.settings, { binMs: 2000 }),
  "an input": (report) => Object.assign(report.inputs.files[0] as object, { firstYear: 2024 }),
  "what a layout took": (report) => Object.assign(report.reading[0] as object, { layouts: [47] }),
  "the plan": (report) => Object.assign(report.source.plan.files[0] as object, { lineEnd: "cr" }),
  "a bin": (report) => Object.assign(report.series[0] as object, { counts: [1, 0, 8] }),
  "the order of series": (report) => report.series.reverse(),
  "a template": (report) => Object.assign(report.templates[0] as object, { template: "user <*>" }),
  "a line of evidence": (report) => Object.assign(report.alerts[0]?.evidence[0] as object, { text: "user" }),
  "the file of a line": (report) => Object.assign(report.alerts[0]?.evidence[0] as object, { file: "db.csv" }),
  "a verdict": (report) => Object.assign(report.comparison?.keys[0] as object, { verdict: "improved" }),
  "where reading stopped": (report) => Object.assign(report.completeness.unread[0] as object, { fromByte: 121 }),
  "a missing file": (report) => report.source.files.pop(),
};

describe("the digest of a report", () => {
  it.each(Object.entries(UNDETERMINED))("does not change with %s", async (_, change) => {
    expect(await reportDigest(changed(change))).toBe(await reportDigest(sampleReport()));
    expect(compareReports(sampleReport(), changed(change))).toEqual([]);
  });

  it.each(Object.entries(DETERMINED))("changes with %s, and the comparison says where", async (_, change) => {
    expect(await reportDigest(changed(change))).not.toBe(await reportDigest(sampleReport()));
    expect(compareReports(sampleReport(), changed(change))).not.toEqual([]);
  });

  it("survives writing and reading", async () => {
    expect(await reportDigest(readReport(writeReport(sampleReport())))).toBe(await reportDigest(sampleReport()));
  });

  it("stays what it was in earlier versions of the product", async () => {
    expect(await reportDigest(sampleReport())).toBe("8eafe7f982336b616736afcffc95911a994b1fec745789f89cfe0cdb0d6ec934");
  });
});

describe("compareReports", () => {
  it("names the path and both values", () => {
    const actual = changed((report) => {
      report.totals.levels.error = 10;
      Object.assign(report.alerts[0]?.evidence[0] as object, { line: 49 });
      report.incidents.pop();
    });
    expect(compareReports(sampleReport(), actual)).toEqual([
      { path: "totals.levels.error", expected: 9, actual: 10 },
      { path: "alerts[0].evidence[0].line", expected: 48, actual: 49 },
      { path: "incidents.length", expected: 1, actual: 0 },
    ]);
  });
});

describe("canonical JSON", () => {
  it("is the same for the same value in any order of keys, and reads back as it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(canonicalJson({ b: 1, a: { d: undefined, c: [2, null] } })).toBe('{"a":{"c":[2,null]},"b":1}');
  });

  it("refuses numbers that JSON cannot hold", () => {
    expect(() => canonicalJson({ x: Number.POSITIVE_INFINITY })).toThrow(TypeError);
  });
});
