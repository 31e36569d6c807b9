/**
 * Lagged Pearson correlation of every two of some series. A line of least squares is taken off each first, so that two
 * series that merely grow are not alike; a common rhythm stays in. Uses the whole series: it explains, and alerts nobody.
 */
import { Correlator, type Detrended } from "../core/correlator.ts";
import { TimberlineError } from "../model/analysis.ts";
import type { Correlation, Correlations, CorrelationsRequest } from "../model/correlations.ts";
import type { Hearing } from "./template-lines.ts";

const LEAST_BINS = 8;
const MOST_SERIES = 40;
/** in bins; more lags make a chance find likelier */
const SUGGESTED_LAG = 60;

/** @returns the largest lag that is tried: a quarter of the series, so that most of it overlaps */
export function utmostLagOf(binCount: number): number {
  return Math.max(0, Math.floor(binCount / 4));
}

/** @throws TimberlineError "invalid" for series that cannot be looked at, "cancelled" */
export async function correlateSeries(
  scores: WebAssembly.Module,
  { series, mostLag: asked }: CorrelationsRequest,
  { pause, isCancelled }: Hearing,
  onProgress: (done: number) => void = () => {},
): Promise<Correlations> {
  const count = series[0]?.length ?? 0;
  if (count < LEAST_BINS)
    throw invalid(`The series have ${count} bins; a correlation needs at least ${LEAST_BINS}. Choose narrower bins.`);
  if (series.some(({ length }) => length !== count)) throw invalid("The series have bins of different widths.");
  if (series.length > MOST_SERIES) throw invalid(`At most ${MOST_SERIES} series are compared at a time.`);
  const utmostLag = utmostLagOf(count);
  const suggestedLag = Math.min(SUGGESTED_LAG, utmostLag);
  const mostLag = asked ?? suggestedLag;
  if (!Number.isInteger(mostLag) || mostLag < 0 || mostLag > utmostLag)
    throw invalid(`The lag of these series is from 0 to ${utmostLag} bins.`);
  const correlator = new Correlator(scores, count, mostLag);
  const plain = series.map((values) => correlator.detrend(values));
  const cells: (Correlation | null)[][] = series.map(() => series.map(() => null));
  const all = (series.length * (series.length - 1)) / 2;
  let done = 0;
  let rested = performance.now();
  for (let a = 0; a < series.length; a++)
    for (let b = a + 1; b < series.length; b++) {
      const found = correlatePair(correlator, plain[a] as Detrended, plain[b] as Detrended, mostLag);
      (cells[a] as (Correlation | null)[])[b] = found;
      (cells[b] as (Correlation | null)[])[a] = found && mirrored(found);
      done++;
      if (performance.now() - rested < 20) continue;
      onProgress(done / all);
      await pause();
      rested = performance.now();
      if (isCancelled()) throw new TimberlineError({ code: "cancelled", message: "Something else was asked for." });
    }
  return { mostLag, utmostLag, suggestedLag, cells };
}

/** @returns the lag of the largest |r|, the least lag of equal ones; null when no lag has an r */
export function correlatePair(correlator: Correlator, a: Detrended, b: Detrended, mostLag: number): Correlation | null {
  const { r, pairs } = correlator.correlate(a, b);
  let best = -1;
  for (let distance = 0; distance <= mostLag; distance++)
    for (const place of [mostLag + distance, mostLag - distance]) {
      const value = Math.abs(r[place] as number);
      if (!Number.isNaN(value) && (best < 0 || value > Math.abs(r[best] as number) + 1e-12)) best = place;
    }
  if (best < 0) return null;
  const unmoved = r[mostLag] as number;
  const common = pairs[best] as number;
  const effectivePairs = correlator.effectivePairs(common, a, b);
  const one = correlator.tail(r[best] as number, effectivePairs);
  return {
    lag: best - mostLag,
    r: r[best] as number,
    unmoved: Number.isNaN(unmoved) ? null : unmoved,
    pairs: common,
    effectivePairs,
    // Bonferroni: the best of so many lags was taken
    pValue: Math.min(1, one * r.length),
    byLag: r,
  };
}

function mirrored(cell: Correlation): Correlation {
  return { ...cell, lag: cell.lag === 0 ? 0 : -cell.lag, byLag: cell.byLag.slice().reverse() };
}

function invalid(message: string): TimberlineError {
  return new TimberlineError({ code: "invalid", message });
}
