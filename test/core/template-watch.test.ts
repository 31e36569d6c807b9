/** Templates while reading: those of what has been read so far, at a bounded rate, and without a trace in the result. */
import { describe, expect, it } from "vitest";
import { KIND } from "../../src/core/program.ts";
import { joinTemplatePreviews, TemplateWatch } from "../../src/pipeline/template-watch.ts";
import { BUILDS, newCore, newRaw } from "./support/instances.ts";
import { MIXED_PLAN, mixedLines } from "./support/mixed-log.ts";
import { outcomeOf } from "./support/outcome.ts";
import { filePlan, startPlan } from "./support/plans.ts";

const bytesOf = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line.trimEnd()}\n`).join(""));

describe.each(BUILDS)("templates while reading, $build build", ({ module }) => {
  it("are those of what has been read, with their events", () => {
    const core = newCore(module, {});
    startPlan(core, filePlan({ kind: "text" }));
    core.consume(
      bytesOf([...Array.from({ length: 7 }, (_, i) => `disk ${i} is full`), "disk is gone", "disk is gone"]),
    );
    core.endFile();
    core.closeEvent();
    expect(core.templatePreview(9)).toEqual({
      count: 2,
      top: [
        { text: "disk <*> is full", count: 7 },
        { text: "disk is gone", count: 2 },
      ],
    });
    expect(core.templatePreview(1).top).toHaveLength(1);
  });

  it("leave the result as it is", () => {
    const lines = mixedLines(31, 2000, 60, 60);
    const read = (looking: boolean) => {
      const core = newCore(module, { dimensions: 1 });
      startPlan(core, MIXED_PLAN);
      const bytes = bytesOf(lines);
      for (let at = 0; at < bytes.length; at += 4096) {
        core.consume(bytes.subarray(at, at + 4096));
        if (looking) core.templatePreview(5);
      }
      core.endFile();
      core.settle();
      return { outcome: outcomeOf(core), partial: new Uint8Array(core.partial()) };
    };
    expect(read(true)).toEqual(read(false));
  });

  it("take no more memory from look to look", () => {
    const raw = newRaw(module);
    raw.startFile(2026, 0);
    raw.startLines(KIND.text, 0x0a, 0, 0);
    const bytes = bytesOf(mixedLines(32, 3000, 60, 60));
    new Uint8Array(raw.memory.buffer, raw.inputPointer(), bytes.length).set(bytes);
    raw.consume(bytes.length);
    const topAfterLook = () => {
      expect(raw.makeTemplates()).toBeGreaterThan(20);
      raw.countTemplates();
      return raw.allocate(0);
    };
    topAfterLook();
    expect(topAfterLook()).toBe(topAfterLook());
  });

  it("are looked for once a second at most, and not among too many signatures", () => {
    const core = newCore(module, {});
    startPlan(core, filePlan({ kind: "text" }));
    const watch = new TemplateWatch();
    expect(watch.look(core, performance.now())).toBeNull();
    // the last event is counted when the next begins
    core.consume(bytesOf(["a door", "a door"]));
    const nowMs = performance.now();
    const first = watch.look(core, nowMs);
    expect(first?.count).toBe(1);
    core.consume(bytesOf(["a window here", "a window here"]));
    expect(watch.look(core, nowMs + 900)).toBe(first);
    const later = nowMs + 600_000;
    expect(watch.look(core, later)?.count).toBe(2);
    const word = (i: number) => i.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "");
    core.consume(bytesOf(Array.from({ length: 11_000 }, (_, i) => `${word(i + 1_000_000)} is it`)));
    expect(watch.look(core, later * 2)?.count).toBe(2);
  });
});

it("templates of several readers are one where their texts are", () => {
  const a = { text: "a <*>", count: 3 };
  const b = { text: "b", count: 4 };
  expect(joinTemplatePreviews([null])).toBeNull();
  expect(joinTemplatePreviews([{ count: 9, top: [a] }, null, { count: 2, top: [b, a] }])).toEqual({
    count: 9,
    top: [{ text: "a <*>", count: 6 }, b],
  });
});
