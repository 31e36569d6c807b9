/** Counts asked of the cells, against counting the lines that are read back. */
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { CountQuery, EventFilter } from "../../src/model/counts.ts";
import { codeOfLevel, LEVELS } from "../../src/model/levels.ts";
import type { FieldedRow } from "../../src/pipeline/lines.ts";
import { Session } from "../../src/pipeline/session.ts";
import { BUILDS, RELEASE } from "./support/instances.ts";
import { memorySource } from "./support/memory-source.ts";
import { randomFrom } from "./support/random.ts";

const START_MS = Date.UTC(2026, 1, 1);
const HOSTS = ["a", "b", "c"];

function table(seed: number, rows: number): Uint8Array {
  const random = randomFrom(seed);
  const lines = ["time,level,host,took_ms,message"];
  for (let i = 0; i < rows; i++) {
    const time = new Date(START_MS + Math.floor((i / rows) * 3_600_000) + random.below(900)).toISOString();
    const took = random.below(5) === 0 ? "" : String(random.below(1000));
    const level = random.of(["INFO", "WARN", "ERROR"]);
    lines.push(`${time},${level},${random.of(HOSTS)},${took},${random.of(["started a job", "lost the lease"])}`);
  }
  return Buffer.from(`${lines.join("\n")}\n`);
}

async function analysed(wasm: (typeof BUILDS)[number]["wasm"]) {
  const session = await Session.open(wasm, [memorySource(table(3, 2000))], {});
  const { report, partial } = await session.analyze({ ...DEFAULT_SETTINGS, detectors: [] });
  const rows: FieldedRow[] = [];
  for await (const page of session.rows()) rows.push(...page.filter(({ kind }) => kind === "event"));
  return { session, report, partial, rows };
}

function matches(row: FieldedRow, { levels, dimensions, templateIds }: EventFilter): boolean {
  return (
    (levels?.includes(row.level) ?? true) &&
    (templateIds?.includes(row.templateId ?? "") ?? true) &&
    (dimensions?.some(({ name, value }) => row.fields[name] === value) ?? true)
  );
}

describe.each(BUILDS)("counts, $build build", ({ wasm }) => {
  it("of a template's errors are those of its lines", async () => {
    const { report, rows } = await analysed(wasm);
    const errors = (id: string) =>
      rows.filter(({ templateId, level }) => templateId === id && level === "error").length;
    expect(report.templates).toHaveLength(2);
    for (const { id, count, errors: told } of report.templates) {
      expect(told).toBe(errors(id));
      expect(told).toBeLessThan(count);
    }
  });

  it("of any filter and split are those of the lines", async () => {
    const { session, report, rows } = await analysed(wasm);
    const random = randomFrom(5);
    for (let round = 0; round < 40; round++) {
      const startMs = START_MS + random.below(3_000_000);
      const filter: EventFilter = {};
      if (random.below(2)) filter.levels = [random.of(LEVELS), random.of(LEVELS)];
      if (random.below(2)) filter.templateIds = [random.of(report.templates).id];
      if (random.below(2)) filter.dimensions = HOSTS.slice(random.below(3)).map((value) => ({ name: "host", value }));
      const query: CountQuery = {
        startMs,
        endMs: startMs + 1000 + random.below(900_000),
        mostBins: 1 + random.below(400),
        filter,
      };
      if (random.below(2)) query.fromStart = true;
      const split = random.below(4);
      if (split === 1) query.split = { by: "level" };
      if (split === 2) query.split = { by: "dimension", name: "host", values: ["b", "a"] };
      const ids = report.templates.slice(1).map(({ id }) => id);
      if (split === 3) query.split = { by: "template", ids };
      const [counts] = session.counts([query]);
      if (!counts) throw new Error("no answer");
      expect(counts.binCount).toBeLessThanOrEqual(query.mostBins + (query.fromStart ? 0 : 1));
      expect(counts.startMs).toBeLessThanOrEqual(startMs);
      expect(counts.startMs + counts.binMs * counts.binCount).toBeGreaterThanOrEqual(query.endMs);
      const expected = counts.rows.map(() => new Float64Array(counts.binCount));
      // to whole seconds, and nothing outside
      const endMs = query.fromStart ? Math.ceil(query.endMs / 1000) * 1000 : Number.POSITIVE_INFINITY;
      if (query.fromStart) expect(counts.startMs).toBe(Math.floor(startMs / 1000) * 1000);
      for (const row of rows) {
        const bin = Math.floor(((row.timeMs ?? Number.NaN) - counts.startMs) / counts.binMs);
        if (!(bin >= 0 && bin < counts.binCount) || (row.timeMs ?? 0) >= endMs || !matches(row, filter)) continue;
        const among = (values: readonly string[], value: string) =>
          values.includes(value) ? values.indexOf(value) : values.length;
        const place = [
          () => 0,
          () => codeOfLevel(row.level),
          () => among(["b", "a"], row.fields.host ?? ""),
          () => among(ids, row.templateId ?? ""),
        ][split]!();
        const cells = expected[place];
        if (cells) cells[bin] = (cells[bin] ?? 0) + 1;
      }
      expect(counts.rows, JSON.stringify(query)).toEqual(expected);
    }
  });

  it("of a restored analysis are the same", async () => {
    const { session, report, partial } = await analysed(wasm);
    const query: CountQuery = { startMs: START_MS, endMs: START_MS + 3_600_000, mostBins: 90, filter: {} };
    const before = session.counts([query]);
    const restored = await Session.restore(wasm, [], { report, partial });
    expect(restored.counts([query])).toEqual(before);
  });
});

