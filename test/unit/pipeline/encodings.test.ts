/** Logs in all encodings, line ends and colours that are met, from their bytes to the lines that are shown. */
import { describe, expect, it } from "vitest";
import { analyzeBytes } from "../../golden/memory-source.ts";

const two = (n: number) => String(n).padStart(2, "0");
const stamp = (i: number) => `2026-03-01 10:${two(Math.floor(i / 60))}:${two(i % 60)}`;
const log = (count: number, end = "\n", text = "Tür geöffnet") =>
  Array.from({ length: count }, (_, i) => `${stamp(i)} ${i % 5 === 0 ? "ERROR" : "INFO"} ${text} ${i}${end}`).join("");

async function read(content: Uint8Array, chunkBytes = [7]) {
  const { session, report } = await analyzeBytes("a.log", content, { chunkBytes });
  const { rows } = await session.readLines({ limit: 1000 });
  return { report, rows, plan: report.source.plan.files[0]! };
}

describe("an encoding", () => {
  const text = log(60);

  it.each<[string, string, Uint8Array]>([
    ["utf-8", "UTF-8", Buffer.from(text)],
    ["utf-8", "UTF-8 with a mark", Buffer.from(`\ufeff${text}`)],
    ["utf-16le", "UTF-16 LE with a mark", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["utf-16le", "UTF-16 LE without", Buffer.from(text, "utf16le")],
    ["utf-16be", "UTF-16 BE with a mark", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["utf-16be", "UTF-16 BE without", Buffer.from(text, "utf16le").swap16()],
    ["latin-1", "Latin-1", Buffer.from(text, "latin1")],
  ])("%s is recognised and read: %s", async (encoding, _, content) => {
    const { report, rows, plan } = await read(content);
    expect(plan.encoding).toBe(encoding);
    expect(report.totals).toMatchObject({ lines: 60, events: 60, unparsedLines: 0 });
    expect(report.templates.map(({ template }) => template)).toEqual(["Tür geöffnet <*>"]);
    expect(rows[7]?.text).toBe(`${stamp(7)} INFO Tür geöffnet 7`);
    expect(report.alerts.flatMap(({ evidence }) => evidence).every(({ text: line }) => text.includes(line))).toBe(true);
  });

  it("stays UTF-8 with some broken bytes in it", async () => {
    const broken = Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xe4, 0x0a]), Buffer.from(text)]);
    const { plan, rows } = await read(broken);
    expect(plan.encoding).toBe("utf-8");
    expect(rows[1]?.text).toContain("Tür");
    expect(rows[60]?.text).toBe("\ufffd\ufffd");
  });
});

describe("line ends", () => {
  it.each([
    ["lf", "LF", log(60)],
    ["lf", "CR LF", log(60, "\r\n")],
    ["cr", "CR", log(60, "\r")],
    ["any", "LF with some lone CR", log(60).replace(/(?<=geöffnet (?:3|17|44))\n/g, "\r")],
    [
      "any",
      "all three",
      log(60)
        .replace(/(?<=geöffnet (?:3|17|44))\n/g, "\r")
        .replace(/(?<=5)\n/g, "\r\n"),
    ],
  ])("%s: %s", async (lineEnd, _, text) => {
    const { plan, report, rows } = await read(Buffer.from(text));
    expect(plan.lineEnd).toBe(lineEnd);
    expect(report.totals).toMatchObject({ lines: 60, events: 60 });
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 60 }, (__, i) => i + 1));
    expect(rows[18]?.text).toBe(`${stamp(18)} INFO Tür geöffnet 18`);
  });

  it("a CR with which a progress bar goes back is part of its line", async () => {
    const bar = Array.from({ length: 20 }, (_, i) => `\r ${i * 5} % done`).join("");
    const { plan, report } = await read(Buffer.from(`${log(30)}${bar}\n${log(30)}`));
    expect(plan.lineEnd).toBe("lf");
    expect(report.totals).toMatchObject({ lines: 61, events: 60 });
  });
});

describe("escape sequences", () => {
  const coloured = Array.from(
    { length: 60 },
    (_, i) =>
      `\x1b[90m${stamp(i)}\x1b[0m \x1b[1;3${i % 2 ? 1 : 2}m${i % 2 ? "ERROR" : "INFO"}\x1b[0m job \x1b[36m${i}\x1b(B\x1b[m done\n`,
  ).join("");

  it("are blanks to the core and nothing to people", async () => {
    const { plan, report, rows } = await read(Buffer.from(coloured));
    expect(plan.ansi).toBe(true);
    expect(report.totals).toMatchObject({ events: 60, levels: { info: 30, error: 30 } });
    expect(report.templates.map(({ template }) => template.replace(/\s+/g, " "))).toEqual(["job <*> done"]);
    expect(rows[3]?.text).toBe(`${stamp(3)} ERROR job 3 done`);
  });

  it("do not change the result with the size of chunks", async () => {
    const digests = new Set<string>();
    for (const size of [1, 3, 1000]) digests.add((await read(Buffer.from(coloured), [size])).report.digest);
    expect(digests.size).toBe(1);
  });

  it("are not looked for where there are none", async () => {
    expect((await read(Buffer.from(log(20)))).plan.ansi).toBe(false);
  });
});
