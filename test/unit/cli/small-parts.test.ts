/** Paths, times and simulate's options. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromCallersFolder } from "../../../src/cli/paths.ts";
import { parseSimulate, runSimulate } from "../../../src/cli/simulate-command.ts";
import { UsageError } from "../../../src/cli/usage.ts";
import { isoTime } from "../../../src/model/iso-time.ts";

describe("fromCallersFolder", () => {
  it("resolves from the folder npm was called in, only when npm runs this script", () => {
    const env = { INIT_CWD: "/home/ada/logs", npm_lifecycle_event: "timberline" };
    expect(fromCallersFolder("a.log", env)).toBe("/home/ada/logs/a.log");
    expect(fromCallersFolder("/var/a.log", env)).toBe("/var/a.log");
    expect(fromCallersFolder("a.log", { ...env, npm_lifecycle_event: "test" })).toBe(join(process.cwd(), "a.log"));
    expect(fromCallersFolder("a.log", {})).toBe(join(process.cwd(), "a.log"));
  });
});

describe("isoTime", () => {
  it("writes milliseconds, and microseconds where there are some", () => {
    expect(isoTime(Date.UTC(2026, 10, 2, 8, 0, 0, 123))).toBe("2026-11-02T08:00:00.123Z");
    expect(isoTime(Date.UTC(2026, 10, 2, 8) + 0.25)).toBe("2026-11-02T08:00:00.000250Z");
    expect(isoTime(-1)).toBe("1969-12-31T23:59:59.999Z");
  });

  it("has no text for no time, or one beyond the calendar", () => {
    expect([isoTime(null), isoTime(Number.NaN), isoTime(1e16)]).toEqual([null, null, null]);
  });
});

describe("simulate", () => {
  it("writes the log and its truth", () => {
    const folder = mkdtempSync(join(tmpdir(), "timberline-simulate-"));
    const [out, truth] = [join(folder, "x.log"), join(folder, "t.json")];
    const words = `--seed 3 --hours 0.2 --rate 5 --inject spike,new-template --out ${out} --truth ${truth}`;
    expect(runSimulate(words.split(" "))).toBe(0);
    const lines = readFileSync(out, "utf8").split("\n");
    const told = JSON.parse(readFileSync(truth, "utf8"));
    expect(told).toMatchObject({ seed: 3, injections: [{ kind: "spike" }, { kind: "new-template" }] });
    expect(Object.keys(told.injections[1])).toEqual(["kind", "startMs", "endMs", "series", "lines"]);
    for (const line of told.injections[1].lines) expect(lines[line - 1]).toContain("Certificate of");
    rmSync(folder, { recursive: true });
  });

  it.each(["--hours 0", "--rate many", "--seed 1.5", "--inject famine", "--start soon", "--what 1", "stray"])(
    "refuses %s",
    (words) => {
      expect(() => parseSimulate(words.split(" "))).toThrow(UsageError);
    },
  );
});
