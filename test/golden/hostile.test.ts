/** Files that break tools: each must give a clear result, in bounded time and memory. */
import { describe, expect, it } from "vitest";
import { loadModules } from "../../src/cli/wasm-modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { Session } from "../../src/pipeline/session.ts";
import type { ByteSource } from "../../src/pipeline/source.ts";
import { analyzeBytes, CHUNK_SIZES } from "./memory-source.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const stamped = (count: number, line: (i: number) => string) =>
  bytes(
    numbers(count)
      .map((i) => `2026-01-01 12:00:${10 + i} INFO ${line(i)}\n`)
      .join(""),
  );

async function read(name: string, content: Uint8Array) {
  const { session, report } = await analyzeBytes(name, content);
  const rows = [];
  for await (const batch of session.rows()) rows.push(...batch);
  return { ...report, rows, notices: session.opened.notices };
}

describe("a table of a million columns", () => {
  const header = numbers(1_000_000)
    .map((i) => `c${i}`)
    .join(",");
  const rows = numbers(3).map((i) => `2026-01-01T00:00:0${i}Z${",1".repeat(999_999)}`);
  const content = bytes(`${[header, ...rows].join("\n")}\n`);

  it("is counted, line by line, and each line is cut where one looks at it", async () => {
    const { totals, rows } = await read("wide.csv", content);
    expect(totals).toMatchObject({ lines: 4, bytes: content.length });
    expect(rows.map(({ line, truncated }) => [line, truncated])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, true],
    ]);
  });
});

describe("times that there are not", () => {
  it("are no events of their own: the lines belong to the event before, or are counted as not read", async () => {
    const stamps = ["2026-02-30", "2026-02-28", "2026-13-01", "2026-04-31", "2026-04-30", "2026-00-10", "2025-02-29"];
    const { totals, rows } = await read("dates.log", bytes(stamps.map((day) => `${day} 12:00:00 INFO x\n`).join("")));
    expect(totals).toMatchObject({ lines: 7, events: 2, unparsedLines: 1 });
    expect(rows.map(({ kind }) => kind)).toEqual([
      "unparsed",
      "event",
      "continuation",
      "continuation",
      "event",
      "continuation",
      "continuation",
    ]);
    expect(totals.firstMs).toBe(Date.UTC(2026, 1, 28, 12));
    expect(totals.lastMs).toBe(Date.UTC(2026, 3, 30, 12));
  });

  it("in every line leave text, and it is said", async () => {
    const { totals, notices } = await read("never.log", bytes("2026-02-30 12:00:00 INFO x\n".repeat(20)));
    expect(totals).toMatchObject({ lines: 20, events: 20, firstMs: null });
    expect(notices).toEqual([
      "No time was found in never.log: its lines are counted and grouped, but there is no time line.",
    ]);
  });

  it("before 1970 as dates are negative instants, in bins that begin before them", async () => {
    const lines = numbers(20).map((i) => `1969-12-31 23:59:${40 + i}.500 INFO tick ${i}\n`);
    const { totals, series } = await read("old.log", bytes(`${lines.join("")}1970-01-01 00:00:00.250 INFO tick\n`));
    expect(totals).toMatchObject({ events: 21, firstMs: -19_500, lastMs: 250 });
    const [all] = series;
    expect(all?.startMs).toBe(-20_000);
    expect(all?.counts.reduce((sum: number, n) => sum + (n ?? 0), 0)).toBe(21);
  });

  it("before 1970 as seconds are negative instants among others", async () => {
    const rows = numbers(20).map((i) => `${i === 7 ? "-86400" : 1_767_225_600 + i},${i}\n`);
    const { totals } = await read("epochs.csv", bytes(`time,value\n${rows.join("")}`));
    expect(totals).toMatchObject({ lines: 21, events: 20, unparsedLines: 0, firstMs: -86_400_000 });
  });

  it("from the year 1 to 9999 in one file have bins as wide as it takes", async () => {
    const { totals, series } = await read(
      "far.log",
      bytes("0001-01-01T00:00:00Z INFO a\n9999-12-31T23:59:59Z INFO b\n"),
    );
    expect(totals).toMatchObject({ events: 2, firstMs: -62_135_596_800_000, lastMs: 253_402_300_799_000 });
    expect(series[0]?.counts.length).toBeLessThanOrEqual(2001);
  });
});

