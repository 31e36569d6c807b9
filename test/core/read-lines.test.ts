/** Raw lines read back through the line index, against a plain walk over all lines of the file. */
import { describe, expect, it } from "vitest";
import type { Budgets } from "../../src/core/core.ts";
import type { WasmModules } from "../../src/core/modules.ts";
import { DEFAULT_SETTINGS, type LineQuery, type LineRow } from "../../src/model/analysis.ts";
import { LEVELS, type Level } from "../../src/model/levels.ts";
import type { Plan } from "../../src/model/plan.ts";
import { Session } from "../../src/pipeline/session.ts";
import { BUILDS } from "./support/instances.ts";
import { logWithTraces, START_MS } from "./support/log-with-traces.ts";
import { memorySource } from "./support/memory-source.ts";
import { MIXED_PLAN } from "./support/mixed-log.ts";
import { filePlan, ISO, tablePlan } from "./support/plans.ts";
import { randomFrom } from "./support/random.ts";

async function analysed(wasm: WasmModules, bytes: Uint8Array, plan?: Plan, budgets: Partial<Budgets> = {}) {
  const limits = { facets: 0, cells: 0, measureCells: 0, blocks: 0, ...budgets };
  const session = await Session.open(wasm, [memorySource(bytes)], { plan, budgets: limits });
  const { report } = await session.analyze({ ...DEFAULT_SETTINGS, detectors: [] });
  return { session, report };
}

/** All pages of a query. */
async function allPages(session: Session, query: Omit<LineQuery, "limit">, limit: number): Promise<LineRow[]> {
  const rows: LineRow[] = [];
  let after = query.after;
  while (true) {
    const page = await session.readLines({ ...query, after, limit });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    if (!page.next) return rows;
    after = page.next;
  }
}

const plan: Plan = { version: 1, files: [MIXED_PLAN] };

