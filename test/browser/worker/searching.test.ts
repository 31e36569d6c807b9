/** The real engine searches lines: counts as a plain walk does, stops at once whatever an expression does, and goes on working. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnalysisEngine, DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import { type LineFilter, parseLineFilter } from "../../../src/model/line-filter.ts";
import { benchLog } from "../../../src/simulate/bench-log.ts";
import { createEngine } from "../../../src/worker/client.ts";

const filterOf = (typed: string): LineFilter => {
  const result = parseLineFilter(typed, []);
  if ("mistake" in result || !result.filter) throw new Error("no filter");
  return result.filter;
};

/** holds the engine for longer than any test lasts, on any line of some length */
const ENDLESS: LineFilter = { kind: "regex", source: "^(?:(?:[^~]+)+)+~$", flags: "" };

describe("a search", () => {
  let engine: AnalysisEngine;
  let lines: string[];
  let search = 0;
  const never = () => new AbortController().signal;
  const run = (filter: LineFilter, signal = never()) =>
    engine.searchLines({ search: ++search, filter }, () => {}, signal);

  beforeAll(async () => {
    engine = createEngine({ readers: 1 });
    const pieces = [...benchLog(20_000_000)] as BlobPart[];
    lines = (await new Blob(pieces).text()).split("\n");
    if (lines.at(-1) === "") lines.pop();
    await engine.open([new File(pieces, "a.log")]);
    await engine.analyze(DEFAULT_SETTINGS, () => {}, never());
  });
  afterAll(() => engine.close());

  it.each<[string, (line: string) => boolean]>([
    ["timeout", (line) => /timeout/i.test(line)],
    ["error -timeout", (line) => /error/i.test(line) && !/timeout/i.test(line)],
    [
      "/[0-9]{3} ms/ OR (WARN NOT retry)",
      (line) => /[0-9]{3} ms/.test(line) || (/WARN/.test(line) && !/retry/i.test(line)),
    ],
    ["nowhere", () => false],
  ])("for %s finds what a plain walk finds", async (typed, holds) => {
    const end = await run(filterOf(typed));
    const expected = lines.flatMap((line, i) => (holds(line) ? [i] : []));
    expect(end).toMatchObject({ done: true, hits: expected.length });
    expect(end.shares.reduce((sum, count) => sum + count, 0)).toBe(expected.length);
    const query = { place: { index: 0 }, before: 0, after: 100, search, onlyHits: true };
    const { rows } = await engine.lineWindow(query);
    expect(rows.map(({ index, text }) => [index, text])).toEqual(
      expected.slice(0, 100).map((index) => [index, lines[index]]),
    );
  });

  it("that would never end is ended at once, and the next one runs", async () => {
    const stop = new AbortController();
    const endless = run(ENDLESS, stop.signal);
    // lines are read while the expression holds its worker
    const { rows } = await engine.lineWindow({
      place: { index: 5 },
      before: 0,
      after: 1,
      search,
      onlyHits: false,
    });
    expect(rows[0]?.text).toBe(lines[5]);
    const stopped = performance.now();
    stop.abort();
    expect(await endless).toMatchObject({ done: false, hits: 0 });
    expect(performance.now() - stopped).toBeLessThan(1000);
    expect(await run(filterOf("timeout"))).toMatchObject({ done: true });
  });

  it("that would never end makes room for the next", async () => {
    const endless = run(ENDLESS);
    const next = run(filterOf("error"));
    expect(await endless).toMatchObject({ done: false });
    expect(await next).toMatchObject({ done: true, hits: lines.filter((line) => /error/i.test(line)).length });
  });
});
