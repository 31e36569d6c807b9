/** What the fuzz run found, made small: each of these once gave a trap or two results for the same bytes. */
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { Plan } from "../../src/model/plan.ts";
import { Session } from "../../src/pipeline/session.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { memorySource } from "./support/memory-source.ts";
import { feed } from "./support/outcome.ts";
import { filePlan, ISO, startPlan, tablePlan } from "./support/plans.ts";

describe.each(BUILDS)("found by fuzzing, $build build", ({ module, wasm }) => {
  it("a JSON field that is shown but not counted is passed over", () => {
    const core = newCore(module, {});
    const fields = [
      { path: ["time"], role: "time" as const },
      { path: ["request"], role: "id" as const },
    ];
    startPlan(core, filePlan({ kind: "json", fields, time: ISO, levelScale: "words" }));
    core.consume(Buffer.from('{"time":"2026-01-01T00:00:00Z","request":"r-1"}\n'));
    core.settle();
    expect(core.totals()).toMatchObject({ events: 1, timedEvents: 1 });
  });

  it("the partial of events without a message is the same in chunks of any size", () => {
    const bytes = Buffer.from("a,b\n".repeat(20) + "c,d\n".repeat(20));
    const partial = (chunks: number[]) => {
      const core = newCore(module, { dimensions: 2 });
      startPlan(
        core,
        tablePlan([
          { name: "x", role: "dimension" },
          { name: "y", role: "dimension" },
        ]),
      );
      feed(core, bytes, chunks);
      core.settle();
      return Buffer.from(core.partial()).toString("hex");
    };
    expect(partial([7])).toBe(partial([bytes.length]));
  });

  it("empty lines before the first event are shown with all lines", async () => {
    const plan: Plan = { version: 1, files: [filePlan({ kind: "text" })] };
    const session = await Session.open(wasm, [memorySource(Buffer.from("\n\nsome text\n"))], { plan });
    await session.analyze(DEFAULT_SETTINGS);
    const { rows } = await session.readLines({ limit: 10 });
    expect(rows.map(({ line, text }) => [line, text])).toEqual([
      [1, ""],
      [2, ""],
      [3, "some text"],
    ]);
    expect((await session.readLines({ limit: 10, levels: ["error"] })).rows).toEqual([]);
  });
});
