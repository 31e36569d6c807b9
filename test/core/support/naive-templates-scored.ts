/** Vanished templates and the drift of their mix as their definitions say: every bin looks at the whole past again. */
import { predictive, type Said, tailOf } from "./naive-detectors.ts";
import { rater } from "./naive-measures.ts";

const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
const sum = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0);

export function naiveVanished(values: readonly number[], events: readonly number[]): Said[] {
  const waits: { bins: number; passed: number }[] = [];
  /** each in units of the mean wait at its end */
  const byTime: number[] = [];
  const byEvents: number[] = [];
  let last = -1;
  return values.map((value, i) => {
    const bins = i - last;
    const passed = sum(events.slice(last + 1, i + 1));
    if (value > 0) {
      if (last >= 0) {
        waits.push({ bins, passed });
        byTime.push((bins * waits.length) / sum(waits.map((one) => one.bins)));
        byEvents.push((passed * waits.length) / sum(waits.map((one) => one.passed)));
      }
      last = i;
      return { surprise: 0, observed: 0, expected: 0 };
    }
    if (waits.length < 20) return { surprise: 0, observed: 0, expected: 0 };
    const inTime = (bins * waits.length) / sum(waits.map((one) => one.bins));
    const inEvents = (passed * waits.length) / sum(waits.map((one) => one.passed));
    const expected = Math.min(inTime, inEvents);
    const surprise =
      expected > 1
        ? Math.min(tailOf(byTime, inTime, 1, 0.1, predictive), tailOf(byEvents, inEvents, 1, 0.1, predictive))
        : 0;
    return { surprise, observed: 0, expected };
  });
}

/** @param templates events per bin, one template after another */
export function naiveDrift(templates: readonly (readonly number[])[], recent: number, before: number): Said[] {
  const count = templates[0]?.length ?? 0;
  const stride = Math.max(1, Math.floor(recent / 8));
  const rate = rater();
  const drifts: number[] = [];
  const none: Said = { surprise: 0, observed: Number.NaN, expected: Number.NaN };
  return Array.from({ length: count }, (_, i) => {
    if (i + 1 < recent + before || (i + 1) % stride !== 0) return none;
    const now = templates.map((row) => sum(row.slice(i + 1 - recent, i + 1)));
    const past = templates.map((row) => sum(row.slice(i + 1 - recent - before, i + 1 - recent)));
    if (sum(now) < 50 || sum(past) < 50) return none;
    const filled = Array.from({ length: i + 1 }, (_, j) => templates.some((row) => (row[j] as number) > 0));
    const documents = filled.filter(Boolean).length;
    const idf = templates.map((row) => {
      const held = row.slice(0, i + 1).filter((n) => n > 0).length;
      return 1 + Math.log((1 + documents) / (1 + held));
    });
    const vector = (mix: readonly number[]) => mix.map((n, k) => Math.sqrt(n / sum(mix)) * (idf[k] as number));
    const [a, b] = [vector(now), vector(past)];
    const norm = (v: readonly number[]) => Math.sqrt(sum(v.map((x) => x * x)));
    const drift = Math.max(0, 1 - sum(a.map((x, k) => x * (b[k] as number))) / (norm(a) * norm(b)));
    const expected = drifts.length === 0 ? 1 : 1 - mean(drifts);
    drifts.push(drift);
    return { surprise: rate(drift, 1), observed: 1 - drift, expected };
  });
}
