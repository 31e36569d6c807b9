/** Numbers and times in sentences: the same everywhere, and true at the ends of their ranges. */
import { describe, expect, it } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import { TOOL } from "../../../src/model/tool.ts";
import { Clock, chance, counted, duration, lasting, number } from "../../../src/pipeline/words.ts";

describe("words", () => {
  it("group thousands with thin spaces and keep two digits of small fractions", () => {
    expect([0, 7, 999, 1234, 1_234_567, 0.123, 3.14, 99.96, 100.4].map(number)).toEqual([
      "0",
      "7",
      "999",
      "1\u202f234",
      "1\u202f234\u202f567",
      "0.12",
      "3.1",
      "100",
      "100",
    ]);
  });

  it("agree in number with their noun", () => {
    expect([counted(1, "error"), counted(2, "error"), counted(0, "error")]).toEqual([
      "1 error",
      "2 errors",
      "0 errors",
    ]);
  });

  it("say how long something lasted in two units at most", () => {
    expect([0, 30_000, 60_000, 870_000, 7_200_000, 7_260_500, 90_000_000, 1e9].map(lasting)).toEqual([
      "0 s",
      "30 s",
      "1 min",
      "14 min 30 s",
      "2 h",
      "2 h 1 min",
      "1 d 1 h",
      "11 d 13 h",
    ]);
  });

  it("say lengths of time in the largest unit that fits whole", () => {
    expect([1000, 15_000, 60_000, 90_000, 300_000, 3_600_000, 7_200_000, 86_400_000].map(duration)).toEqual([
      "1 s",
      "15 s",
      "1 min",
      "90 s",
      "5 min",
      "1 h",
      "2 h",
      "1 d",
    ]);
    expect([64_000, 17_664_000, 83_264_000, 172_799_000, 1_500_000_000, 3_599_000].map(duration)).toEqual([
      "64 s",
      "4 h 54 min",
      "23 h 8 min",
      "2 d",
      "17 d 9 h",
      "59 min 59 s",
    ]);
  });

  it("say chances, and no more than a score can tell", () => {
    expect([chance(3), chance(8.9), chance(12), chance(Number.POSITIVE_INFINITY)]).toEqual([
      "1 in 1\u202f000",
      "1 in 10⁸",
      "1 in 10¹²",
      "below 1 in 10³⁰⁰",
    ]);
  });

  it("name the day once where both ends share it, and never where stamps have none", () => {
    const start = Date.UTC(2026, 10, 2, 23, 59);
    expect(new Clock([], true).range(start, start + 30_000)).toBe("between 23:59:00 and 23:59:30 on 2026-11-02");
    expect(new Clock([], true).range(start, start + 60_000)).toBe(
      "between 2026-11-02 23:59:00 and 2026-11-03 00:00:00",
    );
    expect(new Clock([], false).range(0, 30_000)).toBe("between 00:00:00 and 00:00:30");
    const berlin = [{ localStartSeconds: -(2 ** 40), offsetSeconds: 3600 }];
    expect(new Clock(berlin, true).range(start, start + 30_000)).toBe("between 00:59:00 and 00:59:30 on 2026-11-03");
  });
});

it("a report names the version of the package", () => {
  expect(TOOL.version).toBe(packageJson.version);
});
