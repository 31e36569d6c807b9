/** Lines that no layout took: which they are, and how far they were read, in words. */
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import type { FilePlan } from "../../../src/model/plan.ts";
import { Session } from "../../../src/pipeline/session.ts";
import { RELEASE } from "../../core/support/instances.ts";
import { filePlan, ISO, linesPlan, tablePlan } from "../../core/support/plans.ts";
import { memorySource } from "../../golden/memory-source.ts";

async function unmatched(text: string, plan: FilePlan) {
  const source = memorySource("a.log", Buffer.from(text), [4096], Date.UTC(2026, 3, 1));
  const session = await Session.open(RELEASE, [source], { plan: { version: 1, files: [plan] } });
  const { report } = await session.analyze(DEFAULT_SETTINGS);
  return { lines: await session.lines.unmatched(0), report };
}

const STAMP = "2026-01-05T10:00:00Z";

describe("lines that no layout took", () => {
  it("are told with the step at which the best layout failed", async () => {
    const plan = linesPlan(ISO, [
      { step: "blank" },
      { step: "bracket", open: "[", close: "]" },
      { step: "blank" },
      { step: "level" },
    ]);
    const text = [
      "starting …",
      `${STAMP} [main] INFO a`,
      `${STAMP} [main] 17 is no level`,
      `${STAMP} [main`,
      `${STAMP}`,
      "",
      `  é ${STAMP} [x] INFO`,
    ].join("\n");
    const { lines, report } = await unmatched(text, plan);
    expect(report.reading).toEqual([{ lines: 7, layouts: [1], unmatchedLines: 5 }]);
    const pattern = "%Y-%m-%dT%H:%M:%S.%f%z";
    expect(lines.map(({ line, reason }) => [line, reason])).toEqual([
      [1, `Expected a time as ${pattern} at column 1, found “starting …”.`],
      [3, "Matched time, brackets; then expected a level word at column 29, found “17 is no level”."],
      [4, "Matched time; then expected a text in [] at column 22, found “[main”."],
      [5, "Matched time; then expected a blank at column 21, the line ends there."],
      [7, `Expected a time as ${pattern} at column 3, found “é 2026-01-05T10:00:00Z …”.`],
    ]);
  });

  it("are the first twenty, of the layout that came furthest", async () => {
    const layouts = [
      {
        id: "a",
        label: "",
        steps: [
          { step: "time", layout: ISO } as const,
          { step: "literal", text: "|" } as const,
          { step: "priority" } as const,
        ],
      },
      { id: "b", label: "", steps: [{ step: "time", layout: ISO } as const, { step: "literal", text: "=" } as const] },
    ];
    const plan = filePlan({ kind: "lines", layouts });
    const { lines, report } = await unmatched(`${STAMP}|x\n`.repeat(25), plan);
    expect(report.reading[0]?.unmatchedLines).toBe(25);
    expect(report.totals.unparsedLines).toBe(25);
    expect(lines.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(lines[0]?.reason).toBe("Matched time, “|”; then expected a priority such as <13> at column 22, found “x”.");
  });

  it("of a table say what stands in the column of the time", async () => {
    const plan = tablePlan(
      [
        { name: "host", role: "dimension" },
        { name: "when", role: "time" },
      ],
      { time: ISO, headerLines: 1 },
    );
    const { lines } = await unmatched(`host,when\na,${STAMP}\nb,"05.01., ""x"""\n`, plan);
    expect(lines.map(({ line, reason }) => [line, reason])).toEqual([
      [3, '“when” holds “05.01., ""x""”, which is no time as %Y-%m-%dT%H:%M:%S.%f%z.'],
    ]);
  });

  it("of JSON lines say what is wrong with the object or its time", async () => {
    const plan = filePlan({
      kind: "json",
      fields: [{ path: ["log", "ts"], role: "time" }],
      time: ISO,
      levelScale: "words",
    });
    const { lines } = await unmatched(`{"log":{"ts":"${STAMP}"}}\nplain\n{"log":{}}\n{"log":{"ts":"soon"}}\n`, plan);
    expect(lines.map(({ reason }) => reason)).toEqual([
      "The line is no JSON object.",
      "The object has no “log.ts”, which holds the time.",
      "“log.ts” holds “soon”, which is no time as %Y-%m-%dT%H:%M:%S.%f%z.",
    ]);
  });
});
