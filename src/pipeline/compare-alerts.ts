/** Where the mean of a key's trailing bins lies over the limits of a comparison: episodes, and alerts made of them. */
import type { ScoreCore } from "../core/score-core.ts";
import type { CompareEpisode, CompareLimits } from "../model/comparison.ts";
import type { Series } from "../model/report.ts";
import { type Compared, differencesOf } from "./comparison.ts";
import type { Peaked } from "./detect.ts";
import type { Clock } from "./words.ts";
import { duration, number } from "./words.ts";

/** alerts of a comparison beyond so many are left out, the lowest first */
const MOST_ALERTS = 5000;
/** series of differences that a report keeps; the numbers of all are in its matrix */
const KEPT_SERIES = 200;

/** What each window ending with a bin amounts to, a row a key; NaN where it is not full. */
export type Windows = (trailing: number, mode: CompareLimits["mode"]) => Float64Array;

/** Windows are made when they are first asked for, and kept. */
export function windowsOf(scoreCore: ScoreCore, { old, new: fresh, bins, assumption }: Compared): Windows {
  const known = new Map<string, Float64Array>();
  return (trailing, mode) => {
    const name = `${mode} ${trailing}`;
    const found =
      known.get(name) ??
      scoreCore.compareWindows(old, fresh, bins.count, {
        comparable: bins.comparable,
        trailing,
        perBin: assumption.perBin,
        asRatio: mode === "ratio",
      });
    known.set(name, found);
    return found;
  };
}

/** Windows strictly over the threshold that overlap or touch, of one key and one number of trailing bins. */
interface Run {
  row: number;
  trailing: number;
  /** bins that the windows end with, ascending */
  bins: number[];
  peakBin: number;
  value: number;
}

function* runsOf(
  compared: Compared,
  windows: Windows,
  { threshold, trailing: lengths, mode }: CompareLimits,
): Generator<Run> {
  const { count } = compared.bins;
  for (let row = 0; row < compared.keys.length; row++)
    for (const trailing of lengths) {
      const values = windows(trailing, mode);
      let run: Run | null = null;
      for (let bin = 0; bin < count; bin++) {
        const value = values[row * count + bin] as number;
        if (!(value > threshold)) continue;
        if (run && bin - trailing <= (run.bins.at(-1) as number)) {
          run.bins.push(bin);
          if (value > run.value) {
            run.value = value;
            run.peakBin = bin;
          }
        } else {
          if (run) yield run;
          run = { row, trailing, bins: [bin], peakBin: bin, value };
        }
      }
      if (run) yield run;
    }
}

/** 0.5 at the threshold, towards 1 beyond it. */
function scoreOf(value: number, threshold: number): number {
  return 1 - 2 ** (-value / threshold);
}

/** All episodes, by key and number of trailing bins. */
export function episodesOf(compared: Compared, windows: Windows, limits: CompareLimits): CompareEpisode[] {
  const { bins, keys } = compared;
  const startOf = (bin: number) => bins.startMs + bin * bins.binMs;
  return Array.from(runsOf(compared, windows, limits), ({ row, trailing, bins: ends, peakBin, value }) => ({
    key: keys[row] as string,
    trailing,
    startMs: startOf((ends[0] as number) - trailing + 1),
    endMs: startOf((ends.at(-1) as number) + 1),
    peakMs: startOf(peakBin),
    value,
    exceedances: ends.length,
  }));
}

export function compareAlerts(compared: Compared, windows: Windows, limits: CompareLimits, clock: Clock): Peaked[] {
  const { bins, keys } = compared;
  const { threshold, mode } = limits;
  const startOf = (bin: number) => bins.startMs + bin * bins.binMs;
  const alerts = Array.from(
    runsOf(compared, windows, limits),
    ({ row, trailing, bins: ends, peakBin, value }): Peaked => {
      const key = keys[row] as string;
      const values = windows(trailing, mode);
      const window = { startMs: startOf(peakBin - trailing + 1), endMs: startOf(peakBin + 1) };
      return {
        id: "",
        detector: "mean-threshold",
        series: `difference:${key}`,
        startMs: startOf((ends[0] as number) - trailing + 1),
        endMs: startOf((ends.at(-1) as number) + 1),
        score: scoreOf(value, threshold),
        observed: value,
        expected: mode === "difference" ? 0 : 1,
        threshold,
        explanation: explain(compared, key, { trailing, value, ...window }, limits, clock),
        exceedances: ends.map((bin) => ({
          key,
          startMs: startOf(bin - trailing + 1),
          endMs: startOf(bin + 1),
          trailing,
          value: values[row * bins.count + bin] as number,
        })),
        evidence: [],
        peak: window,
      };
    },
  );
  if (alerts.length <= MOST_ALERTS) return alerts;
  return alerts.sort((a, b) => b.score - a.score || a.startMs - b.startMs).slice(0, MOST_ALERTS);
}

function explain(
  { settings, bins, assumption }: Compared,
  key: string,
  peak: { trailing: number; value: number; startMs: number; endMs: number },
  { mode, threshold }: CompareLimits,
  clock: Clock,
): string {
  const unit = mode === "difference" ? "more a bin than" : "times as many as";
  return (
    `${key}: ${settings.new} has ${number(peak.value)} ${unit} ${settings.old}, as a mean of ${peak.trailing} bins of ` +
    `${duration(bins.binMs)} ${clock.range(peak.startMs, peak.endMs)}; the limit is ${number(threshold)}. ${assumption.text}`
  );
}

/** The differences of the keys that tell most: those with alerts, then those with the most events. */
export function differenceSeries(compared: Compared, alerts: readonly Peaked[]): Series[] {
  const { keys, bins, oldTotals, newTotals } = compared;
  const alerted = new Set(alerts.map(({ series }) => series));
  const idOf = (row: number) => `difference:${keys[row]}`;
  const eventsOf = (row: number) => (oldTotals[row] as number) + (newTotals[row] as number);
  const chosen = keys
    .map((_, row) => row)
    .sort((a, b) => Number(alerted.has(idOf(b))) - Number(alerted.has(idOf(a))) || eventsOf(b) - eventsOf(a) || a - b)
    .slice(0, KEPT_SERIES)
    .sort((a, b) => a - b);
  return chosen.map((row) => ({
    id: idOf(row),
    kind: "difference",
    label: `new − old, ${keys[row]}`,
    binMs: bins.binMs,
    startMs: bins.startMs,
    counts: differencesOf(compared, row),
  }));
}
