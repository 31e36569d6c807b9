/** What each layout of a file took, counted: against a plain count over the rows, and in parts that are merged. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldNames } from "../../src/model/field-names.ts";
import type { FilePlan } from "../../src/model/plan.ts";
import { compilePlan } from "../../src/pipeline/compile.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed } from "./support/outcome.ts";
import { filePlan, ISO, startPlan, tablePlan } from "./support/plans.ts";

/** with a level in brackets; with a level; a time alone */
const PLAN: FilePlan = filePlan({
  kind: "lines",
  layouts: [
    {
      id: "a",
      label: "",
      steps: [
        { step: "time", layout: ISO },
        { step: "blank" },
        { step: "literal", text: "[" },
        { step: "level" },
        { step: "literal", text: "]" },
      ],
    },
    {
      id: "b",
      label: "",
      steps: [{ step: "time", layout: ISO }, { step: "blank" }, { step: "literal", text: "=" }],
    },
    { id: "c", label: "", steps: [{ step: "time", layout: ISO }] },
  ],
});
const STAMP = "2026-01-05T10:00:00Z";
const KINDS = [`${STAMP} [INFO] a`, `${STAMP} = b`, `${STAMP} c`, "none of them", "\tat a frame", ""];

interface Counted {
  lines: number;
  layouts: number[];
  unmatchedLines: number;
  unmatchedAt: number[];
}

/** The same by looking at the kinds of lines. */
function naive(kinds: readonly number[]): Counted {
  const counted: Counted = { lines: kinds.length, layouts: [0, 0, 0], unmatchedLines: 0, unmatchedAt: [] };
  let offset = 0;
  for (const kind of kinds) {
    if (kind < 3) counted.layouts[kind] = (counted.layouts[kind] ?? 0) + 1;
    else if (KINDS[kind] !== "") {
      counted.unmatchedLines++;
      if (counted.unmatchedAt.length < 20) counted.unmatchedAt.push(offset);
    }
    offset += (KINDS[kind] as string).length + 1;
  }
  return counted;
}

const textOf = (kinds: readonly number[]) => kinds.map((kind) => `${KINDS[kind]}\n`).join("");
const kindsOfLines = fc.array(fc.integer({ min: 0, max: KINDS.length - 1 }), { minLength: 1, maxLength: 90 });

describe.each(BUILDS)("readings, $build build", ({ module }) => {
  function counted(core: ReturnType<typeof newCore>): Counted[] {
    return core
      .readings()
      .map(({ file: _, layouts, ...rest }) => ({ ...rest, layouts: layouts.slice(0, 3) }) as Counted);
  }

  it("count what each layout took, at any chunk size", () => {
    fc.assert(
      fc.property(kindsOfLines, fc.integer({ min: 1, max: 300 }), (kinds, chunk) => {
        const core = newCore(module, {});
        startPlan(core, PLAN);
        feed(core, Buffer.from(textOf(kinds)), [chunk]);
        expect(counted(core)).toEqual([naive(kinds)]);
      }),
      { numRuns: 60 },
    );
  });

  it("of parts add up to those of the whole", () => {
    fc.assert(
      fc.property(kindsOfLines, fc.nat(), (kinds, cut) => {
        const at = cut % (kinds.length + 1);
        const merged = newCore(module, {});
        for (const [from, part] of [
          [0, kinds.slice(0, at)],
          [at, kinds.slice(at)],
        ] as const) {
          const core = newCore(module, {});
          startPlan(core, PLAN);
          const byteOffset = textOf(kinds.slice(0, from)).length;
          core.resumeAt({ byteOffset, line: from + 1, turns: 0, lastSeen: -1, continues: from > 0 });
          feed(core, Buffer.from(textOf(part)), [1 << 16]);
          core.settle();
          merged.merge(core.partial());
        }
        merged.settle();
        expect(counted(merged)).toEqual([naive(kinds)]);
      }),
      { numRuns: 60 },
    );
  });

  it("are kept by file, and rows that are written count nothing", () => {
    const table = tablePlan([{ name: "when", role: "time" }], { time: ISO, headerLines: 1 });
    const core = newCore(module, {});
    const start = (plan: FilePlan, file: number) =>
      core.startFile(compilePlan(plan, fieldNames({ version: 1, files: [plan] })), file, 0, 2026, 0);
    // more files than the table of readings holds at first
    for (let file = 0; file < 20; file++) {
      start(file % 2 === 0 ? PLAN : table, file);
      feed(core, Buffer.from(file % 2 === 0 ? `${KINDS[2]}\nx\n` : `when\n${STAMP}\n${STAMP}\nx,y\n`), [5]);
    }
    core.writeRows();
    start(PLAN, 0);
    core.rows(Buffer.from(`${KINDS[2]}\n`), true);
    expect(
      core
        .readings()
        .map(({ file, lines, layouts, unmatchedLines }) => [file, lines, layouts[0], layouts[2], unmatchedLines]),
    ).toEqual(Array.from({ length: 20 }, (_, file) => (file % 2 === 0 ? [file, 2, 0, 1, 1] : [file, 4, 2, 0, 1])));
  });
});
