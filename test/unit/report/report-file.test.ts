import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PUBLISHED_SCHEMA, publishedSchema } from "../../../scripts/report-schema.mjs";
import { reportSchema, schemaDefinitions } from "../../../src/model/report-schema.ts";
import { readReport } from "../../../src/report/read.ts";
import { writeReport } from "../../../src/report/write.ts";
import { sampleReport } from "../../support/sample-report.ts";

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, reversed(member)] as const)
      .reverse(),
  );
}

describe("a written report", () => {
  it("reads back as the same report", () => {
    expect(readReport(writeReport(sampleReport()))).toEqual(sampleReport());
  });

  it("does not depend on the order in which its objects were built", () => {
    expect(writeReport(reversed(sampleReport()) as never)).toBe(writeReport(sampleReport()));
  });

  it("has an alert and a template on a line of its own", () => {
    const lines = writeReport(sampleReport()).split("\n");
    expect(lines.filter((line) => line.startsWith('  {"id":"a1"'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('  {"id":"00000000000000a1"'))).toHaveLength(1);
  });

  it("refuses to write what could not be read again", () => {
    const report = sampleReport();
    report.totals.lines = Number.NaN;
    expect(() => writeReport(report)).toThrow();
  });
});

describe("a report that cannot be read says why in a sentence", () => {
  const damaged = (damage: (report: ReturnType<typeof sampleReport>) => void) => {
    const report = sampleReport();
    damage(report);
    return () => readReport(JSON.stringify(report));
  };

  it("when it is cut short", () => {
    const text = writeReport(sampleReport());
    expect(() => readReport(text.slice(0, text.length / 2))).toThrow(/not complete JSON/);
  });

  it("when it is other JSON", () => {
    for (const text of ["[]", "null", "3", '{"format":"x"}'])
      expect(() => readReport(text)).toThrow(/not a Timberline report/);
  });

  it("when it is of a newer version", () => {
    expect(damaged((report) => Object.assign(report, { version: 2 }))).toThrow(
      /version 2; this Timberline reads up to 1/,
    );
  });

  it("with the path of the first wrong field", () => {
    expect(damaged((report) => Object.assign(report.alerts[0] as object, { score: "high" }))).toThrow(
      /alerts\.0\.score/,
    );
    expect(damaged((report) => Object.assign(report.totals, { lines: -1 }))).toThrow(/totals\.lines/);
    expect(damaged((report) => Object.assign(report.templates[0] as object, { id: "A1" }))).toThrow(/templates\.0\.id/);
    expect(damaged((report) => Reflect.deleteProperty(report, "inputs"))).toThrow(/inputs/);
  });

  it("and leaves out keys that it does not know", () => {
    const read = readReport(JSON.stringify({ ...sampleReport(), surprise: 1 }));
    expect(read).not.toHaveProperty("surprise");
  });
});

it("the published schema is the one that imports are checked against", () => {
  expect(readFileSync(PUBLISHED_SCHEMA, "utf8")).toBe(publishedSchema(reportSchema, schemaDefinitions));
});
