/** Lines: whatever the chunks, the same counts; and those of a plain reading of the text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOfLevel, LEVELS } from "../../src/model/levels.ts";
import { BUILDS, newCore } from "./support/instances.ts";
import { feed, outcomeOf } from "./support/outcome.ts";
import { filePlan, linesPlan, startPlan } from "./support/plans.ts";
import { randomFrom } from "./support/random.ts";

const START_MS = Date.UTC(2026, 0, 31, 23, 50);

/** A log with events, continuations, empty lines, CR LF, NUL bytes and bytes that are no UTF-8. */
function hostileLog(seed: number, lineCount: number): Uint8Array {
  const random = randomFrom(seed);
  const parts: Uint8Array[] = [];
  for (let i = 0; i < lineCount; i++) {
    const kind = random.below(10);
    const stamp = new Date(START_MS + i * 700 - random.below(3000)).toISOString();
    const end = random.of(["\n", "\n", "\r\n"]);
    let text = `${stamp.slice(0, random.of([19, 23, 24]))} ${random.of(LEVELS).toUpperCase()} unit ${random.below(90)} is ${random.of(["up", "down", "on fire"])}`;
    if (kind === 0) text = "";
    if (kind === 1) text = "    at some.place (file:12)";
    if (kind === 2) text = `\0${text}`;
    if (kind === 3) text = `${text} \xff\xfe\0`;
    if (kind === 4) text = `${text} ${"long ".repeat(random.below(300))}`;
    parts.push(Buffer.from(text + end, "latin1"));
  }
  parts.push(Buffer.from(random.of(["", "2026-01-31T23:59:59 INFO last"])));
  return Buffer.concat(parts);
}

interface Naive {
  lines: number;
  events: number;
  unparsedLines: number;
  byLevel: number[];
  bySecond: Map<number, number>;
}

/** Totals of a text in which a line is an event when it begins with a stamp, blanks and a level word. */
function naiveCount(bytes: Uint8Array): Naive {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const naive: Naive = {
    lines: lines.length,
    events: 0,
    unparsedLines: 0,
    byLevel: Array(8).fill(0),
    bySecond: new Map(),
  };
  for (const line of lines) {
    const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z? +([A-Z]+)/.exec(line.slice(0, 65_536));
    if (match) {
      const second = Date.parse(`${match[1]}Z`) / 1000;
      const code = codeOfLevel((LEVELS.find((level) => level.toUpperCase() === match[2]) ?? null) as never);
      naive.events++;
      naive.byLevel[code] = (naive.byLevel[code] ?? 0) + 1;
      naive.bySecond.set(second, (naive.bySecond.get(second) ?? 0) + 1);
    } else if (naive.events === 0 && line !== "" && line !== "\r") naive.unparsedLines++;
  }
  return naive;
}