it("lists every value of a dimension, the commonest first", async () => {
  const { session, rows } = await analysed(RELEASE);
  const found = (await session.studies()).answer({ kind: "values", dimension: "host" });
  const counted = HOSTS.map((value) => ({ value, count: rows.filter(({ fields }) => fields.host === value).length }));
  expect(found).toEqual(counted.sort((a, b) => b.count - a.count));
  expect((await session.studies()).answer({ kind: "values", dimension: "nothing" })).toEqual([]);
});

it("gives the means of a column, and none where it has no value", async () => {
  const { session, rows } = await analysed(RELEASE);
  const query: CountQuery = { startMs: START_MS, endMs: START_MS + 600_000, mostBins: 700, filter: {} };
  const [counts] = session.counts([{ ...query, measure: "took_ms" }]);
  const means = counts?.rows[0] ?? new Float64Array();
  expect(means.some(Number.isNaN)).toBe(true);
  for (const [bin, mean] of means.entries()) {
    const from = (counts?.startMs ?? 0) + bin * (counts?.binMs ?? 0);
    const values = rows
      .filter(({ timeMs }) => timeMs !== null && timeMs >= from && timeMs < from + (counts?.binMs ?? 0))
      .flatMap(({ measures }) => measures.filter((value) => !Number.isNaN(value)));
    if (values.length === 0) expect(mean).toBeNaN();
    else expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
  }
});

it("expects of a bin what the bins before it had, whatever comes after", async () => {
  const { session } = await analysed(RELEASE);
  const ask = (startMs: number, endMs: number) => {
    const mostBins = (endMs - startMs) / 10_000;
    const filter: EventFilter = { levels: ["error"] };
    const [counts] = session.counts([{ startMs, endMs, mostBins, filter, expected: true }]);
    return counts ?? null;
  };
  const whole = ask(START_MS, START_MS + 3_600_000);
  const part = ask(START_MS + 1_800_000, START_MS + 2_400_000);
  expect(whole?.binMs).toBe(10_000);
  expect(part?.binMs).toBe(10_000);
  const { mean, deviation, limit } = part?.expected ?? {};
  expect(mean).toEqual(whole?.expected?.mean.subarray(180, 240));
  const typical = Array.from(whole?.rows[0] ?? []).reduce((sum, value) => sum + value, 0) / 360;
  for (let i = 0; i < 60; i++) {
    expect(mean?.[i]).toBeGreaterThan(typical / 3);
    expect(mean?.[i]).toBeLessThan(typical * 3);
    expect(limit?.[i]).toBeGreaterThan((mean?.[i] ?? 0) + 2 * (deviation?.[i] ?? 0));
  }
});
