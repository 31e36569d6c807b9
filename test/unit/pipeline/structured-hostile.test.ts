/** Structured files that are long, wide or broken: what is read back is what was counted, and nothing takes without end. */
import { describe, expect, it } from "vitest";
import { analyzeBytes } from "../../golden/memory-source.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const START_MS = Date.UTC(2026, 2, 1, 8);
const stamp = (i: number) => new Date(START_MS + i * 1000).toISOString().slice(0, 19).replace("T", " ");

describe("a table whose columns are named anew in the middle of the file", () => {
  const rows = 6000;
  const first = Array.from(
    { length: rows },
    (_, i) => `${stamp(i)} GET /page/${"x".repeat(i % 30)} 200 ${i % 3 ? "a" : "b"}`,
  );
  const second = Array.from({ length: rows }, (_, i) => `${i % 2 ? "a" : "b"} 500 /late ${stamp(rows + i)}`);
  const text = [
    "#Fields: date time cs-method cs-uri-stem sc-status s-sitename",
    ...first,
    "#Fields: s-sitename sc-status cs-uri-stem date time",
    ...second,
    "",
  ].join("\n");

  it("is counted and read back under the names that hold at each line", async () => {
    const { session, report } = await analyzeBytes("iis.log", encode(text));
    expect(report.totals).toMatchObject({ lines: 2 * rows + 2, events: 2 * rows, unparsedLines: 0 });
    expect(report.totals.levels).toMatchObject({ info: rows, error: rows });
    expect(report.totals.lastMs).toBe(START_MS + (2 * rows - 1) * 1000);
    const late = await session.readLines({ startMs: START_MS + (2 * rows - 10) * 1000, limit: 100 });
    expect(late.rows.map(({ level, line }) => [level, line])).toEqual(
      Array.from({ length: 10 }, (_, i) => ["error", 2 * rows - 10 + i + 3]),
    );
    const sites = { a: 0, b: 0 };
    for await (const batch of session.rows())
      for (const { fields } of batch) {
        const site = fields["s-sitename"];
        if (site === "a" || site === "b") sites[site]++;
      }
    const bOfFirst = Math.ceil(rows / 3);
    expect(sites).toEqual({ a: rows - bOfFirst + rows / 2, b: bOfFirst + rows / 2 });
  });

  it("has one digest at every chunk size", async () => {
    const digests = new Set<string>();
    for (const size of [4096, 65_537, 1 << 20])
      digests.add((await analyzeBytes("iis.log", encode(text), { chunkBytes: [size] })).report.digest);
    expect(digests.size).toBe(1);
  });
});

describe("values with escapes", () => {
  it("are filtered by as they are counted", async () => {
    const hosts = ['n "1"', "ü\\2", "tab\t3"];
    const lines = Array.from({ length: 60 }, (_, i) =>
      JSON.stringify({ time: new Date(START_MS + i * 1000).toISOString(), host: hosts[i % 3], msg: `no ${i}` }),
    );
    const { session } = await analyzeBytes("app.json", encode(lines.join("\n")));
    for (const value of hosts) {
      const { rows } = await session.readLines({ dimensions: [{ name: "host", value }], limit: 100 });
      expect(rows.length, value).toBe(20);
    }
    const csv = ["time;host;value", ...lines.map((_, i) => `${stamp(i)};"q ""r"" ${i % 2}";${i}`)].join("\n");
    const table = await analyzeBytes("app.csv", encode(csv));
    const found = await table.session.readLines({ dimensions: [{ name: "host", value: 'q "r" 1' }], limit: 100 });
    expect(found.rows.length).toBe(30);
  });
});

describe("hostile tables", () => {
  it("of a million columns are cut at what is looked at", async () => {
    const wide = Array.from({ length: 1_000_000 }, (_, i) => i % 10).join(",");
    const { report } = await analyzeBytes("wide.csv", encode(`${wide}\n${wide}\n`));
    expect(report.totals.lines).toBe(2);
  });

  it("with quotes that never close, NULs and bytes that are no UTF-8 keep the rows around", async () => {
    const good = Array.from({ length: 200 }, (_, i) => `${stamp(i)},info,"it is ${i}"`);
    const bad = [`${stamp(200)},warn,"never closed`, `${stamp(201)},error,\0\0`, `${stamp(202)},error,\u00ff"x`];
    const bytes = Buffer.from(["time,level,message", ...good, ...bad, ...good, ""].join("\n"), "latin1");
    const { report } = await analyzeBytes("bad.csv", new Uint8Array(bytes));
    expect(report.totals.lines).toBe(404);
    // the stray quote closes at the next one, two rows on; the rows from there to its line end are one
    expect(report.totals.events).toBeGreaterThanOrEqual(398);
    expect(report.totals.levels.warn).toBe(1);
  });

  it("with short rows tell those as unparsed", async () => {
    const good = Array.from({ length: 100 }, (_, i) => `a${i % 3},${stamp(i)},info`);
    const { report } = await analyzeBytes(
      "short.csv",
      encode(["host,time,level", ...good, "a1", "a2,later,info"].join("\n")),
    );
    expect(report.totals).toMatchObject({ events: 100, unparsedLines: 2 });
  });
});

describe("a million lines of one object", () => {
  it("larger than what is looked at is told as unparsed, in bounded time", async () => {
    const text = `[\n{"time":"2026-03-01T08:00:00Z","msg":"a"},\n{"time":"2026-03-01T08:00:01Z","list":[\n${"1,\n".repeat(1_000_000)}1]}]\n`;
    const { report } = await analyzeBytes("large.json", encode(text));
    expect(report.totals.lines).toBe(1_000_004);
    expect(report.totals.events).toBe(2);
  });
});
