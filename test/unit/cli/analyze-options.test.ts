/** Words of the command line to settings, and what is refused. */
import { describe, expect, it } from "vitest";
import { binWidth, comparison, detector, parseAnalyze } from "../../../src/cli/analyze-options.ts";
import { UsageError } from "../../../src/cli/usage.ts";

describe("parseAnalyze", () => {
  it("takes the defaults where nothing is said", () => {
    expect(parseAnalyze(["a.log"])).toMatchObject({
      files: ["a.log"],
      settings: { timeZone: "UTC", binMs: null, compare: null },
      report: null,
      workers: null,
    });
  });

  it("takes every option, before and after several files", () => {
    const words = "--bin 50s a.csv --report R.json b.csv --compare Build=1..2 --key Code --time-zone Asia/Kathmandu";
    const detectors = "--detector ema-bands --detector mean-threshold:threshold=6,trailing=10+20,mode=ratio";
    const line = "--alert-decades 5.5 --least-events 20";
    const options = parseAnalyze(`${words} ${detectors} ${line} --workers 4`.split(" "));
    expect(options.files).toEqual(["a.csv", "b.csv"]);
    expect(options.report).toBe("R.json");
    expect(options.workers).toBe(4);
    expect(options.settings).toEqual({
      timeZone: "Asia/Kathmandu",
      binMs: 50_000,
      compare: { field: "Build", old: "1", new: "2", key: "Code" },
      detectors: [
        { name: "ema-bands", options: {} },
        { name: "mean-threshold", options: { threshold: 6, trailing: [10, 20], mode: "ratio" } },
      ],
      alertDecades: 5.5,
      leastEvents: 20,
    });
  });

  it.each([
    [],
    ["a.log", "--nonsense"],
    ["a.log", "--bin"],
    ["a.log", "--time-zone", "Mars/Base"],
    ["a.log", "--workers", "0"],
    ["a.log", "--key", "Code"],
    ["a.log", "--alert-decades", "0"],
    ["a.log", "--detector", "magic"],
    ["a.log", "--detector", "mean-threshold:threshold"],
    ["a.log", "--detector", "mean-threshold:trailing=often"],
  ])("refuses %j %j %j", (...args) => {
    expect(() => parseAnalyze(args)).toThrow(UsageError);
  });
});

describe("the parts", () => {
  it("reads bin widths", () => {
    expect(["30s", "5m", "1h", "1d"].map((text) => binWidth(text))).toEqual([30_000, 300_000, 3_600_000, 86_400_000]);
    for (const text of ["", "5", "0s", "1.5h", "-1s", "5 m"]) expect(() => binWidth(text), text).toThrow(UsageError);
  });

  it("splits a comparison at the first .. although versions hold dots", () => {
    const build = comparison("Build_Version=5.0007.510.011..5.0007.610.011", null);
    expect(build).toEqual({ field: "Build_Version", old: "5.0007.510.011", new: "5.0007.610.011", key: null });
    for (const text of ["Build", "Build=1", "Build=1..", "=1..2", "Build=1..1"]) {
      expect(() => comparison(text, null), text).toThrow(UsageError);
    }
  });

  it("reads one trailing length as a list too", () => {
    expect(detector("mean-threshold:trailing=5,threshold=1.25").options).toEqual({ trailing: [5], threshold: 1.25 });
  });
});
