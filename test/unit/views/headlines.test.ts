/** Findings without a detector that lead to a comparison. */
import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { headlinesOf } from "../../../src/views/headlines.ts";
import { sampleReport } from "../../support/sample-report.ts";

const seriesOf = (name: string, value: string, counts: number[]) =>
  ({
    id: `${name}=${value}`,
    kind: "dimension",
    label: `${name} ${value}`,
    binMs: 60_000,
    startMs: 0,
    counts,
  }) as Report["series"][number];

const sentences = (report: Report) => headlinesOf(report, null).map(({ sentence }) => sentence);

describe("headlines", () => {
  it("ask what differs between the two values of a field, where nothing is compared", () => {
    const report = { ...sampleReport(), comparison: null };
    const builds = ["5.10", "5.9"].map((value) => seriesOf("Build", value, [3, 4]));
    expect(sentences({ ...report, series: builds })[0]).toBe(
      "Build has two values, 5.9 and 5.10: what differs between them?",
    );
    const [headline] = headlinesOf({ ...report, series: builds }, null);
    expect(headline?.leads).toBe("Compare");
  });

  it("ask nothing of a field with one value, with many, or for a part of the file", () => {
    const report = { ...sampleReport(), comparison: null };
    const one = [seriesOf("Build", "5.9", [3]), seriesOf("Build", "5.10", [0])];
    const many = ["a", "b", "c"].map((value) => seriesOf("host", value, [1]));
    expect(sentences({ ...report, series: [...one, ...many] }).join()).not.toContain("two values");
    const builds = ["5.10", "5.9"].map((value) => seriesOf("Build", value, [3, 4]));
    const part = headlinesOf({ ...report, series: builds }, { startMs: 0, endMs: 60_000 });
    expect(part.some(({ leads }) => leads === "Compare")).toBe(false);
  });
});
