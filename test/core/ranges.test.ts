/** Parts that begin anywhere within a file: read apart, each in a core of its own, and merged they are the whole, byte for byte. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Budgets, DEFAULT_BUDGETS } from "../../src/core/core.ts";
import { fieldNames } from "../../src/model/field-names.ts";
import type { FilePlan } from "../../src/model/plan.ts";
import { compilePlan } from "../../src/pipeline/compile.ts";
import { openSources } from "../../src/pipeline/open-sources.ts";
import { readFiles } from "../../src/pipeline/read-files.ts";
import { type FilePart, wholeFile } from "../../src/pipeline/read-part.ts";
import { newCore, type ReaderSetup, readPiece } from "../../src/pipeline/read-piece.ts";
import type { ByteSource } from "../../src/pipeline/source.ts";
import { isSplittable } from "../../src/pipeline/splitting.ts";
import { BUILDS } from "./support/instances.ts";
import { memorySource } from "./support/memory-source.ts";
import { MIXED_PLAN, mixedLines } from "./support/mixed-log.ts";
import { linesPlan } from "./support/plans.ts";

const SAMPLES = new URL("../golden/samples/", import.meta.url);
const sample = (name: string) => new Uint8Array(readFileSync(new URL(name, SAMPLES)));
const logs = readdirSync(SAMPLES).filter((name) => /\.(log|csv|tsv|jsonl|txt)$/.test(name));

describe.each(BUILDS)("ranges, $build build", ({ build, module }) => {
  function setupOf(plans: FilePlan[], budgets: Partial<Budgets> = {}): ReaderSetup {
    const names = fieldNames({ version: 1, files: plans });
    return {
      module,
      budgets: { ...DEFAULT_BUDGETS, ...budgets },
      dimensionCount: names.dimensions.length,
      measureCount: names.measures.length,
      plans,
      programs: plans.map((plan) => compilePlan(plan, names)),
      inputs: { zoneTransitions: [], files: plans.map(() => ({ firstYear: 2026, clockOffsetMs: 0 })) },
    };
  }

  async function whole(setup: ReaderSetup, sources: ByteSource[]): Promise<Buffer> {
    const core = newCore(setup);
    await readFiles(core, { ...setup, sources }, {});
    core.settle();
    return Buffer.from(core.partial());
  }

  /** Reads one file cut at byte offsets, and merges the parts in groups of up to `group`. */
  async function inParts(setup: ReaderSetup, source: ByteSource, cuts: readonly number[], group = 1): Promise<Buffer> {
    const first = wholeFile(0, setup.plans[0] as FilePlan);
    const inner = [...new Set(cuts)].filter((at) => at > first.fromByte && at < source.bytes).sort((a, b) => a - b);
    const places = [first.fromByte, ...inner];
    const parts: FilePart[] = places.map((fromByte, i) => ({
      file: 0,
      fromByte,
      toByte: places[i + 1] ?? null,
      carry: i === 0 ? first.carry : null,
    }));
    const partials: ArrayBuffer[] = [];
    let bytes = 0;
    for (const part of parts) {
      const read = await readPiece(setup, [source], { parts: [part] }, {}, () => {});
      expect(read.unread).toEqual([]);
      partials.push(read.partial);
      bytes += read.bytes;
    }
    expect(bytes).toBe(source.bytes);
    return Buffer.from(mergeInGroups(setup, partials, group));
  }

  function mergeInGroups(setup: ReaderSetup, partials: readonly ArrayBuffer[], group: number): ArrayBuffer {
    if (partials.length === 1 && group > 1) return partials[0] as ArrayBuffer;
    const merged: ArrayBuffer[] = [];
    const size = group > 1 ? group : partials.length;
    for (let i = 0; i < partials.length; i += size) {
      const core = newCore(setup);
      for (const partial of partials.slice(i, i + size)) core.merge(partial);
      core.settle();
      merged.push(core.partial());
    }
    return merged.length === 1 ? (merged[0] as ArrayBuffer) : mergeInGroups(setup, merged, group);
  }

  it.each(logs)("of %s cut anywhere make the whole", async (name) => {
    const source = memorySource(sample(name), name, 777);
    const { opened, inputs } = await openSources(module, [source], {});
    const setup = { ...setupOf(opened.plan.files), inputs };
    if (!isSplittable(opened.plan.files[0] as FilePlan)) return;
    const expected = await whole(setup, [source]);
    const cuts = fc.array(fc.nat(source.bytes), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(
        cuts,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3000 }),
        async (at, group, chunk) => {
          const cut = memorySource(sample(name), name, chunk);
          expect((await inParts(setup, cut, at, group)).equals(expected)).toBe(true);
        },
      ),
      { numRuns: build === "debug" ? 6 : 25 },
    );
  });

  it("of a log with continuation lines and unparsed ones settle what was open", async () => {
    const line = fc.oneof(
      {
        weight: 1,
        arbitrary: fc.constantFrom("2026-01-02T03:04:05Z ERROR failed to open 7", "2026-01-02T03:04:06Z INFO ok"),
      },
      { weight: 9, arbitrary: fc.constantFrom("  at frame 12", "", "\r", "caused by", "x".repeat(300)) },
    );
    const lines = fc.array(line, { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.boolean(),
        fc.array(fc.nat(3000), { maxLength: 8 }),
        fc.nat(3),
        async (texts, ended, cuts, group) => {
          const content = Buffer.from(texts.join("\n") + (ended ? "\n" : ""));
          const source = memorySource(content, "a.log", 64);
          const setup = setupOf([linesPlan()]);
          expect((await inParts(setup, source, cuts, group)).equals(await whole(setup, [source]))).toBe(true);
        },
      ),
      { numRuns: build === "debug" ? 20 : 80 },
    );
  });

  it("of lines longer than the window, and of many blocks, make the whole", async () => {
    const long = (n: number) => `2026-01-02T03:04:0${n}Z INFO ${"y".repeat(60_000 * n)}\n`;
    const content = Buffer.from([3, 0, 2, 0, 0, 4, 1, 0].map(long).join("").repeat(2));
    const source = memorySource(content, "a.log", 50_000);
    for (const blocks of [0, 2, 5]) {
      const setup = setupOf([linesPlan()], { blocks });
      const expected = await whole(setup, [source]);
      const cuts = fc.array(fc.nat(content.length), { minLength: 1, maxLength: 9 });
      await fc.assert(
        fc.asyncProperty(cuts, async (at) => {
          expect((await inParts(setup, source, at)).equals(expected)).toBe(true);
        }),
        { numRuns: build === "debug" ? 4 : 12 },
      );
    }
  });

  it("under any budgets make the whole", async () => {
    const lines = mixedLines(21, 4000, 80, 2000).map((line, i) => line.replace(/host-./, `host-${(i * 7919) % 150}`));
    const content = Buffer.from(lines.join(""));
    const source = memorySource(content, "a.log", 30_000);
    const budgets = fc.record({
      facets: fc.constantFrom(0, 5, 40, 200),
      cells: fc.constantFrom(0),
      blocks: fc.constantFrom(0, 1, 2, 3),
    });
    const cuts = fc.array(fc.nat(content.length), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(budgets, cuts, fc.nat(3), async (limits, at, group) => {
        const setup = setupOf([MIXED_PLAN], limits);
        expect((await inParts(setup, source, at, group)).equals(await whole(setup, [source]))).toBe(true);
      }),
      { numRuns: build === "debug" ? 6 : 25 },
    );
  });

  it("can be read on where a partial ended", async () => {
    const content = Buffer.from(mixedLines(22, 900, 30, 900).join(""));
    const source = memorySource(content, "a.log", 999);
    const setup = setupOf([MIXED_PLAN, MIXED_PLAN]);
    const sources = [source, { ...source, name: "b.log" }];
    const expected = await whole(setup, sources);
    for (const everyBytes of [1, 3000, 70_000]) {
      const kept: ArrayBuffer[] = [];
      const core = newCore(setup);
      await readFiles(
        core,
        { ...setup, sources },
        {},
        {
          everyBytes,
          store: async () => {
            core.settle();
            kept.push(core.partial());
          },
        },
      );
      core.settle();
      expect(Buffer.from(core.partial()).equals(expected)).toBe(true);
      for (const partial of kept.filter((_, i) => i % 9 === 0)) {
        const resumed = newCore(setup);
        resumed.merge(partial);
        const { bytes } = await readFiles(resumed, { ...setup, sources }, {});
        resumed.settle();
        expect(bytes).toBe(content.length * 2);
        expect(Buffer.from(resumed.partial()).equals(expected)).toBe(true);
      }
    }
  });
});