describe.each(BUILDS)("lines, $build build", ({ module }) => {
  function read(bytes: Uint8Array, chunks: readonly number[], plan = linesPlan()) {
    const core = newCore(module, {});
    startPlan(core, plan);
    feed(core, bytes, chunks);
    core.settle();
    return core;
  }

  it("are counted as a plain reading counts them", () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const bytes = hostileLog(seed, 400);
      const naive = naiveCount(bytes);
      const core = read(bytes, [bytes.length]);
      const { lines, events, unparsedLines, timedEvents } = core.totals();
      expect({ lines, events, unparsedLines }).toEqual({
        lines: naive.lines,
        events: naive.events,
        unparsedLines: naive.unparsedLines,
      });
      expect(timedEvents).toBe(events);
      const facets = core.facets();
      const byLevel = Array(8).fill(0);
      for (const { level, count } of facets) byLevel[level] += count;
      expect(byLevel).toEqual(naive.byLevel);
      const seconds = [...naive.bySecond.keys()];
      const first = Math.min(...seconds);
      const last = Math.max(...seconds);
      const [series] = core.series(new Int32Array(facets.length), null, 1, first, last - first + 1, 1);
      expect([...(series ?? [])]).toEqual(
        Array.from({ length: last - first + 1 }, (_, i) => naive.bySecond.get(first + i) ?? 0),
      );
      const blocks = core.blocks();
      expect(blocks.reduce((sum, block) => sum + block.events, 0)).toBe(events);
    }
  });

  it("give the same in chunks of any size", () => {
    const bytes = hostileLog(7, 1200);
    const whole = outcomeOf(read(bytes, [1 << 20]));
    expect(whole.blocks.length).toBeGreaterThan(2);
    for (const size of [3, 64, 4095, 65_535, 65_536, 65_537, 131_072])
      expect(outcomeOf(read(bytes, [size])), `${size}`).toEqual(whole);
    const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(sizes, (chunks) => {
        expect(outcomeOf(read(bytes, chunks))).toEqual(whole);
      }),
      { numRuns: 8 },
    );
    const few = hostileLog(8, 60);
    expect(outcomeOf(read(few, [1]))).toEqual(outcomeOf(read(few, [few.length])));
  });

  it("longer than what is looked at are events too, cut in any way", () => {
    const head = "2026-01-31T23:50:00 INFO ";
    const lengths = [65_534, 65_535, 65_536, 65_537, 65_538, 131_071, 131_072, 200_000, 3_000_000];
    for (const end of ["\n", "\r\n"]) {
      const lines = lengths.map((length) => head + "x".repeat(length - head.length - end.length + 1));
      const bytes = Buffer.from(lines.map((line) => `${line}${end}${head}short${end}`).join(""));
      const expected = outcomeOf(read(bytes, [1 << 20]));
      expect(expected.totals).toMatchObject({
        lines: lengths.length * 2,
        events: lengths.length * 2,
        unparsedLines: 0,
      });
      for (const size of [10_007, 65_536, 131_072]) expect(outcomeOf(read(bytes, [size]))).toEqual(expected);
    }
  });

  it("of 65 536 bytes at the end of the file are the same with and without a line end", () => {
    const head = "2026-01-31T23:50:00 INFO ";
    for (const length of [65_535, 65_536, 65_537]) {
      const line = Buffer.from(head + "x".repeat(length - head.length));
      const ended = outcomeOf(read(Buffer.concat([line, Buffer.from("\n")]), [1 << 20]));
      expect(outcomeOf(read(line, [length]))).toEqual(ended);
      expect(outcomeOf(read(line, [1000]))).toEqual(ended);
    }
  });

  it.each([
    ["", 0, 0],
    ["\n", 1, 0],
    ["\n\n\r\n", 3, 0],
    ["a", 1, 1],
    ["a\n", 1, 1],
    ["a\nb", 2, 2],
    ["\0\n\0", 2, 2],
    ["a\rb\n", 1, 1],
  ])("of plain text %j: %i lines, %i events", (text, lines, events) => {
    for (const size of [1, 100]) {
      const totals = read(Buffer.from(text), [size], filePlan({ kind: "text" })).totals();
      expect(totals).toMatchObject({ lines, events, timedEvents: 0, unparsedLines: 0, firstMs: null, lastMs: null });
    }
  });

  it("end at a lone CR only where the plan says so", () => {
    const bytes = Buffer.from("a\rb\r\rc");
    expect(read(bytes, [2], filePlan({ kind: "text" }, "cr")).totals()).toMatchObject({ lines: 4, events: 3 });
    expect(read(bytes, [2], filePlan({ kind: "text" }, "lf")).totals()).toMatchObject({ lines: 1, events: 1 });
  });

  it("are shown while reading by level and bin, no event lost", () => {
    const bytes = hostileLog(9, 3000);
    const naive = naiveCount(bytes);
    const preview = read(bytes, [5000]).preview();
    if (!preview) throw new Error("no preview");
    const { binCount, binSeconds, startSeconds, counts } = preview;
    const expected = new Array(binCount).fill(0);
    for (const [second, count] of naive.bySecond) expected[Math.floor((second - startSeconds) / binSeconds)] += count;
    const shown = Array.from({ length: binCount }, (_, bin) =>
      Array.from({ length: 8 }, (_, level) => counts[level * binCount + bin] ?? 0).reduce((a, b) => a + b, 0),
    );
    expect(binSeconds).toBeGreaterThan(1);
    expect(shown).toEqual(expected);
    expect(
      Array.from({ length: 8 }, (_, level) => counts.subarray(level * binCount, (level + 1) * binCount)).map((row) =>
        row.reduce((a, b) => a + b, 0),
      ),
    ).toEqual(naive.byLevel);
  });
});
