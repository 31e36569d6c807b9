/** Stack traces over the borders of chunks, blocks and parts, and the series of those that come seldom. */
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { analyzeBytes, CHUNK_SIZES } from "./memory-source.ts";

const RUN = 65_536;

const stamp = (i: number) => new Date(Date.UTC(2026, 2, 3, 22) + i * 1000).toISOString();

/** Nearly all bytes are of traces of some kilobytes, of three kinds, so that nearly every border lies in one. */
function longTraces(events: number): Buffer {
  const lines: string[] = [];
  for (let i = 0; i < events; i++) {
    lines.push(`${stamp(i)} ERROR Order ${i} failed`, `java.lang.IllegalStateException: number ${i}`);
    const module = "abc"[i % 3];
    for (let f = 0; f < 110; f++)
      lines.push(`\tat com.acme.shop.${module}.Handler.step${f}(Handler.java:${(i * f) % 900})`);
    lines.push(`Caused by: java.io.IOException: disk ${i}`, `\t... ${i % 40} more`);
  }
  return Buffer.from(`${lines.join("\n")}\n`);
}

const tracesOf = ({ templates }: Report) => templates.map(({ count, trace }) => [count, trace?.frames[0]]);

describe("stack traces over borders", () => {
  const content = longTraces(60);

  it("give the same report in chunks of every size", async () => {
    const { report } = await analyzeBytes("app.log", content);
    expect(tracesOf(report).sort()).toEqual([
      [20, "com.acme.shop.a.Handler.step0"],
      [20, "com.acme.shop.b.Handler.step0"],
      [20, "com.acme.shop.c.Handler.step0"],
    ]);
    expect(report.templates[0]?.trace).toMatchObject({
      language: "java",
      exception: "java.lang.IllegalStateException caused by java.io.IOException",
      frameCount: 110,
    });
    for (const size of CHUNK_SIZES)
      expect((await analyzeBytes("app.log", content, { chunkBytes: [size] })).report).toEqual(report);
  });

  it.each([2, 4, 8])("give the same report by %i readers", async (workers) => {
    const { report } = await analyzeBytes("app.log", content);
    const shared = await analyzeBytes("app.log", content, { readers: { workers, pieceBytes: RUN } });
    expect(shared.report).toEqual(report);
  });

  it("lead from a template to all lines of its events", async () => {
    const { session, report } = await analyzeBytes("app.log", content);
    for (const { id } of report.templates) {
      const { rows } = await session.readLines({ templateIds: [id], limit: 10_000 });
      expect(rows).toHaveLength(20 * 114);
      expect(rows.filter(({ kind }) => kind === "event").every(({ templateId }) => templateId === id)).toBe(true);
    }
  });
});

it("a seldom stack trace has a series of its own among many templates", async () => {
  const word = (n: number) =>
    [...n.toString(26)].map((digit) => "abcdefghijklmnopqrstuvwxyz"[Number.parseInt(digit, 26)]);
  const lines: string[] = [];
  for (let i = 0; i < 900; i++) {
    const kind = word((i % 300) + 26).join("");
    lines.push(`${stamp(i)} INFO ${kind}ing the ${kind}er ${kind}s ${i}`);
  }
  lines.push(`${stamp(900)} ERROR broken`, "ValueError: x", "    at f (/a.js:1:2)");
  const { report } = await analyzeBytes("app.log", Buffer.from(lines.join("\n")));
  const traced = report.templates.find(({ trace }) => trace);
  const series = report.series.find(({ id }) => id === `template:${traced?.id}`);
  expect(report.templates.length).toBeGreaterThan(250);
  expect(report.series.filter(({ kind }) => kind === "template").length).toBeLessThan(report.templates.length);
  expect(series?.counts.reduce((sum: number, count) => sum + (count ?? 0), 0)).toBe(1);
});
