/** The simulator: same bytes everywhere, truth that agrees with the text, a believable course. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { benchLog } from "../../../src/simulate/bench-log.ts";
import type { InjectionTruth } from "../../../src/simulate/injections.ts";
import { type Simulation, simulate } from "../../../src/simulate/simulate.ts";

const START_MS = Date.UTC(2026, 10, 2, 8);
const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (INFO |DEBUG|WARN |ERROR|FATAL) \[[\w-]+\] (\w+): (.+)$/;

const TRACE_LINE = /^(\s+at |\s+\.\.\. |Caused by: |java\.|app\.)/;

function text(simulation: Simulation): string {
  const decoder = new TextDecoder();
  return [...simulation.lines()].map((chunk) => decoder.decode(chunk)).join("");
}

function small(seed: number, inject: InjectionTruth["kind"][] = []): Simulation {
  return simulate({ seed, startMs: START_MS, hours: 2, rate: 20, inject });
}

describe("simulate", () => {
  it("gives the same bytes for the same seed, in every zone", () => {
    const simulation = small(7, ["spike", "cascade", "new-template", "silence"]);
    const sum = createHash("sha256").update(text(simulation)).digest("hex");
    expect(sum).toBe("6f0c75eb568291918b2cdb48023208b7b4c05aea4d024ad596b54ba392cb5616");
    expect(createHash("sha256").update(text(simulation)).digest("hex")).toBe(sum);
  });

  it("gives other bytes for another seed", () => {
    expect(text(small(1))).not.toBe(text(small(2)));
  });

  it("writes one layout, in order of time, with stack traces between", () => {
    let last = START_MS;
    let traces = 0;
    for (const line of text(small(3)).split("\n").slice(0, -1)) {
      const match = LINE.exec(line);
      if (match === null) {
        if (!TRACE_LINE.test(line)) throw new Error(`not a line of a stack trace: ${line}`);
        traces++;
        continue;
      }
      const timeMs = Date.parse(match[1] as string);
      if (timeMs < last) throw new Error(`${line} goes back in time`);
      last = timeMs;
    }
    expect(last).toBeLessThan(START_MS + 2 * 3_600_000);
    expect(traces).toBeGreaterThan(50);
  });

  it("keeps the average rate, and varies more than Poisson and with memory", () => {
    const perMinute = new Array<number>(24 * 60).fill(0);
    const day = simulate({ seed: 5, startMs: START_MS, hours: 24, rate: 5, inject: [] });
    for (const line of text(day).split("\n")) {
      const stamp = LINE.exec(line)?.[1];
      const minute = stamp === undefined ? -1 : Math.floor((Date.parse(stamp) - START_MS) / 60_000);
      if (minute >= 0) perMinute[minute] = (perMinute[minute] as number) + 1;
    }
    const mean = perMinute.reduce((sum, count) => sum + count) / perMinute.length;
    expect(mean / 60).toBeGreaterThan(4.5);
    expect(mean / 60).toBeLessThan(5.5);
    // within the quiet hour around 3 a.m., where the daily rhythm is flat
    const night = perMinute.slice(18 * 60, 21 * 60);
    const level = night.reduce((sum, count) => sum + count) / night.length;
    const deviations = night.map((count) => count - level);
    const variance = deviations.reduce((sum, d) => sum + d * d, 0) / night.length;
    const lagged = deviations.slice(1).reduce((sum, d, i) => sum + d * (deviations[i] as number), 0) / night.length;
    expect(variance).toBeGreaterThan(2 * level);
    expect(lagged / variance).toBeGreaterThan(0.3);
  });

  it("tells the truth about what it injected", () => {
    const simulation = small(11, ["spike", "cascade", "new-template", "silence"]);
    const lines = text(simulation).split("\n");
    const inside = (injection: InjectionTruth): string[] =>
      lines.filter((line) => {
        const timeMs = Date.parse(LINE.exec(line)?.[1] ?? "");
        return timeMs >= injection.startMs && timeMs < injection.endMs;
      });
    const [spike, cascade, fresh, silence] = simulation.truth.injections as InjectionTruth[];
    if (!spike || !cascade || !fresh || !silence) throw new Error("an injection is missing");

    expect(spike.endMs - spike.startMs).toBe(60_000);
    for (const line of spike.lines) expect(lines[line - 1]).toMatch(/ ERROR /);
    expect(cascade.lines.length).toBeGreaterThan(100);
    const during = new Set(inside(cascade));
    expect(cascade.lines.filter((line) => !during.has(lines[line - 1] as string))).toEqual([]);
    expect(fresh.lines).toHaveLength(5);
    const words = / (Certificate of) /;
    expect(lines.filter((line) => words.test(line))).toEqual(fresh.lines.map((line) => lines[line - 1]));
    expect(fresh.series).toEqual(["template:Certificate of <*> expires in <*> days"]);
    expect(silence.endMs - silence.startMs).toBe(300_000);
    expect(silence.lines).toEqual([]);
    expect(inside(silence)).toEqual([]);
  });

  it("triples the errors of a spike", () => {
    const busy = simulate({ seed: 2, startMs: START_MS, hours: 0.5, rate: 400, inject: ["spike"] });
    const lines = text(busy).split("\n");
    const [spike] = busy.truth.injections as [InjectionTruth];
    const errorsIn = (startMs: number, endMs: number): number =>
      lines.filter((line) => {
        const match = LINE.exec(line);
        const timeMs = Date.parse(match?.[1] ?? "");
        return match?.[2] === "ERROR" && timeMs >= startMs && timeMs < endMs;
      }).length;
    const usual = errorsIn(START_MS, spike.startMs) / ((spike.startMs - START_MS) / 60_000);
    const during = errorsIn(spike.startMs, spike.endMs);
    expect(during / usual).toBeGreaterThan(2);
    expect(during / usual).toBeLessThan(4.5);
  });

  it("fits the injections into a short span, apart from each other", () => {
    const short = simulate({
      seed: 4,
      startMs: START_MS,
      hours: 0.1,
      rate: 10,
      inject: ["silence", "spike", "silence"],
    });
    let end = START_MS;
    for (const injection of short.truth.injections) {
      expect(injection.startMs).toBeGreaterThanOrEqual(end);
      end = injection.endMs;
      expect(end).toBeGreaterThan(injection.startMs);
    }
    expect(end).toBeLessThanOrEqual(START_MS + 360_000);
  });

  it("refuses a span or rate that is not positive", () => {
    const options = { seed: 1, startMs: START_MS, hours: 1, rate: 1, inject: [] };
    expect(() => simulate({ ...options, hours: 0 })).toThrow(RangeError);
    expect(() => simulate({ ...options, rate: Number.NaN })).toThrow(RangeError);
  });
});

describe("benchLog", () => {
  it("fills the size to within a line, with whole lines", () => {
    const chunks = [...benchLog(1_000_000)];
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    expect(bytes).toBeLessThanOrEqual(1_000_000);
    expect(bytes).toBeGreaterThan(999_000);
    expect(chunks.at(-1)?.at(-1)).toBe(10);
  });
});
