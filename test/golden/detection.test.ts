/** A whole log with known incidents: what is found, that every alert has its lines, and that no score looks ahead. */
import { describe, expect, it } from "vitest";
import { loadModules } from "../../src/cli/wasm-modules.ts";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { Session } from "../../src/pipeline/session.ts";
import { simulate } from "../../src/simulate/simulate.ts";
import { memorySource } from "../core/support/memory-source.ts";
import { expectEvidence } from "../support/evidence.ts";

const wasm = await loadModules();
const START_MS = Date.UTC(2026, 10, 2, 8);
const BIN_MS = 30_000;
const settings = { ...DEFAULT_SETTINGS, binMs: BIN_MS };

const log = simulate({
  seed: 12,
  startMs: START_MS,
  hours: 5,
  rate: 15,
  inject: ["cascade", "new-template", "silence", "flood", "exception"],
});
const bytes = Buffer.concat([...log.lines()]);

const lineStarts = [0];
for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lineStarts.push(at + 1);

async function analysed(content: Uint8Array, line: Partial<typeof settings> = {}) {
  const session = await Session.open(wasm, [memorySource(content)]);
  const { report } = await session.analyze({ ...settings, ...line });
  const scores: { timeMs: number; score: number }[] = [];
  for await (const { timeMs, score } of session.scores()) scores.push({ timeMs, score });
  return { report, scores, session };
}

describe("a log with known incidents", () => {
  it("alerts at each of them, seldom elsewhere, and shows the lines", async () => {
    const { report, session } = await analysed(bytes);
    for (const { kind, startMs, endMs } of log.truth.injections) {
      const hits = report.alerts.filter((alert) => alert.endMs > startMs && alert.startMs < endMs + 5 * BIN_MS);
      expect(hits.length, kind).toBeGreaterThan(0);
    }
    const elsewhere = report.alerts.filter(
      (alert) =>
        !log.truth.injections.some((one) => alert.endMs > one.startMs && alert.startMs < one.endMs + 20 * BIN_MS),
    );
    expect(elsewhere.map(({ explanation }) => explanation).length).toBeLessThanOrEqual(2);
    expect(await expectEvidence(report, session)).toBeGreaterThan(report.alerts.length);
    for (const alert of report.alerts) {
      expect([alert.score, alert.observed, alert.expected, alert.threshold].every(Number.isFinite)).toBe(true);
      expect(alert.explanation).toMatch(/between|Chance/);
      for (const { text, byteOffset, line } of alert.evidence) {
        expect(bytes.toString("utf8", byteOffset, byteOffset + Buffer.byteLength(text))).toBe(text);
        expect(byteOffset).toBe(lineStarts[line - 1]);
      }
    }
  });

  it("a silence shows the last lines before it", async () => {
    const { report } = await analysed(bytes);
    const silent = report.alerts.filter(({ series, observed }) => series === "events" && observed === 0);
    expect(silent.length).toBeGreaterThan(0);
    const text = bytes.toString("utf8").split("\n");
    for (const { startMs, evidence } of silent) {
      expect(evidence.length).toBe(5);
      const stamped = (from: number) => text.slice(from).find((line) => /^\d{4}-/.test(line));
      const last = evidence.at(-1);
      expect(Date.parse(last?.text.slice(0, 24) ?? "")).toBeLessThan(startMs);
      expect(Date.parse(stamped(last?.line ?? 0)?.slice(0, 24) ?? "")).toBeGreaterThanOrEqual(startMs);
    }
  });

  it("scores reach 0.5 exactly in the bins of exceedances", async () => {
    const { report, scores } = await analysed(bytes);
    const over = new Set(report.alerts.flatMap(({ exceedances }) => exceedances.map(({ endMs }) => endMs - BIN_MS)));
    expect(new Set(scores.filter(({ score }) => score >= 0.5).map(({ timeMs }) => timeMs))).toEqual(over);
  });

  it("a higher alert line and a floor of events leave fewer alerts, a lower line more", async () => {
    const { alerts } = (await analysed(bytes)).report;
    const strict = await analysed(bytes, { alertDecades: 8 });
    expect(strict.report.alerts.length).toBeLessThan(alerts.length);
    expect(strict.report.alerts.length).toBeGreaterThan(0);
    expect((await analysed(bytes, { alertDecades: 2 })).report.alerts.length).toBeGreaterThan(alerts.length);
    const least = 40;
    const floored = await analysed(bytes, { leastEvents: least });
    const large = ({ observed, expected }: { observed: number; expected: number }) =>
      Math.max(observed, expected) >= least;
    expect(floored.report.alerts.length).toBeGreaterThan(0);
    expect(floored.report.alerts.every(large)).toBe(true);
    expect(alerts.every(large)).toBe(false);
    for (const { report, scores } of [strict, floored]) {
      const over = new Set(report.alerts.flatMap(({ exceedances }) => exceedances.map(({ endMs }) => endMs - BIN_MS)));
      expect(new Set(scores.filter(({ score }) => score >= 0.5).map(({ timeMs }) => timeMs))).toEqual(over);
    }
  });

  it("an alert grows more severe while it lasts, and is not over where the log breaks off", async () => {
    const { report } = await analysed(bytes);
    const flood = log.truth.injections.find(({ kind }) => kind === "flood")!;
    const ofFlood = ({ alerts }: typeof report) =>
      alerts.filter(({ series, endMs, startMs }) => {
        return series.startsWith("template:") && endMs > flood.startMs && startMs < flood.endMs;
      });
    const [whole, ...others] = ofFlood(report);
    expect(others).toEqual([]);
    const cut = lineStarts.find((start) => {
      const stamp = bytes.toString("utf8", start, start + 24);
      return Date.parse(stamp) >= flood.startMs + 2.5 * BIN_MS;
    });
    const [broken] = ofFlood((await analysed(bytes.subarray(0, cut))).report);
    expect(broken).toMatchObject({ ongoing: true, startMs: whole?.startMs });
    expect(broken?.explanation).toMatch(/For \d.* so far.*: the log ends before it was over\./);
    expect(broken?.binsOver).toBeLessThan(whole?.binsOver as number);
    expect(whole?.ongoing).toBe(false);
    expect(whole?.explanation).toMatch(/It lasted \d+ (?:min|s)/);
    expect(whole?.endMs).toBeLessThan(flood.endMs + 10 * BIN_MS);
    for (const alert of report.alerts) {
      expect(alert.severity, alert.explanation).toBeGreaterThanOrEqual(alert.score - 1e-9);
      expect(alert.peakMs).toBeGreaterThanOrEqual(alert.startMs);
      expect(alert.peakMs).toBeLessThan(alert.endMs);
    }
  });

  it("scores of a first half stay as they are when the second half is added", async () => {
    const half = bytes.subarray(0, lineStarts[Math.floor(lineStarts.length / 2)]);
    const [past, all] = [await analysed(half), await analysed(bytes)];
    // the last bin of the half is not over yet
    const settled = past.scores.slice(0, -1);
    expect(settled.filter(({ score }) => score >= 0.5).length).toBeGreaterThan(0);
    expect(all.scores.slice(0, settled.length)).toEqual(settled);
  });
});