describe("bytes that are no text", () => {
  it("in some lines of a file of UTF-8 change nothing else", async () => {
    const content = stamped(20, (i) => (i % 2 === 0 ? "gr\xc3\xbc\xc3\x9fe" : "gr\xfc\xdfe"));
    const { totals, rows } = await read("mixed.log", content);
    expect(totals).toMatchObject({ lines: 20, events: 20, unparsedLines: 0 });
    expect(rows.every(({ text }) => text.includes(" INFO gr"))).toBe(true);
  });

  it("such as NULs and escapes within a line are part of it", async () => {
    const { totals, rows } = await read(
      "nul.log",
      stamped(20, (i) => `a\0b \x01 \x7f ${i}`),
    );
    expect(totals).toMatchObject({ lines: 20, events: 20, unparsedLines: 0 });
    expect(rows[3]?.text).toBe("2026-01-01 12:00:13 INFO a\0b \x01 \x7f 3");
  });

  it("such as a hole that a crash left are passed over: the lines around it are read", async () => {
    const lines = (from: number) => stamped(40, (i) => `step ${from + i}`);
    const content = Buffer.concat([lines(0), Buffer.alloc(200_000), lines(40)]);
    const { totals, rows } = await read("hole.log", content);
    // the line behind the hole begins with it, and goes with the event before
    expect(totals).toMatchObject({ lines: 80, events: 79, unparsedLines: 0 });
    expect(rows[40]).toMatchObject({ kind: "continuation", truncated: true });
    expect(rows[79]?.text).toMatch(/ step 79$/);
  });

  it("and nothing else are refused in a sentence", async () => {
    await expect(read("zeros.log", new Uint8Array(300_000))).rejects.toThrow(/^zeros\.log is not text: .*\.$/);
  });
});

describe("shapes that take long to match", () => {
  const head = "2026-01-01 12:00:00 ";
  it.each([
    ["blanks", " ".repeat(400_000)],
    ["line ends", "\n".repeat(400_000)],
    ["digits", "1".repeat(2_000_000)],
    ["brackets that do not close", `${head}${"[".repeat(3000)}\n`.repeat(80)],
    ["brackets with words", `${head}${"[a".repeat(3000)}\n`.repeat(80)],
    ["words", `${head}${"a ".repeat(3000)}\n`.repeat(80)],
    ["quotes", `${head}${'"'.repeat(3001)}\n`.repeat(80)],
    ["colons", `${"1:".repeat(30_000)}\n`.repeat(8)],
    ["commas", `${"a,".repeat(100_000)}\n`.repeat(4)],
    ["objects in objects", `${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}\n`],
    ["a quote that does not close", `a,b\n"${"x\n".repeat(200_000)}`],
  ])("are read in the time of other text: %s", async (_, text) => {
    const content = bytes(text);
    const before = performance.now();
    const { totals } = await read("shape.log", content);
    // some hundred times what it takes
    expect(performance.now() - before).toBeLessThan(20_000);
    expect(totals.lines).toBe(text.split("\n").length - (text.endsWith("\n") ? 1 : 0));
  });

  it("and are the same in chunks of any size", async () => {
    const content = bytes(`${head}${"[a".repeat(300)}\n${" ".repeat(500)}\n{"a":${'"'.repeat(33)}\n`.repeat(3));
    const digests = new Set<string>();
    for (const size of CHUNK_SIZES)
      digests.add((await analyzeBytes("x.log", content, { chunkBytes: [size] })).report.digest);
    expect(digests.size).toBe(1);
  });
});

describe("a line of 4 GiB", () => {
  const HEAD = bytes("2026-01-01T00:00:00Z INFO begins ");
  const TAIL = bytes("\n2026-01-01T00:00:09Z ERROR ends\n");
  const FILL = new Uint8Array(4 * 2 ** 20).fill(0x78);
  const LONG = 2 ** 32;

  /** The line is stored nowhere. */
  function source(): ByteSource {
    const size = HEAD.length + LONG + TAIL.length;
    const slice = async (start: number, end: number) => {
      const out = new Uint8Array(Math.max(0, Math.min(end, size) - start)).fill(0x78);
      if (start < HEAD.length) out.set(HEAD.subarray(start, start + out.length));
      const tail = TAIL.subarray(Math.max(0, start - HEAD.length - LONG));
      const at = Math.max(0, HEAD.length + LONG - start);
      if (at < out.length) out.set(tail.subarray(0, out.length - at), at);
      return out;
    };
    return {
      name: "long.log",
      bytes: size,
      lastModified: Date.UTC(2026, 0, 2),
      async *stream(start = 0) {
        yield HEAD.subarray(start);
        for (let at = 0; at < LONG; at += FILL.length) yield FILL;
        yield TAIL;
      },
      slice,
    };
  }

  it("is one event, in bounded memory, and the line behind it is found again", async () => {
    const memories: WebAssembly.Memory[] = [];
    const Instance = WebAssembly.Instance;
    WebAssembly.Instance = class extends Instance {
      constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
        super(module, imports);
        memories.push(this.exports.memory as WebAssembly.Memory);
      }
    };
    try {
      const wasm = await loadModules();
      const session = await Session.open(wasm, [source()]);
      const { report } = await session.analyze(DEFAULT_SETTINGS);
      expect(report.totals).toMatchObject({ lines: 2, events: 2, unparsedLines: 0 });
      const { rows } = await session.readLines({ limit: 5 });
      expect(rows.map(({ line, text, truncated }) => [line, text.length, truncated])).toEqual([
        [1, 65_536, true],
        [2, 31, false],
      ]);
      expect(rows[1]).toMatchObject({ byteOffset: HEAD.length + LONG + 1, text: "2026-01-01T00:00:09Z ERROR ends" });
    } finally {
      WebAssembly.Instance = Instance;
    }
    expect(memories.length).toBeGreaterThan(0);
    expect(memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)).toBeLessThan(64 * 2 ** 20);
  }, 120_000);
});
