/** Small logs of every kind, through the real core: what must be understood of each, at every chunk size. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Session } from "../../src/pipeline/session.ts";
import { analyzeSample, CHUNK_SIZES } from "./memory-source.ts";

interface Expectation {
  about: string;
  /** when it is not the other file of the same name */
  sample?: string;
  /** date of the file, which completes stamps without a year or day */
  lastModified?: string;
  lines: number;
  events: number;
  unparsedLines: number;
  /** levels that are not named have no events */
  levels: Record<string, number>;
  first?: string | null;
  last?: string | null;
  firstTimeOfDay?: string;
  spanSeconds?: number;
  /** lines that belong to the event before them; none when absent */
  continuations?: number[];
  /** lines that must have one template, which no other named line has */
  sameTemplate: number[][];
  /** the template's text by line */
  templates: Record<string, string>;
}

const folder = new URL("samples/", import.meta.url);
const files = readdirSync(folder);
const expectations = files
  .filter((file) => file.endsWith(".json"))
  .map((file) => ({ name: file, expected: JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Expectation }));

function sampleOf(name: string, { sample }: Expectation): string {
  const stem = name.slice(0, -"json".length);
  const found = sample ?? files.find((file) => file.startsWith(stem) && file !== name);
  if (found === undefined) throw new Error(`no sample for ${name}`);
  return found;
}

/** @returns the template id of every line, by its first line for a record that spans several */
async function templateIds(session: Session): Promise<Map<number, string | null>> {
  const ids = new Map<number, string | null>();
  for await (const batch of session.rows()) for (const row of batch) ids.set(row.line, row.templateId);
  return ids;
}

describe.each(expectations)("$name: $expected.about", ({ name, expected }) => {
  const sample = sampleOf(name, expected);
  const lastModified = Date.parse(expected.lastModified ?? "2026-03-04T09:00:00Z");

  it("has the same digest at every chunk size", async () => {
    const digests = new Set<string>();
    for (const chunkBytes of CHUNK_SIZES) {
      digests.add((await analyzeSample(sample, { chunkBytes, lastModified })).report.digest);
    }
    expect([...digests]).toHaveLength(1);
  });

  it("counts its lines, events and levels", async () => {
    const { totals } = (await analyzeSample(sample, { lastModified })).report;
    const { lines, events, unparsedLines } = totals;
    const levels = Object.fromEntries(Object.entries(totals.levels).filter(([, count]) => count > 0));
    expect({ lines, events, unparsedLines, levels }).toEqual({
      lines: expected.lines,
      events: expected.events,
      unparsedLines: expected.unparsedLines,
      levels: expected.levels,
    });
  });

  it("knows which lines belong to the event before", async () => {
    const { session } = await analyzeSample(sample, { lastModified });
    const lines: number[] = [];
    for await (const batch of session.rows()) {
      for (const row of batch) if (row.kind === "continuation") lines.push(row.line);
    }
    expect(lines).toEqual(expected.continuations ?? []);
  });

  it("reads its times", async () => {
    const { firstMs, lastMs } = (await analyzeSample(sample, { lastModified })).report.totals;
    const instant = (text: string | null) => (text === null ? null : Date.parse(text));
    if (expected.first !== undefined) expect(firstMs).toBe(instant(expected.first));
    if (expected.last !== undefined) expect(lastMs).toBe(instant(expected.last));
    if (expected.firstTimeOfDay !== undefined) {
      expect(new Date(firstMs ?? Number.NaN).toISOString().slice(11, -1)).toBe(expected.firstTimeOfDay);
    }
    if (expected.spanSeconds !== undefined) expect((lastMs ?? 0) - (firstMs ?? 0)).toBe(expected.spanSeconds * 1000);
  });

  it("finds its templates", async () => {
    const { session, report } = await analyzeSample(sample, { lastModified });
    const ids = await templateIds(session);
    const groups = expected.sameTemplate.map((lines) => lines.map((line) => ids.get(line)));
    for (const [index, group] of groups.entries()) {
      expect(group[0], `line ${expected.sameTemplate[index]?.[0]}`).toBeTypeOf("string");
      expect(new Set(group).size, `lines ${expected.sameTemplate[index]}`).toBe(1);
    }
    expect(new Set(groups.map((group) => group[0])).size).toBe(groups.length);
    const texts = Object.keys(expected.templates).map((line) => {
      const id = ids.get(Number(line));
      return [line, report.templates.find((template) => template.id === id)?.template];
    });
    expect(Object.fromEntries(texts)).toEqual(expected.templates);
  });
});
