/** What the benches read: whole lines up to the size that was asked for, the same at every time, and what it says it is. */
import { describe, expect, it } from "vitest";
import { endlessLog } from "../../bench/endless-log.ts";
import { INPUTS } from "../../bench/inputs.ts";
import { analyzeBytes } from "../../golden/memory-source.ts";

const SIZE = 300_000;
const KINDS: Record<string, string> = {
  application: "lines",
  access: "lines",
  syslog: "lines",
  csv: "table",
  json: "json",
  signatures: "lines",
};

describe.each(Object.keys(INPUTS))("%s", (name) => {
  const make = () => Buffer.concat([...(INPUTS[name]?.make(SIZE) ?? [])]);

  it("is as long as was asked for, of whole lines, and the same again", () => {
    const content = make();
    expect(content.length).toBeLessThanOrEqual(SIZE);
    expect(content.length).toBeGreaterThan(SIZE - 1000);
    expect(content.at(-1)).toBe(10);
    expect(content.equals(make())).toBe(true);
  });

  it("is understood, every line of it", async () => {
    const { report } = await analyzeBytes(INPUTS[name]?.file ?? "", make());
    expect(report.source.plan.files[0]?.body.kind).toBe(KINDS[name]);
    expect(report.totals.unparsedLines).toBe(0);
    expect(report.totals.firstMs).toBeGreaterThanOrEqual(Date.UTC(2025, 10, 2, 8));
  });
});

it("the log that is stored nowhere gives the same bytes from any place", async () => {
  const log = endlessLog(17_000_000);
  expect(log.bytes).toBe(3 * 2 ** 23);
  const piece = Buffer.from(await log.slice(2 ** 23 - 500, 2 ** 23 + 500));
  expect(piece.indexOf("\n2026-11-02T08:14:")).toBe(499);
  let at = 2 ** 23 - 500;
  for await (const chunk of log.stream(at)) {
    const wanted = piece.subarray(at - (2 ** 23 - 500), at - (2 ** 23 - 500) + chunk.length);
    expect(wanted.equals(chunk.subarray(0, wanted.length))).toBe(true);
    at += chunk.length;
    if (at >= 2 ** 23 + 500) break;
  }
}, 60_000);