describe.each(BUILDS)("raw lines, $build build", ({ wasm }) => {
  it.each([[{}], [{ blocks: 3 }]])("of the whole file are its bytes, line by line, under %j", async (budgets) => {
    const { bytes, lines } = logWithTraces(1, 1500);
    const { session, report } = await analysed(wasm, bytes, plan, budgets);
    const rows = await allPages(session, {}, 100_000);
    expect(rows.map(({ line, byteOffset, text }) => ({ line, byteOffset, text }))).toEqual(
      lines.map(({ byteOffset, text }, i) => ({ line: i + 1, byteOffset, text })),
    );
    expect(rows.map(({ kind, timeMs, level }) => ({ kind, timeMs, level }))).toEqual(
      lines.map(({ event }) => ({
        kind: event ? "event" : "continuation",
        timeMs: event?.timeMs ?? null,
        level: event?.level ?? null,
      })),
    );
    const ids = new Set(report.templates.map(({ id }) => id));
    expect(rows.filter(({ kind, templateId }) => (kind === "event") !== ids.has(templateId ?? ""))).toEqual([]);
    expect(report.totals).toMatchObject({ lines: lines.length, events: 1500, unparsedLines: 0 });
  });

  it("that are asked for by time, level, template or host are those of a plain filter", async () => {
    const { bytes, lines } = logWithTraces(2, 1500);
    const { session, report } = await analysed(wasm, bytes, plan);
    const all = await allPages(session, {}, 100_000);
    const random = randomFrom(9);
    for (let round = 0; round < 25; round++) {
      const query: Omit<LineQuery, "limit"> = {};
      if (random.below(2)) query.startMs = START_MS + random.below(700_000);
      if (random.below(2)) query.endMs = (query.startMs ?? START_MS) + random.below(200_000);
      if (random.below(3) === 0) query.levels = [random.of(LEVELS), random.of(LEVELS)];
      if (random.below(3) === 0) query.templateIds = [random.of(report.templates).id, random.of(report.templates).id];
      if (random.below(3) === 0) {
        const values = ["host-a", "host-b"].slice(random.below(2));
        query.dimensions = values.map((value) => ({ name: "host", value }));
      }
      let follows = false;
      const expected = lines.flatMap(({ byteOffset, event }, i) => {
        if (event)
          follows =
            event.timeMs >= (query.startMs ?? 0) &&
            event.timeMs < (query.endMs ?? Infinity) &&
            (query.levels?.includes(event.level) ?? true) &&
            (query.templateIds?.includes(all[i]?.templateId ?? "") ?? true) &&
            (query.dimensions === undefined || query.dimensions.some(({ value }) => value === event.host));
        return follows ? [byteOffset] : [];
      });
      const found = await allPages(session, query, 100_000);
      expect(
        found.map(({ byteOffset }) => byteOffset),
        JSON.stringify(query),
      ).toEqual(expected);
    }
  });

  it.each([1, 7, 333])("come once each in pages of %i", async (limit) => {
    const { bytes } = logWithTraces(3, limit === 1 ? 150 : 700);
    const { session } = await analysed(wasm, bytes, plan);
    for (const query of [{}, { levels: ["error", "warn"] satisfies Level[] }]) {
      const whole = await allPages(session, query, 1_000_000);
      expect(whole.length).toBeGreaterThan(100);
      expect((await allPages(session, query, limit)).map(({ line }) => line)).toEqual(whole.map(({ line }) => line));
    }
  });

  it("of a file with a byte-order mark begin behind it", async () => {
    const { bytes, lines } = logWithTraces(4, 50, "\ufeff");
    const { session } = await analysed(wasm, bytes);
    const rows = await allPages(session, {}, 100_000);
    expect(rows.map(({ byteOffset, text }) => ({ byteOffset, text }))).toEqual(
      lines.map(({ byteOffset, text }) => ({ byteOffset, text })),
    );
    expect(rows[0]).toMatchObject({ byteOffset: 3, line: 1, kind: "event" });
  });

  it("longer than 64 KiB are cut, and the next is found", async () => {
    const long = `2026-02-01T00:00:00Z INFO host-a ${"x".repeat(300_000)}`;
    const bytes = Buffer.from(`${long}\n2026-02-01T00:00:01Z INFO host-a short\n${long}`);
    const { session } = await analysed(wasm, bytes, plan);
    const rows = await allPages(session, {}, 10);
    expect(rows.map(({ byteOffset, text, truncated }) => [byteOffset, text.length, truncated])).toEqual([
      [0, 65_536, true],
      [long.length + 1, 38, false],
      [long.length + 40, 65_536, true],
    ]);
  });

  it("of a table are its records, header and empty lines included", async () => {
    const table = tablePlan(
      [
        { name: "time", role: "time" },
        { name: "code", role: "dimension" },
      ],
      { time: ISO, headerLines: 1 },
    );
    const text = `time,code\n2026-02-01T00:00:00Z,"a\nb"\n\nnonsense,c\n2026-02-01T00:00:01Z,d`;
    const { session } = await analysed(wasm, Buffer.from(text), { version: 1, files: [table] });
    const rows = await allPages(session, {}, 2);
    expect(rows.map(({ line, kind, text: own }) => [line, kind, own])).toEqual([
      [1, "header", "time,code"],
      [2, "event", `2026-02-01T00:00:00Z,"a\nb"`],
      [4, "continuation", ""],
      [5, "unparsed", "nonsense,c"],
      [6, "event", "2026-02-01T00:00:01Z,d"],
    ]);
  });

  it("of plain text are shown with bytes that are no UTF-8 replaced", async () => {
    const bytes = Buffer.concat([Buffer.from("a\n"), Buffer.from([0xff, 0x0a]), Buffer.from("\ufeffb\n")]);
    const { session } = await analysed(wasm, bytes, { version: 1, files: [filePlan({ kind: "text" })] });
    expect((await allPages(session, {}, 10)).map(({ text }) => text)).toEqual(["a", "\ufffd", "\ufeffb"]);
  });

  it("behind a quote that is never closed are all there", async () => {
    const table = tablePlan([{ name: "code", role: "dimension" }]);
    for (const count of [5000, 40_000]) {
      const text = `x,"stray\n${"a,b\n".repeat(count)}`;
      const { session } = await analysed(wasm, Buffer.from(text), { version: 1, files: [table] });
      const rows = await allPages(session, {}, 100_000);
      expect(rows).toHaveLength(count + 1);
      expect(rows.at(-1)).toMatchObject({ line: count + 1, byteOffset: text.length - 4, text: "a,b" });
    }
  });
});
