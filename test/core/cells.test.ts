/** Events by facet and second, however times and counts jump, against counting them in maps. */
import { describe, expect, it } from "vitest";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed, outcomeOf } from "./support/outcome.ts";
import { ISO, startPlan, tablePlan } from "./support/plans.ts";
import { randomFrom } from "./support/random.ts";

const PLAN = tablePlan(
  [
    { name: "time", role: "time" },
    { name: "message", role: "message" },
  ],
  { time: ISO },
);
const START_SECOND = 1_767_225_600;
const WORDS = ["alpha", "beta", "gamma", "delta"];

interface Kind {
  /** seconds from one row to the next, and how many rows come at once */
  steps: readonly number[];
  repeats: readonly number[];
  kinds: number;
  rows: number;
}

const KINDS: [string, Kind][] = [
  ["rising times", { steps: [0, 0, 1, 1, 2], repeats: [1, 2, 3], kinds: 3, rows: 3000 }],
  ["gaps about those that take a byte", { steps: [1, 254, 255, 256, 257], repeats: [1], kinds: 2, rows: 300 }],
  ["counts about those that take a byte", { steps: [1, 2], repeats: [254, 255, 256, 257, 600], kinds: 2, rows: 60 }],
  ["times that go back", { steps: [3, 1, -1, 0, -300, 300], repeats: [1, 2], kinds: 4, rows: 3000 }],
  ["many facets of few cells", { steps: [0, 1], repeats: [1], kinds: 4000, rows: 6000 }],
];

function rowsOf(seed: number, { steps, repeats, kinds, rows }: Kind): { second: number; message: string }[] {
  const random = randomFrom(seed);
  const letters = (n: number) => [...n.toString(4)].map((digit) => WORDS[Number(digit)]).join(" ");
  let second = START_SECOND;
  return Array.from({ length: rows }, () => {
    second += random.of(steps);
    const message = letters(random.below(kinds));
    return Array.from({ length: random.of(repeats) }, () => ({ second, message }));
  }).flat();
}

describe.each(BUILDS)("cells, $build build", ({ module }) => {
  function read(rows: readonly { second: number; message: string }[], cells = 0) {
    const core = newCore(module, { budgets: { cells } });
    startPlan(core, PLAN);
    const lines = rows.map(({ second, message }) => `${new Date(second * 1000).toISOString()},${message}\n`);
    feed(core, Buffer.from(lines.join("")), [5000]);
    core.settle();
    return core;
  }

  it.each(KINDS)("hold what was counted: %s", (_, kind) => {
    const rows = rowsOf(31, kind);
    const core = read(rows);
    const texts = core.templates().flatMap(({ text, signatures }) => signatures.map(() => text));
    expect(texts.length).toBeGreaterThan(1);
    const bySecond = new Map<string, Map<number, number>>();
    for (const { second, message } of rows) {
      const bins = bySecond.get(message) ?? new Map<number, number>();
      bySecond.set(message, bins.set(second, (bins.get(second) ?? 0) + 1));
    }
    const ascending = (bins: Map<number, number>) => JSON.stringify([...bins].sort(([a], [b]) => a - b));
    // signatures have no names here, so the courses of all of them are held against each other
    const found = Object.values(outcomeOf(core).cells).map((bins) => JSON.stringify(bins));
    expect(found.sort()).toEqual([...bySecond.values()].map(ascending).sort());
  });

  it("are the same once the budget has widened their bins, in any part of the file", () => {
    for (const [name, kind] of KINDS) {
      const rows = rowsOf(32, kind);
      const fine = Object.values(outcomeOf(read(rows)).cells);
      const cellsAt = (shift: number) =>
        fine.reduce((sum, bins) => sum + new Set(bins.map(([second]) => Math.floor(second / 2 ** shift))).size, 0);
      for (const cells of [fine.length + 50, fine.length * 3 + 50, cellsAt(0)]) {
        let shift = 0;
        while (cellsAt(shift) > cells) shift++;
        const core = read(rows, cells);
        expect(core.totals().shift, `${name}, ${cells} cells`).toBe(shift);
        const width = 2 ** shift;
        const merged = fine.map((bins) => {
          const sums = new Map<number, number>();
          for (const [second, n] of bins) {
            const start = Math.floor(second / width) * width;
            sums.set(start, (sums.get(start) ?? 0) + n);
          }
          return JSON.stringify([...sums]);
        });
        const found = Object.values(outcomeOf(core).cells).map((bins) => JSON.stringify(bins));
        expect(found.sort()).toEqual(merged.sort());
      }
    }
  });
});
