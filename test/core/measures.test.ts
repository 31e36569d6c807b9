/** Numeric columns: how numbers are read, and sums that are exact in any order. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TableColumn } from "../../src/model/plan.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed } from "./support/outcome.ts";
import { ISO, startPlan, tablePlan } from "./support/plans.ts";
import { randomFrom } from "./support/random.ts";

const COLUMNS: TableColumn[] = [
  { name: "time", role: "time" },
  { name: "value", role: "measure" },
];
const START = 1_767_225_600;

const stamp = (second: number) => new Date(second * 1000).toISOString();

/** ±mantissa × 10^exponent as people write it, in plain and in exponent form */
const decimal = fc
  .record({
    digits: fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }).map(String),
    point: fc.nat(15),
    exponent: fc.option(fc.integer({ min: -22, max: 22 }), { nil: null }),
    sign: fc.constantFrom("", "-", "+"),
    blanks: fc.constantFrom("", " ", "  "),
  })
  .map(({ digits, point, exponent, sign, blanks }) => {
    const at = Math.min(point, digits.length);
    const body = at === digits.length ? digits : `${digits.slice(0, at) || "0"}.${digits.slice(at)}`;
    return `${blanks}${sign}${body}${exponent === null ? "" : `e${exponent}`}${blanks}`;
  });

/** Whether all digits and the power of ten are in the range that is exact (Clinger 1990). */
function isExactRange(text: string): boolean {
  const [mantissa = "", exponent = "0"] = text.trim().toLowerCase().split("e");
  const fraction = mantissa.split(".")[1]?.length ?? 0;
  return Math.abs(Number(exponent) - fraction) <= 22;
}

function halfToEven(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 && below % 2 === 0 ? below : Math.round(value);
}

describe.each(BUILDS)("numbers, $build build", ({ module }) => {
  function parse(texts: readonly string[]): number[] {
    const core = newCore(module, { measures: 1 });
    startPlan(core, tablePlan(COLUMNS, { time: ISO }));
    core.writeRows();
    const lines = texts.map((text) => `${stamp(START)},${text}\n`);
    return core.rows(Buffer.from(lines.join("")), true).map(({ measures }) => measures[0] ?? 0);
  }

  it("are read as Number reads them", () => {
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 1, maxLength: 40 }), (texts) => {
        const exact = texts.filter(isExactRange);
        expect(parse(exact)).toEqual(exact.map(Number));
      }),
      { numRuns: 150 },
    );
  });

  it("of any length are near to what Number reads", () => {
    const long = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(30), fc.integer({ min: -250, max: 250 }))
      .map(([digits, point, exponent]) => `${digits}.${String(point)}e${exponent}`);
    fc.assert(
      fc.property(fc.array(long, { minLength: 1, maxLength: 40 }), (texts) => {
        parse(texts).forEach((value, i) => {
          const expected = Number(texts[i]);
          expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1e-14);
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each(["", " ", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1 2", "0x1", "1,", "NaN", "inf", "--1", "1e5x", "é"])(
    "are not in %j",
    (text) => {
      expect(parse([`"${text}"`])).toEqual([Number.NaN]);
    },
  );

  it.each([
    ["0", 0],
    ["-0.0", -0],
    ["5.", 5],
    [".5", 0.5],
    ["+1E3", 1000],
    ["1e-400", 0],
    ["0e999999", 0],
    ["000000000000000000000012", 12],
    ["0.000000000000000000000012", 1.2e-23],
  ])("%s is %d", (text, value) => {
    expect(parse([text])[0]).toBeCloseTo(value, 30);
  });
});

describe.each(BUILDS)("measures, $build build", ({ module }) => {
  function read(lines: readonly string[], measureCells = 0, chunk = 5000) {
    const core = newCore(module, { measures: 1, budgets: { measureCells } });
    startPlan(core, tablePlan(COLUMNS, { time: ISO }));
    feed(core, Buffer.from(lines.join("\n")), [chunk]);
    core.settle();
    return core;
  }
  const line = (second: number, value: number | string) => `${stamp(second)},${value}`;

  /** Sum of values in steps of 2^-32, each rounded to the nearest, divided by their number. */
  function exactMean(values: readonly number[]): number {
    const steps = (value: number) => BigInt(halfToEven(Math.abs(value) * 2 ** 32)) * (value < 0 ? -1n : 1n);
    const sum = values.reduce((total, value) => total + steps(value), 0n);
    return Number(sum) / 2 ** 32 / values.length;
  }

  const value = fc.oneof(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.integer({ min: -9, max: 9 }),
    fc.constantFrom(-0.1, 0.1, 1e15, -1e15, 123_456_789.123),
  );

  it("have means from exact sums", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
        const core = read(values.map((v) => line(START, v)));
        const [mean] = core.measure(0, "mean", START, 1, 1);
        const expected = exactMean(values);
        expect(Math.abs((mean ?? 0) - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1e-15);
      }),
      { numRuns: 60 },
    );
  });

  it("do not depend on the order of values or on parts", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 60 }), fc.nat(), (values, seed) => {
        const lines = values.map((v, i) => line(START + (i % 3), v));
        const random = randomFrom(seed);
        const shuffled = lines.map((text) => ({ text, at: random.next() })).sort((a, b) => a.at - b.at);
        const means = [...read(lines).measure(0, "mean", START, 3, 1)];
        expect([...read(shuffled.map(({ text }) => text)).measure(0, "mean", START, 3, 1)]).toEqual(means);
        const whole = read(lines.slice(0, 1));
        whole.merge(read(lines.slice(1)).partial());
        whole.settle();
        expect([...whole.measure(0, "mean", START, 3, 1)]).toEqual(means);
      }),
      { numRuns: 60 },
    );
  });

  it("leave out what is no number, too large, or without a time", () => {
    const core = read([line(START, "x"), line(START, 1e300), line(START, 4), "no time,1000", line(START + 2, "")]);
    expect([...core.measure(0, "mean", START, 3, 1)]).toEqual([4, Number.NaN, Number.NaN]);
  });

  it("are coarsened to the least width at which they fit, and stay exact", () => {
    for (const [seconds, step, budget] of [
      [3000, 1, 100],
      [5000, 3, 64],
      [2500, 1, 2000],
      [9000, 1, 1000],
    ] as const) {
      const values = Array.from({ length: seconds }, (_, i) => ({ second: START + i * step, value: (i * 37) % 101 }));
      const fits = (shift: number) => new Set(values.map(({ second }) => second >> shift)).size <= budget;
      let shift = 0;
      while (!fits(shift)) shift++;
      const core = read(
        values.map((v) => line(v.second, v.value)),
        budget,
      );
      expect(core.totals().measureShift, `${budget}`).toBe(shift);
      const width = 2 ** shift;
      const first = Math.floor(START / width);
      const count = Math.floor((START + seconds * step) / width) - first + 1;
      const expected = Array.from({ length: count }, (_, i) => {
        const inBin = values.filter(({ second }) => Math.floor(second / width) === first + i);
        return inBin.length === 0 ? Number.NaN : exactMean(inBin.map((v) => v.value));
      });
      expect([...core.measure(0, "mean", first, count, width)]).toEqual(expected);
    }
  });
});
