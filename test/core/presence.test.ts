/** Blocks that the stored cells rule out hold no event of the signatures; those of a rare one are nearly all ruled out. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { presenceIn } from "../../src/pipeline/presence.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed } from "./support/outcome.ts";
import { linesPlan, startPlan } from "./support/plans.ts";

const START_MS = Date.UTC(2026, 2, 3);
const WORDS = ["opened", "closed", "failed", "slept"];

describe.each(BUILDS)("where signatures are, $build build", ({ module }) => {
  function read(events: readonly { second: number; word: number }[], cells = 0) {
    const core = newCore(module, { budgets: { cells } });
    startPlan(core, linesPlan());
    const lines = events.map(
      ({ second, word }) =>
        `${new Date(START_MS + second * 1000).toISOString().slice(0, 19)} INFO door ${WORDS[word]}\n`,
    );
    feed(core, Buffer.from(lines.join("")), [4096]);
    core.settle();
    return core;
  }

  const log = fc.array(fc.record({ second: fc.nat(50_000), word: fc.nat(3) }), { minLength: 1, maxLength: 120 });

  it("never rules out a time at which they are, whatever the width of the stored bins", () => {
    fc.assert(
      fc.property(
        log,
        fc.constantFrom(0, 12),
        fc.nat(3),
        fc.nat(50_000),
        fc.nat(3000),
        (events, cells, word, from, length) => {
          const core = read(events, cells);
          const template = core.templates().find(({ text }) => text.endsWith(WORDS[word] ?? ""));
          const [minMs, maxMs] = [START_MS + from * 1000, START_MS + (from + length) * 1000];
          const isThere = events.some((one) => one.word === word && one.second >= from && one.second <= from + length);
          if (!template || !isThere) return;
          const may = presenceIn(core)(template.signatures);
          expect(may?.({ minMs, maxMs } as never)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("rules out nearly all of the time in which a rare one is not", () => {
    const events = Array.from({ length: 5000 }, (_, i) => ({ second: i * 10, word: i === 1234 ? 2 : 0 }));
    const core = read(events);
    const rare = core.templates().find(({ text }) => text.endsWith("failed"));
    const may = presenceIn(core)(rare?.signatures ?? []);
    const held = events.filter(({ second }) => {
      const minMs = START_MS + second * 1000;
      return may?.({ minMs, maxMs: minMs + 9000 } as never);
    });
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(5);
  });
});
