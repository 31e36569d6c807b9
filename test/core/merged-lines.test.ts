/** Lines of several files merged by time, at any place, against a merge of all of them in memory. */
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { LineFilter } from "../../src/model/line-filter.ts";
import { type LineDesk, matchHere } from "../../src/pipeline/line-desk.ts";
import { Session } from "../../src/pipeline/session.ts";
import { RELEASE } from "./support/instances.ts";
import { memorySource } from "./support/memory-source.ts";
import { randomFrom } from "./support/random.ts";

const START_MS = Date.UTC(2026, 1, 1);

interface Line {
  file: number;
  text: string;
  key: number;
  index: number;
}

interface Course {
  lines: number;
  startMs: number;
  stepMs: number;
  /** how far a stamp may be off, backwards and forwards */
  jitterMs?: number;
  /** lines from here to there have one and the same stamp */
  standing?: [from: number, to: number];
}

/** @returns the file, and its lines with the latest time so far */
function fileOf(file: number, { lines, startMs, stepMs, jitterMs = 0, standing }: Course, indexFrom: number) {
  const random = randomFrom(file + 1);
  const made: Line[] = [];
  let key = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < lines; i++) {
    const at = standing !== undefined && i >= standing[0] && i < standing[1] ? standing[0] : i;
    const isTrace = i > 0 && random.below(9) === 0;
    const timeMs = startMs + at * stepMs + (at === i && jitterMs > 0 ? random.below(jitterMs) : 0);
    if (!isTrace) key = Math.max(key, timeMs);
    const text = isTrace
      ? `    at part${i} (file${file}.ts:${i}:7)`
      : `${new Date(timeMs).toISOString()} INFO host-${file} step ${i} ${random.of(["took", "gave"])} ${"x".repeat(random.below(160))}`;
    made.push({ file, text, key, index: indexFrom + i });
  }
  return made;
}

async function deskOf(courses: readonly Course[]) {
  const files: Line[][] = [];
  let index = 0;
  for (const [file, course] of courses.entries()) {
    files.push(fileOf(file, course, index));
    index += course.lines;
  }
  let bytesRead = 0;
  const sources = files.map((lines, i) => {
    const source = memorySource(Buffer.from(`${lines.map(({ text }) => text).join("\n")}\n`), `${i}.log`, 1 << 20);
    return {
      ...source,
      slice: async (from: number, to: number) => {
        const bytes = await source.slice(from, to);
        bytesRead += bytes.length;
        return bytes;
      },
    };
  });
  const session = await Session.open(RELEASE, sources, {});
  const { report } = await session.analyze({ ...DEFAULT_SETTINGS, detectors: [] });
  const merged = files.flat().sort((a, b) => a.key - b.key || a.file - b.file || a.index - b.index);
  return { desk: await session.lines.desk(), merged, report, read: () => bytesRead };
}

async function textsAt(desk: LineDesk, position: number, count: number, search: number | null, onlyHits: boolean) {
  const query = { place: { position }, before: 0, after: count, search, onlyHits, byTime: true };
  const { rows, first, total } = await desk.window(query);
  expect(first).toBe(Math.min(position, total));
  return rows.map(({ text }) => text);
}

const HOUR_MS = 3_600_000;
const COURSES: Record<string, Course[]> = {
  "side by side": [
    { lines: 9000, startMs: START_MS, stepMs: 400 },
    { lines: 5000, startMs: START_MS + 70_000, stepMs: 700 },
    { lines: 3000, startMs: START_MS - HOUR_MS, stepMs: 3000 },
  ],
  "one after the other": [
    { lines: 4000, startMs: START_MS + 2 * HOUR_MS, stepMs: 100 },
    { lines: 4000, startMs: START_MS, stepMs: 100 },
  ],
  "out of order within, and standing still": [
    { lines: 6000, startMs: START_MS, stepMs: 200, jitterMs: 30_000 },
    { lines: 6000, startMs: START_MS + 5, stepMs: 200, standing: [1000, 4500] },
    { lines: 6000, startMs: START_MS + 1000 * 200 + 5, stepMs: 0 },
    { lines: 20, startMs: START_MS, stepMs: 60_000 },
  ],
  "of twenty files": Array.from({ length: 20 }, (_, i) => ({
    lines: 1500 + i * 40,
    startMs: START_MS + i * 900,
    stepMs: 300 + i,
    jitterMs: i % 3 === 0 ? 2000 : 0,
  })),
};

it.each(Object.keys(COURSES))("are those of a plain merge: %s", async (name) => {
  const { desk, merged } = await deskOf(COURSES[name]!);
  const random = randomFrom(7);
  for (let round = 0; round < 25; round++) {
    const position = round === 0 ? 0 : round === 1 ? merged.length - 30 : random.below(merged.length);
    const expected = merged.slice(position, position + 64).map(({ text }) => text);
    expect(await textsAt(desk, position, 64, null, false)).toEqual(expected);
    // and back from a line, or a time, to its place
    const line = merged[position]!;
    const window = { before: 0, after: 1, search: null, onlyHits: false, byTime: true };
    expect((await desk.window({ ...window, place: { index: line.index } })).at).toBe(position);
    const timeMs = line.key + random.below(3);
    const { at } = await desk.window({ ...window, place: { timeMs } });
    expect(at).toBe(merged.filter(({ key }) => key < timeMs).length);
  }
});

it.each(Object.keys(COURSES))("are those of a plain merge, hits only: %s", async (name) => {
  const { desk, merged } = await deskOf(COURSES[name]!);
  const random = randomFrom(9);
  let search = 0;
  for (const text of ["gave", "step 77", "part1", "nowhere"]) {
    const filter: LineFilter = { kind: "text", text, exact: false };
    await desk.search({ search: ++search, filter }, matchHere, {});
    const hits = merged.filter((line) => line.text.includes(text));
    for (let round = 0; round < 8; round++) {
      const position = round === 0 ? 0 : random.below(Math.max(1, hits.length));
      const expected = hits.slice(position, position + 40).map((line) => line.text);
      expect(await textsAt(desk, position, 40, search, true)).toEqual(expected);
      const place = random.below(merged.length);
      const { index } = merged[place]!;
      const ahead = merged.findIndex((line, i) => i > place && line.text.includes(text));
      const behind = merged.findLastIndex((line, i) => i < place && line.text.includes(text));
      const hit = (direction: 1 | -1, wraps: boolean) => desk.hit({ search, index, direction, byTime: true, wraps });
      const found = (at: number, end: number) => {
        const line = merged[at] ?? hits.at(end);
        return line === undefined ? null : { index: line.index, rank: hits.indexOf(line), wrapped: at < 0 };
      };
      expect(await hit(1, true)).toEqual(found(ahead, 0));
      expect(await hit(-1, true)).toEqual(found(behind, -1));
      expect((await hit(1, false))?.index ?? null).toBe(merged[ahead]?.index ?? null);
      expect((await hit(-1, false))?.index ?? null).toBe(merged[behind]?.index ?? null);
    }
  }
});

it("at one place are read from a few blocks of each file", async () => {
  const day = Array.from({ length: 4 }, (_, i) => ({ lines: 60_000, startMs: START_MS + i, stepMs: 1000 + i }));
  const { desk, merged, report, read } = await deskOf(day);
  const before = read();
  const position = Math.floor(merged.length * 0.61);
  const expected = merged.slice(position, position + 64).map(({ text }) => text);
  expect(await textsAt(desk, position, 64, null, false)).toEqual(expected);
  expect(report.totals.bytes).toBeGreaterThan(20e6);
  expect(read() - before).toBeLessThan(3e6);
});
