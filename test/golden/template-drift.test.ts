/** The detector of template drift, chosen for a log whose mix of messages changes while their number stays. */
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import { analyzeBytes } from "./memory-source.ts";

const START_MS = Date.UTC(2026, 2, 4, 0);
const CHANGE_HOUR = 15;
const settings = { ...DEFAULT_SETTINGS, detectors: [{ name: "template-drift" as const, options: {} }] };

/** Twelve events a minute; from some hour on most reads are rejected, as many as before in all. */
function log(hours: number, changed: boolean): Uint8Array {
  let state = 11;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const lines: string[] = [];
  for (let second = 0; second < hours * 3600; second += 5) {
    const stamp = new Date(START_MS + second * 1000).toISOString();
    const drawn = next();
    const read = changed && second >= CHANGE_HOUR * 3600 ? 0.2 : 0.7;
    if (drawn < read) lines.push(`${stamp} INFO Page ${second} was read from the cache`);
    else if (drawn < 0.75) lines.push(`${stamp} INFO Page ${second} was rejected by the cache`);
    else if (drawn < 0.9) lines.push(`${stamp} INFO Session ${second} begins`);
    else lines.push(`${stamp} INFO Session ${second} ends`);
  }
  return Buffer.from(`${lines.join("\n")}\n`);
}

it("alerts once, at the change, and names the template whose share changed most", async () => {
  const { report } = await analyzeBytes("cache.log", log(24, true), { settings });
  expect(report.detectorsRun).toEqual([{ name: "template-drift", options: { recent: 60, before: 480 } }]);
  expect(report.alerts.map(({ detector, series }) => [detector, series])).toEqual([["template-drift", "events"]]);
  const [alert] = report.alerts;
  const changeMs = START_MS + CHANGE_HOUR * 3_600_000;
  expect(alert!.startMs).toBeGreaterThanOrEqual(changeMs - 60_000);
  expect(alert!.startMs).toBeLessThan(changeMs + 60 * 30_000);
  expect(alert!.explanation).toMatch(
    /^The mix of templates between .* is unlike that of the \d+ (?:min|h)(?: \d+ min)? before: likeness/,
  );
  expect(alert!.explanation).toMatch(/`Page <\*> was re(?:ad from|jected by) the cache` has \d/);
});

it("says nothing of a mix that stays, nor does an end that is cut off change what was said", async () => {
  expect((await analyzeBytes("cache.log", log(24, false), { settings })).report.alerts).toEqual([]);
  const scoresOf = async (hours: number) => {
    const { session } = await analyzeBytes("cache.log", log(hours, true), { settings: { ...settings, binMs: 30_000 } });
    const scores: number[] = [];
    for await (const { score } of session.scores()) scores.push(score);
    return scores;
  };
  const [cut, whole] = [await scoresOf(18), await scoresOf(24)];
  expect(Math.max(...cut)).toBeGreaterThanOrEqual(0.5);
  expect(whole.slice(0, cut.length - 1)).toEqual(cut.slice(0, -1));
});
