/** Heads of lines that come again are remembered; each line must read as if it were the first. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LayoutStep } from "../../src/model/plan.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { filePlan, startPlan } from "./support/plans.ts";

const TIME: LayoutStep = {
  step: "time",
  layout: ["hour", { literal: ":" }, "minute", { literal: ":" }, "second"],
};
const SOURCE: LayoutStep = { step: "source", field: "source", role: "dimension" };
const LAYOUTS: Record<string, LayoutStep[]> = {
  "level, bracket, source": [
    TIME,
    { step: "blank" },
    { step: "level" },
    { step: "blank" },
    { step: "bracket", open: "[", close: "]" },
    { step: "blank" },
    SOURCE,
  ],
  "token, level": [
    TIME,
    { step: "blank" },
    { step: "token", field: "host", role: "dimension" },
    { step: "blank" },
    { step: "level" },
  ],
  "level only": [TIME, { step: "blank" }, { step: "level" }],
  "until, literal": [
    TIME,
    { step: "until", byte: "-", field: "host", role: "dimension" },
    { step: "literal", text: ">" },
  ],
};

// pieces that are prefixes of each other, so that equal heads are followed by what would change their reading
const piece = fc.constantFrom(
  "INFO",
  "INFORM",
  "WARN",
  "[a]",
  "[a[b]c]",
  "[a",
  "sshd[1]:",
  "sshd:",
  "a:b:",
  "x",
  "->",
  "-",
  ">",
  "",
);
/** longer than what the table of heads is indexed by */
const LONG = "a-host-with-a-very-long-name";
const gap = fc.constantFrom(" ", "  ", "\t", "", ":");
const free = fc
  .array(fc.tuple(piece, gap), { minLength: 1, maxLength: 6 })
  .map(
    (parts) => `12:00:00${parts.map(([text, blank]) => blank + text).join("")} tail of the line that is long enough`,
  );

const long = fc
  .constantFrom("INFO", "INFORM", "INFO:", "INFO ", "WARN")
  .map((word) => `12:00:00 ${LONG} ${word}tail of it`);
const line = fc.oneof(free, long);

describe.each(BUILDS)("heads of lines, $build build", ({ module }) => {
  it.each(Object.keys(LAYOUTS))("never change what is read: %s", (name) => {
    const steps = LAYOUTS[name] ?? [];
    const names = steps.flatMap((step) => ("field" in step && step.field ? [step.field] : []));
    const plan = filePlan({ kind: "lines", layouts: [{ id: "x", label: name, steps }] });
    const read = (lines: readonly string[]) => {
      const core = newCore(module, { dimensions: names.length });
      startPlan(core, plan);
      core.writeRows();
      return core
        .rows(new TextEncoder().encode(lines.map((text) => `${text}\n`).join("")), true)
        .map(({ kind, level, messageStart, messageLength, values }) => ({
          kind,
          level,
          messageStart,
          messageLength,
          values,
        }));
    };
    const alone = new Map<string, ReturnType<typeof read>[number] | undefined>();
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 8 }), (lines) => {
        const twice = [...lines, ...lines];
        let follows = false;
        const expected = twice.map((text) => {
          if (!alone.has(text)) alone.set(text, read([text])[0]);
          const row = alone.get(text);
          follows ||= row?.kind === "event";
          // alone it cannot continue an event
          return row?.kind === "unparsed" && follows ? { ...row, kind: "continuation" } : row;
        });
        expect(read(twice)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
