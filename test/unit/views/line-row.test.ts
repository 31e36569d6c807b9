/** How a raw line is cut to be drawn, and how the time since the one above is written. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deltaText, partsOf } from "../../../src/views/line-row.ts";

describe("the parts of a text", () => {
  const spans = fc
    .uniqueArray(fc.nat(40), { maxLength: 8 })
    .map((ends) => ends.sort((a, b) => a - b))
    .map((ends) => ends.flatMap((end, i): [number, number][] => (i % 2 === 1 ? [[ends[i - 1] as number, end]] : [])));

  it("are the whole text, each of one kind", () => {
    fc.assert(
      fc.property(fc.nat(45), spans, spans, (length, parameters, marks) => {
        const parts = partsOf(length, parameters, marks);
        const kinds = parts.flatMap(({ from, to, parameter, mark }) => Array(to - from).fill([parameter, mark]));
        const within = (all: readonly [number, number][], at: number) =>
          all.some(([from, to]) => at >= from && at < to);
        expect(kinds).toEqual(Array.from({ length }, (_, at) => [within(parameters, at), within(marks, at)]));
      }),
    );
  });
});

describe("the time since the line above", () => {
  it.each([
    [137, "+0.137"],
    [0, "+0.000"],
    [-20, "−0.020"],
    [59_999, "+59.999"],
    [184_000, "+3:04"],
    [3_600_000 * 26 + 61_000, "+26:01:01"],
  ])("of %i ms is %s", (durationMs, text) => {
    expect(deltaText(durationMs)).toBe(text);
  });
});
