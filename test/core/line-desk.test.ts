/** Raw lines at any place, and searches over them, against a plain walk over all lines of the files. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WasmModules } from "../../src/core/modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { LEVELS } from "../../src/model/levels.ts";
import type { LineFilter } from "../../src/model/line-filter.ts";
import type { FilePlan, Plan } from "../../src/model/plan.ts";
import { type LineDesk, matchHere } from "../../src/pipeline/line-desk.ts";
import type { EventFacts } from "../../src/pipeline/line-matcher.ts";
import { Session } from "../../src/pipeline/session.ts";
import { BUILDS } from "./support/instances.ts";
import { logWithTraces, START_MS, type TracedLine } from "./support/log-with-traces.ts";
import { memorySource } from "./support/memory-source.ts";
import { MIXED_PLAN } from "./support/mixed-log.ts";
import { holds } from "./support/naive-filter.ts";
import { filePlan, ISO, tablePlan } from "./support/plans.ts";

interface File {
  name: string;
  bytes: Uint8Array;
  plan?: FilePlan;
}

async function deskOf(wasm: WasmModules, files: File[], blocks = 0) {
  const plan: Plan | undefined = files[0]?.plan && { version: 1, files: files.map((file) => file.plan as FilePlan) };
  const budgets = { facets: 0, cells: 0, measureCells: 0, blocks };
  const sources = files.map(({ name, bytes }) => memorySource(bytes, name, 7919));
  const session = await Session.open(wasm, sources, { plan, budgets });
  const { report } = await session.analyze({ ...DEFAULT_SETTINGS, detectors: [] });
  return { session, report, desk: await session.lines.desk() };
}

/** All hits of a filter, by index. */
async function hitsOf(desk: LineDesk, filter: LineFilter, search = 1): Promise<number[]> {
  const end = await desk.search({ search, filter }, matchHere, {});
  const place = { index: 0 };
  const found: number[] = [];
  while (found.length < end.hits) {
    const next = found.length === 0 ? place : { index: (found.at(-1) as number) + 1 };
    const { rows } = await desk.window({ place: next, before: 0, after: 2000, search, onlyHits: true });
    expect(rows.length).toBeGreaterThan(0);
    found.push(...rows.map(({ index }) => index));
  }
  return found;
}

/** The event of each line, as the report knows it. */
async function eventsOf(session: Session, lines: readonly TracedLine[]): Promise<(EventFacts | null)[]> {
  const { rows } = await session.readLines({ limit: 1e6 });
  let open: EventFacts | null = null;
  return lines.map(({ event }, i) => {
    const templateId = rows[i]?.templateId ?? null;
    if (event) open = { timeMs: event.timeMs, level: event.level, templateId, fields: { host: event.host } };
    return open;
  });
}

const words = [
  "opened",
  "STUCK",
  "Stuck",
  "ä",
  "Ä",
  "frame1",
  "frame12",
  "host-a",
  "0",
  "(file.ts:",
  "nowhere",
  "\r",
  " ",
];
const word = fc.record({ text: fc.constantFrom(...words), exact: fc.boolean() });
const leaves = (templates: string[]): fc.Arbitrary<LineFilter> =>
  fc.oneof(
    word.map((one) => ({ kind: "text" as const, ...one })),
    fc
      .constantFrom("frame\\d$", "^$", "DOOR|gate", "(?<=host-)[ab] ", "stuck . ä")
      .chain((source) => fc.constantFrom("", "i", "u").map((flags) => ({ kind: "regex" as const, source, flags }))),
    fc.constantFrom(...LEVELS).map((level) => ({ kind: "level" as const, levels: [level, null] })),
    fc.constantFrom("host-a", "host-b", "x").map((value) => ({ kind: "dimension" as const, name: "host", value })),
    fc.constantFrom(...templates).map((id) => ({ kind: "template" as const, ids: [id] })),
    fc
      .tuple(fc.nat(600_000), fc.nat(100_000))
      .map(([from, span]) => ({ kind: "time" as const, startMs: START_MS + from, endMs: START_MS + from + span })),
  );

