/**
 * Echoes: windows that go over the line long after an alert's last bin only because they still hold its events. They belong
 * to the alert and are listed with it, but do not make it last.
 */
import type { ScoreCore } from "../core/score-core.ts";
import type { Bins } from "./binning.ts";
import type { Episode, Excess } from "./exceedances.ts";

/**
 * @param values events per bin of the series
 * @param quietBins so many bins under the line do not end an alert yet
 * @returns the exceedances that are no echo, by their ends, one at least; each is told from those before it alone
 */
export function withoutEchoes(
  scoreCore: ScoreCore,
  bins: Pick<Bins, "startMs" | "binMs">,
  values: Float64Array,
  { all }: Episode,
  quietBins: number,
): Excess[] {
  const sorted = [...all].sort((a, b) => a.endMs - b.endMs);
  const [first] = sorted as [Excess];
  // what the windows of the alert held so far
  let { startMs, endMs } = first;
  return sorted.filter((excess) => {
    const quietMs = excess.endMs - bins.binMs - endMs;
    if (quietMs > quietBins * bins.binMs && isEcho(scoreCore, bins, values, excess, startMs, endMs)) return false;
    startMs = Math.min(startMs, excess.startMs);
    endMs = Math.max(endMs, excess.endMs);
    return true;
  });
}

/** Whether a window without what lies between the two times would not be over the line. */
function isEcho(
  scoreCore: ScoreCore,
  bins: Pick<Bins, "startMs" | "binMs">,
  values: Float64Array,
  { detector, observed, expected, deviation, startMs: from, endMs: to, trailing }: Excess,
  startMs: number,
  endMs: number,
): boolean {
  if (detector.name !== "mean-threshold") return false;
  let inside = 0;
  let insideBins = 0;
  for (let atMs = Math.max(from, startMs); atMs < Math.min(to, endMs); atMs += bins.binMs) {
    inside += values[Math.round((atMs - bins.startMs) / bins.binMs)] ?? 0;
    insideBins++;
  }
  const share = (trailing - insideBins) / trailing;
  const below = observed < expected;
  const limit = scoreCore.countLimit(expected * share, deviation * share, scoreCore.alertDecades, below);
  return below ? observed - inside > limit : observed - inside < limit;
}
