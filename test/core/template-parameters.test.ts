/** Parameters of templates read back through the line index, against what the lines were made of. */
import { describe, expect, it } from "vitest";
import type { WasmModules } from "../../src/core/modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { Plan } from "../../src/model/plan.ts";
import { Session } from "../../src/pipeline/session.ts";
import { BUILDS } from "./support/instances.ts";
import { memorySource } from "./support/memory-source.ts";
import { MIXED_PLAN, mixedLines } from "./support/mixed-log.ts";
import { randomFrom } from "./support/random.ts";

const START_MS = Date.UTC(2026, 1, 1);
const HEARING = { pause: async () => {}, isCancelled: () => false };

async function analysed(wasm: WasmModules, text: string, plan?: Plan) {
  const session = await Session.open(wasm, [memorySource(Buffer.from(text))], plan ? { plan } : {});
  const { report } = await session.analyze({ ...DEFAULT_SETTINGS, detectors: [] });
  return { session, report };
}

describe.each(BUILDS)("parameters of templates, $build build", ({ wasm }) => {
  it("every event of every template lies over it", async () => {
    const text = mixedLines(31, 4000, 120, 3000)
      .map((line) => `${line.trimEnd()}\n`)
      .join("");
    const { session, report } = await analysed(wasm, text, { version: 1, files: [MIXED_PLAN] });
    expect(report.templates.length).toBeGreaterThan(15);
    for (const { id, template, count } of report.templates) {
      const found = await session.lines.templateParameters(id, {}, HEARING);
      expect([template, found.events, found.unaligned, found.complete]).toEqual([template, count, 0, true]);
      expect(found.parameters.length).toBe(template.split("<*>").length - 1);
      for (const { top, typeCount } of found.parameters) {
        expect(typeCount).toBeLessThanOrEqual(count);
        expect(top.reduce((sum, one) => sum + one.count, 0)).toBeLessThanOrEqual(count);
      }
    }
  });

  it("are those of the lines in the range", async () => {
    const random = randomFrom(4);
    const lines = Array.from({ length: 3000 }, (_, i) => ({ timeMs: START_MS + i * 1000, ms: random.below(900) }));
    const text = lines
      .map(({ timeMs, ms }, i) => `${new Date(timeMs).toISOString()} INFO request ${i} took ${ms} ms\n`)
      .join("");
    const { session, report } = await analysed(wasm, text);
    const [template] = report.templates;
    expect(template?.template).toBe("request <*> took <*> ms");
    const range = { startMs: START_MS + 500_000, endMs: START_MS + 1_100_000 };
    const found = await session.lines.templateParameters(template?.id ?? "", range, HEARING);
    const inside = lines.filter(({ timeMs }) => timeMs >= range.startMs && timeMs < range.endMs).map(({ ms }) => ms);
    inside.sort((a, b) => a - b);
    expect(found).toMatchObject({ events: 600, unaligned: 0, complete: true });
    // 600 s in 24 parts of 25 s, but that the last event is at 599 s
    const parts = found.parameters[1]?.numbers?.overTime ?? [];
    expect(parts.length).toBe(24);
    const partMs = (599_000 + 1) / 24;
    parts.forEach(({ startMs, count, min, median, max }, i) => {
      expect(startMs).toBeCloseTo(range.startMs + i * partMs, 3);
      const held = lines
        .filter(({ timeMs }) => timeMs < range.endMs && Math.floor((timeMs - range.startMs) / partMs) === i)
        .map(({ ms }) => ms)
        .sort((a, b) => a - b);
      expect([count, min, median, max]).toEqual([
        held.length,
        held[0],
        held[Math.ceil(held.length / 2) - 1],
        held.at(-1),
      ]);
    });
    expect(found.parameters[0]).toMatchObject({ context: "request <*> took", type: "number", distinct: 600 });
    expect(found.parameters[1]).toMatchObject({
      type: "duration",
      distinct: new Set(inside).size,
      numbers: { unit: "ms", count: 600, min: inside[0], median: inside[299], p95: inside[569], max: inside[599] },
    });
  });

  it("of more events than are read come from all over the range", async () => {
    const text = Array.from(
      { length: 60_000 },
      (_, i) =>
        `${new Date(START_MS + i * 1000).toISOString()} INFO request ${i} took some time of nobody in particular\n`,
    ).join("");
    const { session, report } = await analysed(wasm, text);
    const found = await session.lines.templateParameters(report.templates[0]?.id ?? "", {}, HEARING);
    expect(found).toMatchObject({ events: 20_000, complete: false });
    const numbers = found.parameters[0]?.numbers;
    expect(numbers?.min).toBeLessThan(6000);
    expect(numbers?.median).toBeGreaterThan(20_000);
    expect(numbers?.median).toBeLessThan(40_000);
    expect(numbers?.max).toBeGreaterThan(50_000);
    // each of 60 000 events has a value of its own
    expect(found.parameters[0]?.distinct).toBe(20_000);
    expect(found.parameters[0]?.distinctEstimate).toBeGreaterThan(55_000);
    expect(found.parameters[0]?.distinctEstimate).toBeLessThanOrEqual(60_000);
  });

  it("are read as they are meant, where messages stand in escapes or doubled quotes", async () => {
    const name = (i: number) => `C:\\run${i}\\"x"`;
    const json = Array.from({ length: 50 }, (_, i) =>
      JSON.stringify({
        time: new Date(START_MS + i * 1000).toISOString(),
        level: "info",
        msg: `opened ${name(i)} again`,
      }),
    );
    const table = Array.from(
      { length: 50 },
      (_, i) => `${new Date(START_MS + i * 1000).toISOString()},info,"opened ""run ${i}"" again"`,
    );
    const first = async (text: string) => {
      const { session, report } = await analysed(wasm, text);
      const [template] = report.templates;
      const found = await session.lines.templateParameters(template?.id ?? "", {}, HEARING);
      expect(found).toMatchObject({ events: 50, unaligned: 0, complete: true });
      return found.parameters;
    };
    expect((await first(`${json.join("\n")}\n`))[0]?.top[0]?.value).toBe("\\run0\\");
    expect((await first(`time,level,message\n${table.join("\n")}\n`))[0]).toMatchObject({ distinct: 50 });
  });

  it("are given up when something newer is asked for", async () => {
    const { session, report } = await analysed(wasm, `${new Date(START_MS).toISOString()} INFO took 5 ms\n`);
    const asked = session.lines.templateParameters(
      report.templates[0]?.id ?? "",
      {},
      { ...HEARING, isCancelled: () => true },
    );
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
    await expect(session.lines.templateParameters("0123456789abcdef", {}, HEARING)).rejects.toMatchObject({
      code: "no-file",
    });
  });
});
