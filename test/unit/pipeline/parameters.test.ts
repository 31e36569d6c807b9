/** Messages laid over templates and their values counted, against messages that were made from both. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { align, ParameterCounts, shapeOf, summarise } from "../../../src/pipeline/parameters.ts";
import { spread } from "../../../src/pipeline/template-lines.ts";

const word = fc.stringMatching(/^[a-z#.\u00e4\u20ac]{1,8}$/);
const value = fc.stringMatching(/^[A-Z0-9]{1,6}$/);
const separator = fc.constantFrom(" ", "  ", ": ", "=", " [", "] ", ", ", " (", ' "');
/** constants are of small letters, values of capitals and digits: so nothing is taken for something else */
const parts = fc.array(
  fc.oneof(
    word.map((text) => ({ text, isValue: false })),
    value.map((text) => ({ text, isValue: true })),
  ),
  { minLength: 1, maxLength: 12 },
);

function joined(texts: readonly string[], separators: readonly string[]): string {
  return texts.map((text, i) => (i === 0 ? text : (separators[i % separators.length] ?? " ") + text)).join("");
}

describe("a message laid over its template", () => {
  it("gives the values that it was made with, whatever stands between the words", () => {
    fc.assert(
      fc.property(parts, fc.array(separator, { minLength: 1, maxLength: 5 }), (all, separators) => {
        // neighbouring values are one parameter
        const groups: { texts: string[]; isValue: boolean }[] = [];
        for (const { text, isValue } of all) {
          const before = groups.at(-1);
          if (isValue && before?.isValue) before.texts.push(text);
          else groups.push({ texts: [text], isValue });
        }
        const template = groups.map(({ texts, isValue }) => (isValue ? "<*>" : texts.join(" "))).join(" ");
        const message = joined(
          all.map(({ text }) => text),
          separators,
        );
        const found = align(shapeOf(template), message);
        const words = (text: string) => text.match(/[A-Z0-9]+/g);
        expect(found?.map(words)).toEqual(groups.filter(({ isValue }) => isValue).map(({ texts }) => texts));
      }),
    );
  });

  it("finds a way over it exactly when there is one, for constants that come again", () => {
    const few = fc.constantFrom("a", "b", "<*>");
    /** tries all ways to share the words out */
    const fits = (template: readonly string[], words: readonly string[]): boolean => {
      const [part, ...rest] = template;
      if (part === undefined) return words.length === 0;
      if (part !== "<*>") return words[0] === part && fits(rest, words.slice(1));
      return words.some((_, i) => fits(rest, words.slice(i + 1)));
    };
    fc.assert(
      fc.property(
        fc.array(few, { minLength: 1, maxLength: 7 }),
        fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 9 }),
        (template, words) => {
          const values = align(shapeOf(template.join(" ")), words.join(" "));
          expect(values !== null).toBe(fits(template, words));
          if (values === null) return;
          const shown = values.values();
          expect(template.map((part) => (part === "<*>" ? shown.next().value : part)).join(" ")).toBe(words.join(" "));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("keeps the brackets that a value opens, not those around it", () => {
    expect(align(shapeOf("call <*> done [<*>]"), "call foo(1, 2) done [x]")).toEqual(["foo(1, 2)", "x"]);
    expect(align(shapeOf("call (<*>) done"), "call (5) done")).toEqual(["5"]);
  });

  it("looks at as much of a long message as the core does", () => {
    const long = `took ${"x1 ".repeat(200)}end`;
    expect(align(shapeOf("took <*>"), long)?.[0]?.length).toBe(506);
    const wide = `took ${"\u20ac1 ".repeat(200)}end`;
    expect(new TextEncoder().encode(`took ${align(shapeOf("took <*>"), wide)?.[0]}`).length).toBeLessThanOrEqual(512);
  });
});

describe("counts of values", () => {
  it.each([12, 3000, 40_000])("let expect how many of %i values there are in all events", (kinds) => {
    const counts = new ParameterCounts("by <*>");
    let state = 7;
    const samples = 5000;
    for (let i = 0; i < samples; i++) {
      state = (state * 48_271) % 2_147_483_647;
      counts.add(`by user${state % kinds}`);
    }
    const [parameter] = counts.summary(1_000_000);
    expect(parameter?.distinct).toBeLessThanOrEqual(Math.min(kinds, samples));
    expect(parameter?.distinctEstimate).toBeGreaterThan(kinds * 0.8);
    expect(parameter?.distinctEstimate).toBeLessThan(kinds * 1.2);
  });

  it("add up, and numbers lie as in the sorted list of all of them", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 300 }), (numbers) => {
        const counts = new ParameterCounts("took <*> ms");
        for (const one of numbers) counts.add(`took ${one} ms`);
        counts.add("took off");
        expect([counts.events, counts.unaligned]).toEqual([numbers.length, 1]);
        const [parameter] = counts.summary();
        expect(parameter).toMatchObject({ context: "took <*> ms", type: "duration", typeCount: numbers.length });
        const distinct = new Set(numbers);
        expect(parameter?.distinct).toBe(distinct.size);
        expect(parameter?.distinctEstimate).toBe(distinct.size);
        const times = (value: string) => numbers.filter((one) => String(one) === value).length;
        for (const { value, count } of parameter?.top ?? []) expect(count).toBe(times(value));
        expect(parameter?.top.length).toBe(Math.min(10, distinct.size));
        const least = Math.min(...(parameter?.top ?? []).map(({ count }) => count));
        const shown = new Set(parameter?.top.map(({ value }) => value));
        for (const one of distinct) if (!shown.has(String(one))) expect(times(String(one))).toBeLessThanOrEqual(least);
        const sorted = [...numbers].sort((a, b) => a - b);
        const nearest = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
        expect(parameter?.numbers).toEqual({
          unit: "ms",
          overTime: [],
          count: numbers.length,
          min: nearest(0),
          median: nearest(0.5),
          p95: nearest(0.95),
          max: nearest(1),
        });
      }),
    );
  });

  it("convert amounts only where their units differ", () => {
    const of = (...values: string[]) => summarise(values.map((value) => ({ timeMs: null, value })));
    expect(of("1 s", "3 s").numbers).toMatchObject({ unit: "s", min: 1, max: 3 });
    expect(of("900 ms", "1.5 s").numbers).toMatchObject({ unit: "ms", min: 900, max: 1500 });
    expect(of("1 KiB", "2000 B").numbers).toMatchObject({ unit: "B", min: 1024, max: 2000 });
  });

  it("take digits alone for hexadecimal among hexadecimal values", () => {
    const of = (...values: string[]) => summarise(values.map((value) => ({ timeMs: null, value })));
    expect(of("0a1b2c3d", "12345678")).toMatchObject({ type: "hex", typeCount: 2, numbers: null });
    expect(of("12345678", "12345679")).toMatchObject({ type: "number", typeCount: 2 });
    expect(of("0a1b2c3d", "5", "6")).toMatchObject({ type: "number", typeCount: 2 });
  });
});

it("an order of blocks holds each once, and its beginnings are spread", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 64 }), (count, first) => {
      const order = spread(count);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      const begun = order.slice(0, first).sort((a, b) => a - b);
      if (begun.length < first || count < 4) return;
      const gaps = [...begun, count].map((at, i) => at - (begun[i - 1] ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil((4 * count) / first));
    }),
  );
});
