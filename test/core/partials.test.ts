/** Partials: what is read in parts and merged is what is read at once, budgets included. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Budgets, Core } from "../../src/core/core.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { MIXED_PLAN, mixedLines } from "./support/mixed-log.ts";
import { feed, outcomeOf } from "./support/outcome.ts";
import { startPlan } from "./support/plans.ts";

describe.each(BUILDS)("partials, $build build", ({ module }) => {
  const empty = (budgets: Partial<Budgets>) => newCore(module, { budgets, dimensions: 1 });

  function read(lines: readonly string[], budgets: Partial<Budgets>, from = 0, to = lines.length): Core {
    const core = empty(budgets);
    startPlan(core, MIXED_PLAN);
    const byteOffset = Buffer.byteLength(lines.slice(0, from).join(""));
    core.resumeAt({ byteOffset, line: from + 1, turns: 0, lastSeen: -1, continues: from > 0 });
    feed(core, Buffer.from(lines.slice(from, to).join("")), [1 << 17]);
    core.settle();
    return core;
  }

  function mergeAll(parts: readonly ArrayBuffer[], budgets: Partial<Budgets>): Core {
    const core = empty(budgets);
    for (const part of parts) core.merge(part);
    core.settle();
    return core;
  }

  function parts(lines: readonly string[], cuts: readonly number[], budgets: Partial<Budgets>): ArrayBuffer[] {
    const places = [0, ...[...new Set(cuts)].sort((a, b) => a - b), lines.length];
    return places.slice(1).map((to, i) => read(lines, budgets, places[i], to).partial());
  }

  it("of adjacent parts make the whole", () => {
    const lines = mixedLines(11, 2500, 60, 900);
    const whole = outcomeOf(read(lines, {}));
    const cuts = fc.array(fc.integer({ min: 1, max: lines.length - 1 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(cuts, (places) => {
        expect(outcomeOf(mergeAll(parts(lines, places, {}), {}))).toEqual(whole);
      }),
      { numRuns: 6 },
    );
  });

  it("restore an analysis when merged into an empty core", () => {
    const lines = mixedLines(12, 2000, 60, 900);
    for (const budgets of [{}, { facets: 20, cells: 300, blocks: 2 }]) {
      const core = read(lines, budgets);
      const partial = core.partial();
      const restored = mergeAll([partial], budgets);
      expect(outcomeOf(restored)).toEqual(outcomeOf(core));
      expect(Buffer.compare(Buffer.from(restored.partial()), Buffer.from(partial))).toBe(0);
      // and in a core without those limits
      expect(outcomeOf(mergeAll([partial], {})).cells).toEqual(outcomeOf(core).cells);
    }
  });

  it("merge in any grouping", () => {
    const lines = mixedLines(13, 2000, 60, 900);
    const [a, b, c] = parts(lines, [600, 1300], {}) as [ArrayBuffer, ArrayBuffer, ArrayBuffer];
    const left = mergeAll([mergeAll([a, b], {}).partial(), c], {});
    const right = mergeAll([a, mergeAll([b, c], {}).partial()], {});
    expect(outcomeOf(left)).toEqual(outcomeOf(mergeAll([a, b, c], {})));
    expect(outcomeOf(right)).toEqual(outcomeOf(left));
  });

  it("over the budget of cells make the whole too", () => {
    const lines = mixedLines(14, 16_000, 12, 40_000);
    for (const cells of [300, 2100]) {
      const { totals, facets, cells: bins } = outcomeOf(read(lines, { cells }));
      const merged = outcomeOf(mergeAll(parts(lines, [3000, 7000, 9000, 9100, 13_000], { cells }), { cells }));
      expect({ totals: merged.totals, facets: merged.facets }).toEqual({ totals, facets });
      expect(merged.cells).toEqual(bins);
    }
  });

  it("over the budget of facets make the whole too", () => {
    const lines = mixedLines(15, 6000, 300, 900);
    const cuts = Array.from({ length: 24 }, (_, i) => (i + 1) * 240);
    for (const facets of [2, 10, 60]) {
      const whole = outcomeOf(read(lines, { facets }));
      const merged = outcomeOf(mergeAll(parts(lines, cuts, { facets }), { facets }));
      expect(merged.totals).toEqual(whole.totals);
      expect(merged.facets).toEqual(whole.facets);
      expect(merged.cells).toEqual(whole.cells);
      expect(merged.templates).toEqual(whole.templates);
    }
  });

  it("of a larger budget of facets than that of the core make the whole of the smaller one", () => {
    const lines = mixedLines(16, 6000, 300, 900);
    for (const [larger, smaller] of [
      [0, 10],
      [400, 60],
      [300, 2],
    ] as const) {
      const whole = outcomeOf(read(lines, { facets: smaller }));
      const merged = outcomeOf(mergeAll(parts(lines, [1000, 2500], { facets: larger }), { facets: smaller }));
      expect(merged).toEqual(whole);
    }
  });

  it("of a smaller budget of facets keep what the smaller one keeps", () => {
    const lines = mixedLines(17, 5000, 300, 900);
    const [a, b] = [read(lines, { facets: 30 }, 0, 2000), read(lines, {}, 2000)];
    const merged = outcomeOf(mergeAll([a.partial(), b.partial()], {}));
    const exact = new Set(outcomeOf(read(lines, {})).facets);
    const own = merged.facets.filter((text) => !text.startsWith("rest"));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((text) => !exact.has(text))).toEqual([]);
    expect(merged.totals.events).toBe(lines.length);
  });

  it("that do not follow each other within a file are refused", () => {
    const core = read(mixedLines(18, 20, 3, 20), {});
    const within = empty({});
    startPlan(within, MIXED_PLAN, 2026, 1);
    within.resumeWithin(500);
    within.settle();
    expect(() => core.merge(within.partial())).toThrow(RangeError);
  });

  it("cut short or lengthened are refused", () => {
    const partial = read(mixedLines(19, 300, 30, 60), {}).partial();
    for (const bytes of [partial.byteLength - 1, partial.byteLength - 200, 256, 300])
      expect(() => empty({}).merge(partial.slice(0, bytes))).toThrow(RangeError);
    const longer = new Uint8Array(partial.byteLength + 16);
    longer.set(new Uint8Array(partial));
    expect(() => empty({}).merge(longer.buffer)).toThrow(RangeError);
  });

  it.each([0, 4, 127, 128, 500])("of %i bytes of something else are refused", (length) => {
    expect(() => empty({}).merge(new Uint8Array(length).fill(7).buffer)).toThrow(RangeError);
  });
});
