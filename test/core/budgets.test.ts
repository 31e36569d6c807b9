/** Budgets: what is kept when there is too much is settled by the input alone, and counts always add up. */
import { describe, expect, it } from "vitest";
import type { Budgets } from "../../src/core/core.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { MIXED_PLAN, mixedLines, shuffled } from "./support/mixed-log.ts";
import { feed, outcomeOf } from "./support/outcome.ts";
import { filePlan, startPlan } from "./support/plans.ts";

describe.each(BUILDS)("budgets, $build build", ({ module }) => {
  function read(lines: readonly string[], budgets: Partial<Budgets>, chunks = [8192]) {
    const core = newCore(module, { budgets, dimensions: 1 });
    startPlan(core, MIXED_PLAN);
    feed(core, Buffer.from(lines.join("")), chunks);
    core.settle();
    return core;
  }

  it("keep the same facets, with exact counts, in any order of the lines", () => {
    const lines = mixedLines(1, 3000, 300, 1500);
    const all = outcomeOf(read(lines, {}));
    const exact = new Set(all.facets);
    for (const facets of [1, 2, 7, 50, 400]) {
      const kept = outcomeOf(read(lines, { facets }));
      const own = kept.facets.filter((text) => !text.startsWith("rest"));
      expect(own).toHaveLength(facets);
      expect(own.filter((text) => !exact.has(text))).toEqual([]);
      const counts = kept.facets.map((text) => Number(/: (\d+) from/.exec(text)?.[1]));
      expect(counts.reduce((a, b) => a + b, 0)).toBe(lines.length);
      const inCells = Object.values(kept.cells).flat();
      expect(inCells.reduce((sum, [, n]) => sum + n, 0)).toBe(lines.length);
      for (const seed of [1, 2]) {
        const other = outcomeOf(read(shuffled(lines, seed), { facets }));
        expect(other.facets).toEqual(kept.facets);
        expect(other.cells).toEqual(kept.cells);
        expect(other.totals).toEqual(kept.totals);
      }
    }
  });

  it("of facets keep those of the smallest keys: a larger budget keeps what a smaller one did", () => {
    const lines = mixedLines(2, 4000, 300, 1000);
    const keptBy = [3, 10, 40, 200].map(
      (facets) => new Set(outcomeOf(read(lines, { facets })).facets.filter((text) => !text.startsWith("rest"))),
    );
    keptBy.slice(1).forEach((larger, i) => {
      for (const text of keptBy[i] ?? []) expect(larger.has(text)).toBe(true);
    });
  });

  it("leave nothing out when there is just enough", () => {
    const lines = mixedLines(3, 3000, 100, 500);
    const facets = outcomeOf(read(lines, {})).facets.length;
    expect(read(lines, { facets }).totals().leftOut).toBe(0);
    expect(read(lines, { facets: facets - 1 }).totals().leftOut).toBeGreaterThan(0);
  });

  it("of cells widen the bins to the least power of two at which all fit", () => {
    const lines = mixedLines(4, 12_000, 12, 40_000);
    const fine = outcomeOf(read(lines, {})).cells;
    const cellsAt = (shift: number) =>
      Object.values(fine).reduce((sum, bins) => sum + new Set(bins.map(([second]) => second >> shift)).size, 0);
    for (const cells of [200, 1000, 2500, 10_000]) {
      let shift = 0;
      while (cellsAt(shift) > cells) shift++;
      const merged = Object.fromEntries(
        Object.entries(fine).map(([name, bins]) => {
          const sums = new Map<number, number>();
          for (const [second, n] of bins) {
            const start = (second >> shift) * 2 ** shift;
            sums.set(start, (sums.get(start) ?? 0) + n);
          }
          return [name, [...sums]];
        }),
      );
      for (const order of [lines, shuffled(lines, cells)]) {
        const core = read(order, { cells });
        expect(core.totals().shift, `${cells}`).toBe(shift);
        expect(outcomeOf(core).cells).toEqual(merged);
      }
    }
  });

  it("of blocks widen them to the least grain at which all fit", () => {
    const line = "x".repeat(999);
    const bytes = Buffer.from(`${line}\n`.repeat(2500));
    const lineStarts = Array.from({ length: 2500 }, (_, i) => i * 1000);
    for (const blocks of [1, 2, 3, 7, 16, 38, 39]) {
      let grain = 16;
      while (new Set(lineStarts.map((at) => Math.floor(at / 2 ** grain))).size > blocks) grain++;
      const firsts = lineStarts.filter(
        (at) => at === 0 || Math.floor(at / 2 ** grain) !== Math.floor((at - 1000) / 2 ** grain),
      );
      for (const chunks of [[1 << 20], [777]]) {
        const core = newCore(module, { budgets: { blocks } });
        startPlan(core, filePlan({ kind: "text" }));
        feed(core, bytes, chunks);
        core.settle();
        expect(core.blockBytes).toBe(2 ** grain);
        expect(core.blocks().map(({ byteOffset, line: number }) => [byteOffset, number])).toEqual(
          firsts.map((at) => [at, at / 1000 + 1]),
        );
        expect(core.blocks().reduce((sum, { events }) => sum + events, 0)).toBe(2500);
      }
    }
  });

  it("of blocks hold when each line fills several", () => {
    const bytes = Buffer.from(`${"x".repeat(200_000)}\n`.repeat(40));
    const core = newCore(module, { budgets: { blocks: 8 } });
    startPlan(core, filePlan({ kind: "text" }));
    feed(core, bytes, [1 << 20]);
    core.settle();
    expect(core.blocks().length).toBeLessThanOrEqual(8);
    expect(core.blocks().reduce((sum, { events }) => sum + events, 0)).toBe(40);
  });
});
