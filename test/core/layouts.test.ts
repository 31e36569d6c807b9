/** Line layouts of any steps over any line, against a plain reading of both. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LayoutStep, LineLayout } from "../../src/model/plan.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { naiveEvent } from "./support/naive-layout.ts";
import { filePlan, startPlan } from "./support/plans.ts";

const NAMES = ["a", "b"];
const field = fc.constantFrom({}, ...NAMES.map((name) => ({ field: name, role: "dimension" as const })));
const time: LayoutStep = { step: "time", layout: ["hour", { literal: ":" }, "minute", { literal: ":" }, "second"] };

const plain: fc.Arbitrary<LayoutStep> = fc.oneof(
  fc.constantFrom("-", "> ", "é", "[").map((text): LayoutStep => ({ step: "literal", text })),
  fc.boolean().map((optional): LayoutStep => ({ step: "blank", optional })),
  field.map((own): LayoutStep => ({ step: "token", ...own })),
  fc
    .tuple(fc.constantFrom(["[", "]"], ["(", ")"], ["<", ">"], ["{", "}"]), field)
    .map(([[open = "", close = ""], own]): LayoutStep => ({ step: "bracket", open, close, ...own })),
  fc
    .tuple(fc.constantFrom("=", ":", "|", "x"), field)
    .map(([byte, own]): LayoutStep => ({ step: "until", byte, ...own })),
  field.map((own): LayoutStep => ({ step: "source", ...own })),
  field.map((own): LayoutStep => ({ step: "quoted", ...own })),
  fc.constantFrom<LayoutStep>(
    { step: "level" },
    { step: "status" },
    { step: "priority" },
    { step: "levelMark" },
    { step: "levelIs", level: "notice" },
    time,
  ),
);
const step = fc.oneof(
  { weight: 8, arbitrary: plain },
  {
    weight: 1,
    arbitrary: fc
      .array(plain, { minLength: 1, maxLength: 3 })
      .map((steps): LayoutStep => ({ step: "optional", steps })),
  },
);
const layout: fc.Arbitrary<LineLayout> = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 5 }), fc.option(fc.nat(4)))
  .map(([steps, message]) => ({
    id: "x",
    label: "",
    steps,
    ...(message !== null && message < steps.length ? { messageFromStep: message } : {}),
  }));

const word = fc.constantFrom(
  ..."INFO warning Information E DEBUG2 criticals x é host- a=b 200 4040 40 - * # <13> <9999> [a] [a[b]c] (x) {} <y>".split(
    " ",
  ),
  ...'sshd[1]: sshd: a:b: ::: : "q" "a\\" "a\\"b" "open [open 12:00:00 12:00 | -> > \0 \x7f \x01'.split(" "),
  `long${"er".repeat(40)}:`,
);
const gap = fc.constantFrom(" ", " ", "", "  ", "\t", " \t ", "         ");
const line = fc
  .array(fc.tuple(word, gap), { minLength: 0, maxLength: 7 })
  .map((parts) => parts.map(([text, blank]) => text + blank).join(""))
  .filter((text) => text !== "");

/** A step that does not match must leave the level as it was. */
const MARK_THAT_IS_NONE: LineLayout = {
  id: "x",
  label: "",
  steps: [{ step: "level" }, { step: "optional", steps: [{ step: "levelMark" }] }],
};

describe.each(BUILDS)("line layouts, $build build", ({ module }) => {
  it("read what a plain reading of their steps reads", () => {
    fc.assert(
      fc.property(
        fc.array(layout, { minLength: 1, maxLength: 3 }),
        fc.array(line, { minLength: 1, maxLength: 8 }),
        (layouts, lines) => {
          const plan = filePlan({
            kind: "lines",
            layouts: [
              { id: "names", label: "", steps: NAMES.map((name) => ({ step: "literal", text: `\x02${name}` })) },
              ...layouts,
            ],
          });
          // both names are known in this order, whatever the layouts name
          const [first] = plan.body.kind === "lines" ? plan.body.layouts : [];
          first?.steps.push(...NAMES.map((name): LayoutStep => ({ step: "token", field: name, role: "dimension" })));
          const core = newCore(module, { dimensions: NAMES.length });
          startPlan(core, plan);
          core.writeRows();
          const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""), "utf8");
          const text = bytes.toString("latin1");
          const found = core.rows(bytes, true).map((row) => {
            if (row.kind !== "event") return null;
            const own = (start: number, length: number) =>
              text.slice(row.byteOffset + start, row.byteOffset + start + length);
            const fields = row.values
              .slice(0, NAMES.length)
              .flatMap((value, i) => (value ? [[NAMES[i], own(value.start, value.length)]] : []));
            const { level, messageStart, messageLength } = row;
            return { level, message: own(messageStart, messageLength), fields: Object.fromEntries(fields) };
          });
          const asBytes = layouts.map((one) => ({ ...one, steps: one.steps.map(inBytes) }));
          const expected = text
            .split("\n")
            .slice(0, -1)
            .map((one) => naiveEvent(one, asBytes));
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 500, examples: [[[MARK_THAT_IS_NONE], ["INFO      x"]]] },
    );
  });
});

/** Literals as the bytes of their UTF-8, a character a byte. */
function inBytes(own: LayoutStep): LayoutStep {
  if (own.step === "literal") return { ...own, text: Buffer.from(own.text, "utf8").toString("latin1") };
  return own.step === "optional" ? { ...own, steps: own.steps.map(inBytes) } : own;
}
