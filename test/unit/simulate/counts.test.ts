/** The counted course agrees with the written one. */
import { describe, expect, it } from "vitest";
import { simulateCounts } from "../../../src/simulate/counts.ts";
import { INJECTION_KINDS } from "../../../src/simulate/injections.ts";
import { simulate } from "../../../src/simulate/simulate.ts";

const START_MS = Date.UTC(2026, 10, 2, 8);

describe("simulateCounts", () => {
  it.each([false, true])(
    "has the same injections and on average the same counts as the log, restless %s",
    (restless) => {
      const options = {
        seed: 6,
        startMs: START_MS,
        hours: 3,
        rate: 40,
        inject: ["mix", "flood", "silence"] as const,
        restless,
      };
      const counted = simulateCounts(options, 60);
      const written = simulate(options);
      const decoder = new TextDecoder();
      const text = [...written.lines()].map((chunk) => decoder.decode(chunk)).join("");
      expect(counted.truth.injections.map(({ kind, startMs, endMs }) => ({ kind, startMs, endMs }))).toEqual(
        written.truth.injections.map(({ kind, startMs, endMs }) => ({ kind, startMs, endMs })),
      );
      for (const words of ["Cache hit for", "Cache miss for", "signed in from", "Compaction"]) {
        const inText = text.split("\n").filter((line) => line.includes(words)).length;
        const series = counted.series.find(({ template }) => template.includes(words));
        const inCounts = series?.values.reduce((sum, count) => sum + count, 0) ?? 0;
        expect(Math.abs(inCounts - inText), words).toBeLessThan(6 * Math.sqrt(inText) + 0.06 * inText);
      }
      const silence = counted.truth.injections.find(({ kind }) => kind === "silence");
      const bin = Math.ceil(((silence?.startMs ?? 0) - START_MS) / 60_000);
      for (const { values } of counted.series) expect(values[bin]).toBe(0);
    },
  );

  it("places every kind, each in its span and where it says", () => {
    const { truth, series } = simulateCounts(
      { seed: 3, startMs: START_MS, hours: 24 * 14, rate: 2, inject: INJECTION_KINDS },
      300,
    );
    expect(truth.injections.map(({ kind }) => kind)).toEqual([...INJECTION_KINDS]);
    let end = START_MS;
    for (const injection of truth.injections) {
      expect(injection.startMs).toBeGreaterThanOrEqual(end);
      end = injection.endMs;
    }
    const fresh = truth.injections.find(({ kind }) => kind === "exception");
    const [id = ""] = fresh?.series ?? [];
    const own = series.find(({ template }) => `template:${template}` === id);
    expect(own?.values.reduce((sum, count) => sum + count, 0)).toBe(8);
    const hour = new Date(truth.injections.find(({ kind }) => kind === "contextual")?.startMs ?? 0).getUTCHours();
    expect(hour).toBeLessThan(6);
  });
});
