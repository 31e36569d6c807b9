/** Escape sequences and lone CRs, changed in the window, against the same done to the whole text, at any chunk size. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Core } from "../../src/core/core.ts";
import type { FilePlan } from "../../src/model/plan.ts";
import { blankEscapes } from "../../src/pipeline/escapes.ts";
import { withLf } from "../../src/pipeline/line-ends.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed, outcomeOf } from "./support/outcome.ts";
import { linesPlan, startPlan } from "./support/plans.ts";

const STAMP = "2026-03-01T10:00:00Z";
const pieces = fc.constantFrom(
  "\x1b",
  "[",
  "3",
  "1",
  "m",
  ";",
  "(B",
  " ",
  "\n",
  `\n${STAMP} INFO `,
  "word",
  "\x1b[0m",
  "é",
);
const texts = fc.array(pieces, { maxLength: 80 }).map((parts) => `${STAMP} INFO start${parts.join("")}`);
const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });

function outcome(core: Core, plan: FilePlan, text: string, cut: readonly number[]) {
  startPlan(core, plan);
  feed(core, Buffer.from(text), cut);
  core.settle();
  return outcomeOf(core);
}

describe.each(BUILDS)("the $build core", ({ module }) => {
  it("reads escape sequences as blanks", () => {
    const plain = linesPlan();
    fc.assert(
      fc.property(texts, sizes, (text, cut) => {
        const expected = outcome(newCore(module, {}), plain, blankEscapes(text), [1000]);
        expect(outcome(newCore(module, {}), { ...plain, ansi: true }, text, cut)).toEqual(expected);
      }),
    );
  });

  it("ends lines at a CR without LF where the plan says so", () => {
    const plain = linesPlan();
    const mixed = fc
      .array(fc.constantFrom("\r", "\n", "\r\n", `${STAMP} INFO a`, "b", "\r\r"), { maxLength: 60 })
      .map((parts) => `${STAMP} WARN start${parts.join("")}`);
    fc.assert(
      fc.property(mixed, sizes, (text, cut) => {
        const { totals, facets } = outcome(newCore(module, {}), plain, withLf(text, "any"), [1000]);
        const found = outcome(newCore(module, {}), { ...plain, lineEnd: "any" }, text, cut);
        expect({ totals: found.totals, facets: found.facets }).toEqual({ totals, facets });
      }),
    );
  });

  it("ends an overlong line at a CR that ends a chunk", () => {
    const long = `${STAMP} INFO ${"x".repeat(200_000)}\r`;
    const core = newCore(module, {});
    const text = `${long}${STAMP} INFO b\n`;
    const plan: FilePlan = { ...linesPlan(), lineEnd: "any" };
    expect(outcome(core, plan, text, [long.length]).totals).toMatchObject({ lines: 2, events: 2 });
  });

  it("leaves both alone where the plan does not", () => {
    const core = newCore(module, {});
    const { totals } = outcome(core, linesPlan(), `${STAMP} INFO \x1b[31ma\rb\n`, [3]);
    expect(totals).toMatchObject({ lines: 1, events: 1 });
    expect(core.templates()[0]?.text).toBe("[<*> b");
  });
});