const filters = (templates: string[]): fc.Arbitrary<LineFilter> =>
  fc.letrec<{ filter: LineFilter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaves(templates),
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        of: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
      }),
      tie("filter").map((of) => ({ kind: "not" as const, of })),
    ),
  })).filter;

describe.each(BUILDS)("lines, $build build", ({ build, wasm }) => {
  it.each([0, 3])("that a filter finds are those of a plain walk, blocks %i", async (blocks) => {
    const { bytes, lines } = logWithTraces(1, 400);
    const { session, report, desk } = await deskOf(wasm, [{ name: "a.log", bytes, plan: MIXED_PLAN }], blocks);
    const events = await eventsOf(session, lines);
    let search = 0;
    await fc.assert(
      fc.asyncProperty(filters(report.templates.map(({ id }) => id)), async (filter) => {
        const expected = lines.flatMap(({ text }, i) => (holds(filter, text, events[i] ?? null) ? [i] : []));
        expect(await hitsOf(desk, filter, ++search)).toEqual(expected);
      }),
      { numRuns: build === "debug" ? 15 : 50 },
    );
  });

  it("are counted over time, in bins finer and wider than blocks", async () => {
    const { bytes, lines } = logWithTraces(4, 1200);
    const { session, desk } = await deskOf(wasm, [{ name: "a.log", bytes, plan: MIXED_PLAN }], 0);
    const times: number[] = [];
    const first = lines.find(({ event }) => event)?.event?.timeMs ?? Number.NaN;
    for (const { event } of lines) times.push(event?.timeMs ?? times.at(-1) ?? first);
    expect(session.opened.files).toHaveLength(1);
    const from = times.reduce((least, timeMs) => Math.min(least, timeMs));
    const to = times.reduce((most, timeMs) => Math.max(most, timeMs));
    const countsOf = (hits: readonly number[], startMs: number, binMs: number, binCount: number): Float64Array => {
      const counts = new Float64Array(binCount);
      for (const hit of hits) {
        const bin = Math.floor((times[hit]! - startMs) / binMs);
        if (bin >= 0 && bin < binCount) counts[bin]!++;
      }
      return counts;
    };
    let search = 0;
    for (const text of ["frame1", "stuck", "e", "nowhere"]) {
      const filter: LineFilter = { kind: "text", text, exact: false };
      const hits = await hitsOf(desk, filter, ++search);
      for (const bins of [1, 7, 300, 5000])
        for (const startMs of [from, from - 1000, from + (to - from) / 3]) {
          const query = { search, startMs, binMs: Math.ceil((to - from + 1) / bins), binCount: bins };
          expect(await desk.hitTimes(query)).toEqual(countsOf(hits, startMs, query.binMs, bins));
        }
    }
    // another search has no times
    const query = { search, startMs: from, binMs: 1000, binCount: 10 };
    expect(await desk.hitTimes({ ...query, search: search - 1 })).toBeNull();
  });

  it.each<[string, "lf" | "cr" | "any", string[], boolean]>([
    ["CR", "cr", ["\r"], false],
    ["all three ends", "any", ["\n", "\r\n", "\r"], false],
    ["colours", "lf", ["\x1b[0m\n", "\n"], true],
  ])("with %s are shown and searched as they are read", async (_, lineEnd, ends, ansi) => {
    const { bytes, lines } = logWithTraces(5, 700, "", ends);
    const plan = { ...MIXED_PLAN, lineEnd, ansi };
    const { desk } = await deskOf(wasm, [{ name: "a.log", bytes, plan }]);
    const { rows, total } = await desk.window({
      place: { index: 0 },
      before: 0,
      after: 2000,
      search: null,
      onlyHits: false,
    });
    expect(total).toBe(lines.length);
    expect(rows.map(({ text }) => text)).toEqual(lines.slice(0, 2000).map(({ text }) => text));
    const expected = lines.flatMap(({ text }, i) => (/frame1\)|1$/.test(text) ? [i] : []));
    expect(await hitsOf(desk, { kind: "regex", source: "frame1\\)|1$", flags: "" })).toEqual(expected);
  });

  it("at any place of several files are those that stand there, and say what they are", async () => {
    const logs = [logWithTraces(6, 400), logWithTraces(7, 0, "", []), logWithTraces(8, 300)].map((log, i) => ({
      ...log,
      name: `${i}.log`,
      plan: MIXED_PLAN,
    }));
    const all = logs.flatMap(({ lines }, file) => lines.map((line, i) => ({ ...line, file, line: i + 1 })));
    const { desk } = await deskOf(wasm, [logs[0]!, logs[2]!]);
    const known = all.map((line) => ({ ...line, file: Math.min(line.file, 1) }));
    await fc.assert(
      fc.asyncProperty(fc.nat(known.length + 10), fc.nat(120), fc.nat(120), async (index, before, after) => {
        const at = Math.min(index, known.length - 1);
        const { file, line } = known[at]!;
        for (const place of [{ index }, { file, line }]) {
          const window = await desk.window({ place, before, after, search: null, onlyHits: false });
          const first = Math.max(0, at - before);
          expect(window).toMatchObject({ first, at, total: known.length });
          expect(
            window.rows.map(({ file, line, text, byteOffset, kind }) => ({ file, line, text, byteOffset, kind })),
          ).toEqual(
            known.slice(first, at + after).map(({ file, line, text, byteOffset, event }) => ({
              file,
              line,
              text,
              byteOffset,
              kind: event ? "event" : "continuation",
            })),
          );
          expect(window.rows.map(({ timeMs, level }) => [timeMs, level])).toEqual(
            known.slice(first, at + after).map(({ event }) => [event?.timeMs ?? null, event?.level ?? null]),
          );
        }
        const own = known.findLastIndex((line, i) => i <= at && line.file === file && line.event);
        const place = { eventOf: index };
        expect((await desk.window({ place, before: 0, after: 1, search: null, onlyHits: false })).at).toBe(own);
      }),
      { numRuns: 60 },
    );
  });

  it("of a time are found at the earliest event that is not before it", async () => {
    const logs = [logWithTraces(9, 400), logWithTraces(10, 300)];
    const files = logs.map(({ bytes }, i) => ({ name: `${i}.log`, bytes, plan: MIXED_PLAN }));
    const { desk } = await deskOf(wasm, files);
    const lines = logs.flatMap(({ lines: own }) => own);
    const firstOf = (own: readonly TracedLine[], timeMs: number) =>
      own.find(({ event }) => event && event.timeMs >= timeMs);
    for (let timeMs = START_MS - 1000; timeMs < START_MS + 200_000; timeMs += 7001) {
      // times within a file are not in order: of each file the first such line counts
      const firsts = logs.flatMap(({ lines: own }) => firstOf(own, timeMs) ?? []);
      const expected = firsts.reduce<TracedLine | null>(
        (best, one) => (best?.event && one.event && one.event.timeMs >= best.event.timeMs ? best : one),
        null,
      );
      const { at } = await desk.window({ place: { timeMs }, before: 0, after: 1, search: null, onlyHits: false });
      expect(at).toBe(expected ? lines.indexOf(expected) : lines.length - 1);
    }
  });

  it("are the same in a packed file, in any order of places", async () => {
    const { bytes, lines } = logWithTraces(11, 1000);
    const { desk } = await deskOf(wasm, [{ name: "a.log.gz", bytes: gzipSync(bytes) }]);
    for (const index of [lines.length - 5, 0, lines.length >> 1, 17]) {
      const { rows } = await desk.window({ place: { index }, before: 0, after: 5, search: null, onlyHits: false });
      expect(rows.map(({ text }) => text)).toEqual(lines.slice(index, index + 5).map(({ text }) => text));
    }
    const expected = lines.flatMap(({ text }, i) => (text.includes("gate") ? [i] : []));
    expect(await hitsOf(desk, { kind: "text", text: "gate", exact: true })).toEqual(expected);
  });

  it("of a table are its physical lines, records over several cut into theirs", async () => {
    const table = tablePlan(
      [
        { name: "time", role: "time" },
        { name: "code", role: "dimension" },
      ],
      { time: ISO, headerLines: 1 },
    );
    const text = `time,code\n2026-02-01T00:00:00Z,"a\nb"\n\nnonsense,c\n2026-02-01T00:00:01Z,"d""e"`;
    const { desk } = await deskOf(wasm, [{ name: "a.csv", bytes: Buffer.from(text), plan: table }]);
    const { rows } = await desk.window({ place: { index: 0 }, before: 0, after: 9, search: null, onlyHits: false });
    expect(rows.map(({ line, kind, text: own, fields }) => [line, kind, own, fields.code])).toEqual([
      [1, "header", "time,code", undefined],
      [2, "event", `2026-02-01T00:00:00Z,"a`, "a\nb"],
      [3, "continuation", `b"`, undefined],
      [4, "continuation", "", undefined],
      [5, "unparsed", "nonsense,c", undefined],
      [6, "event", `2026-02-01T00:00:01Z,"d""e"`, `d"e`],
    ]);
    const eventsOfAll = rows.map(async ({ index }) => {
      const place = { eventOf: index };
      return (await desk.window({ place, before: 0, after: 1, search: null, onlyHits: false })).at;
    });
    // what is of no event leads to itself
    expect(await Promise.all(eventsOfAll)).toEqual([0, 1, 1, 1, 4, 5]);
    const quotedValue: LineFilter = { kind: "dimension", name: "code", value: `d"e` };
    expect(await hitsOf(desk, quotedValue)).toEqual([5]);
    expect(await hitsOf(desk, { kind: "dimension", name: "code", value: "a\nb" })).toEqual([1, 2, 3]);
  });

  it("longer than 64 KiB are cut, and counted once", async () => {
    const long = `2026-02-01T00:00:00Z INFO host-a ${"x".repeat(300_000)}needle`;
    const bytes = Buffer.from(`${long}\n2026-02-01T00:00:01Z INFO host-a short needle\n${long}`);
    const { desk } = await deskOf(wasm, [{ name: "a.log", bytes, plan: MIXED_PLAN }]);
    const { rows } = await desk.window({ place: { index: 0 }, before: 0, after: 9, search: null, onlyHits: false });
    expect(rows.map(({ text, truncated }) => [text.length, truncated])).toEqual([
      [65_536, true],
      [45, false],
      [65_536, true],
    ]);
    expect(await hitsOf(desk, { kind: "text", text: "needle", exact: true })).toEqual([1]);
  });

  it("show where their template has parameters, and what the search looks for", async () => {
    const line = (i: number) => `2026-02-01T00:00:0${i % 10}Z INFO host-a took ${i} ms for ü /item/${i} (done)\n`;
    const bytes = Buffer.from(Array.from({ length: 50 }, (_, i) => line(i)).join(""));
    const { desk } = await deskOf(wasm, [{ name: "a.log", bytes, plan: MIXED_PLAN }]);
    const filter: LineFilter = {
      kind: "and",
      of: [
        { kind: "text", text: "TOOK", exact: false },
        { kind: "regex", source: "ü|done", flags: "" },
        { kind: "not", of: { kind: "text", text: "zzz", exact: false } },
      ],
    };
    await desk.search({ search: 4, filter }, matchHere, {});
    const { rows } = await desk.window({ place: { index: 12 }, before: 0, after: 1, search: 4, onlyHits: false });
    const [row] = rows;
    const cut = (spans: [number, number][] = []) => spans.map(([from, to]) => row?.text.slice(from, to));
    expect(cut(row?.parameters)).toEqual(["12", "/item/12"]);
    expect(cut(row?.marks)).toEqual(["took", "ü", "done"]);
    expect(row?.isHit).toBe(true);
  });

  it("go with their event also where it began blocks before, and nobody read those", async () => {
    const trace = (i: number) => (i % 3000 === 2999 ? "    at needle" : "    at a frame of a trace");
    const events = ["ERROR host-a broke", "INFO host-b went on"].map((text, e) =>
      [`2026-02-01T00:00:0${e}Z ${text}`, ...Array.from({ length: 9000 }, (_, i) => trace(i))].join("\n"),
    );
    const { desk, report } = await deskOf(wasm, [
      { name: "a.log", bytes: Buffer.from(events.join("\n")), plan: MIXED_PLAN },
    ]);
    for (const [eventOf, begin] of [
      [9000, 0],
      [9001, 9001],
      [18_001, 9001],
    ] as const) {
      const window = await desk.window({ place: { eventOf }, before: 0, after: 1, search: null, onlyHits: false });
      expect(window.at).toBe(begin);
      expect(window.rows[0]?.kind).toBe("event");
    }
    const needle: LineFilter = { kind: "text", text: "needle", exact: true };
    const inEvent = async (of: LineFilter) => hitsOf(desk, { kind: "and", of: [needle, of] }, ++search);
    let search = 0;
    const ofFirst = [3000, 6000, 9000];
    expect(await inEvent({ kind: "level", levels: ["error"] })).toEqual(ofFirst);
    expect(await inEvent({ kind: "dimension", name: "host", value: "host-a" })).toEqual(ofFirst);
    expect(await inEvent({ kind: "not", of: { kind: "dimension", name: "host", value: "host-b" } })).toEqual(ofFirst);
    const { id } = report.templates.find(({ template }) => template === "broke") ?? {};
    expect(await inEvent({ kind: "template", ids: [id ?? ""] })).toEqual(ofFirst);
    const endMs = Date.UTC(2026, 1, 1, 0, 0, 1);
    expect(await inEvent({ kind: "time", startMs: null, endMs })).toEqual(ofFirst);
    expect(await inEvent({ kind: "time", startMs: endMs, endMs: null })).toEqual(ofFirst.map((at) => at + 9001));
  });

  it("before and behind a place that are hits can be asked for, and how many there are in each part", async () => {
    const bytes = filePlanLines(2000, (i) => (i % 700 === 3 ? "needle" : "hay"));
    const { desk } = await deskOf(wasm, [{ name: "a.log", bytes, plan: filePlan({ kind: "text" }) }]);
    const { hits, shares, done } = await desk.search(
      { search: 1, filter: { kind: "text", text: "needle", exact: true } },
      matchHere,
      {},
    );
    expect([hits, done]).toEqual([3, true]);
    const parts = [...shares].flatMap((count, part) => (count > 0 ? [[part, count]] : []));
    expect(parts).toEqual([3, 703, 1403].map((index) => [Math.floor((index * 512) / 2000), 1]));
    const next = (direction: 1 | -1, indices: number[]) =>
      Promise.all(indices.map(async (index) => (await desk.hit({ search: 1, index, direction }))?.index ?? null));
    expect(await next(1, [0, 3, 4, 1403])).toEqual([3, 703, 703, null]);
    expect(await next(-1, [0, 3, 4, 1999])).toEqual([null, null, 3, 1403]);
    expect(await desk.hit({ search: 1, index: 3, direction: 1, wraps: true })).toEqual({
      index: 703,
      rank: 1,
      wrapped: false,
    });
    const first = { index: 3, rank: 0, wrapped: true };
    const last = { index: 1403, rank: 2, wrapped: true };
    expect(await desk.hit({ search: 1, index: 1403, direction: 1, wraps: true })).toEqual(first);
    expect(await desk.hit({ search: 1, index: 3, direction: -1, wraps: true })).toEqual(last);
    expect(await desk.hit({ search: 2, index: 0, direction: 1 })).toBeNull();
  });

  it("are searched no further once a newer search begins", async () => {
    const bytes = filePlanLines(300_000, () => "hay in a stack");
    const { desk } = await deskOf(wasm, [{ name: "a.log", bytes, plan: filePlan({ kind: "text" }) }]);
    const filter: LineFilter = { kind: "text", text: "hay", exact: true };
    const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
    const [older, newer] = await Promise.all([
      desk.search({ search: 1, filter }, matchHere, { pause }),
      desk.search({ search: 2, filter }, matchHere, { pause }),
    ]);
    expect(older.done).toBe(false);
    expect(newer).toMatchObject({ done: true, hits: 300_000 });
  });
});

function filePlanLines(count: number, text: (i: number) => string): Uint8Array {
  return Buffer.from(Array.from({ length: count }, (_, i) => `${text(i)}\n`).join(""));
}
